"""A control for ids of several things: a button says what is chosen, a list offers all of it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from desktop.charts.plain_text import PlainLabel, tip
from desktop.ui.box_outline import BoxOutline
from desktop.ui.entries import Entry
from desktop.ui.page import worded_button
from desktop.ui.popover import Popover
from desktop.ui.ui_context import UiContext

_FILTERED = 12
"""From so many on a list has a field to search in."""
_HEIGHT = 260
_SHOWN = 3


class _Choosing(Popover):
    """Offer everything that can be chosen, each with a box."""

    def __init__(
        self, choices: Mapping[str, str], chosen: tuple[str, ...], most: int, entry: "IdsEntry"
    ) -> None:
        super().__init__(entry.look.tokens, entry)
        self._entry, self._most = entry, most
        self.list = QListWidget(self)
        self._boxes = BoxOutline(entry.look.tokens.ink3, self.list)
        self.list.setItemDelegate(self._boxes)
        self.list.setAccessibleName(entry.button.accessibleName())
        self.list.setFixedHeight(_HEIGHT)
        for id_, name in choices.items():
            item = QListWidgetItem(name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, id_)
            item.setToolTip(tip(name))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if id_ in chosen else Qt.CheckState.Unchecked
            item.setCheckState(state)
        self.list.itemChanged.connect(self._take)
        if len(choices) >= _FILTERED:
            search = QLineEdit(self)
            search.setPlaceholderText(entry.look.text("exercises.search"))
            search.setAccessibleName(entry.look.text("exercises.search"))
            search.textChanged.connect(self._filter)
            self.column.addWidget(search)
            self.setFocusProxy(search)
        else:
            self.setFocusProxy(self.list)
        if not choices:
            self.column.addWidget(PlainLabel(entry.look.text("exercises.nothing_there"), self))
        self.column.addWidget(self.list)

    def _filter(self, words: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(words.casefold() not in item.text().casefold())

    def _take(self, item: QListWidgetItem) -> None:
        id_ = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() is Qt.CheckState.Unchecked:
            self._entry.choose(tuple(one for one in self._entry.value() if one != id_))
        elif len(self._entry.value()) < self._most:
            self._entry.choose((*self._entry.value(), id_))
        else:
            item.setCheckState(Qt.CheckState.Unchecked)


class IdsEntry(Entry):
    """Choose several of what there is."""

    def __init__(
        self, choices: Mapping[str, str], most: int, label: str, look: UiContext, parent: Entry
    ) -> None:
        super().__init__(parent)
        self.look, self._most = look, most
        self._choices = choices
        self._value: tuple[str, ...] = ()
        self.button: QPushButton = worded_button("", "plain", look, self, "list-checks")
        self.button.setAccessibleName(label)
        self.button.clicked.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.button)
        self.popover: _Choosing | None = None
        self._say()

    def offer(self, choices: Mapping[str, str]) -> None:
        """Offer these from now on; what is chosen stays."""
        self._choices = choices
        self._say()

    def value(self) -> tuple[str, ...]:
        """Return the ids in the order in which they were chosen."""
        return self._value

    def put(self, value: tuple[str, ...]) -> None:
        """Show what is chosen."""
        self._value = value
        self._say()

    def choose(self, value: tuple[str, ...]) -> None:
        """Take another choice and tell."""
        self.put(value)
        self.changed.emit()

    def _say(self) -> None:
        named = [self._choices.get(one, one) for one in self._value]
        if not named:
            words = self.look.text("exercises.none_chosen")
        elif len(named) <= _SHOWN:
            words = "; ".join(named)
        else:
            words = self.look.language.plural("exercises.chosen", len(named))
        limit = 60
        self.button.setText(words if len(words) <= limit else words[: limit - 1] + "…")
        self.button.setToolTip(tip("\n".join(named)))

    def _open(self) -> None:
        self.popover = _Choosing(self._choices, self._value, self._most, self)
        self.popover.closed.connect(self._close)
        self.popover.open_beside(self.button)
        self.popover.setFocus()

    def _close(self) -> None:
        self.popover = None
        self.left.emit()
