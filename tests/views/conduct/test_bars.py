"""What the page of a play says in bars, and what is done about it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.errors import DiskFullError
from db.plays.repository import PlayRepository
from desktop.document.play.state import InjectStatus
from desktop.domain.play.entries import Offer
from desktop.ui.actions import ActionId
from tests.views.conduct.at_table import at_table, page_of


def test_that_entries_that_cannot_be_written_are_told_until_they_are(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError(path="a.vecinos-library")

    with at_table(qtbot, tmp_path) as (desk, play):
        page = page_of(desk)
        qtbot.waitUntil(lambda: not play.saving.unsaved, timeout=20_000)
        assert page.unsaved.isHidden()
        assert page.leave.isEnabled()
        with monkeypatch.context() as patched:
            patched.setattr(PlayRepository, "append", full)
            for _ in range(3):
                play.mark_moment()
            qtbot.waitUntil(lambda: play.saving.error is not None, timeout=20_000)
        assert page.unsaved.isVisible()
        assert page.unsaved.sentence.startswith("3 entries not written")
        # What only memory holds is not left behind.
        assert not page.leave.isEnabled()
        page.unsaved.buttons[0].click()
        qtbot.waitUntil(lambda: not play.saving.unsaved, timeout=20_000)
        assert page.unsaved.isHidden()
        # Time that passed unseen waits for an answer.
        clock = play.countdown
        clock.clock.stop(clock._steady())
        clock._tell()
        asked = page.gap.sentence
        page.gap.buttons[0].click()
        assert "the laptop slept" in asked
        assert page.gap.sentence == ""
        assert clock.running


def test_that_a_suggestion_is_shown_or_dismissed_and_never_released_by_itself(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_table(qtbot, tmp_path) as (desk, play):
        injects = page_of(desk).injects
        assert injects is not None
        assert injects.suggestion.isHidden()
        one = next(
            each for each in play.setup.exercise.injects if each.trigger and each.trigger.lever
        )
        assert one.trigger is not None
        wanted = one.trigger.lever or ""
        team = next(name for name, each in play.state.teams.items() if wanted in each.levers)
        lever = play.setup.model.levers[wanted]
        value = lever.high if one.trigger.at_least is not None else lever.low
        assert play.enter(Offer(team, lever.id, value))
        assert injects.suggestion.isVisible()
        assert play.state.injects[one.id].status is InjectStatus.WAITING
        injects.suggestion.buttons[0].click()
        assert play.state.shown_inject == one.id
        assert injects.suggestion.isHidden()
        injects.put_away()
        assert injects.suggestion.isVisible()
        injects.suggestion.buttons[1].click()
        assert injects.suggestion.isHidden()
        assert play.state.injects[one.id].dismissed
        # The end of the time is heard once, wherever the desk is.
        beeps: list[int] = []
        monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
        play.countdown.add(-3600.0)
        qtbot.waitUntil(lambda: bool(beeps), timeout=10_000)
        assert page_of(desk).countdown.ring.over
        play.countdown._tell()
        assert beeps == [1]


@pytest.mark.long
def test_that_on_a_screen_that_the_room_sees_nothing_unreleased_is_told(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with at_table(qtbot, tmp_path) as (desk, play):
        desk.window.pages.close()
        bar = desk.window.playing.bar
        assert bar is not None
        assert play.injects.show_next()
        assert bar.shown.text
        assert bar.release.isVisible()
        desk.window.actions_[ActionId.MIRRORED].trigger()
        assert bar.shown.text == ""
        assert not bar.release.isVisible()
        desk.window.actions_[ActionId.MIRRORED].trigger()
        assert bar.release.isVisible()
