"""The ways in which a chart is taken out of the desk, and the menu entries that offer them."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.ui.actions import with_keys
from desktop.ui.ui_context import UiContext


class Way(StrEnum):
    """Name a way; its words are the message `export.<name>`."""

    COPY = "copy"
    PICTURE = "picture"
    TABLE = "table"
    PRINT = "print"


ICONS = {
    Way.COPY: "clipboard-copy",
    Way.PICTURE: "save",
    Way.TABLE: "file-spreadsheet",
    Way.PRINT: "external-link",
}


def offer_exports(menu: QMenu, look: UiContext, do: Callable[[Way], None]) -> None:
    """Add the ways to the menu of a chart."""
    for way in Way:
        icon = look.icon(ICONS[way], look.tokens.ink2)
        words = look.text(f"export.{way}")
        if way is Way.COPY:
            words = with_keys(words, QKeySequence(QKeySequence.StandardKey.Copy))
        action = menu.addAction(icon, words)
        action.triggered.connect(lambda _=False, way=way: do(way))
