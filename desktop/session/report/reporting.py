"""The report that is under edit, as long as the session: what is written, and what it is about."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.bridge.store_lane import StoreLane
from desktop.document.play.state import PlayState, Setup
from desktop.document.report.document import ReportDocument, blank
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.play.entries import Recorded
from desktop.domain.report import ReportDraft
from desktop.domain.wording import LanguageCode
from desktop.session.open_library import OpenLibrary
from desktop.session.play.conduct import Conduct
from desktop.session.play.errors import PlayWithoutLibraryError
from desktop.session.report.errors import ReportNotSavedError
from desktop.session.report.report_autosave import ReportAutosave
from desktop.session.report.report_export import ReportExport
from desktop.session.report.report_order import ReportOrder

if TYPE_CHECKING:
    from db import Library, ReportVersion
    from desktop.session.report.opening import OpenedReport


class Reporting(QObject):
    """Open the report of a play, keep what is written into it, and give it out as a file.

    It stays open when its page is put away. The facts are those of the record: while the same play
    is conducted they follow it, and nothing that was written is touched by that.
    """

    opened = Signal()
    """Another report is open, or none."""
    written = Signal()
    """What is written into it is another."""
    refreshed = Signal()
    """The record says something else."""
    failed = Signal(VecinosError)
    """It could not be opened."""

    def __init__(
        self,
        library: OpenLibrary,
        play: Conduct,
        model: Callable[[], Model],
        resources: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._conduct = library, play
        self._model, self._resources = model, resources
        self.export = ReportExport(self)
        self.document: ReportDocument | None = None
        self.autosave: ReportAutosave | None = None
        self._report: OpenedReport | None = None
        self._entries: tuple[Recorded, ...] = ()
        self._state: PlayState | None = None
        self._asked = 0
        self._told_closing: ReportDraft | None = None
        """What somebody was told is not saved when the program was to end."""
        play.changed.connect(self._follow)
        library.changed.connect(self.leave)

    # ------------------------------------------------------------ what it says

    @property
    def open(self) -> bool:
        """Say whether a report is open."""
        return self._report is not None

    @property
    def play_id(self) -> int | None:
        """Return what the library calls the play."""
        return None if self._report is None else self._report.play.id

    @property
    def name(self) -> str:
        """Return the name of the play, empty where no report is open."""
        return "" if self._report is None else self._report.play.name

    @property
    def setup(self) -> Setup:
        """Return what was played; only while a report is open."""
        return self._opened.play.record.setup

    @property
    def state(self) -> PlayState:
        """Return where the play stands; only while a report is open."""
        assert self._state is not None
        return self._state

    @property
    def entries(self) -> tuple[Recorded, ...]:
        """Return the record; only while a report is open."""
        return self._entries

    @property
    def same_model(self) -> bool:
        """Say whether the play can be run again; otherwise its figures are as recorded."""
        return self._opened.play.same_model

    @property
    def _opened(self) -> "OpenedReport":
        if self._report is None:
            raise RuntimeError("no report is open")
        return self._report

    # ------------------------------------------------------------ opening and leaving

    def begin(self, play: int, name: str, version: int | None = None) -> None:
        """Open the report of a play; the one that is open stays so until all of it is saved.

        The same one again is read anew only where all of it is saved. With `version` that earlier
        state takes the place of a report that is damaged.
        """
        lane, autosave = self._library.lane, self.autosave
        if lane is None:
            self.failed.emit(PlayWithoutLibraryError())
        elif autosave is None or autosave.is_saved:
            self._read(lane, play, name, version)
        elif play == self.play_id:
            self.opened.emit()
        elif autosave.error is not None:
            self.failed.emit(autosave.error)
        else:
            # What is not saved yet goes first; the lane keeps to the order.
            autosave.save()
            self._read(lane, play, name, version)

    def _read(self, lane: StoreLane, play: int, name: str, version: int | None) -> None:
        model, resources = self._model(), self._resources
        self._asked += 1
        asked = self._asked

        def work(store: "Library") -> "OpenedReport":
            # What reads exercises is imported with the first report: most starts have none.
            from desktop.session.play.opening import own_vantage
            from desktop.session.report.opening import opened_report

            return opened_report(store, play, name, own_vantage(model, resources), version)

        def take(found: "OpenedReport") -> None:
            if asked == self._asked and lane is self._library.lane:
                self._take(lane, found)
                if version is not None and self.autosave is not None:
                    self.autosave.save_over()

        lane.submit(work).then(self, take, self.failed.emit)

    def read_again(self) -> None:
        """Take what the library has, where somebody else saved it.

        What is written here stays as an earlier state.
        """
        lane, report, document = self._library.lane, self._report, self.document
        if lane is None or report is None or document is None:
            return
        play, draft = report.play, document.draft

        def read(_: None) -> None:
            if self.document is not document or lane is not self._library.lane:
                return
            if document.draft is draft:
                self._read(lane, play.id, play.name, None)
            else:
                # More was written meanwhile.
                self.read_again()

        lane.submit(lambda store: store.reports.keep(play.id, draft)).then(
            self, read, self.failed.emit
        )

    def _take(self, lane: StoreLane, found: "OpenedReport") -> None:
        self._put_away()
        self._report = found
        self._entries, self._state = found.play.record.entries, found.play.record.state
        self._follow()
        # Where nobody wrote anything, all that the record says counts as seen.
        document = ReportDocument(found.history or blank(len(self._entries)))
        document.listen(lambda _: self.written.emit())
        self.document = document
        self.autosave = ReportAutosave(document, lane, found.play.id, self)
        self.opened.emit()

    def leave(self) -> None:
        """Have no report open; what is not saved yet is saved."""
        self._asked += 1
        if self._report is not None:
            self._put_away()
            self.opened.emit()

    def _put_away(self) -> None:
        autosave = self.autosave
        self._report = self._state = self.document = self.autosave = None
        self._entries = ()
        if autosave is not None:
            autosave.save()
            autosave.deleteLater()

    def tell_at_risk(self) -> bool:
        """Say whether a save failed, and if so tell it as `failed`: nothing takes its place."""
        failed = self.autosave is not None and self.autosave.error is not None
        if failed:
            self.failed.emit(ReportNotSavedError(name=self.name))
        return failed

    def may_close(self) -> bool:
        """Say whether it can be let go; the first refusal says why, a second there is none."""
        draft = None if self.document is None else self.document.draft
        if draft is not None and draft is self._told_closing:
            return True
        self._told_closing = draft
        return not self.tell_at_risk()

    def close(self) -> None:
        """Write nothing any more but what is to be saved."""
        self.export.close()
        if self.autosave is not None:
            self.autosave.save()

    # ------------------------------------------------------------ earlier states

    def list_earlier(
        self, receiver: QObject, take: "Callable[[tuple[ReportVersion, ...]], object]"
    ) -> None:
        """Have `take` called with the earlier states that the library has, newest first."""
        lane, report = self._library.lane, self._report
        if lane is not None and report is not None:
            number = report.play.id
            job = lane.submit(lambda store: store.reports.versions(number))
            job.then(receiver, take, self.failed.emit)

    def list_readable(
        self,
        play: int,
        receiver: QObject,
        take: "Callable[[tuple[ReportVersion, ...]], object]",
    ) -> None:
        """Have `take` called with the earlier states of a report, open or not, that can be read."""
        lane = self._library.lane
        if lane is not None:
            job = lane.submit(lambda store: store.reports.readable_versions(play))
            job.then(receiver, take, self.failed.emit)

    def take_earlier(self, version: int) -> None:
        """Write what an earlier state holds: a step that can be undone."""
        lane, document = self._library.lane, self.document
        if lane is None or document is None:
            return

        def take(draft: ReportDraft) -> None:
            if self.document is document:
                document.apply(draft)

        lane.submit(lambda store: store.reports.load_version(version)).then(
            self, take, self.failed.emit
        )

    # ------------------------------------------------------------ the record

    def _follow(self) -> None:
        """Take what the record says of the play by now, where it is the one that is conducted."""
        play = self._conduct
        if self._report is None or not play.open or play.play_id != self._report.play.id:
            return
        entries = play.entries
        if entries != self._entries:
            self._entries, self._state = entries, play.state
            self.refreshed.emit()

    # ------------------------------------------------------------ giving it out

    def write(self, path: Path, languages: tuple[LanguageCode, ...], *, named: bool) -> None:
        """Write the report as it stands into a file; `export` tells how far it is."""
        from desktop.reports.after_action.runs import most_runs

        report, document = self._report, self.document
        if report is None or document is None:
            return
        order = ReportOrder(
            self.name,
            report.play.header,
            self._entries,
            document.draft,
            languages,
            path.suffix.lower(),
            named,
            self._resources,
        )
        self.export.begin(path, order, most_runs(self.setup, self.state) if self.same_model else 0)
