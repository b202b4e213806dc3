"""A bar whose words give way, whole, where there is no room for all of them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

ICON = QSize(22, 16)
"""Wider than an icon: the style leaves no room between it and the words."""


class FittingBar(QWidget):
    """Lay controls out in a row. What gives way is named in order, the most dispensable first.

    A button keeps its icon and its tooltip; anything else is hidden. Call `fit` after other words.
    """

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(height)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self._giving: tuple[QWidget, ...] = ()

    def give_way(self, *widgets: QWidget) -> None:
        """Let these give way, the first before the others."""
        self._giving = widgets

    def fit(self) -> None:
        """Show as many words as there is room for."""
        for widget in self._giving:
            widget.ensurePolished()
            _show_words(widget, shown=False)
        for widget in reversed(self._giving):
            _show_words(widget, shown=True)
            if self.row.totalSizeHint().width() > self.width():
                _show_words(widget, shown=False)
        # What was shown only to be measured may have been laid out meanwhile.
        self.row.invalidate()
        self.row.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words into the new width."""
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure in the fonts of the window that shows it."""
        super().showEvent(event)
        self.fit()


def _show_words(widget: QWidget, *, shown: bool) -> None:
    if isinstance(widget, QToolButton):
        with_words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        widget.setToolButtonStyle(with_words if shown else Qt.ToolButtonStyle.ToolButtonIconOnly)
    else:
        widget.setVisible(shown)
