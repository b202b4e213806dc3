"""Printing goes on behind the page, and is told in the window's language wherever the desk is."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.file_dialogs import SystemFiles
from tests.views.exercise.test_exercise_page import opened


def test_that_a_print_that_fails_is_told_on_the_desk_in_its_language(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    monkeypatch.setattr(SystemFiles, "to_fill", lambda *_: gone)
    with opened(qtbot, tmp_path / "a.vecinos-library") as (desk, page):
        button = page.printing.button
        _, in_spanish, *_ = page.printing.menu.actions()
        in_spanish.trigger()
        assert not button.isEnabled()
        page.leave()
        notice = desk.window.desk.notice
        qtbot.waitUntil(lambda: "there is no such folder" in notice.sentence, timeout=20000)
        assert str(gone) in notice.sentence
        desk.window.set_language("es")
        assert "no existe" in notice.sentence
        assert list(tmp_path.glob("gone*")) == []
