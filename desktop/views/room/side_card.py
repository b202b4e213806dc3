"""What the cards beside the curves have in common: they can be content with less room."""

from PySide6.QtWidgets import QWidget

from desktop.domain.wording import LanguageCode
from desktop.views.room.room_card import RoomCard
from desktop.views.room.room_look import RoomLook
from desktop.views.room.room_text import RoomText

_PADDING = 28
"""Pixels inside the edge of a card, in a window 1080 pixels high."""
_SECOND = 0.85
"""Size of the second language beside the first, where it is large enough to be read."""


class SideCard(RoomCard):
    """Write lines below each other, in one of several ways from rich to spare, the levels."""

    levels = 1

    def __init__(self, look: RoomLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._texts: list[RoomText] = []
        self._used = 0

    def height_in(self, width: int, level: int) -> int:
        """Return the height wanted in a width, at one of the levels."""
        raise NotImplementedError

    def arrange(self, level: int) -> None:
        """Lay all out in the card as it stands, at one of the levels."""
        raise NotImplementedError

    @property
    def padding(self) -> int:
        """Return the pixels inside the edge."""
        return self.look.sizes.px(_PADDING)

    @property
    def texts(self) -> list[RoomText]:
        """Return the texts in use, in the order in which they are read."""
        return self._texts[: self._used]

    def _begin(self) -> None:
        """Write everything anew; texts that were there are used again."""
        self._used = 0

    def _write(
        self,
        text: str,
        language: LanguageCode,
        size: int,
        colour: str | None = None,
        *,
        strong: bool = False,
    ) -> RoomText:
        """Write one more text; it is not placed yet."""
        if self._used == len(self._texts):
            self._texts.append(RoomText(self))
        written = self._texts[self._used]
        self._used += 1
        written.wear(size, colour or self.look.tokens.ink)
        written.say_plain(text, language, strong=strong)
        return written

    def _end(self) -> None:
        """Put texts away that are not in use."""
        for text in self._texts[self._used :]:
            text.say_plain("", text.language)
            text.hide()

    def _second(self, size: int) -> int:
        """Return the size of a text's second language."""
        return max(self.look.sizes.label, round(size * _SECOND))


def stack(texts: list[RoomText], left: int, top: int, width: int) -> int:
    """Place texts below each other, and return where they end."""
    for text in texts:
        height = text.height_in(width)
        text.setGeometry(left, top, width, height)
        text.setVisible(height > 0)
        top += height
    return top


def beside(texts: list[RoomText], left: int, top: int, width: int, gap: int) -> int:
    """Place texts on one line where they fit, else below each other; return where they end."""
    if sum(text.natural_width() for text in texts) + gap * (len(texts) - 1) > width:
        return stack(texts, left, top, width)
    first = texts[0]
    for text in texts:
        # All stand on the line of the first, which is the largest.
        lower = round(0.78 * (first.line - text.line))
        text.setGeometry(left, top + lower, text.natural_width(), text.line)
        text.setVisible(bool(text.runs))
        left += text.natural_width() + gap
    return top + first.line


def height_beside(texts: list[RoomText], width: int, gap: int) -> int:
    """Return the height of texts as `beside` places them."""
    if sum(text.natural_width() for text in texts) + gap * (len(texts) - 1) > width:
        return heights(texts, width)
    return texts[0].line


def heights(texts: list[RoomText], width: int) -> int:
    """Return the height of texts below each other in a width."""
    return sum(text.height_in(width) for text in texts)
