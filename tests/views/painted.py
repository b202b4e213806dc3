"""What a widget writes when it paints itself, taken from the painting and from nothing else."""

# ruff: noqa: N802 - Qt's virtual methods are camel case

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QPaintDevice,
    QPaintEngine,
    QPainterPath,
    QPolygonF,
    QRegion,
    QTextItem,
)
from PySide6.QtWidgets import QWidget

_DPI = 96
_LINE = 2.0
"""Pixels up to which a filled shape is a line; a line may cross a word."""
_METRIC = QPaintDevice.PaintDeviceMetric


@dataclass(frozen=True, slots=True)
class Written:
    """Hold one piece of text, where its ink lies, and what the painter's clip leaves of it."""

    text: str
    ink: QRectF
    seen: QRectF


@dataclass(frozen=True, slots=True)
class Filled:
    """Hold an opaque shape: it hides what was written before. Lines are no shapes."""

    shape: QPainterPath


Mark = Written | Filled


@cache
def _ink(text: str, key: str) -> QRectF:
    # The outlines themselves: what `tightBoundingRect` gives is rounded outwards.
    path = QPainterPath()
    path.addText(QPointF(), _FONTS[key], text)
    return path.boundingRect()


_FONTS: dict[str, Any] = {}


class _Engine(QPaintEngine):
    """Keep text and opaque shapes; draw nothing."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.marks: list[Mark] = []

    def begin(self, device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: object) -> None:
        pass

    def drawTextItem(self, at: Any, item: QTextItem) -> None:
        text = item.text()
        if not text.strip():
            return
        painter, font = self.painter(), item.font()
        key = font.key()
        # A copy: the item lives no longer than this call.
        _FONTS.setdefault(key, QFont(font))
        to_device = painter.combinedTransform()
        ink = to_device.mapRect(_ink(text, key).translated(QPointF(at)))
        seen = ink
        if painter.hasClipping():
            seen = ink & to_device.mapRect(painter.clipBoundingRect())
        self.marks.append(Written(text, ink, seen))

    def drawPath(self, path: QPainterPath) -> None:
        self._fill(path)

    def drawRects(self, rects: Iterable[Any], *_: object) -> None:
        for rect in rects:
            path = QPainterPath()
            path.addRect(QRectF(rect))
            self._fill(path)

    def drawEllipse(self, rect: Any) -> None:
        path = QPainterPath()
        path.addEllipse(QRectF(rect))
        self._fill(path)

    def drawPolygon(self, points: Iterable[Any], *_: object) -> None:
        path = QPainterPath()
        path.addPolygon(QPolygonF([QPointF(point) for point in points]))
        path.closeSubpath()
        self._fill(path)

    def drawLines(self, *_: object) -> None:
        pass

    def drawPoints(self, *_: object) -> None:
        pass

    def drawPixmap(self, *_: object) -> None:
        pass

    def drawTiledPixmap(self, *_: object) -> None:
        pass

    def drawImage(self, *_: object) -> None:
        pass

    def _fill(self, path: QPainterPath) -> None:
        area = path.boundingRect()
        if min(area.width(), area.height()) <= _LINE:
            return
        painter = self.painter()
        brush = painter.brush()
        solid = brush.style() is Qt.BrushStyle.SolidPattern and brush.color().alpha() == 255
        if solid and painter.opacity() == 1:
            self.marks.append(Filled(painter.combinedTransform().map(path)))


class _Device(QPaintDevice):
    """Stand in for the screen: as large as the widget, in logical pixels."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.engine = _Engine()
        self._metrics = {
            _METRIC.PdmWidth: size.width(),
            _METRIC.PdmHeight: size.height(),
            _METRIC.PdmWidthMM: round(size.width() / _DPI * 25.4),
            _METRIC.PdmHeightMM: round(size.height() / _DPI * 25.4),
            _METRIC.PdmDpiX: _DPI,
            _METRIC.PdmDpiY: _DPI,
            _METRIC.PdmPhysicalDpiX: _DPI,
            _METRIC.PdmPhysicalDpiY: _DPI,
            _METRIC.PdmDepth: 32,
            _METRIC.PdmNumColors: 1 << 24,
            _METRIC.PdmDevicePixelRatio: 1,
            _METRIC.PdmDevicePixelRatioScaled: int(self.devicePixelRatioFScale()),
        }

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, which: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(which, 0)


def painted(widget: QWidget) -> list[Mark]:
    """Return what the widget itself, without its children, writes and fills, in its own pixels."""
    device = _Device(widget.size())
    # A graphics view has a `render` of its own.
    QWidget.render(widget, device, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return device.engine.marks
