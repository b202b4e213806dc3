"""Projections from past origins beside what happened: the curve, the rivals, the skill."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.calibration.skill import Point, Skill, summed
from desktop.calibration.told import Told, given
from desktop.calibration.walk import fitted_walk
from desktop.calibration.window import BEGIN, Floats, observed, yearly_logs
from desktop.domain.clock import Clock, Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.historical_record import Past
from desktop.domain.history import Series
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.results.projection import PERCENTILES
from desktop.engine.run.project import project
from desktop.modelfiles.read import read_model, read_record
from desktop.modelfiles.resources import RESOURCES

ORIGINS = tuple(Month(year, 12) for year in (2012, 2014, 2016, 2018, 2020))
YEARS = 3


@dataclass(frozen=True)
class Curve:
    """Hold one indicator's projection from an origin, in the indicator's unit."""

    indicator: str
    series: Series
    """The whole record, also what came after the origin."""
    clock: Clock
    bands: NDArray[np.floating]
    """Percentiles 5, 25, 50, 75, 95 of the default line, (PERCENTILE, TIME)."""
    walk: Floats | None
    """The walk's percentiles by year, (PERCENTILE, YEAR), the origin's year first."""
    points: tuple[Point, ...]
    """The observed years after the origin, in logarithms."""

    @property
    def skill(self) -> Skill | None:
        """Return the skill over the observed years, or None where there are none."""
        if not self.points:
            return None
        return summed(self.points, self.indicator, self.series.id, self.clock.vantage.year)


@dataclass(frozen=True)
class Hindcast:
    """Hold the projections of every indicator with a series from one origin."""

    origin: Month
    ensemble: Month | None
    """Origin of the ensemble it was made with, or None where the evidence alone spoke."""
    curves: Mapping[str, Curve]
    told: Told = Told.BOTH

    @property
    def points(self) -> tuple[Point, ...]:
        """Return the observed years of all curves."""
        return tuple(point for curve in self.curves.values() for point in curve.points)


def hindcast(
    origin: Month,
    folder: Path = RESOURCES,
    *,
    told: Told = Told.BOTH,
    past: Past | None = None,
    ensemble: EnsembleChoice | None = None,
) -> Hindcast:
    """Project three years from an origin, told what levers and drivers really did, or less.

    The ensemble is the one calibrated up to the origin; the model knows nothing later but what
    it is told of the record. `past` spares reading it again.
    """
    record = past or read_record(folder)
    model = given(read_model(folder, origin, origin.plus(12 * YEARS)), record, told)
    compiled = compile_model(model)
    draws = compiled.draws(ensemble or EnsembleChoice())
    names = [each.id for each in model.indicators.values() if each.series is not None]
    lines = project(compiled, STATUS_QUO, draws, indicators=names)
    months = project(compiled, STATUS_QUO, draws, indicators=names, monthly=True)
    curves = {
        name: curve(compiled, name, lines.of(name), months.of(name), record.series)
        for name in names
    }
    made = model.calibrated
    return Hindcast(origin, None if made is None else made.origin, curves, told)


def curve(
    compiled: CompiledModel,
    name: str,
    lines: NDArray[np.floating],
    months: NDArray[np.floating],
    record: Mapping[str, Series],
) -> Curve:
    """Return one indicator's projection beside its whole record; both arrays are (TIME, MEMBER)."""
    model = compiled.model
    origin = model.clock.vantage.year
    series = record[str(model.indicators[name].series)]
    yearly = np.percentile(yearly_logs(months), PERCENTILES, axis=1)
    known = observed(name, series, BEGIN.year, origin)
    later = observed(name, series, origin + 1, origin + YEARS)
    walk = fitted_walk(known, origin)
    walked = None if walk is None else walk.bands(YEARS)
    points = tuple(
        Point(
            indicator=name,
            series=series.id,
            origin=origin,
            year=year,
            observed=float(log),
            percentiles=_five(yearly, year - origin),
            last=float(known.logs[-1]) if known.years else None,
            walk=None if walked is None else _five(walked, year - origin),
        )
        for year, log in zip(later.years, later.logs, strict=True)
    )
    return Curve(
        indicator=name,
        series=series,
        clock=model.clock,
        bands=np.percentile(lines, PERCENTILES, axis=1),
        walk=None if walked is None else np.exp(walked),
        points=points,
    )


def _five(
    percentiles: NDArray[np.floating], column: int
) -> tuple[float, float, float, float, float]:
    five = [float(value) for value in percentiles[:, column]]
    assert all(math.isfinite(value) for value in five)
    return five[0], five[1], five[2], five[3], five[4]
