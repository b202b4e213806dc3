"""The scenario browser over a real library."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.errors import BusyLibraryError
from db.library import Library
from db.packs.pack import read_pack
from db.scenarios.summary import Order, ScenarioQuery
from desktop.bridge.store_lane import StoreLane
from desktop.charts.tokens import LIGHT
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.ui.actions import ActionId
from desktop.views.scenarios.browser import ScenarioBrowser
from desktop.views.scenarios.listing import PAGE, LibrarySection
from desktop.views.scenarios.scenario_detail import ScenarioAction
from desktop.views.scenarios.scenario_table import NAME_AT_LEAST, Column
from tests.views.desks import FEW, look
from tests.views.scenarios.libraries import (
    HOMICIDE,
    ON_DESK,
    answered,
    browse,
    choose,
    library,
    library_desk,
    names,
)


def test_that_the_browser_lists_the_library_and_chooses_what_is_on_the_desk(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        assert set(names(browser)) == {
            ON_DESK,
            "Año de prueba",
            "Nearshoring",
            "Escalation",
            "Áreas seguras",
        }
        assert [one.name for one in browser.chosen()] == [ON_DESK]
        assert browser.sections.folders == ("Spring", "Talleres", "Talleres/Norte")
        assert not desk.window.levers.isVisible()


def test_that_a_search_without_accents_finds_as_it_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        QTest.keyClick(browser.table, Qt.Key.Key_A)
        QTest.keyClicks(browser.search, "no")
        assert browser.search.text() == "ano"
        assert browser.search.hasFocus()
        answered(qtbot, browser)
        assert names(browser) == ["Año de prueba"]
        QTest.keyClick(browser.search, Qt.Key.Key_Escape)
        answered(qtbot, browser)
        assert len(names(browser)) == 5
        assert desk.window.pages.browser is browser
        QTest.keyClick(browser.search, Qt.Key.Key_Escape)
        assert desk.window.pages.page is None
        assert desk.window.levers.isVisible()


@pytest.mark.long
def test_that_the_list_keeps_its_order_while_it_is_pointed_at(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        browser.order.setCurrentIndex(1)
        answered(qtbot, browser)
        before = names(browser)
        row = browser.table.viewport()
        row.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        choose(browser, before[0])
        browser.do(ScenarioAction.RENAME)
        browser.ask.field.setText("Zacatecas")
        browser.ask.answer()
        qtbot.waitUntil(lambda: "Zacatecas" in names(browser), timeout=10000)
        assert names(browser) == ["Zacatecas", *before[1:]]
        row.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
        QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
        assert names(browser) == [*before[1:], "Zacatecas"]


@pytest.mark.long
def test_that_names_have_room_in_a_small_window_and_the_small_fan_gives_way(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        for width, fan in ((1024, False), (1440, True)):
            desk.window.resize(width, 768)
            QApplication.processEvents()
            assert desk.window.width() == width
            assert browser.table.columnWidth(Column.NAME) >= NAME_AT_LEAST
            assert browser.table.isColumnHidden(Column.CURVE) is not fan
            row = [browser.indicator, browser.year, browser.order, browser.turn, browser.new]
            edges = [(each.mapTo(browser, each.rect().topLeft()).x(), each.width()) for each in row]
            for (left, wide), (following, _) in pairwise(edges):
                assert left + wide <= following


@pytest.mark.long
def test_that_nothing_found_is_a_sentence_with_a_way_back(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        browser.search.setText("xyzzy")
        answered(qtbot, browser)
        assert browser.nothing.isVisible()
        assert "“xyzzy”" in browser.nothing.sentence.text()
        browser.nothing.button.click()
        answered(qtbot, browser)
        assert len(names(browser)) == 5


@pytest.mark.long
def test_that_folders_hold_what_lies_below_them(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        browser.sections.pick(LibrarySection.FOLDER, "Talleres")
        answered(qtbot, browser)
        assert set(names(browser)) == {"Año de prueba", "Nearshoring"}
        browser.sections.pick(LibrarySection.FOLDER, "Talleres/Norte")
        answered(qtbot, browser)
        assert names(browser) == ["Año de prueba"]


@pytest.mark.long
def test_that_tags_narrow_the_list_together(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        chips = {chip.tag: chip for chip in browser.chips.chips}
        assert set(chips) == {"2026", "borrador"}
        chips["borrador"].click()
        answered(qtbot, browser)
        assert set(names(browser)) == {"Año de prueba", "Escalation"}
        {chip.tag: chip for chip in browser.chips.chips}["2026"].click()
        answered(qtbot, browser)
        assert names(browser) == ["Año de prueba"]


@pytest.mark.long
def test_that_the_list_is_ordered_by_name_and_by_the_outcome_of_a_curve(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        browser.indicator.setCurrentIndex(browser.indicator.findData(HOMICIDE))
        browser.order.setCurrentIndex(1)
        answered(qtbot, browser)
        in_order = ["Año de prueba", "Áreas seguras", ON_DESK, "Escalation", "Nearshoring"]
        assert names(browser) == in_order
        browser.table.sort_wanted.emit(Column.OUTCOME)
        answered(qtbot, browser)
        assert browser.query.order is Order.OUTCOME
        rising = ["Escalation", "Nearshoring", "Año de prueba"]
        assert _kept(names(browser)) == [*rising, "Áreas seguras"]
        browser.turn.click()
        answered(qtbot, browser)
        assert _kept(names(browser)) == [*reversed(rising), "Áreas seguras"]
        row = names(browser).index("Nearshoring")
        assert browser.rows.outcome_words(row).startswith("15")
        assert browser.rows.range_words(row) == "90\u00a0%: 11.0–19.0"


def _kept(found: list[str]) -> list[str]:
    """Leave out what is on the desk: its run is kept as soon as it is made."""
    return [name for name in found if name != ON_DESK]


@pytest.mark.long
def test_that_a_preview_is_drawn_of_what_is_kept_and_of_nothing_else(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        browser.indicator.setCurrentIndex(browser.indicator.findData(HOMICIDE))
        answered(qtbot, browser)
        image = browser.table.viewport().grab().toImage()

        def coloured(name: str) -> bool:
            row = names(browser).index(name)
            cell = browser.table.visualRect(browser.rows.index(row, Column.CURVE))
            return _has_colour(image, cell.left(), cell.top(), cell.right(), cell.bottom())

        assert coloured("Nearshoring")
        assert not coloured("Áreas seguras")
        # Of its run every curve is kept, also those of no chart, at every year's end.
        unseen = next(
            one for one in desk.document.model.indicators if one not in desk.window.desk.shown
        )
        browser.indicator.setCurrentIndex(browser.indicator.findData(unseen))
        answered(qtbot, browser)
        on_desk = browser.rows.rows[names(browser).index(ON_DESK)].id
        fan = browser.rows.fan_of(on_desk)
        clock = desk.document.model.clock
        assert len(fan.years) == len(range(0, clock.steps + 1, 12))
        spread = [
            high - low for low, high in zip(fan.percentiles[0], fan.percentiles[4], strict=True)
        ]
        assert len(set(spread)) > 2


def _has_colour(image: QImage, left: int, top: int, right: int, bottom: int) -> bool:
    found = {
        image.pixelColor(x, y).name().upper()
        for x in range(left, right)
        for y in range(top, bottom)
    }
    return LIGHT.security in found


@pytest.mark.long
def test_that_enter_opens_the_chosen_scenario(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        choose(browser, "Nearshoring")
        QTest.keyClick(browser.table, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: desk.document.scenario.name == "Nearshoring", timeout=10000)
        assert desk.window.pages.page is None


@pytest.mark.long
def test_that_what_is_known_of_the_choice_stands_beside_the_list(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        choose(browser, "Año de prueba")

        def words() -> str:
            labels = browser.detail.findChildren(QWidget)
            return "\n".join(one.text() for one in labels if hasattr(one, "text"))

        qtbot.waitUntil(lambda: "About Año de prueba." in words(), timeout=10000)
        assert "Talleres › Norte" in words()
        choose(browser, "Año de prueba", "Escalation")
        assert "2 scenarios chosen" in words()
        assert not browser.detail.buttons[ScenarioAction.OPEN].isEnabled()


@pytest.mark.long
def test_that_another_scenario_is_renamed_within_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        choose(browser, "Nearshoring")
        desk.window.actions_[ActionId.RENAME].trigger()
        assert browser.ask.isVisible()
        browser.ask.field.setText("escalation")
        QTest.keyClick(browser.ask.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(browser.ask.reason), timeout=10000)
        assert browser.ask.isVisible()
        browser.ask.field.setText("  Otro   nombre ")
        QTest.keyClick(browser.ask.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "Otro nombre" in names(browser), timeout=10000)
        assert browser.ask.isHidden()
        assert desk.document.scenario.name == ON_DESK


@pytest.mark.long
@pytest.mark.parametrize("code", ["en", "es"])
def test_that_an_answer_that_failed_is_given_again_and_a_late_one_closes_no_other_question(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: LanguageCode
) -> None:
    with library_desk(qtbot, library(tmp_path), worn=look(code)) as (desk, _):
        browser = browse(qtbot, desk)
        choose(browser, "Nearshoring")
        asked: list[Callable[[bool], None]] = []
        rename = browser._actions.rename

        def failing(_: object, __: str, told: Callable[[bool], None]) -> None:
            asked.append(told)
            assert desk.autosave is not None
            desk.autosave.failed.emit(BusyLibraryError(path="talks"))

        monkeypatch.setattr(browser._actions, "rename", failing)
        browser.do(ScenarioAction.RENAME)
        browser.ask.field.setText("Otro nombre")
        for _ in range(2):
            QTest.keyClick(browser.ask.field, Qt.Key.Key_Return)
        assert len(asked) == 2
        browser.ask.let_be()
        browser.do(ScenarioAction.TAG)
        question = browser.ask.question
        taken = False
        for told in asked:
            told(taken)
        assert browser.ask.isVisible()
        assert browser.ask.question == question
        browser.ask.let_be()
        monkeypatch.setattr(browser._actions, "rename", rename)
        browser.do(ScenarioAction.RENAME)
        browser.ask.field.setText("Otro nombre")
        QTest.keyClick(browser.ask.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "Otro nombre" in names(browser), timeout=10000)


def test_that_a_second_enter_after_a_question_opens_no_scenario(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        choose(browser, "Nearshoring")
        browser.table.setFocus()
        browser.do(ScenarioAction.MOVE)
        browser.ask.field.setText("Autumn")
        QTest.keyClick(browser.ask.field, Qt.Key.Key_Return)
        assert browser.ask.isHidden()
        QTest.keyClick(browser.table, Qt.Key.Key_Return)
        answered(qtbot, browser)
        assert browser.isVisible()
        assert desk.document.scenario.name == ON_DESK


@pytest.mark.long
def test_that_renaming_what_is_on_the_desk_is_a_step_that_can_be_undone(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        browser.do(ScenarioAction.RENAME)
        browser.ask.field.setText("Talk of Monday")
        browser.ask.answer()
        qtbot.waitUntil(lambda: "Talk of Monday" in names(browser), timeout=10000)
        assert desk.document.scenario.name == "Talk of Monday"
        desk.document.undo()
        qtbot.waitUntil(lambda: ON_DESK in _kept_names(desk.lane), timeout=10000)


def _kept_names(lane: StoreLane | None) -> list[str]:
    found: list[str] = []
    assert lane is not None
    lane.submit(lambda store: [one.name for one in store.scenarios.listed()]).then(
        lane, found.extend
    )
    lane.flush(5)
    return found


@pytest.mark.long
def test_that_scenarios_are_moved_and_tagged_together(qtbot: QtBot, tmp_path: Path) -> None:
    path = library(tmp_path)
    with library_desk(qtbot, path) as (desk, _):
        browser = browse(qtbot, desk)
        choose(browser, "Nearshoring", ON_DESK)
        browser.do(ScenarioAction.MOVE)
        browser.ask.field.setText(" Workshops / Autumn ")
        browser.ask.answer()
        qtbot.waitUntil(lambda: "Workshops/Autumn" in browser.sections.folders, timeout=10000)
        assert desk.document.scenario.folder == "Workshops/Autumn"
        choose(browser, "Nearshoring", "Año de prueba")
        browser.do(ScenarioAction.TAG)
        assert browser.ask.field.text() == "2026"
        browser.ask.field.setText("final, shown")
        browser.ask.answer()
        qtbot.waitUntil(lambda: "final" in {c.tag for c in browser.chips.chips}, timeout=10000)
    with Library.open(path) as store:
        kept = {one.name: one for one in store.scenarios.listed()}
        assert kept["Nearshoring"].folder == kept[ON_DESK].folder == "Workshops/Autumn"
        assert kept["Nearshoring"].tags == ("final", "shown")
        assert kept["Año de prueba"].tags == ("borrador", "final", "shown")


def test_that_duplicating_in_the_list_leaves_the_desk_and_chooses_the_copy(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        choose(browser, "Escalation")
        browser.do(ScenarioAction.DUPLICATE)
        wanted = ["Copy of Escalation"]
        qtbot.waitUntil(lambda: [one.name for one in browser.chosen()] == wanted, timeout=10000)
        assert desk.document.scenario.name == ON_DESK


@pytest.mark.long
def test_that_chosen_scenarios_go_into_a_pack(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, files):
        browser = browse(qtbot, desk)
        choose(browser, "Escalation", "Nearshoring")
        files.written = tmp_path / "two"
        browser.do(ScenarioAction.PACK)
        pack = tmp_path / "two.vecinos"
        qtbot.waitUntil(lambda: not desk.window.desk.notice.isHidden(), timeout=10000)
        assert {one.name for one in read_pack(pack)} == {"Escalation", "Nearshoring"}


@pytest.mark.long
def test_that_deleted_scenarios_come_back_from_the_notice(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        notice = desk.window.desk.notice
        for chosen in (("Escalation",), ("Escalation", "Nearshoring")):
            choose(browser, *chosen)
            QTest.keyClick(browser.table, Qt.Key.Key_Delete)
            _wait_for(qtbot, browser, 5 - len(chosen))
            assert notice.isVisible()
            notice.action.click()
            qtbot.waitUntil(lambda: len(names(browser)) == 5, timeout=10000)
        assert desk.document.scenario.name == ON_DESK


@pytest.mark.long
def test_that_the_trash_restores_and_deletes_for_good_after_asking_in_the_page(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = library(tmp_path)
    with library_desk(qtbot, path) as (desk, _):
        browser = browse(qtbot, desk)
        choose(browser, "Escalation", "Nearshoring", "Áreas seguras")
        browser.do(ScenarioAction.DELETE)
        qtbot.waitUntil(lambda: len(names(browser)) == 2, timeout=10000)
        browser.sections.pick(LibrarySection.TRASH)
        answered(qtbot, browser)
        choose(browser, "Escalation")
        browser.do(ScenarioAction.RESTORE)
        qtbot.waitUntil(lambda: "Escalation" not in names(browser), timeout=10000)
        choose(browser, "Nearshoring")
        QTest.keyClick(browser.table, Qt.Key.Key_Delete)
        assert "“Nearshoring”" in browser.ask.question
        assert browser.ask.no.hasFocus()
        browser.ask.no.click()
        assert browser.ask.isHidden()
        browser.do(ScenarioAction.ERASE)
        browser.ask.yes.click()
        qtbot.waitUntil(lambda: names(browser) == ["Áreas seguras"], timeout=10000)
        browser.empty.click()
        browser.ask.yes.click()
        qtbot.waitUntil(lambda: not browser.rows.rows and not browser.busy, timeout=10000)
        assert browser.nothing.isVisible()
        assert browser.empty.isHidden()
        assert QApplication.activeModalWidget() is None
    with Library.open(path) as store:
        assert store.scenarios.trash() == ()
        assert {one.name for one in store.scenarios.listed()} == {
            ON_DESK,
            "Año de prueba",
            "Escalation",
        }


def test_that_the_menu_of_a_row_offers_what_the_buttons_do(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        menu = QMenu()
        qtbot.addWidget(menu)
        browser.fill_menu(menu)
        words = [action.text() for action in menu.actions()]
        assert words[0] == "Open"
        assert words[-1] == "Delete"
        assert len(words) == 7


@pytest.mark.long
def test_that_a_large_library_comes_page_by_page_as_it_is_scrolled(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "large.vecinos-library"
    count = 3 * PAGE + 7
    with Library.open(path) as store:
        kept = store.scenarios.create_all(
            Scenario(f"Scenario {n}", ensemble=FEW) for n in range(count)
        )
        store.scenarios.set_last_opened(next(iter(kept)))
        whole = [one.name for one in store.scenarios.listed(ScenarioQuery(order=Order.NAME))]
    with library_desk(qtbot, path) as (desk, _):
        browser = browse(qtbot, desk)
        browser.order.setCurrentIndex(1)
        answered(qtbot, browser)
        assert len(names(browser)) == PAGE
        assert browser.rows.total == count
        while len(names(browser)) < count:
            before = len(names(browser))
            browser.table.scrollToBottom()
            _wait_for_more(qtbot, browser, before)
        assert names(browser) == whole


def _wait_for(qtbot: QtBot, browser: ScenarioBrowser, count: int) -> None:
    qtbot.waitUntil(lambda: len(names(browser)) == count, timeout=10000)


def _wait_for_more(qtbot: QtBot, browser: ScenarioBrowser, before: int) -> None:
    qtbot.waitUntil(lambda: len(names(browser)) > before, timeout=10000)


@pytest.mark.long
def test_that_the_page_speaks_another_language_and_keeps_what_it_shows(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        browser.search.setText("ano")
        answered(qtbot, browser)
        desk.window.set_language("es")
        other = desk.window.pages.browser
        assert other is not None
        assert other is not browser
        answered(qtbot, other)
        assert names(other) == ["Año de prueba"]
        assert other.search.text() == "ano"
        assert other.search.placeholderText().startswith("Buscar")


def test_that_a_library_that_can_only_be_read_is_browsed_but_not_changed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = library(tmp_path)
    with Library.open(path), library_desk(qtbot, path) as (desk, _):
        browser = browse(qtbot, desk)
        choose(browser, "Escalation")
        enabled = {
            action for action, button in browser.detail.buttons.items() if button.isEnabled()
        }
        assert enabled == {ScenarioAction.OPEN, ScenarioAction.PACK}
        assert not browser.new.isEnabled()
        browser.do(ScenarioAction.DELETE)
        answered(qtbot, browser)
        assert len(names(browser)) == 5


@pytest.mark.long
def test_that_backups_are_made_listed_and_opened_as_copies(qtbot: QtBot, tmp_path: Path) -> None:
    path = library(tmp_path)
    with library_desk(qtbot, path) as (desk, _):
        browser = browse(qtbot, desk, LibrarySection.BACKUPS)
        backups = browser.backups
        qtbot.waitUntil(lambda: len(backups.buttons) == 1, timeout=10000)
        backups.make.click()
        qtbot.waitUntil(lambda: len(backups.buttons) == 2, timeout=10000)
        before = path.read_bytes()
        keeper = desk.autosave
        backups.buttons[0].click()
        qtbot.waitUntil(lambda: desk.autosave is not keeper, timeout=20000)
        qtbot.waitUntil(lambda: bool(desk.autosave and desk.autosave.summaries), timeout=20000)
        copy = tmp_path / "talks.restored-1.vecinos-library"
        assert copy.exists()
        assert desk.preferences.recent[0] == str(copy)
        assert desk.document.scenario.name == ON_DESK
        assert path.read_bytes() == before
