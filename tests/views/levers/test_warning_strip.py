"""The strip of settings that hardly go together."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.charts.tokens import LIGHT
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.lever import Setting
from desktop.domain.scenario import Scenario
from desktop.language.language import Language
from desktop.modelfiles.read import read_model
from desktop.views.levers.lever_panel import LeverPanel

FORCE, FRAMEWORK, AGENTS = "us_unilateral_force", "coop_framework", "dea_access"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document() -> Document:
    return Document(read_model(), Scenario("Test"))


@pytest.fixture
def shown(
    qtbot: QtBot, document: Document, english: Language, _fonts: None
) -> Iterator[LeverPanel]:
    panel = LeverPanel(document, english, LIGHT)
    panel.resize(340, 700)
    qtbot.addWidget(panel)
    panel.show()
    yield panel
    panel.release()


def test_that_a_combination_is_warned_of_and_one_press_mends_it_in_one_step(
    qtbot: QtBot, shown: LeverPanel, document: Document, spanish: Language
) -> None:
    strip = shown.warning

    def whole() -> bool:
        return all(
            strip.rect().contains(label.geometry())
            and label.height() >= label.heightForWidth(label.width())
            for label in (strip.sentence, strip.mend)
        )

    document.apply(SetLever(FORCE, Setting(3)))
    assert not strip.isVisible()
    document.apply(SetLever(FRAMEWORK, Setting(3)))
    assert strip.isVisible()
    assert strip.sentence.text().startswith("Armed action without consent beside")
    assert "0 · None" in strip.mend.text()
    shown.set_language(spanish)
    assert strip.sentence.text().startswith("Acción armada sin consentimiento junto")
    qtbot.waitUntil(whole)
    steps = len(document.history.done)
    QTest.mouseClick(strip.mend, LEFT)
    assert not strip.isVisible()
    assert FORCE not in document.scenario.policy.settings
    assert len(document.history.done) == steps + 1
    document.undo()
    assert document.scenario.policy.settings[FORCE] == Setting(3)
    assert strip.isVisible()


def test_that_nothing_is_said_within_a_gesture_and_no_row_moves_when_it_is(
    shown: LeverPanel, document: Document
) -> None:
    document.apply(SetLever(FORCE, Setting(3)))
    shown._area.verticalScrollBar().setValue(300)
    row = shown.rows[FORCE]
    place = row.mapTo(shown, QPoint(0, 0))
    gesture = document.begin_gesture()
    document.apply(SetLever(FRAMEWORK, Setting(3), gesture))
    assert not shown.warning.isVisible()
    document.end_gesture(gesture)
    assert shown.warning.isVisible()
    assert row.mapTo(shown, QPoint(0, 0)) == place


def test_that_of_several_the_newest_shows_and_each_can_be_turned_to_and_put_away(
    shown: LeverPanel, document: Document
) -> None:
    strip = shown.warning
    for lever, value in ((FORCE, 3), (FRAMEWORK, 3), (AGENTS, 5)):
        document.apply(SetLever(lever, Setting(value)))
    assert strip.shown is not None
    assert strip.shown.id == "framework_without_agents"
    assert strip.next.text() == "2 of 2 · next"
    QTest.mouseClick(strip.next, LEFT)
    assert strip.shown.id == "strike_beside_framework"
    QTest.mouseClick(strip.away, LEFT)
    assert strip.shown.id == "framework_without_agents"
    assert not strip.next.isVisible()
    QTest.mouseClick(strip.away, LEFT)
    assert not strip.isVisible()
    document.apply(SetLever(AGENTS, None))
    document.apply(SetLever(AGENTS, Setting(5)))
    assert strip.isVisible()


def test_that_nothing_is_warned_of_in_a_room_that_looks_on(
    shown: LeverPanel, document: Document
) -> None:
    shown.warning.set_silent(True)
    document.apply(SetLever(FORCE, Setting(3)))
    document.apply(SetLever(FRAMEWORK, Setting(3)))
    assert not shown.warning.isVisible()
    shown.warning.set_silent(False)
    assert shown.warning.isVisible()
