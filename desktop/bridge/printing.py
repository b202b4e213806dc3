"""Printing an exercise, by the program's own command in a process of its own.

Charts are drawn by widgets, which only the first thread of a process may do: the desk would stand
still meanwhile.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QProcess, Signal

import desktop
from db import written_beside
from desktop.bridge.job import Job, Progress
from desktop.domain.errors import VecinosError
from desktop.domain.wording import LanguageCode
from desktop.language.language import BOTH


class Printing(QObject):
    """Write every document of an exercise into a folder; what came of it is told, once."""

    done = Signal()
    failed = Signal(str)
    """Why it failed, as the command said it."""
    not_begun = Signal(VecinosError)
    """Why the command could not be given its exercise."""

    def __init__(
        self,
        worded: Callable[[], str],
        folder: Path,
        codes: Sequence[LanguageCode],
        parent: QObject,
        *,
        large: bool,
    ) -> None:
        """Begin with the text that `worded` makes of an exercise, on another thread.

        The folder is made where it is missing.
        """
        super().__init__(parent)
        self.folder = folder
        self._place = TemporaryDirectory(prefix="vecinos-")
        source = Path(self._place.name) / "exercise.toml"
        language = codes[0] if len(codes) == 1 else BOTH
        self._words = ["paper", str(source), str(folder), "--lang", language]
        self._words += ["--large"] if large else []
        self._process = QProcess(self)
        self._process.finished.connect(self._end)
        self._process.errorOccurred.connect(self._fail)

        def write(_: Progress) -> None:
            with written_beside(source) as fresh:
                fresh.write_text(worded(), encoding="utf-8")

        Job(write, "wording an exercise to print").then(self, self._start, self._refuse).start()

    def _start(self, _: None) -> None:
        if getattr(sys, "frozen", False):
            self._process.start(sys.executable, self._words)
        else:
            self._process.setWorkingDirectory(str(Path(desktop.__file__).parents[1]))
            self._process.start(sys.executable, ["-m", "desktop", *self._words])

    def _refuse(self, error: VecinosError) -> None:
        self._place.cleanup()
        self.not_begun.emit(error)

    def _end(self, code: int) -> None:
        complaint = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        self._place.cleanup()
        if code:
            self.failed.emit(complaint.strip())
        else:
            self.done.emit()

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._place.cleanup()
            self.failed.emit(self._process.errorString())
