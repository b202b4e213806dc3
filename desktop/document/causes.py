"""What is known of each element of the model: its equations, what goes in, what comes out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from desktop.domain.errors import RunFailedError, VecinosError
from desktop.domain.indicator import Country, Source
from desktop.domain.lever import Grade
from desktop.domain.model.model import Effect, Evidence, Link, Model
from desktop.domain.wording import Wording
from desktop.engine.compile.phases import in_force
from desktop.engine.language.expressions import TIME, Expression, Name, Place, names, parse


class Kind(StrEnum):
    """Say what an element is."""

    AUXILIARY = "auxiliary"
    STOCK = "stock"
    PARAMETER = "parameter"
    NOISE = "noise"
    PULSE = "pulse"
    CHANNEL = "channel"
    FORCE = "force"
    """What of a lever is in force."""


class Part(StrEnum):
    """Say what an equation gives."""

    VALUE = "value"
    START = "start"
    MONTHLY_CHANGE = "monthly_change"
    YEARLY_CHANGE = "yearly_change"
    INFLOW = "inflow"
    OUTFLOW = "outflow"


@dataclass(frozen=True, slots=True)
class Cause:
    """Hold what is known of one element; ids are those that equations use."""

    id: str
    kind: Kind
    unit: str
    """Formal unit."""
    equations: tuple[tuple[Part, Expression], ...]
    inputs: tuple[str, ...]
    feeds: tuple[str, ...]
    links: tuple[Link, ...]
    effects: tuple[Effect, ...]
    """What events do to it."""
    grade: Grade | None
    sources: tuple[Source, ...]


class ModelGraph:
    """Answer for each element of one model; equations are read once, when first asked for."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._force_of = {in_force(lever): lever for lever in model.forces}

    def __contains__(self, element: object) -> bool:
        return element in self._units

    def lever_of(self, element: str) -> str | None:
        """Return the lever of which this is what is in force."""
        return self._force_of.get(element)

    def element_of(self, thing: str) -> str | None:
        """Return the element that stands for an indicator, a lever or itself; None for an event."""
        if thing in self.model.levers:
            return in_force(thing)
        if thing in self.model.indicators:
            return self.model.indicators[thing].variable
        return thing if thing in self else None

    def of(self, element: str) -> Cause:
        """Return what is known of an element; raise KeyError if there is none of this id."""
        unit, kind = self._units[element], self._kinds[element]
        evidence = self._evidence(element)
        links = self._links(element, evidence)
        lever = self._force_of.get(element)
        if evidence is not None:
            grade: Grade | None = evidence.grade
            named = evidence.sources
        elif lever is not None:
            grade, named = self.model.levers[lever].grade, self.model.levers[lever].sources
        else:
            grade, named = None, ()
        ids = dict.fromkeys((*named, *(source for link in links for source in link.sources)))
        equations = self._equations.get(element, ())
        return Cause(
            id=element,
            kind=kind,
            unit=unit,
            equations=equations,
            inputs=self._inputs(equations),
            feeds=self._feeds.get(element, ()),
            links=links,
            effects=tuple(e for e in self.model.effects if e.target == element),
            grade=grade,
            sources=tuple(self.model.sources[id_] for id_ in ids),
        )

    def acting_on(self, element: str) -> tuple[str, ...]:
        """Return what acts on an element: its inputs but itself and mere numbers."""
        inputs = self.of(element).inputs
        return tuple(one for one in inputs if one != element and not self.is_number(one))

    def is_number(self, element: str) -> bool:
        """Say whether nothing ever moves it: a parameter, or what only parameters make up."""
        return element in self._numbers

    def name_of(self, element: str) -> Wording | None:
        """Return the name an element has in the model; pulses, channels and `time` have none."""
        return element_name(self.model, element)

    def function(self, name: str) -> tuple[tuple[str, ...], Expression]:
        """Return the arguments of one of the model's functions, and what it stands for."""
        function = self.model.functions[name]
        return function.arguments, parse(function.equation, Place(f"function.{name}"))

    def votes_of(self, pulse: str) -> Country:
        """Return the country whose votes light a pulse."""
        months = set(self.model.pulses[pulse].votes)
        return next(vote.country for vote in self.model.votes if vote.month in months)

    # ------------------------------------------------------------ reading

    @cached_property
    def _kinds(self) -> Mapping[str, Kind]:
        model = self.model
        kinds: dict[str, Kind] = {}
        for kind, ids in (
            (Kind.AUXILIARY, model.auxiliaries),
            (Kind.STOCK, model.stocks),
            (Kind.PARAMETER, model.parameters),
            (Kind.NOISE, model.noises),
            (Kind.PULSE, model.pulses),
            (Kind.CHANNEL, model.channels),
            (Kind.FORCE, self._force_of),
        ):
            kinds.update(dict.fromkeys(ids, kind))
        return kinds

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """Return what nothing ever moves: what goes round in a loop never gets in."""
        numbers = set(self.model.parameters)
        waiting = {
            one: {name for _, equation in self._equations.get(one, ()) for name in names(equation)}
            for one in self.model.auxiliaries
        }
        while found := {
            one
            for one, used in waiting.items()
            if TIME not in used and all(name in numbers for name in used if name in self)
        }:
            numbers |= found
            for one in found:
                del waiting[one]
        return frozenset(numbers)

    @cached_property
    def _units(self) -> Mapping[str, str]:
        model = self.model
        units = {force: model.forces[lever].unit for force, lever in self._force_of.items()}
        units |= dict.fromkeys(model.pulses, "1")
        for elements in (
            model.auxiliaries,
            model.stocks,
            model.parameters,
            model.noises,
            model.channels,
        ):
            units |= {element.id: element.unit for element in elements.values()}
        return units

    @cached_property
    def _equations(self) -> Mapping[str, tuple[tuple[Part, Expression], ...]]:
        found: dict[str, tuple[tuple[Part, Expression], ...]] = {}
        for auxiliary in self.model.auxiliaries.values():
            place = Place(f"auxiliary.{auxiliary.id}")
            found[auxiliary.id] = ((Part.VALUE, parse(auxiliary.equation, place)),)
        for stock in self.model.stocks.values():
            table = f"stock.{stock.id}"
            parts = []
            if stock.change is not None:
                yearly = stock.change_unit.endswith("/year")
                part = Part.YEARLY_CHANGE if yearly else Part.MONTHLY_CHANGE
                parts.append((part, parse(stock.change, Place(table, "change"))))
            if stock.inflow is not None:
                parts.append((Part.INFLOW, Name(stock.inflow)))
            if stock.outflow is not None:
                parts.append((Part.OUTFLOW, Name(stock.outflow)))
            parts.append((Part.START, parse(stock.initial, Place(table, "initial"))))
            found[stock.id] = tuple(parts)
        return found

    def _inputs(self, equations: tuple[tuple[Part, Expression], ...]) -> tuple[str, ...]:
        used = dict.fromkeys(name for _, equation in equations for name in names(equation))
        return tuple(name for name in used if name in self)

    @cached_property
    def _feeds(self) -> Mapping[str, tuple[str, ...]]:
        feeds: dict[str, list[str]] = {}
        for element, equations in self._equations.items():
            for used in self._inputs(equations):
                if used != element:
                    feeds.setdefault(used, []).append(element)
        return {element: tuple(fed) for element, fed in feeds.items()}

    def _evidence(self, element: str) -> Evidence | None:
        model = self.model
        for elements in (model.auxiliaries, model.stocks, model.parameters, model.noises):
            if element in elements:
                evidence: Evidence = elements[element].evidence
                return evidence
        return None

    def _links(self, element: str, evidence: Evidence | None) -> tuple[Link, ...]:
        numbers = set() if evidence is None else set(evidence.links)
        lever = self._force_of.get(element)
        carried = {i.id for i in self.model.indicators.values() if i.variable == element}
        for link in self.model.links.values():
            # A refinement whose cause no element stands for has an empty one.
            caused = lever is not None and link.cause == lever
            if link.effect == element or link.effect in carried or caused:
                numbers.add(link.number)
        return tuple(self.model.links[n] for n in sorted(numbers) if n in self.model.links)


def element_name(model: Model, element: str) -> Wording | None:
    """Return the name of an element, an indicator, a lever or an event, or None without one.

    What is in force of a lever bears the lever's name.
    """
    for elements in (model.auxiliaries, model.stocks, model.parameters, model.noises):
        if element in elements:
            name: Wording = elements[element].evidence.name
            return name
    for things in (model.indicators, model.levers, model.events):
        if element in things:
            named: Wording = things[element].name
            return named
    lever = next((lever for lever in model.forces if in_force(lever) == element), None)
    return None if lever is None else model.levers[lever].name


def in_words(error: VecinosError, model: Model) -> VecinosError:
    """Return a failure with the variable and the lever it names under the model's names for them.

    What the model has no name for stays as it is.
    """
    named: dict[str, object] = {}
    for field in ("variable", "lever"):
        name = element_name(model, str(error.fields.get(field)))
        if name is not None:
            named[field] = name
    return type(error)(**(error.fields | named)) if named else error


@contextmanager
def runs_in_words(model: Model) -> Iterator[None]:
    """Let whatever run fails within name its variable in words."""
    try:
        yield
    except RunFailedError as failure:
        raise in_words(failure, model) from failure
