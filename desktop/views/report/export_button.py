"""The button that writes a report into a file: in which language, with or without names."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES
from desktop.session.library_tasks import file_name
from desktop.session.report.reporting import Reporting
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext

_USUAL = ".docx"
_WAYS: tuple[tuple[str, tuple[LanguageCode, ...]], ...] = (
    ("report_page.export_en", ("en",)),
    ("report_page.export_es", ("es",)),
    ("report_page.export_both", LANGUAGES),
)


class ExportButton:
    """Ask for a file and have the report written; one at a time, and the page may be left."""

    def __init__(
        self, report: Reporting, files: SystemFiles, look: UiContext, page: QWidget, *, named: bool
    ) -> None:
        self._report, self._files, self._look, self._page = report, files, look, page
        self.button = worded_button(look.text("report_page.export"), "main", look, page)
        self.menu = menu = QMenu(self.button)
        for message, codes in _WAYS:
            action = menu.addAction(look.text(message))
            action.triggered.connect(lambda _=False, codes=codes: self._ask(codes))
        menu.addSeparator()
        self.nameless = QAction(look.text("report_page.nameless"), page, checkable=True)
        self.nameless.setChecked(not named)
        menu.addAction(self.nameless)
        self.button.setMenu(menu)

    def follow(self) -> None:
        """Offer to write it while no other is written."""
        self.button.setEnabled(not self._report.export.busy)

    def _ask(self, codes: tuple[LanguageCode, ...]) -> None:
        look, report = self._look, self._report
        name = file_name(look.text("report_page.file", play=report.name)) + _USUAL
        kinds = look.text("report_page.kinds")
        out = self._files.to_write(self._page, look.text("report_page.export_title"), name, kinds)
        if out is not None:
            out = out if out.suffix else out.with_suffix(_USUAL)
            report.write(out, codes, named=not self.nameless.isChecked())
