"""The report of a play, in the window: its page, and what comes of writing it into a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from desktop.domain.errors import VecinosError
from desktop.session.session import Session
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import ChartArea
from desktop.views.window.pages import Pages

if TYPE_CHECKING:
    from db import ReportVersion
    from desktop.views.report.report_page import ReportPage, ReportPageState

_DAMAGED = "report_damaged"
"""Code of the error that an earlier state mends."""


class ReportWriting(QObject):
    """Open the page of a report; put away, it is left for what it was opened over.

    A file is written on when the page is put away, and what came of it is told on the desk. What
    shows a report is imported when one is opened: most sessions never do.
    """

    def __init__(self, session: Session, desk: ChartArea, pages: Pages, look: UiContext) -> None:
        super().__init__(desk)
        self._report, self._desk, self._pages, self._look = session.reporting, desk, pages, look
        self._state: ReportPageState | None = None
        self._wanted: int | None = None
        """The play whose report shall be seen once it is open."""
        self._over: Callable[[], None] = lambda: None
        self._name = ""
        self._unopened: VecinosError | None = None
        """Why the last one that was asked for is not open."""
        self._failure: VecinosError | None = None
        export = self._report.export
        self._heard = (
            (self._report.opened, self._follow),
            (self._report.failed, self._fail),
            (export.changed, self._tell_progress),
            (export.done, self._tell_done),
            (export.failed, self._tell_failed),
        )
        for signal, heard in self._heard:
            signal.connect(heard)

    def release(self) -> None:
        """Follow nothing any more: the window closes."""
        for signal, heard in self._heard:
            signal.disconnect(heard)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look

    @property
    def page(self) -> "ReportPage | None":
        """Return the page while it is open, seen or not."""
        if self._state is None:
            return None
        from desktop.views.report.report_page import ReportPage

        return self._pages.page if isinstance(self._pages.page, ReportPage) else None

    def open(self, play: int, name: str, over: Callable[[], None]) -> None:
        """Open the report of a play; `over` shows again what it is opened over."""
        self._name, self._over = name, over
        self._begin(play, None)

    def _begin(self, play: int, version: int | None) -> None:
        self._wanted = play
        self._report.begin(play, self._name, version)

    def _follow(self) -> None:
        wanted, self._wanted = self._wanted, None
        self._desk.banner.withdraw(self._unopened)
        self._unopened = None
        if not self._report.open:
            if self.page is not None:
                self._pages.close()
        elif self.page is not None or wanted == self._report.play_id:
            self._pages.open_page(self._make)

    def _make(self) -> "ReportPage | None":
        from desktop.views.report.report_page import ReportPage, ReportPageState

        if not self._report.open:
            return None
        self._state = self._state or ReportPageState()
        page = ReportPage(self._report, self._look, self._pages.files, self._state)
        # Once it is put away, which its signal does as well.
        page.left.connect(self._go_back, Qt.ConnectionType.QueuedConnection)
        return page

    def _go_back(self) -> None:
        if self._pages.page is None:
            self._over()

    def _fail(self, error: VecinosError) -> None:
        wanted, self._wanted = self._wanted, None
        self._unopened = error
        self._desk.banner.show_error(error)
        if wanted is not None and error.code == _DAMAGED:
            # Opened with one of them, it is whole again.
            self._report.list_readable(wanted, self, partial(self._offer_earlier, error, wanted))

    def _offer_earlier(
        self, error: VecinosError, play: int, found: "tuple[ReportVersion, ...]"
    ) -> None:
        banner = self._desk.banner
        if not found or banner.error is not error:
            return

        def choose() -> None:
            from desktop.views.report.earlier_states import offer_earlier

            offer_earlier(banner.action, found, partial(self._begin, play), self._look)

        banner.show_error(error, ("exercises.earlier", choose))

    # ------------------------------------------------------------ a file

    def _under_way(self, look: UiContext) -> str:
        export = self._report.export
        if not export.of:
            return look.text("report_page.being_written_plainly")
        return look.text("report_page.being_written", done=export.step, of=export.of)

    def _tell_progress(self) -> None:
        export, notice = self._report.export, self._desk.notice
        if not export.busy:
            notice.withdraw(self._under_way)
        elif export.step:
            # What was said since stays: this one says so again only where it still stands.
            notice.refresh(self._under_way)
        else:
            notice.say(self._under_way, export.cancel, "report_page.stop", stays=True)

    def _tell_done(self, path: Path) -> None:
        self._desk.banner.withdraw(self._failure)
        self._failure = None
        self._desk.notice.say(lambda look: look.text("notice.report_written", path=path))

    def _tell_failed(self, error: VecinosError) -> None:
        self._failure = error
        self._desk.banner.show_error(error)
