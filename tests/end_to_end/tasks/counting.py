"""Hands that count what they do."""

from pathlib import Path
from typing import Any

from tests.end_to_end.screen import Hands
from tests.end_to_end.tasks.table import Act

_PACE = 12
"""Milliseconds between two letters."""


class CountedHands:
    """Act at a window by chords, clicks and words, and keep what was done.

    What only looks, waits or sets a task up goes to `hands`, and is not counted.
    """

    def __init__(self, hands: Hands, language: str, pictures: Path | None = None) -> None:
        """Count from none; each act is followed by a picture of the screen where a folder is."""
        self.hands, self.language = hands, language
        self.acts: list[Act] = []
        self._pictures = pictures

    def ask(self, *words: object) -> Any:
        """Ask the desk, which is no act."""
        return self.hands.ask(*words)

    def chord(self, keys: str) -> None:
        """Press keys together."""
        self.hands.key("+".join(_x_name(key) for key in keys.split("+")))
        self._count("chord", keys)

    def word(self, typed: str) -> None:
        """Type into whatever has the focus, and press Enter."""
        self.hands.do("type", "--delay", _PACE, typed)
        self.picture("typed")
        self.hands.key("Return")
        self._count("word", typed)

    def click(self, what: str, place: object) -> None:
        """Click at a place the desk named, also if only to give it the focus."""
        self.hands.click(place)
        self._count("click", what)

    def find(self, typed: str) -> None:
        """Open the palette, type and choose: two acts."""
        self.chord("Ctrl+K")
        self.hands.until(lambda: "Palette" in self.hands.open, "the palette")
        self.word(typed)
        self.hands.until(lambda: "Palette" not in self.hands.open, "what was chosen")

    def _count(self, kind: str, what: str) -> None:
        self.acts.append(Act(kind, what))
        self.picture(kind)

    def picture(self, what: str) -> None:
        """Keep what the screen shows now, where pictures are wanted."""
        if self._pictures is not None:
            self._pictures.mkdir(parents=True, exist_ok=True)
            number = len(list(self._pictures.iterdir()))
            self.hands.ask("shoot", self._pictures / f"{number:02d}-{what}.png")


def _x_name(key: str) -> str:
    return key.lower() if key in ("Ctrl", "Shift", "Alt") or len(key) == 1 else key
