"""Runs projections from past origins off the thread of the widgets, each of them once."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.bridge.job import Job
from desktop.domain.errors import VecinosError

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Done:
    """Hold what came of one piece of work: its result, or why there is none."""

    name: str
    result: object | None
    error: VecinosError | None


class TrackRecord(QObject):
    """Keep what has been computed of the past, and compute what is asked for.

    `done` carries a Done on the thread of the widgets. At most one piece of work is under way and
    one is wanted: of several wishes only the last is granted. What succeeded is kept, what failed
    is tried again when it is asked for again.
    """

    done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, object] = {}
        self._wanted: tuple[str, Work] | None = None
        self._running: str | None = None
        self._job: Job[object] | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """Say whether work is under way or wanted."""
        return self._running is not None or self._wanted is not None

    def kept(self, name: str) -> object | None:
        """Return the result of this name, or None while there is none."""
        return self._kept.get(name)

    def want(self, name: str, work: Work) -> None:
        """Want a result under a name; it comes at once where it is kept."""
        found = self._kept.get(name)
        if found is not None:
            self._wanted = None
            self.done.emit(Done(name, found, None))
        elif self._closed or name == self._running:
            self._wanted = None
        else:
            self._wanted = (name, work)
            self._start()

    def forget(self) -> None:
        """Want nothing any more; work under way goes on and is kept."""
        self._wanted = None

    def close(self) -> None:
        """Grant no wish any more; work under way is waited for, and told to nobody."""
        if self._closed:
            return
        self._closed = True
        self._wanted = None
        if self._job is not None:
            self._job.close()
        self._running = None

    def _start(self) -> None:
        if self._running is not None or self._wanted is None:
            return
        (name, work), self._wanted = self._wanted, None
        self._running = name
        job = Job(lambda _: work(), name).then(
            self,
            lambda found: self._finish(Done(name, found, None)),
            lambda error: self._finish(Done(name, None, error)),
        )
        self._job = job.start()

    def _finish(self, outcome: Done) -> None:
        self._running = None
        if outcome.error is None and outcome.result is not None:
            self._kept[outcome.name] = outcome.result
        self._start()
        self.done.emit(outcome)
