"""Versions that are kept with one key, while others look."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import VecinosError
from desktop.session.open_library import OpenLibrary
from desktop.session.room.errors import RoomWithoutLibraryError

if TYPE_CHECKING:
    from db import Library


class Marks(QObject):
    """Keep a version of the desk under a name, at any moment: a gesture under way included."""

    marked = Signal(str)
    """A version is kept under this name."""
    unchanged = Signal(str)
    """Nothing has changed since the version of this name, which says so already."""
    failed = Signal(VecinosError)

    def __init__(self, library: OpenLibrary, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library

    def mark(self, name: str) -> None:
        """Save the desk and keep a version under a name; one that has a name keeps its own."""
        lane, autosave = self._library.lane, self._library.autosave
        number = None if autosave is None else autosave.id
        if lane is None or autosave is None or number is None:
            self.failed.emit(RoomWithoutLibraryError())
            return

        def work(store: "Library") -> str:
            kept = store.versions.keep(number)
            before = next(one.name for one in store.versions.listed(number) if one.id == kept)
            if not before:
                store.versions.rename(kept, name)
            return before

        def done(before: str) -> None:
            if before:
                self.unchanged.emit(before)
            else:
                self.marked.emit(name)
            autosave.list_versions()

        autosave.save()
        lane.submit(work, needs_saved=number).then(self, done, self.failed.emit)
