"""File dialogs begin where people keep files, then where they were last."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge.preferences import Preferences
from desktop.ui.file_dialogs import SystemFiles


def test_that_a_file_dialog_begins_in_documents_and_then_in_the_folder_used_last(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, plans = tmp_path / "Documentos", tmp_path / "plans"
    documents.mkdir()
    plans.mkdir()
    begun: list[Path] = []
    answers = [str(plans / "a.vecinos"), "", str(plans / "b.vecinos")]

    def answer(_: QWidget, __: str, start: str, ___: str) -> tuple[str, str]:
        begun.append(Path(start))
        return answers.pop(0), ""

    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(documents))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    parent = QWidget()
    qtbot.addWidget(parent)
    preferences = Preferences(tmp_path / "preferences.json")
    files = SystemFiles(preferences)
    assert files.to_write(parent, "", "a.vecinos", "") == plans / "a.vecinos"
    assert files.to_open(parent, "", "") is None
    preferences.save()
    again = SystemFiles(Preferences(tmp_path / "preferences.json"))
    assert again.to_open(parent, "", "") == plans / "b.vecinos"
    assert begun == [documents / "a.vecinos", plans, plans]
    (tmp_path / "plans").rmdir()
    assert again.folder() == documents
