"""What is to be forgotten, and what becomes of a text that somebody wrote."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from desktop.domain.play.entries import FACILITATOR

GONE = "…"
"""Stands where a name stood in the middle of a text."""


class Forgotten(StrEnum):
    """Name what was forgotten, as it is counted."""

    PEOPLE = "people"
    """Names on rosters of plays and in the teams of exercises."""
    AUTHORS = "authors"
    WORDS = "words"
    """Reasons, notes and marked moments of plays."""
    REPORTS = "reports"
    """Of plays, in which something was written; undo steps and earlier states count."""
    NOTES = "notes"
    """Of scenarios."""
    STEPS = "steps"
    """Undo steps that held notes."""
    VERSIONS = "versions"
    """Earlier states of scenarios that held notes."""


@dataclass(frozen=True)
class Wish:
    """Hold what is to be forgotten: names, what people wrote, or both."""

    names: bool
    notes: bool
    known: frozenset[str] = frozenset()
    """Names of people that are known; they are struck out of what people wrote."""

    def knowing(self, names: Iterable[str]) -> "Wish":
        """Return the same wish with more names known."""
        found = {name.strip() for name in names} - {"", FACILITATOR}
        return Wish(self.names, self.notes, self.known | found)

    def text(self, written: str) -> str:
        """Return what stays of a text that somebody wrote."""
        if self.notes:
            return ""
        if not self.names or self._pattern is None:
            return written
        return self._pattern.sub(GONE, written)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self.known:
            return None
        # The longest first: "Ana Torres" must not leave a "Torres" behind because of an "Ana".
        names = sorted(self.known, key=lambda name: (-len(name), name))
        spaced = (r"\s+".join(map(re.escape, name.split())) for name in names)
        return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)
