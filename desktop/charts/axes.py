"""Round ticks, and the range a value axis covers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.domain.clock import Month
from desktop.domain.indicator import Change, Indicator
from desktop.language.language import Language

FEWEST_TICKS, MOST_TICKS = 3, 5
FIRST_SHOWN = Month(2012, 1)
"""Where the time axis of a small chart opens."""
YEARS_BETWEEN_TICKS = 5

_ROUND = (1.0, 2.0, 2.5, 5.0)
_LESS_ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
_HEADROOM = 0.04
"""Share of the height left free above the highest value."""
_NO_WIDTH = 1e-9
INDEX_UNIT = "idx"
THOUSAND = 1000.0
"""Thousands in a million."""

FloatArray = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """Hold one value axis; ticks lie inside the range, ends included."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int
    """Decimals that tell every tick apart."""
    divisor: float = 1.0
    """What a tick is divided by where it is written: thousands are told in millions."""
    signed: bool = False
    """Ticks are differences: what lies above zero has its sign, too."""

    def words(self, tick: float, language: Language) -> str:
        """Return what is written beside a tick."""
        return language.number(tick / self.divisor, self.decimals, signed=self.signed)


def in_millions(value: float, indicator: Indicator) -> bool:
    """Say whether a value in thousands a year is read more easily in millions."""
    # Formal units of thousands begin with k, as in kilo.
    thousands = indicator.unit.startswith("k") and indicator.unit.endswith("/year")
    return thousands and round(abs(value), indicator.decimals) >= THOUSAND


def _multiples(low: float, high: float, step: float) -> list[int]:
    slack = 1e-9 * (high - low)
    return list(range(math.ceil((low - slack) / step), math.floor((high + slack) / step) + 1))


def _decimals(step: float) -> int:
    for decimals in range(13):
        if math.isclose(round(step, decimals), step, rel_tol=1e-9):
            return decimals
    return 13


def _step(low: float, high: float) -> float:
    """Return the finest round step that gives three to five ticks in the range."""
    power = math.floor(math.log10(high - low)) - 1
    for digits in (_ROUND, _LESS_ROUND):
        for tens in range(power, power + 3):
            for digit in digits:
                step = digit * 10.0**tens
                if FEWEST_TICKS <= len(_multiples(low, high, step)) <= MOST_TICKS:
                    return step
    raise ValueError((low, high))


def ticks(low: float, high: float) -> tuple[tuple[float, ...], int]:
    """Return three to five round ticks in a range, and the decimals to write them with.

    Raise ValueError unless the range is finite and not empty.
    """
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError((low, high))
    step = _step(low, high)
    decimals = _decimals(step)
    places = tuple(round(k * step, decimals) for k in _multiples(low, high, step))
    return places, decimals


def value_axis(indicator: Indicator, shown: Iterable[FloatArray]) -> ValueAxis:
    """Return the axis that covers everything shown; NaN is passed over.

    What is shown are arrays of any shape in the indicator's unit.
    It depends on nothing else, so undoing a change restores it. An index keeps its declared
    bounds; a bounded share starts at its lower bound and stops at the upper one at most; any
    other axis starts at zero, or below it where the curve does.
    """
    finite = [part[np.isfinite(part)] for part in shown]
    values = np.concatenate([part for part in finite if part.size] or [np.zeros(1)])
    lowest, highest = float(values.min()), float(values.max())
    floor, ceiling = indicator.bounds or (0.0, math.inf)
    if indicator.bounds is not None and indicator.unit == INDEX_UNIT:
        low, high = min(floor, lowest), max(ceiling, highest)
    else:
        low, high = _open_range(min(floor, lowest), max(floor, highest))
        if highest <= ceiling:
            high = min(high, ceiling)
    divisor = THOUSAND if in_millions(high, indicator) else 1.0
    places, decimals = ticks(low / divisor, high / divisor)
    return ValueAxis(low, high, tuple(place * divisor for place in places), decimals, divisor)


def difference_axis(indicator: Indicator, shown: Iterable[FloatArray]) -> ValueAxis:
    """Return the axis that covers zero and all differences shown; it depends on nothing else.

    They are arrays of any shape, in percent or in the indicator's unit, as its change is worded.
    What is smaller than can be printed fills no axis.
    """
    points = indicator.change is Change.POINTS and indicator.decimals > 0
    least = 5.0 * 10.0**-indicator.decimals if points else 1.0
    values = np.concatenate([np.zeros(1), *(part.reshape(-1) for part in shown)])
    low, high = float(values.min()), float(values.max())
    if high - low < least:
        low, high = (-least, least) if low == high else (min(low, -least), max(high, least))
    below, above = -_open_range(0.0, -low)[1] if low < 0.0 else 0.0, 0.0
    if high > 0.0:
        above = _open_range(0.0, high)[1]
    places, decimals = ticks(below, above)
    return ValueAxis(below, above, places, decimals, signed=True)


def _open_range(low: float, high: float) -> tuple[float, float]:
    """Round a range outwards to half a tick, so that it does not creep with every change."""
    if high - low < _NO_WIDTH:
        return low, low + 1.0
    high += _HEADROOM * (high - low)
    half = _step(low, high) / 2
    below = math.floor(low / half + 1e-9) * half
    return below, math.ceil(high / half - 1e-9) * half


def year_ticks(first: Month, last: Month, between: int = YEARS_BETWEEN_TICKS) -> tuple[int, ...]:
    """Return the years divisible by five, or another number, whose beginning is shown."""
    return tuple(
        year
        for year in range(first.year, last.year + 1)
        if year % between == 0 and Month(year, 1) >= first
    )
