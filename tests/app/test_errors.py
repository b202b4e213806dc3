"""Failures that nobody caught."""

import sys

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.app.errors import catch_everything
from desktop.bridge.errors import UnexpectedError
from tests.views.desks import open_desk


def test_that_a_slot_that_fails_shows_a_banner_and_leaves_a_log(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with open_desk(qtbot) as desk:
        before = catch_everything(desk.window.show_failure)
        try:

            def slip() -> None:
                raise KeyError("nothing")

            QTimer.singleShot(0, slip)
            qtbot.waitUntil(lambda: not desk.window.desk.banner.isHidden(), timeout=10_000)
        finally:
            sys.excepthook = before[0]
        error = desk.window.desk.banner.error
        assert isinstance(error, UnexpectedError)
        assert "KeyError" in desk.window.desk.banner.sentence
        assert "nobody caught this" in caplog.text
