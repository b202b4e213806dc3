"""Parts over time: what the page shows, in both languages, and what it says where it cannot."""

import re
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.analysis.wedges import Grouping
from desktop.app.desk import Desk
from desktop.document.commands import SetLever
from desktop.domain.clock import Month
from desktop.domain.errors import RunFailedError
from desktop.domain.lever import Setting
from desktop.language.language import MINUS
from desktop.ui.actions import ActionId
from desktop.views.explain.wedge_page import WedgePage
from tests.views.desks import settled

RATE = "homicide_rate"
YEAR = Month(2030, 12)


@pytest.fixture
def set_(desk: Desk, qtbot: QtBot) -> Iterator[Desk]:
    """Return a desk on which two levers move homicides, one each way."""
    for name, value in (("mx_leader_targeting", 20), ("mx_federal_backup", 80)):
        desk.document.apply(SetLever(name, Setting(value)))
    settled(qtbot, desk)
    yield desk
    desk.window.pages.close()
    desk.window.set_language("en")
    for name in tuple(desk.document.scenario.policy):
        desk.document.apply(SetLever(name, None))
    settled(qtbot, desk)


def page_of(desk: Desk) -> WedgePage:
    page = desk.window.pages.page
    assert isinstance(page, WedgePage)
    return page


def answered(qtbot: QtBot, desk: Desk) -> WedgePage:
    qtbot.waitUntil(lambda: page_of(desk).wedges is not None, timeout=30000)
    return page_of(desk)


def figures(page: WedgePage, column: int) -> list[float]:
    cells = [page.table.item(row, column) for row in range(page.table.rowCount())]
    words = ["" if one is None else one.text().replace(MINUS, "-") for one in cells]
    return [float(one) for one in words if one]


def is_divided_by(page: WedgePage, grouping: Grouping) -> bool:
    return page.wedges is not None and page.wedges.question.grouping is grouping


def test_that_the_chord_divides_the_curve_that_is_explained_and_the_lines_add_up(
    qtbot: QtBot, set_: Desk
) -> None:
    set_.window.explaining.explain(RATE)
    set_.window.actions_[ActionId.WEDGES].trigger()
    page = answered(qtbot, set_)
    *parts, whole = figures(page, 1)
    assert len(parts) == 2
    assert sum(parts) == pytest.approx(whole)
    own, together = figures(page, 2), figures(page, 3)
    assert [a + b for a, b in zip(own, together, strict=True)] == pytest.approx(parts)
    said = page.sentence.text()
    assert said.startswith("“Homicide rate” would be ")
    assert " in 2030 than under the status quo (" in said
    assert "Leader-targeting operations (+" in said
    assert page.chart.spoken_name() == said
    # What is printed is the change that the chart's headline has.
    curves = set_.window.desk.curves
    assert curves is not None
    step = set_.document.model.clock.step(YEAR)
    printed = curves.comparison.at(RATE, step).change
    assert f"{abs(printed):.0f} %" in said.replace("\xa0", " ")


def test_that_families_and_sides_are_parts_too_and_another_month_is_read_by_keys(
    qtbot: QtBot, set_: Desk
) -> None:
    set_.window.explaining.pages.open_wedges(RATE)
    page = answered(qtbot, set_)
    before = page.sentence.text()
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert page.state.month == YEAR.plus(12)
    assert "in 2031" in page.sentence.text() != before
    sides = {"Mexico’s moves", "Joint moves", "U.S. moves"}
    for grouping, names in ((Grouping.FAMILY, {"Security"}), (Grouping.SIDE, sides)):
        page.groupings.segments[list(Grouping).index(grouping)].click()
        # While it is worked out the chart is away, and its focus stays where Escape leaves.
        assert page.isAncestorOf(set_.window.focusWidget())
        qtbot.waitUntil(partial(is_divided_by, page, grouping), timeout=30000)
        assert set_.window.focusWidget() is page.chart
        first = page.table.item(0, 0)
        assert first is not None
        assert first.text() in names
    # What it was divided by last is remembered.
    set_.window.explaining.pages.open_wedges(RATE)
    assert page_of(set_).state.grouping is Grouping.SIDE
    page_of(set_).groupings.segments[0].click()


@pytest.mark.long
def test_that_the_table_is_copied_as_text_and_as_html_and_spoken_in_the_other_language(
    qtbot: QtBot, set_: Desk
) -> None:
    set_.window.explaining.pages.open_wedges(RATE)
    page = answered(qtbot, set_)
    page.table.setFocus()
    qtbot.keySequence(page.table, QKeySequence(QKeySequence.StandardKey.Copy))
    data = QApplication.clipboard().mimeData()
    heads, *lines = data.text().strip().split("\n")
    assert heads.split("\t")[1:] == ["Total", "Alone", "Together"]
    assert "Homicide rate" in heads
    assert sum(float(one.split("\t")[1]) for one in lines[:-1]) == pytest.approx(
        float(lines[-1].split("\t")[1])
    )
    assert "<table><tr><th>Homicide rate" in data.html()
    set_.window.set_language("es")
    page = answered(qtbot, set_)
    assert page.sentence.text().startswith("«Tasa de homicidios»: ")
    assert re.search(r"en 2030 que con el statu quo", page.sentence.text())


def test_that_who_does_not_wait_may_stop_and_have_it_worked_out_later(
    qtbot: QtBot, set_: Desk
) -> None:
    set_.document.apply(SetLever("mx_security_spending", Setting(1.5)))
    settled(qtbot, set_)
    set_.window.explaining.pages.open_wedges(RATE)
    page = page_of(set_)
    assert page.wedges is None
    page.stop.click()
    assert page.empty.isVisible()
    assert not set_.window.explaining.pages.wedges.busy
    assert page.empty.sentence.text().startswith("Stopped")
    page.empty.button.click()
    assert len(figures(answered(qtbot, set_), 1)) == 4


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (None, "Nothing was changed"),
        (Setting(1), "Nothing that is set moves “Homicide rate”."),
    ],
    ids=["nothing set", "nothing moves"],
)
def test_that_where_nothing_moves_the_curve_a_sentence_says_so(
    qtbot: QtBot, desk: Desk, setting: Setting | None, said: str
) -> None:
    desk.document.apply(SetLever("us_tariff_coverage", setting))
    settled(qtbot, desk)
    desk.window.explaining.pages.open_wedges(RATE)
    page = page_of(desk)
    qtbot.waitUntil(page.empty.isVisible, timeout=30000)
    assert page.empty.sentence.text().startswith(said)
    desk.window.pages.close()
    desk.document.apply(SetLever("us_tariff_coverage", None))
    settled(qtbot, desk)


@pytest.mark.long
def test_that_a_run_that_fails_is_one_sentence_with_a_way_to_try_again(
    qtbot: QtBot, set_: Desk
) -> None:
    set_.document.apply(SetLever("mx_security_spending", Setting(1.2)))
    settled(qtbot, set_)
    pages = set_.window.explaining.pages
    pages.open_wedges(RATE)
    pages.wedges.cancel()
    page = page_of(set_)
    page.show_failure(RunFailedError(variable="homicides", month=YEAR))
    assert page.empty.isVisible()
    assert "2030" in page.empty.sentence.text()
    page.empty.button.click()
    assert len(figures(answered(qtbot, set_), 1)) == 4
