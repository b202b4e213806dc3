"""A text of the model or of an exercise, in both languages of the program."""

from dataclasses import dataclass, field
from typing import Literal

from desktop.domain import kinds
from desktop.domain.fields import kept

LanguageCode = Literal["en", "es"]
LONGEST = 100_000
"""Characters of a text that somebody writes into a library."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold one text in English and in Spanish."""

    en: str = field(metadata=kept(kinds.Text(LONGEST)))
    es: str = field(metadata=kept(kinds.Text(LONGEST)))

    def text(self, language: LanguageCode) -> str:
        """Return the text in one language."""
        return self.en if language == "en" else self.es
