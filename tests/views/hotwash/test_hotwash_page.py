"""The hot wash is opened from the play and from the list of plays, and left by Escape."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.charts.tokens import Theme
from desktop.domain.play.entries import Advanced, Noted, Offer
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.actions import ActionId
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.plays_page import PlaysPage
from desktop.views.hotwash.hotwash_page import PANES, HotWashPage, Pane
from desktop.views.hotwash.typed_line import TypedLine
from desktop.views.hotwash.what_if_pane import WhatIfPane
from tests.document.play.played import US, WORDS
from tests.views.conduct.at_table import NAME, at_table, page_of, press
from tests.views.legibility import faults
from tests.views.pseudo import pseudo_spanish

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def hot_wash(desk: Desk) -> HotWashPage:
    """Return the hot wash, which has to be on show."""
    page = desk.window.pages.page
    assert isinstance(page, HotWashPage)
    assert page.isVisible()
    return page


@pytest.mark.long
def test_that_an_ended_play_leads_to_its_hot_wash_and_escape_twice_to_the_play_and_the_desk(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with at_table(qtbot, tmp_path) as (desk, play):
        assert play.end()
        conduct = page_of(desk)
        assert conduct.countdown.next.accessibleName() == "Hot wash"
        conduct.countdown.next.click()
        page = hot_wash(desk)
        QTest.keyClicks(desk.window.focusWidget(), "Listened")
        press(desk, K.Key_Return, "\r")
        said = [one.said for one in play.state.notes]
        assert said == [Noted("Listened", "strength", "team", next(iter(play.state.teams)))]
        QTest.keyClicks(desk.window.focusWidget(), "not entered")
        for place, pane in enumerate(PANES):
            QTest.keyClick(desk.window.focusWidget(), Qt.Key(K.Key_1 + place), ALT)
            assert page.pane is pane
            now = desk.window.focusWidget()
            assert page.panes[pane] is now or page.panes[pane].isAncestorOf(now)
        assert play.replay.step is None
        page.show_pane(Pane.TAKEDOWN)
        press(desk, K.Key_Escape)
        qtbot.waitUntil(lambda: desk.window.playing.page is not None, timeout=10_000)
        press(desk, K.Key_Escape)
        assert desk.window.playing.page is None
        # From the list of plays it is opened again, with what was typed.
        play.leave()
        desk.window.actions_[ActionId.HOT_WASH].trigger()
        plays = desk.window.pages.page
        assert isinstance(plays, PlaysPage)
        qtbot.waitUntil(lambda: plays.table.rowCount() == 1, timeout=20_000)
        plays.hot_wash.click()
        qtbot.waitUntil(lambda: play.open, timeout=20_000)
        assert play.name == NAME
        page = hot_wash(desk)
        lines = page.panes[Pane.TAKEDOWN].findChildren(TypedLine)
        assert "not entered" in [one.text for one in lines]
        assert desk.window.focusWidget() in lines
        # Another language makes it anew where it is.
        page.show_pane(Pane.REPLAY)
        desk.window.actions_[ActionId.LANGUAGE].trigger()
        page = hot_wash(desk)
        assert page.pane is Pane.REPLAY
        play.leave()
        assert desk.window.pages.page is None


@pytest.mark.long
@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1440, 900)])
@pytest.mark.parametrize("code", ["longer", "en", "es"])
@pytest.mark.parametrize("theme", list(Theme))
def test_that_every_text_of_the_hot_wash_can_be_read(
    qtbot: QtBot, tmp_path: Path, code: str, size: tuple[int, int], theme: Theme
) -> None:
    if code == "longer":
        language = pseudo_spanish(RESOURCES)
    else:
        language = load_language("en" if code == "en" else "es", RESOURCES)
    worn = UiContext(language, theme, RESOURCES)
    with at_table(qtbot, tmp_path, size=size, worn=worn) as (desk, play):
        first = play.state.round
        assert play.enter(Offer(US, WORDS, 80.0))
        assert play.enter(Advanced(first))
        assert play.begin_stage(first, "discuss")
        assert play.enter(Noted("Listened before they moved.", "strength", "team", US))
        desk.window.playing.open_hot_wash()
        page = hot_wash(desk)
        found = []
        for pane in PANES:
            page.show_pane(pane)
            shown = page.panes[pane]
            if isinstance(shown, WhatIfPane):
                qtbot.waitUntil(lambda: not play.what_if.busy, timeout=60_000)
            if pane is Pane.REPLAY:
                press(desk, K.Key_End)
            qtbot.wait(1)
            found += [f"{pane}: {fault}" for fault in faults(page)]
        assert found == []
