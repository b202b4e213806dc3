"""What another laptop, or a form that was filled there, holds of a play."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, time
from typing import TypeAlias

from desktop.domain.lines import bare_key
from desktop.domain.play.entries import Entry

ThereTime: TypeAlias = datetime | time | None
"""By the clock there: an instant with its zone, a local date and time, or a time of day alone."""
_SOURCE_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Hold one thing that was written down elsewhere."""

    entry: Entry
    author: str
    at: ThereTime = None
    """When, by the clock there; None where nobody said."""
    round: str = ""
    """The round it belongs to; empty where that does not matter."""


def source_of(author: str, at: str, text: str) -> str:
    """Return what tells a note or a moment from every other one that was taken elsewhere.

    It rests on who took it, when by the clock there, and what it says: neither a clock's difference
    nor another spelling of a name makes it another note.
    """
    parts = "\0".join((bare_key(author), at, " ".join(text.split())))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:_SOURCE_DIGITS]
