"""The menu of the earlier states of a report."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.timestamps import instant_words
from desktop.ui.ui_context import UiContext

if TYPE_CHECKING:
    from db import ReportVersion


def offer_earlier(
    below: QWidget,
    found: "tuple[ReportVersion, ...]",
    take: Callable[[int], object],
    look: UiContext,
) -> None:
    """Offer earlier states below a button; `take` is called with the id of the one chosen."""
    menu = QMenu(below)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if not found:
        menu.addAction(look.text("exercises.none_earlier")).setEnabled(False)
    for version in found:
        action = menu.addAction(instant_words(version.made_at, look))
        action.triggered.connect(lambda _=False, one=version.id: take(one))
    menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
