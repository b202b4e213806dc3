"""Look at what a widget painted."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

Pixels = NDArray[np.int16]


def picture(widget: QWidget, scale: float = 1.0) -> Pixels:
    """Return what the widget paints at a scaling, (HEIGHT, WIDTH, RGB)."""
    size = widget.size()
    image = QImage(
        round(size.width() * scale), round(size.height() * scale), QImage.Format.Format_RGB32
    )
    image.setDevicePixelRatio(scale)
    image.fill(QColor("#FF00FF"))
    widget.render(image)
    return pixels(image)


def pixels(image: QImage) -> Pixels:
    """Return an image's pixels, (HEIGHT, WIDTH, RGB)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(plain.constBits(), np.uint8)
    rows = raw.reshape(plain.height(), plain.bytesPerLine() // 4, 4)[:, : plain.width()]
    return rows[:, :, 2::-1].astype(np.int16)


def rgb(colour: str) -> NDArray[np.int16]:
    """Return a `#RRGGBB` as three numbers."""
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], np.int16)


def near(found: Pixels, colour: str, within: int = 24) -> NDArray[np.bool_]:
    """Mark the pixels of about this colour."""
    marked: NDArray[np.bool_] = np.abs(found - rgb(colour)).max(axis=-1) <= within
    return marked


def over(surface: str, colour: str, opacity: float) -> str:
    """Return the colour seen where one lies thinly on another."""
    mixed = rgb(surface) * (1 - opacity) + rgb(colour) * opacity
    return "#" + "".join(f"{round(part):02X}" for part in mixed)
