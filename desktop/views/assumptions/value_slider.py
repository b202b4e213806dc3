"""The slider of a value of one's own."""

import math

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from desktop.charts.paint import scale_of, snapped
from desktop.charts.tokens import Tokens
from desktop.domain.assumptions import AdjustableParameter
from desktop.ui.typography import colour

_END = 8
_KNOB = 5.5
_HEIGHT = 24
_WIDTH = 180
_ROUNDING = 1e-6


class ValueSlider(QSlider):
    """Offer the steps between a value's limits; a tick marks what holds without it.

    The wheel is left to the scroll area.
    """

    def __init__(
        self, movable: AdjustableParameter, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._movable = movable
        self._tokens = tokens
        self._usual = movable.low
        self._own = False
        steps = (movable.high - movable.low) / movable.step
        self.setRange(0, max(1, math.ceil(steps - _ROUNDING)))
        self.setPageStep(max(1, self.maximum() // 10))
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def held(self) -> float:
        """Return the value under the knob, in the model's unit."""
        return min(
            self._movable.high,
            float(f"{self._movable.low + self.value() * self._movable.step:.9g}"),
        )

    def show_value(self, usual: float, own: float | None) -> None:
        """Put the knob on one's own value, or on what holds without it; tells nobody."""
        self._usual, self._own = usual, own is not None
        low, step = self._movable.low, self._movable.step
        with QSignalBlocker(self):
            self.setValue(round(((usual if own is None else own) - low) / step))
        self.update()

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual width."""
        return QSize(_WIDTH, _HEIGHT)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the panel scroll."""
        event.ignore()

    def _place(self, value: float) -> float:
        movable = self._movable
        share = (value - movable.low) / (movable.high - movable.low)
        return _END + min(1.0, max(0.0, share)) * (self.width() - 2 * _END)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, tick, fill, knob and the ring of the focus."""
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        knob = QPointF(self._place(self.held), middle)
        painter.setBrush(colour(tokens.track))
        track = QRectF(_END - 1.5, middle - 1.5, self.width() - 2 * _END + 3, 3)
        painter.drawRoundedRect(track, 1.5, 1.5)
        home = self._place(self._usual)
        left = snapped(home - 0.75, scale_of(painter))
        painter.fillRect(QRectF(left, middle - 6, 1.5, 12), colour(tokens.ink2))
        moved = self._own or self.isSliderDown()
        if moved:
            span = QRectF(min(home, knob.x()), middle - 1.5, abs(knob.x() - home), 3)
            painter.fillRect(span, colour(tokens.primary))
        painter.setBrush(colour(tokens.primary if moved else tokens.ink2))
        painter.drawEllipse(knob, _KNOB + 0.6, _KNOB + 0.6)
        if not moved:
            painter.setBrush(colour(tokens.surface))
            painter.drawEllipse(knob, 4.375, 4.375)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
