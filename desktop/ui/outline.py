"""Parts of what is written, as a list from which one is chosen; what is weak shows at each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.ui.ui_context import UiContext
from desktop.ui.whole_words import WholeWords

Place = tuple[str, str]
"""A part and an id in it; the id is empty for all of a part, or where there is one."""
_SHOWN = Qt.ItemDataRole.UserRole + 1
"""The role under which an item keeps what it shows."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """Hold a place with its words, and how much there is to mend."""

    place: Place
    words: str
    to_mend: int = 0
    faulty: bool = False
    judged: bool = True
    """Whether anything of it could be weak; what could not has no mark."""


class Outline(QTreeWidget):
    """Show places, those with an id under their part, and tell which one is chosen."""

    chosen = Signal(str, str)
    add_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, name: str, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setHeaderHidden(True)
        self.setProperty("role", "places")
        self.setAccessibleName(name)
        self.setIndentation(14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._whole = WholeWords(self)
        self.setItemDelegate(self._whole)
        self.items: dict[Place, QTreeWidgetItem] = {}
        self.currentItemChanged.connect(self._tell)

    @property
    def place(self) -> Place | None:
        """Return what is chosen."""
        item = self.currentItem()
        return None if item is None else item.data(0, Qt.ItemDataRole.UserRole)

    def go(self, place: Place | None) -> None:
        """Choose a place; of one that is gone, all of its part."""
        item = None if place is None else self.items.get(place) or self.items.get((place[0], ""))
        if item is not None:
            self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Insert and Delete add and remove."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        else:
            super().keyPressEvent(event)

    def show_entries(self, entries: Sequence[OutlineEntry]) -> None:
        """Show these places as they stand."""
        if list(self.items) != [one.place for one in entries]:
            self._make(entries)
        for one in entries:
            self._word(one)

    def _make(self, entries: Sequence[OutlineEntry]) -> None:
        chosen = self.place
        with QSignalBlocker(self):
            self.clear()
            self.items = {}
            above: QTreeWidgetItem | None = None
            for one in entries:
                item = QTreeWidgetItem()
                item.setData(0, Qt.ItemDataRole.UserRole, one.place)
                if one.place[1] and above is not None:
                    above.addChild(item)
                else:
                    self.addTopLevelItem(item)
                    above = item
                self.items[one.place] = item
            self.expandAll()
        self.go(chosen)

    def _word(self, one: OutlineEntry) -> None:
        item, look = self.items[one.place], self._look
        if item.data(0, _SHOWN) == one:
            # All of them at every key that somebody types would be felt.
            return
        item.setData(0, _SHOWN, one)
        tokens, words = look.tokens, one.words
        if one.to_mend:
            icon = "circle-alert" if one.faulty else "triangle-alert"
            item.setIcon(0, look.icon(icon, tokens.errink if one.faulty else tokens.warnink))
            said = look.language.plural("exercises.to_mend", one.to_mend)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{words}, {said}")
        else:
            item.setIcon(0, look.icon("check", tokens.ink3) if one.judged else QIcon())
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
        item.setText(0, words)
        item.setData(0, Qt.ItemDataRole.ToolTipRole, words)

    def _tell(self) -> None:
        if self.place is not None:
            self.chosen.emit(*self.place)
