"""The text that everybody shall read: a dark card, its words as large as there is room for."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.room import Panel, PanelKind
from desktop.domain.wording import LanguageCode
from desktop.language.language import Language
from desktop.views.room.room_look import RoomLook
from desktop.views.room.room_text import RoomText
from desktop.views.room.side_card import SideCard, stack

_LARGEST, _LARGEST_ALONE = 60, 84
"""Type beside curves, and where there is nothing else."""
_GAP = 12


class PanelCard(SideCard):
    """Say a notice, a question or an inject; each language has a heading of its own."""

    def __init__(self, look: RoomLook, parent: QWidget, panel: Panel) -> None:
        super().__init__(look, parent)
        self._panel = panel
        self._blocks: list[tuple[RoomText, RoomText | None, RoomText]] = []
        self.alone = False
        self.show_panel(panel)

    def _ground(self) -> str:
        return self.look.tokens.primary

    def show_panel(self, panel: Panel) -> None:
        """Show another panel."""
        self._panel = panel
        look, small = self.look, self.look.sizes.label
        ink = look.tokens.onprimary
        self._begin()
        self._blocks = []
        for code, text in look.wordings(panel.text):
            language = self._language(code)
            heading = self._write(_heading(panel.kind, language), code, small, ink)
            month, words = None, text
            if panel.month is not None and panel.kind is PanelKind.QUESTION:
                words = language.text(
                    "calls.question", indicator=text, month=language.date(panel.month)
                )
            elif panel.month is not None:
                month = self._write(language.date(panel.month), code, small, ink)
                month.align(Qt.AlignmentFlag.AlignRight)
            body = self._write(_flowing(words), code, small, ink, strong=True)
            self._blocks.append((heading, month, body))
        self._end()

    def _language(self, code: LanguageCode) -> Language:
        return next(one for one in self.look.languages if one.code == code)

    # Geometry

    def height_in(self, width: int, level: int) -> int:
        """Return the least height in which all can be read."""
        del level
        return self._height(width, self.look.sizes.label)

    def arrange(self, level: int) -> None:
        """Take the largest type that there is room for; what is longer still ends in dots."""
        del level
        smallest = self.look.sizes.label
        largest = self.look.sizes.type(_LARGEST_ALONE if self.alone else _LARGEST)
        size = next(
            (
                one
                for one in range(largest, smallest, -2)
                if self._height(self.width(), one) <= self.height() and self._whole_words(one)
            ),
            smallest,
        )
        self._wear(size)
        spare = self.height() - self._height(self.width(), size)
        if spare < 0:
            self._cut(-spare)
        self._place()

    def _wear(self, size: int) -> None:
        ink = self.look.tokens.onprimary
        for place, (_, _, body) in enumerate(self._blocks):
            body.wear(size if place == 0 else self._second(size), ink)

    def _whole_words(self, size: int) -> bool:
        self._wear(size)
        return all(body.fits_in(self.width() - 2 * self.padding) for _, _, body in self._blocks)

    def _height(self, width: int, size: int) -> int:
        self._wear(size)
        room = width - 2 * self.padding
        found = 2 * self.padding + (len(self._blocks) - 1) * self.padding
        for heading, month, body in self._blocks:
            found += self._head_height(heading, month, room)
            found += self.look.sizes.px(_GAP) + body.height_in(room)
        return found

    def _head_height(self, heading: RoomText, month: RoomText | None, room: int) -> int:
        if month is None or _beside(heading, month, room):
            return heading.height_in(room)
        return heading.height_in(room) + month.height_in(room)

    def _cut(self, over: int) -> None:
        """Take lines off the texts, in turn, until they are so much lower."""
        room = self.width() - 2 * self.padding
        for _, _, body in self._blocks:
            lines = max(1, (body.height_in(room) - -(-over // len(self._blocks))) // body.line)
            body.most(lines)

    def _place(self) -> None:
        left = top = self.padding
        room = self.width() - 2 * left
        for heading, month, body in self._blocks:
            head = heading.height_in(room)
            if month is not None and _beside(heading, month, room):
                width = month.natural_width()
                heading.setGeometry(left, top, room - width, head)
                month.setGeometry(left + room - width, top, width, head)
                heading.show()
                month.show()
                top += head
            else:
                top = stack([heading, *([] if month is None else [month])], left, top, room)
            top = stack([body], left, top + self.look.sizes.px(_GAP), room) + self.padding


def _beside(heading: RoomText, month: RoomText, room: int) -> bool:
    return heading.natural_width() + month.natural_width() + heading.type_size <= room


def _flowing(text: str) -> str:
    """Return a text whose lines break where they were broken, and not before a percent sign."""
    return re.sub(r"(?<=\d) (?=%)", "\u00a0", text.replace("\n", "\u2028"))


def _heading(kind: PanelKind, language: Language) -> str:
    match kind:
        case PanelKind.NOTICE:
            return language.text("room.panel_notice")
        case PanelKind.QUESTION:
            return language.text("room.panel_question")
        case PanelKind.CALLS:
            return language.text("room.panel_calls")
        case PanelKind.INJECT:
            return language.text("room.panel_inject")
