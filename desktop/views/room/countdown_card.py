"""The clock of a room: a round dial that empties, what is left, and what it is for."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.charts.paint import pen
from desktop.domain.room import CountdownFace
from desktop.views.room.room_look import RoomLook
from desktop.views.room.side_card import SideCard, heights, stack

_DIAL, _RING = 195, 20
_TIME, _LABEL, _SMALL = 82, 31, 26
_TICKS = 20
_FULL = 360 * 16
"""Qt counts angles in sixteenths of a degree."""


class CountdownCard(SideCard):
    """Show how much is left, as a ring and as figures; without room for the ring, as figures."""

    levels = 2

    def __init__(self, look: RoomLook, parent: QWidget, face: CountdownFace) -> None:
        super().__init__(look, parent)
        self._face = face
        self._dial = QRect()
        self._beneath = False
        self.show_face(face)

    def show_face(self, face: CountdownFace) -> bool:
        """Show what is left; say whether the words need other room than before."""
        before, self._face = self._face, face
        first = not self.texts
        self._begin()
        look, sizes = self.look, self.look.sizes
        tokens = look.tokens
        time = self._write(_clock(face.remaining), look.first.code, sizes.px(_TIME), strong=True)
        minutes = -(-face.remaining // 60)
        # Nobody wants to hear every second of it.
        time.setAccessibleName(look.first.plural("room.time_left", minutes))
        if face.label is not None:
            for place, (code, text) in enumerate(look.wordings(face.label)):
                size = sizes.type(_LABEL if place == 0 else _SMALL)
                self._write(text, code, size, strong=place == 0)
        for language in look.languages:
            self._write(self._told(language.code), language.code, sizes.label, tokens.ink2)
        self._end()
        self.update()
        return first or (before.label, before.total, before.running, before.remaining == 0) != (
            face.label,
            face.total,
            face.running,
            face.remaining == 0,
        )

    def _told(self, code: str) -> str:
        """Say of what whole it is left, or that it does not run."""
        language = next(one for one in self.look.languages if one.code == code)
        if self._face.remaining == 0:
            return language.text("room.time_up")
        if not self._face.running:
            return language.text("room.time_held")
        minutes, seconds = divmod(self._face.total, 60)
        if seconds:
            return language.text("room.time_of", time=_clock(self._face.total))
        return language.plural("room.time_of_minutes", minutes)

    # Geometry

    def height_in(self, width: int, level: int) -> int:
        """Return the height wanted in a width."""
        pad, dial = self.padding, self._dial_size(level)
        if level > 0:
            time, *words = self.texts
            beside = self._beside_time(width)
            return max(time.line, heights(words, beside)) + 2 * round(pad * 0.5)
        dial = self._dial_size(width)
        beside = width - 3 * pad - dial
        return max(dial, heights(self.texts, beside)) + 2 * round(pad * 0.7)

    def _dial_size(self, width: int) -> int:
        """Return the size of the dial; the words beside it are not broken."""
        words = max(text.natural_width() for text in self.texts)
        return max(0, min(self.look.sizes.px(_DIAL), width - 3 * self.padding - words))

    def _beside_time(self, width: int) -> int:
        """Return the width of the words beside the figures."""
        return width - 3 * self.padding - self.texts[0].natural_width()

    def arrange(self, level: int) -> None:
        """Lay dial and words out beside each other, or below where the card is high."""
        for text in self.texts:
            text.align(Qt.AlignmentFlag.AlignLeft)
        if level > 0:
            self._arrange_words()
            return
        pad, dial = self.padding, self._dial_size(self.width())
        width = self.width() - 2 * pad
        words = heights(self.texts, width)
        if self.height() >= 2 * pad + 1.4 * dial + words:
            dial = min(width, self.height() - 3 * pad - words)
            top = (self.height() - dial - pad - words) // 2
            self._dial = QRect((self.width() - dial) // 2, top, dial, dial)
            for text in self.texts:
                text.align(Qt.AlignmentFlag.AlignHCenter)
            stack(self.texts, pad, top + dial + pad, width)
        else:
            self._dial = QRect(pad, (self.height() - dial) // 2, dial, dial)
            left = pad + dial + pad
            room = self.width() - left - pad
            stack(self.texts, left, (self.height() - heights(self.texts, room)) // 2, room)
        self.update()

    def _arrange_words(self) -> None:
        """Lay the figures out with the words beside them."""
        self._dial = QRect()
        time, *words = self.texts
        pad, width = self.padding, time.natural_width()
        time.setGeometry(pad, (self.height() - time.line) // 2, width, time.line)
        time.show()
        room = self._beside_time(self.width())
        stack(words, 2 * pad + width, (self.height() - heights(words, room)) // 2, room)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dial."""
        super().paintEvent(event)
        if self._dial.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, face = self.look.tokens, self._face
        ring = self._dial.width() * _RING / _DIAL
        area = QRectF(self._dial).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
        gone = QPen(QColor(tokens.line), ring)
        gone.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(gone)
        painter.drawEllipse(area)
        left = QPen(QColor(tokens.primary), ring)
        left.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(left)
        share = face.remaining / face.total if face.total else 0.0
        # From the top on, the other way round than hands go: what is left is eaten up clockwise.
        painter.drawArc(area, 90 * 16, round(share * _FULL))
        self._ticks(painter, area, ring)
        painter.end()

    def _ticks(self, painter: QPainter, area: QRectF, ring: float) -> None:
        painter.setPen(pen(self.look.tokens.ink3, max(1.0, self.look.sizes.px(3) * 0.7)))
        middle, radius = area.center(), area.width() / 2 - ring * 0.75
        for tick in range(_TICKS):
            painter.save()
            painter.translate(middle)
            painter.rotate(360 / _TICKS * tick)
            length = ring * (0.55 if tick % (_TICKS // 4) == 0 else 0.2)
            painter.drawLine(QPointF(0, -radius), QPointF(0, -radius + length))
            painter.restore()


def _clock(seconds: int) -> str:
    """Return a time as a clock has it."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"
