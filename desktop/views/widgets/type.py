"""Type and pixels for painters."""

from functools import cache

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from desktop.charts.tokens import FONT_FAMILY


@cache
def font(size: int, *, strong: bool = False) -> QFont:
    """Return the program's font in pixels; strong is the semibold of titles and changed values."""
    made = QFont(FONT_FAMILY)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return made


@cache
def metrics(size: int, *, strong: bool = False) -> QFontMetricsF:
    """Return the metrics of `font(size, strong=strong)`."""
    return QFontMetricsF(font(size, strong=strong))


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


def drawn_once(width: int, height: int, ratio: float) -> tuple[QPixmap, QPainter]:
    """Return a clear pixmap of that many logical pixels and an antialiasing painter on it."""
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter
