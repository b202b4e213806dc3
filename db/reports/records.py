"""Drafts of reports as text and as bytes, with the digests that say whether they are as saved."""

import zlib

from db.errors import ReportNotStorableError
from db.scenarios import mapping
from db.scenarios.serialization import (
    ContentError,
    content,
    contents,
    inflated,
    plain_of,
    record_of,
    text,
    text_digest,
)
from desktop.domain.report import ReportDraft

MOST_BYTES = 2_000_000
"""Of a draft in JSON: whole essays in every field; no part of a pack is larger either."""


def written(draft: ReportDraft) -> str:
    """Return a draft as JSON; raise ReportNotStorableError where no library could keep it."""
    part = mapping.unstorable(draft)
    if part is not None:
        raise ReportNotStorableError(part=part)
    found = text(content(draft))
    if len(found) > MOST_BYTES:
        raise ReportNotStorableError(part="length")
    return found


def draft_of(json: str) -> ReportDraft:
    """Return the draft of its JSON; raise ContentError where it is none that could be kept."""
    with contents():
        draft = record_of(ReportDraft, plain_of(json))
        if mapping.unstorable(draft) is not None:
            raise ContentError("unstorable")
        return draft


def packed(json: str) -> bytes:
    """Return JSON as steps and versions hold it."""
    return zlib.compress(json.encode("ascii"), 9)


def unpacked(kept: bytes) -> str:
    """Return what `packed` made; raise ContentError where it is nothing of the kind."""
    with contents():
        return inflated(kept, MOST_BYTES).decode("ascii")


def numbered_digest(number: int, json: str) -> str:
    """Return 32 hexadecimal digits of a state and its number in the undo history."""
    with contents():
        return text_digest(f"{number}:{json}")
