"""Folds a play's record into where the play stands, and says what may be added to it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.document.play import errors
from desktop.document.play.rules import start, step
from desktop.document.play.state import PlayState, Setup
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import (
    Advanced,
    Begun,
    Correction,
    CountdownChanged,
    Ended,
    Joined,
    MomentMarked,
    Noted,
    Rationale,
    Recorded,
    StageBegun,
)

_FIXED = (Begun, StageBegun, CountdownChanged, Correction)
"""Time that has passed cannot be taken back, nor can what was taken back."""
_ASIDE = (Noted, MomentMarked, Joined, Rationale)
"""Nothing that is played rests on them."""


def fold(setup: Setup, record: Iterable[Recorded]) -> PlayState:
    """Return what a record comes to; raise the PlayError of an entry that cannot stand there."""
    entries = tuple(record)
    gone = taken_back(entries)
    state = start(setup)
    for one in entries:
        state = _next(setup, state, one, gone)
    return state


def _next(setup: Setup, state: PlayState, one: Recorded, gone: frozenset[int]) -> PlayState:
    if isinstance(one.entry, Correction) or one.number in gone:
        # It happened, though it counts no longer: numbers and time go on.
        return _passed(state, one)
    return step(setup, state, one)


def follow(
    setup: Setup, state: PlayState, record: Sequence[Recorded], added: Recorded
) -> PlayState:
    """Return where play stands after one more entry; raise the error that says why it cannot be.

    `record` is what was recorded before it, and `state` what that comes to.
    """
    if not isinstance(added.entry, Correction):
        return step(setup, state, added)
    _check_correction(record, added.entry)
    gone = taken_back((*record, added))
    after = start(setup)
    for one in record:
        try:
            after = _next(setup, after, one, gone)
        except VecinosError as error:
            raise errors.RestedUponError(entry=added.entry.entry, other=one.number) from error
    return _passed(after, added)


def taken_back(record: Iterable[Recorded]) -> frozenset[int]:
    """Return the numbers of the entries that were taken back."""
    return frozenset(one.entry.entry for one in record if isinstance(one.entry, Correction))


def can_be_taken_back(record: Sequence[Recorded], number: int) -> bool:
    """Say whether an entry is of a kind, and at a place, that it can be taken back."""
    try:
        _check_correction(record, Correction(number))
    except errors.PlayError:
        return False
    return True


def _check_correction(record: Sequence[Recorded], entry: Correction) -> None:
    number = entry.entry
    if not 1 <= number <= len(record) or number in taken_back(record):
        raise errors.UnknownInPlayError(kind="entry", name=str(number))
    meant = record[number - 1].entry
    if isinstance(meant, _FIXED):
        raise errors.FixedEntryError(entry=number)
    gone = taken_back(record)
    later = [one.entry for one in record[number:] if one.number not in gone]
    if isinstance(meant, Advanced):
        # Notes may be taken while nothing has followed; a stage that begins is what follows.
        if not all(isinstance(one, (*_ASIDE, CountdownChanged, Correction)) for one in later):
            raise errors.MonthsPlayedError(entry=number)
    elif not isinstance(meant, (*_ASIDE, Ended)) and any(
        isinstance(one, Advanced) for one in later
    ):
        raise errors.MonthsPlayedError(entry=number)


def _passed(state: PlayState, one: Recorded) -> PlayState:
    return replace(state, seconds=one.seconds, number=one.number, instant=one.instant)
