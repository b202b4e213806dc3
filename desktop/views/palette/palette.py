"""The palette: a field, and below it what is found for what is typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.ui.actions import KEYS, ActionId
from desktop.ui.heights import height_for
from desktop.ui.popover import Popover
from desktop.ui.search_field import SearchField
from desktop.ui.style_sheet import desk_sheet
from desktop.ui.ui_context import UiContext
from desktop.views.palette.entries import Group, PaletteEntry, groups
from desktop.views.palette.result_list import ResultList

SIZE = QSize(640, 520)
_FROM_TOP, _BELOW, _BESIDE = 54, 24, 24
"""Pixels of the window that stay free over the palette, below it, and at each side."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Offer = Callable[[str], Sequence[PaletteEntry]]


class Palette(Popover):
    """Find by typing, choose by arrows and Enter or a click; Escape or the same keys put it away.

    What is found elsewhere, as in a library, is asked for by `searched` and comes by `take`.
    """

    searched = Signal(str)
    """These words are looked for; told for each change of them."""
    chosen = Signal(str)
    """The id of what was chosen; it is done when the palette has gone."""

    def __init__(
        self,
        look: UiContext,
        entries: Sequence[PaletteEntry],
        offer: Offer,
        recent: Sequence[str],
        parent: QWidget,
    ) -> None:
        """Search `entries` by their names; `offer` returns what the words themselves propose."""
        super().__init__(look.tokens, parent)
        self.setStyleSheet(desk_sheet(look.tokens))
        self._look, self._entries, self._offer, self._recent = look, tuple(entries), offer, recent
        self._elsewhere: tuple[PaletteEntry, ...] = ()
        self._most = SIZE
        self.setAccessibleName(look.text("palette.title"))
        self.field = SearchField(look.text("palette.hint"), look, self)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list = ResultList(look, self)
        self.list.setAccessibleName(look.text("palette.found"))
        self.list.clicked.connect(lambda index: self._choose(self.list.entry_of(index.row())))
        self.list.currentRowChanged.connect(self._announce)
        self.nothing = PlainLabel(look.text("palette.nothing"), self, wraps=True)
        self.nothing.setProperty("role", "second")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(12, 12, 12, 12)
        keys = PlainLabel(look.text("palette.keys"), self)
        keys.setProperty("role", "quiet")
        keys.setContentsMargins(10, 0, 10, 0)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(4)
        self.column.addWidget(self.field)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.nothing)
        self.column.addWidget(keys)

    def open_over(self, window: QWidget) -> None:
        """Show in the upper middle of a window, no larger than it."""
        room = QSize(window.width() - 2 * _BESIDE, window.height() - _FROM_TOP - _BELOW)
        self._most = SIZE.boundedTo(room)
        self.setFixedWidth(self._most.width())
        self.ensurePolished()
        corner = QPoint((window.width() - self.width()) // 2, _FROM_TOP)
        self.move(window.mapToGlobal(corner))
        self._search("")
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the field."""
        super().showEvent(event)
        self.field.setFocus()

    def know(self, entries: Sequence[PaletteEntry]) -> None:
        """Search these as well from now on."""
        self._entries = (*self._entries, *entries)
        self._list()

    def take(self, typed: str, found: Sequence[PaletteEntry]) -> None:
        """List what was found elsewhere for these words; what comes too late is let go."""
        if typed == self.field.text():
            self._elsewhere = tuple(found)
            self._list()

    def _search(self, typed: str) -> None:
        self._elsewhere = ()
        self._list()
        self.searched.emit(typed)

    def _list(self) -> None:
        typed = self.field.text()
        elsewhere = (*self._offer(typed), *self._elsewhere)
        found: tuple[Group, ...] = groups(typed, self._entries, elsewhere, self._recent)
        self.list.show_groups(found)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is listed needs: what lies behind is looked at as well."""
        self.list.setFixedHeight(0)
        self.column.activate()
        frame = height_for(self.column, self.width())
        free = self._most.height() - frame
        self.list.setFixedHeight(min(free, self.list.needed))
        self.setFixedHeight(height_for(self.column, self.width()))
        # Where the height stays as it was nothing else lays out what was laid out for none.
        self.column.activate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead through the list from the field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        pressed = QKeySequence(event.keyCombination())
        if key in _STEPS:
            self.list.step(_STEPS[key])
        elif key in _PAGES:
            self.list.step(_PAGES[key] * self.list.page)
        elif key in _ENTER:
            self._choose(self.list.entry)
        elif pressed in (QKeySequence(keys) for keys in KEYS[ActionId.FIND]):
            self.close()
        else:
            return super().eventFilter(watched, event)
        return True

    def _choose(self, entry: PaletteEntry | None) -> None:
        if entry is None or not entry.enabled:
            return
        self.close()
        if entry.id:
            self.chosen.emit(entry.id)
        entry.choose()

    def _announce(self, row: int) -> None:
        entry = self.list.entry_of(row)
        if entry is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, entry.name))
