"""Changes to an exercise: whole records take the place of others, and nothing else is touched."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any

from desktop.document.exercise.shape import (
    Choice,
    Kind,
    Line,
    MonthOf,
    Number,
    OneId,
    Opening,
    Record,
    Source,
    Switch,
    Text,
    opening_of,
    policy_of,
    shapes,
)
from desktop.domain.assumptions import NEUTRAL
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.exercise.exercise import (
    PURSE,
    Exercise,
    ExerciseType,
    FeedbackQuestion,
    Goal,
    Objective,
    ReadyText,
    Start,
    Team,
    TeamColor,
)
from desktop.domain.exercise.injects import ExpectedAction, Inject, InjectType, Shock, Weight
from desktop.domain.exercise.rounds import PhaseMinutes, Round
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.domain.wording import Wording
from desktop.language.language import LANGUAGES

EMPTY = Wording("", "")
RECORDS: Mapping[str, type[Any]] = {
    "objectives": Objective,
    "teams": Team,
    "rounds": Round,
    "injects": Inject,
    "goals": Goal,
    "feedback": FeedbackQuestion,
    "ready_texts": ReadyText,
}
"""Field of Exercise -> the record of which it holds several."""
_STEMS = {
    "objectives": "objective",
    "teams": "team",
    "rounds": "round",
    "injects": "inject",
    "goals": "goal",
    "feedback": "question",
    "ready_texts": "text",
}
_USUAL_INJECT = 5
"""Minutes that a new inject takes."""
_USUAL_ROUND = PhaseMinutes(5, 15, 5, 3, 2, 10)
_USUAL_MONTHS = 12
_USUAL_MINUTES = 90


def part_of(exercise: Exercise, part: str, name: str) -> Any:
    """Return the part of an id, None where there is none."""
    return next((one for one in getattr(exercise, part) if one.id == name), None)


def with_items(exercise: Exercise, part: str, items: Iterable[Any]) -> Exercise:
    """Return the exercise with other parts of one kind."""
    changed: dict[str, Any] = {part: tuple(items)}
    return replace(exercise, **changed)


def with_part(exercise: Exercise, part: str, record: Any) -> Exercise:
    """Return the exercise with a record in the place of the one of its id."""
    items = (record if one.id == record.id else one for one in getattr(exercise, part))
    return with_items(exercise, part, tuple(items))


def with_field(record: Any, name: str, value: object) -> Any:
    """Return a record with another value in one field.

    An inject that is no contingency any more stands at the start of its round if it stood nowhere.
    """
    if name == "policy" and isinstance(value, Opening):
        value = policy_of(value)
    changed = replace(record, **{name: value})
    if (
        isinstance(changed, Inject)
        and changed.at is None
        and changed.type is not InjectType.CONTINGENCY
    ):
        changed = replace(changed, at=0)
    return changed


def field_of(record: Any, name: str) -> Any:
    """Return what a form shows in a field of a record."""
    value = getattr(record, name)
    return opening_of(value) if name == "policy" else value


def added(exercise: Exercise, part: str, like: Inject | None = None) -> tuple[Exercise, str]:
    """Return the exercise with a new part at its end, or behind `like`, and the id of the part."""
    items = getattr(exercise, part)
    name = free_id(_STEMS[part], (one.id for one in items))
    record = replace(blank(RECORDS[part], exercise), id=name)
    place = len(items)
    if isinstance(record, Inject):
        round_id = like.round if like is not None else _last(exercise)
        record = replace(record, round=round_id, date=exercise.stands_at(round_id))
        if like is not None:
            place = exercise.number(like.id)
            record = replace(record, at=(like.at or 0) + like.minutes, date=like.date)
    return with_items(exercise, part, (*items[:place], record, *items[place:])), name


def duplicated(exercise: Exercise, part: str, name: str) -> tuple[Exercise, str]:
    """Return the exercise with a copy of a part behind it, and the id of the copy."""
    items = getattr(exercise, part)
    place = next(n for n, one in enumerate(items) if one.id == name)
    copy = free_id(name.rstrip("0123456789_"), (one.id for one in items))
    items = (*items[: place + 1], replace(items[place], id=copy), *items[place + 1 :])
    return with_items(exercise, part, items), copy


def removed(exercise: Exercise, part: str, name: str) -> Exercise:
    """Return the exercise without a part, and without what names it.

    The injects of a round go to the one before it, or after it where it was the first.
    """
    items = getattr(exercise, part)
    place = next(n for n, one in enumerate(items) if one.id == name)
    rest = items[:place] + items[place + 1 :]
    changed = with_items(exercise, part, rest)
    injects: Iterable[Inject] = changed.injects
    if part == "rounds" and rest:
        home = rest[max(place - 1, 0)].id
        injects = (replace(one, round=home) if one.round == name else one for one in injects)
        objectives = (
            replace(one, failed_by=tuple(each for each in one.failed_by if each.round != name))
            for one in changed.objectives
        )
        changed = replace(changed, objectives=tuple(objectives))
    elif part == "teams":
        injects = (replace(one, to=_without(one.to, name)) for one in injects)
        goals = (replace(one, team=None) if one.team == name else one for one in changed.goals)
        changed = replace(changed, goals=tuple(goals))
    elif part == "objectives":
        injects = (replace(one, objectives=_without(one.objectives, name)) for one in injects)
    elif part == "injects":
        injects = (replace(one, after=_without(one.after, name)) for one in injects)
    return replace(changed, injects=tuple(injects))


def can_remove(exercise: Exercise, part: str) -> bool:
    """Say whether a part may go: the last round may not, for injects need one."""
    return part != "rounds" or len(exercise.rounds) > 1


def moved(exercise: Exercise, part: str, name: str, by: int) -> Exercise:
    """Return the exercise with a part some places further on, within its list."""
    items = list(getattr(exercise, part))
    place = next(n for n, one in enumerate(items) if one.id == name)
    one = items.pop(place)
    items.insert(min(max(place + by, 0), len(items)), one)
    return with_items(exercise, part, tuple(items))


def retimed(exercise: Exercise, name: str, round_id: str, at: int) -> Exercise:
    """Return the exercise with an inject at another minute, and in another round.

    In another round its date moves with it, so that it stays as far into the round.
    """
    one: Inject = part_of(exercise, "injects", name)
    day = one.date
    if round_id != one.round:
        months = one.date.minus(exercise.stands_at(one.round))
        own = part_of(exercise, "rounds", round_id).months
        day = exercise.stands_at(round_id).plus(min(max(months, 0), own))
    changed = replace(one, round=round_id, at=max(at, 0), date=day)
    return with_part(exercise, "injects", changed)


def fresh(model: Model, name: Wording, first_round: Wording) -> Exercise:
    """Return a new exercise of one round, from which to go on writing."""
    usual = EnsembleChoice()
    start = Start(
        vantage=model.clock.vantage,
        horizon=model.clock.horizon,
        model=model.version,
        assumptions=NEUTRAL,
        seed=usual.seed,
        members=usual.members,
        policy=Policy(),
        charts=(),
    )
    whole: dict[str, Any] = {one.name: () for one in fields(Exercise) if one.default is MISSING}
    whole |= dict.fromkeys(("summary", "purpose", "storyline"), EMPTY)
    whole |= {"languages": LANGUAGES, "minutes": _USUAL_MINUTES, "type": ExerciseType.TABLETOP}
    exercise = Exercise(**whole | {"id": "exercise", "name": name, "start": start})
    with_round, _ = added(exercise, "rounds")
    (one,) = with_round.rounds
    return replace(with_round, rounds=(replace(one, title=first_round),))


def free_id(stem: str, taken: Iterable[str]) -> str:
    """Return an id that begins with a stem and is not taken."""
    used = set(taken)
    number = 1
    while f"{stem}_{number}" in used:
        number += 1
    return f"{stem}_{number}"


def blank(record: type[Any], exercise: Exercise) -> Any:
    """Return a new record: its texts empty, its choices the usual ones."""
    values: dict[str, Any] = {
        shape.name: None
        if shape.optional
        else _USUAL.get((record, shape.name), _nothing(shape.kind, exercise))
        for shape in shapes(record)
    }
    if "id" in {one.name for one in fields(record)}:
        values["id"] = ""
    if record is Inject:
        values["at"] = 0
    elif record is Team:
        used = {one.color for one in exercise.teams}
        values["color"] = next((one for one in TeamColor if one not in used), TeamColor.GRAY)
    return record(**values)


_USUAL: Mapping[tuple[type[Any], str], object] = {
    (Team, "purse"): float(PURSE),
    (Inject, "minutes"): _USUAL_INJECT,
    (Round, "months"): _USUAL_MONTHS,
    (Round, "minutes"): _USUAL_ROUND,
    (ExpectedAction, "weight"): Weight.IMPORTANT,
    (Shock, "size"): 1.0,
}


def _nothing(kind: Kind, exercise: Exercise) -> object:
    """Return what stands in a field of a kind before anybody has written in it."""
    match kind:
        case Text():
            return EMPTY
        case Choice():
            return next(iter(kind.of))
        case Number():
            least = max(kind.least, 0)
            return int(least) if kind.whole else float(least)
        case Switch():
            return False
        case MonthOf():
            return exercise.start.vantage.plus(1)
        case Record():
            return blank(kind.of, exercise)
        case OneId(Source.LEVERS | Source.ALL_LEVERS):
            return next(iter(exercise.levers), "")
        case OneId(Source.ROUNDS):
            return _last(exercise)
        case OneId() | Line():
            return ""
    return ()


def _last(exercise: Exercise) -> str:
    return exercise.rounds[-1].id if exercise.rounds else ""


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name)
