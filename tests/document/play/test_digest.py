"""The digest of what was played changes with what the model runs, and with nothing else."""

from dataclasses import replace

import pytest

from desktop.document.play.digest import played_digest
from desktop.domain.play.entries import (
    Correction,
    Entry,
    InjectReleased,
    Joined,
    MomentMarked,
    Noted,
    Offer,
    PlayHeader,
    Recorded,
)
from tests.document.play.played import FRAMEWORK, MX, US, WORDS, two_rounds

HEADER = PlayHeader("# exercise", "1", "d")


def digest(*further: Entry, header: PlayHeader = HEADER) -> str:
    record = list(two_rounds().record.entries)
    last = record[-1]
    for one in further:
        record.append(Recorded(len(record) + 1, last.instant, last.seconds, "X", one))
    return played_digest(header, record)


@pytest.mark.parametrize(
    "entry", [Noted("kumquat", "strength"), MomentMarked("z"), Joined("Quispel", MX)]
)
def test_that_words_people_and_what_was_taken_back_leave_it(entry: Entry) -> None:
    assert digest(entry) == digest()
    number = len(two_rounds().record.entries) + 1
    assert digest(Offer(US, WORDS, 20.0), Correction(number)) == digest()


def test_that_who_said_it_and_when_leave_it() -> None:
    record = two_rounds().record.entries
    other = [replace(one, author="Quispel", seconds=one.seconds + 7) for one in record]
    assert played_digest(HEADER, other) == played_digest(HEADER, record)


def test_that_what_is_played_on_and_what_was_played_change_it() -> None:
    found = {
        digest(),
        digest(header=replace(HEADER, exercise="# another")),
        digest(Offer(US, WORDS, 20.0)),
        digest(Offer(US, WORDS, 21.0)),
        digest(Offer(MX, FRAMEWORK, 20.0)),
        digest(InjectReleased("antennas")),
        played_digest(HEADER, two_rounds().record.entries[:-1]),
    }
    assert len(found) == 7
