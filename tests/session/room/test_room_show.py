"""What a room is shown of a session."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.charts.room_state import RoomState
from desktop.document.commands import SetLever
from desktop.document.filing import SetTargets
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.scenario import TargetLine
from desktop.domain.wording import Wording
from desktop.engine.results.projection import MEDIAN
from desktop.session.room.room_show import RoomShow
from desktop.session.session import Session
from tests.session.test_session import session_alone
from tests.views.desks import TARIFF

SEEN = Month(2026, 6)


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    with session_alone() as made:
        made.projector.refresh()
        made.room.set_open(open_=True)
        settle(qtbot, made)
        yield made


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.projector.busy, timeout=10000)


def policy(state: RoomState) -> np.ndarray:
    bands = state.curves[0].fan.policy
    assert bands is not None
    return bands


def test_that_a_frozen_room_keeps_its_curves_while_the_desk_moves_on(
    qtbot: QtBot, session: Session
) -> None:
    room = session.room
    before = policy(room.state)
    room.set_frozen(True)
    session.document.apply(SetLever(TARIFF, Setting(25)))
    settle(qtbot, session)
    assert policy(room.state) is before
    room.set_frozen(False)
    assert not np.array_equal(policy(room.state)[MEDIAN], before[MEDIAN])


def test_that_nothing_of_a_state_tells_of_a_month_after_the_one_seen(session: Session) -> None:
    room = session.room
    session.document.apply(SetTargets((TargetLine(room.charts[0], 20.0, Month(2030, 12)),)))
    assert room.state.scene.goals[0].met is not None
    room.set_seen_until(SEEN)
    step = session.model.clock.step(SEEN)
    for curve in room.state.curves:
        for bands in (curve.fan.baseline, curve.fan.policy):
            assert bands is not None
            assert (bands[:, step:] == bands[:, step : step + 1]).all()
        assert curve.difference is not None
        assert curve.difference.step == step
        assert curve.series is None or max(curve.series.months) <= SEEN
    assert room.state.scene.goals[0].met is None


def test_that_a_room_that_nobody_looks_at_is_not_made_ready(qtbot: QtBot, session: Session) -> None:
    session.room.set_open(open_=False)
    told: list[RoomState] = []
    session.room.changed.connect(told.append)
    session.document.apply(SetLever(TARIFF, Setting(25)))
    settle(qtbot, session)
    assert told == []


def test_that_a_notice_stands_in_both_languages_and_is_no_longer_than_a_room_reads(
    session: Session,
) -> None:
    session.room.set_notice(Wording("Back at 10:40", ""))
    panel = session.room.state.scene.panel
    assert panel is not None
    assert panel.text == Wording("Back at 10:40", "Back at 10:40")
    session.room.set_notice(Wording("x" * 10_000, " "))
    panel = session.room.state.scene.panel
    assert panel is not None
    assert len(panel.text.es) == 600
    session.room.set_notice(Wording("  ", "\n"))
    assert session.room.state.scene.panel is None


def test_that_a_countdown_stops_at_nothing_and_is_told_by_whole_seconds(
    qtbot: QtBot, session: Session
) -> None:
    instants = [0.0]
    room = RoomShow(
        session.document,
        session.projector,
        session.spare_runs,
        session.library,
        session.room.pins,
        now=lambda: instants[0],
    )
    try:
        room.set_countdown(2)
        faces = [room.state.scene.countdown]
        room.changed.connect(lambda state: faces.append(state.scene.countdown))
        instants[0] = 1.2
        qtbot.waitUntil(lambda: len(faces) == 2, timeout=5000)
        instants[0] = 9.0
        qtbot.waitUntil(lambda: len(faces) == 3, timeout=5000)
        assert [face.remaining for face in faces if face is not None] == [2, 1, 0]
        assert [face.running for face in faces if face is not None] == [True, True, False]
    finally:
        room.close()


def pinned(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.pinned.busy, timeout=30000)


def letters(session: Session) -> list[str]:
    found = ["".join(line.letter for line in one.fan.pins) for one in session.room.state.curves]
    assert len(set(found)) == 1
    return list(found[0])


def test_that_a_room_sees_the_pins_that_are_shown_to_it_and_of_no_later_month(
    qtbot: QtBot, session: Session
) -> None:
    room = session.room
    session.pins.pin_now()
    session.document.apply(SetLever(TARIFF, Setting(25)))
    session.pins.pin_now()
    pinned(qtbot, session)
    assert letters(session) == []
    room.pins.turn("B")
    assert letters(session) == ["B"]
    room.set_seen_until(SEEN)
    step = session.model.clock.step(SEEN)
    for curve in room.state.curves:
        (line,) = curve.fan.pins
        whole = session.pinned.curves_of("B").medians[curve.indicator.id]
        assert np.array_equal(line.median, whole[: step + 1])
    room.pins.turn("A")
    assert letters(session) == ["A", "B"]
    session.pins.take_off("B")
    session.pins.pin_now()
    pinned(qtbot, session)
    assert letters(session) == ["A"]
    room.set_frozen(True)
    room.pins.turn("A")
    assert letters(session) == ["A"]


def test_that_what_is_pinned_while_a_question_is_held_waits_for_the_reveal(
    qtbot: QtBot, session: Session
) -> None:
    room = session.room
    session.pins.pin_now()
    pinned(qtbot, session)
    room.pins.turn("A")
    room.hold(room.charts[0], Month(2030, 12))
    session.document.apply(SetLever(TARIFF, Setting(25)))
    settle(qtbot, session)
    session.pins.pin_now()
    pinned(qtbot, session)
    room.pins.turn("B")
    assert letters(session) == ["A"]
    session.pins.take_off("A")
    assert letters(session) == []
    session.pins.pin_now()
    pinned(qtbot, session)
    room.pins.turn("A")
    lines = [one.fan.pins for one in room.state.curves]
    answer = session.pinned.curves_of("A").medians[room.charts[0]]
    assert not any(np.array_equal(one.median, answer) for line in lines for one in line)
    room.reveal()
    qtbot.waitUntil(lambda: not room.held, timeout=20000)
    qtbot.waitUntil(lambda: letters(session) == ["A", "B"], timeout=20000)
