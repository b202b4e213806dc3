"""What one person does to the list of levers: favorites stand on top, others out of sight."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.bridge.habits import Habits
from desktop.language.language import Language


class LeverMarks(QObject):
    """Know favorites and hidden levers; what was shown once stays in sight until it is told not to.

    So nothing that is set goes out of sight under the hand when it is put back.
    """

    changed = Signal()
    name_asked = Signal(str)
    """Somebody wants to call a lever by a name of their own."""

    def __init__(self, habits: Habits, parent: QObject) -> None:
        super().__init__(parent)
        self._habits = habits
        self._shown: set[str] = set()

    @property
    def favorites(self) -> tuple[str, ...]:
        """Return the levers that stand on top."""
        return self._habits.favorites

    @property
    def marked_hidden(self) -> tuple[str, ...]:
        """Return the levers that were hidden, in sight or not."""
        return self._habits.hidden

    @property
    def hidden(self) -> frozenset[str]:
        """Return the levers that are out of sight now."""
        return frozenset(self._habits.hidden) - self._shown

    def show(self, levers: Iterable[str]) -> None:
        """Keep levers in sight from now on, whether or not they were hidden."""
        self._shown.update(levers)

    def cover(self, but: Iterable[str]) -> None:
        """Put all that were hidden out of sight again, but for these."""
        self._shown = set(but)
        self.changed.emit()

    def turn_favorite(self, lever: str) -> None:
        """Put a lever on top, or back into its group."""
        self._habits.favorites = _turned(self._habits.favorites, lever)
        self.changed.emit()

    def turn_hidden(self, lever: str) -> None:
        """Hide a lever, or let it be seen for good."""
        self._habits.hidden = _turned(self._habits.hidden, lever)
        self._shown.discard(lever)
        self.changed.emit()

    def menu(self, lever: str, language: Language, parent: QWidget, *, is_set: bool) -> QMenu:
        """Return the menu of a lever; one that is set cannot be hidden."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        no_favorite = language.text("levers.no_favorite")
        favorite = no_favorite if lever in self.favorites else language.text("levers.favorite")
        menu.addAction(favorite).triggered.connect(lambda: self.turn_favorite(lever))
        if lever in self._habits.hidden:
            hide = menu.addAction(language.text("levers.unhide"))
        elif is_set:
            hide = menu.addAction(language.text("levers.hide_set"))
            hide.setEnabled(False)
        else:
            hide = menu.addAction(language.text("levers.hide"))
        hide.triggered.connect(lambda: self.turn_hidden(lever))
        menu.addSeparator()
        name = menu.addAction(language.text("levers.own_name"))
        name.triggered.connect(lambda: self.name_asked.emit(lever))
        return menu


def _turned(levers: tuple[str, ...], lever: str) -> tuple[str, ...]:
    rest = tuple(one for one in levers if one != lever)
    return rest if len(rest) < len(levers) else (*levers, lever)
