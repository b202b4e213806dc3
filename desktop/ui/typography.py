"""Type and pixels for painters."""

from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QStaticText, QTransform

from desktop.charts import fonts


@cache
def font(size: int, *, strong: bool = False) -> QFont:
    """Return the program's font in pixels; strong is the semibold of titles and changed values."""
    return fonts.font(size, fonts.SEMIBOLD if strong else QFont.Weight.Normal)


@cache
def metrics(size: int, *, strong: bool = False) -> QFontMetricsF:
    """Return the metrics of `font(size, strong=strong)`; the fonts must have been loaded."""
    return fonts.metrics(size, fonts.SEMIBOLD if strong else QFont.Weight.Normal)


@cache
def colour(token: str, alpha: float = 1.0) -> QColor:
    """Return a token's colour, made once."""
    made = QColor(token)
    made.setAlphaF(alpha)
    return made


def blend(under: QColor, over: QColor, share: float) -> QColor:
    """Return the colour that lies `share` of the way from one to the other."""
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * share,
        under.greenF() + (over.greenF() - under.greenF()) * share,
        under.blueF() + (over.blueF() - under.blueF()) * share,
    )


class Line:
    """Hold one line of text, cut to a width and laid out once; painting it again is cheap."""

    __slots__ = ("_key", "_laid_out", "_lift", "shown", "width")

    def __init__(self) -> None:
        self._key: tuple[str, int, bool, float] | None = None
        self._laid_out = QStaticText()
        self._lift = 0.0
        self.shown = ""
        self.width = 0.0

    def set(self, text: str, size: int, room: float, *, strong: bool = False) -> None:
        """Lay out a text in as many pixels of width as there are; an ellipsis ends a cut one."""
        key = (text, size, strong, room)
        if key == self._key:
            return
        self._key = key
        measure = metrics(size, strong=strong)
        self.shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.width = measure.horizontalAdvance(self.shown)
        self._laid_out = QStaticText(self.shown)
        self._laid_out.setTextFormat(Qt.TextFormat.PlainText)
        self._laid_out.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        self._laid_out.prepare(QTransform(), font(size, strong=strong))
        self._lift = measure.ascent() - measure.capHeight() / 2

    def draw(self, painter: QPainter, left: float, middle: float) -> None:
        """Draw it from the left on, its capitals centred on a height, in the painter's pen."""
        if self._key is not None:
            _, size, strong, _ = self._key
            painter.setFont(font(size, strong=strong))
            top = round(middle - self._lift)
            painter.drawStaticText(QPointF(left, top), self._laid_out)


def drawn_once(width: int, height: int, ratio: float) -> tuple[QPixmap, QPainter]:
    """Return a clear pixmap of that many logical pixels and an antialiasing painter on it."""
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter
