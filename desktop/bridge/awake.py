"""Keeping the display on while something is presented, whatever the system is."""

import threading

from PySide6.QtCore import QObject, Signal

from desktop.bridge.errors import ScreenMayGoDarkError
from desktop.bridge.job import Job, Progress
from desktop.domain.errors import VecinosError


class KeepAwake(QObject):
    """Keep the display on from `begin` to `end`; both may be called again, and never wait.

    A window makes one for itself, shows the error that `refused` tells on the desk (in the bar
    that every error is shown in, and never in the room), calls `begin` when it presents and `end`
    when it stops. What the system was asked ends with the program, too, however that ends.
    """

    told = Signal(bool)
    """Whether the system keeps the display on: once after a `begin`, within some ten seconds."""
    refused = Signal(VecinosError)
    """It does not: what is presented goes on all the same."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job[None] | None = None
        self._release = threading.Event()
        self._held: bool | None = None

    @property
    def held(self) -> bool | None:
        """Return what was told since `begin`; None while nothing was, and after `end`."""
        return self._held

    def begin(self) -> None:
        """Ask the system to keep the display on."""
        if self._job is None:
            release = self._release = threading.Event()
            self.destroyed.connect(release.set)
            self._job = Job(lambda progress: _hold(release, progress), "keeping the display on")
            self._job.follow(self, self._tell)
            self._job.then(self, lambda _: None, lambda _: self._tell(held=False)).start()

    def end(self) -> None:
        """Let the display go dark again as it does by itself."""
        if self._job is not None:
            self._job.cancel()
            self._release.set()
            self._job = None
            self._held = None

    def _tell(self, held: int) -> None:
        self._held = bool(held)
        self.told.emit(self._held)
        if not self._held:
            self.refused.emit(ScreenMayGoDarkError())


def _hold(release: threading.Event, progress: Progress) -> None:
    # A system's answer may take seconds, and Windows forgets it with the thread that asked.
    from wakepy import keep

    with keep.presenting(on_fail="pass") as mode:
        progress.advance(mode.active)
        release.wait()
