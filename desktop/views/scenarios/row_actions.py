"""What is done to scenarios from a list: on the desk as commands, elsewhere in the library."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.document.commands import Rename
from desktop.document.document import Document
from desktop.document.filing import File
from desktop.domain.lines import name_key
from desktop.session.library_tasks import (
    PACK_SUFFIX,
    file_name,
    library_file,
    list_backups,
    write_pack,
)
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.ui_context import UiContext

if TYPE_CHECKING:
    from db import Backup, Library, ScenarioSummary

Say = Callable[[Callable[[UiContext], str], Callable[[], None] | None], None]
"""Shows a sentence, with what takes that back if anything does."""


class RowActions:
    """Carry out what a person asks for in a list, and say what was done.

    The scenario on the desk is changed through its document, so that it can be undone there;
    others in the library itself. A failure comes as the keeper's.
    """

    def __init__(
        self,
        document: Document,
        keeper: ScenarioAutosave,
        location: str,
        look: UiContext,
        files: SystemFiles,
        say: Say,
        parent: QWidget,
    ) -> None:
        self._document = document
        self._keeper = keeper
        self._location = location
        self._look = look
        self._files = files
        self._say = say
        self._parent = parent

    def open(self, one: "ScenarioSummary") -> None:
        """Put a scenario on the desk."""
        if one.id != self._keeper.id:
            self._keeper.open(one.id)

    def duplicate(self, one: "ScenarioSummary", made: Callable[[int], None]) -> None:
        """Copy a scenario within the library; the desk stays as it is."""
        name = self._look.text("scenarios.copy_of", name=one.name)

        def done(found: int) -> None:
            made(found)
            self._keeper.list_all()

        self._keeper.ask(
            lambda store: store.scenarios.duplicate(one.id, store.scenarios.free_name(name)), done
        )

    def rename(self, one: "ScenarioSummary", name: str, told: Callable[[bool], None]) -> None:
        """Rename a scenario unless another one has that name; `told` hears whether one has."""
        on_desk = one.id == self._keeper.id

        def work(store: "Library") -> bool:
            if name_key(name) != name_key(one.name) and store.scenarios.free_name(name) != name:
                return True
            if not on_desk:
                store.scenarios.rename(one.id, name)
            return False

        def done(found: bool) -> None:
            if on_desk and not found:
                self._document.apply(Rename(name))
            told(found)
            self._keeper.list_all()

        self._keeper.ask(work, done)

    def move(self, chosen: "Sequence[ScenarioSummary]", folder: str) -> None:
        """Put scenarios into a folder, or to the top with an empty one."""
        self._file([(one, folder, one.tags) for one in chosen])

    def tag(
        self,
        chosen: "Sequence[ScenarioSummary]",
        before: tuple[str, ...],
        after: tuple[str, ...],
    ) -> None:
        """Give scenarios these tags in place of those that all of them had."""
        gone = {tag for tag in before if tag not in after}
        self._file(
            [
                (
                    one,
                    one.folder,
                    tuple(dict.fromkeys([t for t in one.tags if t not in gone] + list(after))),
                )
                for one in chosen
            ]
        )

    def _file(self, wanted: "list[tuple[ScenarioSummary, str, tuple[str, ...]]]") -> None:
        others = [each for each in wanted if each[0].id != self._keeper.id]
        for _, folder, tags in (each for each in wanted if each not in others):
            self._document.apply(File(folder, tags))

        def work(store: "Library") -> None:
            for one, folder, tags in others:
                store.scenarios.file(one.id, folder, tags)

        self._keeper.ask(work, self._list_again)

    def pack(self, chosen: "Sequence[ScenarioSummary]") -> None:
        """Write scenarios into a pack."""
        look, name = self._look, chosen[0].name
        if len(chosen) > 1:
            folders = {one.folder for one in chosen}
            folder = folders.pop() if len(folders) == 1 else ""
            name = folder.rpartition("/")[2] or look.text("browser.title")
        out = self._files.to_write(
            self._parent,
            look.text("files.pack_title"),
            file_name(name) + PACK_SUFFIX,
            look.text("files.packs"),
        )
        if out is None:
            return
        path = out if out.suffix else out.with_suffix(PACK_SUFFIX)

        def done(count: int) -> None:
            self._say(lambda look: look.language.plural("notice.packed", count, path=path), None)

        if any(one.id == self._keeper.id for one in chosen):
            self._keeper.save()
        self._keeper.ask(write_pack(path, tuple(one.id for one in chosen)), done)

    def delete(self, chosen: "Sequence[ScenarioSummary]") -> None:
        """Move scenarios to the trash."""
        keeper = self._keeper
        if len(chosen) == 1:
            keeper.delete(chosen[0].id, chosen[0].name)
            return
        others = tuple(one.id for one in chosen if one.id != keeper.id)
        on_desk = next((one for one in chosen if one.id == keeper.id), None)

        def work(store: "Library") -> None:
            for one in others:
                store.scenarios.delete(one)

        def done(_: None) -> None:
            if on_desk is not None:
                keeper.delete(on_desk.id, on_desk.name)
            count = len(chosen)
            self._say(
                lambda look: look.language.plural("notice.deleted_many", count),
                lambda: self.restore(chosen),
            )
            keeper.list_all()

        keeper.ask(work, done)

    def restore(self, chosen: "Sequence[ScenarioSummary]") -> None:
        """Take scenarios out of the trash; one whose name was given away gets a number."""

        def work(store: "Library") -> None:
            for one in chosen:
                store.scenarios.undelete(one.id, renamed=True)

        def done(_: None) -> None:
            count, name = len(chosen), chosen[0].name
            if count == 1:
                self._say(lambda look: look.text("notice.restored_one", name=name), None)
            else:
                self._say(lambda look: look.language.plural("notice.restored", count), None)
            self._keeper.list_all()

        self._keeper.ask(work, done)

    def erase(self, chosen: "Sequence[ScenarioSummary]") -> None:
        """Delete scenarios of the trash for good."""
        ids = tuple(one.id for one in chosen)
        self._keeper.ask(lambda store: store.scenarios.erase(ids), self._erased)

    def empty_trash(self) -> None:
        """Delete everything in the trash for good."""
        self._keeper.ask(lambda store: store.scenarios.erase(), self._erased)

    def _erased(self, count: int) -> None:
        self._say(lambda look: look.language.plural("notice.erased", count), None)
        self._keeper.list_all()

    def backups(self, _: "Library") -> "tuple[Backup, ...]":
        """List the backups of the library; on the store's lane."""
        file = library_file(self._location)
        return () if file is None else list_backups(file)

    def back_up(self, done: Callable[[Path | None], None]) -> None:
        """Make a backup now."""
        self._keeper.ask(lambda store: store.back_up(always=True), done)

    def _list_again(self, _: None) -> None:
        self._keeper.list_all()
