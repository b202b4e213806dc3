"""The moves of one lever while they are edited, before any of it is applied."""

from dataclasses import replace

from desktop.domain.clock import Clock, Month
from desktop.domain.lever import MOST_MOVES, Move, Setting

_APART = 12
"""Months from the last move to one that is added."""


class MoveDraft:
    """Hold the moves of a setting, one of which is chosen."""

    def __init__(self, setting: Setting, clock: Clock) -> None:
        self._clock = clock
        self.moves = list(setting.moves(clock))
        self.chosen = len(self.moves) - 1
        self.last = setting.last

    @property
    def move(self) -> Move:
        """Return the chosen move."""
        return self.moves[self.chosen]

    @property
    def is_last(self) -> bool:
        """Say whether the chosen move is the last one, which alone may end."""
        return self.chosen == len(self.moves) - 1

    def setting(self) -> Setting:
        """Return the moves as a setting that nobody has checked."""
        *earlier, last = self.moves
        return Setting(last.value, last.start, last.ramp, self.last, tuple(earlier))

    def choose(self, number: int) -> None:
        """Choose a move, as near to the number as there is one."""
        self.chosen = max(0, min(len(self.moves) - 1, number))

    def put(self, move: Move) -> None:
        """Put another move in the place of the chosen one."""
        self.moves[self.chosen] = move

    def drag(self, month: Month, value: float) -> None:
        """Take the chosen move to a month and a value, never past the moves beside it."""
        low, high = self._clock.first_planned, self.last or self._clock.horizon
        if self.chosen:
            low = self.moves[self.chosen - 1].start.plus(1)
        if not self.is_last:
            high = self.moves[self.chosen + 1].start.plus(-1)
        self.put(replace(self.move, start=max(low, min(high, month)), value=value))

    @property
    def added(self) -> Move | None:
        """Return the move that could be added, a year after the last one where there is room."""
        before = self.moves[-1]
        month = min(before.start.plus(_APART), self.last or self._clock.horizon)
        if month <= before.start or len(self.moves) >= MOST_MOVES:
            return None
        return Move(before.value, month)

    def add(self) -> None:
        """Add a move and choose it."""
        if self.added is not None:
            self.moves.append(self.added)
            self.chosen = len(self.moves) - 1

    def remove(self) -> None:
        """Take the chosen move away, unless it is the only one."""
        if len(self.moves) > 1:
            del self.moves[self.chosen]
            self.choose(self.chosen)
