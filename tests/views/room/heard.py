"""What a screen reader can tell of a window: every word of every part that is there."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_KINDS = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
    QAccessible.Text.Help,
)


def heard(window: QWidget) -> list[str]:
    """Return all that is told of a window and of the visible parts in it."""
    top = QAccessible.queryAccessibleInterface(window)
    return [words for part in _parts(top) for kind in _KINDS if (words := part.text(kind))]


def _parts(part: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if part.state().invisible:
        return
    yield part
    for place in range(part.childCount()):
        child = part.child(place)
        if child is not None:
            yield from _parts(child)
