"""A document as PDF, laid out strip by strip: a page never ends in a heading or within a row."""

import errno
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from desktop.charts.fonts import SEMIBOLD
from desktop.charts.tokens import FONT_FAMILY
from desktop.reports.paper import tree
from desktop.reports.paper.sheet import (
    GREY_OF_HEADS,
    GREY_OF_LINES,
    HEIGHT,
    MARGIN,
    TEXT_WIDTH,
    WIDTH,
    Sizes,
)

_PER_INCH = 1200
_DOT = _PER_INCH / 72
"""Dots of the device to the point; everything else here is in points."""
_TOP, _BOTTOM = MARGIN + 16, HEIGHT - MARGIN - 6
_PADDING = 3.5
_WORD = re.compile(r"[^ \u2003\t\n/-]+[/-]?")
"""What stands in one line; a blank that holds words together is part of it."""
_THIN = 0.6
_LEAST_LINES = 2
"""Lines of a paragraph that stand together at least, at the end of a page and on the next."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Hold laid-out words: where their left edge is, and all room they have."""

    left: float
    width: float
    document: QTextDocument

    @property
    def height(self) -> float:
        return self.document.size().height() / _DOT

    def lines(self) -> list[tuple[float, float]]:
        """Return top and bottom of every line."""
        return [_reach(layout, line) for layout, line in self._written()]

    def paint(self, painter: QPainter, top: float, start: float, end: float) -> None:
        """Paint the lines between two heights of the words, the first of which lies at `top`."""
        corner = QPointF(self.left, top - start) * _DOT
        for layout, line in self._written():
            upper, lower = _reach(layout, line)
            # Where no height is free of lines, one belongs to the side that has more of it.
            if start <= (upper + lower) / 2 < end:
                line.draw(painter, corner + layout.position())

    def _written(self) -> Iterator[tuple[QTextLayout, QTextLine]]:
        block = self.document.begin()
        while block.isValid():
            layout = block.layout()
            yield from ((layout, layout.lineAt(n)) for n in range(layout.lineCount()))
            block = block.next()


def _reach(layout: QTextLayout, line: QTextLine) -> tuple[float, float]:
    top = (layout.position().y() + line.y()) / _DOT
    return top, top + line.height() / _DOT


@dataclass(frozen=True, slots=True)
class _Strip:
    """Hold what stands from margin to margin and moves to the next page as one, if it can."""

    height: float
    words: tuple[_Words, ...] = ()
    inset: float = 0.0
    """From the strip's top to that of its words."""
    before: float = 0.0
    """Room above it, but on top of a page."""
    holds_next: bool = False
    """It does not end a page."""
    breaks: bool = False
    """It begins a page."""
    cuts: tuple[float, ...] = ()
    """Heights at which it may be parted."""
    columns: tuple[float, ...] = ()
    """Left edges of cells, and the last one's right edge; none where nothing is ruled."""
    shaded: bool = False
    rule: bool = False
    """A line to write on."""
    image: QImage | None = None
    head: "_Strip | None" = field(default=None, repr=False)
    """Head of its table, repeated where the strip begins a page."""

    def paint(self, painter: QPainter, top: float, start: float, end: float) -> None:
        """Paint what lies between two heights of the strip, the first of them at `top`."""
        grey = QColor(f"#{GREY_OF_LINES}")
        if self.shaded:
            area = _scaled(self.columns[0], top, self.columns[-1] - self.columns[0], end - start)
            painter.fillRect(area, QColor(f"#{GREY_OF_HEADS}"))
        for words in self.words:
            within = max(0.0, start - self.inset)
            words.paint(painter, top + max(0.0, self.inset - start), within, end - self.inset)
        painter.setPen(QPen(grey, _THIN * _DOT))
        if self.columns:
            area = _scaled(self.columns[0], top, self.columns[-1] - self.columns[0], end - start)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)
            for left in self.columns[1:-1]:
                painter.drawLine(QPointF(left, top) * _DOT, QPointF(left, top + end - start) * _DOT)
        if self.rule:
            height = top + self.height
            painter.drawLine(QPointF(MARGIN, height) * _DOT, QPointF(WIDTH - MARGIN, height) * _DOT)
        if self.image is not None:
            width = self.height * self.image.width() / self.image.height()
            painter.drawImage(_scaled(MARGIN, top, width, self.height), self.image)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Hold where a strip, or a part of one, stands on a page."""

    strip: _Strip
    top: float
    start: float
    end: float


def pdf(document: tree.PaperDocument, sizes: Sizes) -> bytes:
    """Return the file; needs a running application and the program's fonts."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made = QPdfWriter(buffer)
    made.setTitle(document.title)
    made.setCreator("Vecinos")
    made.setResolution(_PER_INCH)
    page = QPageSize(QSizeF(WIDTH, HEIGHT), QPageSize.Unit.Point)
    made.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    layout = _Layout(made, sizes)
    parts = [(part, _pages(layout.strips(part))) for part in document.parts]
    count = sum(len(pages) for _, pages in parts)
    painter = QPainter()
    if not painter.begin(made):
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    # As they are: lines of charts blur in a photograph's format, and take more room.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    number = 0
    for part, pages in parts:
        for placed in pages:
            number += 1
            if number > 1:
                made.newPage()
            layout.paint_margins(painter, part, number, count)
            for one in placed:
                one.strip.paint(painter, one.top, one.start, one.end)
    painter.end()
    return bytes(content.data())


def page_count(part: tree.Part, sizes: Sizes) -> int:
    """Return how many pages a part takes; needs a running application and the fonts."""
    buffer = QBuffer(QByteArray())
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setResolution(_PER_INCH)
    return len(_pages(_Layout(device, sizes).strips(part)))


def _pages(strips: Sequence[_Strip]) -> list[list[_Placed]]:
    """Return the strips in their places, page by page; a part has one page at least."""
    pages: list[list[_Placed]] = [[]]
    top = _TOP
    for n, strip in enumerate(strips):
        if strip.breaks and pages[-1]:
            pages.append([])
            top = _TOP
        if pages[-1]:
            top += strip.before
            if top + _needed(strips, n) > _BOTTOM:
                pages.append([])
                top = _TOP
        if not pages[-1] and strip.head is not None:
            pages[-1].append(_Placed(strip.head, top, 0, strip.head.height))
            top += strip.head.height
        start = 0.0
        while top + strip.height - start > _BOTTOM:
            fitting = [cut for cut in strip.cuts if start < cut <= start + _BOTTOM - top]
            end = fitting[-1] if fitting else min(strip.height, start + _BOTTOM - top)
            pages[-1].append(_Placed(strip, top, start, end))
            pages.append([])
            top, start = _TOP, end
        pages[-1].append(_Placed(strip, top, start, strip.height))
        top += strip.height - start
    return pages


def _needed(strips: Sequence[_Strip], n: int) -> float:
    """Return the height that must be free for a strip to begin here."""
    strip = strips[n]
    if strip.cuts:
        return strip.cuts[0]
    if strip.holds_next and n + 1 < len(strips) and not strips[n + 1].breaks:
        needed = strip.height + strips[n + 1].before + _needed(strips, n + 1)
        # What fits on no page at all is not worth an empty one.
        return needed if needed <= _BOTTOM - _TOP else strip.height
    return min(strip.height, _BOTTOM - _TOP)


class _Layout:
    """Turn blocks into strips, words measured as the device writes them."""

    def __init__(self, device: QPdfWriter, sizes: Sizes) -> None:
        self._device, self._sizes = device, sizes

    def strips(self, part: tree.Part) -> list[_Strip]:
        """Return the strips of a part from the top down."""
        found: list[_Strip] = []
        breaks = False
        for block in part.blocks:
            if isinstance(block, tree.PageBreak):
                breaks = True
                continue
            made = list(self._block(block))
            if made and breaks:
                made[0] = replace(made[0], breaks=True)
                breaks = False
            found += made
        return found

    def paint_margins(self, painter: QPainter, part: tree.Part, number: int, count: int) -> None:
        """Paint header and footer of a page."""
        size = self._sizes.margin
        page = part.page.format(page=number, pages=count)
        for height, left, right in (
            (MARGIN / 2, (tree.Run(part.title),), (tree.Run(part.handling, strong=True),)),
            (HEIGHT - MARGIN + 8, (tree.Run(part.disclaimer),), (tree.Run(page),)),
        ):
            room = self._words(right, MARGIN, TEXT_WIDTH, size).document.idealWidth() / _DOT + 1
            room = min(room, 0.5 * TEXT_WIDTH)
            last = self._words(right, WIDTH - MARGIN - room, room, size)
            first = self._words(left, MARGIN, TEXT_WIDTH - room - 8, size)
            for words in (first, last):
                words.paint(painter, height, 0, MARGIN - 2 * size)

    def _block(self, block: tree.Block) -> Iterator[_Strip]:
        sizes = self._sizes
        gap = 0.45 * sizes.body
        match block:
            case tree.Heading():
                size = sizes.headings[block.level - 1]
                bold = tuple(replace(run, strong=True) for run in block.text)
                words = self._words(bold, MARGIN, TEXT_WIDTH, size)
                yield _Strip(words.height, (words,), before=0.75 * size, holds_next=True)
            case tree.Paragraph():
                size = sizes.note if block.note else sizes.body
                strip = self._text_strip((self._words(block.text, MARGIN, TEXT_WIDTH, size),), gap)
                held = replace(strip, cuts=(), holds_next=True)
                yield held if block.introduces else strip
            case tree.ItemList():
                for number, item in enumerate(block.items, 1):
                    mark = f"{number}." if block.numbered else "\u2022"
                    yield self._item(mark, item, 0.6 * gap)
            case tree.Boxes():
                for item in block.items:
                    yield self._item(tree.BOX, item, 0.6 * gap)
            case tree.WriteOn():
                for n in range(1, block.lines + 1):
                    yield _Strip(sizes.writing_line, rule=True, holds_next=n < block.lines)
                yield _Strip(gap)
            case tree.Table():
                yield from self._table(block)
            case tree.Picture():
                image = QImage.fromData(block.png)
                width = TEXT_WIDTH * block.width
                height = min(width * image.height() / image.width(), _BOTTOM - _TOP)
                yield _Strip(height, image=image, before=gap)

    def _item(self, mark: str, item: tree.Text, gap: float) -> _Strip:
        indent = 1.7 * self._sizes.body
        sign = self._words((tree.Run(mark),), MARGIN, indent, self._sizes.body)
        left, width = MARGIN + indent, TEXT_WIDTH - indent
        return self._text_strip((sign, self._words(item, left, width, self._sizes.body)), gap)

    def _text_strip(self, words: tuple[_Words, ...], before: float) -> _Strip:
        lines = words[-1].lines()
        cuts = tuple(bottom for _, bottom in lines[_LEAST_LINES - 1 : -_LEAST_LINES])
        return _Strip(words[-1].height, words, before=before, cuts=cuts)

    def _table(self, table: tree.Table) -> Iterator[_Strip]:
        edges = [MARGIN]
        for width in self._column_widths(table):
            edges.append(edges[-1] + width)
        head = self._cells(tuple((tree.Run(words),) for words in table.heads), edges, len(edges))
        head = replace(head, shaded=True, holds_next=True, before=0.6 * self._sizes.body)
        yield head
        for row in table.rows:
            strip = self._cells(row.cells, edges, int(table.row_heads))
            height = max(strip.height, row.lines * self._sizes.writing_line)
            yield replace(strip, height=height, head=replace(head, before=0.0))
        yield _Strip(0.6 * self._sizes.body)

    def _column_widths(self, table: tree.Table) -> list[float]:
        """Return the widths asked for, widened where a column's longest word would be cut."""
        font = QFont(FONT_FAMILY, weight=SEMIBOLD)
        font.setPointSizeF(self._sizes.note)
        measure = QFontMetricsF(font, self._device)
        asked = [share * TEXT_WIDTH for share in table.widths]
        least = []
        for place, head in enumerate(table.heads):
            texts = (head, *(run.text for row in table.rows for run in row.cells[place]))
            words = {word for text in texts for word in _WORD.findall(text)}
            longest = max((measure.horizontalAdvance(word) / _DOT for word in words), default=0.0)
            least.append(min(longest + 2 * _PADDING + 1, TEXT_WIDTH / 2))
        lacking = sum(max(0.0, low - width) for low, width in zip(least, asked, strict=True))
        spare = sum(max(0.0, width - low) for low, width in zip(least, asked, strict=True))
        if lacking > spare:
            return asked
        taken = lacking / spare if spare else 0.0
        return [
            low if width < low else width - taken * (width - low)
            for low, width in zip(least, asked, strict=True)
        ]

    def _cells(self, texts: Sequence[tree.Text], edges: Sequence[float], bold: int) -> _Strip:
        words = tuple(
            self._words(
                tuple(replace(run, strong=True) for run in text) if place < bold else text,
                left + _PADDING,
                right - left - 2 * _PADDING,
                self._sizes.note,
            )
            for place, (text, left, right) in enumerate(zip(texts, edges, edges[1:], strict=False))
        )
        height = max(one.height for one in words) + 2 * _PADDING
        cuts: tuple[float, ...] = ()
        if height > _BOTTOM - _TOP:
            cuts = _between_lines([line for one in words for line in one.lines()], _PADDING)
        return _Strip(height, words, _PADDING, columns=tuple(edges), cuts=cuts)

    def _words(self, text: tree.Text, left: float, width: float, size: float) -> _Words:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setUseDesignMetrics(True)
        document.documentLayout().setPaintDevice(self._device)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        font = QFont(FONT_FAMILY)
        font.setPointSizeF(size)
        document.setDefaultFont(font)
        cursor = QTextCursor(document)
        for run in text:
            kind = QTextCharFormat()
            kind.setForeground(QColor("black"))
            if run.strong:
                kind.setFontWeight(SEMIBOLD)
            kind.setFontItalic(run.emphasis)
            cursor.insertText(run.text.replace("\n", "\u2028"), kind)
        document.setTextWidth(width * _DOT)
        return _Words(left, width, document)


def _between_lines(lines: Sequence[tuple[float, float]], inset: float) -> tuple[float, ...]:
    """Return the heights at which no line of any cell is cut."""
    return tuple(
        inset + height
        for height in sorted({bottom for _, bottom in lines})
        if not any(top < height - 0.01 and height + 0.01 < bottom for top, bottom in lines)
    )


def _scaled(left: float, top: float, width: float, height: float) -> QRectF:
    return QRectF(left * _DOT, top * _DOT, width * _DOT, height * _DOT)
