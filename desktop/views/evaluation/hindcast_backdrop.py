"""What lies behind a projection from the past: as behind any other, but for the years."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from desktop.charts.backdrop import Backdrop
from desktop.charts.fonts import font, metrics
from desktop.charts.paint import across, text_centred, upright
from desktop.domain.clock import Month

YEARS_APART = 3


@dataclass(frozen=True, slots=True)
class HindcastBackdrop(Backdrop):
    """Name years where they end: there lie the origin and every value of twelve months."""

    def _years(self, painter: QPainter) -> None:
        tokens, plot, measures = self.tokens, self.frame.plot, self.frame.measures
        across(painter, plot.left(), plot.right(), plot.bottom(), tokens.line2)
        painter.setFont(font(measures.axis))
        painter.setPen(QColor(tokens.ink3))
        for year in self._shown_years():
            x = self.frame.x(_end(year))
            upright(painter, x, plot.bottom(), plot.bottom() + 4, tokens.line2)
            text_centred(painter, x, plot.bottom() + measures.years_height / 2 + 2, str(year))

    def _shown_years(self) -> tuple[int, ...]:
        last = self.clock.horizon.year
        return tuple(
            year
            for year in range(last, self.clock.vantage.year - 100, -YEARS_APART)
            if _end(year) >= self.frame.first
        )

    def year_areas(self) -> list[QRectF]:
        """Return where the years are written."""
        measures = self.frame.measures
        measure = metrics(measures.axis)
        top = self.frame.plot.bottom() + 4
        widths = {year: measure.horizontalAdvance(str(year)) for year in self._shown_years()}
        return [
            QRectF(self.frame.x(_end(year)) - width / 2, top, width, measures.years_height - 4)
            for year, width in widths.items()
        ]


def _end(year: int) -> float:
    return Month(year, 12).year_fraction
