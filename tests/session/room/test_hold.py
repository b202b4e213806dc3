"""A room calls where a curve goes before it sees it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.document.commands import SetLever
from desktop.document.filing import SetTargets
from desktop.domain.clock import Month
from desktop.domain.errors import (
    BadConfidenceError,
    MonthOutOfRangeError,
    RepeatedTeamError,
    TooManyPredictionsError,
    UnknownIndicatorError,
    VecinosError,
)
from desktop.domain.lever import Setting
from desktop.domain.prediction import MOST_PREDICTIONS, Call, Direction, Prediction
from desktop.domain.room import PanelKind
from desktop.domain.scenario import Scenario, TargetLine
from desktop.engine.results.projection import MEDIAN
from desktop.session.room.errors import QuestionOverError, RoomIsHeldError
from desktop.session.session import Session
from tests.session.room.test_room_show import policy, settle
from tests.session.test_session import session_alone
from tests.views.desks import TARIFF

if TYPE_CHECKING:
    from desktop.charts.room_state import RoomState

ASKED = "effective_tariff"
MONTH = Month(2027, 6)
CALLS = (Call("Norte", "down", 95, -77.125), Call("Sur", "up", 60))


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    with session_alone() as made:
        made.projector.refresh()
        made.room.set_open(open_=True)
        settle(qtbot, made)
        yield made


def move(qtbot: QtBot, session: Session, value: float) -> None:
    session.document.apply(SetLever(TARIFF, Setting(value)))
    settle(qtbot, session)


def ask(session: Session) -> None:
    session.room.hold(ASKED, MONTH)
    session.room.calls.set_teams(["Norte", " Sur ", "Centro"])


def median(session: Session) -> float:
    latest = session.projector.latest
    assert latest is not None
    return float(latest.bands.of(ASKED)[MEDIAN, session.model.clock.step(MONTH)])


def parts(record: Any) -> Iterator[Any]:
    """Yield a record and everything in it, however deep."""
    yield record
    if is_dataclass(record) and not isinstance(record, type):
        for each in fields(record):
            yield from parts(getattr(record, each.name))
    elif isinstance(record, tuple | list | frozenset):
        for one in record:
            yield from parts(one)


def kept(session: Session) -> tuple[Prediction, ...]:
    return session.document.scenario.predictions


def test_that_a_room_sees_who_has_called_and_nothing_of_what_until_it_is_revealed(
    qtbot: QtBot, session: Session
) -> None:
    room = session.room
    states: list[RoomState] = []
    room.changed.connect(states.append)
    ask(session)
    for call in CALLS:
        room.calls.take_call(call)
    room.calls.take_hands([31, 44, 59])
    question = room.state.scene.question
    assert question is not None
    assert (question.indicator.id, question.month) == (ASKED, MONTH)
    assert (question.called, question.missing) == (("Norte", "Sur"), ("Centro",))
    panel = room.state.scene.panel
    assert panel is not None
    assert panel.kind is PanelKind.QUESTION
    move(qtbot, session, 25)
    secrets = {-77.125, 31, 44, 59}
    for state in states:
        assert state.scene.prediction is None
        held = tuple(parts(replace(state.scene, goals=())))
        assert secrets.isdisjoint(one for one in held if isinstance(one, int | float))
        assert not any(isinstance(one, Direction) for one in held)
    told = {type(one) for state in states for one in parts(state.scene)}
    assert told.isdisjoint({Call, Prediction})


def test_that_levers_move_unseen_and_the_reveal_moves_the_curve_and_tells_the_change_of_medians(
    qtbot: QtBot, session: Session
) -> None:
    room, before = session.room, median(session)
    session.document.apply(SetTargets((TargetLine(ASKED, 3.0),)))
    ask(session)
    assert ASKED in room.charts
    place = room.charts.index(ASKED)
    stood = room.state
    for call in CALLS:
        room.calls.take_call(call)
    for value in (10, 25):
        move(qtbot, session, value)
    session.document.apply(SetTargets(()))
    assert [one.fan.policy for one in room.state.curves] == [
        pytest.approx(one.fan.policy) for one in stood.curves
    ]
    assert room.state.scene.goals == stood.scene.goals
    room.reveal()
    after = median(session)
    result = room.state.scene.prediction
    assert result is not None
    assert result.calls == CALLS
    change = session.model.indicators[ASKED].change
    expected = after - before if change == "points" else (after - before) / abs(before) * 100
    assert result.outcome == pytest.approx(expected, abs=0.051)
    assert result.came is Direction.UP
    motion = room.state.motion
    assert motion is not None
    ends = motion.before[place], room.state.curves[place].fan.policy
    assert ends[0] == pytest.approx(stood.curves[place].fan.policy, abs=0)
    assert ends[1] != pytest.approx(ends[0])
    assert room.state.scene.question is None
    assert kept(session) == (result,)
    session.document.undo()
    assert kept(session) == ()
    session.document.redo()
    room.calls.put_away()
    assert room.state.scene.prediction is None
    assert room.state.scene.panel is None
    assert kept(session) == (result,)


def test_that_a_reveal_waits_until_a_slider_is_let_go_and_the_exact_curves_stand(
    qtbot: QtBot, session: Session
) -> None:
    room = session.room
    ask(session)
    room.calls.take_call(CALLS[1])
    gesture = session.document.begin_gesture()
    session.document.apply(SetLever(TARIFF, Setting(25), gesture))
    room.reveal()
    qtbot.waitUntil(lambda: not session.projector.busy, timeout=10000)
    assert room.held
    assert room.calls.revealing
    session.document.apply(SetLever(TARIFF, Setting(30), gesture))
    session.document.end_gesture(gesture)
    qtbot.waitUntil(lambda: not room.held, timeout=10000)
    latest = session.projector.latest
    assert latest is not None
    assert latest.exact
    assert np.array_equal(policy(room.state), latest.bands.of(room.charts[0]))
    assert len(kept(session)) == 1


def test_that_a_question_asked_while_a_run_is_under_way_holds_the_scenario_as_it_stood(
    qtbot: QtBot, session: Session
) -> None:
    move(qtbot, session, 20)
    stood = median(session)
    move(qtbot, session, 0)
    session.document.apply(SetLever(TARIFF, Setting(20)))
    session.room.hold(ASKED, MONTH)
    move(qtbot, session, 30)
    qtbot.waitUntil(lambda: session.room.calls.curves is not None, timeout=20000)
    (curve,) = (one for one in session.room.state.curves if one.indicator.id == ASKED)
    assert curve.fan.policy is not None
    assert curve.fan.policy[MEDIAN, session.model.clock.step(MONTH)] == pytest.approx(stood)


def test_that_a_reveal_with_no_lever_moved_says_about_the_same(session: Session) -> None:
    ask(session)
    session.room.calls.take_hands([9, 0, 4])
    session.room.set_frozen(True)
    session.room.set_blank(True)
    session.room.set_seen_until(Month(2025, 1))
    session.room.reveal()
    result = session.room.state.scene.prediction
    assert result is not None
    assert (result.outcome, result.came, result.hands) == (0.0, Direction.SAME, (9, 0, 4))
    state = session.room.state
    assert (state.scene.blank, session.room.frozen, state.seen_until) == (False, False, MONTH)
    session.room.set_seen_until(Month(2025, 1))
    assert session.room.state.scene.prediction is None


def test_that_a_question_outlives_another_scenario_an_undo_and_a_step_of_the_story(
    qtbot: QtBot, session: Session
) -> None:
    room = session.room
    told: list[VecinosError] = []
    room.told.connect(told.append)
    move(qtbot, session, 25)
    ask(session)
    room.calls.take_call(CALLS[1])
    stood = policy(room.state)
    session.document.undo()
    room.story_next()
    session.document.load(Scenario("Otro"))
    settle(qtbot, session)
    assert np.array_equal(policy(room.state), stood)
    assert room.state.scene.title.en != "Otro"
    assert [type(one) for one in told] == [RoomIsHeldError]
    room.reveal()
    assert room.state.scene.title.en == "Otro"
    assert kept(session)[0].calls == (CALLS[1],)
    session.document.load(Scenario("Tercero"))
    assert room.state.scene.prediction is None


def test_that_a_question_that_is_cancelled_leaves_the_room_at_the_present(
    qtbot: QtBot, session: Session
) -> None:
    room = session.room
    room.hold(ASKED, MONTH, seconds=90)
    assert room.countdown is not None
    room.calls.take_call(CALLS[1])
    move(qtbot, session, 25)
    room.calls.cancel()
    latest = session.projector.latest
    assert latest is not None
    assert np.array_equal(policy(room.state), latest.bands.of(room.charts[0]))
    assert room.state.scene.question is None
    assert room.state.scene.countdown is None
    assert kept(session) == ()
    room.hold(ASKED, MONTH)
    assert room.calls.asked == Prediction(ASKED, MONTH)


def test_that_another_vantage_holds_the_same_scenario_or_puts_the_question_away(
    qtbot: QtBot, session: Session
) -> None:
    told: list[VecinosError] = []
    session.room.told.connect(told.append)
    ask(session)
    session.room.calls.take_call(CALLS[1])
    move(qtbot, session, 25)
    model, document = session.model, session.document
    document.load(document.scenario, model=replace(model, version="another"))
    session.spare_runs.take_model(document.model)
    qtbot.waitUntil(lambda: session.room.calls.curves is not None, timeout=20000)
    clock = replace(model.clock, vantage=MONTH)
    document.load(document.scenario, model=replace(model, clock=clock))
    assert not session.room.held
    assert [type(one) for one in told] == [QuestionOverError]
    qtbot.waitUntil(lambda: bool(kept(session)), timeout=5000)
    assert kept(session) == (Prediction(ASKED, MONTH, (CALLS[1],)),)


def test_that_lines_of_single_months_are_held_and_revealed_as_such(
    qtbot: QtBot, session: Session
) -> None:
    ask(session)
    session.room.calls.take_call(CALLS[1])
    session.projector.set_monthly(True)
    move(qtbot, session, 25)
    qtbot.waitUntil(lambda: session.room.calls.curves is not None, timeout=20000)
    assert session.room.state.monthly
    session.room.reveal()
    assert kept(session)[0].came is Direction.UP
    session.projector.set_monthly(False)


def test_that_teams_are_those_that_called_last_and_a_wrong_call_changes_nothing(
    session: Session,
) -> None:
    calls = session.room.calls
    full = Prediction(ASKED, MONTH, CALLS, outcome=2.0)
    session.document.load(Scenario("x", predictions=(full,)))
    assert calls.teams == ("Norte", "Sur")
    session.room.hold(ASKED, MONTH)
    for call in CALLS:
        calls.take_call(call)
    with pytest.raises(BadConfidenceError):
        calls.take_call(Call("Sur", "up", 100))
    with pytest.raises(RepeatedTeamError):
        calls.set_teams(["Sur", "SUR"])
    calls.set_teams(["Sur", "Centro"])
    assert calls.asked == Prediction(ASKED, MONTH, CALLS[1:])
    calls.remove_call("Sur")
    assert calls.asked == Prediction(ASKED, MONTH)


def test_that_what_cannot_be_asked_is_refused(session: Session) -> None:
    room = session.room
    for indicator, month, error in (
        ("gone", MONTH, UnknownIndicatorError),
        (ASKED, session.model.clock.vantage, MonthOutOfRangeError),
        (ASKED, session.model.clock.horizon.plus(1), MonthOutOfRangeError),
    ):
        with pytest.raises(error):
            room.hold(indicator, month)
    full = (Prediction(ASKED, MONTH, CALLS),) * MOST_PREDICTIONS
    session.document.load(Scenario("x", predictions=full))
    with pytest.raises(TooManyPredictionsError):
        room.hold(ASKED, MONTH)
    assert not room.held
