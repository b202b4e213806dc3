"""The page on which the after-action report of a play is written."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent

from desktop.domain.errors import VecinosError
from desktop.session.report.reporting import Reporting
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.offer_bar import OfferBar
from desktop.ui.outline import Place
from desktop.ui.page import Page, icon_button
from desktop.ui.ui_context import UiContext
from desktop.views.report.earlier_states import offer_earlier
from desktop.views.report.export_button import ExportButton
from desktop.views.report.report_editor import ReportEditor
from desktop.views.report.sections import Part

if TYPE_CHECKING:
    from db import ReportVersion


@dataclass(slots=True)
class ReportPageState:
    """Hold what is kept while the page is made anew."""

    play: int | None = None
    place: Place | None = None
    named: bool = True


class ReportPage(Page):
    """Write the report that is open; it is saved while it is written, and nothing waits for it."""

    shows_desk = False

    def __init__(
        self, report: Reporting, look: UiContext, files: SystemFiles, state: ReportPageState
    ) -> None:
        super().__init__(look, look.text("report_page.title", play=report.name), "", stacked=True)
        self.setObjectName("report")
        document, autosave = report.document, report.autosave
        assert document is not None
        assert autosave is not None
        self._report, self._state = report, state
        self.document, self.autosave = document, autosave
        text = look.text
        self.undo = icon_button("undo-2", text("exercises.undo"), look, self)
        self.redo = icon_button("redo-2", text("exercises.redo"), look, self)
        self.undo.clicked.connect(document.undo)
        self.redo.clicked.connect(document.redo)
        self.earlier = icon_button("history", text("exercises.earlier"), look, self)
        self.earlier.clicked.connect(lambda: report.list_earlier(self, self._offer_earlier))
        self.export = ExportButton(report, files, look, self, named=state.named)
        self.export.nameless.toggled.connect(self._remember_names)
        for button in (self.undo, self.redo, self.earlier, self.export.button):
            self.head.addWidget(button)
        again = ((text("conduct.retry"), "plain"),)
        self.unsaved = OfferBar("failure", "circle-alert", again, look)
        self.unsaved.buttons[0].clicked.connect(autosave.save)
        choice = (
            (text("report_page.keep_mine"), "main"),
            (text("report_page.take_other"), "plain"),
        )
        self.conflict = OfferBar("need", "circle-alert", choice, look)
        self.conflict.buttons[0].clicked.connect(autosave.save_over)
        self.conflict.buttons[1].clicked.connect(report.read_again)
        self.news = OfferBar("notice", "info", ((text("report_page.show_news"), "plain"),), look)
        self.news.buttons[0].clicked.connect(self._show_news)
        self.editor = ReportEditor(report, document, look, self)
        for bar in (self.unsaved, self.conflict, self.news):
            self.body.addWidget(bar)
        self.body.addWidget(self.editor, 1)
        if state.play == report.play_id and state.place is not None:
            self.editor.outline.go(state.place)
        state.play = report.play_id
        self.editor.moved.connect(self._remember_place)
        report.written.connect(self.follow)
        report.refreshed.connect(self.follow)
        report.export.changed.connect(self.follow)
        autosave.saved.connect(self.follow)
        autosave.failed.connect(self._tell)
        self.follow()

    def take_focus(self) -> None:
        """Put the focus into the list of sections."""
        self.editor.outline.setFocus()

    def follow(self) -> None:
        """Show what can be done, whether all is saved, and what is new."""
        if self._report.document is not self.document:
            return
        self.undo.setEnabled(self.document.can_undo)
        self.redo.setEnabled(self.document.can_redo)
        self.export.follow()
        text = self.look.text
        if self.autosave.error is not None:
            said = [text("report_page.not_saved")]
        elif self.autosave.is_saved:
            said = [text("report_page.saved")]
        else:
            said = [text("report_page.saving")]
        if not self._report.state.ended:
            said.append(text("hotwash.not_ended"))
        if not self._report.same_model:
            said.append(text("report_page.other_model"))
        self.say_about(" · ".join(said))
        self._say_error()
        news = self.editor.news
        shown = self.editor.place[0] == Part.NEWS
        self.news.say(
            self.look.language.plural("report_page.changed", news) if news and not shown else ""
        )

    def _say_error(self) -> None:
        error, conflict = self.autosave.error, self.autosave.changed_elsewhere
        said = "" if error is None else self.look.language.error(error)
        self.unsaved.say("" if conflict else said)
        self.conflict.say(said if conflict else "")

    def _tell(self, _: VecinosError) -> None:
        self.follow()

    def _offer_earlier(self, found: "tuple[ReportVersion, ...]") -> None:
        """Offer earlier states below the button; one that is chosen can be undone."""
        offer_earlier(self.earlier, found, self._report.take_earlier, self.look)

    def _show_news(self) -> None:
        self.editor.go((Part.NEWS, ""))
        self.editor.outline.setFocus()

    def _remember_place(self, part: str, id_: str) -> None:
        self._state.place = (part, id_)
        self.follow()

    def _remember_names(self, nameless: bool) -> None:
        self._state.named = not nameless

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is not saved yet."""
        if self._report.document is self.document:
            self.autosave.save()
        super().hideEvent(event)
