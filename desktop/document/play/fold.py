"""Folds a play's record into where the play stands, and says what may be added to it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.document.play import errors
from desktop.document.play.fitting import check_fields
from desktop.document.play.rules import start, step
from desktop.document.play.state import PlayState, Setup
from desktop.domain.errors import VecinosError
from desktop.domain.lines import is_visible
from desktop.domain.play.entries import (
    Advanced,
    Begun,
    Correction,
    CountdownChanged,
    Endorsement,
    Entry,
    EventsDrawn,
    InjectReleased,
    Joined,
    MomentMarked,
    Noted,
    Offer,
    Predicted,
    Rationale,
    Recorded,
    StageBegun,
)

_FIXED = (Begun, StageBegun, CountdownChanged, Correction)
"""Time that has passed cannot be taken back, nor can what was taken back."""
_UNDER_MONTHS = (Offer, Endorsement, Predicted, InjectReleased, EventsDrawn)
"""Months that are played rest on them, or show how good they were."""
_ASIDE = (Noted, MomentMarked, Joined, Rationale)
"""They may follow an advance that is then taken back."""


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
        _check_said(added.entry)
        return step(setup, state, added)
    check_fields(added.entry)
    _check_correction(record, added.entry)
    gone = taken_back((*record, added))
    after = start(setup)
    for one in record:
        try:
            after = _next(setup, after, one, gone)
        except VecinosError as error:
            raise errors.RestedUponError(entry=added.entry.entry, other=one.number) from error
    return _passed(after, added)


def is_aside(entry: Entry) -> bool:
    """Say whether an entry can be added though the model is another: no month hangs on it."""
    return isinstance(entry, Noted | MomentMarked | Joined)


def _check_said(entry: Entry) -> None:
    """Raise BadEntryError where nothing is said; words that were forgotten later are empty too."""
    if isinstance(entry, Noted | Joined):
        check_fields(entry)
        for field in entry.WORDS:
            if not is_visible(getattr(entry, field)):
                raise errors.BadEntryError(field=field, value="")


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
        raise errors.NoSuchEntryError(entry=number)
    meant = record[number - 1].entry
    if isinstance(meant, _FIXED):
        raise errors.FixedEntryError(entry=number)
    gone = taken_back(record)
    later = [one.entry for one in record[number:] if one.number not in gone]
    if isinstance(meant, Advanced):
        # Notes may be taken while nothing has followed; a stage that begins is what follows.
        if not all(isinstance(one, (*_ASIDE, CountdownChanged, Correction)) for one in later):
            raise errors.MonthsPlayedError(entry=number)
    elif isinstance(meant, _UNDER_MONTHS) and any(isinstance(one, Advanced) for one in later):
        raise errors.MonthsPlayedError(entry=number)


def _passed(state: PlayState, one: Recorded) -> PlayState:
    return replace(state, seconds=one.seconds, number=one.number, instant=one.instant)
