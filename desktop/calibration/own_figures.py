"""The projection from the model's own vantage beside the figures that people added since."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.calibration.hindcast import YEARS, Curve, curve
from desktop.calibration.skill import Skill, summed
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.observation import Observation
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.engine.results.projection import MEDIAN
from desktop.engine.run.project import project
from desktop.modelfiles.observations import extend_series
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES


@dataclass(frozen=True, slots=True)
class Newest:
    """Hold the newest added twelve-month value beside what was projected for it."""

    indicator: str
    month: Month
    observed: float
    """In the indicator's unit."""
    percentiles: tuple[float, float, float, float, float]
    """5, 25, 50, 75, 95."""

    @property
    def in_90(self) -> bool:
        """Say whether the 90 % band holds it."""
        return self.percentiles[0] <= self.observed <= self.percentiles[4]

    @property
    def in_50(self) -> bool:
        """Say whether the 50 % band holds it."""
        return self.percentiles[1] <= self.observed <= self.percentiles[3]

    @property
    def error(self) -> float:
        """Return how far the median lies from what was observed, as a share of it."""
        return (self.percentiles[MEDIAN] - self.observed) / self.observed


@dataclass(frozen=True)
class OwnRecord:
    """Hold the projections of the indicators that something was added to."""

    vantage: Month
    curves: dict[str, Curve]
    newest: dict[str, Newest]
    """Without indicators that no full twelve months were added to, or only after three years."""

    @property
    def skill(self) -> Skill | None:
        """Return the skill over the full calendar years that were added; None without any."""
        points = [point for one in self.curves.values() for point in one.points]
        return summed(points) if points else None


def own_record(
    observations: Sequence[Observation],
    folder: Path = RESOURCES,
    *,
    ensemble: EnsembleChoice | None = None,
) -> OwnRecord:
    """Project three years from the model's own vantage, at the status quo, beside what was added.

    Nothing that was added decides any number of the projection.
    """
    own = read_model(folder).clock.vantage
    model = read_model(folder, own, own.plus(12 * YEARS))
    longer = extend_series(model.series, observations)
    names = [
        each.id
        for each in model.indicators.values()
        if each.series is not None and longer[each.series] is not model.series[each.series]
    ]
    if not names:
        return OwnRecord(own, {}, {})
    compiled = compile_model(model)
    draws = compiled.draws(ensemble or EnsembleChoice())
    lines = project(compiled, STATUS_QUO, draws, indicators=names)
    months = project(compiled, STATUS_QUO, draws, indicators=names, monthly=True)
    curves = {
        name: curve(compiled, name, lines.of(name), months.of(name), longer) for name in names
    }
    newest = {name: found for name in names if (found := _newest(curves[name])) is not None}
    return OwnRecord(own, curves, newest)


def _newest(one: Curve) -> Newest | None:
    clock = one.clock
    told = [
        (month, value)
        for month, value in zip(one.series.months, one.series.values, strict=True)
        if clock.vantage < month <= clock.horizon
    ]
    if not told:
        return None
    month, value = told[-1]
    found = [float(each) for each in one.bands[:, clock.step(month)]]
    return Newest(one.indicator, month, value, (found[0], found[1], found[2], found[3], found[4]))
