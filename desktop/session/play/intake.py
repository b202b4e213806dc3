"""What comes from another laptop, read and looked through before any of it is taken in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bridge.job import Job, Progress
from desktop.document.play.merge import Choice, MergePlan, Merging, elsewhere, plan
from desktop.document.play.state import Setup
from desktop.domain.errors import VecinosError
from desktop.domain.play.elsewhere import Elsewhere
from desktop.modelfiles.exercises.drafts import read_draft
from desktop.modelfiles.play_forms import read_form_file
from desktop.modelfiles.spreadsheets import may_be_table
from desktop.session.play.conduct import Conduct
from desktop.session.play.errors import (
    NoPlayInPackError,
    PackOfOtherPlayError,
    RehearsalMixedError,
)

_AT_ONCE_S = 0.03
"""So long entries are taken in before whatever else the window has to do."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Hold what a file holds, or why nothing of it can be taken."""

    name: str
    found: tuple[Elsewhere, ...] = ()
    error: VecinosError | None = None


class Intake(QObject):
    """Read forms and packs off the widgets' thread, and take in what somebody agrees to.

    What is planned is planned anew whenever play goes on: nothing is taken that no longer fits.
    """

    changed = Signal()
    """What was read, or what would become of it, is another."""
    taken = Signal(int)
    """So many entries were taken in, one by one."""

    def __init__(
        self,
        play: Conduct,
        parent: QObject | None = None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(parent)
        self._play, self._now = play, now
        self.files: tuple[ReadFile, ...] = ()
        self.reading = False
        self.ahead = timedelta()
        """By how much the clock there is ahead of this one."""
        self.plan: MergePlan | None = None
        self._chosen: set[Choice] = set()
        self._paths: tuple[Path, ...] = ()
        self._waiting: list[Merging] = []
        self._done = 0
        play.changed.connect(self._follow)
        play.opened.connect(self.forget)

    # ------------------------------------------------------------ reading

    def read(self, paths: Sequence[Path]) -> None:
        """Read files in the place of those that were read before."""
        if not self._play.open:
            return
        self._paths, self.files, self._chosen = tuple(paths), (), set()
        asked, play = self._paths, self._play
        setup, rehearsal = play.plain, play.rehearsal
        later = tuple(one.id for one in play.state.teams.values() if one.designed is None)
        self.reading = True
        self._follow()

        def work(_: Progress) -> tuple[ReadFile, ...]:
            return tuple(_read(path, setup, later, rehearsal=rehearsal) for path in asked)

        def done(found: tuple[ReadFile, ...]) -> None:
            if self._paths == asked and self.reading:
                self.files, self.reading = found, False
                self._follow()

        def failed(error: VecinosError) -> None:
            done((ReadFile(asked[0].name, (), error),))

        Job(work, "reading what comes from another laptop").then(self, done, failed).start()

    def read_again(self) -> None:
        """Read the same files once more: somebody mended them."""
        self.read(self._paths)

    def forget(self) -> None:
        """Put away what was read."""
        self.files, self._paths, self.reading = (), (), False
        self._chosen.clear()
        self._waiting.clear()
        self._follow()

    # ------------------------------------------------------------ what becomes of it

    def set_ahead(self, seconds: int) -> None:
        """Say by how many seconds the clock there is ahead of this one."""
        self.ahead = timedelta(seconds=seconds)
        self._follow()

    def choose(self, one: Merging, *, take: bool) -> None:
        """Decide about something that differs from what stands here."""
        if take:
            self._chosen.add(one.choice)
        else:
            self._chosen.discard(one.choice)
        self._follow()

    def is_chosen(self, one: Merging) -> bool:
        """Say whether somebody decided to take it."""
        return one.choice in self._chosen

    def _follow(self) -> None:
        if self._waiting:
            return
        found = [one for file in self.files for one in file.found]
        self.plan = None
        if self._play.open and found:
            play = self._play
            self.plan = plan(
                play.setup,
                play.state,
                play.entries,
                found,
                self.ahead,
                self._now(),
                frozenset(self._chosen),
                only_said=not play.same_model,
            )
        self.changed.emit()

    # ------------------------------------------------------------ taking it in

    def take(self) -> None:
        """Enter what is new, and what was chosen, one by one."""
        if self.plan is None or self._waiting:
            return
        self._waiting, self._done = list(self.plan.entering), 0
        self._take_some()

    def _take_some(self) -> None:
        began = monotonic()
        while self._waiting and monotonic() - began < _AT_ONCE_S:
            one = self._waiting[0]
            self._done += self._play.enter(one.entry, one.author, one.instant)
            del self._waiting[:1]
        if self._waiting:
            QTimer.singleShot(0, self, self._take_some)
            return
        done, self._done = self._done, 0
        self._follow()
        self.taken.emit(done)


def _read(path: Path, setup: Setup, later: Sequence[str], *, rehearsal: bool) -> ReadFile:
    """Return what a form or a pack holds, or why nothing of it can be taken."""
    try:
        if may_be_table(path):
            return ReadFile(path.name, read_form_file(path, setup.exercise, setup.model, later))
        return ReadFile(path.name, _of_pack(path, setup, rehearsal=rehearsal))
    except VecinosError as error:
        return ReadFile(path.name, (), error)


def _of_pack(path: Path, setup: Setup, *, rehearsal: bool) -> tuple[Elsewhere, ...]:
    from db import read_play_pack

    copy = read_play_pack(path)
    if copy is None:
        raise NoPlayInPackError(file=path.name)
    text = copy.header.exercise.encode("utf-8")
    if read_draft(path.name, text, setup.model).exercise.id != setup.exercise.id:
        raise PackOfOtherPlayError(file=path.name, name=copy.name)
    if copy.header.rehearsal != rehearsal:
        raise RehearsalMixedError(file=path.name)
    return tuple(elsewhere(copy.entries))
