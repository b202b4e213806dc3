"""How the rivals did on the points of a hindcast, and what is demanded where nothing is told."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.calibration.rivals import Rival
from desktop.calibration.skill import Five, Point, Skill, Target, band_score, summed
from desktop.calibration.widths import Width
from desktop.engine.results.projection import MEDIAN

RivalBands = Mapping[tuple[str, str, int], Sequence[Five]]
"""Rival, indicator and origin → its percentiles in the years after the origin, logarithms."""

ALONE_90, ALONE_50 = (0.80, 0.95), (0.40, 0.60)
MOST_OF_LONG_WALK, MOST_OF_BEST = 0.85, 1.15
OF_HISTORY = (0.7, 1.4)
CHOSEN_UNTIL = 2020
"""By the target years up to this one the kinds of noise were chosen; later ones were set apart."""


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


@dataclass(frozen=True, slots=True)
class Period:
    """Sum up the target years of one period, all series together."""

    first: int
    last: int
    n: int
    coverage_50: float
    coverage_90: float
    interval_score: float
    long_walk_ratio: float
    """Interval score over the long walk's, over the points that it could be fitted for."""
    relative_error: float


def periods(points: Sequence[Point]) -> tuple[Period, ...]:
    """Return the years up to CHOSEN_UNTIL apart from those after it, as far as there are any."""
    found = []
    for early in (True, False):
        some = [point for point in points if (point.year <= CHOSEN_UNTIL) is early]
        walks = [each for each in rival_skills(some) if each.rival == Rival.LONG_WALK]
        if not walks:
            continue
        skill = summed(some)
        found.append(
            Period(
                first=min(point.year for point in some),
                last=max(point.year for point in some),
                n=len(some),
                coverage_50=skill.coverage_50,
                coverage_90=skill.coverage_90,
                interval_score=skill.interval_score,
                long_walk_ratio=walks[0].score_ratio,
                relative_error=skill.relative_error or 0.0,
            )
        )
    return tuple(found)


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


def targets_alone(
    pooled: Skill, rivals: Sequence[RivalSkill], widths: Sequence[Width]
) -> tuple[Target, ...]:
    """Return what is demanded of a projection that is told nothing, as every user's is.

    `rivals` are those of each series and, without an indicator, of all of them. Of the widths
    of a series the one farthest from history's own counts.
    """
    farthest: dict[str, float] = {}
    for width in widths:
        known = farthest.get(width.indicator, 1.0)
        if abs(math.log(width.ratio)) >= abs(math.log(known)):
            farthest[width.indicator] = width.ratio
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
        *(
            Target("width_of_history", ratio, *OF_HISTORY, indicator)
            for indicator, ratio in farthest.items()
        ),
    )


def _holds(band: Five, point: Point) -> bool:
    """Say whether the 90 % band holds what was observed."""
    return band[0] <= point.observed <= band[4]
