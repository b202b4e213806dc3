"""Entries of a play as rows, and the digests that chain them.

The digest of a play is one of what it pins and of the instant in which it began; that of each entry
is one of the digest before it and of all that its row holds. So the last one says whether all of a
record is there, in order and as it was written. People's words are in none of them.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from db.errors import EntryNotStorableError
from db.exercises.repository import check_text
from db.scenarios import mapping
from db.scenarios.serialization import (
    ContentError,
    content,
    contents,
    plain_of,
    record_of,
    text,
    text_digest,
)
from desktop.domain import kinds
from desktop.domain.play.entries import KIND_OF, KINDS, NAME_LIMIT, Entry, PlayHeader, Recorded

MOST_BYTES = 1_000_000
"""Of an entry without words; the figures of an advance of many years take a tenth."""
LAST_YEAR = 9998
"""There must be an instant later than any that is kept."""
_LINE = kinds.Line(NAME_LIMIT)
_SECONDS = kinds.Number()


class KeptEntry(NamedTuple):
    """Hold what the row of an entry holds; what was put there from outside may be anything."""

    number: int
    instant: datetime
    seconds: float
    author: str
    kind: str
    content: str
    digest: str


def root(begun_at: datetime, header: PlayHeader) -> str:
    """Return the digest of a play, by which it is known in whatever library it lies."""
    pinned = [header.exercise, header.model_version, header.model_digest, header.rehearsal]
    return text_digest(text([begun_at.astimezone(UTC).isoformat(), *pinned]))


def rows(before: str, recorded: Iterable[Recorded]) -> list[KeptEntry]:
    """Return entries as they are kept after the one with the digest before, words left out.

    Raises EntryNotStorableError.
    """
    found = []
    for one in recorded:
        check(one)
        entry: Any = one.entry
        written = text(content(replace(entry, **dict.fromkeys(entry.WORDS, ""))))
        kind = KIND_OF[type(one.entry)]
        if len(written) > MOST_BYTES:
            raise EntryNotStorableError(part=kind)
        # Adding 0.0 turns -0.0 into 0.0, as in `serialization.writer`.
        seconds = float(one.seconds) + 0.0
        found.append(KeptEntry(one.number, one.instant, seconds, one.author, kind, written, ""))
    return rechained(before, found)


def rechained(before: str, kept: Iterable[KeptEntry]) -> list[KeptEntry]:
    """Return entries with the digests that chain them after the one with the digest before."""
    found = []
    for row in kept:
        before = _chained(before, row)
        found.append(row._replace(digest=before))
    return found


def check(one: Recorded) -> None:
    """Raise EntryNotStorableError where no library could keep an entry as it is."""
    part = mapping.unstorable(one.entry)
    if part is None and not mapping.can_keep(_SECONDS, one.seconds):
        part = "seconds"
    if part is None and not mapping.can_keep(_LINE, one.author):
        part = "author"
    if part is not None:
        raise EntryNotStorableError(part=part)


def check_play(name: str, header: PlayHeader) -> None:
    """Raise the error that says why no library could keep a play, if none could."""
    mapping.check_name(name)
    check_text(header.exercise)
    for part in ("model_version", "model_digest"):
        if not mapping.can_keep(_LINE, getattr(header, part)):
            raise EntryNotStorableError(part=part)


def words_of(entry: Entry) -> dict[str, str]:
    """Return what was said in an entry, by field; what is empty is left out."""
    words = {name: getattr(entry, name) for name in entry.WORDS}
    return {name: said for name, said in words.items() if said}


@contents()
def recorded(
    before: str, head: str, kept: Sequence[KeptEntry], words: Mapping[int, Mapping[str, Any]]
) -> tuple[Recorded, ...]:
    """Return the entries that rows hold from the first one on, with what was said in each.

    Raise ContentError unless they lead from the digest before to the last one, all there and in
    order. What was forgotten is empty.
    """
    found = []
    for number, row in enumerate(kept, 1):
        if row.number != number or row.digest != (before := _chained(before, row)):
            raise ContentError(f"entry {number}")
        entry = entry_of(row.kind, plain_of(row.content), words.get(number, {}))
        found.append(Recorded(number, row.instant, row.seconds, row.author, entry))
    if before != head:
        raise ContentError(f"entry {len(kept) + 1}")
    return tuple(found)


def entry_of(kind: str, plain: Any, words: Mapping[str, Any], newest: float = math.inf) -> Entry:
    """Return the entry of plain data and people's words; raise ContentError where they are none.

    For `newest` see `serialization.record_of`.
    """
    record = KINDS.get(kind)
    if record is None or not isinstance(plain, dict) or words.keys() - set(record.WORDS):
        raise ContentError("kind")
    return record_of(record, {**plain, **words} if words else plain, newest)


def _chained(before: str, row: KeptEntry) -> str:
    instant = row.instant.astimezone(UTC).isoformat()
    return text_digest(text([before, row.number, instant, *row[2:6]]))
