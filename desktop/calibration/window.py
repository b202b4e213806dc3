"""The window that is known at an origin: a model set into 2007, and what was observed since."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.historical_record import Past
from desktop.domain.history import Series
from desktop.domain.model.model import FittedGrowth, FittedNoise, Model
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.ensemble.draws import Draws, draw
from desktop.engine.ensemble.sampling import noise_paths
from desktop.engine.run.project import project
from desktop.modelfiles.historical_record import with_record
from desktop.modelfiles.read import read_model, read_record

Floats = NDArray[np.float64]

BEGIN = Month(2007, 12)
"""The vantage that every calibration starts from; the last year before it is observed."""
FIRST_YEAR = 1900
"""No record begins before it."""

REGIMES: Mapping[str, str] = {
    "us_mx_trade": "trade_noise",
    "fdi_inflow": "fdi_noise",
    "fdi_regional_share": "region_fdi_noise",
    "irregular_encounters": "crossing_noise",
    "remittances": "remittance_noise",
    "homicide_rate": "violence_noise",
    "us_opioid_deaths": "epidemic_noise",
    "fentanyl_seizures": "seizure_noise",
    "mx_fav_us": "favor_noise",
    "extraditions": "extradition_noise",
}
"""Indicator with a series → the noise that carries what nothing else explains, on its logarithm.

A second count of what another series counts, as the registered homicides, is not held against
history again; nor is a count that a program fills, as the encounters at ports of entry.
"""

DRIVERS: Mapping[str, str] = {
    "us_mx_trade": "us_demand_noise",
    "fdi_inflow": "fdi_trend_noise",
    "us_opioid_deaths": "epidemic_course_noise",
}
"""Indicator → the noise of its driver, which a record of the driver replaces."""


@dataclass(frozen=True)
class Observed:
    """Hold one indicator's observed years, as natural logarithms of twelve-month values."""

    indicator: str
    years: tuple[int, ...]
    logs: Floats


def observed(indicator: str, series: Series, first: int, last: int) -> Observed:
    """Return the twelve-month values that end in December of the years from `first` to `last`."""
    found = {
        month.year: math.log(value)
        for month, value in zip(series.months, series.values, strict=True)
        if month.month == 12 and first <= month.year <= last and value > 0
    }
    return Observed(indicator, tuple(found), np.array(list(found.values())))


@dataclass(frozen=True)
class Window:
    """Hold a model that starts in 2007 and is given the record, and the years it must explain."""

    origin: Month
    model: Model
    past: Past
    untold: Model
    """The same model, given nothing of what levers and drivers did: as a projection is."""

    @property
    def years(self) -> int:
        """Count the years after 2007."""
        return self.origin.year - BEGIN.year

    @cached_property
    def observations(self) -> tuple[Observed, ...]:
        """Return what was observed, 2007 included, of every indicator with two years or more."""
        return self._observed(BEGIN.year)

    @cached_property
    def known(self) -> tuple[Observed, ...]:
        """Return the same with all the years before 2007."""
        return self._observed(FIRST_YEAR)

    def _observed(self, first: int) -> tuple[Observed, ...]:
        found = []
        for indicator in self.model.indicators.values():
            if indicator.series is None or indicator.id not in REGIMES:
                continue
            series = self.past.series[indicator.series]
            each = observed(indicator.id, series, first, self.origin.year)
            if len(each.years) > 1:
                found.append(each)
        return tuple(found)

    @cached_property
    def _compiled(self) -> CompiledModel:
        return compile_model(self.model)

    @cached_property
    def _compiled_untold(self) -> CompiledModel:
        return compile_model(self.untold)

    @property
    def uncertain(self) -> tuple[str, ...]:
        """Name the parameters that history may condition."""
        return tuple(p.id for p in self.model.parameters.values() if not p.certain)

    def run(self, scores: Floats) -> dict[str, Floats]:
        """Return every observed indicator's yearly logarithms, (YEAR, MEMBER), 2007 first.

        `scores` is (MEMBER, PARAMETER) in the order of `uncertain`. No noise: what it would add
        is part of the error of the observations.
        """
        names = [each.indicator for each in self.observations]
        projection = project(
            self._compiled, STATUS_QUO, self.draws(scores), indicators=names, monthly=True
        )
        return {name: yearly_logs(projection.of(name)) for name in names}

    def run_untold(self, scores: Floats, seed: int) -> dict[str, Floats]:
        """Return the same of members that are told nothing, under the swings of their drivers.

        `scores`, (MEMBER, PARAMETER), and what is returned, (YEAR, MEMBER), are as those of `run`.
        Nothing of the noises that are to be fitted is in it.
        """
        model = self.untold
        names = [each.indicator for each in self.known]
        columns = dict(zip(self.uncertain, scores.T, strict=True))
        choice = EnsembleChoice(members=len(scores), seed=seed)
        swings = dict(noise_paths(model, choice))
        swings |= {name: np.zeros(model.clock.steps + 1) for name in prior_noises(model)}
        draws = draw(model, choice, conditioned=columns, noises=swings)
        projection = project(
            self._compiled_untold, STATUS_QUO, draws, indicators=names, monthly=True
        )
        return {name: yearly_logs(projection.of(name)) for name in names}

    def draws(self, scores: Floats) -> Draws:
        """Return the members that stand at these scores, (MEMBER, PARAMETER), without any noise."""
        columns = {name: scores[:, at] for at, name in enumerate(self.uncertain)}
        choice = EnsembleChoice(members=len(scores), noise=False)
        return draw(self.model, choice, conditioned=columns)


def yearly_logs(months: NDArray[np.floating]) -> Floats:
    """Return logarithms of twelve-month means, (YEAR, MEMBER), the vantage's own value first."""
    years = (len(months) - 1) // 12
    means = months[1 : 12 * years + 1].reshape(years, 12, -1).mean(axis=1)
    logs: Floats = np.log(np.maximum(np.concatenate([months[:1], means]), 1e-12))
    return logs


def read_window(folder: Path, origin: Month) -> Window:
    """Read the model and all that was known at the end of the origin, and nothing later."""
    past = read_record(folder).until(origin)
    model = read_model(folder, BEGIN, origin, calibrated=False)
    return Window(origin, with_record(model, past), past, model)


def history_digest(past: Past) -> str:
    """Return the SHA-256 of the numbers of a past, at nine significant digits; no words count."""
    content = {
        "levers": {
            name: [[str(c.month), _figure(c.value), c.ramp] for c in lever.changes]
            for name, lever in past.levers.items()
        },
        "drivers": {
            name: [driver.series, [[str(p.month), _figure(p.value)] for p in driver.points]]
            for name, driver in past.drivers.items()
        },
        "starts": {
            str(vantage): {
                name: [_figure(s.low), _figure(s.central), _figure(s.high)]
                for name, s in starts.items()
            }
            for vantage, starts in past.starts.items()
        },
        "series": {
            name: [[str(m), _figure(v)] for m, v in zip(each.months, each.values, strict=True)]
            for name, each in past.series.items()
        },
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _figure(value: float) -> str:
    return f"{value + 0.0:.9g}"


def prior_noises(model: Model) -> dict[str, FittedNoise]:
    """Return the noises of regimes and drivers at the sizes the model files judge."""
    found = {}
    for name in (*REGIMES.values(), *DRIVERS.values()):
        if name in model.noises:
            noise = model.noises[name]
            growth = noise.growth
            found[name] = FittedNoise(
                noise.tau,
                noise.sd,
                growth=None if growth is None else FittedGrowth(growth.tau, growth.sd),
            )
    return found
