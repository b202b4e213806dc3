"""The parts an explanation is made of: rows to press, sections, paragraphs."""

import math
from html import escape

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE, Tokens
from desktop.reports.equation import Line, Look
from desktop.ui.typography import colour, font, metrics

ROW = 40
_SIDE = 10
_STEP = 12
"""Pixels that a deeper line of an equation is set in."""
_HANG = 14
_NAME_LINES, _NAME_LINE = 2, 17
_BOX = 9
"""Pixels between an equation and its frame."""


def paragraph(text: str, size: int, role: str, parent: QWidget) -> QLabel:
    """Return a paragraph of plain text, to be read and copied."""
    label = PlainLabel(text, parent)
    label.setProperty("role", role)
    label.setFont(font(size))
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return label


def equation_html(lines: tuple[Line, ...], tokens: Tokens) -> str:
    """Return an equation as rich text: names lead to their cards, signs stand out."""
    styles = {
        Look.SIGN: f"color:{tokens.ink2}; font-weight:600",
        Look.WORD: f"color:{tokens.ink2}; font-weight:600",
        Look.NUMBER: f"color:{tokens.ink}",
    }
    blocks = []
    for line in lines:
        pieces = ""
        for piece in line.pieces:
            if pieces and not pieces.endswith("(</span>") and piece.text not in (")", ";"):
                pieces += " "
            words = escape(piece.text)
            if piece.look is not Look.NAME:
                pieces += f'<span style="{styles[piece.look]}">{words}</span>'
            elif piece.id == piece.text:
                pieces += f'<span style="color:{tokens.ink}">{words}</span>'
            else:
                style = f"color:{tokens.focus}; text-decoration:none"
                pieces += f'<a href="{escape(piece.id)}" style="{style}">{words}</a>'
        margin = _STEP * line.depth + _HANG
        blocks.append(f'<p style="margin:0 0 2px {margin}px; text-indent:-{_HANG}px">{pieces}</p>')
    return "".join(blocks)


class EquationView(QWidget):
    """Paint one equation; a press on a name opens its card.

    Keys need not reach the names: each has a row of its own below.
    """

    chosen = Signal(str)

    def __init__(self, lines: tuple[Line, ...], tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.text = "\n".join(line.text for line in lines)
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(font(SIZE_HEADLINE))
        self._document.setHtml(equation_html(lines, tokens))
        self.setAccessibleName(self.text)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say that long names take more lines in less room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines in a width."""
        self._break_lines(width)
        return math.ceil(self._document.size().height()) + 2 * _BOX

    def _break_lines(self, width: int) -> None:
        self._document.setTextWidth(max(40, width - 2 * _BOX))

    def sizeHint(self) -> QSize:
        """Return what the usual column gives."""
        return QSize(260, self.heightForWidth(260))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew; a column that is short of room must not squeeze them."""
        self.setFixedHeight(self.heightForWidth(self.width()))

    def name_at(self, place: QPointF) -> str:
        """Return the id of the name at a place, or nothing."""
        self._break_lines(self.width())
        inside = place - QPointF(_BOX, _BOX)
        return str(self._document.documentLayout().anchorAt(inside))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over names."""
        over = bool(self.name_at(event.position()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the card of the name under the pointer."""
        name = self.name_at(event.position())
        if name and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and the lines."""
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(tokens.line), 1))
        painter.setBrush(colour(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.translate(_BOX, _BOX)
        # A layout asks for the heights of other widths too.
        self._break_lines(self.width())
        self._document.drawContents(painter)
        painter.end()


class CauseRow(QAbstractButton):
    """Name one element with its values; a press opens its card."""

    height_ = ROW

    def __init__(self, element: str, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.element = element
        self._tokens = tokens
        self._detail, self._values = "", ""
        self._opens = True
        self.setFixedHeight(self.height_)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def stand_still(self) -> None:
        """Open nothing: there is no card of this."""
        self._opens = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def values(self) -> str:
        """Return the values on show."""
        return self._values

    def show_words(self, name: str, values: str, spoken: str, detail: str = "") -> None:
        """Show a name and values under it; of a name and its detail the name is cut first."""
        self.setText(name + detail)
        self._detail, self._values = detail, values
        self.setAccessibleName(spoken)
        self._set_tip()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a row that takes the width there is."""
        return QSize(200, self.height_)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See what still fits."""
        self._set_tip()

    def _room(self) -> float:
        return self.width() - 2 * _SIDE - 14

    def _shown(self) -> tuple[str, str]:
        cut = Qt.TextElideMode.ElideRight
        return self._heading(), metrics(SIZE_AXIS).elidedText(self._values, cut, self._room())

    def _heading(self) -> str:
        """Cut the name so that its detail is seen whole, or, of a long one, as much as of it."""
        cut, measure, room = Qt.TextElideMode.ElideRight, metrics(SIZE_HEADLINE), self._room()
        name = self.text().removesuffix(self._detail)
        least = min(measure.horizontalAdvance(name), room / 2)
        detail = measure.elidedText(self._detail, cut, room - least)
        return measure.elidedText(name, cut, room - measure.horizontalAdvance(detail)) + detail

    def _set_tip(self) -> None:
        whole = (self.text(), self._values)
        self.setToolTip(
            tip("" if self._shown() == whole else "\n".join(part for part in whole if part))
        )

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tint while the pointer is here."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Lose the tint."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, values and an arrow."""
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour(tokens.line), 1))
        painter.setBrush(
            colour(tokens.hover if self._opens and self.underMouse() else tokens.surface)
        )
        painter.drawRoundedRect(box, 6, 6)
        self._paint_words(painter)
        if self._opens:
            painter.setPen(QPen(colour(tokens.ink3), 1.5))
            right, centre = self.width() - _SIDE - 3, self.height_ / 2
            painter.drawPolyline(
                [
                    QPointF(right - 4, centre - 4),
                    QPointF(right, centre),
                    QPointF(right - 4, centre + 4),
                ]
            )
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        name, values = self._shown()
        painter.setPen(colour(self._tokens.ink))
        painter.setFont(font(SIZE_HEADLINE))
        middle = 16 if values else ROW / 2 + 4.5
        painter.drawText(QPointF(_SIDE, middle), name)
        painter.setPen(colour(self._tokens.ink3))
        painter.setFont(font(SIZE_AXIS))
        painter.drawText(QPointF(_SIDE, 32), values)


class LinkRow(CauseRow):
    """Name one link, whose ends take two lines, with a line of facts."""

    height_ = 62

    def _shown(self) -> tuple[str, str]:
        values = super()._shown()[1]
        lines = self._lines()
        fits = len(lines) <= _NAME_LINES
        cut = metrics(SIZE_HEADLINE).elidedText(
            " ".join(lines[_NAME_LINES - 1 :]), Qt.TextElideMode.ElideRight, self._room()
        )
        return (self.text() if fits else cut), values

    def _lines(self) -> list[str]:
        """Break the name between words."""
        measure, lines = metrics(SIZE_HEADLINE), [""]
        for word in self.text().split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and measure.horizontalAdvance(longer) > self._room():
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _paint_words(self, painter: QPainter) -> None:
        lines = self._lines()
        rest = " ".join(lines[_NAME_LINES - 1 :])
        cut = metrics(SIZE_HEADLINE).elidedText(rest, Qt.TextElideMode.ElideRight, self._room())
        shown = [*lines[: _NAME_LINES - 1], cut] if len(lines) >= _NAME_LINES else lines
        total = len(shown) * _NAME_LINE + (_NAME_LINE if self._values else 0)
        top = (self.height_ - total) / 2
        painter.setPen(colour(self._tokens.ink))
        painter.setFont(font(SIZE_HEADLINE))
        for place, line in enumerate(shown):
            painter.drawText(QPointF(_SIDE, top + place * _NAME_LINE + 13), line)
        painter.setPen(colour(self._tokens.ink3))
        painter.setFont(font(SIZE_AXIS))
        values = super()._shown()[1]
        painter.drawText(QPointF(_SIDE, top + len(shown) * _NAME_LINE + 13), values)
