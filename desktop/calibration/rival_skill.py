"""How the rivals did on the points of a hindcast, and what is demanded where nothing is told."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.calibration.rivals import Rival
from desktop.calibration.skill import Five, Point, Skill, Target, band_score
from desktop.engine.results.projection import MEDIAN

RivalBands = Mapping[tuple[str, str, int], Sequence[Five]]
"""Rival, indicator and origin → its percentiles in the years after the origin, logarithms."""

ALONE_90, ALONE_50 = (0.80, 0.95), (0.40, 0.60)
MOST_OF_LONG_WALK, MOST_OF_BEST = 0.85, 1.15


@dataclass(frozen=True, slots=True)
class RivalSkill:
    """Sum up one rival over some points, and the model over the same."""

    rival: str
    indicator: str
    """Empty where it is not one indicator's."""
    series: str
    n: int
    coverage_90: float
    interval_score: float
    """Mean, of the 90 % band."""
    score_ratio: float
    """The model's interval score over this one."""
    relative_error: float
    """Error of the median over that of the last value."""
    error_ratio: float
    """Error of the model's median over that of this one."""
    model_coverage_90: float
    """The model's, over the same points."""


def beside_rivals(points: Sequence[Point], bands: RivalBands) -> list[Point]:
    """Return the points with the rivals' percentiles at each."""
    found = []
    for point in points:
        rivals: dict[str, Five] = {}
        for rival in Rival:
            if rival is Rival.WALK:
                if point.walk is not None:
                    rivals[rival] = point.walk
            elif (known := bands.get((rival, point.indicator, point.origin))) is not None:
                rivals[rival] = known[point.ahead - 1]
        found.append(replace(point, rivals=rivals))
    return found


def rival_skills(
    points: Sequence[Point], indicator: str = "", series: str = ""
) -> tuple[RivalSkill, ...]:
    """Return the skill of every rival that could be fitted for any of the points."""
    found = []
    for rival in Rival:
        held = [(point, point.rivals[rival]) for point in points if rival in point.rivals]
        if not held:
            continue
        score = math.fsum(band_score(band, point.observed) for point, band in held)
        own = math.fsum(band_score(point.percentiles, point.observed) for point, _ in held)
        error = math.fsum(abs(band[MEDIAN] - point.observed) for point, band in held)
        mine = math.fsum(abs(point.percentiles[MEDIAN] - point.observed) for point, _ in held)
        last = math.fsum(abs((point.last or 0.0) - point.observed) for point, _ in held)
        inside = sum(_holds(band, point) for point, band in held)
        own_inside = sum(_holds(point.percentiles, point) for point, _ in held)
        found.append(
            RivalSkill(
                rival=rival,
                indicator=indicator,
                series=series,
                n=len(held),
                coverage_90=inside / len(held),
                interval_score=score / len(held),
                score_ratio=own / score,
                relative_error=error / last,
                error_ratio=mine / error,
                model_coverage_90=own_inside / len(held),
            )
        )
    return tuple(found)


def targets_alone(pooled: Skill, rivals: Sequence[RivalSkill]) -> tuple[Target, ...]:
    """Return what is demanded of a projection that is told nothing, as every user's is.

    `rivals` are those of each series and, without an indicator, of all of them.
    """
    hardest: dict[str, float] = {}
    for each in rivals:
        if each.indicator:
            hardest[each.indicator] = max(each.score_ratio, hardest.get(each.indicator, 0.0))
    return (
        Target("coverage_90", pooled.coverage_90, *ALONE_90),
        Target("coverage_50", pooled.coverage_50, *ALONE_50),
        *(
            Target("long_walk_ratio", each.score_ratio, None, MOST_OF_LONG_WALK)
            for each in rivals
            if not each.indicator and each.rival == Rival.LONG_WALK
        ),
        *(
            Target("best_rival_ratio", ratio, None, MOST_OF_BEST, indicator)
            for indicator, ratio in hardest.items()
        ),
    )


def _holds(band: Five, point: Point) -> bool:
    """Say whether the 90 % band holds what was observed."""
    return band[0] <= point.observed <= band[4]
