"""How a projection did: errors, coverage, interval score, beside the rivals. Natural logarithms."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.engine.results.projection import MEDIAN

WIDE, NARROW = 0.9, 0.5
"""Shares that the outer and the inner band claim to hold."""

COVERAGE_90, COVERAGE_50 = (0.80, 0.97), (0.35, 0.65)
MOST_ERROR, MOST_WIDTH = 1.0, 3.0


Five = tuple[float, float, float, float, float]
"""Percentiles 5, 25, 50, 75, 95."""


@dataclass(frozen=True, slots=True)
class Point:
    """Hold one observed year beside what was projected for it; logarithms throughout."""

    indicator: str
    series: str
    origin: int
    year: int
    observed: float
    percentiles: Five
    last: float | None
    """The last value known at the origin, or None where none was."""
    walk: Five | None
    """The walk's percentiles, or None where none could be fitted."""
    rivals: Mapping[str, Five] = field(default_factory=dict)
    """Percentiles of every rival that could be fitted, where they were asked for."""

    @property
    def ahead(self) -> int:
        """Count the years from the origin."""
        return self.year - self.origin


@dataclass(frozen=True, slots=True)
class Skill:
    """Sum up some points: one series at one origin, one series, or all of them."""

    indicator: str
    """Empty where it is not one indicator's."""
    series: str
    origin: int | None
    """None where all origins are pooled."""
    n: int
    relative_error: float | None
    """Error of the median over that of the last value, over the points that had one."""
    coverage_50: float
    coverage_90: float
    interval_score: float
    """Mean, of the 90 % band."""
    bias: float
    """Mean of median minus observed."""
    walk_n: int
    """Points for which a walk could be fitted; what follows is over these alone."""
    walk_score: float | None
    """Mean interval score of the walk."""
    score_ratio: float | None
    """Interval score over the walk's."""
    walk_error: float | None
    """Mean absolute error of the walk's median over that of the last value."""
    width_ratio: float | None
    """Median width of the 90 % band three years ahead over that of the walk."""


@dataclass(frozen=True, slots=True)
class Target:
    """Hold what is demanded of the pooled figures, and whether it is met."""

    name: str
    value: float
    least: float | None
    most: float | None
    indicator: str = ""
    """Whose series it is demanded of; empty where all are pooled."""

    @property
    def met(self) -> bool:
        """Say whether the value lies within the limits."""
        above = self.least is None or self.value >= self.least
        return above and (self.most is None or self.value <= self.most)


def interval_score(low: float, high: float, value: float, share: float = WIDE) -> float:
    """Return the interval score: the width, and 2 / (1 − share) times any miss. Less is better."""
    miss = max(low - value, value - high, 0.0)
    return high - low + 2.0 / (1.0 - share) * miss


def summed(
    points: Sequence[Point], indicator: str = "", series: str = "", origin: int | None = None
) -> Skill:
    """Return the skill over some points; there is at least one."""
    walked = [point for point in points if point.walk is not None]
    known = [point for point in points if point.last is not None]
    own = [_own_score(point) for point in walked]
    walk = [_walk_score(point) for point in walked]
    return Skill(
        indicator=indicator,
        series=series,
        origin=origin,
        n=len(points),
        relative_error=_ratio(map(_error, known), map(_last_error, known)),
        coverage_50=_share(points, 1, 3),
        coverage_90=_share(points, 0, 4),
        interval_score=math.fsum(map(_own_score, points)) / len(points),
        bias=math.fsum(p.percentiles[MEDIAN] - p.observed for p in points) / len(points),
        walk_n=len(walked),
        walk_score=math.fsum(walk) / len(walk) if walk else None,
        score_ratio=_ratio(own, walk),
        walk_error=_ratio(map(_walk_error, walked), map(_last_error, walked)),
        width_ratio=_width_ratio(walked),
    )


def targets(pooled: Skill) -> tuple[Target, ...]:
    """Return what is demanded of the pooled figures."""
    return tuple(
        Target(name, value, least, most)
        for name, value, least, most in (
            ("coverage_90", pooled.coverage_90, *COVERAGE_90),
            ("coverage_50", pooled.coverage_50, *COVERAGE_50),
            ("score_ratio", pooled.score_ratio, None, 1.0),
            ("width_ratio", pooled.width_ratio, None, MOST_WIDTH),
            ("relative_error", pooled.relative_error, None, MOST_ERROR),
        )
        if value is not None
    )


def band_score(band: Five, observed: float) -> float:
    """Return the interval score of a 90 % band."""
    return interval_score(band[0], band[4], observed)


def _error(point: Point) -> float:
    return abs(point.percentiles[MEDIAN] - point.observed)


def _last_error(point: Point) -> float:
    assert point.last is not None
    return abs(point.last - point.observed)


def _walk_error(point: Point) -> float:
    assert point.walk is not None
    return abs(point.walk[MEDIAN] - point.observed)


def _own_score(point: Point) -> float:
    return band_score(point.percentiles, point.observed)


def _walk_score(point: Point) -> float:
    assert point.walk is not None
    return band_score(point.walk, point.observed)


def _share(points: Sequence[Point], low: int, high: int) -> float:
    held = sum(p.percentiles[low] <= p.observed <= p.percentiles[high] for p in points)
    return held / len(points)


def _ratio(above: Iterable[float], below: Iterable[float]) -> float | None:
    total = math.fsum(below)
    return math.fsum(above) / total if total > 0 else None


def _width_ratio(points: Iterable[Point]) -> float | None:
    """Compare the median widths of the bands three years ahead."""
    own, walk = [], []
    for point in points:
        if point.ahead == 3 and point.walk is not None:
            own.append(point.percentiles[4] - point.percentiles[0])
            walk.append(point.walk[4] - point.walk[0])
    return statistics.median(own) / statistics.median(walk) if own else None
