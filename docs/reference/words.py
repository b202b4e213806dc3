"""The pages' own words, and the Spanish of the notes beside numbers."""

import tomllib
from pathlib import Path
from typing import Any

from desktop.domain.wording import LanguageCode

FOLDER = Path(__file__).parent


class MissingNoteError(Exception):
    """Say that a note of the model files has no Spanish yet."""


class Words:
    """Word the pages in one language."""

    def __init__(self, code: LanguageCode) -> None:
        self.code = code
        self._words = _table("words.toml")
        self._notes = {note["en"]: note for note in _table("notes.toml")["note"]}

    def __call__(self, message: str, **fields: object) -> str:
        """Return a message in this language; raise KeyError for an unknown one."""
        return str(self._words[message][self.code]).format(**fields)

    def note(self, english: str) -> str:
        """Return a note of the model files, which are written in English."""
        if self.code == "en":
            return english
        found = self._notes.get(english)
        if found is None:
            raise MissingNoteError(f"docs/reference/notes.toml has no Spanish for: {english}")
        return str(found[self.code])


def _table(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)
