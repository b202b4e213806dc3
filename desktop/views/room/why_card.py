"""Why a curve moved in play: what moved, and a line with a bar for each part of it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.charts.part_words import (
    PartLine,
    part_lines,
    part_shares,
    part_title,
    part_total,
    parts_heading,
    parts_mainly,
    parts_sentence,
)
from desktop.domain.parts import Parts
from desktop.views.room.room_look import RoomLook
from desktop.views.room.room_text import RoomText
from desktop.views.room.side_card import SideCard, beside, height_beside, heights, stack

_HEAD, _NAME = 34, 28
_GAP, _BAR = 14, 16
_BESIDE, _BETWEEN = 16, 24
"""Between a name and its figure, and between two languages on a line."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Hold the texts of one part."""

    line: PartLine
    names: list[RoomText]
    total: RoomText
    shares: list[RoomText]
    """What came alone and what together; empty of what came anyway, or did nothing."""


class WhyCard(SideCard):
    """Say what moved and list its parts.

    Where there is no room for all it goes without the second language of shares, then of all but
    the sentence, then without shares, and at last in the first language with as many parts as fit,
    the largest first.
    """

    levels = 5

    def __init__(self, look: RoomLook, parent: QWidget, why: Parts) -> None:
        super().__init__(look, parent)
        self._heads: list[list[RoomText]] = []
        self._rows: list[_Row] = []
        self._bars: list[tuple[QRectF, bool]] = []
        self._zero = 0.0
        self.show_why(why)

    def show_why(self, why: Parts) -> None:
        """Show how another change divides."""
        self._why = why
        look, sizes = self.look, self.look.sizes
        self._begin()
        self._heads = []
        for place, language in enumerate(look.languages):
            size = sizes.type(_HEAD) if place == 0 else sizes.label
            code = language.code
            head = self._write(parts_heading(why, language), code, size, strong=True)
            told = self._write("", code, sizes.label)
            told.say(parts_sentence(why, language), code)
            mainly = self._write(parts_mainly(why, language), code, sizes.label)
            self._heads.append([head, told, mainly])
        self._rows = [self._row(line) for line in part_lines(why)]
        self._end()
        self.update()

    def _row(self, line: PartLine) -> _Row:
        look = self.look
        sizes, tokens = look.sizes, look.tokens
        names = []
        for place, language in enumerate(look.languages):
            size = sizes.type(_NAME) if place == 0 else sizes.label
            name = part_title(line.part, language)
            names.append(self._write(name, language.code, size, strong=place == 0))
        change = self._why.indicator.change
        total = self._write(
            part_total(line, change, look.first), look.first.code, sizes.type(_NAME), strong=True
        )
        total.align(Qt.AlignmentFlag.AlignRight)
        shares = []
        if line.part is not None and (line.own or line.interaction):
            shares = [
                self._write(part_shares(line, each), each.code, sizes.label, tokens.ink2)
                for each in look.languages
            ]
        return _Row(line, names, total, shares)

    # Geometry

    def _shown(
        self, row: _Row, level: int, room: int, left: int
    ) -> tuple[list[RoomText], list[RoomText]]:
        """Return the names and the shares of a row that are shown; a language more costs no line.

        `room` is the width of the row, and `left` what names have of it.
        """
        names = row.names if level < 2 or self._on_a_line(row.names, left) else row.names[:1]
        if level >= 3:
            return names, []
        every = level == 0 or self._on_a_line(row.shares, room)
        return names, row.shares if every else row.shares[:1]

    def _on_a_line(self, texts: list[RoomText], width: int) -> bool:
        gaps = self._between * (len(texts) - 1)
        return sum(text.natural_width() for text in texts) + gaps <= width

    @property
    def _between(self) -> int:
        return self.look.sizes.px(_BETWEEN)

    def _headed(self, level: int) -> list[list[RoomText]]:
        """Return what is shown of question, sentence and answer, by language."""
        first, *others = self._heads
        if level >= self.levels - 1:
            return [first]
        return [first, *(one if level < 2 else one[1:2] for one in others)]

    def _heads_height(self, level: int, room: int) -> int:
        headed = self._headed(level)
        return sum(heights(one, room) for one in headed) + (len(headed) - 1) * self._gap

    @property
    def _gap(self) -> int:
        return self.look.sizes.px(_GAP)

    def height_in(self, width: int, level: int) -> int:
        """Return the height wanted in a width; at the last level one part is enough."""
        room = width - 2 * self.padding
        rows = self._rows[:1] if level == self.levels - 1 else self._rows
        found = 2 * self.padding + self._heads_height(level, room)
        return found + sum(self._row_height(row, room, level) for row in rows)

    def _row_height(self, row: _Row, room: int, level: int) -> int:
        left = self._beside(row, room)
        names, shares = self._shown(row, level, room, left or room)
        name = height_beside(names, left or room, self._between)
        total = row.total.height_in(room)
        found = self._gap + (max(name, total) if left else name + total)
        if shares:
            found += height_beside(shares, room, self._between)
        return found + self.look.sizes.px(_BAR)

    def _beside(self, row: _Row, room: int) -> int:
        """Return the width for names beside the figure; 0 where it goes below them."""
        left = room - row.total.natural_width() - self.look.sizes.px(_BESIDE)
        return left if all(name.fits_in(left) for name in row.names) else 0

    def arrange(self, level: int) -> None:
        """Lay out what is said and as many parts as there is room for."""
        pad = self.padding
        room = self.width() - 2 * pad
        for text in self.texts:
            text.hide()
        top = pad - self._gap
        for head in self._headed(level):
            top = stack(head, pad, top + self._gap, room)
        self._bars = []
        for row in self._rows:
            height = self._row_height(row, room, level)
            if top + height > self.height() - pad and row is not self._rows[0]:
                break
            self._place(row, top, room, level)
            top += height
        self.update()

    def _place(self, row: _Row, top: int, room: int, level: int) -> None:
        pad = self.padding
        left = self._beside(row, room)
        names, shares = self._shown(row, level, room, left or room)
        top += self._gap
        height = row.total.height_in(room)
        if left:
            width = row.total.natural_width() + 1
            row.total.setGeometry(pad + room - width, top, width, height)
            top = max(beside(names, pad, top, left, self._between), top + height)
        else:
            top = beside(names, pad, top, room, self._between)
            row.total.setGeometry(pad, top, room, height)
            top += height
        row.total.show()
        self._bars.append(self._bar(row.line, top, room))
        if shares:
            beside(shares, pad, top + self.look.sizes.px(_BAR), room, self._between)

    def _bar(self, line: PartLine, top: int, room: int) -> tuple[QRectF, bool]:
        """Return a part's bar, from the height of zero on, and whether it goes with the change."""
        totals = [0.0, *(row.line.total for row in self._rows)]
        low, high = min(totals), max(totals)
        scale = room / (high - low) if high > low else 0.0
        zero = self.padding - low * scale
        self._zero = zero
        start, end = sorted((zero, zero + line.total * scale))
        height = self.look.sizes.px(_BAR) * 0.7
        return QRectF(start, top, end - start, height), line.total * self._why.change > 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, and where nothing lies."""
        super().paintEvent(event)
        painter = QPainter(self)
        tokens, px = self.look.tokens, self.look.sizes.px
        for bar, toward in self._bars:
            painter.fillRect(bar, QColor(tokens.primary if toward else tokens.ink3))
            mark = QRectF(self._zero - px(3) / 2, bar.top() - px(2), px(3), bar.height() + px(4))
            painter.fillRect(mark, QColor(tokens.ink2))
        painter.end()
