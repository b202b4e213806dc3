"""What players see: no field, no type and no value that is for facilitators."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest

from desktop.domain.exercise import exercise as records
from desktop.domain.exercise.audience import is_facilitator_only
from desktop.domain.exercise.exercise import Exercise, Objective, Start, Team
from desktop.domain.exercise.injects import Inject
from desktop.domain.exercise.player_view import (
    PlayerBriefing,
    PlayerInject,
    PlayerObjective,
    PlayerRound,
    PlayerStart,
    PlayerTeam,
    PlayerView,
    TeamBrief,
    player_view,
)
from desktop.domain.exercise.rounds import Round
from desktop.domain.wording import Wording
from desktop.modelfiles.exercises.read import exercise_files, read_exercise_file
from tests.modelfiles.exercises.example import model, read, source

TOKEN = "facilitators_only_7f3a"
SEEN_BY_PLAYERS: Mapping[type, tuple[type, ...]] = {
    Exercise: (PlayerView,),
    Start: (PlayerStart,),
    Objective: (PlayerObjective,),
    Team: (PlayerTeam, TeamBrief),
    Round: (PlayerRound, PlayerBriefing),
    Inject: (PlayerInject,),
}
"""Record of an exercise -> the records that hold what players see of it."""


def names(record: type) -> set[str]:
    return {one.name for one in fields(record)}


def reachable(record: Any, seen: set[Any]) -> set[Any]:
    """Return every type that a record can hold, however deep."""
    if record in seen:
        return seen
    seen.add(record)
    for inner in get_args(record):
        reachable(inner, seen)
    if is_dataclass(record) and isinstance(record, type):
        for inner in get_type_hints(record).values():
            reachable(inner, seen)
    return seen


def texts(value: object) -> Iterator[str]:
    """Return every text in a value, however deep."""
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(key)
            yield from texts(item)
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from texts(getattr(value, one.name))


def marked(value: Any, *, inside: bool = False) -> Any:
    """Return a record in which every text of a facilitator's field is the token."""
    if isinstance(value, Wording):
        return Wording(TOKEN, TOKEN) if inside else value
    if isinstance(value, str):
        return TOKEN if inside else value
    if isinstance(value, tuple):
        return tuple(marked(item, inside=inside) for item in value)
    if (
        is_dataclass(value)
        and not isinstance(value, type)
        and value.__module__.startswith(records.__package__)
    ):
        return replace(
            value,
            **{
                one.name: marked(
                    getattr(value, one.name), inside=inside or is_facilitator_only(one)
                )
                for one in fields(value)
            },
        )
    return value


def exercises() -> list[Exercise]:
    return [read(source()), *(read_exercise_file(path, model()) for path in exercise_files())]


@pytest.mark.parametrize("record", SEEN_BY_PLAYERS, ids=lambda record: record.__name__)
def test_that_every_field_is_seen_by_players_or_declared_to_be_a_facilitators(record: type) -> None:
    hidden = {one.name for one in fields(record) if is_facilitator_only(one)}
    shown = set().union(*(names(seen) for seen in SEEN_BY_PLAYERS[record]))
    assert names(record) - hidden <= shown
    assert not hidden & shown


def test_that_no_type_with_a_facilitators_field_can_be_reached_from_a_players_view() -> None:
    found = {one for one in reachable(PlayerView, set()) if is_dataclass(one)}
    assert {PlayerInject, PlayerBriefing, TeamBrief, Wording} <= found
    assert not found & set(SEEN_BY_PLAYERS)
    assert not [one for one in found if any(map(is_facilitator_only, fields(one)))]
    assert Any not in reachable(PlayerView, set())


def test_that_no_text_of_a_facilitator_reaches_players_even_when_all_is_released() -> None:
    for exercise in exercises():
        planted = marked(exercise)
        assert TOKEN in set(texts(planted))
        every_round = {one.id for one in exercise.rounds}
        every_inject = {one.id for one in exercise.injects}
        for team in (None, *(one.id for one in exercise.teams)):
            seen = player_view(planted, team, every_round, every_inject)
            assert not [text for text in texts(seen) if TOKEN in text]


def test_that_nothing_of_what_is_to_come_is_seen_before_play() -> None:
    for exercise in exercises():
        seen = set(texts(player_view(exercise)))
        for inject in exercise.injects:
            assert not {inject.id, inject.title.en, inject.text.es} & seen
        for one in exercise.rounds:
            assert not {one.title.en, one.briefing.es} & seen
        for team in exercise.teams:
            assert team.brief.en not in seen


def test_that_a_team_sees_its_own_brief_and_the_injects_that_are_for_it() -> None:
    exercise = read(source())
    released = ["caravan", "offer"]
    seen = {
        team: player_view(exercise, team, ["first"], released)
        for team in (None, "washington", "mexico")
    }
    assert seen[None].brief is None
    for team in ("washington", "mexico"):
        brief = seen[team].brief
        assert brief is not None
        assert brief.team == team
    assert [one.id for one in seen["washington"].injects] == released
    assert [one.id for one in seen["mexico"].injects] == ["caravan"]
    assert [one.id for one in seen[None].injects] == ["caravan"]
    assert seen[None].briefings[0].decision == exercise.rounds[0].decision


def test_that_a_goal_to_be_declared_is_seen_by_its_own_team_alone() -> None:
    exercise = read(source())
    (goal,) = exercise.goals
    own = replace(exercise, goals=(replace(goal, declared=True, team="mexico"),))
    assert [len(player_view(own, team).goals) for team in (None, "washington", "mexico")] == [
        0,
        0,
        1,
    ]
    assert len(player_view(exercise).goals) == 1


def test_that_days_and_places_are_kept() -> None:
    exercise = replace(read(source()), first_day=date(2026, 11, 29), place=Wording("Here", "Aquí"))
    seen = player_view(exercise)
    assert (seen.first_day, seen.place) == (exercise.first_day, exercise.place)
