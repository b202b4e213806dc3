"""When rounds and injects are, by the clock on the wall: what was, what is planned, and now."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS
from desktop.document.play.schedule import RoundTime
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext

HEIGHT = 64
EDGE = 18
BAND_TOP, BAND = 6, 20
LINE = 34
DIAMOND = 5.0
GRAB = 9.0
TAGS = (300, 600, 900, 1800, 3600, 7200, 14400)
"""Seconds between two times that are written below the line."""
FINE = 60.0
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one inject on the line."""

    id: str
    words: str
    at: float
    """Seconds of the exercise."""
    released: bool
    movable: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Hold one round on the line."""

    short: str
    words: str
    time: RoundTime
    present: bool


@dataclass(frozen=True, slots=True)
class Course:
    """Hold all that the line shows."""

    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    now: float = 0.0
    begun_at: datetime | None = None
    """What the clock on the wall says at the beginning, were there no time without play."""


class PlayTimeline(QWidget):
    """Let injects that wait be dragged to another minute; Alt and the arrows do the same.

    `chosen` tells the inject that was pointed at, `moved` the inject and the second it shall be at.
    """

    chosen = Signal(str)
    moved = Signal(str, float)

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._course = Course()
        self.current: str | None = None
        self._drag: tuple[str, float, float] | None = None
        """Inject, where it was taken hold of beside its middle, and where it is now."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(look.text("conduct.timeline"))
        self.setAccessibleDescription(look.text("conduct.timeline.keys"))
        self.setMouseTracking(True)

    def show_course(self, course: Course) -> None:
        """Show rounds, injects and the present."""
        self._course = course
        self.update()

    def show_inject(self, name: str | None) -> None:
        """Make an inject the current one."""
        if name != self.current:
            self.current = name
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(400, HEIGHT)

    # ------------------------------------------------------------ where things are

    @property
    def _span(self) -> tuple[float, float]:
        course = self._course
        ends = [band.time.end for band in course.bands] + [mark.at for mark in course.marks]
        return min([0.0, course.now]), max([*ends, course.now, 600.0]) * 1.02

    def x_of(self, seconds: float) -> float:
        """Return the pixel of a second of the exercise."""
        first, last = self._span
        return EDGE + (seconds - first) / (last - first) * (self.width() - 2 * EDGE)

    def second_at(self, x: float) -> float:
        """Return the second of the exercise at a pixel."""
        first, last = self._span
        return first + (x - EDGE) / max(self.width() - 2 * EDGE, 1) * (last - first)

    def _mark_at(self, place: QPointF) -> Mark | None:
        near = [
            mark
            for mark in self._course.marks
            if abs(self.x_of(mark.at) - place.x()) <= GRAB and abs(place.y() - LINE) <= GRAB
        ]
        # Of two at one place the one that can still be moved is meant.
        near.sort(key=lambda one: (not one.movable, abs(self.x_of(one.at) - place.x())))
        return near[0] if near else None

    # ------------------------------------------------------------ pointer and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose an inject, and begin to drag it where it can be moved."""
        mark = self._mark_at(event.position())
        if mark is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self.current = mark.id
        self.chosen.emit(mark.id)
        if mark.movable:
            self._drag = (mark.id, event.position().x() - self.x_of(mark.at), mark.at)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let what is dragged follow; it is moved when it is let go."""
        if self._drag is None:
            over = self._mark_at(event.position())
            movable = over is not None and over.movable
            shape = Qt.CursorShape.SizeHorCursor if movable else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        name, grip, _ = self._drag
        self._drag = (name, grip, self.second_at(event.position().x() - grip))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Move what was dragged."""
        if self._drag is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        name, _, wanted = self._drag
        self._drag = None
        before = next((one.at for one in self._course.marks if one.id == name), wanted)
        if abs(wanted - before) >= FINE / 2:
            self.moved.emit(name, wanted)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another inject with the arrows, and move it with Alt and the arrows."""
        ordered = [one.id for one in sorted(self._course.marks, key=lambda one: one.at)]
        key = event.key()
        if key == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = None
            self.update()
        elif key not in (Qt.Key.Key_Left, Qt.Key.Key_Right) or not ordered:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move_by(1 if key == Qt.Key.Key_Right else -1)
        else:
            step = 1 if key == Qt.Key.Key_Right else -1
            place = ordered.index(self.current) + step if self.current in ordered else 0
            self.current = ordered[place % len(ordered)]
            self.chosen.emit(self.current)
            self.update()

    def _move_by(self, minutes: int) -> None:
        mark = next((one for one in self._course.marks if one.id == self.current), None)
        if mark is not None and mark.movable:
            self.moved.emit(mark.id, mark.at + 60.0 * minutes)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say which inject or round is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = QPointF(event.pos())
            mark = self._mark_at(place)
            over = [
                band.words
                for band in self._course.bands
                if self.x_of(band.time.begin) <= place.x() <= self.x_of(band.time.end)
            ]
            words = mark.words if mark is not None else over[0] if over else ""
            QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().event(event)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw rounds, the line with its times, injects, and now."""
        del event
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for band in self._course.bands:
            self._paint_band(painter, band)
        painter.setPen(QPen(colour(tokens.line2), 1))
        painter.drawLine(QPointF(EDGE, LINE + 0.5), QPointF(self.width() - EDGE, LINE + 0.5))
        now = self._paint_now(painter)
        self._paint_times(painter, now)
        for mark in self._course.marks:
            self._paint_mark(painter, mark)
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)
        painter.end()

    def _paint_band(self, painter: QPainter, band: Band) -> None:
        tokens = self._look.tokens
        left, right = self.x_of(band.time.begin), self.x_of(band.time.end)
        area = QRectF(left, BAND_TOP, max(right - left, 3.0), BAND)
        painter.setPen(QPen(colour(tokens.primary if band.present else tokens.line2), 1))
        painter.setBrush(colour(tokens.primary if band.present else tokens.sunken))
        painter.drawRoundedRect(area, 3, 3)
        if metrics(SIZE_AXIS, strong=True).horizontalAdvance(band.short) < area.width() - 8:
            painter.setFont(font(SIZE_AXIS, strong=True))
            painter.setPen(colour(tokens.onprimary if band.present else tokens.ink2))
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(area.adjusted(7, 0, 0, 0), middle, band.short)

    def _wall(self, seconds: float) -> str:
        begun = self._course.begun_at
        return "" if begun is None else f"{_later(begun, seconds):%H:%M}"

    def _paint_now(self, painter: QPainter) -> QRectF:
        """Mark the present over its rounds; return where its time stands."""
        tokens, x = self._look.tokens, self.x_of(self._course.now)
        words = self._wall(self._course.now)
        painter.setPen(QPen(colour(tokens.ink), 2))
        painter.drawLine(QPointF(x, BAND_TOP - 3), QPointF(x, LINE + 10))
        width = metrics(SIZE_AXIS, strong=True).horizontalAdvance(words) + 10
        left = min(max(x - width / 2, 2.0), self.width() - width - 2)
        area = QRectF(left, LINE + 10, width, 17)
        if words:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.ink))
            painter.drawRoundedRect(area, 3, 3)
            painter.setPen(colour(tokens.surface))
            painter.setFont(font(SIZE_AXIS, strong=True))
            painter.drawText(area, _CENTRE, words)
        return area

    def _paint_times(self, painter: QPainter, now: QRectF) -> None:
        begun = self._course.begun_at
        if begun is None:
            return
        tokens, (first, last) = self._look.tokens, self._span
        room = metrics(SIZE_AXIS).horizontalAdvance("00:00") + 14
        most = max(1.0, (self.width() - 2 * EDGE) / room)
        every = next((one for one in TAGS if (last - first) / one <= most), TAGS[-1])
        offset = (begun.hour * 60 + begun.minute) * 60 + begun.second
        painter.setFont(font(SIZE_AXIS))
        place = -(-(first + offset) // every) * every - offset
        while place <= last:
            x = self.x_of(place)
            area = QRectF(x - room / 2, LINE + 10, room, 17)
            painter.setPen(QPen(colour(tokens.line2), 1))
            painter.drawLine(QPointF(x, LINE), QPointF(x, LINE + 4))
            if not area.intersects(now) and area.left() >= 0 and area.right() <= self.width():
                painter.setPen(colour(tokens.ink3))
                painter.drawText(area, _CENTRE, self._wall(place))
            place += every

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        tokens = self._look.tokens
        dragged = self._drag is not None and self._drag[0] == mark.id
        at = self._drag[2] if dragged and self._drag is not None else mark.at
        x, chosen = self.x_of(at), mark.id == self.current
        size = DIAMOND + (1.5 if chosen else 0)
        middle = QPointF(x, LINE + 0.5)
        shape = QPolygonF(
            [
                middle + QPointF(0, -size),
                middle + QPointF(size, 0),
                middle + QPointF(0, size),
                middle + QPointF(-size, 0),
            ]
        )
        painter.setPen(QPen(colour(tokens.focus if chosen else tokens.ink), 2 if chosen else 1.25))
        painter.setBrush(colour(tokens.ink if mark.released else tokens.surface))
        painter.drawPolygon(shape)
        if dragged:
            words = self._wall(at)
            width = metrics(SIZE_AXIS, strong=True).horizontalAdvance(words) + 8
            left = min(max(x - width / 2, 2.0), self.width() - width - 2)
            area = QRectF(left, BAND_TOP, width, 17)
            painter.setPen(QPen(colour(tokens.focus), 1))
            painter.setBrush(colour(tokens.surface))
            painter.drawRoundedRect(area, 3, 3)
            painter.setPen(colour(tokens.ink))
            painter.setFont(font(SIZE_AXIS, strong=True))
            painter.drawText(area, _CENTRE, words)


def _later(begun: datetime, seconds: float) -> datetime:
    return datetime.fromtimestamp(begun.timestamp() + seconds, begun.tzinfo)
