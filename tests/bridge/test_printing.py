"""An exercise is printed by a process of its own, which says what came of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.bridge.printing import Printing
from tests.modelfiles.exercises.example import source

pytestmark = pytest.mark.long


def test_that_the_papers_are_in_the_folder_when_it_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    owner, folder = QObject(), tmp_path / "paper"
    printing = Printing(lambda: source().decode("utf-8"), folder, ("es",), owner, large=False)
    with qtbot.waitSignal(printing.done, timeout=240_000):
        pass
    assert list(folder.rglob("*.pdf"))
    assert len(list(folder.rglob("*.pdf"))) == len(list(folder.rglob("*.docx")))


def test_that_what_the_command_complains_of_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    owner, folder = QObject(), tmp_path / "gone" / "paper"
    printing = Printing(lambda: source().decode("utf-8"), folder, ("en",), owner, large=True)
    with qtbot.waitSignal(printing.failed, timeout=60_000) as told:
        pass
    assert str(folder) in told.args[0]
    assert not folder.exists()
