"""What is done to libraries and packs as files: open, copy, bring in, recover."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from db import ExerciseSummary, TakenPlay
from desktop.document.imports import Imported
from desktop.domain.errors import VecinosError
from desktop.session.library_tasks import (
    LIBRARY_SUFFIX,
    PACK_SUFFIX,
    copy_library,
    file_name,
    take_pack,
    write_pack,
)
from desktop.session.save_state import SaveState
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.session.session import Session
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.notices import FailureBanner, NoticeBar, Offer
from desktop.ui.ui_context import UiContext

BACKUP_HELPS = {
    "library_damaged",
    "library_spoiled",
    "library_missing",
    "library_empty",
    "library_not_found",
    "library_vanished",
    "library_not_a_library",
    "library_foreign",
    "library_upgrade_failed",
    "scenario_damaged",
    "version_damaged",
}
COPY_HELPS = {
    "library_disk_full",
    "library_write_failed",
    "library_read_only",
    "library_server_read_only",
    "library_server_rights",
    "library_server_table",
    "library_server_encoding",
    "library_locked",
    "library_busy",
    "library_replaced",
    "library_older_read_only",
    "library_needs_recovery",
    "desk_not_saved",
    "closing_unsaved",
}
OTHER_HELPS = {
    "library_newer",
    "library_folder",
    "library_unreadable",
    "library_obstructed",
    "library_location",
    "library_driver",
    "library_server",
    "library_server_option",
    "library_server_foreign",
    "library_not_created",
}
BEGIN_HELPS = {
    "library_gone",
    "library_empty",
    "library_folder",
    "library_not_a_library",
}
"""There is no library where one was to be opened, nor a backup of it."""


class LibraryActions(QObject):
    """Carry out the commands of the library menu, and offer what helps after a failure."""

    library_wanted = Signal(str)
    """A library that is there shall be opened: its path."""
    new_library_wanted = Signal(str)
    """A library shall be made and opened: its path."""
    backup_wanted = Signal(str)
    """The newest backup of a library shall be opened: its path."""
    exercises_taken = Signal()
    """A pack brought exercises into the library."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        bars: tuple[FailureBanner, NoticeBar],
        look: UiContext,
        files: SystemFiles,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._document = session.document
        self._preferences = session.preferences
        self._banner, self._notice = bars
        self._look = look
        self._files = files

    @property
    def _keeper(self) -> ScenarioAutosave | None:
        return self._session.autosave

    @property
    def _location(self) -> str:
        return self._session.library.location

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look

    # ------------------------------------------------------------ commands

    def open_library(self) -> None:
        """Ask for a library, and open it."""
        found = self._files.to_open(
            self._window, self._look.text("files.open_title"), self._look.text("files.libraries")
        )
        if found is not None:
            self.library_wanted.emit(str(found))

    def begin(self, name: str) -> None:
        """Ask for a file, offering a name, and make a library there.

        What is on the desk and in no library goes into it.
        """
        look = self._look
        out = self._files.to_write(
            self._window, look.text("files.begin_title"), name, look.text("files.libraries")
        )
        if out is None:
            return
        path, keeper = out if out.suffix else out.with_suffix(LIBRARY_SUFFIX), self._keeper
        if keeper is not None and keeper.at_risk:
            keeper.save_elsewhere(path)
        else:
            self.new_library_wanted.emit(str(path))

    def fill_recent(self, menu: QMenu) -> None:
        """List the libraries that were open lately, without the one that is."""
        menu.clear()
        keeper = self._keeper
        now = "" if keeper is None or keeper.id is None else self._location
        others = [one for one in self._preferences.recent if one != now]
        for location in others:
            path = Path(location)
            words = self._look.text("files.recent", name=path.name, folder=str(path.parent))
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(
                lambda _=False, location=location: self.library_wanted.emit(location)
            )
        if not others:
            menu.addAction(self._look.text("files.no_recent")).setEnabled(False)

    def save_copy(self) -> None:
        """Ask for a file and write the library there as it stands.

        If the library is gone or the desk is in none, the copy holds the desk alone.
        """
        keeper = self._keeper
        if keeper is None:
            return
        name = Path(self._location).stem if "://" not in self._location else ""
        wanted = self._look.text("files.copy_name", name=name or "Vecinos")
        out = self._files.to_write(
            self._window,
            self._look.text("files.copy_title"),
            file_name(wanted) + LIBRARY_SUFFIX,
            self._look.text("files.libraries"),
        )
        if out is None:
            return
        path = out if out.suffix else out.with_suffix(LIBRARY_SUFFIX)
        if keeper.id is None or keeper.at_risk:
            keeper.save_elsewhere(path)
            return
        keeper.ask(copy_library(path), lambda _: self.tell_copied(path))

    def tell_copied(self, path: Path) -> None:
        """Say where a copy lies, and offer to open it; a failure that asked for one is met."""
        told = self._banner.error
        if told is not None and any(
            name == "banner.save_elsewhere" for name, _ in self.offers(told)
        ):
            self._banner.clear()
        self._notice.say(
            lambda look: look.text("notice.copied", path=path),
            lambda: self.library_wanted.emit(str(path)),
            "banner.open_copy",
            stays=True,
        )

    def bring_in(self, path: Path | None = None) -> None:
        """Bring the scenarios of a pack into the library; ask for it unless it is named."""
        keeper = self._keeper
        if keeper is None:
            return
        look = self._look
        found = path or self._files.to_open(
            self._window, look.text("files.import_title"), look.text("files.packs")
        )
        if found is None:
            return

        def done(taken: Imported | tuple[ExerciseSummary, ...] | TakenPlay | None) -> None:
            if taken is None:
                self.library_wanted.emit(str(found))
            elif isinstance(taken, tuple):
                count = len(taken)
                self._notice.say(lambda look: look.language.plural("notice.exercises_taken", count))
                self.exercises_taken.emit()
            elif isinstance(taken, TakenPlay):
                self._tell_play(taken)
            else:
                self._tell_taken(taken)

        keeper.ask(take_pack(found, self._document.model, look.language.code), done)

    def _tell_play(self, taken: TakenPlay) -> None:
        def sentence(look: UiContext) -> str:
            if taken.added:
                return look.text("notice.play_taken", name=taken.play.name)
            return look.text("notice.play_known", name=taken.play.name)

        self._notice.say(sentence)

    def _tell_taken(self, taken: Imported) -> None:
        keeper, count, name = self._keeper, len(taken.ids), taken.scenarios[0].name
        first = taken.ids[0]

        def sentence(look: UiContext) -> str:
            if count == 1:
                return look.text("notice.taken_one", name=name)
            return look.language.plural("notice.taken", count)

        self._notice.say(
            sentence,
            lambda: None if keeper is None else keeper.open(first),
            "notice.open_taken",
        )
        if keeper is not None:
            keeper.list_all()

    def pack_desk(self) -> None:
        """Write the scenario on the desk into a pack."""
        keeper = self._keeper
        if keeper is None or keeper.id is None:
            return
        number = keeper.id
        out = self._files.to_write(
            self._window,
            self._look.text("files.pack_title"),
            file_name(self._document.scenario.name) + PACK_SUFFIX,
            self._look.text("files.packs"),
        )
        if out is None:
            return
        path = out if out.suffix else out.with_suffix(PACK_SUFFIX)

        def done(count: int) -> None:
            self._notice.say(lambda look: look.language.plural("notice.packed", count, path=path))

        keeper.save()
        keeper.ask(write_pack(path, (number,)), done)

    # ------------------------------------------------------------ files from elsewhere

    def take(self, paths: list[Path]) -> None:
        """Open what is a library, bring in what is a pack; the content decides, not the name."""
        keeper = self._keeper
        for path in paths:
            if keeper is None or keeper.id is None:
                self.library_wanted.emit(str(path))
            else:
                self.bring_in(path)

    # ------------------------------------------------------------ after a failure

    def tell(self, error: VecinosError) -> None:
        """Show a failure with what helps."""
        self._banner.show_error(error, *self.offers(error))

    def offers(self, error: VecinosError) -> tuple[Offer, ...]:
        """Return what helps after a failure, nothing where the sentence says it all."""
        keeper, path = self._keeper, str(error.fields.get("path", self._location))
        if error.code == "pack_is_library":
            return (("banner.open_it", lambda: self.library_wanted.emit(path)),)
        if error.code == "library_is_pack":
            return (("banner.bring_in", lambda: self.bring_in(Path(path))),)
        other: Offer = ("banner.open_other", self.open_library)
        opening = keeper is None or keeper.id is None
        if error.code == "library_gone" or (opening and error.code in BEGIN_HELPS):
            return other, ("banner.begin", lambda: self.begin(_file_name(path)))
        at_risk = keeper is not None and (keeper.at_risk or keeper.state is SaveState.NOT_SAVED)
        if error.code in BACKUP_HELPS and not (at_risk and error.code == "library_vanished"):
            backup: Offer = ("banner.open_backup", lambda: self.backup_wanted.emit(path))
            return (backup, other) if error.code == "library_missing" else (backup,)
        if error.code in COPY_HELPS or at_risk:
            return (("banner.save_elsewhere", self.save_copy),)
        return (other,) if error.code in OTHER_HELPS else ()


def _file_name(location: str) -> str:
    """Return the name of a library's file, a name for one where it is on a server."""
    return f"Vecinos{LIBRARY_SUFFIX}" if "://" in location else Path(location).name
