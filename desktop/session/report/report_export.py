"""Writing a report into a file, by a process of its own."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.bridge.job import Job, Progress
from desktop.domain.errors import VecinosError
from desktop.reports.output import REPORT_SUFFIXES, check_suffix, whole_file
from desktop.session.report.report_order import ReportOrder


class ReportExport(QObject):
    """Write one report at a time; what stood in the file stays until the new one is whole."""

    changed = Signal()
    """It began, or came further, or ended."""
    done = Signal(Path)
    failed = Signal(VecinosError)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.step, self.of = 0, 0
        """How many runs of the model are made, and of how many at most."""
        self._job: Job[Path] | None = None

    @property
    def busy(self) -> bool:
        """Say whether a report is being written."""
        return self._job is not None

    def begin(self, path: Path, order: ReportOrder, runs: int) -> None:
        """Write a report, for which so many runs are made at most; nothing while one is written."""
        if self.busy:
            return
        try:
            check_suffix(path, REPORT_SUFFIXES)
        except VecinosError as error:
            self.failed.emit(error)
            return

        def work(progress: Progress) -> Path:
            # What makes a report takes its time to import, and few starts of the program make one.
            from desktop.bridge.own_process import in_own_process
            from desktop.session.report.ordered_report import ordered_report

            # The neighbour is made first: a folder that is not there is told before the model runs.
            with whole_file(path) as temporary:
                temporary.write_bytes(in_own_process(ordered_report, order, progress))
            return path

        self.step, self.of = 0, runs
        self._job = Job(work, what="the report of a play").at_end(self._end)
        self._job.then(self, self.done.emit, self.failed.emit).follow(self, self._advance).start()
        self.changed.emit()

    def cancel(self) -> None:
        """Write no report any more."""
        if self._job is not None:
            self._job.cancel()

    def close(self) -> None:
        """Cancel, and wait until nothing of it is left."""
        if self._job is not None:
            self._job.close()

    def _advance(self, done: int) -> None:
        self.step = done
        self.changed.emit()

    def _end(self) -> None:
        self._job = None
        self.changed.emit()
