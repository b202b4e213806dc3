"""Bars that say something, and keep it back while others look on."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui import notices
from desktop.ui.notices import NoticeBar
from desktop.ui.ui_context import UiContext
from tests.views.desks import look


@pytest.fixture
def bar(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> NoticeBar:
    monkeypatch.setattr(notices, "NOTICE_MS", 20)
    made = NoticeBar(look())
    qtbot.addWidget(made)
    return made


def test_that_a_notice_that_was_kept_back_waits_until_somebody_asks_and_leaves_then(
    qtbot: QtBot, bar: NoticeBar
) -> None:
    bar.keep_back(keeps_back=True)
    bar.say(lambda _: "Deleted.")
    qtbot.waitUntil(lambda: not bar._leaving.isActive(), timeout=10000)
    assert bar.waits
    assert bar.isHidden()
    bar.show_waiting()
    assert not bar.isHidden()
    qtbot.waitUntil(bar.isHidden, timeout=10000)
    assert not bar.waits


def test_that_a_notice_that_was_kept_back_and_is_withdrawn_waits_no_longer(bar: NoticeBar) -> None:
    def waiting(_: UiContext) -> str:
        return "Being made ready…"

    bar.keep_back(keeps_back=True)
    stood = []
    bar.kept_back.connect(lambda: stood.append(bar.waits))
    bar.say(waiting, stays=True)
    bar.withdraw(waiting)
    assert stood == [True, False]
    bar.show_waiting()
    assert bar.isHidden()
