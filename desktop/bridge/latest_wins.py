"""Work of which only the last that was asked for is wanted, and what came of it, with its type."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from desktop.bridge.job import Job, Progress
from desktop.domain.errors import VecinosError

T = TypeVar("T")


class LatestWins(Generic[T]):
    """Do one piece of work after another off the widgets' thread; of several the last counts.

    At most one is under way and one is wanted. Whoever wants another wants the one under way no
    more: its Progress says so, and nothing is told of it. `answered`, `failed` and `advanced`, of
    which one of the first two is called once, are called on the widgets' thread and while
    `receiver` is there, as those of a Job are. Who does not wait for the work, by `close`, leaves
    it to end by itself, or with the program.
    """

    def __init__(
        self,
        receiver: QObject,
        answered: Callable[[T], object],
        failed: Callable[[VecinosError], object] | None = None,
        advanced: Callable[[int], object] | None = None,
        *,
        what: str,
    ) -> None:
        self._receiver = receiver
        self._answered, self._failed, self._advanced = answered, failed, advanced
        self._what = what
        self._wanted: Callable[[Progress], T] | None = None
        self._running: Job[T] | None = None
        self._awaited = False
        self._closed = False

    @property
    def busy(self) -> bool:
        """Say whether an answer is still to come."""
        return self._awaited

    def want(self, work: Callable[[Progress], T]) -> None:
        """Want this done, and nothing that was wanted before; once closed, nothing is."""
        self.cancel()
        if not self._closed:
            self._wanted = work
            self._awaited = True
            self._start()

    def cancel(self) -> None:
        """Want no answer any more; work under way ends when it asks its Progress."""
        self._wanted, self._awaited = None, False
        if self._running is not None:
            self._running.cancel()

    def close(self) -> None:
        """Cancel, do nothing any more, and wait for work under way."""
        self._closed = True
        self.cancel()
        if self._running is not None:
            self._running.close()
            self._running = None

    def _start(self) -> None:
        if self._running is not None or self._wanted is None:
            return
        work, self._wanted = self._wanted, None
        job = self._running = Job(work, self._what).at_end(self._go_on)
        job.then(self._receiver, self._answered, self._failed)
        if self._advanced is not None:
            job.follow(self._receiver, self._advanced)
        job.start()

    def _go_on(self) -> None:
        self._running = None
        self._awaited = self._wanted is not None
        self._start()
