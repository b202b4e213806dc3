"""Where words go when they would lie on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop.domain.indicator import Country, Vote


def push_apart(
    wanted: Sequence[float], gaps: Sequence[float], low: float, high: float
) -> list[float]:
    """Return positions near the wanted ones, in their order, no two nearer than the gap.

    `wanted` ascends; `gaps[i]` lies between i and i + 1. Each cluster keeps its centre, so its
    members are pushed equally; then all are held between `low` and `high` where they fit. Where
    they do not fit they keep their gaps and run over the high end.
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    clusters: list[tuple[float, int]] = []
    for position, offset in zip(wanted, offsets, strict=True):
        clusters.append((position - offset, 1))
        while len(clusters) > 1 and clusters[-2][0] > clusters[-1][0]:
            (above, m), (below, n) = clusters[-2:]
            clusters[-2:] = [((above * m + below * n) / (m + n), m + n)]
    starts = [start for start, count in clusters for _ in range(count)]
    ceiling = max(low, high - offsets[-1])
    return [
        min(max(start, low), ceiling) + offset
        for start, offset in zip(starts, offsets, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class ElectionMark:
    """Mark one vote, or both countries' votes of one year, on the decimal time axis."""

    start: float
    end: float
    country: Country | None
    """None where both vote: the mark is a strip from vote to vote, else a line."""


def election_marks(votes: Sequence[Vote], after: float) -> tuple[ElectionMark, ...]:
    """Return the marks of all full elections after a point of the time axis."""
    years: dict[int, list[Vote]] = {}
    for vote in sorted(votes, key=lambda vote: vote.month):
        if not vote.midterm and vote.month.year_fraction > after:
            years.setdefault(vote.month.year, []).append(vote)
    return tuple(
        ElectionMark(
            found[0].month.year_fraction,
            found[-1].month.year_fraction,
            found[0].country if len({vote.country for vote in found}) == 1 else None,
        )
        for found in years.values()
    )


_FARTHEST = 6.0
"""Pixels that a mark's label may stand beside its mark."""
_BETWEEN = 4.0


def mark_labels(
    centres: Sequence[float], widths: Sequence[float], both: Sequence[bool]
) -> list[float | None]:
    """Return the centre of each mark's label, None where it is left out for want of room.

    Labels of single votes give way before those of years in which both countries vote.
    """
    for kept in (list(range(len(centres))), [i for i, flag in enumerate(both) if flag]):
        if not kept:
            continue
        gaps = [(widths[a] + widths[b]) / 2 + _BETWEEN for a, b in pairwise(kept)]
        wanted = [centres[i] for i in kept]
        placed = push_apart(wanted, gaps, float("-inf"), float("inf"))
        if all(abs(a - b) <= _FARTHEST for a, b in zip(wanted, placed, strict=True)):
            found: list[float | None] = [None] * len(centres)
            for i, position in zip(kept, placed, strict=True):
                found[i] = position
            return found
    return [None] * len(centres)
