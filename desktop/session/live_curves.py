"""One picture's worth of curves, as the projector tells them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from desktop.engine.results.projection import Bands, Projection
from desktop.session.comparison import Comparison


@dataclass(frozen=True, slots=True)
class LiveCurves:
    """Hold one picture's worth of curves; baseline and policy have the same members."""

    revision: int
    projection: Projection
    bands: Bands
    """While a slider moves, of the indicators that some window draws levels of."""
    baseline: Projection
    """While a slider moves, of the indicators that some window shows."""
    baseline_bands: Bands
    comparison: Comparison
    """How the policy differs from the baseline."""
    exact: bool
    """False while a slider moves: single precision, and perhaps only the indicators shown."""
    in_force: dict[str, NDArray[np.floating]]
    """What is in force of each lever, by step, in the central run; empty unless exact."""
    central: Mapping[str, NDArray[np.floating]] = field(default_factory=dict)
    """Every variable of the central run, by step, in the model's units; empty unless exact."""
    monthly: bool = False
    """The lines are those of single months, not of twelve."""
    usual_bands: Bands | None = None
    """The default baseline, under neutral assumptions; None where `baseline_bands` are it."""
    decided_bands: Bands | None = None
    """The policy without the events that chance drew; None without any, or unless exact.

    Only beside a default baseline: nothing else divides a distance between lines.
    """

    @property
    def drawn_and_decided(self) -> tuple[Bands, Bands] | None:
        """Return the policy's bands with and without the events that chance drew, if it drew."""
        return None if self.decided_bands is None else (self.bands, self.decided_bands)
