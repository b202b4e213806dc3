"""The page from which an exercise is conducted, on a real desk over a real library."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.document.play.state import InjectStatus
from desktop.domain.exercise.injects import Delivery
from desktop.domain.play.entries import Ended, InjectReleased, MomentMarked
from desktop.session.play.conduct import Conduct
from desktop.ui.actions import ActionId
from desktop.views.conduct.plays_page import PlaysPage
from desktop.views.conduct.work_area import PANES, Pane
from desktop.views.exercise.exercise_page import ExercisePage
from tests.views.conduct.at_table import at_table, page_of, press

ALT = Qt.KeyboardModifier.AltModifier
K = Qt.Key
LONG = 3_600_000
"""Milliseconds."""


def status(play: Conduct, name: str) -> InjectStatus:
    return play.state.injects[name].status


def test_that_the_next_inject_is_called_up_by_one_key_and_released_by_enter_alone(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with at_table(qtbot, tmp_path) as (desk, play):
        injects = page_of(desk).injects
        assert injects is not None
        first = play.injects.next
        assert first is not None
        press(desk, K.Key_N, "n", held=True)
        assert play.state.shown_inject == first
        assert not injects.shown.isHidden()
        press(desk, K.Key_Escape)
        assert status(play, first) is InjectStatus.WAITING
        assert injects.shown.isHidden()
        assert page_of(desk).isVisible()
        # Held on from the key that called it up, Enter releases nothing.
        injects.list.table.setFocus()
        press(desk, K.Key_Return, "\r", held=True)
        assert play.state.shown_inject == injects.list.current
        press(desk, K.Key_Return, "\r")
        assert status(play, first) is InjectStatus.RELEASED
        assert QApplication.focusWidget() is injects.list.table
        # Somebody who writes goes on writing: the operator's key shows it, and Enter is the text's.
        injects.list.search.setFocus()
        press(desk, K.Key_N, "n")
        assert injects.list.search.text() == "n"
        press(desk, K.Key_F5)
        second = play.state.shown_inject
        assert second is not None
        press(desk, K.Key_Return, "\r")
        assert status(play, second) is InjectStatus.SHOWN
        # The second click of a double one does not release what it called up.
        usual = QApplication.doubleClickInterval()
        for interval, wanted in ((LONG, InjectStatus.SHOWN), (0, InjectStatus.RELEASED)):
            QApplication.setDoubleClickInterval(interval)
            QTest.mouseClick(injects.shown.release, Qt.MouseButton.LeftButton)
            assert status(play, second) is wanted
        QApplication.setDoubleClickInterval(usual)
        designed = next(one for one in play.setup.exercise.injects if one.id == second)
        assert not play.enter(InjectReleased(second))
        assert designed.title.en in desk.window.desk.banner.sentence
        on_screen = designed.delivery is Delivery.SCREEN and not designed.to
        assert (play.injects.on_screen == second) == on_screen


def test_that_one_key_each_holds_marks_and_blanks_unless_somebody_writes(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with at_table(qtbot, tmp_path) as (desk, play):
        page, show = page_of(desk), desk.session.room
        assert page.injects is not None
        for focused in (page.injects.list.table, page.countdown.more, page.injects.timeline):
            focused.setFocus()
            press(desk, K.Key_H, "h", held=True)
            running = [play.countdown.running]
            press(desk, K.Key_F6)
            running.append(play.countdown.running)
            assert running == [False, True]
            press(desk, K.Key_M, "m", held=True)
            marks = [isinstance(one.entry, MomentMarked) for one in play.entries[-2:]]
            assert marks == [False, True]
            press(desk, K.Key_B, "b")
            blank = [show.blank, page.room.buttons[ActionId.BLANK].isChecked()]
            press(desk, K.Key_F8)
            assert [*blank, show.blank] == [True, True, False]
        field = page.injects.list.search
        field.setFocus()
        for key, letter in ((K.Key_H, "h"), (K.Key_M, "m"), (K.Key_B, "b"), (K.Key_C, "c")):
            press(desk, key, letter)
        assert field.text() == "hmbc"
        assert play.countdown.running
        press(desk, K.Key_F7)
        assert isinstance(play.entries[-1].entry, MomentMarked)
        assert field.text() == "hmbc"
        press(desk, K.Key_Escape)
        assert field.text() == ""
        assert page.isVisible()
        # With a page on which the room is shown, its own bar is not shown twice.
        assert desk.window.presenter.bar.isHidden()
        desk.window.pages.close()
        assert desk.window.presenter.bar.isVisible()


@pytest.mark.long
def test_that_injects_are_moved_in_time_skipped_found_and_locked_once_released(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with at_table(qtbot, tmp_path) as (desk, play):
        injects = page_of(desk).injects
        assert injects is not None
        name = play.injects.next
        assert name is not None
        injects.choose(name)
        table, before = injects.list.table, play.state.injects[name].at
        assert before is not None
        table.setFocus()
        QTest.keyClick(table, K.Key_Right, ALT)
        QTest.keyClick(table, K.Key_Right, ALT)
        QTest.keyClick(table, K.Key_Left, ALT)
        assert play.state.injects[name].at == before + 1
        line = injects.timeline
        line.setFocus()
        QTest.keyClick(line, K.Key_Right, ALT)
        assert play.state.injects[name].at == before + 2
        (mark,) = (one for one in line._course.marks if one.id == name)
        start = QPoint(round(line.x_of(mark.at)), 34)
        end = QPoint(round(line.x_of(mark.at + 600)), 34)
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(line, left, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseMove(line, end)
        assert play.state.injects[name].at == before + 2
        QTest.mouseRelease(line, left, Qt.KeyboardModifier.NoModifier, end)
        moved = play.state.injects[name].at
        assert moved is not None
        assert moved > before + 6
        assert line.second_at(QPointF(end).x()) > mark.at
        injects.call_up(name)
        injects.release()
        assert injects.detail.take_back.isVisible()
        assert injects.detail.skip.isHidden()
        count = len(play.entries)
        table.setFocus()
        QTest.keyClick(table, K.Key_Delete)
        # What is refused is told with the names that people know.
        (one,) = (each for each in play.setup.exercise.injects if each.id == name)
        assert one.title.en in desk.window.desk.banner.sentence
        QTest.keyClick(table, K.Key_Return)
        injects.detail.take_back.click()
        assert len(play.entries) >= count + 1
        assert status(play, name) is InjectStatus.SHOWN
        table.setFocus()
        QTest.keyClick(table, K.Key_Delete)
        assert status(play, name) is InjectStatus.SKIPPED
        title = play.setup.exercise.injects[-1].title.en
        injects.list.search.setText(title.upper())
        assert [one.title.en for one in injects.list.model.rows] == [title]
        injects.choose(name)
        assert len(injects.list.model.rows) == len(play.setup.exercise.injects)


def _told(page: QWidget) -> str:
    """Return all that a page shows and tells, hidden or not."""
    labels = [one.text() for one in page.findChildren(QLabel)]
    names = [one.accessibleName() + one.toolTip() for one in page.findChildren(QWidget)]
    return "\n".join([*labels, *names])


def test_that_the_cover_leaves_nothing_of_the_facilitator_and_brings_all_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with at_table(qtbot, tmp_path) as (desk, play):
        page = page_of(desk)
        one = next(each for each in play.setup.exercise.injects if each.expected and each.note)
        assert page.injects is not None
        page.injects.choose(one.id)
        assert one.note is not None
        own = [one.note.en, one.expected[0].text.en, one.title.en]
        assert all(words in _told(page) for words in own)
        for cover, back in ((K.Key_C, K.Key_C), (K.Key_F12, K.Key_Escape), (K.Key_C, K.Key_F12)):
            press(desk, cover)
            assert page.covered
            assert not any(words in _told(page) for words in own)
            press(desk, K.Key_N, "n")
            assert play.state.shown_inject is None
            press(desk, back)
            assert page.isVisible()
            assert page.injects is not None
            assert page.injects.detail.inject == one.id


def test_that_play_goes_on_stage_by_stage_and_ends_once_confirmed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with at_table(qtbot, tmp_path, stage="") as (desk, play):
        page = page_of(desk)
        assert not page.countdown.turn.isEnabled()
        page.countdown.next.click()
        assert play.state.begun
        assert play.state.stage == "brief"
        left = play.countdown.left
        page.countdown.more.click()
        assert play.countdown.left > left + 50
        for _ in range(12):
            if page.countdown.next.text().startswith("Advance"):
                break
            page.countdown.next.click()
        page.countdown.next.click()
        qtbot.waitUntil(lambda: play.state.advanced, timeout=30_000)
        qtbot.waitUntil(lambda: page.countdown.next.isEnabled(), timeout=10_000)
        page.countdown.next.click()
        assert play.state.stage == "discuss"
        page.end.trigger()
        page.prompt.no.click()
        assert not play.state.ended
        assert page.prompt.isHidden()
        page.end.trigger()
        page.prompt.yes.click()
        assert isinstance(play.entries[-1].entry, Ended)
        assert page.countdown.next.accessibleName() == "Hot wash"


@pytest.mark.long
def test_that_a_play_is_begun_from_the_list_left_found_again_renamed_and_put_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with at_table(qtbot, tmp_path) as (desk, play):
        window = desk.window
        bar = window.playing.bar
        assert bar is not None
        assert bar.isHidden()
        press(desk, K.Key_Escape)
        assert window.playing.page is None
        assert bar.isVisible()
        press(desk, K.Key_F5)
        shown = play.state.shown_inject
        assert shown is not None
        assert bar.release.isVisible()
        press(desk, K.Key_Return, "\r")
        assert status(play, shown) is InjectStatus.RELEASED
        bar.page.click()
        page_of(desk).leave.trigger()
        assert not play.open
        assert window.playing.bar is None
        window.actions_[ActionId.EXERCISES].trigger()
        exercises = window.pages.page
        assert isinstance(exercises, ExercisePage)
        qtbot.waitUntil(lambda: exercises.list.rehearse.isEnabled(), timeout=20_000)
        exercises.list.rehearse.click()
        qtbot.waitUntil(lambda: play.open, timeout=20_000)
        assert play.rehearsal
        assert page_of(desk).isVisible()
        play.leave()
        window.actions_[ActionId.PLAY].trigger()
        plays = window.pages.page
        assert isinstance(plays, PlaysPage)
        qtbot.waitUntil(lambda: plays.table.rowCount() == 2, timeout=20_000)
        plays.table.setCurrentCell(1, 0)
        plays.rename.click()
        plays.prompt.field.setText("Autumn class")
        plays.prompt.yes.click()

        def names() -> list[str]:
            return [one.name for one in plays._listed]

        qtbot.waitUntil(lambda: "Autumn class" in names(), timeout=20_000)
        plays.table.setCurrentCell(names().index("Autumn class"), 0)
        plays.delete.click()
        qtbot.waitUntil(lambda: plays.table.rowCount() == 1, timeout=20_000)
        plays.trash.click()
        qtbot.waitUntil(lambda: names() == ["Autumn class"], timeout=20_000)
        plays.restore.click()
        qtbot.waitUntil(lambda: names() == [], timeout=20_000)
        plays.trash.click()
        qtbot.waitUntil(lambda: len(names()) == 2, timeout=20_000)
        plays.table.setCurrentCell(names().index("Autumn class"), 0)
        plays.open_.click()
        qtbot.waitUntil(lambda: play.open, timeout=20_000)
        assert play.name == "Autumn class"
        assert status(play, shown) is InjectStatus.RELEASED


@pytest.mark.long
def test_that_each_pane_opens_by_its_key_and_beside_the_injects_where_there_is_room(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with at_table(qtbot, tmp_path) as (desk, play):
        page = page_of(desk)
        work = page.work
        assert work is not None
        for place, pane in enumerate(PANES):
            QTest.keyClick(desk.window.focusWidget(), Qt.Key(K.Key_1 + place), ALT)
            assert work.pane is pane
            assert work.panes[pane].isVisible()
            now = desk.window.focusWidget()
            assert now is not None
            assert work.panes[pane].isAncestorOf(now)
        work.show_pane(Pane.NOTES)
        notes = work.panes[Pane.NOTES]
        desk.window.resize(1440, 900)
        qtbot.waitUntil(lambda: work.summary is not None and work.summary.isVisible())
        assert work.pane is Pane.INJECTS
        assert notes.isVisible()
        QTest.keyClick(desk.window.focusWidget(), K.Key_2, ALT)
        assert work.pane is Pane.INJECTS
        focused = desk.window.focusWidget()
        assert focused is not None
        assert notes.isAncestorOf(focused)
        # In another language the same pane is open, and what was typed is a draft that comes back.
        work.show_pane(Pane.TEAMS)
        desk.window.set_language("es")
        again = page_of(desk).work
        assert again is not None
        assert again.pane is Pane.TEAMS
        assert again.choice.segments[0].text() == "Incidencias"
        play.leave()
        assert desk.window.playing.page is None
