"""Curves as the rows of a table, for files and for the clipboard alike."""

from collections.abc import Mapping, Sequence

from desktop.domain.clock import Clock, Month
from desktop.engine.results.projection import MEDIAN, PERCENTILES, Bands, FloatArray
from desktop.reports.cells import SIGNIFICANT_DIGITS, Cell

COLUMNS = ("time", "indicator", "unit", *(f"p{p:02d}" for p in PERCENTILES), "baseline_p50")


DIFFERENCE_COLUMNS = COLUMNS[:-1]


def projection_rows(
    bands: Bands,
    baseline: Bands,
    units: Mapping[str, str],
    indicators: Sequence[str],
    *,
    until: Month | None = None,
) -> list[tuple[Cell, ...]]:
    """Return a row of `COLUMNS` for each month after the vantage and indicator.

    The last month is `until`, or the horizon.

    `units` gives the formal unit of each indicator. Rows are ordered by month, then by
    `indicators`; the percentiles are float64 at nine significant digits.
    """
    clock = bands.clock
    curves = [(name, bands.of(name), baseline.of(name)[MEDIAN]) for name in indicators]
    return [
        (
            str(clock.month(step)),
            name,
            units[name],
            *(_rounded(value) for value in (*fan[:, step], usual[step])),
        )
        for step in range(1, _last(clock, until) + 1)
        for name, fan, usual in curves
    ]


def difference_rows(
    bands: Mapping[str, FloatArray],
    clock: Clock,
    units: Mapping[str, str],
    *,
    until: Month | None = None,
) -> list[tuple[Cell, ...]]:
    """Return a row of `DIFFERENCE_COLUMNS` for each month after the vantage and indicator.

    `bands` are the percentiles of differences, (PERCENTILE, TIME), `units` what they are in, by
    indicator; the rest is as in `projection_rows`.
    """
    return [
        (str(clock.month(step)), name, units[name], *(_rounded(value) for value in fan[:, step]))
        for step in range(1, _last(clock, until) + 1)
        for name, fan in bands.items()
    ]


def _last(clock: Clock, until: Month | None) -> int:
    return clock.steps if until is None else max(0, min(clock.step(until), clock.steps))


def _rounded(value: float) -> float:
    # Adding zero turns a negative zero into a plain one.
    return float(f"{float(value):.{SIGNIFICANT_DIGITS}g}") + 0.0
