"""The countdown of a stage as a ring that empties, with what is left in large figures."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts.tokens import SIZE_AXIS, SIZE_BODY
from desktop.language.durations import clock_words
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext

SMALLEST, LARGEST = 132, 210
FIGURES = 46
WIDTH = 13
TURN = 360 * 16
"""A whole circle, in the unit of Qt's arcs."""
TICKS = 12
_CENTRE = Qt.AlignmentFlag.AlignCenter


class CountdownRing(QWidget):
    """Show what is left; at the end the ring is a full one in the color of warnings."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._left, self._total = 0, 0
        self._running = False
        self._words = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(SMALLEST)

    def show_face(
        self, left: float, total: float, words: tuple[str, str, str], *, running: bool
    ) -> None:
        """Show seconds that are left of a whole; `words` say of what, in one line and in two."""
        # As the room reads it: a second that has begun is there until it is over.
        whole = int(left + 0.999)
        face = (whole, round(total), running, words)
        if face == (self._left, self._total, self._running, self._words):
            return
        self._left, self._total, self._running, self._words = face
        self.setAccessibleName(
            self._look.text("conduct.left_of", left=clock_words(whole), what=words[0])
        )
        self.update()

    @property
    def over(self) -> bool:
        """Say whether the time is up."""
        return self._total > 0 and self._left == 0

    def sizeHint(self) -> QSize:
        """Ask for the ring at its largest."""
        return QSize(LARGEST, LARGEST)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring, its ticks, the figures and what they are of."""
        del event
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(min(self.width(), self.height(), LARGEST))
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        ring = area.adjusted(WIDTH / 2 + 1, WIDTH / 2 + 1, -WIDTH / 2 - 1, -WIDTH / 2 - 1)
        pen = QPen(colour(tokens.line), WIDTH)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self.over:
            pen.setColor(colour(tokens.warnline))
        painter.setPen(pen)
        painter.drawEllipse(ring)
        if self._total and not self.over:
            pen.setColor(colour(tokens.primary if self._running else tokens.line2))
            painter.setPen(pen)
            share = min(self._left / self._total, 1.0)
            painter.drawArc(ring, TURN // 4, round(TURN * share))
        self._paint_ticks(painter, ring)
        self._paint_words(painter, ring)
        painter.end()

    def _paint_ticks(self, painter: QPainter, ring: QRectF) -> None:
        painter.save()
        painter.translate(ring.center())
        painter.setPen(QPen(colour(self._look.tokens.line2), 1))
        inner = ring.width() / 2 - WIDTH / 2 - 4
        for tick in range(TICKS):
            length = 8 if tick % 3 == 0 else 4
            painter.drawLine(QPointF(0, -inner), QPointF(0, -inner + length))
            painter.rotate(360 / TICKS)
        painter.restore()

    def _paint_words(self, painter: QPainter, ring: QRectF) -> None:
        tokens = self._look.tokens
        figures = clock_words(self._left)
        room = ring.width() - WIDTH - 24
        size = FIGURES
        while size > SIZE_BODY and metrics(size, strong=True).horizontalAdvance(figures) > room:
            size -= 2
        middle = ring.center().y()
        painter.setFont(font(size, strong=True))
        painter.setPen(colour(tokens.ink))
        painter.drawText(
            QRectF(ring.left(), middle - size * 0.85, ring.width(), size * 1.2), _CENTRE, figures
        )
        painter.setPen(colour(tokens.warnink if self.over else tokens.ink2))
        one, *two = self._words
        lines = [self._look.text("conduct.time_is_up")] if self.over else [one]
        strong = self.over
        if metrics(SIZE_BODY, strong=strong).horizontalAdvance(lines[0]) > room and not strong:
            lines = two
        size_below = SIZE_BODY if len(lines) == 1 else SIZE_AXIS
        painter.setFont(font(size_below, strong=strong))
        measure = metrics(size_below, strong=strong)
        top = middle + size * 0.35
        for line in lines:
            below = QRectF(ring.left(), top, ring.width(), size_below * 1.5)
            shown = measure.elidedText(line, Qt.TextElideMode.ElideRight, round(room))
            painter.drawText(below, _CENTRE, shown)
            top += size_below * 1.25
