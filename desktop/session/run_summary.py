"""What a run leaves behind in the library: few numbers for lists, and its bands."""

from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.clock import Month
from desktop.domain.model.model import Model
from desktop.domain.outcome import SUMMARY_YEARS, Outcome
from desktop.engine.results.projection import Bands

MONTHS_BETWEEN = 12
"""Between two months of frozen bands: lines of twelve months bend no faster."""


def outcomes(bands: Bands) -> tuple[Outcome, ...]:
    """Return every indicator's percentiles in December of the summary years."""
    return tuple(
        Outcome(indicator, year, *(float(value) for value in bands.of(indicator)[:, step]))
        for indicator in bands.indicators
        for year in SUMMARY_YEARS
        for step in (bands.clock.step(Month(year, 12)),)
    )


def frozen(bands: Bands, model: Model) -> BandSnapshot:
    """Return the bands of a run, from the vantage to the horizon, a month a year."""
    clock = bands.clock
    steps = range(0, clock.steps + 1, MONTHS_BETWEEN)
    return BandSnapshot(
        model.version,
        model.digest,
        tuple(clock.month(step) for step in steps),
        {
            indicator: tuple(
                tuple(float(value) for value in percentile[:: steps.step])
                for percentile in bands.of(indicator)
            )
            for indicator in bands.indicators
        },
    )
