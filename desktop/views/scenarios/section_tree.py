"""The parts of a library: everything, its folders as a tree, the trash, the backups."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_BODY
from desktop.ui.typography import font
from desktop.ui.ui_context import UiContext
from desktop.ui.whole_words import WholeWords
from desktop.views.scenarios.listing import LibrarySection, Listing

WIDTH = 232
_SECTION = Qt.ItemDataRole.UserRole
_FOLDER = Qt.ItemDataRole.UserRole + 1
_ROW = 32
_ICONS = {
    LibrarySection.ALL: "library",
    LibrarySection.FOLDER: "folder",
    LibrarySection.TRASH: "trash-2",
    LibrarySection.BACKUPS: "archive",
}


class SectionTree(QTreeWidget):
    """Choose a part of the library; `picked` carries the section and, of a folder, its path."""

    picked = Signal(LibrarySection, str)

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._folders: tuple[str, ...] | None = None
        self._quiet = False
        self.setProperty("role", "places")
        self._told = WholeWords(self)
        self.setItemDelegate(self._told)
        self.setHeaderHidden(True)
        self.setFixedWidth(WIDTH)
        self.setIndentation(16)
        self.setIconSize(QSize(16, 16))
        self.setUniformRowHeights(True)
        self.setFont(font(SIZE_BODY))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(look.text("browser.places"))
        self._items: dict[tuple[LibrarySection, str], QTreeWidgetItem] = {}
        self._add(LibrarySection.ALL, "", look.text("browser.place.all"), None)
        self._add(LibrarySection.TRASH, "", look.text("browser.place.trash"), None)
        self._add(LibrarySection.BACKUPS, "", look.text("browser.place.backups"), None)
        self.currentItemChanged.connect(lambda now, _: self._notify(now))

    def _add(
        self, section: LibrarySection, folder: str, words: str, above: QTreeWidgetItem | None
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words])
        item.setIcon(0, self._look.icon(_ICONS[section], self._look.tokens.ink2))
        item.setData(0, _SECTION, section)
        item.setData(0, _FOLDER, folder)
        item.setSizeHint(0, QSize(0, _ROW))
        item.setToolTip(0, tip(folder or words))
        if above is not None:
            above.addChild(item)
        else:
            self.addTopLevelItem(item)
        self._items[section, folder] = item
        return item

    @property
    def folders(self) -> tuple[str, ...]:
        """Return every folder of the tree, those that only hold folders included."""
        return tuple(folder for section, folder in self._items if section is LibrarySection.FOLDER)

    def show_listing(self, listing: Listing) -> None:
        """Show the folders of the library and how much lies where, at the section on show."""
        look, language = self._look, self._look.language
        self._quiet = True
        everything = self._items[LibrarySection.ALL, ""]
        everything.setText(
            0, look.text("browser.place.all_of", n=language.number(listing.everything))
        )
        trash = self._items[LibrarySection.TRASH, ""]
        words = look.text("browser.place.trash")
        if listing.trashed:
            words = look.text("browser.place.trash_of", n=language.number(listing.trashed))
        trash.setText(0, words)
        if listing.folders != self._folders:
            self._folders = listing.folders
            self._grow(listing.folders)
        self._mark(listing.query.section, listing.query.folder)
        self._quiet = False

    def _grow(self, folders: tuple[str, ...]) -> None:
        folded = {key for key, item in self._items.items() if not item.isExpanded()}
        known = set(self._items)
        everything = self._items[LibrarySection.ALL, ""]
        everything.takeChildren()
        self._items = {key: item for key, item in self._items.items() if not key[1]}
        for folder in folders:
            above = everything
            names = folder.split("/")
            for depth, name in enumerate(names, 1):
                path = "/".join(names[:depth])
                found = self._items.get((LibrarySection.FOLDER, path))
                above = found or self._add(LibrarySection.FOLDER, path, name, above)
        everything.setExpanded(True)
        for key, item in self._items.items():
            item.setExpanded(key not in known or key not in folded or not key[1])

    def _mark(self, section: LibrarySection, folder: str) -> None:
        item = self._items.get((section, folder)) or self._items[LibrarySection.ALL, ""]
        if self.currentItem() is not item:
            self.setCurrentItem(item)

    def _notify(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not self._quiet:
            self.picked.emit(LibrarySection(item.data(0, _SECTION)), str(item.data(0, _FOLDER)))

    def pick(self, section: LibrarySection, folder: str = "") -> None:
        """Go to a part of the library as a press on it does."""
        self.setCurrentItem(self._items[section, folder])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand Escape on."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
