"""The course of one lever as a small chart, with its moves to be dragged."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts.tokens import SIZE_AXIS, Tokens
from desktop.domain.clock import Clock, Month
from desktop.domain.lever import Lever, Move
from desktop.session.lever_course import LeverCourse
from desktop.ui.typography import colour, font, metrics

HEIGHT = 96
_EDGE = 7
"""Room round the course, for half a mark."""
_MARK, _GRIP = 4.0, 12.0
"""Radius of a mark, and how near to one a press takes it."""


class ProfileChart(QWidget):
    """Draw the setting, what is in force, and a mark on it where each move comes to its value."""

    chosen = Signal(int)
    dragged = Signal(Month, float)
    """The chosen move is wanted in another month, at another value."""

    def __init__(self, lever: Lever, clock: Clock, tokens: Tokens) -> None:
        super().__init__()
        self._lever, self._clock, self._tokens = lever, clock, tokens
        self._course: LeverCourse | None = None
        self._moves: Sequence[Move] = ()
        self._last: Month | None = None
        self._chosen = 0
        self._held: QPointF | None = None
        """From the pointer to where the value would stand in the first month of the move."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a small size; the width is the popover's."""
        return QSize(200, HEIGHT)

    def show_moves(
        self, moves: Sequence[Move], chosen: int, course: LeverCourse | None, last: Month | None
    ) -> None:
        """Show moves, the last of them until a month, and the course they make.

        Without a course, where they cannot be, no line.
        """
        self._moves, self._chosen, self._course, self._last = moves, chosen, course, last
        self.update()

    # ------------------------------------------------------------ places

    @property
    def _room(self) -> QRectF:
        below = metrics(SIZE_AXIS).lineSpacing()
        return QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE - below)

    def place(self, month: Month, value: float) -> QPointF:
        """Return where a value in a month is drawn."""
        room, lever = self._room, self._lever
        across = (self._clock.step(month) - 1) / max(1, self._clock.steps - 1)
        up = (value - lever.low) / (lever.high - lever.low)
        return QPointF(room.left() + across * room.width(), room.bottom() - up * room.height())

    def mark(self, move: Move) -> QPointF:
        """Return where a move's mark is drawn: on the line, in the month that ends its ramp.

        Where the next move, or the end, comes before that, in the last month the move has.
        """
        if self._course is None:
            return self.place(move.start, move.value)
        ends = [one.start.plus(-1) for one in self._moves if one.start > move.start]
        reached = min(move.start.plus(max(0, move.ramp - 1)), self._clock.horizon, *ends)
        if self._last is not None:
            reached = min(reached, self._last)
        step = max(1, self._clock.step(reached))
        return self.place(self._clock.month(step), self._course.settings[step - 1])

    def _at(self, place: QPointF) -> tuple[Month, float]:
        room, lever = self._room, self._lever
        across = min(1.0, max(0.0, (place.x() - room.left()) / room.width()))
        up = min(1.0, max(0.0, (room.bottom() - place.y()) / room.height()))
        value = lever.low + up * (lever.high - lever.low)
        notches = round((value - lever.low) / lever.step)
        value = min(lever.high, round(lever.low + notches * lever.step, lever.decimals))
        return self._clock.month(1 + round(across * (self._clock.steps - 1))), value

    # ------------------------------------------------------------ hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the nearest mark."""
        marks = [self.mark(move) for move in self._moves]
        far = [(mark - event.position()).manhattanLength() for mark in marks]
        if event.button() is Qt.MouseButton.LeftButton and far and min(far) <= _GRIP:
            number = far.index(min(far))
            move = self._moves[number]
            self._held = self.place(move.start, move.value) - marks[number]
            self.chosen.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the mark that was taken."""
        if self._held is not None:
            self.dragged.emit(*self._at(event.position() + self._held))

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the move before or after."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(self._chosen + by)

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew whatever changed."""
        self.update()
        super().changeEvent(event)

    # ------------------------------------------------------------ drawing

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the course, the marks, and the first and last year."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, room = self._tokens, self._room
        painter.setPen(QPen(colour(tokens.focus if self.hasFocus() else tokens.line2), 1))
        painter.drawRect(room.adjusted(-_EDGE + 0.5, -_EDGE + 0.5, _EDGE - 0.5, _EDGE - 0.5))
        painter.setFont(font(SIZE_AXIS))
        painter.setPen(colour(tokens.ink3))
        first, last = str(self._clock.first.year), str(self._clock.horizon.year)
        base = self.height() - 2.0
        painter.drawText(QPointF(0, base), first)
        width = metrics(SIZE_AXIS).horizontalAdvance(last)
        painter.drawText(QPointF(self.width() - width, base), last)
        hue = colour(tokens.family(self._lever.family))
        if self._course is not None:
            if self._course.in_force is not None:
                painter.setPen(QPen(colour(tokens.ink3), 1, Qt.PenStyle.DashLine))
                painter.drawPolyline(self._line(self._course.in_force))
            painter.setPen(QPen(hue, 1.5))
            painter.drawPolyline(self._line(self._course.settings))
        painter.setPen(QPen(hue, 1.5))
        for number, move in enumerate(self._moves):
            painter.setBrush(hue if number == self._chosen else colour(tokens.surface))
            painter.drawEllipse(self.mark(move), _MARK, _MARK)

    def _line(self, values: Sequence[float]) -> QPolygonF:
        months = (self._clock.month(step) for step in range(1, self._clock.steps + 1))
        return QPolygonF([self.place(*each) for each in zip(months, values, strict=True)])
