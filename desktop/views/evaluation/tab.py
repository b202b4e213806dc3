"""What the tabs of the page about trust are built of: a column that scrolls, and cards of words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_HEADLINE
from desktop.ui.card_rows import paragraph

MARGIN = 24
GAP = 8


class EvaluationTab(QScrollArea):
    """Scroll one column up and down, never sideways.

    The bar always stands, so that what wraps does not wrap anew when the column grows.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Under the bar lies this; left to its palette it keeps the theme it was made in.
        self.setProperty("role", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._inside = QWidget()
        self._inside.setProperty("role", "centre")
        self._inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(MARGIN, 16, MARGIN, 24)
        self._column.setSpacing(GAP)
        self.setWidget(self._inside)


class WordCard(QFrame):
    """Show a strong line over a paragraph; the page may put more below them into `column`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.title = PlainLabel(self)
        self.title.setProperty("role", "strong")
        self.title.setWordWrap(True)
        self.body = paragraph("", SIZE_HEADLINE, "body", self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 9, 12, 12)
        self.column.setSpacing(6)
        self.column.addWidget(self.title)
        self.column.addWidget(self.body)
        self.column.addStretch(1)
