"""The help card of a lever, on a real desk."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.analysis.outcomes import far_end
from desktop.app.desk import Desk
from desktop.document.commands import SetLever
from desktop.document.own_names import NameLever
from desktop.domain.clock import Month
from desktop.domain.errors import ModelFileError
from desktop.domain.lever import Setting
from desktop.domain.scenario import LeverName
from desktop.ui.actions import ActionId
from desktop.views.cards.lever_card import SMALLEST, LeverCard
from desktop.views.window import help_cards
from tests.views.desks import open_desk, sparing

PATHWAYS = "legal_pathways"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(qtbot, preferences=sparing(), size=(1024, 768)) as opened:
        yield opened


def _card(desk: Desk) -> LeverCard:
    card = desk.window.cards.card
    assert card is not None
    return card


def _said(card: LeverCard) -> str:
    assert card.column is not None
    return "\n".join(label.text() for label in card.column.findChildren(QLabel))


def _worked_out(qtbot: QtBot, card: LeverCard) -> None:
    qtbot.waitUntil(lambda: card.column is not None and bool(card.column.moved), timeout=20000)


def test_that_the_info_button_opens_the_card_with_all_that_is_known_in_both_languages(
    qtbot: QtBot, desk: Desk
) -> None:
    row = desk.window.levers.rows[PATHWAYS]
    QTest.mouseClick(row.info, LEFT)
    card = _card(desk)
    assert card.isVisible()
    _worked_out(qtbot, card)
    said = _said(card)
    for part in (
        "0 to 2,500 k a year",
        "Held by the United States.",
        "9 months until half of a change takes effect",
        "Parole opens for four nationalities",
        "link 75, S50",
        "alone at 2,500 k a year",
        "Likely reply if lowered",
        "A: measured directly",
        "Clemens 2024",
    ):
        assert part in said, part
    desk.document.apply(NameLever(LeverName(PATHWAYS, "Doors", "Puertas")))
    assert card.choice.currentText() == "Doors (Legal pathways)"
    desk.document.undo()
    desk.window.set_language("es")
    said = _said(card)
    assert "Se abre el permiso humanitario para cuatro nacionalidades" in said
    assert "sola en 2,500 mil al año" in said
    assert card.choice.currentText() == "Vías legales"


@pytest.mark.long
def test_that_what_it_moves_comes_from_the_central_run_and_leads_to_its_chart(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.window.cards.open_card(PATHWAYS)
    card = _card(desk)
    _worked_out(qtbot, card)
    assert card.column is not None
    first = card.column.moved[0]
    assert first.text() == "Encounters at ports of entry"
    found = card._found
    assert found is not None
    assert found.settings[PATHWAYS].value == far_end(desk.document.model.levers[PATHWAYS])
    step = found.clock.step(Month(2030, 12))
    change = found.change(PATHWAYS, "port_encounters", step)
    assert f"+{change:.0f}" in _said(card)
    QTest.mouseClick(first, LEFT)
    assert "port_encounters" in desk.window.desk.shown
    assert card.isVisible()


def test_that_suggested_charts_and_named_settings_are_one_press_and_one_step_each(
    qtbot: QtBot, desk: Desk
) -> None:
    timed = Setting(1200, Month(2026, 3), 24)
    desk.document.apply(SetLever(PATHWAYS, timed))
    desk.window.cards.open_card(PATHWAYS)
    card = _card(desk)
    assert card.column is not None
    steps = len(desk.document.history.done)
    QTest.mouseClick(card.column.charts, LEFT)
    assert len(desk.document.history.done) == steps + 1
    assert set(desk.window.desk.shown) <= set(card.column.card.charts)
    named = [button.text() for button in card.column.settings]
    assert named == ["0 k a year", "300 k a year", "530 k a year", "900 k a year", "2,500 k a year"]
    assert "1,450 appointments a day. The appointments of summer 2023" in _said(card)
    QTest.mouseClick(card.column.settings[2], LEFT)
    now = desk.document.scenario.policy.settings[PATHWAYS]
    assert now == Setting(530, Month(2026, 3), 24)
    assert len(desk.document.history.done) == steps + 2


def test_that_a_key_opens_the_card_of_the_focused_lever_and_escape_closes_it_once(
    qtbot: QtBot, desk: Desk
) -> None:
    row = desk.window.levers.rows["dea_access"]
    row.slider.setFocus()
    desk.window.actions_[ActionId.LEVER_CARD].trigger()
    card = _card(desk)
    assert card.lever == "dea_access"
    card.show_lever("coop_framework")
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert desk.window.cards.card is None
    desk.window.desk.setFocus()
    desk.window.actions_[ActionId.LEVER_CARD].trigger()
    again = _card(desk)
    assert again.lever == "coop_framework"
    again.close()


def _nothing_cut(qtbot: QtBot, desk: Desk, lever: str) -> None:
    desk.window.cards.open_card(lever)
    card = _card(desk)
    card.resize(SMALLEST)
    column, area = card.column, card._area
    assert column is not None
    assert area is not None
    qtbot.waitUntil(lambda: not card._runs.busy, timeout=20000)
    qtbot.waitUntil(lambda: column.width() <= area.viewport().width())
    for label in column.findChildren(QLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


@pytest.mark.long
def test_that_no_text_of_a_card_is_cut_in_the_smallest_window(qtbot: QtBot, desk: Desk) -> None:
    for code in ("en", "es"):
        desk.window.set_language(code)
        for lever in (PATHWAYS, "fto_designation"):
            _nothing_cut(qtbot, desk, lever)


@pytest.mark.long
def test_that_no_text_of_any_card_is_cut_in_the_smallest_window(qtbot: QtBot, desk: Desk) -> None:
    for code in ("en", "es"):
        desk.window.set_language(code)
        for lever in desk.document.model.levers:
            _nothing_cut(qtbot, desk, lever)


def test_that_cards_that_cannot_be_read_are_told_and_no_card_opens(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        fault = {"file": "help/trade.toml", "table": "card.x", "key": "en"}
        raise ModelFileError(**fault, reason="reason.missing_key")

    monkeypatch.setattr(help_cards, "read_help_cards", refuse)
    desk.window.cards.open_card(PATHWAYS)
    assert desk.window.cards.card is None
    assert desk.window.desk.banner.isVisible()
    assert "help/trade.toml" in desk.window.desk.banner.sentence
