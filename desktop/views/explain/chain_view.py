"""One step of the chain of causes: what acts on an element, the strongest first."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE
from desktop.document.causes import ModelGraph
from desktop.document.grounds import subject_behind
from desktop.domain.clock import Month
from desktop.reports.element_words import ElementWords
from desktop.ui.card_rows import CauseRow, paragraph
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.explain.map_words import strength_words


class ChainView(QWidget):
    """List what acts on an element; `chosen` goes on to one, `source_wanted` to what is behind.

    As equations name them until their strengths are known. Mere numbers are not among them.
    """

    chosen = Signal(str)
    source_wanted = Signal(str)
    """What the strongest link rests on shall be shown: a subject that has evidence."""

    def __init__(
        self,
        element: str,
        causes: ModelGraph,
        words: ElementWords,
        look: UiContext,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._element, self._causes, self._words, self._look = element, causes, words, look
        self._strengths: Mapping[str, float] = {}
        acting = causes.acting_on(element)
        role = "head" if acting else "second"
        said = look.text("chain.inputs") if acting else look.text("map.no_inputs")
        self.heading = paragraph(said, SIZE_HEADLINE, role, self)
        self.rows = [CauseRow(one, look.tokens, self) for one in acting]
        self._about = paragraph("", SIZE_AXIS, "quiet", self)
        self.source: QPushButton = worded_button(
            look.text("chain.source"), "plain", look, self, "book-open"
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.heading)
        for row in self.rows:
            row.clicked.connect(lambda _=False, to=row.element: self.chosen.emit(to))
            self._column.addWidget(row)
        # Before what is said about it: on a small screen it is seen without scrolling.
        self._column.addWidget(self.source, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._about)
        self.source.clicked.connect(self._ask_source)
        self._about.hide()
        self.source.hide()

    def show_strengths(self, strengths: Mapping[str, float], month: Month) -> None:
        """Rank the rows by how strong each link is in a month, and say it in each."""
        self._strengths = strengths
        order = sorted(
            self.rows, key=lambda row: (-abs(strengths.get(row.element, 0.0)), row.element)
        )
        if order != self.rows:
            for row in order:
                self._column.removeWidget(row)
            for place, row in enumerate(order, start=1):
                self._column.insertWidget(place, row)
            self.rows = order
        text = self._look.text
        if self.rows:
            self.heading.setText(text("chain.ranked"))
        self._about.setText(text("chain.about", month=self._look.language.date(month)))
        self._about.setVisible(bool(self.rows))
        self.source.setVisible(self._strongest is not None)

    def mark(self) -> None:
        """Put what is known of the strengths beside the values that the rows show."""
        text, language = self._look.text, self._look.language
        for row in self.rows:
            strength = self._strengths.get(row.element)
            if strength is not None:
                name = self._words.name(row.element)
                words = strength_words(strength, language)
                spoken = text("chain.row", name=name, strength=words, value=row.values)
                row.show_words(name, row.values, spoken, f"\u2002{words}")

    @property
    def _strongest(self) -> str | None:
        first = self.rows[0].element if self.rows else ""
        return first if self._strengths.get(first) else None

    def _ask_source(self) -> None:
        if self._strongest is not None:
            self.source_wanted.emit(subject_behind(self._causes, self._strongest, self._element))
