"""Plays without a window: what scripts enter, and where they stop."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.document.play import errors
from desktop.document.play.scenario import drawn, policy
from desktop.document.play.script import ScriptLine, read_script
from desktop.document.play.scripted import NothingGuidedError, RefusedLineError, ScriptedPlay
from desktop.document.play.state import Setup
from desktop.domain.clock import Month
from desktop.domain.errors import MoreDecimalsError, ValueOutOfRangeError, VecinosError
from desktop.domain.play import entries as e
from tests.document.play import small
from tests.document.play.played import MORNING, setup

SCRIPTS = Path(__file__).parents[2] / "exercises" / "scripts"


OFFER: dict[str, object] = {"do": "offer", "team": small.US, "lever": "us_border_enforcement"}


def few(name: str, members: int = 8) -> Setup:
    """Return a shipped exercise that runs few members."""
    found = setup(name)
    start = replace(found.exercise.start, members=members)
    return Setup(replace(found.exercise, start=start), found.model)


def play(setup: Setup, *lines: dict[str, object]) -> tuple[ScriptedPlay, list[e.Recorded]]:
    """Play lines, a minute from one to the next; return the play and what was kept of it."""
    kept: list[e.Recorded] = []
    scripted = ScriptedPlay(setup, MORNING, kept.append)
    asked = [
        ScriptLine(number, str(line.pop("do")), line, 60.0 * number, "facilitator")
        for number, line in enumerate(lines, 1)
    ]
    scripted.play("a.jsonl", asked)
    return scripted, kept


def test_that_the_demo_is_played_as_it_was_designed() -> None:
    kept: list[e.Recorded] = []
    demo = few("demo")
    scripted = ScriptedPlay(demo, MORNING, kept.append)
    scripted.play("demo.jsonl", read_script(SCRIPTS / "demo.jsonl").lines)
    state = scripted.record.state
    assert tuple(kept) == scripted.record.entries
    assert kept[-1].instant - MORNING == timedelta(seconds=kept[-1].seconds)
    assert (state.ended, state.played_until) == (True, demo.exercise.last_month)
    designed = {
        move.lever: (move.value, demo.exercise.stands_at(one.id).plus(1), move.ramp)
        for one in demo.exercise.rounds
        for move in one.moves
    }
    settings = policy(demo, state).settings
    assert {name: (one.value, one.start, one.ramp) for name, one in settings.items()} == designed
    # What was shown of a month is what the next advance takes off from.
    for earlier, later in zip(state.advances, state.advances[1:], strict=False):
        ends = [[line[-1] for line in one.values] for one in earlier.advance.figures]
        assert ends == [[line[0] for line in one.values] for one in later.advance.figures]
        assert len(later.advance.figures) == len(demo.model.indicators)


def test_that_a_script_says_only_what_play_does_not_know() -> None:
    scripted, kept = play(
        small.setup(),
        {"do": "begun"},
        {"do": "stage", "stage": "brief"},
        {"do": "inject_retimed", "inject": "caravan", "minute": 9},
        {"do": "draw"},
        {"do": "stage", "stage": "discuss", "duration": 30.0} | {"stage": "deliberate"},
    )
    assert [one.entry for one in kept] == [
        e.Begun(),
        e.StageBegun("first", "brief", 300.0),
        e.InjectRetimed("caravan", 9),
        drawn(small.setup(), scripted.record.state),
        e.StageBegun("first", "deliberate", 30.0),
    ]


def test_that_play_stops_at_the_first_line_that_is_refused_and_keeps_what_stands() -> None:
    lines: list[dict[str, object]] = [
        {"do": "begun"},
        {"do": "stage", "stage": "brief"},
        {"do": "offer", "team": small.US, "lever": "moon", "value": 1.0},
        {"do": "ended"},
    ]
    kept: list[e.Recorded] = []
    scripted = ScriptedPlay(small.setup(), MORNING, kept.append)
    asked = [
        ScriptLine(number, str(line.pop("do")), line, 0.0, "facilitator")
        for number, line in enumerate(lines, 1)
    ]
    with pytest.raises(RefusedLineError) as found:
        scripted.play("a.jsonl", asked)
    assert (found.value.line, found.value.refusal.code) == (3, "play_unknown")
    assert [one.number for one in kept] == [1, 2]


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        pytest.param([{"do": "draw"}], errors.NoRoundError, id="draw-before-a-round"),
        pytest.param([{"do": "advance"}], errors.NoRoundError, id="advance-before-a-round"),
        pytest.param([{"do": "guided"}], errors.NoRoundError, id="guided-before-a-round"),
        pytest.param(
            [{"do": "stage", "stage": "lunch"}], errors.UnknownInPlayError, id="no-such-stage"
        ),
        pytest.param(
            [{"do": "stage", "round": "moon", "stage": "brief"}],
            errors.UnknownInPlayError,
            id="no-such-round",
        ),
        pytest.param(
            [{"do": "stage", "stage": "brief"}, {"do": "guided"}],
            NothingGuidedError,
            id="nothing-guided",
        ),
        pytest.param(
            [{"do": "stage", "stage": "brief"}, OFFER | {"value": 60.5}],
            MoreDecimalsError,
            id="more-decimals-than-the-lever-has",
        ),
        pytest.param(
            [{"do": "stage", "stage": "brief"}, OFFER | {"value": 1e300}],
            ValueOutOfRangeError,
            id="beyond-the-lever",
        ),
    ],
)
def test_that_a_convenience_is_refused_where_it_makes_no_sense(
    lines: list[dict[str, object]], refusal: type[VecinosError]
) -> None:
    with pytest.raises(RefusedLineError) as found:
        play(small.setup(), {"do": "begun"}, *map(dict, lines))
    assert isinstance(found.value.refusal, refusal)


def test_that_guided_moves_are_entered_together_or_not_at_all() -> None:
    demo = few("demo")
    narrow = replace(demo.exercise.rounds[0], levers=("mx_port_controls",))
    moves = (*narrow.moves, replace(narrow.moves[0], lever="mx_port_controls", value=30.0))
    rounds = (replace(narrow, moves=moves[::-1]), *demo.exercise.rounds[1:])
    closed = Setup(replace(demo.exercise, rounds=rounds), demo.model)
    kept: list[e.Recorded] = []
    scripted = ScriptedPlay(closed, MORNING, kept.append)
    lines = [
        ScriptLine(1, "begun", {}, 0.0, "facilitator"),
        ScriptLine(2, "stage", {"stage": "brief"}, 0.0, "facilitator"),
        ScriptLine(3, "guided", {}, 0.0, "facilitator"),
    ]
    with pytest.raises(RefusedLineError) as found:
        scripted.play("a.jsonl", lines)
    assert isinstance(found.value.refusal, errors.LeverNotInRoundError)
    assert len(kept) == 2


def test_that_a_half_day_is_played_from_its_script_with_few_members() -> None:
    half_day = few("concurrent_elections", members=2)
    kept: list[e.Recorded] = []
    scripted = ScriptedPlay(half_day, MORNING, kept.append)
    script = read_script(SCRIPTS / "concurrent_elections.jsonl")
    scripted.play("concurrent_elections.jsonl", script.lines)
    state = scripted.record.state
    assert (state.ended, state.played_until, len(kept)) == (True, Month(2028, 12), 142)
    assert {type(one.entry) for one in kept} == set(e.KINDS.values()) - {e.GoalDeclared}
    assert sum(map(len, state.predictions.values())) == 24
