"""Pinning, taking off and comparing in the window, over a library."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.app.desk import Desk
from desktop.charts.difference_chart import DifferenceChart
from desktop.document.assuming import AdoptSet
from desktop.document.commands import Rename, SetLever
from desktop.domain.lever import Setting
from desktop.domain.pin import LETTERS, NO_PIN, PinSource
from desktop.session.save_state import SaveState
from desktop.ui.actions import ActionId
from desktop.views.compare.compare_window import NOW, CompareWindow
from desktop.views.compare.pin_chooser import PinChooser
from tests.views.desks import TARIFF, settled, sparing
from tests.views.scenarios.libraries import HOMICIDE, ON_DESK, library, library_desk

PIN, OTHER, COMPARE = ActionId.PIN, ActionId.PIN_OTHER, ActionId.COMPARE
DIFFERENCE = ActionId.DIFFERENCE


@pytest.fixture(scope="module")
def standing(
    request: pytest.FixtureRequest, qapp: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    path = library(tmp_path_factory.mktemp("pins"))
    with Library.open(path) as store:
        number = next(one.id for one in store.scenarios.listed() if one.name == ON_DESK)
        store._transactions.now = lambda: datetime.now(UTC) - timedelta(days=1)
        store.versions.keep(number, "")
    with library_desk(QtBot(request), path, preferences=sparing()) as (desk, _):
        yield desk


@pytest.fixture
def desk(standing: Desk, qtbot: QtBot) -> Iterator[Desk]:
    """Return a desk that stands; nothing is pinned on it, and nothing set, before and after."""
    yield standing
    for kind in (CompareWindow, PinChooser):
        for window in standing.window.findChildren(kind):
            window.close()
    standing.session.difference.leave()
    standing.session.difference._chosen = None
    standing.session.pins.take_off(*LETTERS)
    while standing.document.history.done:
        standing.document.undo()
    settled(qtbot, standing)


def drawn(qtbot: QtBot, desk: Desk) -> None:
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: not desk.session.pinned.busy, timeout=30000)


def chart_letters(desk: Desk) -> set[str]:
    shown = desk.window.desk.shown
    charts = [desk.window.desk.card(one).chart for one in shown]
    found = [{one.label.letter for one in chart.plot.labels} - {""} for chart in charts]
    assert all(letters == found[0] for letters in found)
    return set("".join(found[0]).replace(" ", ""))


def chosen(desk: Desk, typed: str = "") -> PinChooser:
    desk.window.actions_[OTHER].trigger()
    chooser = desk.window.findChildren(PinChooser)[-1]
    chooser.search.insert(typed)
    return chooser


def test_that_a_key_pins_the_desk_and_delete_takes_it_off_and_undo_brings_it_back(
    qtbot: QtBot, desk: Desk
) -> None:
    window = desk.window
    window.actions_[PIN].trigger()
    desk.document.apply(SetLever(TARIFF, Setting(20)))
    window.actions_[PIN].trigger()
    drawn(qtbot, desk)
    assert chart_letters(desk) == {"A", "B"}
    first, second = (desk.session.pins.pin_of(one) for one in "AB")
    assert first is not None
    assert second is not None
    assert not first.state.combined.settings
    assert second.state.combined.settings == {TARIFF: Setting(20)}
    chip = window.comparing.bar.chips["A"]
    assert chip.isVisible()
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert chart_letters(desk) == {"B"}
    window.desk.notice.action.click()
    drawn(qtbot, desk)
    assert (chart_letters(desk), desk.session.pins.pin_of("A")) == ({"A", "B"}, first)
    window.comparing.bar.offs["B"].click()
    window.comparing.bar.offs["A"].click()
    assert not window.comparing.bar.isVisible()


def test_that_a_fifth_pin_is_refused_in_one_sentence_and_the_four_stay(
    qtbot: QtBot, desk: Desk
) -> None:
    for _ in range(5):
        desk.window.actions_[PIN].trigger()
    assert [pin.letter for pin in desk.session.pins.pins] == list(LETTERS)
    assert "take one off" in desk.window.desk.banner.sentence
    desk.window.desk.banner.clear()


def test_that_yesterdays_version_is_pinned_by_a_key_and_a_word(qtbot: QtBot, desk: Desk) -> None:
    desk.document.apply(SetLever(TARIFF, Setting(20)))
    chooser = chosen(desk)
    qtbot.waitUntil(lambda: "Yesterday" in rows(chooser), timeout=10000)
    QTest.keyClicks(chooser.search, "yesterday")
    QTest.keyClick(chooser.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.session.pins.pins), timeout=10000)
    (pin,) = desk.session.pins.pins
    assert (pin.source, pin.state.combined.settings) == (PinSource.VERSION, {})
    drawn(qtbot, desk)
    assert chart_letters(desk) == {"A"}
    assert "Yesterday" in desk.window.comparing.bar.chips["A"].accessibleName()


def rows(chooser: PinChooser) -> str:
    tops = [chooser.tree.topLevelItem(at) for at in range(chooser.tree.topLevelItemCount())]
    found = [top for top in tops if top is not None]
    below = [top.child(at) for top in found for at in range(top.childCount())]
    return "\n".join(
        str(row.data(0, Qt.ItemDataRole.DisplayRole)) for row in (*found, *below) if row is not None
    )


def test_that_an_earlier_step_and_another_scenario_are_found_without_accents_and_pinned(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.document.apply(SetLever(TARIFF, Setting(20)))
    desk.document.apply(SetLever(TARIFF, Setting(10)))
    chooser = chosen(desk, "before: u.s. tariff on mexican goods: 10")
    QTest.keyClick(chooser.search, Qt.Key.Key_Return)
    chooser = chosen(desk, "areas")
    qtbot.waitUntil(lambda: "Áreas seguras" in rows(chooser), timeout=10000)
    QTest.keyClick(chooser.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desk.session.pins.pins) == 2, timeout=10000)
    step, other = desk.session.pins.pins
    assert step.state.combined.settings == {TARIFF: Setting(20)}
    assert (other.source, other.name) == (PinSource.SAVED, "Áreas seguras")


def test_that_what_is_typed_of_ten_thousand_signs_finds_nothing_and_breaks_nothing(
    qtbot: QtBot, desk: Desk
) -> None:
    chooser = chosen(desk, "ñ" * 10_000)
    QTest.keyClick(chooser.search, Qt.Key.Key_Return)
    qtbot.wait(50)
    assert not desk.session.pins.pins
    QTest.keyClick(chooser, Qt.Key.Key_Escape)


def test_that_pins_follow_a_new_name_and_outlive_their_scenario(qtbot: QtBot, desk: Desk) -> None:
    keeper, pins = desk.session.autosave, desk.session.pins
    assert keeper is not None
    keeper.list_all()
    number = next(one.id for one in keeper.summaries if one.name == "Escalation")
    pins.pin_saved(number)
    desk.window.actions_[PIN].trigger()
    desk.document.apply(Rename("Plan de Sonora"))
    qtbot.waitUntil(lambda: len(pins.pins) == 2, timeout=10000)
    qtbot.waitUntil(lambda: "Plan de Sonora" in {pin.name for pin in pins.pins}, timeout=10000)
    keeper.delete(number, "Escalation")
    qtbot.waitUntil(lambda: bool(pins.orphans), timeout=10000)
    drawn(qtbot, desk)
    orphan = next(pin for pin in pins.pins if pin.letter in pins.orphans)
    assert (orphan.name, orphan.state.combined.settings[TARIFF].value) == ("Escalation", 50)
    assert "was deleted" in desk.window.desk.notice.sentence
    chip = desk.window.comparing.bar.chips[orphan.letter]
    assert "was deleted" in chip.accessibleDescription()
    keeper.undelete(number)
    qtbot.waitUntil(lambda: not pins.orphans and keeper.id == number, timeout=10000)
    keeper.open(next(one.id for one in keeper.summaries if one.name == "Plan de Sonora"))
    qtbot.waitUntil(lambda: desk.document.scenario.name == "Plan de Sonora", timeout=10000)
    desk.document.apply(Rename(ON_DESK))
    qtbot.waitUntil(lambda: keeper.state is SaveState.SAVED, timeout=10000)


def test_that_what_differs_is_listed_by_row_and_copied_as_text_and_as_html(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.window.actions_[PIN].trigger()
    desk.document.apply(SetLever(TARIFF, Setting(20)))
    desk.window.actions_[COMPARE].trigger()
    (window,) = desk.window.findChildren(CompareWindow)
    assert [row.what for row in window.table.rows] == ["U.S. tariff on Mexican goods"]
    # What a screen reader reads of a cell is its text.
    assert window.table.model().index(0, 2).data() == "20.0\u00a0%"
    QTest.keyClick(window.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines()[1].startswith("U.S. tariff on Mexican goods\t")
    assert "<td>20.0 %</td>" in data.html().replace("\u00a0", " ")
    assert "<th>A: " in data.html()
    window.compare("A", "A")
    assert (window.table.rows, window.said.text()) == (
        (),
        "Nothing differs in settings, events, assumptions or packages.",
    )
    window.compare(NOW, "A")
    desk.document.apply(SetLever(TARIFF, None))
    assert not window.table.rows
    QTest.keyClick(window, Qt.Key.Key_Escape)
    QApplication.processEvents()


def test_that_pins_wait_in_the_library_for_the_next_desk(qtbot: QtBot, desk: Desk) -> None:
    desk.document.apply(SetLever(TARIFF, Setting(20)))
    desk.window.actions_[PIN].trigger()
    drawn(qtbot, desk)
    lane = desk.session.library.lane
    assert lane is not None
    assert lane.flush(10)
    with Library.open(desk.session.library.location, read_only=True) as store:
        ((pin, kept),) = store.pins.listed()
    assert pin == desk.session.pins.pin_of("A")
    assert kept is not None
    assert HOMICIDE in kept.curves


def compared(qtbot: QtBot, desk: Desk) -> None:
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: not desk.session.difference.busy, timeout=30000)


def test_that_a_key_shows_differences_from_a_pin_live_and_escape_goes_back_to_levels(
    qtbot: QtBot, desk: Desk
) -> None:
    window = desk.window
    window.actions_[PIN].trigger()
    shown = window.desk.shown
    card = window.desk.card(shown[0])
    card.chart.setFocus()
    assert window.actions_[DIFFERENCE].shortcut().toString() == "Ctrl+J"
    window.actions_[DIFFERENCE].trigger()
    compared(qtbot, desk)
    seen = [window.desk.card(one).seen for one in shown]
    assert all(isinstance(one, DifferenceChart) and one.isVisible() for one in seen)
    assert not card.chart.isVisible()
    assert window.focusWidget() is seen[0]
    told = [one.spoken_name() for one in seen]
    assert all(one.endswith("same as A in every run.") for one in told), told
    assert window.actions_[DIFFERENCE].isChecked()
    assert window.comparing.bar.chips["A"].isChecked()
    assert window.comparing.bar.difference.text() == "Difference from A"
    gesture = desk.document.begin_gesture()
    desk.document.apply(SetLever(TARIFF, Setting(25), gesture))
    differing, revision = window.desk.differing, desk.document.revision
    before = differing.found
    qtbot.waitUntil(lambda: differing.found is not before, timeout=30000)
    found = differing.found
    assert found is not None
    assert (found.revision, found.exact) == (revision, False)
    assert not any("same as A" in one.spoken_name() for one in seen)
    desk.document.end_gesture(gesture)
    compared(qtbot, desk)
    QTest.keyClick(seen[0], Qt.Key.Key_Escape)
    assert window.desk.card(shown[0]).seen is card.chart
    assert (window.focusWidget(), card.chart.isVisible()) == (card.chart, True)
    assert desk.session.difference.against is None
    assert not window.actions_[DIFFERENCE].isChecked()


def test_that_differences_are_taken_out_as_such_and_a_pin_that_does_not_pair_is_refused(
    qtbot: QtBot, desk: Desk
) -> None:
    window, bar = desk.window, desk.window.comparing.bar
    desk.document.apply(SetLever(TARIFF, Setting(25)))
    window.actions_[DIFFERENCE].trigger()
    compared(qtbot, desk)
    assert (bar.isVisible(), bar.difference.text()) == (True, "Difference from status quo")
    data = window.exports.mime((window.desk.shown[0],))
    head, *rows = data.text().splitlines()
    assert head.split("\t")[:9] == [
        *("time", "indicator", "unit", "p05", "p25", "p50", "p75", "p95", "Difference")
    ]
    cells = rows[-1].split("\t")
    found = window.desk.differing.found
    assert found is not None
    assert float(cells[5]) == pytest.approx(found.bands[window.desk.shown[0]][2, -1])
    assert (cells[2], cells[8]) == ("%", "Difference from status quo")
    assert "Difference from status quo" in window.exports.sheet(window.desk.shown).notes
    window.actions_[PIN].trigger()
    desk.document.apply(AdoptSet("studies"))
    bar.difference_asked.emit("A")
    assert "A assumes something else" in window.desk.banner.sentence
    assert desk.session.difference.against == NO_PIN
    window.desk.banner.clear()
    bar.difference_asked.emit("")
    assert not window.desk.differing.on
