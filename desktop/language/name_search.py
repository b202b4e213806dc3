"""Find things by a few typed words: accents and capitals do not count, and the order is a law.

Fits come in this order: the whole name, the beginning of a name, words that begin as was typed,
words that hold it inside. Only where nothing fits at all is one slip of the hand forgiven.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TypeVar

from desktop.domain.lines import bare_key

_LEAST_MISSPELT = 4
"""Shorter words with a slip in them could be anything."""
_KEYS = 4096
"""Texts of which the keys are kept in mind: names of the model in both languages, with room."""
_ABBREVIATED = re.compile(r"(?<=[^\W\d_])\.\s?(?=[^\W\d_])")

Found = TypeVar("Found")


class Fit(IntEnum):
    """Say how a text fits what was typed; the smaller, the better."""

    WHOLE = 0
    NAME_BEGINS = 1
    WORDS_BEGIN = 2
    INSIDE = 3
    ONE_SLIP = 4


Rank = tuple[Fit, int]
"""How it fits, and which of the texts is the last that it takes: the smaller, the better."""


@lru_cache(_KEYS)
def search_key(text: str) -> str:
    """Return a text as it is searched: bare of accents, capitals and the dots of `EE. UU.`."""
    return bare_key(_ABBREVIATED.sub("", text.replace("\u00a0", " ")))


@dataclass(frozen=True, slots=True)
class Searchable:
    """Hold the texts of one thing as they are searched: its names, the one that is shown first.

    The last text is no name but other words that it is found by.
    """

    texts: tuple[str, ...]

    @classmethod
    def of(cls, *names: str, words: str = "") -> "Searchable":
        """Return what is searched of a thing of these names, the first as shown."""
        return cls(tuple(search_key(text) for text in (*names, words)))


class NameQuery:
    """Hold what was typed, taken apart once for all things that are searched."""

    def __init__(self, typed: str) -> None:
        # The dot of an abbreviation that is being typed is not yet followed by anything.
        words = (word.rstrip(".") for word in search_key(typed.replace("\0", "")).split())
        self.words = tuple(dict.fromkeys(word for word in words if word))
        self._whole = " ".join(self.words)

    def rank(self, thing: Searchable, *, forgiving: bool = False) -> Rank | None:
        """Return how a thing fits, None where it does not; `forgiving` looks for slips alone."""
        if not self.words:
            return Fit.WORDS_BEGIN, 0
        find = _slipped if forgiving else _found
        fits: list[Rank] = []
        for word in self.words:
            if (one := find(word, thing.texts)) is None:
                return None
            fits.append(one)
        worst, last = max(fit for fit, _ in fits), max(text for _, text in fits)
        name = thing.texts[last]
        if last < len(thing.texts) - 1 and name.startswith(self._whole):
            worst = Fit.WHOLE if name == self._whole else Fit.NAME_BEGINS
        return worst, last


def ranked(
    query: NameQuery, things: Iterable[tuple[Searchable, Found]]
) -> list[tuple[Rank, Found]]:
    """Return what fits, the best first; among equals the order in which they come is kept."""
    listed = list(things)
    for forgiving in (False, True):
        ranks = ((query.rank(key, forgiving=forgiving), one) for key, one in listed)
        found = [(rank, one) for rank, one in ranks if rank is not None]
        if found:
            return sorted(found, key=lambda pair: pair[0])
    return []


def _found(word: str, texts: tuple[str, ...]) -> Rank | None:
    """Return the best place of a word: at the beginning of one before inside of one."""
    best: Rank | None = None
    for number, text in enumerate(texts):
        place = text.find(word)
        first = place
        while place > 0 and text[place - 1].isalnum():
            place = text.find(word, place + 1)
        if place >= 0:
            return Fit.WORDS_BEGIN, number
        if first >= 0 and best is None:
            best = Fit.INSIDE, number
    return best


def _slipped(word: str, texts: tuple[str, ...]) -> Rank | None:
    """Return where a word begins as was typed, with one slip in it that is not its first sign."""
    if (found := _found(word, texts)) is not None:
        return found
    if len(word) < _LEAST_MISSPELT:
        return None
    for number, text in enumerate(texts):
        if any(_is_one_slip(word, other) for other in text.split()):
            return Fit.ONE_SLIP, number
    return None


def _is_one_slip(typed: str, word: str) -> bool:
    """Say whether a word begins as typed but for a sign wrong, left out, too many or swapped."""
    pairs = zip(typed, word, strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), len(word))
    if same == 0:
        return False
    rest, meant = typed[same:], word[same:]
    return (
        meant[1:].startswith(rest[1:])
        or meant.startswith(rest[1:])
        or meant[1:].startswith(rest)
        or (rest[:2] == meant[1::-1] and meant[2:].startswith(rest[2:]))
    )
