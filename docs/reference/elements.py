"""Entries of what the equations know: elements by file, functions and tables."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from desktop.document.causes import Cause, Kind, ModelGraph, Part
from desktop.document.grounds import link_subject
from desktop.domain.indicator import Source
from desktop.domain.lever import Grade
from desktop.domain.model.model import Evidence, Model, Parameter
from desktop.engine.ensemble.sampling import values_of
from desktop.engine.language.expressions import Expression, Name, Operation, names
from desktop.language.language import Language
from desktop.modelfiles.read import ELEMENT_FILES
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.element_words import ElementWords
from desktop.reports.equation import Equation, figure
from docs.reference.entries import Entry, Fact, Legend, Page, Ref, Section, Typeset
from docs.reference.typesetting import Letters
from docs.reference.words import Words

CALENDAR = "calendar"
_NO_UNIT = "1"
_HEADS = {
    Part.VALUE: "explain.equation",
    Part.START: "explain.start",
    Part.MONTHLY_CHANGE: "explain.change_month",
    Part.YEARLY_CHANGE: "explain.change_year",
    Part.INFLOW: "explain.inflow",
    Part.OUTFLOW: "explain.outflow",
}
_LEFT = {
    Part.VALUE: "y",
    Part.START: r"y \left(0\right)",
    Part.INFLOW: r"\Delta y^{+}",
    Part.OUTFLOW: r"\Delta y^{-}",
}
_CHANGE = r"\Delta y"


def anchor(subject: str) -> str:
    """Return the anchor of an element, a lever, an indicator, an event or a link."""
    return subject.replace(".", "-")


class ElementEntries:
    """Make the entries of one model in one language."""

    def __init__(self, model: Model, language: Language, words: Words) -> None:
        self.model = model
        self.language = language
        self.words = words
        self.causes = ModelGraph(model)
        self.named = ElementWords(self.causes, language)
        self._calibrated = _calibrated_ranges(model)

    # ------------------------------------------------------------ references

    def ref(self, subject: str) -> Ref:
        """Return the name of an element, a lever, an indicator or an event, with its anchor."""
        if subject not in self.causes and self.causes.element_of(subject) is None:
            known = subject in self.model.events
            return Ref(self.named.name(subject), f"event-{subject}" if known else "")
        return Ref(self.named.name(subject), self.anchor_of(subject))

    def anchor_of(self, subject: str) -> str:
        """Return where a subject's entry is; what is in force of a lever is in the lever's."""
        lever = self.causes.lever_of(subject)
        if lever is not None:
            return f"lever-{lever}"
        if subject in self.model.levers:
            return f"lever-{subject}"
        if subject in self.causes:
            return anchor(subject)
        return f"indicator-{subject}"

    def link_ref(self, number: int) -> Ref:
        """Return a link's number and ends."""
        return Ref(self.named.link(self.model.links[number]), anchor(link_subject(number)))

    def refs(self, subjects: Iterable[str]) -> tuple[Ref, ...]:
        """Return the references to some subjects."""
        return tuple(map(self.ref, subjects))

    def source_refs(self, sources: Iterable[str | Source]) -> tuple[Ref, ...]:
        """Return the ids of sources, which lead to their entries."""
        ids = (source if isinstance(source, str) else source.id for source in sources)
        return tuple(Ref(each, f"source-{each}") for each in dict.fromkeys(ids))

    # ------------------------------------------------------------ facts

    def fact(self, head: str, refs: Iterable[Ref] | str, *, listed: bool = False) -> Fact:
        """Return a fact under a message of the pages' own words."""
        given = (Ref(refs),) if isinstance(refs, str) else tuple(refs)
        return Fact(self.words(head), given, listed, head)

    def optional(self, head: str, refs: Iterable[Ref] | str, *, listed: bool = False) -> list[Fact]:
        """Return a fact, or nothing where it says nothing."""
        made = self.fact(head, refs, listed=listed)
        return [made] if any(ref.text for ref in made.refs) else []

    def grade(self, grade: Grade) -> Fact:
        """Return what a grade means."""
        return self.fact("grade", self.language.text(f"levers.grade.{grade}"))

    def size(self, parameter: Parameter) -> str:
        """Return a number with its range, or with the words that it has none."""
        low, central, high = (
            figure(value, self.language)
            for value in (parameter.low, parameter.central, parameter.high)
        )
        value = self.named.with_unit(central, parameter.unit)
        if not parameter.certain:
            return self.words("with_range", value=value, low=low, high=high)
        if parameter.evidence.grade is Grade.C:
            return self.words("fixed_judged", value=value)
        return self.words("fixed", value=value)

    def _grounds(self, evidence: Evidence) -> list[Fact]:
        return [
            self.grade(evidence.grade),
            *self.optional("in_links", map(self.link_ref, self._known(evidence.links))),
            *self.optional("sources", self.source_refs(evidence.sources)),
            *self.optional("note", self.words.note(evidence.note) if evidence.note else ""),
        ]

    def _known(self, numbers: Iterable[int]) -> list[int]:
        return [number for number in sorted(numbers) if number in self.model.links]

    # ------------------------------------------------------------ entries

    def pages(self) -> Iterator[Page]:
        """Return a page for each file of elements."""
        files = _files()
        for file in ELEMENT_FILES:
            mine = files[file]
            sections = [
                Section(self.words(head), tuple(self.element(each) for each in chosen))
                for head, chosen in (
                    ("elements", [each for each in mine if each in self._equated]),
                    ("numbers", [each for each in mine if each in self._given]),
                )
                if chosen
            ]
            if file == "functions":
                sections.insert(0, Section(self.words("area_functions"), self._functions()))
            title = self.words(f"area_{file}")
            yield Page(file, title, tuple(sections))
        pulses = tuple(self.element(pulse) for pulse in self.model.pulses)
        section = Section(self.words("area_calendar"), pulses)
        yield Page(CALENDAR, self.words("area_calendar"), (section,))

    @property
    def _equated(self) -> set[str]:
        return {*self.model.auxiliaries, *self.model.stocks}

    @property
    def _given(self) -> set[str]:
        return {*self.model.parameters, *self.model.noises, *self.model.channels}

    def element(self, element: str) -> Entry:
        """Return the entry of one element."""
        cause = self.causes.of(element)
        parameter = self.model.parameters.get(element)
        evidence = self._evidence(element)
        unit = self.named.unit(cause.unit)
        facts = [] if parameter is not None else self.optional("unit", unit)
        if parameter is not None:
            facts.append(self.fact("value", self.size(parameter)))
            facts.append(self.fact("of_kind", self.words(f"of_kind_{parameter.kind}")))
            facts += self._after_calibration(parameter)
        used = [each for each in cause.inputs if each != element]
        facts += self.optional("uses", self.refs(used))
        facts += self.optional("used_by", self.refs(self._used_by(element)))
        facts += [] if evidence is None else self._grounds(evidence)
        said = self.named.nature(cause) if parameter is None else []
        return Entry(
            anchor(element),
            element,
            self.named.name(element),
            f"kind_{cause.kind}",
            (*said, *self.named.effects(cause)),
            self._equations(cause),
            tuple(facts),
            small=parameter is not None,
        )

    def _used_by(self, element: str) -> list[str]:
        """Return what an element feeds: equations, and curves."""
        fed = list(self.causes.of(element).feeds)
        curves = [i.id for i in self.model.indicators.values() if i.variable == element]
        return [*fed, *(curve for curve in curves if curve != element)]

    def _after_calibration(self, parameter: Parameter) -> list[Fact]:
        found = self._calibrated.get(parameter.id)
        if found is None:
            return []
        low, central, high = (figure(value, self.language) for value in found)
        value = self.named.with_unit(central, parameter.unit)
        said = self.words("calibrated_range", value=value, low=low, high=high)
        return [self.fact("calibrated", said)]

    def _evidence(self, element: str) -> Evidence | None:
        model = self.model
        for elements in (model.auxiliaries, model.stocks, model.parameters, model.noises):
            if element in elements:
                found: Evidence = elements[element].evidence
                return found
        return None

    def _equations(self, cause: Cause) -> tuple[Typeset, ...]:
        letters = Letters(cause.id, [expression for _, expression in cause.equations])
        writer = Equation(self.language, self.named.name)
        return tuple(
            self._typeset(
                self.language.text(_HEADS[part]),
                _LEFT.get(part, _CHANGE),
                expression,
                letters,
                writer,
            )
            for part, expression in cause.equations
        )

    def _typeset(
        self, head: str, left: str, expression: Expression, letters: Letters, writer: Equation
    ) -> Typeset:
        formula = letters.formula(left, expression)
        legend = tuple(
            Legend(symbol, self._name_in_legend(name)) for symbol, name in formula.symbols
        )
        return Typeset(head, formula.svgs, legend, writer.lines(expression))

    def _name_in_legend(self, name: str) -> Ref:
        if name in self.causes:
            return self.ref(name)
        if name in self.model.lookups:
            return Ref(name, f"lookup-{name}", code=True)
        return Ref(self.named.name(name))

    # ------------------------------------------------------------ functions and tables

    def _functions(self) -> tuple[Entry, ...]:
        made = []
        for name in self.model.functions:
            arguments, body = self.causes.function(name)
            writer = Equation(self.language, lambda given: given)
            letters = Letters(f"function {name}", [Name(each) for each in (*arguments,)])
            given = ", ".join(letters[each].latex for each in arguments)
            left = rf"\mathrm{{{name}}} \left({given}\right)"
            typeset = Typeset(
                self.language.text("explain.equation"),
                letters.formula(left, body).svgs,
                tuple(Legend(letters[each], Ref(each, code=True)) for each in arguments),
                writer.lines(body),
            )
            users = [e for e, called in self._calls().items() if name in called]
            facts = self.optional("used_by", self.refs(users))
            title = writer.function(name)
            made.append(
                Entry(
                    f"function-{name}", name, title, "kind_function", (), (typeset,), tuple(facts)
                )
            )
        return (*made, *self._tables())

    def _tables(self) -> Iterator[Entry]:
        for name, table in self.model.lookups.items():
            points = tuple(
                Ref(f"{figure(x, self.language)} → {figure(y, self.language)}")
                for x, y in zip(table.x, table.y, strict=True)
            )
            facts = [
                *self.optional("unit", self.named.unit(table.unit)),
                self.fact("points_lookup", points),
                *self.optional(
                    "used_by", self.refs(e for e, c in self._calls().items() if name in c)
                ),
            ]
            yield Entry(f"lookup-{name}", name, name, "kind_lookup", facts=tuple(facts))

    def _calls(self) -> Mapping[str, set[str]]:
        """Return the functions and tables that each element's equations name."""
        return {
            element: {
                called
                for _, expression in self.causes.of(element).equations
                for called in (*_called(expression), *names(expression))
            }
            for element in self._equated
        }


def _called(expression: Expression) -> Iterator[str]:
    if isinstance(expression, Operation):
        yield expression.name
        for argument in expression.arguments:
            yield from _called(argument)


def _files() -> dict[str, list[str]]:
    """Return which elements each file of the model holds, in its order."""
    found: dict[str, list[str]] = {}
    for name in ELEMENT_FILES:
        with (RESOURCES / "model" / f"{name}.toml").open("rb") as file:
            tables = tomllib.load(file)
        found[name] = [
            element
            for kind in (Kind.STOCK, Kind.AUXILIARY, Kind.NOISE, Kind.CHANNEL, Kind.PARAMETER)
            for element in tables.get(kind.value, {})
        ]
    return found


def _calibrated_ranges(model: Model) -> Mapping[str, tuple[float, float, float]]:
    """Return the 5th, 50th and 95th percentile of what history left of each number."""
    if model.calibrated is None:
        return {}
    return {
        name: tuple(
            np.percentile(
                values_of(model.parameters[name], np.asarray(scores)), (5, 50, 95)
            ).tolist()
        )
        for name, scores in model.calibrated.scores.items()
        if name in model.parameters
    }
