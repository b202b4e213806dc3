"""The clock of a room: a round dial that empties, what is left, and what it is for."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.charts.paint import pen
from desktop.domain.room import CountdownFace
from desktop.language.durations import clock_words
from desktop.language.language import Language
from desktop.views.room.room_look import RoomLook
from desktop.views.room.room_text import RoomText
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
        self._time_size = look.sizes.px(_TIME)
        self.show_face(face)

    def show_face(self, face: CountdownFace) -> bool:
        """Show what is left; say whether the words need other room than before."""
        before, self._face = self._face, face
        first = not self.texts
        self._begin()
        look, sizes = self.look, self.look.sizes
        tokens = look.tokens
        time = self._write(
            clock_words(face.remaining), look.first.code, self._time_size, strong=True
        )
        minutes = -(-face.remaining // 60)
        # Nobody wants to hear every second of it.
        time.setAccessibleName(look.first.plural("room.time_left", minutes))
        if face.label is not None:
            for place, (code, text) in enumerate(look.wordings(face.label)):
                size = sizes.type(_LABEL if place == 0 else _SMALL)
                self._write(text, code, size, strong=place == 0)
        for language in look.languages:
            self._write(self._told(language), language.code, sizes.label, tokens.ink2)
        self._end()
        self.update()
        return first or _kind(before) != _kind(face)

    def _told(self, language: Language) -> str:
        """Say of what whole it is left, or that it does not run."""
        if self._face.remaining == 0:
            return language.text("room.time_up")
        if not self._face.running:
            return language.text("room.time_held")
        minutes, seconds = divmod(self._face.total, 60)
        if seconds:
            return language.text("room.time_of", time=clock_words(self._face.total))
        return language.plural("room.time_of_minutes", minutes)

    # Geometry

    def _wear_usual(self) -> None:
        """Write the figures as large as beside a dial."""
        self._time_size = self.look.sizes.px(_TIME)
        self.texts[0].wear(self._time_size, self.look.tokens.ink)

    def height_in(self, width: int, level: int) -> int:
        """Return the height wanted in a width."""
        pad = self.padding
        self._wear_usual()
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
        self._wear_usual()
        if level > 0:
            self._arrange_words()
            return
        pad, dial = self.padding, self._dial_size(self.width())
        time, *words = self.texts
        width = self.width() - 2 * pad
        below = heights(words, width)
        large = min(width, self.height() - 3 * pad - below)
        if large >= 1.4 * dial:
            self._arrange_round(time, words, large)
            return
        self._dial = QRect(pad, (self.height() - dial) // 2, dial, dial)
        left = pad + dial + pad
        room = self.width() - left - pad
        stack(self.texts, left, (self.height() - heights(self.texts, room)) // 2, room)
        self.update()

    def _arrange_round(self, time: RoomText, words: list[RoomText], dial: int) -> None:
        """Lay the figures out within the dial, and the words below it."""
        pad, width = self.padding, self.width() - 2 * self.padding
        for text in self.texts:
            text.align(Qt.AlignmentFlag.AlignHCenter)
        top = (self.height() - dial - pad - heights(words, width)) // 2
        self._dial = QRect((self.width() - dial) // 2, top, dial, dial)
        size = time.type_size
        wanted = round(size * 0.56 * dial / max(1, time.natural_width()))
        time.wear(max(size // 2, wanted), self.look.tokens.ink)
        self._time_size = time.type_size
        middle = self._dial.center().y() - time.line // 2
        time.setGeometry(self._dial.left(), middle, dial, time.line)
        time.show()
        stack(words, pad, top + dial + pad, width)
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
        ring = min(self._dial.width() * _RING / _DIAL, self.look.sizes.px(2 * _RING))
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


def _kind(face: CountdownFace) -> tuple[object, ...]:
    """Return what the words and the room they need depend on."""
    figures = len(clock_words(face.remaining))
    return face.label, face.total, face.running, face.remaining == 0, figures
