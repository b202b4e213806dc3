"""The lines of a curve from the figures that a play recorded, which no later run can change."""

import numpy as np

from desktop.charts.fan import Fan
from desktop.document.play.state import PlayState, Setup


def frozen_fan(setup: Setup, state: PlayState, indicator: str) -> Fan:
    """Return an indicator's lines from the figures that were shown, where the model is another.

    Percentiles (5, TIME) from the vantage to the horizon, in the indicator's unit, held from the
    last month played on; none before months were played.
    """
    parts = [
        np.array(one.values)
        for played in state.advances
        for one in played.advance.figures
        if one.indicator == indicator
    ]
    if not parts:
        return Fan()
    lines = np.concatenate([parts[0], *(part[:, 1:] for part in parts[1:])], axis=1)
    steps = setup.model.clock.steps + 1
    places = np.minimum(np.arange(steps), lines.shape[1] - 1)
    return Fan(policy=lines[:, places])
