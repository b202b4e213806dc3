"""The three lines of a chart, taken out of what the projector gives."""

import numpy as np
from numpy.typing import NDArray

from desktop.charts.fan import usual_apart
from desktop.charts.shares import ChangeBreakdown
from desktop.engine.results.projection import MEDIAN, Bands
from desktop.session.live_curves import LiveCurves


def usual_line(curves: LiveCurves, indicator: str) -> NDArray[np.floating] | None:
    """Return the default baseline's percentiles; None where it is the status quo shown."""
    if curves.usual_bands is None:
        return None
    return usual_apart(curves.usual_bands.of(indicator), curves.baseline_bands.of(indicator))


def shares_at(
    curves: LiveCurves, apart: tuple[Bands, Bands] | None, indicator: str, step: int
) -> ChangeBreakdown | None:
    """Return the medians of the three lines in one month; None under neutral assumptions.

    What chance makes of the policy's line is what sets `apart` the bands with and without it of
    the last exact curves: while a slider moves it is not worked out anew.
    """
    if curves.usual_bands is None:
        return None
    chance = 0.0
    if apart is not None:
        drawn, decided = (one.of(indicator) for one in apart)
        chance = float(drawn[MEDIAN, step] - decided[MEDIAN, step])
    return ChangeBreakdown(
        usual=float(curves.usual_bands.of(indicator)[MEDIAN, step]),
        ours=float(curves.baseline_bands.of(indicator)[MEDIAN, step]),
        policy=float(curves.bands.of(indicator)[MEDIAN, step]),
        chance=chance,
    )
