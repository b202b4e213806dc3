"""Where the projection starts, chosen in the window, and how it did against added figures."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.app.desk import Desk
from desktop.charts.tokens import TOKENS, Theme
from desktop.document.commands import SetLever
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.observation import Observation
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.ui.actions import ActionId
from desktop.views.evaluation.evaluation_page import Part
from desktop.views.window.main_window import MainWindow
from tests.views.desks import FEW, TARIFF, another_window, open_desk, settled, sparing

BORDER, ENCOUNTERS = "usbp_sw_apprehensions", "irregular_encounters"
OWN, MOVED = Month(2023, 12), Month(2024, 6)
FIGURES = tuple(
    Observation(BORDER, Month(2024, 1).plus(step), 90.0, "CBP", date(2026, 1, 5))
    for step in range(12)
)
PLANNED = Policy({TARIFF: Setting(25, Month(2024, 3), 6)})


@contextmanager
def desk_with_figures(
    qtbot: QtBot, folder: Path, chosen: Month | None = None
) -> Iterator[tuple[Desk, Path]]:
    path = folder / "a.vecinos-library"
    with Library.open(path) as store:
        store.scenarios.create(Scenario("Baseline talk", PLANNED, ensemble=FEW))
        store.observations.add(FIGURES)
        store.observations.set_vantage(chosen)
    with open_desk(qtbot, library=path, preferences=sparing()) as desk:
        qtbot.waitUntil(lambda: starts(desk) == (chosen or OWN), timeout=30000)
        qtbot.waitUntil(lambda: len(desk.session.own_data.observations) == 12, timeout=10000)
        yield desk, path


def starts(desk: Desk) -> Month:
    return desk.document.model.clock.vantage


def main_windows() -> set[MainWindow]:
    return {one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)}


def moved(qtbot: QtBot, desk: Desk, to: Month) -> None:
    qtbot.waitUntil(lambda: starts(desk) == to, timeout=30000)
    qtbot.waitUntil(lambda: desk.document.scenario.name == "Baseline talk", timeout=20000)
    settled(qtbot, desk)


@pytest.mark.long
def test_that_the_fan_starts_where_it_was_moved_and_goes_back_with_one_click(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_with_figures(qtbot, tmp_path) as (desk, _):
        desk.window.pages.open_events()
        below = desk.window.pages.page
        page = desk.window.evaluation.show(Part.OWN)
        page.own.months.setCurrentIndex(page.own.months.findText("Jun\u00a02024"))
        page.own.months.activated.emit(page.own.months.currentIndex())
        moved(qtbot, desk, MOVED)
        assert desk.window.pages.page is not below
        assert page.isVisible()
        curves = desk.window.desk.curves
        assert curves is not None
        start = curves.baseline_bands.of(ENCOUNTERS)[2][0]
        published = desk.document.model.series[BORDER].raw_values
        assert abs(start - (sum(published[-6:]) / 12 + 6 * 90.0)) < 1.0
        chart = desk.window.desk.card(ENCOUNTERS).chart
        qtbot.waitUntil(lambda: chart.observations.months[-1:] == (Month(2024, 12),), timeout=10000)
        notice = desk.window.desk.notice
        qtbot.waitUntil(lambda: "Jun\u00a02024" in notice.sentence, timeout=10000)
        notice.action.click()
        moved(qtbot, desk, OWN)
        page = desk.window.evaluation.show(Part.OWN)
        assert page.own.back.isHidden()


@pytest.mark.long
def test_that_what_was_planned_stays_as_it_was_planned(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_with_figures(qtbot, tmp_path, MOVED) as (desk, path):
        moved(qtbot, desk, MOVED)
        assert desk.document.scenario.policy == PLANNED
        assert "made" not in desk.window.desk.notice.sentence
        desk.session.own_data.choose_vantage(None)
        moved(qtbot, desk, OWN)
        assert desk.document.scenario.policy == PLANNED
    with Library.open(path) as store:
        assert store.observations.vantage() is None
        assert store.scenarios.load(store.scenarios.find("Baseline talk")).policy == PLANNED


@pytest.mark.long
def test_that_undo_survives_the_move(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_with_figures(qtbot, tmp_path) as (desk, _):
        desk.document.apply(SetLever("legal_pathways", Setting(2000)))
        desk.session.own_data.choose_vantage(MOVED)
        moved(qtbot, desk, MOVED)
        assert "legal_pathways" in desk.document.scenario.policy.settings
        # The steps are read after the scenario that they lead to.
        qtbot.waitUntil(lambda: bool(desk.document.history.done), timeout=10000)
        desk.document.undo()
        assert desk.document.scenario.policy == PLANNED


@pytest.mark.long
def test_that_a_moved_vantage_leaves_windows_page_focus_and_place_as_they_are(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with (
        desk_with_figures(qtbot, tmp_path) as (desk, _),
        another_window(desk, "es", (1000, 600)) as other,
    ):
        before = main_windows()
        window, document, keeper = desk.window, desk.document, desk.autosave
        list_ = window.levers.findChild(QScrollArea)
        assert list_ is not None
        list_.verticalScrollBar().setValue(200)
        chart = window.desk.card(window.desk.shown[1]).chart
        chart.setFocus()
        window.actions_[ActionId.TRUST].trigger()
        page = window.evaluation.show(Part.OWN)
        page.own.months.setFocus()
        place, scrolled = window.geometry(), list_.verticalScrollBar().value()
        assert scrolled > 0
        desk.session.own_data.choose_vantage(MOVED)
        moved(qtbot, desk, MOVED)
        qtbot.waitUntil(lambda: "Jun\u00a02024" in window.desk.notice.sentence, timeout=10000)
        assert (desk.window, desk.document, desk.autosave) == (window, document, keeper)
        assert window.isVisible()
        assert window.geometry() == place
        assert window.evaluation.page is page
        assert page.isVisible()
        assert window.focusWidget() is page.own.months
        assert list_.verticalScrollBar().value() == scrolled
        qtbot.waitUntil(lambda: "jun" in other.desk.notice.sentence, timeout=10000)
        assert main_windows() == before
        assert other.isVisible()
        assert other.desk.curves is window.desk.curves
        window.actions_[ActionId.TRUST].trigger()
        shown = window.desk.card(window.desk.shown[1]).chart
        assert shown is not chart
        assert window.focusWidget() is shown


@pytest.mark.long
def test_that_removing_the_figures_moves_the_start_back(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_with_figures(qtbot, tmp_path, MOVED) as (desk, _):
        moved(qtbot, desk, MOVED)
        own = desk.session.own_data
        qtbot.waitUntil(lambda: len(own.kept) == 12, timeout=10000)
        own.remove([one.id for one in own.kept], lambda: None)
        moved(qtbot, desk, OWN)


@pytest.mark.long
def test_that_the_page_says_how_the_projection_did(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_with_figures(qtbot, tmp_path) as (desk, _):
        desk.window.set_language("es")
        page = desk.window.evaluation.show(Part.OWN)
        qtbot.waitUntil(lambda: bool(page.own.charts), timeout=60000)
        assert "Detenciones en la frontera, 2024: 1.1 millones" in page.own.words
        desk.window.set_language("en")
        assert "Newest figure of 1 series" in page.own.words
        assert [chart.indicator.id for chart in page.own.charts] == [ENCOUNTERS]
        assert "Full years: 1 figure" in page.own.words


def test_that_a_library_without_figures_offers_no_other_start(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos-library"
    with open_desk(qtbot, library=path, preferences=sparing()) as desk:
        page = desk.window.evaluation.show(Part.OWN)
        assert not page.own.months.isEnabled()
        assert page.own.months.count() == 1
        assert page.own.words == "Nothing has been added to this library yet."
        assert not page.own.waiting


@pytest.mark.long
def test_that_the_data_page_leads_to_where_the_projection_starts(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_with_figures(qtbot, tmp_path) as (desk, _):
        desk.window.pages.open_data(ENCOUNTERS)
        desk.window.pages.vantage_wanted.emit()
        assert desk.window.pages.data is None
        assert desk.window.evaluation.page is not None
        assert desk.window.evaluation.page.part is Part.OWN


@pytest.mark.long
def test_that_the_gutter_of_a_page_takes_the_theme_that_comes(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        window = desk.window
        gutter = window.evaluation.show(Part.OWN).own.verticalScrollBar()
        for theme in (Theme.DARK, Theme.LIGHT):
            window.set_theme(theme)
            corner = gutter.mapTo(window, gutter.rect().bottomRight() - QPoint(0, 3))
            shown = window.grab().toImage().pixelColor(corner)
            assert shown.name().upper() == TOKENS[theme].window
