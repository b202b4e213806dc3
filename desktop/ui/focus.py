"""Where the focus goes when what took the place of the desk is put away."""

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class FocusBefore:
    """Bring the focus back to where it was; to `usual` where that is gone or out of sight."""

    def __init__(self, usual: QWidget) -> None:
        self._usual = usual
        self._before: QWidget | None = None

    def remember(self) -> None:
        """Know where the focus is now."""
        self._before = QApplication.focusWidget()

    def bring_back(self) -> None:
        """Put the focus where it was."""
        before, self._before = self._before, None
        there = before is not None and isValid(before) and before.isVisible()
        (before if there and before is not None else self._usual).setFocus()
