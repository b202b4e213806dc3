"""One key asks a room, reveals, and asks anew."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.document.commands import SetLever
from desktop.domain.lever import Setting
from desktop.ui.actions import ActionId
from desktop.views.window.top_bar import step_words
from tests.views.desks import TARIFF, open_desk, settled, sparing


def test_that_one_key_asks_and_reveals_also_from_a_room_over_the_desk(qtbot: QtBot) -> None:
    chosen = sparing()
    with open_desk(qtbot, preferences=chosen, size=(1024, 768)) as desk:
        window, session = desk.window, desk.session
        predict, bar = window.actions_[ActionId.PREDICT], window.presenter.predicting.bar
        predict.trigger()
        assert session.room.open
        bar.form.teams.setText("North, South")
        predict.trigger()
        assert chosen.room.teams == ("North", "South")
        assert window.look.text("room.is_held") in window.presenter.bar.state.text
        QTest.keyClick(bar.rows[0], Qt.Key.Key_Up)
        window.presenter.bar.away.click()
        assert bar.isHidden()
        assert session.room.held
        window.actions_[ActionId.PRESENT].trigger()
        session.document.apply(SetLever(TARIFF, Setting(25)))
        settled(qtbot, desk)
        predict.trigger()
        assert session.room.calls.asked is None
        assert session.room.state.scene.prediction is not None
        assert bar.isHidden()
        (step, *_) = reversed(session.document.history.done)
        told = step_words(step, session.model, window.look)
        assert told == "Keep the prediction of “Homicide rate”"
        window.actions_[ActionId.PRESENT].trigger()
        predict.trigger()
        assert bar.table.rowCount() == 1
