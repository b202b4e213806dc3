"""Texts of an exercise and of the catalogue in one language, as blocks of a document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.clock import Month
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import Language
from desktop.reports.paper.tree import (
    BOX,
    Block,
    Heading,
    ItemList,
    Paragraph,
    Run,
    Text,
    plain,
)

_OTHER: dict[LanguageCode, LanguageCode] = {"en": "es", "es": "en"}


@dataclass(frozen=True, slots=True)
class Voice:
    """Word blocks in one language; a text that lacks it is given in the other, and marked so."""

    language: Language

    def text(self, message: str, **fields: object) -> Text:
        """Return a message of the catalogue."""
        return plain(self.language.text(message, **fields))

    def plural(self, message: str, n: int, **fields: object) -> Text:
        """Return the form of a message that goes with `n` things."""
        return plain(self.language.plural(message, n, **fields))

    def of(self, wording: Wording) -> Text:
        """Return a text of the exercise in one line of reading."""
        return (self._run(wording),)

    def string(self, wording: Wording) -> str:
        """Return a text of the exercise without the mark of its language."""
        return self._run(wording).text

    def paragraphs(self, wording: Wording | None) -> list[Block]:
        """Return a text of the exercise in its paragraphs, none where there is no text."""
        if wording is None:
            return []
        run = self._run(wording)
        return [
            Paragraph((Run(line.strip(), language=run.language),))
            for line in run.text.splitlines()
            if line.strip()
        ]

    def items(self, wordings: Iterable[Wording], *, numbered: bool = False) -> list[Block]:
        """Return texts of the exercise as a list, nothing where there are none."""
        found = tuple(self.of(each) for each in wordings)
        return [ItemList(found, numbered=numbered)] if found else []

    def date(self, month: Month) -> str:
        """Return a month in words."""
        return self.language.date(month)

    def _run(self, wording: Wording) -> Run:
        code = self.language.code
        text = wording.text(code)
        if text:
            return Run(text)
        other = _OTHER[code]
        return Run(wording.text(other), language=other)


def section(title: Text, blocks: Sequence[Block], level: int = 2) -> list[Block]:
    """Return a heading with its blocks, nothing where there are none."""
    return [Heading(title, level), *blocks] if blocks else []


def ticks(choices: Iterable[str], between: str = "\u2003") -> Text:
    """Return choices with a box before each."""
    return plain(between.join(f"{BOX}\u00a0{choice}" for choice in choices))
