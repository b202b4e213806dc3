"""The page of actions and outcomes: what each lever alone does to each curve."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QStackedWidget, QWidget

from desktop.analysis.outcomes import Outcomes
from desktop.charts.plain_text import PlainLabel, tip
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.session.outcome_runs import OutcomeRuns, Stand
from desktop.ui.clipboard import table_data
from desktop.ui.page import EmptyState, Page, worded_button
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.cards.outcome_model import OutcomeModel
from desktop.views.cards.outcome_table import OutcomeTable


class OutcomesPage(Page):
    """Show all levers and all curves, sign and size, of one month of the central run.

    `runs` is the page's from now on: it ends with it.
    """

    chosen = Signal(str, str)
    """A lever and an indicator: whoever pressed wants the chart, and the lever's card."""
    stand_chosen = Signal(Stand)
    """Where the levers stand from now on, here and when the page is opened again."""

    def __init__(
        self,
        document: Document,
        runs: OutcomeRuns,
        month: Month,
        look: UiContext,
        stand: Stand = Stand.FAR_END,
    ) -> None:
        super().__init__(look, look.text("outcomes.title"), "")
        self._document, self._runs, self.month = document, runs, month
        self._stand = stand
        runs.setParent(self)
        self.table = OutcomeTable(look, self)
        self.table.chosen.connect(self.chosen)
        self.table.copy_wanted.connect(self.copy)
        self.stands = Segments(len(Stand), look.tokens, self)
        self.stands.set_words([look.text(f"outcomes.{one}") for one in Stand])
        self.stands.setAccessibleName(look.text("outcomes.stand"))
        self.stands.segments[list(Stand).index(stand)].setChecked(True)
        self.stands.chosen.connect(lambda place: self._choose(list(Stand)[place]))
        self.copier = worded_button(look.text("outcomes.copy"), "plain", look, self, "copy")
        self.copier.setToolTip(tip(look.text("outcomes.copy_tip")))
        self.copier.clicked.connect(self.copy)
        self.head.addWidget(self.stands)
        self.head.addWidget(self.copier)
        self._explained = PlainLabel(self, wraps=True)
        self._explained.setProperty("role", "second")
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.stop = worded_button(look.text("dialog.cancel"), "plain", look, self)
        self.stop.clicked.connect(self._give_up)
        waiting = QHBoxLayout()
        waiting.addWidget(self.progress, 1)
        waiting.addWidget(self.stop)
        self._waiting = QWidget(self)
        self._waiting.setLayout(waiting)
        waiting.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(look, self)
        self.empty.acted.connect(self._act)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        for part in (self._explained, self._waiting):
            self.body.addWidget(part)
        self.body.addWidget(self._stack, 1)
        runs.found.connect(self._take)
        runs.failed.connect(self._fail)
        runs.advanced.connect(self.progress.setValue)
        self.destroyed.connect(document.listen(self._on_document_changed))
        self._work()

    def take_focus(self) -> None:
        """Begin in the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def busy(self) -> bool:
        """Say whether the table is still being worked out."""
        return self._runs.busy

    def _on_document_changed(self, changes: Changes) -> None:
        """Work it out anew where a key took a step back; over another model the page is another."""
        if changes.needs_projection and changes.gesture_ended and not changes.model:
            self._work()

    def _choose(self, stand: Stand) -> None:
        self._stand = stand
        self.stand_chosen.emit(stand)
        self._work()

    def _work(self) -> None:
        look = self.look
        said = look.text(f"outcomes.about.{self._stand}", month=look.language.date(self.month))
        self._explained.setText(said)
        self.copier.setEnabled(False)
        if self._nothing_set:
            self._runs.cancel()
            self._say(look.text("outcomes.nothing_set"), look.text("outcomes.show_far_end"))
            return
        self._stack.hide()
        self._runs.want(self._stand)
        self.progress.setRange(0, self._runs.count)
        self._waiting.setVisible(self.busy)

    @property
    def _nothing_set(self) -> bool:
        return self._stand is Stand.AS_SET and not self._document.scenario.combined.settings

    def _take(self, found: Outcomes) -> None:
        self._waiting.hide()
        self._stack.show()
        self.table.show_model(
            OutcomeModel(self._document.model, found, self.month, self.look, self)
        )
        self._stack.setCurrentWidget(self.table)
        self.copier.setEnabled(True)

    def _fail(self, error: VecinosError) -> None:
        self._say(self.look.language.error(error), self.look.text("outcomes.again"))

    def _give_up(self) -> None:
        self._runs.cancel()
        self._say(self.look.text("outcomes.cancelled"), self.look.text("outcomes.again"))

    def _say(self, sentence: str, action: str) -> None:
        self._waiting.hide()
        self.empty.say(sentence, action)
        self._stack.setCurrentWidget(self.empty)
        self._stack.show()

    def _act(self) -> None:
        """Try again; where nothing is set, show the far ends."""
        if self._nothing_set:
            self.stands.segments[list(Stand).index(Stand.FAR_END)].click()
        else:
            self._work()

    def copy(self) -> None:
        """Put the table on the clipboard, as text and as HTML, with what it shows as its title."""
        model = self.table.model()
        if isinstance(model, OutcomeModel) and self.copier.isEnabled():
            headings, rows = model.cells()
            headings[0] = self.look.text(
                "outcomes.copied_title", lever=headings[0], about=self._explained.text()
            )
            QApplication.clipboard().setMimeData(table_data(headings, rows))
