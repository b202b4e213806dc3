"""What is said about an element of the model, in one language."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from desktop.document.causes import Cause, Kind, ModelGraph
from desktop.document.grounds import link_of
from desktop.domain.clock import Month
from desktop.domain.lever import Grade
from desktop.domain.model.model import Effect, Link, Parameter, Shape
from desktop.engine.language.expressions import TIME, Expression, Name, Operation, replace_names
from desktop.language.language import Language
from desktop.reports.equation import Equation, Line, figure

_LETTERS = "abcdefgh"
"""What the arguments of a function are called in its definition."""
_NO_UNIT = "1"
_READ = 3
"""Digits that count of a value that a run comes to; an equation's numbers have more."""

Central = Mapping[str, NDArray[np.floating]]
"""Every variable of the central run, by step."""


class ElementWords:
    """Word the elements of one model."""

    def __init__(self, causes: ModelGraph, language: Language) -> None:
        self._causes = causes
        self._language = language

    # ------------------------------------------------------------ names

    def name(self, element: str) -> str:
        """Return what an element, a lever, an indicator or an event is called."""
        causes, language = self._causes, self._language
        if element == TIME:
            return language.text("explain.name_time")
        if element in causes.model.pulses:
            return language.text(f"explain.name_pulse_{causes.votes_of(element)}")
        if element in causes.model.channels:
            fed = causes.of(element).feeds
            return language.text("explain.name_channel", target=self.name(fed[0]))
        wording = causes.name_of(element)
        if wording is None:
            # An argument of a function, a letter already.
            return element
        name = language.wording(wording)
        if causes.lever_of(element) is not None:
            return language.text("explain.name_force", lever=name)
        return name

    def subject(self, subject: str) -> str:
        """Return what a link is called too, which is no element."""
        link = link_of(self._causes.model, subject)
        return self.name(subject) if link is None else self.link(link)

    def unit(self, formal: str) -> str:
        """Return a formal unit in words; a pure number has none."""
        if formal == _NO_UNIT:
            return ""
        return self._language.wording(self._causes.model.units[formal])

    def with_unit(self, value: str, formal: str) -> str:
        """Return figures with the unit in words behind them."""
        unit = self.unit(formal)
        return self._language.text("explain.with_unit", value=value, unit=unit) if unit else value

    # ------------------------------------------------------------ values

    def value(self, element: str, step: int, central: Central) -> float | None:
        """Return what an element is at one step of the central run; None before the first run."""
        parameter = self._causes.model.parameters.get(element)
        if parameter is not None:
            return parameter.central
        path = central.get(element)
        return None if path is None else float(path[step])

    def values(self, element: str, month: Month, central: Central) -> str:
        """Return an element's value at the vantage and in a month, with the unit."""
        cause, clock = self._causes.of(element), self._causes.model.clock
        parameter = self._causes.model.parameters.get(element)
        if parameter is not None and not parameter.certain:
            return self.with_unit(self._within(parameter), cause.unit)
        before = self.value(element, 0, central)
        after = self.value(element, clock.step(month), central)
        if before is None or after is None:
            return ""
        language = self._language
        first, last = (figure(value, language, _READ) for value in (before, after))
        both = first
        if first != last:
            both = self._language.text("explain.then_now", before=first, after=last)
        return self.with_unit(both, cause.unit)

    def _within(self, parameter: Parameter) -> str:
        """Return the middle of an uncertain number and the range of nine runs of ten."""
        low, central, high = (
            figure(value, self._language)
            for value in (parameter.low, parameter.central, parameter.high)
        )
        return self._language.text("explain.within", value=central, low=low, high=high)

    # ------------------------------------------------------------ equations

    def equation(self, expression: Expression) -> tuple[Line, ...]:
        """Return an equation line by line."""
        return Equation(self._language, self.name).lines(expression)

    def definitions(self, cause: Cause) -> list[tuple[str, tuple[Line, ...]]]:
        """Return the model's own functions that its equations call: head and lines of each."""
        model, writer = self._causes.model, Equation(self._language, self.name)
        waiting = [equation for _, equation in cause.equations]
        called: dict[str, None] = {}
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, Operation):
                waiting.extend(node.arguments)
                if node.name in model.functions and node.name not in called:
                    called[node.name] = None
                    waiting.append(self._causes.function(node.name)[1])
        found = []
        for name in called:
            arguments, body = self._causes.function(name)
            letters = {a: Name(_LETTERS[place]) for place, a in enumerate(arguments)}
            head = self._language.text(
                "explain.function",
                name=writer.function(name),
                arguments="; ".join(_LETTERS[: len(arguments)]),
            )
            found.append((head, writer.lines(replace_names(body, letters))))
        return found

    # ------------------------------------------------------------ sentences

    def nature(self, cause: Cause) -> list[str]:
        """Return the sentences that say what an element without an equation is."""
        model, language = self._causes.model, self._language
        if cause.kind is Kind.PARAMETER:
            parameter = model.parameters[cause.id]
            low, central, high = (
                figure(value, language)
                for value in (parameter.low, parameter.central, parameter.high)
            )
            value = self.with_unit(central, cause.unit)
            if low == high:
                if parameter.evidence.grade is Grade.C:
                    return [language.text("explain.constant_judged", value=value)]
                return [language.text("explain.constant", value=value)]
            return [language.text("explain.constant_range", value=value, low=low, high=high)]
        if cause.kind is Kind.NOISE:
            noise = model.noises[cause.id]
            sd = self.with_unit(figure(noise.sd, language), cause.unit)
            tau = figure(noise.tau, language)
            if noise.growth is None:
                return [language.text("explain.noise", sd=sd, tau=tau)]
            growth = self.with_unit(figure(noise.growth.sd, language), cause.unit)
            return [language.text("explain.noise_that_grows", sd=sd, tau=tau, growth=growth)]
        if cause.kind is Kind.PULSE:
            pulse = model.pulses[cause.id]
            rise, fall = language.number(pulse.rise), language.number(pulse.fall)
            return [language.text("explain.pulse", rise=rise, fall=fall)]
        if cause.kind is Kind.CHANNEL:
            return [language.text("explain.channel")]
        if cause.kind is Kind.FORCE:
            return self._force(cause.id)
        return self._bounds(cause) if cause.kind is Kind.STOCK else []

    def effects(self, cause: Cause) -> list[str]:
        """Return what events do to an element, a sentence each."""
        return [self._effect(effect, cause.unit) for effect in cause.effects]

    def _effect(self, effect: Effect, unit: str) -> str:
        language = self._language
        fields = {
            "event": self.name(effect.event),
            "size": self.with_unit(_signed(effect.size, figure(effect.size, language)), unit),
        }
        months = language.number(effect.months)
        if effect.shape is Shape.IMPULSE:
            return self._language.text("explain.effect_impulse", **fields)
        if effect.shape is Shape.FADE:
            return self._language.text("explain.effect_fade", months=months, **fields)
        return self._language.text("explain.effect_window", months=months, **fields)

    def _force(self, element: str) -> list[str]:
        model, language = self._causes.model, self._language
        lever = model.levers[self._causes.lever_of(element) or ""]
        said = [language.wording(lever.sentence)]
        if lever.lead >= 1:
            lead = language.number(round(lever.lead))
            said.append(self._language.text("explain.lever", lead=lead))
        else:
            said.append(self._language.text("explain.lever_at_once"))
        return said

    def _bounds(self, cause: Cause) -> list[str]:
        bounds = self._causes.model.stocks[cause.id].bounds
        if bounds is None:
            return []
        low, high = (figure(end, self._language) for end in bounds)
        high = self.with_unit(high, cause.unit)
        return [self._language.text("explain.bounds", low=low, high=high)]

    # ------------------------------------------------------------ links

    def link(self, link: Link) -> str:
        """Return what acts on what, under the link's number."""
        ends = []
        for element, named in ((link.cause, link.cause_name), (link.effect, link.effect_name)):
            if named is not None:
                ends.append(self._language.wording(named))
            else:
                lever = self._causes.model.levers.get(element)
                known = element if lever is None else lever.id
                ends.append(self.name(known))
        return self._language.text(
            "explain.link", number=link.number, cause=ends[0], effect=ends[1]
        )

    def link_facts(self, link: Link) -> list[str]:
        """Return form, size, delay and grade of a link, its sources, and what is said about it."""
        text = self._language.text
        said = [self.link_size(link)]
        if link.sources:
            said.append(text("explain.link_sources", sources=", ".join(link.sources)))
        said += self.link_remarks(link)
        if link.change_my_mind is not None:
            finding = self._language.wording(link.change_my_mind)
            said.append(text("explain.link_mind", finding=finding))
        return said

    def link_size(self, link: Link) -> str:
        """Return form, size, delay and grade of a link."""
        return self._language.text(
            "explain.link_facts",
            form=self._language.text(f"explain.form.{link.form}"),
            size=self._language.wording(link.size),
            delay=self._language.wording(link.delay),
            grade=str(link.grade),
        )

    def link_remarks(self, link: Link) -> list[str]:
        """Return where a link stands apart from the others, and why."""
        said = []
        if link.refinement:
            said.append(self._language.text("explain.link_refinement"))
        if link.why is not None:
            why = self._language.wording(link.why)
            said.append(self._language.text("explain.link_why", why=why))
        return said


def _signed(value: float, words: str) -> str:
    return f"+{words}" if value > 0 else words
