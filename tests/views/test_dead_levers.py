"""A lever that moves nothing says what it needs, and one button gives it that."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.document.commands import SetLever
from desktop.domain.lever import Setting
from tests.views.desks import drag, open_desk, settled, sparing

DEAD = "community_policing"
HELP = "mx_federal_backup"


def test_that_a_dead_lever_says_what_it_needs_and_one_press_mends_it(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        row = desk.window.levers.rows[DEAD]
        low = row.height()
        grown: list[int] = []
        drag(desk, DEAD, [0.5, 0.8], midway=lambda: grown.append(row.need.isVisible()))
        assert grown == [False]
        qtbot.waitUntil(row.need.isVisible, timeout=20000)
        assert "Federal support that local governments have" in row.need.sentence.text()
        assert row.need.sentence.text() in row.slider.accessibleDescription()
        assert row.height() > low
        assert row.need.geometry().bottom() < row.height()
        desk.window.set_language("es")
        assert "Respaldo federal con que cuentan los gobiernos locales" in row.need.sentence.text()
        steps = len(desk.document.history.done)
        QTest.mouseClick(row.need.button, Qt.MouseButton.LeftButton)
        assert len(desk.document.history.done) == steps + 1
        assert desk.document.scenario.policy.settings[HELP].value > 30
        settled(qtbot, desk)
        qtbot.waitUntil(lambda: not row.need.isVisible(), timeout=20000)
        desk.document.undo()
        assert HELP not in desk.document.scenario.policy.settings
        qtbot.waitUntil(row.need.isVisible, timeout=20000)
        desk.document.apply(SetLever(DEAD, None))
        assert not row.need.isVisible()
        assert row.height() == low


@pytest.mark.long
def test_that_other_levers_never_show_a_need(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        for lever in desk.document.model.levers.values():
            if lever.id == DEAD:
                continue
            with qtbot.waitSignal(desk.session.needs.found, timeout=20000):
                desk.document.apply(SetLever(lever.id, Setting(lever.high)))
            assert not any(row.need.isVisible() for row in desk.window.levers.rows.values())
