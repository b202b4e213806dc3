"""Which screen the room's window belongs on, told apart from what Qt knows of screens."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Display:
    """Hold what tells a screen from another; nothing of it but the place changes while it stays."""

    name: str
    """How the system calls the connection."""
    model: str = ""
    serial: str = ""
    place: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Left, top, width and height in logical pixels."""

    @property
    def key(self) -> str:
        """Return what a screen is known by when it is plugged in again, maybe elsewhere."""
        return "/".join(part for part in (self.model, self.serial) if part) or self.name

    def shows_the_same_as(self, other: "Display") -> bool:
        """Say whether both show one picture: a mirrored screen that the system tells of."""
        return self.place == other.place


class Stage(StrEnum):
    """Say where the room's window is."""

    SCREEN = "screen"
    """On a screen of its own; the desk stays."""
    DESK = "desk"
    """Over the desk, on the only screen, or on the one that the room sees."""
    GONE = "gone"
    """Nowhere: its screen was taken away, and comes back with it."""


def choose(
    displays: Sequence[Display], desk: Display, wanted: str = "", *, mirrored: bool = False
) -> Display:
    """Return the screen for the room: the one wanted, else another than the desk's.

    Where the desk's is the only one, or the room sees that one, it is the desk's.
    """
    if mirrored:
        return desk
    others = [one for one in displays if not one.shows_the_same_as(desk)]
    if not others:
        return desk
    return next((one for one in others if wanted in (one.key, one.name)), others[0])
