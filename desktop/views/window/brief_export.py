"""Take the scenario out as a brief of two pages, made in a process of its own."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.bridge.job import Job, Progress
from desktop.domain.errors import VecinosError
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES
from desktop.reports.output import PAPER_SUFFIXES, check_suffix, whole_file
from desktop.session.library_tasks import file_name
from desktop.session.session import Session
from desktop.ui.actions import ActionId, Actions
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import ChartArea

_USUAL = ".pdf"
_LANGUAGES: Mapping[ActionId, tuple[LanguageCode, ...]] = MappingProxyType(
    {
        ActionId.BRIEF_EN: ("en",),
        ActionId.BRIEF_ES: ("es",),
        ActionId.BRIEF_BOTH: LANGUAGES,
    }
)


class BriefExport(QObject):
    """Ask for a file, and write the brief of the desk's scenario in either language or in both.

    The latest is wanted: it takes the place of one under way.
    """

    def __init__(
        self,
        session: Session,
        desk: ChartArea,
        actions: Actions,
        files: SystemFiles,
        look: UiContext,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._desk, self._files = session, desk, files
        self._look, self._window = look, window
        self._job: Job[Path] | None = None
        self._failure: VecinosError | None = None
        self._done, self._of = 0, 0
        for act, codes in _LANGUAGES.items():
            actions[act].triggered.connect(lambda _=False, codes=codes: self.ask(codes))

    @property
    def busy(self) -> bool:
        """Say whether a brief is being made."""
        return self._job is not None

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look

    def ask(
        self, codes: tuple[LanguageCode, ...], _: bool = False
    ) -> None:  # an action says whether it is checked
        """Ask for a file, and make the brief of the scenario as it stands now in languages."""
        look, scenario = self._look, self._session.document.scenario
        name, kinds = file_name(scenario.name) + _USUAL, look.text("export.briefs")
        out = self._files.to_write(self._window, look.text("export.brief_title"), name, kinds)
        if out is None:
            return
        out = out if out.suffix else out.with_suffix(_USUAL)
        self.cancel()
        try:
            check_suffix(out, PAPER_SUFFIXES)
        except VecinosError as error:
            self._tell_failed(error)
            return
        # What makes a brief takes its time to import, and few starts of the program make one.
        from desktop.bridge.own_process import in_own_process
        from desktop.reports.brief.runs import most_runs
        from desktop.session.ordered_brief import BriefOrder, ordered_brief

        session = self._session
        suffix = out.suffix.lower()
        order = BriefOrder(scenario, session.counting, codes, suffix, session.resources)

        def work(progress: Progress) -> Path:
            content = in_own_process(ordered_brief, order, progress)
            assert content is not None
            with whole_file(out) as temporary:
                temporary.write_bytes(content)
            return out

        self._done, self._of = 0, most_runs(scenario)
        job = Job(work, what="a scenario's brief")
        self._job = job.then(self, self._tell_done, self._tell_failed).follow(self, self._advance)
        self._desk.notice.say(self._under_way, self.cancel, "export.brief_stop", stays=True)
        job.start()

    def cancel(self) -> None:
        """Make no brief any more; what stood in the file stays."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            self._desk.notice.withdraw(self._under_way)

    def _under_way(self, look: UiContext) -> str:
        return look.text("export.brief_made", done=self._done, of=self._of)

    def _advance(self, done: int) -> None:
        self._done = done
        # What was said since stays: this one says so again only where it still stands.
        self._desk.notice.refresh(self._under_way)

    def _tell_done(self, path: Path) -> None:
        self._job = None
        self._desk.banner.withdraw(self._failure)
        self._failure = None
        self._desk.notice.withdraw(self._under_way)
        self._desk.notice.say(lambda look: look.text("notice.brief_written", path=path))

    def _tell_failed(self, error: VecinosError) -> None:
        self._job, self._failure = None, error
        self._desk.notice.withdraw(self._under_way)
        self._desk.banner.show_error(error)
