"""What happened in a round that is replayed: the news, and what was decided upon it."""

from PySide6.QtWidgets import QWidget

from desktop.domain.room import Happened
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import Language
from desktop.views.room.room_look import RoomLook
from desktop.views.room.room_text import RoomText
from desktop.views.room.side_card import SideCard, heights, stack

_HEAD, _LINE = 30, 28
_GAP = 10


class HappenedCard(SideCard):
    """List news, which are few, and decisions.

    Where there is no room for all it goes without the second language, and at last with as many
    lines as fit.
    """

    levels = 3

    def __init__(self, look: RoomLook, parent: QWidget, happened: Happened) -> None:
        super().__init__(look, parent)
        self._blocks: list[list[RoomText]] = []
        """Of each language, headings and lines in their order."""
        self._heads: list[RoomText] = []
        self._more: RoomText | None = None
        self.show_happened(happened)

    def show_happened(self, happened: Happened) -> None:
        """Show another round."""
        sizes = self.look.sizes
        self._begin()
        self._blocks, self._heads = [], []
        for place, language in enumerate(self.look.languages):
            first = place == 0
            head, line = (sizes.type(_HEAD), sizes.type(_LINE)) if first else (sizes.label,) * 2
            block = []
            for title, lines in (
                (language.text("room.happened_news"), happened.news),
                (language.text("room.happened_decided"), happened.decided),
            ):
                if lines:
                    self._heads.append(self._write(title, language.code, head, strong=True))
                    block.append(self._heads[-1])
                    block += [self._said(one, language, line) for one in lines]
            self._blocks.append(block)
        self._more = self._write("", self.look.first.code, sizes.label, self.look.tokens.ink2)
        self._end()

    def _said(self, wording: Wording, language: Language, size: int) -> RoomText:
        code: LanguageCode = language.code
        text = language.wording(wording) or wording.en or wording.es
        return self._write(text, code, size)

    @property
    def _gap(self) -> int:
        return self.look.sizes.px(_GAP)

    def height_in(self, width: int, level: int) -> int:
        """Return the height wanted in a width; at the last level one line is enough."""
        room = width - 2 * self.padding
        blocks = self._blocks if level == 0 else self._blocks[:1]
        if level == self.levels - 1:
            blocks = [self._blocks[0][:2]]
        lines = sum(heights(block, room) + self._gap * len(block) for block in blocks)
        return 2 * self.padding + lines + (len(blocks) - 1) * self.padding

    def arrange(self, level: int) -> None:
        """Lay out as many lines as there is room for, and say how many more there are."""
        pad, room = self.padding, self.width() - 2 * self.padding
        for text in self.texts:
            text.hide()
        top = pad
        for block in self._blocks if level == 0 else self._blocks[:1]:
            for place, text in enumerate(block):
                last = place == len(block) - 1
                # A heading never stands without a line of its own, nor a line without the count.
                beside = block[place : place + 2] if text in self._heads else [text]
                spare = 0 if last else self.look.sizes.label * 2
                over = top + heights(beside, room) + spare > self.height() - pad
                if level == self.levels - 1 and over and place > 1:
                    left = sum(one not in self._heads for one in block[place:])
                    self._tell_more(left, top, room)
                    return
                top = stack([text], pad, top, room) + self._gap
            top += pad

    def _tell_more(self, count: int, top: int, room: int) -> None:
        if self._more is not None:
            first = self.look.first
            self._more.say_plain(first.plural("room.happened_more", count), first.code)
            stack([self._more], self.padding, top, room)
