"""Files that the system hands over are told once, however early they come."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from desktop.bridge.opened_files import OpenedFiles


@pytest.fixture
def files(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenedFiles]:
    monkeypatch.setattr("sys.platform", "darwin")
    made = OpenedFiles(qapp)
    monkeypatch.undo()
    yield made
    qapp.removeEventFilter(made)
    made.setParent(None)


def hand_over(event: QEvent) -> None:
    application = QCoreApplication.instance()
    assert application is not None
    QCoreApplication.sendEvent(application, event)


def test_that_a_file_opened_before_anybody_listens_is_told_later_and_once(
    files: OpenedFiles, tmp_path: Path
) -> None:
    told: list[Path] = []
    hand_over(QFileOpenEvent(str(tmp_path / "plan ñ.vecinos")))
    files.opened.connect(told.append)
    assert told == []
    files.begin()
    assert told == [tmp_path / "plan ñ.vecinos"]
    hand_over(QFileOpenEvent(str(tmp_path / "second.vecinos-library")))
    assert told == [tmp_path / "plan ñ.vecinos", tmp_path / "second.vecinos-library"]


def test_that_a_web_address_is_no_file(files: OpenedFiles) -> None:
    told: list[Path] = []
    files.opened.connect(told.append)
    files.begin()
    hand_over(QFileOpenEvent(QUrl("https://example.org/a")))
    assert told == []
