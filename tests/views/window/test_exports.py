"""Charts and tables taken out of the desk."""

import re
import sys
import threading
import zlib
from dataclasses import replace
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage, QKeySequence, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.errors import PackNotFoundError
from desktop.app.desk import Desk
from desktop.bridge import own_process
from desktop.bridge.job import JobCancelledError, Progress
from desktop.charts.measures import DESK
from desktop.charts.tokens import PAPER, Theme
from desktop.document.commands import Rename
from desktop.document.filing import SetTargets
from desktop.domain.clock import Month
from desktop.domain.scenario import TargetLine
from desktop.reports.table import projection_table
from desktop.session.ordered_brief import BriefOrder
from desktop.ui.actions import KEYS, ActionId
from desktop.ui.file_dialogs import SystemFiles
from desktop.views.curves.exporting import Way
from desktop.views.curves.target_card import TargetCard
from tests.reports.paper.samples import pdf_pages
from tests.views.desks import settled

CHART = "homicide_rate"
DISCLAIMER = "not a forecast and no government’s position"


class Answer:
    """Answer every question with one path."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.proposed: list[str] = []

    def to_write(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        self.proposed.append(name)
        return self._path


@pytest.fixture
def desk(small_desk: Desk, qtbot: QtBot) -> Desk:
    small_desk.document.apply(Rename('=Fewer "tariffs"'))
    settled(qtbot, small_desk)
    return small_desk


def _save(desk: Desk, way: Way, path: Path, indicator: str | None = CHART) -> Answer:
    answer = Answer(path)
    with patch.object(SystemFiles, "to_write", answer.to_write):
        desk.window.exports.do(way, indicator)
    return answer


def test_that_copying_a_chart_puts_picture_and_table_together_on_the_clipboard(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody at the desk waits for the import of pandas.
    monkeypatch.setitem(sys.modules, "desktop.reports.table", None)
    chart = desk.window.desk.card(CHART).chart
    desk.document.apply(SetTargets((TargetLine(CHART, 15.25, Month(2030, 12)),)))
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert data.hasHtml()
    assert data.hasText()
    table = pd.read_csv(StringIO(data.text()), sep="\t")
    assert list(table["indicator"].unique()) == [CHART]
    assert len(table) == desk.document.model.clock.steps
    assert DISCLAIMER in table["note"][0]
    assert set(table["target_lines"]) == {"at most 15.25 per 100,000 by Dec 2030"}
    assert table["scenario"][0] == '\'=Fewer "tariffs"'
    assert "&quot;tariffs&quot;" in data.html()


def test_that_a_table_holds_what_the_command_line_writes_and_what_it_rests_on(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "t.csv"
    _save(desk, Way.TABLE, out, None)
    qtbot.waitUntil(lambda: not desk.window.desk.notice.isHidden(), timeout=20000)
    table = pd.read_csv(out)
    curves = desk.window.desk.curves
    assert curves is not None
    units = {each.id: each.unit for each in desk.document.model.indicators.values()}
    shown = desk.window.desk.shown
    wanted = projection_table(curves.bands, curves.baseline_bands, units, shown)
    pd.testing.assert_frame_equal(table[list(wanted)], wanted)
    assert set(table["assumptions"]) == {"Neutral"}
    assert set(table["projection_start"]) == {"Dec\u00a02023"}


@pytest.mark.long
@pytest.mark.parametrize("indicator", [CHART, None])
def test_that_pictures_carry_the_scenario_and_what_they_are_not(
    desk: Desk, tmp_path: Path, indicator: str | None
) -> None:
    out = tmp_path / "p.svg"
    _save(desk, Way.PICTURE, out, indicator)
    drawn = out.read_text(encoding="utf-8")
    shown = desk.window.desk.shown if indicator is None else (indicator,)
    for each in shown:
        name = desk.window.look.language.wording(desk.document.model.indicators[each].name)
        assert f">{name}" in drawn
    assert "=Fewer &quot;tariffs&quot;" in drawn
    assert "Assumptions: Neutral" in drawn
    assert "not a forecast" in drawn


def test_that_a_picture_has_two_pixels_for_each_of_the_desk_and_no_ring_of_the_focus(
    desk: Desk, tmp_path: Path
) -> None:
    chart = desk.window.desk.card(CHART).chart
    first, second = tmp_path / "a.png", tmp_path / "b.png"
    _save(desk, Way.PICTURE, first)
    chart.setFocus()
    # What is said about the first picture takes room from the charts.
    desk.window.desk.notice.hide()
    QApplication.processEvents()
    _save(desk, Way.PICTURE, second)
    image = QImage(str(first))
    assert image == QImage(str(second))
    assert image.width() > 2 * chart.width()


def test_that_a_picture_holds_what_lies_behind_the_curves_as_the_desk_shows_it(
    desk: Desk, tmp_path: Path
) -> None:
    chart = desk.window.desk.card(CHART).chart
    ground = QColor(desk.window.look.tokens.proj)
    for suffix in (".png", ".svg"):
        out = tmp_path / f"p{suffix}"
        _save(desk, Way.PICTURE, out)
        image = QImage(str(out))
        if suffix == ".svg":
            image = QImage(QSvgRenderer(str(out)).defaultSize(), QImage.Format.Format_RGB32)
            painter = QPainter(image)
            QSvgRenderer(str(out)).render(painter)
            painter.end()
        shown = _pixels(image, ground)
        assert shown >= _pixels(chart.grab().toImage(), ground) / 2 > 0, suffix


def _pixels(image: QImage, colour: QColor) -> int:
    """Return how many pixels have this colour."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1, 4)
    wanted = np.array([colour.blue(), colour.green(), colour.red()])
    off = np.abs(pixels[:, :, :3].astype(int) - wanted).max(axis=2)
    return int((off < 2).sum())


def test_that_a_pdf_is_written_on_a_page_of_its_own_size(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "p.pdf"
    _save(desk, Way.PICTURE, out, None)
    assert out.read_bytes().startswith(b"%PDF-")
    assert out.read_bytes().count(b"/Type /Page\n") == 1


def test_that_lines_on_paper_are_as_strong_beside_the_words_as_on_the_desk(
    desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "p.pdf"
    _save(desk, Way.PICTURE, out)
    drawn = b"".join(
        zlib.decompress(stream)
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", out.read_bytes(), re.DOTALL)
        if stream.startswith(b"x")
    )
    scale = max(float(found) for found in re.findall(rb"([\d.]+) 0 0 [\d.]+ 0 0 cm", drawn))
    widths = [float(found) for found in re.findall(rb"([\d.]+) w ", drawn)]
    assert scale > 2
    for width in (DESK.policy_pen, DESK.casing_pen, DESK.baseline_pen):
        assert any(abs(found - scale * width) < 1e-3 * found for found in widths), width


def test_that_paper_is_white_whatever_theme_the_desk_has(desk: Desk) -> None:
    window = desk.window
    light = replace(window.exports.sheet((CHART,)), tokens=PAPER).image()
    assert light.pixelColor(2, 2) == QColor("white")
    window.set_theme(Theme.DARK)
    dark = window.desk.card(CHART).chart.grab().toImage()
    with window.exports.on_paper((CHART,)) as paper:
        assert paper.image() == light
    assert window.desk.card(CHART).chart.grab().toImage() == dark


def test_that_a_page_goes_to_a_printer(desk: Desk, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    desk.window.exports.sheet(desk.window.desk.shown).paint_page(printer)
    assert (tmp_path / "paper.pdf").stat().st_size > 5000


def test_that_a_name_without_an_end_gets_one_and_another_end_is_refused_in_words(
    desk: Desk, tmp_path: Path
) -> None:
    answer = _save(desk, Way.PICTURE, tmp_path / "plain")
    assert (tmp_path / "plain.png").exists()
    assert answer.proposed == ["=Fewer  tariffs  Homicide rate.png"]
    _save(desk, Way.PICTURE, tmp_path / "p.gif")
    error = desk.window.desk.banner.error
    assert error is not None
    assert error.code == "unknown_format"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plain.png"]


def test_that_an_export_takes_away_the_bar_of_one_that_failed_and_no_other(
    desk: Desk, tmp_path: Path
) -> None:
    banner, unrelated = desk.window.desk.banner, PackNotFoundError(path="talk.vecinos")
    desk.window.show_failure(unrelated)
    _save(desk, Way.PICTURE, tmp_path / "a.png")
    assert banner.error is unrelated
    _save(desk, Way.PICTURE, tmp_path / "a.gif")
    assert banner.error is not unrelated
    _save(desk, Way.PICTURE, tmp_path / "b.png")
    assert banner.error is None


def test_that_keys_go_on_being_heard_once_the_menu_that_names_them_was_open(desk: Desk) -> None:
    window = desk.window
    card = window.desk.card(CHART)
    card.menu.popup(QPoint(0, 0))
    card.menu.close()
    card.chart.setFocus()
    QGuiApplication.clipboard().clear()
    QTest.keyClick(card.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().mimeData().hasImage()
    QTest.keySequence(window, QKeySequence(KEYS[ActionId.TARGET][0]))
    (target,) = window.findChildren(TargetCard)
    target.close()


def test_that_right_click_on_a_chart_offers_what_its_three_dots_do(desk: Desk) -> None:
    card = desk.window.desk.card(CHART)
    place = QPoint(150, 120)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, card.chart.mapToGlobal(place))
    QApplication.sendEvent(card.chart, asked)
    assert card.menu.isVisible()
    words = [action.text().partition("\t")[0] for action in card.menu.actions()]
    assert words[3:9] == [
        "Show in the room",
        "",
        "Copy picture and table",
        "Save picture…",
        "Save table…",
        "Print…",
    ]
    card.menu.close()


def test_that_a_brief_is_made_elsewhere_of_the_scenario_as_it_stands_and_can_be_stopped(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[BriefOrder] = []
    let_go = threading.Event()

    def elsewhere(work: object, order: BriefOrder, progress: Progress) -> bytes:
        asked.append(order)
        progress.advance(7)
        assert let_go.wait(60)
        if progress.is_cancelled():
            raise JobCancelledError
        return b"two pages"

    monkeypatch.setattr(own_process, "in_own_process", elsewhere)
    notice = desk.window.desk.notice
    for act, codes, stopped in (
        (ActionId.BRIEF_ES, ("es",), True),
        (ActionId.BRIEF_BOTH, ("en", "es"), False),
        (ActionId.BRIEF_EN, ("en",), False),
    ):
        path = tmp_path / f"brief-{act}"
        answer = Answer(path)
        let_go.clear()
        with patch.object(SystemFiles, "to_write", answer.to_write):
            desk.window.actions_[act].trigger()
        qtbot.waitUntil(lambda: "7 of " in notice.accessibleName())
        assert asked[-1].languages == codes
        assert asked[-1].scenario == desk.document.scenario
        assert asked[-1].suffix == ".pdf"
        if stopped:
            notice.action.click()
            assert not desk.window.exports.brief.busy
        let_go.set()
        written = path.with_suffix(".pdf")
        if not stopped:
            qtbot.waitUntil(lambda: not desk.window.exports.brief.busy)
            assert written.read_bytes() == b"two pages"
            assert written.name in notice.accessibleName()
        assert written.exists() != stopped
    assert answer.proposed == ["=Fewer  tariffs.pdf"]


@pytest.mark.long
def test_that_a_brief_made_in_a_process_of_its_own_has_two_pages_in_each_language(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "brief.pdf"
    with patch.object(SystemFiles, "to_write", Answer(path).to_write):
        desk.window.actions_[ActionId.BRIEF_BOTH].trigger()
    qtbot.waitUntil(lambda: not desk.window.exports.brief.busy, timeout=120_000)
    assert len(pdf_pages(path.read_bytes())) == 4
