"""The page of projections from past origins shows all there is, good and bad alike."""

import math
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from desktop.calibration.hindcast import ORIGINS, Hindcast
from desktop.calibration.told import Told
from desktop.calibration.track_record import TrackRecord
from desktop.domain.clock import Month
from desktop.domain.errors import MissingResourceError, RunFailedError
from desktop.views.evaluation.evaluation_page import EvaluationPage
from desktop.views.evaluation.skill_table import COLUMNS
from tests.views.desks import compiled, look
from tests.views.evaluation import examples

Opened = Callable[..., EvaluationPage]


def ready(qtbot: QtBot, page: EvaluationPage) -> EvaluationPage:
    qtbot.waitUntil(lambda: not page.hindcast.waiting, timeout=10000)
    return page


def words(page: EvaluationPage) -> str:
    return "\n".join(label.text() for label in page.hindcast.findChildren(QLabel))


@pytest.mark.long
def test_that_every_series_has_its_chart_from_every_origin(qtbot: QtBot, opened: Opened) -> None:
    page = ready(qtbot, opened())
    measured = [i.id for i in compiled().model.indicators.values() if i.series is not None]
    for place, origin in enumerate(ORIGINS):
        page.hindcast.origins.segments[place].click()
        ready(qtbot, page)
        assert page.hindcast.origin == origin
        assert [chart.indicator.id for chart in page.hindcast.charts] == measured
        assert {chart.curve.clock.vantage for chart in page.hindcast.charts} == {origin}


def test_that_history_ends_where_the_projection_begins(qtbot: QtBot, opened: Opened) -> None:
    page = ready(qtbot, opened())
    for chart in page.hindcast.charts:
        assert all(month <= page.hindcast.origin for month in chart.known.months)
        assert all(month <= page.hindcast.origin for month in chart.known.raw_months)
    series = compiled().model.series["mx_remittances_usd"]
    assert series.until(Month(2016, 12)).months[-1] == Month(2016, 12)


def test_that_a_chart_says_each_year_and_whether_the_band_held_it(
    qtbot: QtBot, opened: Opened
) -> None:
    page = ready(qtbot, opened())
    chart = next(c for c in page.hindcast.charts if c.indicator.id == "irregular_encounters")
    said = QAccessible.queryAccessibleInterface(chart).text(QAccessible.Text.Name)
    assert said.startswith("Border Patrol apprehensions")
    assert "from the end of 2020" in said
    assert all(f"{year}: " in said for year in (2021, 2022, 2023))
    assert "outside the 90\u00a0% band" in said
    assert any("inside the 90\u00a0% band" in c.spoken_name() for c in page.hindcast.charts)


def test_that_a_series_without_later_values_is_shown_and_says_so(
    qtbot: QtBot, opened: Opened
) -> None:
    page = ready(qtbot, opened())
    page.hindcast.show_origin(Month(2014, 12))
    ready(qtbot, page)
    chart = next(c for c in page.hindcast.charts if c.indicator.id == "fdi_regional_share")
    assert "Nothing was measured" in chart.spoken_name()


def test_that_the_table_holds_every_row_in_the_order_of_the_desk(
    qtbot: QtBot, opened: Opened
) -> None:
    model = compiled().model
    found = examples.record(model).told[Told.BOTH]
    page = opened()
    table = page.hindcast.table
    assert table is not None
    shown = table.words.table
    assert len(shown) == len(found.rows) + len(found.by_series) + 1
    language = look().language
    names = [language.wording(i.name) for i in model.indicators.values() if i.series is not None]
    in_order = list(dict.fromkeys(row[0] for row in shown))
    assert in_order == [*names, "All series"]
    for row in found.rows:
        name = language.wording(model.indicators[row.indicator].name)
        (line,) = [cells for cells in shown if cells[:2] == (name, str(row.origin))]
        assert line[2] == str(row.n)
        assert line[6] == language.number(row.interval_score, 2)
    ready(qtbot, page)


def test_that_the_table_stands_before_any_curve_is_computed(qtbot: QtBot, opened: Opened) -> None:
    model = compiled().model
    go = threading.Event()

    def slow(origin: Month) -> Hindcast:
        assert go.wait(10)
        return examples.hindcast(model, origin)

    page = opened(replace(examples.sources(model), hindcast=slow))
    assert page.hindcast.table is not None
    qtbot.waitUntil(page.hindcast.table.isVisible)
    assert page.hindcast.waiting
    assert "Projecting from the end of 2020" in words(page)
    go.set()
    ready(qtbot, page)
    assert page.hindcast.charts


def test_that_the_last_origin_asked_for_is_the_one_shown(qtbot: QtBot, opened: Opened) -> None:
    model = compiled().model
    asked: list[Month] = []
    go = threading.Event()

    def slow(origin: Month) -> Hindcast:
        asked.append(origin)
        assert go.wait(10)
        return examples.hindcast(model, origin)

    page = opened(replace(examples.sources(model), hindcast=slow))
    for year in (2012, 2014, 2016):
        page.hindcast.show_origin(Month(year, 12))
    go.set()
    ready(qtbot, page)
    assert {chart.curve.clock.vantage for chart in page.hindcast.charts} == {Month(2016, 12)}
    assert asked == [Month(2020, 12), Month(2016, 12)]
    page.hindcast.show_origin(Month(2020, 12))
    ready(qtbot, page)
    assert asked == [Month(2020, 12), Month(2016, 12)]


def test_that_each_demand_says_whether_it_is_met(qtbot: QtBot, opened: Opened) -> None:
    page = ready(qtbot, opened())
    tiles = [tile for verdict in page.hindcast.verdicts for tile in verdict.tiles]
    told = examples.record(compiled().model).told
    assert [tile.target for tile in tiles] == [
        *told[Told.BOTH].targets,
        *told[Told.NOTHING].targets,
    ]
    heads = [verdict.head.text() for verdict in page.hindcast.verdicts]
    assert [head.partition(":")[0] for head in heads] == ["Told levers and drivers", "Told nothing"]
    for tile in tiles:
        said = tile.accessibleName()
        assert said.endswith(": met." if tile.target.met else ": missed.")
    assert {tile.target.met for tile in tiles} == {True, False}


def test_that_the_worst_are_named_above_everything_else(qtbot: QtBot, opened: Opened) -> None:
    model = compiled().model
    page = ready(qtbot, opened())
    worst = max(examples.record(model).told[Told.NOTHING].rows, key=lambda row: row.interval_score)
    name = look().language.wording(model.indicators[worst.indicator].name)
    assert f"Worst, told nothing, by interval score: {name} from {worst.origin}" in words(page)
    assert "Known weakness: Nothing starts a wave." in words(page)
    assert "some of those are later than the origins" in words(page)


def test_that_the_table_can_be_copied_by_button_and_by_key(qtbot: QtBot, opened: Opened) -> None:
    page = ready(qtbot, opened())
    table = page.hindcast.table
    assert table is not None
    for by_key in (False, True):
        QGuiApplication.clipboard().clear()
        if by_key:
            QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        else:
            page.hindcast.copy.click()
        lines = QGuiApplication.clipboard().text().splitlines()
        assert len(lines) == table.words.rowCount() + 1
        assert {len(line.split("\t")) for line in lines} == {len(COLUMNS)}
        assert lines[1].split("\t")[0] == lines[2].split("\t")[0]


def test_that_the_page_follows_the_row_in_focus(qtbot: QtBot, opened: Opened) -> None:
    page = ready(qtbot, opened())
    view, table = page.hindcast, page.hindcast.table
    assert table is not None
    view.verticalScrollBar().setValue(0)
    table.setFocus()
    table.selectRow(table.words.rowCount() - 1)
    top = table.mapTo(view.viewport(), table.rect().topLeft()).y() + table.height()
    assert top <= view.viewport().height() + 60


@pytest.mark.long
@pytest.mark.parametrize("width", [1440, 1280])
def test_that_charts_stand_side_by_side_as_there_is_room(
    qtbot: QtBot, opened: Opened, width: int
) -> None:
    page = ready(qtbot, opened(size=(width, 700)))
    rows = math.ceil(len(page.hindcast.charts) / (4 if width == 1440 else 3))
    qtbot.waitUntil(lambda: len({chart.y() for chart in page.hindcast.charts}) == rows)


def test_that_a_missing_report_is_said_and_the_curves_come_all_the_same(
    qtbot: QtBot, opened: Opened
) -> None:
    def missing() -> TrackRecord:
        raise MissingResourceError(path=Path("skill.json"))

    page = ready(qtbot, opened(replace(examples.sources(compiled().model), record=missing)))
    assert "skill.json" in words(page)
    assert page.hindcast.table is None
    assert page.hindcast.charts


def test_that_a_run_that_fails_is_said_in_every_language_and_can_be_asked_for_again(
    qtbot: QtBot, opened: Opened
) -> None:
    model = compiled().model
    fails = [True]

    def breaking(origin: Month) -> Hindcast:
        if fails[0]:
            raise RunFailedError(variable="fdi_inflow", month=Month(2021, 5))
        return examples.hindcast(model, origin)

    page = opened(replace(examples.sources(model), hindcast=breaking))
    qtbot.waitUntil(lambda: "May\u00a02021" in words(page))
    assert not page.hindcast.charts
    for worn, month in ((look("es"), "may\u00a02021"), (look("en"), "May\u00a02021")):
        page.set_look(worn)
        told = next(label for label in page.hindcast.findChildren(QLabel) if month in label.text())
        assert told.isVisible()
        assert told.accessibleName() == told.text()
        assert worn.text("trust.computing", year=page.hindcast.origin.year) not in words(page)
        assert not page.hindcast.findChildren(QProgressBar)[0].isVisible()
    fails[0] = False
    page.hindcast.show_origin(page.hindcast.origin)
    ready(qtbot, page)
    assert page.hindcast.charts


@pytest.mark.long
def test_that_another_language_rewords_all(qtbot: QtBot, opened: Opened) -> None:
    page = ready(qtbot, opened())
    page.set_look(look("es"))
    ready(qtbot, page)
    assert "Dónde le va peor" in words(page)
    table = page.hindcast.table
    assert table is not None
    assert table.words.heads[0] == "Serie"
    assert page.hindcast.charts[0].spoken_name().startswith("Comercio de bienes")
