"""Files from elsewhere: let go of over the window, or handed over by the system."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint
from PySide6.QtWidgets import QWidget

from desktop.bridge.job import Job
from desktop.modelfiles.spreadsheets import may_be_table
from desktop.ui.notices import NoticeBar
from desktop.ui.page import Page
from desktop.views.curves.chart_card import ChartSlot
from desktop.views.scenarios.library_actions import LibraryActions
from desktop.views.window.pages import Pages


class Incoming(QObject):
    """Bring a file to where it belongs; its content decides, not its name."""

    def __init__(
        self, library: LibraryActions, pages: Pages, notice: NoticeBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._pages = pages
        self._notice = notice

    @staticmethod
    def files(data: QMimeData) -> list[Path]:
        """Return the files that are being dragged."""
        return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

    @property
    def _taking(self) -> Page | None:
        """Return the page on show if it takes files by itself."""
        page = self._pages.page
        return page if page is not None and page.isVisible() and page.drop_hint() else None

    @property
    def hint(self) -> str:
        """Return the message that says what letting go of a file does."""
        taking = self._taking
        if taking is not None:
            return taking.drop_hint()
        page = self._pages.exercises
        return "files.drop" if page is None or not page.isVisible() else "files.drop_on_exercises"

    def take(self, paths: Sequence[Path], indicator: str | None = None) -> None:
        """Open what is a library, bring in what is a pack, read figures into *Your data*.

        Figures are taken for those of the indicator they were let go of over. Over the page of
        exercises a sheet is one of injects; over that of a play every file is one from another
        laptop.
        """
        taking = self._taking
        if taking is not None:
            taking.take_files(paths)
            return

        def done(is_table: bool) -> None:
            exercises = self._pages.exercises
            if is_table and exercises is not None and exercises.isVisible():
                exercises.take_sheets(paths)
            elif is_table:
                self._read(paths, indicator)
            else:
                self._library.take(list(paths))

        # They may lie on a drive that takes its time.
        Job(lambda _: any(may_be_table(path) for path in paths)).then(self, done).start()

    def _read(self, paths: Sequence[Path], indicator: str | None) -> None:
        if self._pages.data is None:
            self._pages.open_data(indicator)
        page = self._pages.data
        if page is None:
            self._notice.say(lambda look: look.text("files.figures_need_library"))
        elif len(paths) > 1:
            page.entry.tell(page.look.text("data.one_file"))
        else:
            page.read(paths[0])


def indicator_under(window: QWidget, place: QPoint) -> str | None:
    """Return the indicator whose chart is at a place of a window, if it is a measured one."""
    found = window.childAt(place)
    while found is not None and not isinstance(found, ChartSlot):
        found = found.parentWidget()
    return found.indicator if found is not None and found.is_measured else None
