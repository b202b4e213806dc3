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

from db.library import Library
from desktop.app.desk import Desk
from desktop.charts.tokens import Theme
from desktop.domain.clock import Month
from desktop.domain.observation import Observation
from desktop.domain.wording import LanguageCode
from desktop.ui.actions import ActionId
from desktop.views.data.data_page import DataPage
from tests.modelfiles.workbooks import workbook
from tests.views.desks import look, open_desk
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
        with Library.open(path) as store:
            store.observations.add(added)
    with library_desk(qtbot, path) as (desk, files):
        wait(qtbot, desk, len(added))
        desk.window.desk.requests.data_asked.emit(ENCOUNTERS)
        page = desk.window.pages.data
        assert page is not None
        yield desk, page, files


def wait(qtbot: QtBot, desk: Desk, count: int) -> None:
    qtbot.waitUntil(lambda: len(desk.session.own_data.kept) == count, timeout=10000)


def idle(desk: Desk) -> None:
    """Wait until the library has done all that it was asked."""
    assert desk.lane is not None
    assert desk.lane.flush(10)
    QApplication.processEvents()


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
        assert desk.session.own_data.observations == (JANUARY,)
        assert rows(page) == [["Jan\u00a02024", "124.22", "CBP", "2024-02-13"]]
        # The next month is ready to be typed, from the same source.
        assert page.entry.texts == ("2024-02", "", "CBP", "2024-02-13")
        assert page.chart is not None
        assert "Added by you up to 12 months to Jan\u00a02024" in page.chart.spoken_name()
        page.left.emit()
        chart = desk.window.desk.card(ENCOUNTERS).chart
        assert chart.observations.months == (Month(2024, 1),)
        assert desk.window.desk.notice.sentence == "1 figure was added."


@pytest.mark.long
def test_that_what_was_added_is_there_with_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    with data_page(qtbot, tmp_path, JANUARY) as (desk, page, _):
        assert rows(page) == [["Jan\u00a02024", "124.22", "CBP", "2024-02-13"]]
        assert desk.window.desk.card(ENCOUNTERS).chart.observations.months == (Month(2024, 1),)


def test_that_a_wrong_figure_is_told_and_nothing_is_added(qtbot: QtBot, tmp_path: Path) -> None:
    with data_page(qtbot, tmp_path, JANUARY) as (desk, page, _):
        for texts, told in (
            (("2024-01", "130", "CBP", "2024-02-13"), "a figure for Jan\u00a02024 already"),
            (("2024-02", "140638", "CBP", "2024-03-22"), "thousand people"),
            (("2023-12", "249", "CBP", "2024-03-22"), "published history"),
        ):
            type_in(page, *texts)
            assert not page.entry.fault.isHidden()
            assert told.casefold() in page.entry.fault.text().casefold()
            assert page.entry.texts == texts
        QTest.keyClick(page.entry.fields[1], Qt.Key.Key_5)
        assert page.entry.fault.isHidden()
        assert desk.session.own_data.observations == (JANUARY,)


def test_that_a_file_is_shown_before_it_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(CSV, encoding="utf-8")
    with data_page(qtbot, tmp_path) as (desk, page, files):
        files.opened = path
        page.file_button.click()
        qtbot.waitUntil(lambda: page.figures.rowCount() == 2, timeout=10000)
        assert (
            "mine.csv holds 2 figures, Jan\u00a02024 to Feb\u00a02024" in page.preview_words.text()
        )
        assert not page.entry.add.isEnabled()
        assert desk.session.own_data.kept == ()
        page.take_button.click()
        wait(qtbot, desk, 2)
        assert page._preview.isHidden()
        assert [row[0] for row in rows(page)] == ["Jan\u00a02024", "Feb\u00a02024"]


@pytest.mark.long
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
        assert desk.session.own_data.kept == ()


def drop(desk: Desk, place: QPoint, *urls: QUrl) -> bool:
    """Drag links over the window and let go of them; say whether it took them."""
    data = QMimeData()
    data.setUrls(urls)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(place, copy, data, left, none)
    entered.ignore()
    QApplication.sendEvent(desk.window, entered)
    if entered.isAccepted():
        QApplication.sendEvent(desk.window, QDropEvent(QPointF(place), copy, data, left, none))
    return entered.isAccepted()


def local(path: Path, content: bytes) -> QUrl:
    path.write_bytes(content)
    return QUrl.fromLocalFile(str(path))


def test_that_figures_let_go_of_anywhere_on_the_desk_are_read_into_your_data(
    qtbot: QtBot, tmp_path: Path
) -> None:
    figures, book = CSV.encode(), workbook()
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        window = desk.window
        assert not drop(desk, QPoint(9, 9), QUrl("https://example.org/mine.csv"))
        card = window.desk.card(ENCOUNTERS)
        place = card.mapTo(window, card.rect().center())
        assert drop(desk, place, local(tmp_path / "mine.data", figures))
        qtbot.waitUntil(lambda: window.pages.data is not None, timeout=10000)
        page = window.pages.data
        assert page is not None
        assert page.series == BORDER
        qtbot.waitUntil(lambda: page.figures.rowCount() == 2, timeout=10000)
        assert page.preview_words.text().startswith("mine.data holds 2 figures")
        # The same page takes the next one, and the file goes with the choice of a series.
        drop(desk, QPoint(300, 300), local(tmp_path / "mine.xlsx", book))
        qtbot.waitUntil(lambda: "mine.xlsx" in page.preview_words.text(), timeout=10000)
        page.choose("mx_remittances_usd")
        qtbot.waitUntil(lambda: not page.entry.fault.isHidden(), timeout=10000)
        assert "can hardly be in billion US dollars" in page.entry.fault.text()
        page.choose(BORDER)
        qtbot.waitUntil(lambda: page.figures.rowCount() == 2, timeout=10000)
        assert page.entry.fault.isHidden()
        two = [QUrl.fromLocalFile(str(tmp_path / name)) for name in ("mine.data", "mine.xlsx")]
        drop(desk, QPoint(300, 300), *two)
        qtbot.waitUntil(lambda: not page.entry.fault.isHidden(), timeout=10000)
        assert page.entry.fault.text() == "One file of figures at a time: drop it alone."
        page.left.emit()
        drop(desk, QPoint(300, 300), local(tmp_path / "a.png", b"\x89PNG\r\n\x1a\n\0\0"))
        qtbot.waitUntil(lambda: window.desk.banner.isVisible(), timeout=10000)
        assert "a.png is not a pack of Vecinos" in window.desk.banner.sentence
        assert window.pages.page is None
        assert desk.session.own_data.kept == ()


def test_that_figures_without_a_library_say_that_they_need_one(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(CSV, encoding="utf-8")
    with open_desk(qtbot) as desk:
        desk.window.incoming.take([path])
        notice = desk.window.desk.notice
        qtbot.waitUntil(notice.isVisible, timeout=10000)
        assert notice.sentence.startswith("Figures are kept in a library, and none is open")
        assert desk.window.pages.page is None


@pytest.mark.long
def test_that_doubtful_figures_are_asked_for_once_more(qtbot: QtBot, tmp_path: Path) -> None:
    """And that a file says how much of it is known, and what of it was not read."""
    slip = tmp_path / "slip.xlsx"
    head, *rows = [line.split(",") for line in CSV.replace("140.6", "1406").splitlines()]
    far = [tuple(head), *((*row, *[None] * 60, "far") for row in rows)]
    slip.write_bytes(workbook({"figures": far, "old": rows}, hidden=["old"]))
    totals = tmp_path / "totals.csv"
    totals.write_text(CSV + "2024-03,402,CBP,2024-04-12\n", encoding="utf-8")
    with data_page(qtbot, tmp_path) as (desk, page, _):
        type_in(page, "2024-01", "1242.2", "CBP", "2024-02-13")
        assert page.entry.fault.text().startswith("1,242.2 for Jan\u00a02024 is far from")
        assert "once more" in page.entry.fault.text()
        idle(desk)
        assert desk.session.own_data.kept == ()
        # Another figure is another question.
        type_in(page, "2024-01", "753", "CBP", "2024-02-13")
        assert "a sum since the beginning of a year" in page.entry.fault.text()
        type_in(page, "2024-01", "753", "CBP", "2024-02-13")
        wait(qtbot, desk, 1)
        page.figures.selectRow(0)
        page.remove()
        wait(qtbot, desk, 0)
        type_in(page, "2024-01", "124.22", "CBP", "2024-02-13")
        wait(qtbot, desk, 1)
        page.read(slip)
        qtbot.waitUntil(lambda: page.figures.rowCount() == 1, timeout=10000)
        qtbot.waitUntil(page.take_button.isVisible, timeout=10000)
        assert (
            "1 known, 1 new. 1 hidden sheet was not read. "
            "What stands beyond column 50 was not read." in page.preview_words.text()
        )
        assert "1,406 for Feb\u00a02024 is far" in page.preview_words.text()
        page.take_button.click()
        assert page.take_button.text() == "Add anyway"
        page.cancel_button.click()
        page.read(totals)
        qtbot.waitUntil(page.take_button.isVisible, timeout=10000)
        assert "402 for Mar\u00a02024 looks like a sum" in page.preview_words.text()
        page.take_button.click()
        idle(desk)
        wait(qtbot, desk, 1)
        page.take_button.click()
        wait(qtbot, desk, 3)


@pytest.mark.long
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
        assert desk.session.own_data.kept == ()


@pytest.mark.long
def test_that_removed_figures_come_back_with_undo(qtbot: QtBot, tmp_path: Path) -> None:
    with data_page(qtbot, tmp_path, JANUARY) as (desk, page, _):
        assert not page.remove_button.isEnabled()
        page.figures.selectRow(0)
        QTest.keyClick(page.figures, Qt.Key.Key_Delete)
        wait(qtbot, desk, 0)
        assert desk.window.desk.notice.sentence == "1 figure was removed."
        desk.window.desk.notice.action.click()
        wait(qtbot, desk, 1)
        assert desk.session.own_data.observations == (JANUARY,)


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
        assert "Jan\u00a02024, Feb\u00a02024" in page._note.text()


@pytest.mark.long
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


@pytest.mark.long
def test_that_another_language_leaves_what_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with data_page(qtbot, tmp_path, JANUARY) as (desk, page, _):
        page.entry.fill(("2024-02", "140", "CBP", ""))
        desk.window.set_language("es")
        other = desk.window.pages.data
        assert other is not None
        assert other is not page
        assert other.entry.texts == ("2024-02", "140", "CBP", "")
        assert rows(other)[0][0] == "ene\u00a02024"


@pytest.mark.long
def test_that_a_library_that_can_only_be_read_takes_no_figure(qtbot: QtBot, tmp_path: Path) -> None:
    path = library(tmp_path)
    with Library.open(path) as store:
        store.observations.add([JANUARY])
        with library_desk(qtbot, path) as (desk, _):
            wait(qtbot, desk, 1)
            desk.window.actions_[ActionId.OWN_DATA].trigger()
            page = desk.window.pages.data
            assert page is not None
            page.choose(BORDER)
            assert not page.entry.add.isEnabled()
            assert not page.file_button.isEnabled()
            drop(desk, QPoint(300, 300), local(tmp_path / "mine.csv", CSV.encode()))
            qtbot.waitUntil(lambda: not page.entry.fault.isHidden(), timeout=10000)
            assert "can only be read" in page.entry.fault.text()
            page.figures.selectRow(0)
            assert not page.remove_button.isEnabled()


@pytest.mark.long
@pytest.mark.parametrize("code", ["es", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize("size", [pytest.param((1440, 900), marks=pytest.mark.long), (1280, 640)])
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
