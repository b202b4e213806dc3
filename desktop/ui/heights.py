"""How high a layout has to be."""

from PySide6.QtWidgets import QLayout


def height_for(layout: QLayout, width: int) -> int:
    """Return the height a layout takes in a width, also one in which nothing wraps.

    Qt itself answers −1 for that one.
    """
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()
