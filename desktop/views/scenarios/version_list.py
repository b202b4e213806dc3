"""The list of versions, with the desk as it stands on top."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from desktop.ui.timestamps import instant_words
from desktop.ui.two_lines import LOWER, UPPER, TwoLines
from desktop.ui.ui_context import UiContext
from desktop.ui.version_words import version_words

if TYPE_CHECKING:
    from db import VersionSummary

NOW = 0
"""Stands for the desk in place of a version's id."""
_ID = Qt.ItemDataRole.UserRole
_TWO = 2


class VersionList(QListWidget):
    """Choose one version or two; `chosen` tells that the choice is another."""

    chosen = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._versions: dict[int, VersionSummary] = {}
        self._order: list[int] = []
        self._quiet = False
        self.setProperty("role", "rows")
        self.setItemDelegate(TwoLines(look.tokens, self))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(look.text("versions.title"))
        self.itemSelectionChanged.connect(self._limit)

    def show_versions(
        self, versions: "tuple[VersionSummary, ...]", chosen: tuple[int, ...]
    ) -> None:
        """Show these versions, newest first, and choose some of them: the newest, unless named."""
        look = self._look
        self._quiet = True
        self.clear()
        self._versions = {version.id: version for version in versions}
        self._add(NOW, look.text("versions.now"), look.text("versions.now_about"))
        for version in versions:
            when = instant_words(version.made_at, look)
            cause = look.text(f"versions.cause.{version.cause}")
            below = f"{when} · {cause}" if version.name else cause
            self._add(version.id, version.name or when, below)
        known = [one for one in chosen if one == NOW or one in self._versions]
        for one in known or ([versions[0].id] if versions else [NOW]):
            item = self._item(one)
            item.setSelected(True)
            self.setCurrentItem(item, QItemSelectionModel.SelectionFlag.Select)
        self._order = []
        self._quiet = False
        self._limit()

    def _add(self, number: int, upper: str, lower: str) -> None:
        item = QListWidgetItem(f"{upper}, {lower}")
        item.setData(_ID, number)
        item.setData(UPPER, upper)
        item.setData(LOWER, lower)
        self.addItem(item)

    def _item(self, number: int) -> QListWidgetItem:
        return next(
            item
            for item in (self.item(row) for row in range(self.count()))
            if item.data(_ID) == number
        )

    @property
    def version_ids(self) -> tuple[int, ...]:
        """Return every version, newest first."""
        return tuple(self._versions)

    def version(self, number: int) -> "VersionSummary":
        """Return one version."""
        return self._versions[number]

    def words_of(self, number: int) -> str:
        """Return what a version is called in a sentence: its name, or when it was made."""
        if number == NOW:
            return self._look.text("versions.now")
        version = self._versions[number]
        return version_words(version.name, version.made_at, self._look)

    def chosen_ids(self) -> tuple[int, ...]:
        """Return what is chosen, newest first."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return tuple(int(self.item(row).data(_ID)) for row in rows)

    def _limit(self) -> None:
        """Let go of what was chosen first where a third is chosen."""
        if self._quiet:
            return
        now = list(self.chosen_ids())
        kept = [one for one in self._order if one in now]
        self._order = kept + [one for one in now if one not in kept]
        if len(self._order) > _TWO:
            self._quiet = True
            for one in self._order[:-_TWO]:
                self._item(one).setSelected(False)
            del self._order[:-_TWO]
            self._quiet = False
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand Escape and letters on."""
        if event.key() == Qt.Key.Key_Escape or event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)
