"""Curves as they stood under one model: what a later model is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.clock import Month

Curve = tuple[tuple[float, ...], ...]
"""Percentiles 5, 25, 50, 75 and 95 of one indicator, each with one value a month told."""


@dataclass(frozen=True, slots=True)
class BandSnapshot:
    """Hold the bands of one run, at few months, in the indicators' units.

    They come back from the store near enough to be drawn: the median to within 1/65,535 and the
    other percentiles to within 1/255 of the span of the curve, and all to six digits.
    """

    model_version: str
    model_digest: str
    months: tuple[Month, ...]
    curves: Mapping[str, Curve]
