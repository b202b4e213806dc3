"""A column of words about one subject: what every card of the inspector is made of."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from desktop.charts.tokens import SIZE_HEADLINE
from desktop.document.causes import ModelGraph
from desktop.document.grounds import link_subject
from desktop.domain.clock import Month
from desktop.domain.model.model import Link
from desktop.reports.element_words import Central, ElementWords
from desktop.reports.equation import Line
from desktop.ui.card_rows import CauseRow, EquationView, LinkRow, paragraph
from desktop.ui.heights import height_for
from desktop.ui.ui_context import UiContext


class ExplanationCard(QWidget):
    """Show words, equations and rows about one subject; `chosen` carries the next one."""

    chosen = Signal(str)
    address_opened = Signal(str)
    """Somebody asked for the browser, and this is where it shall go."""

    def __init__(self, subject: str, causes: ModelGraph, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.subject = subject
        self._look = look
        self._causes = causes
        self._words = ElementWords(causes, look.language)
        self.rows: list[CauseRow] = []
        """Rows of elements, with their values."""
        self.links: list[CauseRow] = []
        self.equations: list[EquationView] = []
        self._outer = self._column = self._column_in(self)
        self._column.setContentsMargins(16, 4, 16, 16)

    def _column_in(self, parent: QWidget) -> QVBoxLayout:
        column = QVBoxLayout(parent)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        return column

    @property
    def title(self) -> str:
        """Return what the page is about."""
        return self._words.subject(self.subject)

    @staticmethod
    def title_of(subject: str, causes: ModelGraph, look: UiContext) -> str:
        """Return the title of a page without building it."""
        return ElementWords(causes, look.language).subject(subject)

    def _say(self, text: str, size: int = SIZE_HEADLINE, role: str = "body") -> QLabel:
        label = paragraph(text, size, role, self)
        self._column.addWidget(label)
        return label

    def _head(self, words: str) -> None:
        self._column.addSpacing(8)
        self._say(words, SIZE_HEADLINE, "head")

    def _add_lines(self, lines: tuple[Line, ...]) -> None:
        view = EquationView(lines, self._look.tokens, self)
        view.chosen.connect(self.chosen)
        self.equations.append(view)
        self._column.addWidget(view)

    def _add_row(self, row: CauseRow) -> CauseRow:
        row.clicked.connect(lambda: self.chosen.emit(row.element))
        self._column.addWidget(row)
        return row

    def _add_link_row(self, link: Link) -> CauseRow:
        row = self._add_row(LinkRow(link_subject(link.number), self._look.tokens, self))
        self.links.append(row)
        return row

    def _add_rows(self, head: str, elements: tuple[str, ...]) -> None:
        if elements:
            self._head(head)
            rows = (CauseRow(element, self._look.tokens, self) for element in elements)
            self.rows.extend(map(self._add_row, rows))

    def fit(self, width: int, least: int) -> None:
        """Take a width, and at least this height."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        # Those within stand after those they lie in, and hear of nothing before the event loop.
        columns = self.findChildren(QLayout)
        for column in columns:
            column.invalidate()
        self.resize(width, max(least, height_for(self._outer, width)))
        for column in columns:
            column.activate()

    def show_values(self, month: Month, central: Central) -> None:
        """Show the values in a month of the central run, and those at the vantage."""
        words, look = self._words, self._look
        for row in self.rows:
            name, values = words.name(row.element), words.values(row.element, month, central)
            row.show_words(name, values, look.text("explain.row", name=name, value=values))
