"""How wide the bands of a projection are, beside how far history has moved in as many years."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.calibration.window import FIRST_YEAR, observed, yearly_logs
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.engine.run.project import project
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES

AHEAD = (3, 7)
"""Years after the vantage."""
FEWEST = 15
"""Changes over so many years without which history's own range is none."""


@dataclass(frozen=True, slots=True)
class Width:
    """Hold the width of one indicator's 90 % band, in logarithms, and that of history's changes."""

    indicator: str
    years: int
    band: float
    history: float
    """From the 5th to the 95th percentile of the changes over as many years, in the record."""

    @property
    def ratio(self) -> float:
        """Return the one over the other."""
        return self.band / self.history


def widths(folder: Path = RESOURCES) -> tuple[Width, ...]:
    """Project from the model's own vantage at the status quo: what every user sees first."""
    vantage = read_model(folder).clock.vantage
    model = read_model(folder, vantage, vantage.plus(12 * max(AHEAD)))
    measured = {
        each.id: model.series[each.series]
        for each in model.indicators.values()
        if each.series is not None
    }
    compiled = compile_model(model)
    draws = compiled.draws(EnsembleChoice())
    lines = project(compiled, STATUS_QUO, draws, indicators=list(measured), monthly=True)
    found = []
    for name, series in measured.items():
        known = observed(name, series, FIRST_YEAR, vantage.year)
        logs = dict(zip(known.years, known.logs.tolist(), strict=True))
        years = yearly_logs(lines.of(name))
        for ahead in AHEAD:
            changes = [logs[year + ahead] - logs[year] for year in logs if year + ahead in logs]
            if len(changes) >= FEWEST:
                own = _range(years[ahead])
                found.append(Width(name, ahead, own, _range(np.array(changes))))
    return tuple(found)


def _range(values: NDArray[np.float64]) -> float:
    """Return the range at the digits of a report, so that the ratio is that of the page."""
    low, high = np.percentile(values, [5, 95])
    return float(f"{high - low:.6g}")
