"""Line icons of one family, drawn in a colour of the theme."""

from functools import cache, cached_property
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from shiboken6 import isValid

from desktop.domain.errors import MissingResourceError

SIZE = 16
"""Logical pixels of an icon beside text."""

_STROKE = "1.75"
_OFF = 0.45
"""Opacity of an icon on a disabled control."""


def recoloured(svg: str, colour: str) -> str:
    """Return the text of an icon file with its stroke in one colour (`#RRGGBB`)."""
    return svg.replace("currentColor", colour).replace(
        'stroke-width="2"', f'stroke-width="{_STROKE}"'
    )


def icon(name: str, colour: str, resources_dir: Path) -> QIcon:
    """Return one icon in one colour, sharp at every scaling of the screen.

    Raise MissingResourceError when the file is absent or is not an SVG.
    """
    return QIcon(_Engine(recoloured(_text(resources_dir / "icons" / f"{name}.svg"), colour)))


def program_icon(resources_dir: Path) -> QIcon:
    """Return the program's own icon, as task bars, docks and window frames show it.

    Raise MissingResourceError when the file is absent or is not an SVG.
    """
    return QIcon(_Engine(_text(resources_dir / "icons" / "program" / "vecinos.svg")))


@cache
def _text(path: Path) -> str:
    """Return the text of an icon file that can be drawn."""
    try:
        svg = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as damage:
        raise MissingResourceError(path=path) from damage
    if not QSvgRenderer(QByteArray(svg.encode())).isValid():
        raise MissingResourceError(path=path)
    return svg


_clones: "list[_Engine]" = []
"""Engines that icons own and that must not end before them."""


class _Engine(QIconEngine):
    """Render the drawing at the very size and scale that is asked for."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self._svg = svg
        self._pictures: dict[tuple[int, int, QIcon.Mode, float], QPixmap] = {}

    @cached_property
    def _drawing(self) -> QSvgRenderer:
        # Of some hundred icons in menus most are never seen.
        return QSvgRenderer(QByteArray(self._svg.encode()))

    def clone(self) -> QIconEngine:
        # The icon that is given a clone ends it, but PySide would end it at once, with the last
        # name that Python has for it, and the icon with it: the program would crash.
        _clones[:] = [one for one in _clones if isValid(one)]
        _clones.append(_Engine(self._svg))
        return _clones[-1]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mode is QIcon.Mode.Disabled:
            painter.setOpacity(_OFF)
        self._drawing.render(painter, square)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Return a picture of `size` logical pixels at `scale` device pixels each.

        Qt before 6.9 gives the size in device pixels; the picture is then finer than needed.
        """
        kind = size.width(), size.height(), mode, scale
        picture = self._pictures.get(kind)
        if picture is None:
            picture = QPixmap((QSizeF(size) * scale).toSize())
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            self.paint(painter, picture.rect(), mode, state)
            painter.end()
            picture.setDevicePixelRatio(scale)
            self._pictures[kind] = picture
        return picture
