"""A chart of the months projected: card, plot, months shown; what it draws is its own matter."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.charts.axes import FIRST_SHOWN
from desktop.charts.frame import Frame
from desktop.charts.measures import DESK, Measures
from desktop.charts.month_reading import MonthlyChart
from desktop.charts.plot_view import PlotView
from desktop.charts.tokens import Tokens
from desktop.domain.clock import Clock, Month
from desktop.domain.indicator import Indicator, Vote
from desktop.language.language import Language

SMALLEST = QSize(300, 180)
LEAST_MONTHS = 24
"""Fewer months than this no chart shows."""
BEFORE_START = 12
"""Months before a start without history, so that its mark stands free of the axis."""


class ProjectedChart(MonthlyChart):
    """Lay out one plot of projected lines in its card, over the months that are wanted.

    While a lever moves lines are drawn fast; at rest they are smooth. Who builds on it sets
    `_axis` before it is shown, and makes the backdrop in `_rebuild`.
    """

    def __init__(
        self,
        indicator: Indicator,
        clock: Clock,
        votes: tuple[Vote, ...],
        language: Language,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        measures: Measures = DESK,
    ) -> None:
        super().__init__(indicator, clock, language, tokens, parent, measures=measures)
        self._votes = votes
        self._events: tuple[Month, ...] = ()
        self._chosen = False
        self._plot = PlotView(self, self._years, measures)
        self.setMinimumSize(SMALLEST)
        self.setMouseTracking(True)

    def _rebuild(self) -> None:
        """Make the fixed picture anew."""
        raise NotImplementedError

    # What is shown

    @property
    def plot(self) -> PlotView:
        """Return the plot inside the card."""
        return self._plot

    def set_events(self, months: tuple[Month, ...]) -> None:
        """Mark the months in which the policy's events strike."""
        if months != self._events:
            self._events = months
            self._rebuild()

    def set_seen_until(self, month: Month | None) -> None:
        """Show nothing later than a month, nor let it be told from anything shown; None shows all.

        The months to come keep their room.
        """
        raise NotImplementedError

    @property
    def _seen_events(self) -> tuple[Month, ...]:
        return tuple(month for month in self._events if self._sees(month))

    def set_span(self, span: tuple[Month, Month] | None) -> None:
        """Show these months only, none before the first that charts show; None shows all."""
        first, last = span or self._whole
        last = max(last, FIRST_SHOWN.plus(LEAST_MONTHS - 1))
        shown = (max(first, FIRST_SHOWN), last)
        if shown != (self._first, self._last):
            self._first, self._last = shown
            self._rebuild()

    @property
    def _whole(self) -> tuple[Month, Month]:
        """Return the months shown at first: without history, hardly any before the projection."""
        return self._clock.vantage.plus(-BEFORE_START), self._clock.horizon

    def set_look(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self._tokens = tokens
        self._rebuild()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self._retranslate()
        self._rebuild()

    def set_chosen(self, chosen: bool) -> None:
        """Outline the card in ink: it is the one being explained."""
        self._chosen = chosen
        self._forget_card()

    @property
    def _projected(self) -> bool:
        """Say whether the month read lies in the projection."""
        return self.month is not None and self.month >= self._clock.vantage

    # Geometry

    def sizeHint(self) -> QSize:
        """Return the size of one of six charts at the designed window size."""
        return QSize(376, 202)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the card out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        self._plot.setGeometry(self._plot_area(self._measures.head_height + self._more_head))
        self._place_corner()
        self._rebuild()

    @property
    def _more_head(self) -> int:
        """Return the height of what stands between headline and plot."""
        return 0

    @property
    def _ends_room(self) -> float:
        """Return the pixels of the longest words at a line's end."""
        raise NotImplementedError

    def _frame(self) -> Frame:
        axis, left, measures = self._axis, self._values_width(), self._measures
        right = max(measures.ends_width, round(self._ends_room) + 8)
        size = self._plot.size()
        plot = QRectF(
            left,
            measures.marks_height,
            max(1, size.width() - left - right),
            max(1, size.height() - measures.marks_height - measures.years_height),
        )
        first = self._first.plus(-1).year_fraction
        return Frame(plot, first, self._last.year_fraction, axis, measures)

    @property
    def _end(self) -> int:
        """Return the step whose values stand beside the line ends: the last one shown."""
        return max(0, self._clock.step(self._last))

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the card, made once, and write the headline."""
        painter = QPainter(self)
        self._paint_card(painter)
        if event.rect().intersects(self._headline_area()):
            self._line.write(painter, self._headline_area(), self._tokens)
        painter.end()

    def paint_picture(self, painter: QPainter) -> None:
        """Paint the chart without what only the desk needs: its controls, the ring of the focus.

        On what is not made of pixels words stay words and lines stay lines.
        """
        self._plain_card().paint(painter)
        self._line.write(painter, self._headline_area(), self._tokens)
        self._plot.paint_picture(painter, QPointF(self._plot.pos()))

    def _outline(self) -> tuple[str, float]:
        if self._chosen and not self.hasFocus():
            return self._tokens.ink, 1.5
        return super()._outline()
