"""The causal map in words: its nodes, its loops, and a table of its links."""

from dataclasses import dataclass

from desktop.document.causal_map import CausalMap, Loop, MapLink, More, Way
from desktop.document.causes import Kind, ModelGraph
from desktop.domain.clock import Month
from desktop.domain.lever import Family
from desktop.language.language import Language
from desktop.reports.element_words import Central, ElementWords

_DECIMALS = 2
_FINEST = 4
_MOST_NAMED = 5
"""Elements of a loop that are named."""


def strength_words(strength: float, language: Language) -> str:
    """Return an elasticity with its sign, as finely as it takes to be more than nothing."""
    finest = range(_DECIMALS, _FINEST + 1)
    decimals = next((each for each in finest if round(strength, each)), _DECIMALS)
    return language.number(strength, decimals, signed=True)


@dataclass(frozen=True, slots=True)
class MapWords:
    """Word one map, with the values of a month of the central run."""

    graph: ModelGraph
    language: Language
    month: Month
    central: Central

    @property
    def _elements(self) -> ElementWords:
        return ElementWords(self.graph, self.language)

    def name(self, element: str) -> str:
        """Return what an element is called."""
        return self._elements.name(element)

    def values(self, element: str) -> str:
        """Return its values at the vantage and in the month, with the unit."""
        return self._elements.values(element, self.month, self.central)

    def family(self, element: str) -> Family | None:
        """Return the family of the lever or indicator that it stands for, if it does."""
        model = self.graph.model
        lever = self.graph.lever_of(element)
        if lever is not None:
            return model.levers[lever].family
        lines = (one for one in model.indicators.values() if one.variable == element)
        return next((one.family for one in lines), None)

    def kind(self, element: str) -> Kind:
        """Return what it is."""
        return self.graph.of(element).kind

    def spoken(self, element: str, drawn: CausalMap) -> str:
        """Say an element with its values, and what it does to those that are shown beside it."""
        text = self.language.text
        name, values = self.name(element), self.values(element)
        said = [text("explain.row", name=name, value=values) if values else name]
        if element == drawn.subject:
            said.append(text("map.is_subject"))
        for link in drawn.links:
            if link.cause == element:
                strength = strength_words(link.strength, self.language)
                effect = self.name(link.effect)
                said.append(text("map.acts_on", effect=effect, strength=strength))
        return ". ".join(said)

    def more(self, more: More) -> str:
        """Say how many there was no room for."""
        count = len(more.elements)
        if more.way is Way.INPUTS:
            return self.language.plural("map.more_inputs", count)
        return self.language.plural("map.more_outputs", count)

    def loop(self, loop: Loop) -> str:
        """Name a loop by its elements, and say whether it reinforces or balances."""
        way = self._way(loop)
        if loop.reinforcing:
            return self.language.text("map.reinforcing", way=way)
        return self.language.text("map.balancing", way=way)

    def gain(self, loop: Loop) -> str:
        """Say what one round of a loop carries on."""
        gain = strength_words(loop.gain, self.language)
        return self.language.text("map.gain", gain=gain)

    def _way(self, loop: Loop) -> str:
        names = [self.name(one) for one in loop.elements]
        if len(names) > _MOST_NAMED:
            rest = len(names) - _MOST_NAMED + 1
            names[_MOST_NAMED - 1 :] = [self.language.plural("map.others", rest)]
        way = names[-1]
        for name in reversed(names[:-1]):
            way = self.language.text("map.step", first=name, rest=way)
        return way

    def rows(self, drawn: CausalMap) -> list[list[str | float]]:
        """Return the links that are shown, the strongest first, and the loops with their gains."""

        def size(link: MapLink) -> tuple[float, str, str]:
            return -abs(link.strength), link.effect, link.cause

        rows: list[list[str | float]] = [
            [self.name(one.cause), self.name(one.effect), one.strength]
            for one in sorted(drawn.links, key=size)
        ]
        rows += [[self.loop(one), "", one.gain] for one in drawn.loops]
        return rows
