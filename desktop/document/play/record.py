"""A play's record as it grows: what is added has to be allowed, and nothing is ever changed."""

from collections.abc import Sequence
from datetime import datetime

from desktop.document.play.fold import fold, follow
from desktop.document.play.state import PlayState, Setup
from desktop.domain.play.entries import FACILITATOR, Entry, Recorded


class PlayRecord:
    """Hold the entries of a play and what they come to.

    Raise, for entries that cannot stand where they stand, what `fold` raises.
    """

    def __init__(self, setup: Setup, entries: Sequence[Recorded] = ()) -> None:
        self.setup = setup
        self._entries = list(entries)
        self._state = fold(setup, self._entries)

    @property
    def entries(self) -> tuple[Recorded, ...]:
        """Return what was recorded, oldest first."""
        return tuple(self._entries)

    @property
    def state(self) -> PlayState:
        """Return where play stands."""
        return self._state

    def add(
        self, entry: Entry, instant: datetime, seconds: float, author: str = FACILITATOR
    ) -> Recorded:
        """Add an entry and return it with its number; raise the error that says why it cannot be.

        `seconds` are those of the exercise: fewer than those of the last entry count as that many.
        """
        later = max(seconds, self._state.seconds)
        added = Recorded(len(self._entries) + 1, instant, later, author, entry)
        self._state = follow(self.setup, self._state, self._entries, added)
        self._entries.append(added)
        return added
