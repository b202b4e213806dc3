"""The window of the assumptions: the set, the conflicts, values of one's own."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.document.assuming import AdoptSet
from desktop.document.changes import Changes
from desktop.document.commands import ResetAssumptions
from desktop.document.document import Document
from desktop.domain.assumptions import NEUTRAL
from desktop.ui.assumption_words import set_words
from desktop.ui.heights import height_for
from desktop.ui.segmented_control import Segments
from desktop.ui.side_window import SideWindow
from desktop.ui.ui_context import UiContext
from desktop.views.assumptions.other_values import OtherValues
from desktop.views.assumptions.rows import ConflictRow, ValueRow

SIZE = QSize(860, 720)
SMALLEST = QSize(720, 420)


class _Page(QWidget):
    """Be as high as its wrapped texts need at its width; a scroll area does not ask for that."""

    def fit(self) -> None:
        layout = self.layout()
        if layout is not None and self.width() > 0:
            self.setFixedHeight(height_for(layout, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


class AssumptionPanel(SideWindow):
    """Set what is assumed, beside the curves that follow; every choice is one undo step."""

    survey_asked = Signal()
    evidence_asked = Signal(str)
    """Somebody wants to see what a parameter rests on."""

    def __init__(self, document: Document, look: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(SMALLEST, parent)
        self._document = document
        catalogue = document.model.assumptions
        self._sets = tuple(catalogue.sets)
        self._title = self._label("title")
        self.sets = Segments(len(self._sets), look.tokens, self)
        self.sets.chosen.connect(lambda place: document.apply(AdoptSet(self._sets[place]), self))
        self._in_force = self._label("strong")
        self._about = self._label("second")
        self._heads = [self._label("head") for _ in range(4)]
        self._about_values = self._label("quiet")
        self._about_values.setContentsMargins(12, 0, 12, 4)
        self._about_conflicts = self._label("quiet")
        self._about_others = self._label("quiet")
        self._about_others.setContentsMargins(12, 0, 12, 4)
        self.conflicts = [
            ConflictRow(document, one, look, self) for one in catalogue.conflicts.values()
        ]
        chosen = [one for one in catalogue.movables.values() if one.text is not None]
        others = [one for one in catalogue.movables.values() if one.text is None]
        self.values = [ValueRow(document, one, look, self) for one in chosen]
        for row in self.values:
            row.evidence_asked.connect(self.evidence_asked)
        self.others = OtherValues(document, others, look, self)
        self.others.evidence_asked.connect(self.evidence_asked)
        self.reset = QPushButton(self)
        self.reset.setProperty("role", "plain")
        self.reset.clicked.connect(lambda: document.apply(ResetAssumptions(), self))
        self.survey = QPushButton(self)
        self.survey.setProperty("role", "plain")
        self.survey.clicked.connect(self.survey_asked)
        self.done_ = QPushButton(self)
        self.done_.setProperty("role", "main")
        self.done_.clicked.connect(self.close)
        self._lay_out()
        self.set_look(look)
        self.stand(SIZE)
        self._stop_listening = document.listen(self._on_document_changed)
        self.sets.segments[self.sets.choice].setFocus()

    def _label(self, role: str) -> QLabel:
        label = PlainLabel(self, wraps=True)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    @property
    def _rows(self) -> tuple[ConflictRow | ValueRow, ...]:
        return (*self.conflicts, *self.values)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._title, 1)
        top.addWidget(self.sets)
        self._page = inside = _Page(self)
        inside.setProperty("role", "centre")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._heads[0])
        column.addWidget(self._about_conflicts)
        for conflict in self.conflicts:
            column.addWidget(conflict)
        drivers = [row for row in self.values if row.movable.driver]
        sizes = [row for row in self.values if not row.movable.driver]
        for head, rows in zip(self._heads[1:3], (drivers, sizes), strict=True):
            column.addSpacing(8)
            column.addWidget(head)
            if rows is drivers:
                column.addWidget(self._about_values)
            card = QFrame(inside)
            card.setProperty("role", "strip")
            inner = QVBoxLayout(card)
            inner.setContentsMargins(0, 6, 0, 6)
            inner.setSpacing(2)
            for row in rows:
                inner.addWidget(row)
            column.addWidget(card)
        column.addSpacing(8)
        column.addWidget(self._heads[3])
        column.addWidget(self._about_others)
        column.addWidget(self.others)
        self.others.grew.connect(inside.fit)
        self._area = area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        upper = QVBoxLayout()
        upper.setContentsMargins(24, 16, 24, 12)
        upper.setSpacing(6)
        upper.addLayout(top)
        upper.addWidget(self._in_force)
        upper.addWidget(self._about)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 16)
        foot.setSpacing(8)
        foot.addWidget(self.reset)
        foot.addWidget(self.survey)
        foot.addStretch(1)
        foot.addWidget(self.done_)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper)
        whole.addWidget(area, 1)
        whole.addLayout(foot)

    def show_value(self, parameter: str) -> None:
        """Go to the slider of a parameter."""
        if self.others.holds(parameter):
            row = self.others.row(parameter)
        else:
            row = next(one for one in self.values if one.movable.parameter == parameter)
        self._page.fit()
        row.slider.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(row, 0, 60)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.setWindowTitle(look.text("assume.title"))
        self._title.setText(look.text("assume.title"))
        catalogue = self._document.model.assumptions
        self.sets.set_look(look.tokens)
        self.sets.set_words([look.language.wording(one.short) for one in catalogue.sets.values()])
        for segment, one in zip(self.sets.segments, catalogue.sets.values(), strict=True):
            segment.setAccessibleName(look.language.wording(one.name))
            segment.setToolTip(tip(look.language.wording(one.text)))
        for head, words in zip(
            self._heads,
            (
                look.text("assume.conflicts"),
                look.text("assume.drivers"),
                look.text("assume.sizes"),
                look.text("assume.others"),
            ),
            strict=True,
        ):
            head.setText(words)
        self._about_conflicts.setText(look.text("assume.conflicts_about"))
        self._about_values.setText(look.text("assume.values_about"))
        self._about_others.setText(look.text("assume.others_about"))
        self.others.set_look(look)
        self.reset.setText(look.text("command.reset_assumptions"))
        self.survey.setText(look.text("assume.survey"))
        self.done_.setText(look.text("dialog.close"))
        for row in self._rows:
            row.set_look(look)
        self._refresh()
        self._page.fit()

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.model:
            self.set_look(self._look)
        elif changes.assumptions or changes.scenario:
            for row in self._rows:
                row.refresh()
            self.others.refresh()
            self._refresh()
            self._page.fit()

    def _refresh(self) -> None:
        model, assumed = self._document.model, self._document.scenario.assumed
        for name, segment in zip(self._sets, self.sets.segments, strict=True):
            segment.setChecked(name == assumed.set)
        self._in_force.setText(set_words(model, assumed, self._look))
        chosen = model.assumptions.sets[assumed.set]
        self._about.setText(self._look.language.wording(chosen.text))
        self.reset.setEnabled(assumed != NEUTRAL)

    def release(self) -> None:
        """Hear the document no longer."""
        self._stop_listening()
