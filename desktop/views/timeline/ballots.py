"""The votes on the timeline: those of both countries in one year share a mark."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.clock import Month
from desktop.domain.indicator import Country, Vote

BOTH_WITHIN = 7
"""Votes of the two countries at most this many months apart share one mark."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """Hold one mark of the elections' track."""

    month: Month
    us: bool
    mx: bool
    midterm: bool


def ballots(votes: Iterable[Vote]) -> tuple[Ballot, ...]:
    """Return one mark a vote, or one for two votes of the same year."""
    whole = sorted((vote for vote in votes if not vote.midterm), key=lambda vote: vote.month)
    found: list[Ballot] = []
    for vote in whole:
        last = found[-1] if found else None
        us, mx = vote.country is Country.US, vote.country is Country.MX
        near = last is not None and vote.month.minus(last.month) <= BOTH_WITHIN
        if last is not None and near and (last.us, last.mx) != (us, mx):
            found[-1] = Ballot(last.month, us=True, mx=True, midterm=False)
        else:
            found.append(Ballot(vote.month, us, mx, midterm=False))
    dots = (
        Ballot(v.month, v.country is Country.US, v.country is Country.MX, midterm=True)
        for v in votes
        if v.midterm
    )
    return tuple(sorted((*found, *dots), key=lambda ballot: ballot.month))
