"""What a designer is warned of: an exercise that can be played, but not well."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import partial

from desktop.domain.exercise.exercise import Exercise, Objective, Team
from desktop.domain.exercise.injects import Inject, InjectType
from desktop.domain.exercise.rounds import Round
from desktop.domain.model.model import Model
from desktop.domain.wording import LanguageCode, Wording

INJECT_WORDS = (40, 150)
BRIEF_WORDS = (200, 400)
INTERESTS, RED_LINES = 3, 2
EXPECTED_ACTIONS = 2
INJECTS_PER_OBJECTIVE = 2
WHOLE = "exercise"
"""Stands for the part where a warning is about the exercise as a whole."""


@dataclass(frozen=True, slots=True)
class DesignWarning:
    """Say what is weak, and where."""

    part: str
    """Field of Exercise that holds the part, `WHOLE` for the exercise itself."""
    id: str
    """Of the part; empty for the exercise itself."""
    key: str
    """Field of the part, with those inside it after a dot; a place in a list counts from 1."""
    reason: str
    """Message id `reason.<id>`."""
    fields: Mapping[str, object] = field(default_factory=dict)
    """What the reason names."""


def review(exercise: Exercise, model: Model) -> tuple[DesignWarning, ...]:
    """Return what is weak in the design of an exercise, in the order of its parts.

    Whether its goals can be reached takes runs of the model, and is not asked here.
    """
    return (
        *_whole(exercise, model),
        *(warning for one in exercise.objectives for warning in _objective(one, exercise)),
        *(warning for one in exercise.teams for warning in _team(one, exercise)),
        *(warning for one in exercise.rounds for warning in _round(one, exercise)),
        *(warning for one in exercise.injects for warning in _inject(one, exercise)),
        *_missing_languages(exercise),
    )


def words(text: str) -> int:
    """Count the words of a text."""
    return len(text.split())


def _whole(exercise: Exercise, model: Model) -> Iterator[DesignWarning]:
    warn = partial(DesignWarning, WHOLE, "")
    made, now = exercise.start.model, model.version
    if made != now:
        yield warn("start.model", "reason.made_for_other_model", {"made": made, "now": now})
    if not exercise.objectives:
        yield warn("objectives", "reason.no_objective")
    planned = exercise.planned_minutes
    if planned > exercise.minutes:
        minutes = {"planned": f"{planned:g}", "clock": exercise.minutes}
        yield warn("minutes", "reason.more_minutes_than_clock", minutes)


def _objective(one: Objective, exercise: Exercise) -> Iterator[DesignWarning]:
    warn = partial(DesignWarning, "objectives", one.id)
    injects = sum(one.id in inject.objectives for inject in exercise.injects)
    if injects < INJECTS_PER_OBJECTIVE:
        counts = {"count": injects, "least": INJECTS_PER_OBJECTIVE}
        yield warn("", "reason.few_injects", counts)
    deciding = {each.id for each in exercise.rounds if each.decides}
    if not any(failure.round in deciding for failure in one.failed_by):
        yield warn("failed_by", "reason.no_failing_decision")


def _team(one: Team, exercise: Exercise) -> Iterator[DesignWarning]:
    warn = partial(DesignWarning, "teams", one.id)
    for code, counts in _other_lengths(one.brief, BRIEF_WORDS, exercise):
        yield warn(f"brief.{code}", "reason.words_out_of_limits", counts)
    for other in exercise.teams[: exercise.teams.index(one)]:
        if other.color is one.color:
            yield warn("color", "reason.color_of_two_teams", {"team": other.id})
    for key, count, wanted in (
        ("interests", len(one.interests), INTERESTS),
        ("red_lines", len(one.red_lines), RED_LINES),
    ):
        if count != wanted:
            yield warn(key, "reason.other_count", {"count": count, "wanted": wanted})


def _round(one: Round, exercise: Exercise) -> Iterator[DesignWarning]:
    warn = partial(DesignWarning, "rounds", one.id)
    if not one.decides:
        yield warn("decision", "reason.round_without_decision")
    taken = sum(
        inject.minutes
        for inject in exercise.injects
        if inject.round == one.id and inject.at is not None
    )
    if taken > one.minutes.total:
        counts = {"taken": taken, "minutes": f"{one.minutes.total:g}"}
        yield warn("minutes", "reason.injects_fill_round", counts)


def _inject(one: Inject, exercise: Exercise) -> Iterator[DesignWarning]:
    warn = partial(DesignWarning, "injects", one.id)
    yield from _in_its_round(one, exercise)
    for code, counts in _other_lengths(one.text, INJECT_WORDS, exercise):
        yield warn(f"text.{code}", "reason.words_out_of_limits", counts)
    if one.shock is None and one.no_shock is None:
        yield warn("no_shock", "reason.neither_shock_nor_reason")
    if one.type is InjectType.ADMINISTRATIVE:
        return
    if not one.claims and not one.sources:
        yield warn("claims", "reason.no_claim_or_source")
    if len(one.expected) < EXPECTED_ACTIONS:
        counts = {"count": len(one.expected), "least": EXPECTED_ACTIONS}
        yield warn("expected", "reason.few_expected", counts)
    if one.learning_point is None:
        yield warn("learning_point", "reason.no_learning_point")


def _in_its_round(one: Inject, exercise: Exercise) -> Iterator[DesignWarning]:
    """Compare an inject's date, minutes and forerunners with the round that it belongs to."""
    warn = partial(DesignWarning, "injects", one.id)
    order = {each.id: place for place, each in enumerate(exercise.rounds)}
    own = exercise.rounds[order[one.round]]
    first = exercise.stands_at(one.round)
    last = first.plus(own.months)
    if not first <= one.date <= last:
        months = {"first": str(first), "last": str(last)}
        yield warn("date", "reason.dated_outside_round", months)
    if one.at is not None and one.at + one.minutes > own.minutes.total:
        counts = {"end": one.at + one.minutes, "minutes": f"{own.minutes.total:g}"}
        yield warn("at", "reason.after_round", counts)
    for earlier in exercise.injects:
        if earlier.id in one.after and order[earlier.round] > order[one.round]:
            yield warn("after", "reason.waits_for_later_round", {"name": earlier.id})


def _other_lengths(
    text: Wording, limits: tuple[int, int], exercise: Exercise
) -> Iterator[tuple[LanguageCode, Mapping[str, int]]]:
    """Return the counts of each language whose words are too few or too many; none is no text."""
    least, most = limits
    for code in exercise.languages:
        count = words(text.text(code))
        if count and not least <= count <= most:
            yield code, {"count": count, "least": least, "most": most}


def _missing_languages(exercise: Exercise) -> Iterator[DesignWarning]:
    for part, name, key, text in wordings(exercise):
        for code in exercise.languages:
            if not text.text(code):
                yield DesignWarning(part, name, f"{key}.{code}", "reason.missing_language")


def wordings(exercise: Exercise) -> Iterator[tuple[str, str, str, Wording]]:
    """Return part, id of the part, key inside it, and text, of every text of an exercise."""
    for one in fields(exercise):
        value = getattr(exercise, one.name)
        if isinstance(value, tuple) and value and hasattr(value[0], "id"):
            for part in value:
                for key, text in _texts(part):
                    yield one.name, part.id, key, text
        else:
            for key, text in _texts(value):
                yield WHOLE, "", f"{one.name}{key and '.'}{key}", text


def _texts(value: object) -> Iterator[tuple[str, Wording]]:
    """Return the texts in a value, each with the keys that lead to it."""
    if isinstance(value, Wording):
        yield "", value
    elif isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            for key, text in _texts(item):
                yield f"{number}{key and '.'}{key}", text
    elif is_dataclass(value):
        for one in fields(value):
            for key, text in _texts(getattr(value, one.name)):
                yield f"{one.name}{key and '.'}{key}", text
