"""The last change, shown once more as a motion."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.charts.room_state import Motion
from desktop.document.commands import Rename, SetLever
from desktop.document.undo_history import History
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.engine.results.projection import Bands
from desktop.session.session import Session
from tests.session.room.test_room_show import SEEN, policy, settle
from tests.session.test_session import session_alone
from tests.views.desks import TARIFF

if TYPE_CHECKING:
    from desktop.domain.errors import VecinosError
    from desktop.session.room.last_change import Replay


class Told:
    """Hold what a session told of its last change."""

    def __init__(self, session: Session) -> None:
        self.replays: list[Replay] = []
        self.waits: list[bool] = []
        self.sentences: list[VecinosError] = []
        change = session.room.last_change
        change.found.connect(self.replays.append)
        change.waiting.connect(self.waits.append)
        session.room.told.connect(self.sentences.append)


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    with session_alone() as made:
        made.projector.refresh()
        made.room.set_open(open_=True)
        settle(qtbot, made)
        yield made


@pytest.fixture
def told(session: Session) -> Told:
    return Told(session)


def stand(session: Session) -> Bands:
    latest = session.projector.latest
    assert latest is not None
    return latest.bands


def motion(session: Session) -> Motion:
    found = session.room.state.motion
    assert found is not None
    return found


def before(session: Session) -> np.ndarray:
    found = motion(session).before[0]
    assert found is not None
    return found


def test_that_a_replay_goes_from_the_exact_curves_before_to_those_after_again_and_again(
    qtbot: QtBot, session: Session, told: Told
) -> None:
    assert not session.room.replay()
    first = stand(session), policy(session.room.state)
    session.document.apply(SetLever(TARIFF, Setting(25)))
    settle(qtbot, session)
    session.document.apply(Rename("Renamed since"))
    assert session.room.replay()
    second = stand(session)
    assert [(one.before, one.after.bands) for one in told.replays] == [(first[0], second)]
    assert np.array_equal(before(session), first[1])
    assert policy(session.room.state) is not first[1]
    number, shown = motion(session).number, before(session)
    session.room.read(SEEN)
    assert motion(session).number == number
    assert session.room.replay()
    assert motion(session).number == number + 1
    assert np.array_equal(before(session), shown)
    assert told.waits == []
    assert told.sentences == []


def test_that_a_step_taken_back_and_made_again_is_replayed_as_it_was_made(
    qtbot: QtBot, session: Session, told: Told
) -> None:
    stood, found = [stand(session)], []
    for value in (25, 10):
        session.document.apply(SetLever(TARIFF, Setting(value)))
        settle(qtbot, session)
        stood.append(stand(session))
    for again in (session.document.undo, session.document.redo):
        told.replays.clear()
        again()
        assert session.room.replay()
        # Told a moment after the curves: who else looks on draws them first.
        qtbot.waitUntil(lambda: bool(told.replays), timeout=20000)
        found += [(one.before.values, one.after.bands.values) for one in told.replays]
    assert np.array_equal(
        found, [(stood[place].values, stood[place + 1].values) for place in (0, 1)]
    )
    session.document.undo()
    session.document.undo()
    assert not session.room.replay()


def test_that_curves_that_were_never_on_the_desk_are_projected_with_the_same_members(
    qtbot: QtBot, session: Session, told: Told
) -> None:
    first = stand(session)
    session.document.apply(SetLever(TARIFF, Setting(25)))
    settle(qtbot, session)
    session.room.last_change._kept.clear()
    assert session.room.replay()
    qtbot.waitUntil(lambda: bool(told.replays), timeout=20000)
    assert np.array_equal(told.replays[0].before.values, first.values)
    assert told.waits == [True, False]
    session.room.replay()
    assert told.waits == [True, False]
    session.room.last_change._kept.clear()
    session.room.replay()
    session.document.apply(SetLever(TARIFF, Setting(10)))
    settle(qtbot, session)
    assert told.waits == [True, False] * 2
    assert len(told.replays) == 2


def test_that_nothing_later_than_the_month_seen_is_in_a_motion(
    qtbot: QtBot, session: Session
) -> None:
    room = session.room
    session.document.apply(SetLever(TARIFF, Setting(25)))
    settle(qtbot, session)
    room.replay()
    room.set_seen_until(SEEN)
    step = session.model.clock.step(SEEN)
    for line in motion(session).before:
        assert line is not None
        assert (line[:, step:] == line[:, step : step + 1]).all()
    room.set_seen_until(session.model.clock.vantage.plus(-1))
    assert set(motion(session).before) == {None}


def test_that_a_frozen_room_stays_and_a_held_slider_is_said_in_one_sentence(
    qtbot: QtBot, session: Session, told: Told
) -> None:
    session.document.apply(SetLever(TARIFF, Setting(25)))
    settle(qtbot, session)
    session.room.set_frozen(True)
    session.room.replay()
    assert len(told.replays) == 1
    session.room.set_frozen(False)
    assert session.room.state.motion is None
    gesture = session.document.begin_gesture()
    session.document.apply(SetLever(TARIFF, Setting(10), gesture))
    assert session.room.replay()
    session.document.end_gesture(gesture)
    settle(qtbot, session)
    assert [one.code for one in told.sentences] == ["replay_within_gesture"]
    assert len(told.replays) == 1


def test_that_a_step_that_the_model_does_not_wholly_allow_is_not_replayed(
    qtbot: QtBot, session: Session, told: Told
) -> None:
    document = session.document
    document.apply(SetLever(TARIFF, Setting(25)))
    settle(qtbot, session)
    (step,) = document.history.done
    alien = replace(step.before, policy=Policy({"no_such_lever": Setting(1)}))
    history = History(done=[replace(step, before=alien)])
    document.load(step.after, history)
    settle(qtbot, session)
    session.room.replay()
    qtbot.waitUntil(lambda: bool(told.sentences), timeout=20000)
    assert [one.code for one in told.sentences] == ["step_of_other_model"]
    assert told.replays == []


def test_that_after_a_reveal_all_that_moved_unseen_is_replayed(
    qtbot: QtBot, session: Session, told: Told
) -> None:
    room, first = session.room, stand(session)
    room.hold(room.charts[0], session.model.clock.horizon)
    for value in (10, 25):
        session.document.apply(SetLever(TARIFF, Setting(value)))
        settle(qtbot, session)
    held = stand(session)
    room.reveal()
    shown = before(session)
    assert room.replay()
    assert np.array_equal(before(session), shown)
    assert [(one.before, one.after.bands) for one in told.replays] == [(first, held)]
    session.document.apply(SetLever(TARIFF, Setting(5)))
    settle(qtbot, session)
    room.replay()
    assert told.replays[-1].before is held
