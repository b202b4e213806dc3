"""Printing an exercise, by the program's own command in a process of its own.

Charts are drawn by widgets, which only the first thread of a process may do: the desk would stand
still meanwhile.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QProcess, Signal

import desktop
from db import written_beside
from desktop.domain.wording import LanguageCode
from desktop.language.language import BOTH


class Printing(QObject):
    """Write every document of an exercise into a folder; one of the two is told, once."""

    done = Signal(str)
    """What the command said."""
    failed = Signal(str)
    """Why it failed, as the command said it."""

    def __init__(
        self,
        text: str,
        folder: Path,
        codes: Sequence[LanguageCode],
        parent: QObject,
        *,
        large: bool,
    ) -> None:
        """Begin with the text of an exercise; the folder is made where it is missing."""
        super().__init__(parent)
        self._place = TemporaryDirectory(prefix="vecinos-")
        source = Path(self._place.name) / "exercise.toml"
        with written_beside(source) as fresh:
            fresh.write_text(text, encoding="utf-8")
        language = codes[0] if len(codes) == 1 else BOTH
        words = ["paper", str(source), str(folder), "--lang", language]
        words += ["--large"] if large else []
        self._process = QProcess(self)
        self._process.finished.connect(self._end)
        self._process.errorOccurred.connect(self._fail)
        if getattr(sys, "frozen", False):
            self._process.start(sys.executable, words)
        else:
            self._process.setWorkingDirectory(str(Path(desktop.__file__).parents[1]))
            self._process.start(sys.executable, ["-m", "desktop", *words])

    def _end(self, code: int) -> None:
        said = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        complaint = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        self._place.cleanup()
        if code:
            self.failed.emit(complaint.strip())
        else:
            self.done.emit(said.strip())

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._place.cleanup()
            self.failed.emit(self._process.errorString())
