"""What is found out about a play off the widgets' thread; the latest question wins."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.bridge.job import Progress
from desktop.bridge.latest_wins import LatestWins
from desktop.document.play.state import PlayState, Setup
from desktop.domain.errors import VecinosError

_PAUSE = 0.02
"""Seconds between two looks whether a slider is still held."""


class PlayQuestion(QObject):
    """Base of what answers a question about a play by runs of a model of its own.

    `stands` gives the play and where it stands. While `moving` says that a slider is held, no run
    begins: sliders come first. It is asked on another thread. `close` must be called.
    """

    failed = Signal(VecinosError)
    advanced = Signal(int, int)
    """How many runs are done, and of how many."""

    def __init__(
        self,
        stands: Callable[[], tuple[Setup, PlayState]],
        moving: Callable[[], bool],
        what: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stands, self._moving = stands, moving
        self._of = 0
        """Runs that an answer takes."""
        self._latest: LatestWins[Any] = LatestWins(
            self,
            self._answer,
            self.failed.emit,
            lambda done: self.advanced.emit(done, self._of),
            what=what,
        )

    @property
    def busy(self) -> bool:
        """Say whether an answer is still to come."""
        return self._latest.busy

    def cancel(self) -> None:
        """Want no answer any more; a run under way is the last."""
        self._latest.cancel()

    def forget(self) -> None:
        """Cancel, and keep nothing: the play is left."""
        self.cancel()
        self._let_go()

    def close(self) -> None:
        """Cancel, and wait for the run under way; nothing is found out any more."""
        self._latest.close()

    def _answer(self, found: Any) -> None:
        """Tell what was found."""
        raise NotImplementedError

    def _let_go(self) -> None:
        """Keep no runs any more."""
        raise NotImplementedError

    def _advance(self, progress: Progress, done: int) -> bool:
        """Tell how many runs are done, and wait while a slider is held; say whether to go on."""
        while self._moving() and not progress.is_cancelled():
            time.sleep(_PAUSE)
        return progress.advance(done)
