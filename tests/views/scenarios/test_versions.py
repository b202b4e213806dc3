"""Keeping, comparing and restoring versions through the window."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.app.desk import Desk
from desktop.document.commands import SetLever
from desktop.document.difference import differences
from desktop.document.filing import SetNotes
from desktop.domain.assumptions import Assumptions, Side
from desktop.domain.clock import Month
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.ui.actions import ActionId
from desktop.ui.difference_words import DifferenceWords
from desktop.views.scenarios.name_popover import NamePopover
from desktop.views.scenarios.version_page import VersionPage
from tests.every_field import FULL, altered
from tests.views.desks import TARIFF, compiled, look
from tests.views.scenarios.libraries import library, library_desk


def _page(qtbot: QtBot, desk: Desk, count: int) -> VersionPage:
    desk.window.actions_[ActionId.VERSIONS].trigger()
    page = desk.window.pages.versions
    assert page is not None
    qtbot.waitUntil(lambda: page.list.count() == count + 1, timeout=10000)
    return page


def _keep(qtbot: QtBot, desk: Desk, name: str = "") -> None:
    assert desk.autosave is not None
    with qtbot.waitSignal(desk.autosave.versioned, timeout=10000):
        desk.autosave.keep_version(name)


def test_that_ctrl_s_keeps_a_version_at_once_and_lets_it_be_named(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = library(tmp_path)
    with library_desk(qtbot, path) as (desk, _):
        window = desk.window
        desk.document.apply(SetLever(TARIFF, Setting(25)))
        QTest.keySequence(window, "Ctrl+S")
        notice = window.desk.notice
        qtbot.waitUntil(lambda: notice.isVisible(), timeout=10000)
        assert notice.sentence == "A version was kept."
        notice.action.click()
        asked = window.findChild(NamePopover)
        assert asked is not None
        QTest.keyClicks(asked.field, "Before the vote")
        QTest.keyClick(asked.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "Before the vote" in notice.sentence, timeout=10000)
    with Library.open(path) as store:
        kept = store.versions.listed(store.scenarios.find("Baseline talk"))
        assert [one.name for one in kept] == ["Before the vote"]
        assert store.versions.load(kept[0].id).policy.settings == {TARIFF: Setting(25)}


@pytest.mark.long
def test_that_a_version_is_compared_with_now_in_words_and_as_a_table(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        _keep(qtbot, desk, "Start")
        desk.document.apply(SetLever(TARIFF, Setting(25, Month(2025, 3), 6)))
        desk.document.apply(SetNotes("Ask the mayor first"))
        page = _page(qtbot, desk, 1)
        qtbot.waitUntil(lambda: len(page.found) == 2, timeout=10000)
        first, second = page.sentences
        assert first.endswith("to 25.0\u00a0% from Mar\u00a02025 over 6 months.")
        assert second == "Notes, added: “Ask the mayor first”"
        page.views.segments[1].click()
        assert page.table.isVisible()
        assert page.table.rowCount() == 2
        assert page.heads.after == "Now"
        page.copy_button.click()
        copied = QGuiApplication.clipboard().mimeData()
        lines = copied.text().splitlines()
        assert len(lines) == 3
        assert all(line.count("\t") == 2 for line in lines)
        assert "<table>" in copied.html()
        assert copied.html().count("<tr>") == 3


@pytest.mark.long
def test_that_two_versions_are_compared_with_each_other_and_a_third_replaces_the_first(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        for value in (5, 10, 25):
            desk.document.apply(SetLever(TARIFF, Setting(value)))
            _keep(qtbot, desk)
        page = _page(qtbot, desk, 3)
        items = [page.list.item(row) for row in range(4)]
        page.list.clearSelection()
        items[3].setSelected(True)
        items[2].setSelected(True)
        qtbot.waitUntil(lambda: bool(page.found), timeout=10000)
        assert "from 5.0\u00a0%" in page.sentences[0]
        assert "to 10.0\u00a0%" in page.sentences[0]
        items[1].setSelected(True)
        qtbot.waitUntil(lambda: "to 25.0\u00a0%" in page.sentences[0], timeout=10000)
        assert "from 10.0\u00a0%" in page.sentences[0]
        assert not page.restore_button.isEnabled()
        assert len(page.chosen) == 2


@pytest.mark.long
def test_that_restoring_a_version_is_a_step_that_the_notice_takes_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        _keep(qtbot, desk, "Start")
        desk.document.apply(SetLever(TARIFF, Setting(25)))
        page = _page(qtbot, desk, 1)
        page.restore_button.click()
        qtbot.waitUntil(lambda: not desk.document.scenario.policy.settings, timeout=10000)
        assert page.sentences == []
        desk.window.desk.notice.action.click()
        assert desk.document.scenario.policy.settings == {TARIFF: Setting(25)}


def test_that_a_version_is_kept_under_a_name_and_renamed_within_the_page(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        page = _page(qtbot, desk, 0)
        assert page.found == ()
        QTest.keyClicks(page.name, "First round")
        QTest.keyClick(page.name, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.list.count() == 2, timeout=10000)
        page.list.item(1).setSelected(True)
        page.list.item(0).setSelected(False)
        assert page.list.words_of(page.chosen[0]).startswith("“First round”")
        page.rename_button.click()
        page.ask.field.setText("Second thoughts")
        page.ask.answer()
        qtbot.waitUntil(lambda: "Second thoughts" in page.list.item(1).text(), timeout=10000)
        QTest.keyClick(page.list, Qt.Key.Key_Escape)
        assert desk.window.pages.page is None


def test_that_every_move_of_a_lever_is_told() -> None:
    model = compiled().model
    moves = (Move(55.0, Month(2024, 1)), Move(70.0, Month(2026, 1), 6))
    several = Policy({"mx_federal_backup": Setting(40.0, Month(2028, 3), 0, Month(2030, 6), moves)})
    once = Policy({"mx_federal_backup": Setting(55.0)})
    (one,) = differences(Scenario("a", once), Scenario("a", several), model)
    row = DifferenceWords(look("en"), model).row(one)
    assert row.after == (
        "55 of 100, then 70 of 100 from Jan\u00a02026 over 6 months, "
        "then 40 of 100 from Mar\u00a02028 until Jun\u00a02030"
    )
    assert row.before == "55 of 100"
    spanish = DifferenceWords(look("es"), model).row(one).after
    assert [spanish.count(part) for part in ("; después, ", "70", "2026", "2030")] == [2, 1, 1, 1]


def test_that_a_difference_names_the_size_of_an_event() -> None:
    model = compiled().model
    threat = PlannedEvent("tariff_threat", Month(2026, 3))
    half = replace(threat, size=0.5)
    later = replace(half, month=Month(2027, 1), size=0.75)

    def told(code: LanguageCode, *ends: tuple[PlannedEvent, ...]) -> str:
        sides = [Scenario("a", Policy(events=planned)) for planned in ends]
        (one,) = differences(sides[0], sides[1], model)
        return DifferenceWords(look(code), model).sentence(one)

    name = "Tariff threat with a deadline"
    assert told("en", (), (half,)) == f"{name}, half size: now happens in Mar\u00a02026."
    assert told("en", (half,), ()) == f"{name}, half size: no longer happens in Mar\u00a02026."
    assert (
        told("en", (threat,), (half,))
        == f"{name} in Mar\u00a02026: half size instead of usual size."
    )
    moved = f"{name}: moved from Mar\u00a02026, half size to Jan\u00a02027, size 0.75."
    assert told("en", (half,), (later,)) == moved
    assert ", mitad de tamaño: ahora ocurre en mar\u00a02026." in told("es", (), (half,))
    assert "mitad de tamaño en lugar de tamaño habitual" in told("es", (threat,), (half,))


def test_that_the_words_of_a_difference_tell_every_declared_field() -> None:
    model = compiled().model
    for code in ("en", "es"):
        words = DifferenceWords(look(code), model)
        for path, other in altered(FULL):
            rows = [words.row(one) for one in differences(FULL, other, model)]
            # A package is told by its name and by how many parts it has.
            counted = path.startswith("packages.") and path != "packages.name"
            assert rows if counted else any(row.before != row.after for row in rows), (code, path)


def test_that_every_difference_has_words_in_both_languages() -> None:
    from tests.document.test_difference import everything_differs

    model = compiled().model
    before, after = everything_differs()
    for code in ("en", "es"):
        words = DifferenceWords(look(code), model)
        for pair in ((before, after), (after, before), (before, Scenario("x"))):
            for one in differences(*pair, model):
                assert words.sentence(one)
                assert words.row(one).what


def test_that_assumptions_differ_in_words_with_the_decimals_their_numbers_have() -> None:
    model = compiled().model
    conflict = next(iter(model.assumptions.conflicts.values()))
    chosen = Assumptions().with_side(conflict.id, Side.STUDIES)
    chosen = chosen.with_value("enforcement_elasticity", 0.1234567).with_value("gone", 2.5)
    (one,) = differences(Scenario("a"), Scenario("a", assumptions=chosen.text), model)
    row = DifferenceWords(look("en"), model).row(one)
    assert row.before == "Neutral"
    name = model.parameters["enforcement_elasticity"].evidence.name
    told = row.after.split("; ")
    assert told[1:] == [f"{conflict.name.en}: The studies", f"{name.en}: 0.123", "gone: 2.5"]
    assert "Los estudios" in DifferenceWords(look("es"), model).row(one).after
