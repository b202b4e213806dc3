"""Runs that wait for their turn on one thread: at most one running and one wanted."""

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from desktop.session.runner import RunJob, Runner, RunOutcome


class RunQueue(QObject):
    """Take jobs one at a time, on one thread; a job that waits gives way to the next one."""

    done = Signal(RunOutcome)
    _asked = Signal(RunJob)

    def __init__(self, runner: Runner, *, threaded: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: RunJob | None = None
        self._running: RunJob | None = None
        self._runner = runner
        """Held here: nobody else does."""
        self._hearing = runner.done.connect(self._finish)
        self._asked.connect(runner.run)
        self._starting = QTimer(self, singleShot=True, interval=0)
        self._starting.timeout.connect(self._start)
        self._thread: QThread | None = None
        if threaded:
            self._thread = QThread(self)
            runner.moveToThread(self._thread)
            self._thread.start()

    @property
    def busy(self) -> bool:
        """Say whether a job is under way or waits."""
        return self._running is not None or self._wanted is not None

    def want(self, job: RunJob) -> None:
        """Run this next, in place of what waits."""
        self._wanted = job
        if self._running is None:
            self._begin()

    def forget(self) -> None:
        """Want nothing any more; a run under way goes on."""
        self._wanted = None

    def close(self) -> None:
        """Want nothing any more and end the thread, once its run is over; twice is as once."""
        self._starting.stop()
        self._wanted = None
        QObject.disconnect(self._hearing)
        if self._thread is not None:
            self._thread.quit()
            self._thread.wait()
        self._running = None

    def _begin(self) -> None:
        # On the widgets' own thread a run waits until no input is waiting; that is what makes
        # the latest of several slider events win there.
        if self._thread is None:
            self._starting.start()
        else:
            self._start()

    @Slot()
    def _start(self) -> None:
        job, self._wanted = self._wanted, None
        if job is not None:
            self._running = job
            self._asked.emit(job)

    @Slot(object)
    def _finish(self, outcome: RunOutcome) -> None:
        self._running = None
        if self._wanted is not None:
            self._begin()
        self.done.emit(outcome)
