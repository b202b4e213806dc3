"""What the desk shows and says of the room's commands."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.document.commands import SetLever
from desktop.domain.lever import Setting
from desktop.session.room.errors import RoomWithoutLibraryError
from desktop.ui.actions import ActionId
from desktop.views.curves import replaying
from desktop.views.window import room_notices
from tests.views.desks import TARIFF, open_desk, settled, sparing

WAITS, OVER = (True,), (False,)
WAITING = "Being made ready for the room…"


@pytest.mark.parametrize("moves", [True, False])
def test_that_the_desk_replays_from_the_curves_before_to_exactly_those_after(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, moves: bool
) -> None:
    monkeypatch.setattr(replaying, "TRAVEL_MS", 60)
    monkeypatch.setattr(replaying, "STILL_MS", 20)
    monkeypatch.setattr(replaying, "motion_time", lambda _, time: time if moves else 0)
    with open_desk(qtbot, preferences=sparing()) as desk:
        charts = desk.window.desk
        chart = charts.card(charts.shown[0]).chart
        first = settled(qtbot, desk).bands.of(charts.shown[0])
        desk.session.document.apply(SetLever(TARIFF, Setting(25)))
        # Asked before the curves after it stand.
        assert desk.session.room.replay()
        frames: list[np.ndarray] = []
        show = chart.show_policy

        def seen(bands: np.ndarray, moving: bool) -> None:
            frames.append(bands)
            show(bands, moving)

        monkeypatch.setattr(chart, "show_policy", seen)
        last = settled(qtbot, desk).bands.of(charts.shown[0])
        qtbot.waitUntil(lambda: len(frames) > 2 and np.array_equal(frames[-1], last), timeout=10000)
        assert np.array_equal(frames[0], last)
        assert np.array_equal(frames[1], first)
        assert moves == (len(frames) > 3)
        assert all(np.abs(one - first).max() <= np.abs(last - first).max() for one in frames)
        # What moves meanwhile ends it.
        desk.session.room.replay()
        desk.session.document.apply(SetLever(TARIFF, Setting(10)))
        again = settled(qtbot, desk).bands.of(charts.shown[0])
        assert np.array_equal(frames[-1], again)
        assert charts._replaying._replay is None


def test_that_a_wait_is_said_while_it_lasts_and_what_was_marked_by_its_name(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_notices, "WAIT_MS", 0)
    with open_desk(qtbot, preferences=sparing()) as desk:
        room, notice = desk.session.room, desk.window.desk.notice
        room.story.waiting.emit(*WAITS)
        qtbot.waitUntil(lambda: notice.sentence == WAITING, timeout=10000)
        assert not notice.isHidden()
        room.story.waiting.emit(*OVER)
        assert notice.isHidden()
        desk.window.actions_[ActionId.MARK].trigger()
        assert notice.sentence == desk.window.look.language.error(RoomWithoutLibraryError())
        # What is said meanwhile stays.
        room.last_change.waiting.emit(*WAITS)
        qtbot.waitUntil(lambda: notice.sentence == WAITING, timeout=10000)
        room.marks.marked.emit("Marked 10:42")
        room.last_change.waiting.emit(*OVER)
        assert notice.sentence == "This moment is kept as “Marked 10:42”."
        assert not notice.isHidden()
