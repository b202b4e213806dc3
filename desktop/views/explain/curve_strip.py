"""The central curve of any element of the model, small, in its card."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts.accessible import SpokenChart
from desktop.charts.fonts import font
from desktop.charts.mini_curve import paint_mini_curve
from desktop.charts.paint import across, text_left, text_right
from desktop.charts.tokens import SIZE_MARK
from desktop.domain.clock import Clock, Month
from desktop.ui.ui_context import UiContext

_HEIGHT, _FOOT = 76, 18


class CurveStrip(SpokenChart):
    """Draw one variable of the central run from the vantage to the horizon, and mark a month."""

    def __init__(self, clock: Clock, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock, self._look = clock, look
        self._values: NDArray[np.floating] | None = None
        self._step, self._words = 0, ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.hide()

    def show_curve(self, values: NDArray[np.floating] | None, month: Month, words: str) -> None:
        """Draw values (TIME,) and mark a month; `words` say them. None draws nothing."""
        self._values, self._words = values, words
        self._step = min(max(self._clock.step(month), 0), self._clock.steps)
        self.setVisible(values is not None)
        self.update()

    def spoken_name(self) -> str:
        """Return what the curve begins and ends with, in words."""
        return self._words

    def spoken_description(self) -> str:
        """Return that it is the central run."""
        return self._look.text("chain.curve")

    def sizeHint(self) -> QSize:
        """Return the usual column's width."""
        return QSize(260, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the curve over its years."""
        if self._values is None:
            return
        painter, tokens = QPainter(self), self._look.tokens
        area = QRectF(self.rect()).adjusted(0, 4, 0, -_FOOT)
        painter.fillRect(area, QColor(tokens.proj))
        across(painter, area.left(), area.right(), area.bottom(), tokens.line2)
        inside = area.adjusted(4, 4, -4, -4)
        paint_mini_curve(painter, inside, self._values, tokens.ink2, tokens, self._step)
        painter.setFont(font(SIZE_MARK))
        painter.setPen(QColor(tokens.ink3))
        foot = area.bottom() + _FOOT / 2
        text_left(painter, area.left(), foot, str(self._clock.vantage.year))
        text_right(painter, area.right(), foot, str(self._clock.horizon.year))
        painter.end()
