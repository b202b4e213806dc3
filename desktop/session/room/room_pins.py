"""The lines of what is pinned, as far as the operator shows them to the room."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from desktop.charts.fan import Fan
from desktop.charts.pins import PinnedLine
from desktop.session.pin_board import PinBoard
from desktop.session.pinned_runs import PinnedRuns
from desktop.session.room.room_curves import Sight

Lines = Mapping[str, tuple[PinnedLine, ...]]
"""By indicator, in letter order."""


class RoomPins(QObject):
    """Show pins in the room one by one; what is pinned later is not shown unasked."""

    changed = Signal()

    def __init__(self, board: PinBoard, pinned: PinnedRuns, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board, self._pinned = board, pinned
        self._shown: frozenset[str] = frozenset()
        self._whole: Lines = {}
        """Those that the room may see, up to the horizon."""
        self._fresh = True
        self._cut: tuple[Sight, Lines] | None = None
        board.changed.connect(self._follow)
        pinned.drawn.connect(self._tell)

    @property
    def shown(self) -> frozenset[str]:
        """Return the letters of the pins that the room is shown."""
        return self._shown

    def turn(self, letter: str) -> None:
        """Show a pin to the room, or show it no longer."""
        self._shown ^= {letter} & {pin.letter for pin in self._board.pins}
        self._tell()

    def lines(self, sight: Sight, *, held: bool) -> Lines:
        """Return the lines that the room sees, none later than it sees.

        While a question is held nothing new comes: what was pinned since would tell the answer.
        """
        if not held and not self._fresh:
            self._whole, self._fresh, self._cut = self._pinned.lines, True, None
        if self._cut is None or self._cut[0] != sight:
            self._cut = sight, self._seen(sight)
        return self._cut[1]

    def _seen(self, sight: Sight) -> Lines:
        found = {}
        for indicator, lines in self._whole.items():
            seen = tuple(one for one in lines if one.letter in self._shown)
            found[indicator] = sight.cut(Fan(pins=seen)).pins
        return found

    def _follow(self) -> None:
        self._shown &= {pin.letter for pin in self._board.pins}
        self._tell()

    def _tell(self) -> None:
        self._fresh, self._cut = False, None
        self.changed.emit()
