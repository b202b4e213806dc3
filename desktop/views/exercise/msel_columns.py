"""The columns of the list of injects: what each shows, and how what is typed there is taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from desktop.document.exercise.edits import with_field
from desktop.document.exercise.shape import Source, shapes
from desktop.domain.clock import Month
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.exercise.injects import Delivery, Inject, InjectType, Status
from desktop.domain.model.model import Model
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import LANGUAGES
from desktop.modelfiles.exercises.known import MOST_MINUTES
from desktop.ui.entries import tidy
from desktop.ui.exercise_words import choice_words
from desktop.ui.ui_context import UiContext
from desktop.views.exercise.words import names


class Audience(StrEnum):
    """Say for whom the columns are."""

    EVERYTHING = "everything"
    PLAYERS = "players"
    FACILITATORS = "facilitators"


@dataclass(frozen=True, slots=True)
class Context:
    """Hold what cells are worded by."""

    exercise: Exercise
    model: Model
    look: UiContext


@dataclass(frozen=True, slots=True)
class Column:
    """Describe one column; `taken` raises ValueError for what is nothing of its kind."""

    field: str
    heading: str
    audiences: frozenset[Audience]
    shown: Callable[[Inject, Context], str]
    order: Callable[[Inject, Context], Any]
    taken: Callable[[str, Inject, Context], Inject] | None = None
    """None for a column that nobody writes in."""
    choices: Callable[[Context], Sequence[str]] | None = None
    """What can be chosen, where one of several words stands in a cell."""
    width: int = 110


_ALL = frozenset(Audience)
_INSIDE = frozenset({Audience.EVERYTHING, Audience.FACILITATORS})
_OUTSIDE = frozenset({Audience.EVERYTHING, Audience.PLAYERS})


def columns(look: UiContext) -> tuple[Column, ...]:
    """Return every column, from left to right, headed in the window's language."""

    def head(name: str) -> str:
        return look.text(f"exercise.field.{name}")

    def texts(name: str, audiences: frozenset[Audience], width: int) -> list[Column]:
        order = sorted(LANGUAGES, key=lambda code: code != look.language.code)
        return [
            Column(
                name,
                look.text("exercises.in", what=head(name), language=code.upper()),
                audiences if place == 0 else frozenset({Audience.EVERYTHING}),
                _Worded(name, code).shown,
                _Worded(name, code).shown,
                _Worded(name, code).taken,
                width=width,
            )
            for place, code in enumerate(order)
        ]

    def chosen(name: str, of: type[Enum], audiences: frozenset[Audience]) -> Column:
        one = _Chosen(name, of)
        return Column(
            name, head(name), audiences, one.shown, one.shown, one.taken, one.choices, 120
        )

    round_, to = _One("round", Source.ROUNDS), _Several("to", Source.TEAMS)
    objectives = _Several("objectives", Source.OBJECTIVES)
    return (
        Column("", look.text("exercises.number"), _ALL, _number, _place, width=64),
        Column(
            "round", head("round"), _ALL, round_.shown, _place, round_.taken, round_.choices, 130
        ),
        Column("at", head("at"), _INSIDE, _whole_of("at"), _minute, _Whole("at").taken, width=96),
        Column("date", head("date"), _ALL, _day, _day, _take_day, width=130),
        chosen("type", InjectType, _INSIDE),
        *texts("title", _ALL, 190),
        *texts("text", _OUTSIDE, 260),
        *texts("sender", _OUTSIDE, 130),
        Column("to", head("to"), _ALL, to.shown, to.shown, to.taken, width=140),
        chosen("delivery", Delivery, _ALL),
        Column(
            "minutes",
            head("minutes"),
            _INSIDE,
            _whole_of("minutes"),
            lambda one, _: one.minutes,
            _Whole("minutes").taken,
            width=72,
        ),
        Column(
            "objectives",
            head("objectives"),
            _INSIDE,
            objectives.shown,
            objectives.shown,
            objectives.taken,
            width=140,
        ),
        *texts("learning_point", _INSIDE, 200),
        *texts("controller", _INSIDE, 110),
        *texts("note", _INSIDE, 200),
        chosen("status", Status, _INSIDE),
    )


def _place(one: Inject, context: Context) -> int:
    return context.exercise.number(one.id)


def _number(one: Inject, context: Context) -> str:
    return str(_place(one, context))


def _minute(one: Inject, _: Context) -> int:
    return -1 if one.at is None else one.at


def _day(one: Inject, _: Context) -> str:
    return str(one.date)


def _take_day(words: str, one: Inject, _: Context) -> Inject:
    return _with(one, "date", Month.parse(words.strip()))


def _whole_of(name: str) -> Callable[[Inject, Context], str]:
    return lambda one, _: "" if getattr(one, name) is None else str(getattr(one, name))


def _with(one: Inject, name: str, value: object) -> Inject:
    changed: Inject = with_field(one, name, value)
    return changed


@dataclass(frozen=True, slots=True)
class _Whole:
    field: str

    def taken(self, words: str, one: Inject, _: Context) -> Inject:
        if not words.strip() and self.field == "at" and one.type is InjectType.CONTINGENCY:
            return _with(one, self.field, None)
        value = int(words)
        if not 0 <= value <= MOST_MINUTES:
            raise ValueError(words)
        return _with(one, self.field, value)


@dataclass(frozen=True, slots=True)
class _Worded:
    field: str
    code: LanguageCode

    def shown(self, one: Inject, _: Context) -> str:
        text: Wording | None = getattr(one, self.field)
        return "" if text is None else text.en if self.code == "en" else text.es

    def taken(self, words: str, one: Inject, _: Context) -> Inject:
        before: Wording = getattr(one, self.field) or Wording("", "")
        new = tidy(words)
        text = Wording(new, before.es) if self.code == "en" else Wording(before.en, new)
        optional = next(one.optional for one in shapes(Inject) if one.name == self.field)
        return _with(one, self.field, None if optional and not (text.en or text.es) else text)


@dataclass(frozen=True, slots=True)
class _Chosen:
    field: str
    of: type[Enum]

    def shown(self, one: Inject, context: Context) -> str:
        return choice_words(getattr(one, self.field), context.look)

    def choices(self, context: Context) -> Sequence[str]:
        return [choice_words(one, context.look) for one in self.of]

    def taken(self, words: str, one: Inject, context: Context) -> Inject:
        known = {choice_words(each, context.look).casefold(): each for each in self.of}
        known |= {str(each.value): each for each in self.of}
        return _with(one, self.field, _found(words, known))


@dataclass(frozen=True, slots=True)
class _One:
    field: str
    source: Source

    def _names(self, context: Context) -> Mapping[str, str]:
        return names(self.source, context.exercise, context.model, context.look)

    def shown(self, one: Inject, context: Context) -> str:
        id_ = getattr(one, self.field)
        return self._names(context).get(id_, id_)

    def choices(self, context: Context) -> Sequence[str]:
        return list(self._names(context).values())

    def taken(self, words: str, one: Inject, context: Context) -> Inject:
        return _with(one, self.field, _found(words, _by_name(self._names(context))))


@dataclass(frozen=True, slots=True)
class _Several:
    field: str
    source: Source

    def shown(self, one: Inject, context: Context) -> str:
        known = names(self.source, context.exercise, context.model, context.look)
        return "; ".join(known.get(id_, id_) for id_ in getattr(one, self.field))

    def taken(self, words: str, one: Inject, context: Context) -> Inject:
        known = _by_name(names(self.source, context.exercise, context.model, context.look))
        parts = [part for part in words.split(";") if part.strip()]
        ids = tuple(dict.fromkeys(_found(part, known) for part in parts))
        return _with(one, self.field, ids)


def _by_name(known: Mapping[str, str]) -> Mapping[str, str]:
    return {**{id_: id_ for id_ in known}, **{name.casefold(): id_ for id_, name in known.items()}}


def _found(words: str, known: Mapping[str, Any]) -> Any:
    try:
        return known[words.strip().casefold()]
    except KeyError as error:
        raise ValueError(words) from error
