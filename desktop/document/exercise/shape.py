"""What each field of an exercise's records holds, taken from their declarations, for forms."""

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Any, TypeAlias

from desktop.domain.assumptions import Assumptions
from desktop.domain.clock import Month
from desktop.domain.ensemble import MOST_MEMBERS
from desktop.domain.exercise.exercise import Exercise, Start, Team
from desktop.domain.exercise.injects import Inject, Shock, Trigger
from desktop.domain.exercise.rounds import GuidedMove, PhaseMinutes, Round
from desktop.domain.fields import cached
from desktop.domain.lever import Setting
from desktop.domain.policy import LEAST_SIZE, MOST_SIZE, PlannedEvent, Policy
from desktop.domain.wording import Wording
from desktop.modelfiles.exercises.known import MOST_MINUTES, MOST_PARTS
from desktop.modelfiles.exercises.parts import MOST_CHARTS, MOST_PURSE, MOST_SEED
from desktop.modelfiles.exercises.read import TABLES

PARTS = tuple(TABLES)
"""Fields of Exercise that hold parts with ids."""
MOST_NUMBER = 1e12


class Source(StrEnum):
    """Say what an id is one of."""

    LEVERS = "levers"
    """Those in play."""
    ALL_LEVERS = "all_levers"
    INDICATORS = "indicators"
    EVENTS = "events"
    CLAIMS = "claims"
    SOURCES = "sources"
    TEAMS = "teams"
    ROUNDS = "rounds"
    OBJECTIVES = "objectives"
    INJECTS = "injects"
    LANGUAGES = "languages"


@dataclass(frozen=True, slots=True)
class Text:
    """A Wording, of one line or of paragraphs."""

    one_line: bool


@dataclass(frozen=True, slots=True)
class Texts:
    """Several Wordings."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line in one language."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Several lines in one language."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the members of an enumeration."""

    of: type[Enum]


@dataclass(frozen=True, slots=True)
class Number:
    """A number within limits."""

    least: float
    most: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Switch:
    """True or false."""


@dataclass(frozen=True, slots=True)
class OneId:
    """The id of something."""

    source: Source


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of several different things, at most so many."""

    source: Source
    most: int


@dataclass(frozen=True, slots=True)
class MonthOf:
    """A month."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """Assumptions, as they are typed."""


@dataclass(frozen=True, slots=True)
class Record:
    """Another record."""

    of: type[Any]


@dataclass(frozen=True, slots=True)
class Records:
    """Several other records."""

    of: type[Any]


Kind: TypeAlias = (
    Text
    | Texts
    | Line
    | Lines
    | Choice
    | Number
    | Switch
    | OneId
    | Ids
    | MonthOf
    | Day
    | Assumed
    | Record
    | Records
)


@dataclass(frozen=True, slots=True)
class FieldShape:
    """Say what one field of a record holds."""

    name: str
    kind: Kind
    optional: bool
    """None stands for nothing."""


@dataclass(frozen=True, slots=True)
class OpeningSetting:
    """Set one lever before play begins."""

    lever: str
    value: float
    start: Month | None = None
    ramp: int = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """Hold an opening policy in lists, as a form shows it."""

    settings: tuple[OpeningSetting, ...]
    events: tuple[PlannedEvent, ...]


def opening_of(policy: Policy) -> Opening:
    """Return a policy in lists."""
    return Opening(
        tuple(
            OpeningSetting(lever, one.value, one.start, one.ramp)
            for lever, one in policy.settings.items()
        ),
        policy.events,
    )


def policy_of(opening: Opening) -> Policy:
    """Return the policy of such lists; of what stands in them twice the later counts."""
    settings = {one.lever: Setting(one.value, one.start, one.ramp) for one in opening.settings}
    return Policy(settings, tuple({one.place: one for one in opening.events}.values()))


_PROSE = {
    "storyline",
    "purpose",
    "text",
    "judged",
    "brief",
    "briefing",
    "decision",
    "reveal",
    "note",
    "remarks",
    "learning_point",
    "facilitator_note",
    "summary",
}
"""Texts of several lines."""
_SOURCES: Mapping[str, Source] = {
    "levers": Source.LEVERS,
    "lever": Source.LEVERS,
    "charts": Source.INDICATORS,
    "predict": Source.INDICATORS,
    "chart": Source.INDICATORS,
    "indicator": Source.INDICATORS,
    "event": Source.EVENTS,
    "claims": Source.CLAIMS,
    "sources": Source.SOURCES,
    "to": Source.TEAMS,
    "team": Source.TEAMS,
    "round": Source.ROUNDS,
    "objectives": Source.OBJECTIVES,
    "after": Source.INJECTS,
    "languages": Source.LANGUAGES,
}
_SOURCES_OF: Mapping[tuple[type[Any], str], Source] = {
    (Exercise, "levers"): Source.ALL_LEVERS,
    (OpeningSetting, "lever"): Source.ALL_LEVERS,
    (Trigger, "lever"): Source.ALL_LEVERS,
}
_MOST_IDS = {"charts": MOST_CHARTS, "predict": MOST_PARTS}
_MANY = 500
_LIMITS: Mapping[tuple[type[Any], str], tuple[float, float]] = {
    (Exercise, "minutes"): (1, MOST_MINUTES * 3),
    (Start, "seed"): (0, MOST_SEED),
    (Start, "members"): (1, MOST_MEMBERS),
    (Team, "purse"): (0, MOST_PURSE),
    (Round, "months"): (0, 600),
    (Round, "pause"): (0, MOST_MINUTES),
    (GuidedMove, "ramp"): (0, 600),
    (OpeningSetting, "ramp"): (0, 600),
    (PlannedEvent, "size"): (LEAST_SIZE, MOST_SIZE),
    (Shock, "size"): (LEAST_SIZE, MOST_SIZE),
    (Inject, "at"): (0, MOST_MINUTES),
    (Inject, "minutes"): (0, MOST_MINUTES),
}
_LEFT_OUT: Mapping[type[Any], frozenset[str]] = {
    Exercise: frozenset({"id", "start", *PARTS}),
    Start: frozenset({"vantage", "model"}),
}
"""What no form shows: ids, parts, and what only the program may write."""


@cached
def shapes(record: type[Any]) -> tuple[FieldShape, ...]:
    """Return the fields of a record that people write, in the order of their declaration."""
    hints = typing.get_type_hints(record)
    left_out = _LEFT_OUT.get(record, frozenset({"id"}))
    return tuple(
        _shape(record, one.name, hints[one.name])
        for one in fields(record)
        if one.name not in left_out
    )


def _shape(record: type[Any], name: str, hint: Any) -> FieldShape:
    optional = False
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        inner = [one for one in typing.get_args(hint) if one is not type(None)]
        hint, optional = inner[0], True
    return FieldShape(name, _kind(record, name, hint), optional)


def _kind(record: type[Any], name: str, hint: Any) -> Kind:
    source = _SOURCES_OF.get((record, name), _SOURCES.get(name))
    if typing.get_origin(hint) is tuple:
        of = typing.get_args(hint)[0]
        if of is Wording:
            return Texts()
        if is_dataclass(of):
            assert isinstance(of, type)
            return Records(of)
        return Lines() if source is None else Ids(source, _MOST_IDS.get(name, _MANY))
    if hint is str:
        return Line() if source is None else OneId(source)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Choice(hint)
    if hint in (int, float):
        usual = (0, MOST_MINUTES) if record is PhaseMinutes else (-MOST_NUMBER, MOST_NUMBER)
        return Number(*_LIMITS.get((record, name), usual), whole=hint is int)
    plain: Mapping[Any, Kind] = {
        Wording: Text(name not in _PROSE),
        bool: Switch(),
        Month: MonthOf(),
        date: Day(),
        Assumptions: Assumed(),
        Policy: Record(Opening),
    }
    return plain[hint] if hint in plain else Record(hint)
