"""The skill of all hindcasts: per series and origin, per series, pooled; and as JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from desktop.calibration.hindcast import Hindcast
from desktop.calibration.rival_skill import (
    Period,
    RivalBands,
    RivalSkill,
    beside_rivals,
    periods,
    rival_skills,
    targets_alone,
)
from desktop.calibration.skill import Skill, Target, summed, targets
from desktop.calibration.told import Told
from desktop.calibration.widths import Width

_DIGITS = 6


@dataclass(frozen=True)
class SkillReport:
    """Hold the skill of some hindcasts that were told the same; no series is left out."""

    told: Told
    rows: tuple[Skill, ...]
    """One for each series and origin that has observed years."""
    by_series: tuple[Skill, ...]
    by_origin: tuple[Skill, ...]
    pooled: Skill
    rivals: tuple[RivalSkill, ...]
    """By series, and at the end pooled; of the series that a rival could be fitted to."""
    periods: tuple[Period, ...]
    widths: tuple[Width, ...]
    """Of the projection from the model's own vantage; empty where something was told."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return what is demanded; nothing is of what is told only in part."""
        if self.told is Told.BOTH:
            return targets(self.pooled)
        if self.told is Told.NOTHING:
            return targets_alone(self.pooled, self.rivals, self.widths)
        return ()

    @property
    def missed(self) -> tuple[Target, ...]:
        """Return the targets that are not met."""
        return tuple(target for target in self.targets if not target.met)


def report(
    hindcasts: Iterable[Hindcast],
    bands: RivalBands | None = None,
    widths: tuple[Width, ...] = (),
) -> SkillReport:
    """Sum up hindcasts beside their rivals; at least one has observed years, all are told alike.

    `widths` are those of a projection, which is told nothing.
    """
    made = tuple(hindcasts)
    points = beside_rivals([point for each in made for point in each.points], bands or {})
    rows = [curve.skill for each in made for curve in each.curves.values()]
    series: Mapping[str, str] = {point.indicator: point.series for point in points}
    of_series = {
        indicator: [point for point in points if point.indicator == indicator]
        for indicator in series
    }
    return SkillReport(
        told=made[0].told,
        rows=tuple(row for row in rows if row is not None),
        by_series=tuple(summed(of_series[name], name, series[name]) for name in series),
        by_origin=tuple(
            summed(list(each.points), origin=each.origin.year) for each in made if each.points
        ),
        pooled=summed(points),
        rivals=(
            *(
                rival
                for name in series
                for rival in rival_skills(of_series[name], name, series[name])
            ),
            *rival_skills(points),
        ),
        periods=periods(points),
        widths=widths if made[0].told is Told.NOTHING else (),
    )


def as_json(found: SkillReport) -> str:
    """Return a report as JSON, figures at six significant digits."""
    return json.dumps(content(found), indent=2) + "\n"


def content(found: SkillReport) -> dict[str, object]:
    """Return a report as plain lists and numbers, these at six significant digits."""
    return {
        "told": str(found.told),
        "rows": [_plain(row) for row in found.rows],
        "by_series": [_plain(row) for row in found.by_series],
        "by_origin": [_plain(row) for row in found.by_origin],
        "pooled": _plain(found.pooled),
        "rivals": [_plain(rival) for rival in found.rivals],
        "periods": [_plain(period) for period in found.periods],
        "widths": [_plain(width) for width in found.widths],
        "targets": [{**_plain(target), "met": target.met} for target in found.targets],
    }


def figure(value: float) -> float:
    """Return a figure as a report prints it."""
    return float(f"{value:.{_DIGITS}g}")


def _plain(record: Skill | Target | RivalSkill | Period | Width) -> dict[str, object]:
    return {
        key: figure(value) if isinstance(value, float) else value
        for key, value in asdict(record).items()
    }
