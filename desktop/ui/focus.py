"""Where the focus is, and where it goes when what took the place of the desk is put away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

TAKES_LETTERS = "takesLetters"


def types(widget: QWidget | None) -> bool:
    """Say whether somebody writes in a widget: its keys are letters then, and no commands.

    One that is no field of text, and has its own use for letters, has the property TAKES_LETTERS.
    """
    if widget is None:
        return False
    writes = widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    return writes or bool(widget.property(TAKES_LETTERS))


class FocusBefore:
    """Bring the focus back to where it was; to `usual` where that is gone or out of sight.

    What was made anew meanwhile takes it under the same object name.
    """

    def __init__(self, usual: QWidget) -> None:
        self._usual = usual
        self._before: QWidget | None = None
        self._name = ""

    def remember(self) -> None:
        """Know where the focus is now, in this window and in no other."""
        self._before = self._usual.window().focusWidget()
        self._name = "" if self._before is None else self._before.objectName()

    def bring_back(self, page: QWidget | None = None) -> None:
        """Put the focus where it was; `page` is what covers the usual place, if anything does."""
        before, self._before = self._before, None
        wanted = [before] if before is not None and isValid(before) else []
        if self._name:
            wanted += self._usual.window().findChildren(QWidget, self._name)
        next((one for one in wanted if one.isVisible()), page or self._usual).setFocus()
