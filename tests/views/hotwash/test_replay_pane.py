"""The exercise is replayed by keys, round by round, on the curves and with what happened."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.charts.plain_text import PlainLabel
from desktop.domain.clock import Month
from desktop.session.play.conduct import Conduct
from desktop.views.hotwash.replay_pane import ReplayPane
from tests.views.conduct.conducted import Keys, on_screen
from tests.views.desks import look

K = Qt.Key


@pytest.fixture
def pane(qtbot: QtBot, play: Conduct) -> Iterator[ReplayPane]:
    qtbot.waitUntil(lambda: play.curves.latest is not None, timeout=30_000)
    with on_screen(qtbot, lambda shell: ReplayPane(play, look(), shell), width=1000) as pane:
        pane.begin()
        yield pane


def said(pane: ReplayPane) -> list[str]:
    return [one.text() for one in pane.findChildren(PlainLabel) if not one.isHidden()]


def press(key: Qt.Key) -> None:
    Keys().press(key)


def test_that_keys_step_through_the_rounds_and_curves_end_with_each(
    play: Conduct, pane: ReplayPane
) -> None:
    assert play.replay.step == 0
    assert "Nothing was decided or released yet." in said(pane)
    ends, titles = [], []
    for key in (K.Key_Right, K.Key_Right, K.Key_Right, K.Key_Left, K.Key_End, K.Key_Home):
        press(key)
        ends.append(play.replay.step)
        titles.append(pane.title.text())
    assert ends == [1, 2, 2, 1, 2, 0]
    assert titles[0].startswith("Round 1 of 4")
    assert titles[1].endswith("not played")
    press(K.Key_Right)
    assert [chart._seen_until for chart in pane.charts] == [Month(2024, 12)] * len(pane.charts)
    assert [chart.indicator.id for chart in pane.charts] == list(
        play.setup.rounds["campaign"].charts[:4] or play.setup.exercise.start.charts[:4]
    )
    told = said(pane)
    assert any("Rhetorical restraint" in one and "80" in one for one in told)
    assert any("We do not make it" in one for one in told)


def test_that_a_round_cut_short_and_without_decisions_says_so_and_shows_no_later_month(
    pane: ReplayPane,
) -> None:
    press(K.Key_End)
    told = said(pane)
    assert "Nothing was decided in this round." in told
    assert "No inject was released in this round." in told
    assert any(one.startswith("Play was cut short here") for one in told)
    assert {chart._seen_until for chart in pane.charts} == {Month(2024, 12)}


def test_that_space_belongs_to_the_button_and_arrows_step_from_there_too(
    play: Conduct, pane: ReplayPane
) -> None:
    pane.later.setFocus()
    press(K.Key_Space)
    assert play.replay.step == 1
    press(K.Key_Right)
    assert play.replay.step == 2
    # At the end it can step no further, and the keys stay with the rounds.
    assert QApplication.focusWidget() is pane
    press(K.Key_Left)
    assert play.replay.step == 1
    # What happened is reached by Tab, scrolled up and down, and stepped from.
    while QApplication.focusWidget() is not pane._scroll:
        press(K.Key_Tab)
    press(K.Key_Down)
    assert play.replay.step == 1
    press(K.Key_Right)
    assert play.replay.step == 2


def test_that_the_room_sees_play_again_once_the_replay_is_left_and_it_goes_on_where_it_was(
    play: Conduct, pane: ReplayPane
) -> None:
    press(K.Key_Right)
    pane.hide()
    assert play.replay.step is None
    assert play.replay.words is None
    pane.show()
    assert play.replay.step == 1
