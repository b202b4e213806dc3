"""Pages over the desk and over each other: each is left for what it was opened over."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.tokens import Theme
from desktop.session.evaluation_sources import Sources
from desktop.ui.actions import ActionId
from desktop.views.evaluation.evaluation_page import EvaluationPage
from desktop.views.help.help_page import HelpPage
from desktop.views.window.main_window import MainWindow
from tests.views.desks import compiled, open_desk, sparing
from tests.views.evaluation import examples


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(Sources, "of", lambda _: examples.sources(compiled().model))
    with open_desk(qtbot, preferences=sparing()) as desk:
        yield desk.window


def record_over(window: MainWindow) -> EvaluationPage:
    """Open the track record over whatever is on show."""
    window.actions_[ActionId.TRUST].trigger()
    page = window.evaluation.page
    assert page is not None
    assert seen(window, page)
    return page


def seen(window: MainWindow, page: QWidget | None) -> bool:
    """Say whether a page is the one on show, with the bars of the desk on it."""
    return page is not None and page.isVisible() and page.isAncestorOf(window.desk.notice)


def help_seen(window: MainWindow) -> bool:
    page = window.pages.page
    return isinstance(page, HelpPage) and seen(window, page)


@pytest.mark.long
def test_that_a_page_below_the_track_record_takes_another_look_and_stays_below(
    window: MainWindow,
) -> None:
    for below in (window.pages.open_events, window.pages.open_help):
        window.set_language("en")
        below()
        record = record_over(window)
        window.set_theme(Theme.DARK)
        assert seen(window, record)
        window.set_language("es")
        assert seen(window, record)
        # As when the projection starts elsewhere, which can be chosen here.
        window.pages.take_model()
        assert seen(window, record)
        QTest.keyClick(record, Qt.Key.Key_Escape)
        assert seen(window, window.pages.page)
        assert window.pages.page is not None
        assert window.pages.page.look is window.look
    assert window.focusWidget() is window.pages.page


@pytest.mark.long
def test_that_the_help_over_the_track_record_is_left_for_the_track_record(
    window: MainWindow,
) -> None:
    chart = window.desk.card(window.desk.shown[0]).chart
    chart.setFocus()
    record = record_over(window)
    record.back.setFocus()
    for _ in range(2):
        QTest.keySequence(window, "F1")
        assert help_seen(window)
        QTest.keySequence(window, "F1")
        assert window.pages.page is None
        assert seen(window, record)
        assert window.focusWidget() is record.back
    QTest.keyClick(record, Qt.Key.Key_Escape)
    assert window.desk.isVisible()
    assert window.desk.isAncestorOf(window.desk.notice)
    assert window.focusWidget() is chart


@pytest.mark.long
def test_that_what_lies_behind_bars_and_pictures_takes_another_theme(window: MainWindow) -> None:
    record = record_over(window)
    window.desk.notice.say(lambda look: look.text("notice.printed"))
    for theme in (Theme.DARK, Theme.LIGHT):
        window.set_theme(theme)
        beside = window.desk.notice.mapTo(record, window.desk.notice.rect().center())
        beside.setX(2)
        assert record.grab().toImage().pixelColor(beside) == QColor(window.look.tokens.window)
    window.pages.open_help()
    for theme in (Theme.DARK, Theme.LIGHT):
        window.set_theme(theme)
        page = window.pages.page
        assert isinstance(page, HelpPage)
        row = page.pictures[0].grab().toImage()
        assert row.pixelColor(1, 1) == QColor(window.look.tokens.window)


def test_that_what_is_opened_again_comes_up_from_below(window: MainWindow) -> None:
    window.pages.open_help()
    record = record_over(window)
    QTest.keySequence(window, "F1")
    assert help_seen(window)
    record_over(window)
    QTest.keyClick(record, Qt.Key.Key_Escape)
    assert help_seen(window)
    QTest.keySequence(window, "F1")
    assert window.pages.page is None
    assert window.desk.isVisible()


def test_that_escape_leaves_a_page_also_from_beside_it(window: MainWindow) -> None:
    chart = window.desk.card(window.desk.shown[0]).chart
    chart.setFocus()
    record_over(window)
    window.pages.open_help()
    for beside in (window.top_bar.trust, window.top_bar.messages):
        beside.setFocus()
        QTest.keyClick(beside, Qt.Key.Key_Escape)
    assert window.desk.isAncestorOf(window.desk.notice)
    assert window.pages.page is None
    QTest.keyClick(window.top_bar.trust, Qt.Key.Key_Escape)
    assert window.desk.isVisible()


@pytest.mark.long
def test_that_a_page_put_away_below_the_track_record_leaves_it_on_show(
    window: MainWindow,
) -> None:
    window.pages.open_events()
    record = record_over(window)
    window.pages.forget()
    assert window.pages.page is None
    assert seen(window, record)
    QTest.keyClick(record, Qt.Key.Key_Escape)
    assert window.desk.isVisible()
    assert window.desk.isAncestorOf(window.desk.notice)
