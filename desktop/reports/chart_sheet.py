"""Charts on one sheet with what a reader has to know, as pixels, as SVG, as PDF, on paper."""

import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.projected_chart import ProjectedChart
from desktop.charts.tokens import SIZE_AXIS, SIZE_CARD_TITLE, Tokens
from desktop.reports.output import check_suffix, whole_file

PAPER_SUFFIX = ".pdf"
PICTURE_SUFFIXES = (".png", ".svg", PAPER_SUFFIX)
MARGIN = 12
LINE = 16
TITLE = 24
SCALE = 2.0
"""Pixels of a picture for each pixel of the desk: sharp on slides and on paper."""
_POINTS = 0.75
"""Points for each pixel of the desk."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold charts in their places, a title over them and notes under them."""

    charts: Sequence[tuple[ProjectedChart, QPoint]]
    title: str
    notes: tuple[str, ...]
    tokens: Tokens

    @property
    def _field(self) -> QRect:
        field = QRect()
        for chart, corner in self.charts:
            field = field.united(QRect(corner, chart.size()))
        return field

    @property
    def _lines(self) -> list[str]:
        """Return the notes broken into lines that fit under the charts."""
        measure, room = metrics(SIZE_AXIS), self._field.width()
        lines: list[str] = []
        for note in self.notes:
            line = ""
            for word in note.split():
                longer = f"{line} {word}".strip()
                if line and measure.horizontalAdvance(longer) > room:
                    lines.append(line)
                    longer = word
                line = longer
            lines.append(line)
        return lines

    @property
    def size(self) -> QSize:
        """Return the room the sheet takes, in pixels of the desk."""
        field = self._field.size()
        height = TITLE + field.height() + MARGIN // 2 + LINE * len(self._lines)
        return QSize(field.width() + 2 * MARGIN, height + 2 * MARGIN)

    def paint(self, painter: QPainter) -> None:
        """Paint the sheet from the upper left corner on, in pixels of the desk."""
        field, tokens = self._field, self.tokens
        painter.fillRect(QRect(QPoint(), self.size), QColor(tokens.window))
        painter.setFont(font(SIZE_CARD_TITLE, SEMIBOLD))
        painter.setPen(QColor(tokens.ink))
        elided = metrics(SIZE_CARD_TITLE, SEMIBOLD).elidedText(
            self.title, Qt.TextElideMode.ElideRight, field.width()
        )
        painter.drawText(QPointF(MARGIN, MARGIN + LINE - 2), elided)
        for chart, corner in self.charts:
            painter.save()
            painter.translate(corner - field.topLeft() + QPoint(MARGIN, MARGIN + TITLE))
            chart.paint_picture(painter)
            painter.restore()
        painter.setFont(font(SIZE_AXIS))
        painter.setPen(QColor(tokens.ink2))
        top = MARGIN + TITLE + field.height() + MARGIN // 2
        for place, line in enumerate(self._lines, 1):
            painter.drawText(QPointF(MARGIN, top + LINE * place - 3), line)

    def image(self) -> QImage:
        """Return the sheet as pixels, two for each of the desk."""
        image = QImage(self.size * SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(SCALE)
        painter = QPainter(image)
        self.paint(painter)
        painter.end()
        return image

    def save(self, path: Path) -> None:
        """Write the sheet as the end of the name says, whole or not at all.

        Raise UnknownFormatError or UnwritableOutputError.
        """
        check_suffix(path, PICTURE_SUFFIXES)
        with whole_file(path) as temporary:
            {".png": self._png, ".svg": self._svg, PAPER_SUFFIX: self._pdf}[path.suffix.lower()](
                temporary
            )

    def _png(self, path: Path) -> None:
        _done(self.image().save(str(path)))

    def _svg(self, path: Path) -> None:
        # Only who saves one pays for it.
        from PySide6.QtSvg import QSvgGenerator

        made = QSvgGenerator()
        made.setFileName(str(path))
        made.setSize(self.size)
        made.setViewBox(QRect(QPoint(), self.size))
        made.setTitle(self.title)
        made.setDescription(" ".join(self.notes))
        painter = QPainter()
        _done(painter.begin(made))
        self.paint(painter)
        _done(painter.end())

    def _pdf(self, path: Path) -> None:
        from PySide6.QtGui import QPdfWriter

        made = QPdfWriter(str(path))
        made.setTitle(self.title)
        size = QSizeF(self.size) * _POINTS
        page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
        made.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
        self.paint_page(made)

    def paint_page(self, device: QPagedPaintDevice) -> None:
        """Paint the sheet as large as it fits on a page, from its top."""
        painter = QPainter()
        _done(painter.begin(device))
        page, size = QRectF(painter.viewport()), self.size
        scale = min(page.width() / size.width(), page.height() / size.height())
        painter.translate((page.width() - scale * size.width()) / 2, 0)
        painter.scale(scale, scale)
        self.paint(painter)
        _done(painter.end())


def _done(well: bool) -> None:
    if not well:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
