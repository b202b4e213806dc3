"""The skill of all hindcasts: per series and origin, per series, pooled; and as JSON."""

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_type_hints

from desktop.calibration.hindcast import Hindcast
from desktop.calibration.skill import Skill, Target, summed, targets
from desktop.domain.errors import MissingResourceError
from desktop.modelfiles.ensembles import FOLDER
from desktop.modelfiles.resources import RESOURCES

FILE = "skill.json"
"""The report of the shipped ensembles, beside them; made by `vecinos hindcast --json`."""
_DIGITS = 6
_HINTS = get_type_hints(Skill)


@dataclass(frozen=True)
class SkillReport:
    """Hold the skill of some hindcasts; no series is left out."""

    rows: tuple[Skill, ...]
    """One for each series and origin that has observed years."""
    by_series: tuple[Skill, ...]
    by_origin: tuple[Skill, ...]
    pooled: Skill
    targets: tuple[Target, ...]

    @property
    def missed(self) -> tuple[Target, ...]:
        """Return the targets that are not met."""
        return tuple(target for target in self.targets if not target.met)


def report(hindcasts: Iterable[Hindcast]) -> SkillReport:
    """Sum up hindcasts; at least one of them has observed years."""
    made = tuple(hindcasts)
    points = [point for each in made for point in each.points]
    rows = [curve.skill for each in made for curve in each.curves.values()]
    pooled = summed(points)
    series = {point.indicator: point.series for point in points}
    return SkillReport(
        rows=tuple(row for row in rows if row is not None),
        by_series=tuple(
            summed([p for p in points if p.indicator == indicator], indicator, name)
            for indicator, name in series.items()
        ),
        by_origin=tuple(
            summed(list(each.points), origin=each.origin.year) for each in made if each.points
        ),
        pooled=pooled,
        targets=targets(pooled),
    )


def as_json(found: SkillReport) -> str:
    """Return a report as JSON, figures at six significant digits."""
    content = {
        "rows": [_plain(row) for row in found.rows],
        "by_series": [_plain(row) for row in found.by_series],
        "by_origin": [_plain(row) for row in found.by_origin],
        "pooled": _plain(found.pooled),
        "targets": [{**_plain(target), "met": target.met} for target in found.targets],
    }
    return json.dumps(content, indent=2) + "\n"


def read_skill(folder: Path = RESOURCES) -> SkillReport:
    """Read the report of the shipped ensembles; raise MissingResourceError where it is not there.

    Nothing is run: this is what a page can show at once.
    """
    path = folder / FOLDER / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        pooled = _skill(content["pooled"])
        return SkillReport(
            rows=tuple(map(_skill, content["rows"])),
            by_series=tuple(map(_skill, content["by_series"])),
            by_origin=tuple(map(_skill, content["by_origin"])),
            pooled=pooled,
            targets=targets(pooled),
        )
    except (OSError, RecursionError, ValueError, LookupError, TypeError) as fault:
        raise MissingResourceError(path=path) from fault


def _skill(plain: dict[str, Any]) -> Skill:
    for name, hint in _HINTS.items():
        value = plain[name]
        if not isinstance(value, hint) or (isinstance(value, float) and not math.isfinite(value)):
            raise ValueError(name)
    return Skill(**plain)


def _plain(record: Skill | Target) -> dict[str, object]:
    return {
        key: float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value
        for key, value in asdict(record).items()
    }
