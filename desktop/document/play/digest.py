"""A digest of what was played: of all in a record that decides what the model runs of it."""

import hashlib
from collections.abc import Iterable

from db import records_digest
from desktop.document.play.fold import taken_back
from desktop.domain.play.entries import (
    Correction,
    CountdownChanged,
    Joined,
    MomentMarked,
    Noted,
    PlayHeader,
    Rationale,
    Recorded,
)

_WORDS_AND_TIME = (Correction, CountdownChanged, Joined, MomentMarked, Noted, Rationale)
"""What no run of a play depends on; of what was taken back only that it was counts."""


def played_digest(header: PlayHeader, record: Iterable[Recorded]) -> str:
    """Return hexadecimal digits of what was played, in whatever words and by whomever.

    Notes that are taken after the last round leave it as it is.
    """
    entries = tuple(record)
    gone = taken_back(entries)
    standing = (one.entry for one in entries if one.number not in gone)
    played = (one for one in standing if not isinstance(one, _WORDS_AND_TIME))
    exercise = hashlib.blake2b(header.exercise.encode(), digest_size=16).hexdigest()
    return exercise + records_digest(played)
