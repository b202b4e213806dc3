"""The page of one's own data, over a real library."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.store import Store
from desktop.app import Desk
from desktop.charts.tokens import Theme
from desktop.domain.clock import Month
from desktop.domain.observation import Observation
from desktop.domain.wording import LanguageCode
from desktop.views.data.data_page import DataPage
from desktop.views.desk.actions import Act
from tests.views.desks import look
from tests.views.scenarios.libraries import Answers, library, library_desk

BORDER, ENCOUNTERS = "usbp_sw_apprehensions", "irregular_encounters"
JANUARY = Observation(BORDER, Month(2024, 1), 124.22, "CBP", date(2024, 2, 13))
CSV = (
    "month,value,source,source_date\n2024-01,124.22,CBP,2024-02-13\n2024-02,140.6,CBP,2024-03-22\n"
)
ENTER = Qt.Key.Key_Return


@contextmanager
def data_page(
    qtbot: QtBot, folder: Path, *added: Observation
) -> Iterator[tuple[Desk, DataPage, Answers]]:
    path = library(folder)
    if added:
        with Store.open(path) as store:
            store.add_observations(added)
    with library_desk(qtbot, path) as (desk, files):
        wait(qtbot, desk, len(added))
        desk.window.desk.data_asked.emit(ENCOUNTERS)
        page = desk.window.pages.data
        assert page is not None
        yield desk, page, files


def wait(qtbot: QtBot, desk: Desk, count: int) -> None:
    qtbot.waitUntil(lambda: len(desk.window.own_data.kept) == count, timeout=10000)


def type_in(page: DataPage, *texts: str) -> None:
    page.entry.fill(texts)
    QTest.keyClick(page.entry.fields[1], ENTER)


def rows(page: DataPage) -> list[list[str]]:
    table = page.figures
    shown = [column for column in range(4) if not table.isColumnHidden(column)]
    found = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in shown]
        found.append([item.text() for item in items if item is not None])
    return found


def test_that_a_typed_figure_is_kept_and_marked_on_the_chart(qtbot: QtBot, tmp_path: Path) -> None:
    with data_page(qtbot, tmp_path) as (desk, page, _):
        assert page.series == BORDER
        assert page.entry.texts[0] == "2024-01"
        type_in(page, "2024-01", "124.22", "CBP", "2024-02-13")
        wait(qtbot, desk, 1)
        assert desk.window.own_data.observations == (JANUARY,)
        assert rows(page) == [["Jan 2024", "124.22", "CBP", "2024-02-13"]]
        # The next month is ready to be typed, from the same source.
        assert page.entry.texts == ("2024-02", "", "CBP", "2024-02-13")
        assert page.chart is not None
        assert "Added by you up to 12 months to Jan 2024" in page.chart.spoken_name()
        page.left.emit()
        chart = desk.window.desk.card(ENCOUNTERS).chart
        assert chart.added.months == (Month(2024, 1),)
        assert desk.window.desk.notice.sentence == "1 figure was added."


def test_that_what_was_added_is_there_with_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    with data_page(qtbot, tmp_path, JANUARY) as (desk, page, _):
        assert rows(page) == [["Jan 2024", "124.22", "CBP", "2024-02-13"]]
        assert desk.window.desk.card(ENCOUNTERS).chart.added.months == (Month(2024, 1),)


def test_that_a_wrong_figure_is_told_and_nothing_is_added(qtbot: QtBot, tmp_path: Path) -> None:
    with data_page(qtbot, tmp_path, JANUARY) as (desk, page, _):
        for texts, told in (
            (("2024-01", "130", "CBP", "2024-02-13"), "There is a figure for Jan 2024 already"),
            (("2024-02", "140638", "CBP", "2024-03-22"), "thousand people"),
            (("2023-12", "249", "CBP", "2024-03-22"), "published history"),
        ):
            type_in(page, *texts)
            assert not page.entry.fault.isHidden()
            assert told.casefold() in page.entry.fault.text().casefold()
            assert page.entry.texts == texts
        QTest.keyClick(page.entry.fields[1], Qt.Key.Key_5)
        assert page.entry.fault.isHidden()
        assert desk.window.own_data.observations == (JANUARY,)


def test_that_a_file_is_shown_before_it_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(CSV, encoding="utf-8")
    with data_page(qtbot, tmp_path) as (desk, page, files):
        files.opened = path
        page.file_button.click()
        qtbot.waitUntil(lambda: page.figures.rowCount() == 2, timeout=10000)
        assert "mine.csv holds 2 figures, Jan 2024 to Feb 2024" in page.preview_words.text()
        assert not page.entry.add.isEnabled()
        assert desk.window.own_data.kept == ()
        page.take_button.click()
        wait(qtbot, desk, 2)
        assert page._preview.isHidden()
        assert [row[0] for row in rows(page)] == ["Jan 2024", "Feb 2024"]


def test_that_escape_puts_a_file_away_and_then_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(CSV, encoding="utf-8")
    with data_page(qtbot, tmp_path) as (desk, page, _):
        page.read(path)
        qtbot.waitUntil(lambda: page.figures.rowCount() == 2, timeout=10000)
        QTest.keyClick(page.take_button, Qt.Key.Key_Escape)
        assert rows(page) == []
        QTest.keyClick(page, Qt.Key.Key_Escape)
        assert desk.window.pages.data is None
        assert desk.window.own_data.kept == ()


def test_that_a_dropped_file_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(CSV, encoding="utf-8")
    with data_page(qtbot, tmp_path) as (_, page, _files):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        entered = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, left, none)
        QApplication.sendEvent(page, entered)
        assert entered.isAccepted()
        dropped = QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, left, none)
        QApplication.sendEvent(page, dropped)
        qtbot.waitUntil(lambda: page.figures.rowCount() == 2, timeout=10000)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (CSV.replace("2024-02,", "2023-02,"), "line 3"),
        ("<html></html>", "line 1"),
        (None, "cannot be read"),
    ],
)
def test_that_a_bad_file_is_told_in_one_sentence(
    qtbot: QtBot, tmp_path: Path, content: str | None, told: str
) -> None:
    path = tmp_path / "mine.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with data_page(qtbot, tmp_path) as (desk, page, _):
        page.read(path)
        qtbot.waitUntil(lambda: not page.entry.fault.isHidden(), timeout=10000)
        assert told in page.entry.fault.text()
        assert "mine.csv" in page.entry.fault.text()
        assert desk.window.own_data.kept == ()


def test_that_removed_figures_come_back_with_undo(qtbot: QtBot, tmp_path: Path) -> None:
    with data_page(qtbot, tmp_path, JANUARY) as (desk, page, _):
        assert not page.remove_button.isEnabled()
        page.figures.selectRow(0)
        QTest.keyClick(page.figures, Qt.Key.Key_Delete)
        wait(qtbot, desk, 0)
        assert desk.window.desk.notice.sentence == "1 figure was removed."
        desk.window.desk.notice.action.click()
        wait(qtbot, desk, 1)
        assert desk.window.own_data.observations == (JANUARY,)


def test_that_added_figures_go_with_undo(qtbot: QtBot, tmp_path: Path) -> None:
    with data_page(qtbot, tmp_path) as (desk, page, _):
        type_in(page, "2024-01", "124.22", "CBP", "2024-02-13")
        wait(qtbot, desk, 1)
        qtbot.waitUntil(lambda: not desk.window.desk.notice.isHidden(), timeout=5000)
        desk.window.desk.notice.action.click()
        wait(qtbot, desk, 0)
        assert rows(page) == []


def test_that_missing_months_are_named(qtbot: QtBot, tmp_path: Path) -> None:
    march = Observation(BORDER, Month(2024, 3), 137.5, "CBP", date(2024, 4, 12))
    with data_page(qtbot, tmp_path, march) as (_, page, _files):
        assert "Jan 2024, Feb 2024" in page._note.text()


def test_that_every_series_can_be_chosen_and_none_shows_the_figures_of_another(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with data_page(qtbot, tmp_path, JANUARY) as (desk, page, _):
        published = [one for one in desk.document.model.series.values() if one.made_of is None]
        assert page.list.count() == len(published)
        for place, series in enumerate(published):
            page.list.setCurrentRow(place)
            assert page.series == series.id
            assert len(rows(page)) == (series.id == BORDER)
            assert page._title.text() == series.name.en


def test_that_another_language_leaves_what_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with data_page(qtbot, tmp_path, JANUARY) as (desk, page, _):
        page.entry.fill(("2024-02", "140", "CBP", ""))
        desk.window.set_language("es")
        other = desk.window.pages.data
        assert other is not None
        assert other is not page
        assert other.entry.texts == ("2024-02", "140", "CBP", "")
        assert rows(other)[0][0] == "ene 2024"


def test_that_a_library_that_can_only_be_read_takes_no_figure(qtbot: QtBot, tmp_path: Path) -> None:
    path = library(tmp_path)
    with Store.open(path) as store:
        store.add_observations([JANUARY])
        with library_desk(qtbot, path) as (desk, _):
            wait(qtbot, desk, 1)
            desk.window.actions_[Act.OWN_DATA].trigger()
            page = desk.window.pages.data
            assert page is not None
            page.choose(BORDER)
            assert not page.entry.add.isEnabled()
            assert not page.file_button.isEnabled()
            page.figures.selectRow(0)
            assert not page.remove_button.isEnabled()


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("size", [(1440, 900), (1280, 640)])
def test_that_nothing_on_the_page_is_cut(
    qtbot: QtBot, tmp_path: Path, code: LanguageCode, size: tuple[int, int]
) -> None:
    path = library(tmp_path)
    with library_desk(qtbot, path, worn=look(code, Theme.LIGHT)) as (desk, _):
        desk.window.resize(*size)
        desk.window.pages.open_data(ENCOUNTERS)
        page = desk.window.pages.data
        assert page is not None
        QApplication.processEvents()
        for label in (*page.entry.heads, page._title, page._note):
            needed = label.fontMetrics().boundingRect(
                label.rect(), int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0, label.text()
            )
            assert needed.width() <= label.width() + 1, label.text()
            assert needed.height() <= label.height() + 1, label.text()
        for button in (page.entry.add, page.file_button, page.remove_button):
            assert button.width() >= button.sizeHint().width()
