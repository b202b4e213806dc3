"""A text of the model or of an exercise, in both languages of the program."""

from dataclasses import dataclass
from typing import Literal

LanguageCode = Literal["en", "es"]


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold one text in English and in Spanish."""

    en: str
    es: str

    def text(self, language: LanguageCode) -> str:
        """Return the text in one language."""
        return self.en if language == "en" else self.es
