"""One paragraph of the room's window, wrapped, in one language that a screen reader is told."""

import math

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QWidget

from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.stressed import Run
from desktop.domain.wording import LanguageCode

_LEADING = 1.24
"""Height of a line in sizes of its type."""
_WIDEST = 100_000
_LOCALES = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedStates),
    "es": QLocale(QLocale.Language.Spanish, QLocale.Country.Mexico),
}


class RoomText(QLabel):
    """Write runs of text in as many lines as they need, the stressed ones stronger.

    It is a label, so that it is read out as one; it paints itself, because no style sheet shall
    change the size of what a room reads.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._runs: tuple[Run, ...] = ()
        self._size = 26
        self._colours = ("#000000", "#000000")
        self._flag = Qt.AlignmentFlag.AlignLeft
        self._most = 0
        self._language: LanguageCode = "en"
        self._natural: int | None = None
        self._laid_out: QTextLayout | None = None
        self._laid_out_for = -1

    def say(self, runs: tuple[Run, ...], language: LanguageCode, *, aloud: bool = True) -> None:
        """Take what is written, and its language; not aloud while it changes all the time."""
        if runs != self._runs or language != self._language:
            self._runs, self._language = runs, language
            self._most = 0
            self._forget()
        text = "".join(run.text for run in runs)
        if aloud and (text != self.text() or self.locale() != _LOCALES[language]):
            self.setLocale(_LOCALES[language])
            self.setText(text)

    def say_plain(self, text: str, language: LanguageCode, *, strong: bool = False) -> None:
        """Take a text of one weight."""
        self.say((Run(text, strong),) if text else (), language)

    def wear(self, size: int, colour: str, strong_colour: str | None = None) -> None:
        """Take the size of the type, and its colours."""
        worn = size, (colour, strong_colour or colour)
        if worn != (self._size, self._colours):
            self._size, self._colours = worn
            self._forget()

    def align(self, flag: Qt.AlignmentFlag) -> None:
        """Keep to a side, or to the middle."""
        if flag != self._flag:
            self._flag = flag
            self._forget()

    def most(self, lines: int) -> None:
        """Write at most so many lines; 0 writes all."""
        if lines != self._most:
            self._most = lines
            self._forget()

    @property
    def language(self) -> LanguageCode:
        """Return the language that it is in."""
        return self._language

    @property
    def line(self) -> int:
        """Return the height of a line."""
        return math.ceil(self._size * _LEADING)

    @property
    def type_size(self) -> int:
        """Return the size of the type in logical pixels."""
        return self._size

    @property
    def runs(self) -> tuple[Run, ...]:
        """Return what is written."""
        return self._runs

    def _forget(self) -> None:
        self._laid_out = self._natural = None
        self.update()

    def natural_width(self) -> int:
        """Return the width of the text where no line is too long."""
        if self._natural is None:
            # Of the layout itself: figures of the font alone may be a pixel too small for it.
            layout = self._broken(self._runs, _WIDEST)
            lines = [layout.lineAt(place) for place in range(layout.lineCount())]
            widths = [line.naturalTextWidth() for line in lines]
            self._natural = math.ceil(max(widths, default=0.0)) + 1
        return self._natural

    def height_in(self, width: int) -> int:
        """Return the height that the text takes in a width."""
        if not self._runs:
            return 0
        return self._lines(width).lineCount() * self.line

    def fits_in(self, width: int) -> bool:
        """Say whether no word has to be cut in two."""
        words = self.text().split()
        bold = metrics(self._size, SEMIBOLD)
        return all(bold.horizontalAdvance(word) <= width for word in words)

    def _lines(self, width: int) -> QTextLayout:
        if self._laid_out is None or self._laid_out_for != width:
            self._laid_out, self._laid_out_for = self._lay_out(width), width
        return self._laid_out

    def _lay_out(self, width: int) -> QTextLayout:
        made = self._broken(self._runs, width)
        if self._most and made.lineCount() > self._most:
            # What is left of a text that is too long says so.
            runs = self._runs
            while made.lineCount() > self._most and (runs := _shorter(runs)):
                made = self._broken((*runs, Run("…", runs[-1].strong)), width)
        return made

    def _broken(self, runs: tuple[Run, ...], width: int) -> QTextLayout:
        layout = QTextLayout("".join(run.text for run in runs), font(self._size))
        formats, start = [], 0
        for run in runs:
            piece = QTextLayout.FormatRange()
            # Qt counts in units of UTF-16: a sign beyond the first plane is two.
            length = len(run.text.encode("utf-16-le", "surrogatepass")) // 2
            piece.start, piece.length = start, length
            made = QTextCharFormat()
            made.setFont(font(self._size, SEMIBOLD) if run.strong else font(self._size))
            made.setForeground(QColor(self._colours[run.strong]))
            piece.format = made
            formats.append(piece)
            start += length
        layout.setFormats(formats)
        option = QTextOption(self._flag)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        top, height = 0.0, float(self.line)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + (height - line.height()) / 2))
            top += height
        layout.endLayout()
        return layout

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the lines."""
        if self._runs:
            painter = QPainter(self)
            self._lines(self.width()).draw(painter, QPointF(), [], QRectF())
            painter.end()


def _shorter(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Take the last word off."""
    *others, last = runs
    head, _, _ = last.text.rstrip().rpartition(" ")
    if not head:
        return tuple(others)
    return (*others, Run(head, last.strong))
