"""What stands beside the timeline: what curves are not, the years shown, the way back to all."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop.charts.axes import FIRST_SHOWN
from desktop.charts.plain_text import PlainLabel, tip
from desktop.ui.ui_context import UiContext
from desktop.views.timeline.scale import Span
from desktop.views.timeline.timeline import Timeline

NAMES_WIDTH = 160
"""Room for the names of the timeline's tracks."""
NARROWEST = 150


class TimelineNotes:
    """Lay the notes out in the room at the left of the years."""

    def __init__(self, timeline: Timeline, whole: QAction, look: UiContext) -> None:
        """Build them; `whole` is the command that shows all months again, on where some are not."""
        self._all_months = whole
        whole.setEnabled(False)
        self._timeline = timeline
        self._look = look
        self._disclaimer = PlainLabel(timeline, wraps=True)
        self._disclaimer.setProperty("role", "quiet")
        self._span = PlainLabel(timeline)
        self._span.setProperty("role", "quiet")
        self._whole = QPushButton(timeline)
        self._whole.setProperty("role", "link")
        self._whole.hide()
        self._whole.clicked.connect(whole.trigger)
        self._column = column = QVBoxLayout(timeline)
        column.setContentsMargins(14, 8, 0, 8)
        column.setSpacing(6)
        column.addWidget(self._disclaimer)
        column.addWidget(self._span)
        column.addWidget(self._whole, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._disclaimer.setText(look.text("desk.disclaimer"))
        self._word()

    def show_span(self, span: Span) -> None:
        """Name the years of other months, and offer all where these are not."""
        self._all_months.setEnabled(span != self._timeline.whole)
        self._whole.setVisible(span != self._timeline.whole)
        self._word()

    def begin_years_at(self, left: int) -> None:
        """Take the room up to where the years begin, in pixels from the left edge."""
        self._disclaimer.setFixedWidth(max(NARROWEST, left - NAMES_WIDTH))
        self._fit()

    def _word(self) -> None:
        self._whole.setText(self._look.text("action.whole"))
        shown = self._timeline.span
        first, last = max(FIRST_SHOWN, shown.first).year, max(FIRST_SHOWN, shown.last).year
        self._span.setText(self._look.text("desk.charts_span", first=first, last=last))
        self._disclaimer.setToolTip(tip(self._span.text()))
        self._fit()

    def _fit(self) -> None:
        """Leave the years of the charts to the tooltip where the disclaimer takes all the room."""
        around, spacing = self._column.contentsMargins(), self._column.spacing()
        room = self._timeline.height() - around.top() - around.bottom() - spacing
        taken = self._disclaimer.heightForWidth(self._disclaimer.width())
        if not self._whole.isHidden():
            room -= self._whole.sizeHint().height() + spacing
        self._span.setVisible(taken + self._span.sizeHint().height() <= room)
