"""The desk, and the pages that lie over it."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.views.curves.chart_area import ChartArea


@runtime_checkable
class _Covering(Protocol):
    """A page: it has a place for the bars of the desk that it covers."""

    bars: QHBoxLayout


class PageStack(QStackedWidget):
    """Show the page opened last; put away, it is left for what lies below it.

    At the bottom lies the desk. Its bars stand on what is on show.
    """

    def __init__(self, desk: ChartArea, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    @property
    def page(self) -> QWidget | None:
        """Return the page on show, None while the desk is."""
        return self.currentWidget() if self.currentIndex() > 0 else None

    def take_key(self, event: QKeyEvent) -> bool:
        """Hand an Escape that no control outside the page was for to the page on show, if any."""
        if event.key() != Qt.Key.Key_Escape or self.page is None:
            return False
        self.page.keyPressEvent(event)
        return True

    def put_on_top(self, page: QWidget) -> None:
        """Show a page over all others, wherever it lay."""
        if self.currentWidget() is not page:
            self.removeWidget(page)
            self._show(self.addWidget(page))

    def exchange(self, old: QWidget, new: QWidget) -> None:
        """Let a page lie where another one lay, which goes; what is on top stays on top."""
        place = self.indexOf(old)
        self.insertWidget(place + 1, new)
        if self.currentIndex() == place:
            self._show(place + 1)
        self.removeWidget(old)

    def put_away(self, page: QWidget) -> None:
        """Take a page out; if it was on show, what lay below it is."""
        if self.currentWidget() is page:
            self._show(self.currentIndex() - 1)
        self.removeWidget(page)

    def _show(self, place: int) -> None:
        widget = self.widget(place)
        self._desk.carry_bars(widget.bars if isinstance(widget, _Covering) else self._desk.bars)
        self.setCurrentIndex(place)
