"""A report is opened from the play, its hot wash and the list of plays, and made a file."""

import threading
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.bridge import own_process
from desktop.bridge.job import JobCancelledError, Progress
from desktop.charts.tokens import Theme
from desktop.domain.play.entries import Advanced, Noted, NoteKind, Offer
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.session.report.report_order import ReportOrder
from desktop.ui.actions import ActionId
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.plays_page import PlaysPage
from desktop.views.hotwash.hotwash_page import HotWashPage
from desktop.views.report.report_page import ReportPage
from desktop.views.report.sections import Part
from tests.document.play.played import US, WORDS
from tests.session.report.test_reporting import spoil_report
from tests.views.conduct.at_table import NAME, at_table, page_of, press
from tests.views.legibility import faults
from tests.views.pseudo import pseudo_spanish
from tests.views.window.test_exports import Answer


def report_of(qtbot: QtBot, desk: Desk) -> ReportPage:
    """Return the page of the report once it is on show."""
    writing = desk.window.playing.report
    qtbot.waitUntil(lambda: writing.page is not None, timeout=30_000)
    page = writing.page
    assert page is not None
    assert page.isVisible()
    assert desk.window.focusWidget() is page.editor.outline
    return page


@pytest.mark.long
def test_that_a_report_is_opened_from_everywhere_and_left_for_each_and_written_elsewhere(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_table(qtbot, tmp_path) as (desk, play):
        page_of(desk).report.trigger()
        report_of(qtbot, desk)
        press(desk, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: desk.window.playing.page is not None, timeout=10_000)
        _by_command(qtbot, desk)
        desk.window.playing.open_hot_wash()
        hot_wash = desk.window.pages.page
        assert isinstance(hot_wash, HotWashPage)
        hot_wash.report.click()
        report_of(qtbot, desk).back.click()
        qtbot.waitUntil(lambda: isinstance(desk.window.pages.page, HotWashPage), timeout=10_000)
        qtbot.waitUntil(lambda: not play.saving.unsaved, timeout=30_000)
        play.leave()
        desk.window.actions_[ActionId.REPORT].trigger()
        plays = desk.window.pages.page
        assert isinstance(plays, PlaysPage)
        qtbot.waitUntil(lambda: plays.table.rowCount() == 1, timeout=20_000)
        plays.report.click()
        page = report_of(qtbot, desk)
        assert not play.open
        # Another language makes it anew where it is.
        page.editor.outline.go((Part.METHOD, ""))
        desk.window.actions_[ActionId.LANGUAGE].trigger()
        page = desk.window.playing.report.page or page
        assert page.editor.place == (Part.METHOD, "")
        assert page.editor.title.text() == "Observaciones sobre el método"
        _write(qtbot, desk, page, tmp_path, monkeypatch)
        press(desk, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: isinstance(desk.window.pages.page, PlaysPage), timeout=10_000)


@pytest.mark.long
def test_that_a_damaged_report_is_opened_with_an_earlier_state_from_where_it_is_told(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with at_table(qtbot, tmp_path) as (desk, play):
        page_of(desk).report.trigger()
        page = report_of(qtbot, desk)
        for forms in (1, 2):
            with qtbot.waitSignal(page.autosave.saved, timeout=10_000):
                page.document.apply(replace(page.document.draft, forms=forms))
        press(desk, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: desk.window.playing.page is not None, timeout=10_000)
        spoil_report(desk.session.library.location)
        page_of(desk).report.trigger()
        banner = desk.window.desk.banner
        qtbot.waitUntil(banner.action.isVisible, timeout=20_000)
        assert play.open
        banner.action.click()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[0].trigger()
        menu.close()
        assert report_of(qtbot, desk).document.draft.forms == 1
        assert banner.error is None


def _by_command(qtbot: QtBot, desk: Desk) -> None:
    """Open the report by the window's command, from each page of the play and from the desk."""
    command = desk.window.actions_[ActionId.REPORT]
    command.trigger()
    page = report_of(qtbot, desk)
    # Once it is there, there is nothing to do.
    command.trigger()
    qtbot.wait(100)
    assert desk.window.playing.report.page is page
    page.back.click()
    qtbot.waitUntil(lambda: desk.window.playing.page is not None, timeout=10_000)
    desk.window.playing.open_hot_wash()
    command.trigger()
    report_of(qtbot, desk).back.click()
    qtbot.waitUntil(lambda: isinstance(desk.window.pages.page, HotWashPage), timeout=10_000)
    desk.window.pages.close()
    command.trigger()
    report_of(qtbot, desk).back.click()
    qtbot.waitUntil(lambda: desk.window.pages.page is None, timeout=10_000)
    desk.window.playing.open()


def _write(
    qtbot: QtBot, desk: Desk, page: ReportPage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop the making of a file once, then have it made."""
    asked: list[ReportOrder] = []
    let_go = threading.Event()

    def elsewhere(_: object, order: ReportOrder, progress: Progress) -> bytes:
        asked.append(order)
        progress.advance(1)
        assert let_go.wait(60)
        if progress.is_cancelled():
            raise JobCancelledError
        return b"a report"

    monkeypatch.setattr(own_process, "in_own_process", elsewhere)
    page.export.nameless.setChecked(True)
    notice, export = desk.window.desk.notice, desk.session.reporting.export
    for stopped in (True, False):
        answer = Answer(folder / f"out-{stopped}")
        let_go.clear()
        with patch.object(SystemFiles, "to_write", answer.to_write):
            page.export.menu.actions()[2].trigger()
        qtbot.waitUntil(lambda: "1 de " in notice.accessibleName(), timeout=10_000)
        assert not page.export.button.isEnabled()
        if stopped:
            notice.action.click()
        let_go.set()
        qtbot.waitUntil(lambda: not export.busy, timeout=10_000)
        assert page.export.button.isEnabled()
        written = (folder / f"out-{stopped}").with_suffix(".docx")
        assert written.exists() != stopped
    assert written.read_bytes() == b"a report"
    assert written.name in notice.accessibleName()
    order = asked[-1]
    assert (order.languages, order.suffix, order.named) == (("en", "es"), ".docx", False)
    assert (order.name, order.draft) == (NAME, page.document.draft)
    # A file that cannot be written is told, and another one can be chosen.
    with patch.object(SystemFiles, "to_write", Answer(folder / "gone" / "a.pdf").to_write):
        page.export.menu.actions()[0].trigger()
    banner = desk.window.desk.banner
    qtbot.waitUntil(lambda: banner.error is not None, timeout=10_000)
    assert banner.error is not None
    assert banner.error.code == "unwritable_output"
    assert page.export.button.isEnabled()


@pytest.mark.long
@pytest.mark.parametrize("size", [(1024, 768), (1440, 900)])
@pytest.mark.parametrize("code", ["longer", "en", "es"])
@pytest.mark.parametrize("theme", list(Theme))
def test_that_every_text_of_the_report_can_be_read(
    qtbot: QtBot, tmp_path: Path, code: str, size: tuple[int, int], theme: Theme
) -> None:
    if code == "longer":
        language = pseudo_spanish(RESOURCES)
    else:
        language = load_language("en" if code == "en" else "es", RESOURCES)
    worn = UiContext(language, theme, RESOURCES)
    with at_table(qtbot, tmp_path, size=size, worn=worn) as (desk, play):
        play.curves.open(None)
        for entry in (
            Offer(US, WORDS, 80.0),
            Noted("Came late to the first talk.", NoteKind.IMPROVEMENT.value, "team", US),
            Noted("Listened before they moved.", NoteKind.STRENGTH.value),
            Advanced(play.state.round),
        ):
            assert play.enter(entry)
        page_of(desk).report.trigger()
        page = report_of(qtbot, desk)
        editor = page.editor
        editor.outline.go((Part.ACTIONS, ""))
        editor.add.click()
        assert play.mark_moment("The lights went out")
        found = []
        for place in editor.outline.items:
            editor.outline.go(place)
            qtbot.wait(1)
            found += [f"{place}: {fault}" for fault in faults(page)]
        assert found == []
