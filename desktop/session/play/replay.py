"""The play that is open, replayed round by round: where it stands, and what the room sees of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.document.play.replay import ReplayedRound, replayed
from desktop.document.play.state import PlayState, Setup
from desktop.domain.play.entries import Recorded
from desktop.domain.room import Happened
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import LANGUAGES, Language, load_language
from desktop.reports.entry_words import EntryWords
from desktop.session.room.play_scene import PlayWords

Stands = Callable[[], tuple[Setup, PlayState, Sequence[Recorded]]]
"""Gives what is played, where it stands, and its record."""


class Replay(QObject):
    """Step through the rounds of a play; the room sees each as everybody may know it.

    That are the curves until the round's last month, what was decided where its months were
    played, and the injects that went to everybody: no note, and nothing that was not released.
    """

    moved = Signal()
    """Another round is on show, or play itself again."""

    def __init__(self, stands: Stands, resources: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stands, self._resources = stands, resources
        self._step: int | None = None
        self._last = 0
        """Where it was ended."""
        self._spoken: dict[LanguageCode, Language] = {}

    @property
    def rounds(self) -> tuple[ReplayedRound, ...]:
        """Return what there is to step through: before play, and every round that began."""
        return replayed(*self._stands())

    @property
    def step(self) -> int | None:
        """Return the place of the round on show; None where play itself is."""
        return self._step

    def go(self, step: int) -> None:
        """Show a round by its place; before the first and after the last there is none."""
        step = max(0, min(step, len(self.rounds) - 1))
        if step != self._step:
            self._step = step
            self.moved.emit()

    def resume(self) -> None:
        """Show the round at which it was ended, at first what came before play."""
        if self._step is None:
            self.go(self._last)

    def end(self) -> None:
        """Show play itself again."""
        if self._step is not None:
            self._last, self._step = self._step, None
            self.moved.emit()

    def forget(self) -> None:
        """End, and begin from the start the next time: the play is left."""
        self.end()
        self._last = 0

    @property
    def words(self) -> PlayWords | None:
        """Return what everybody in the room may know of the round on show; None without one."""
        if self._step is None:
            return None
        setup, _, _ = self._stands()
        rounds = self.rounds
        one = rounds[min(self._step, len(rounds) - 1)]
        designed = setup.rounds.get(one.round)
        return PlayWords(
            until=one.until,
            charts=(designed.charts if designed else ()) or setup.exercise.start.charts,
            title=setup.exercise.name,
            subtitle=None if designed is None else designed.title,
            panel=None,
            question=None,
            prediction=None,
            happened=self._happened(setup, one),
        )

    def _happened(self, setup: Setup, one: ReplayedRound) -> Happened | None:
        designed = {inject.id: inject for inject in setup.exercise.injects}
        news = tuple(designed[name].title for name in one.injects if not designed[name].to)
        offers = one.offers if one.played else ()
        spoken = [EntryWords(setup, self._language(code)) for code in LANGUAGES]
        decided = tuple(Wording(*(words.words(offer) for words in spoken)) for offer in offers)
        return Happened(decided, news) if decided or news else None

    def _language(self, code: LanguageCode) -> Language:
        if code not in self._spoken:
            self._spoken[code] = load_language(code, self._resources)
        return self._spoken[code]
