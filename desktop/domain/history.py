"""Measured series before the vantage."""

from dataclasses import dataclass

from desktop.domain.clock import Month
from desktop.domain.lever import Grade
from desktop.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Series:
    """Hold one real series, month by month, in the unit of the indicator that shows it.

    `months[i]` ends the twelve months that `values[i]` sums or averages; `raw_months` and
    `raw_values` are the single months (as annual rates), empty for yearly data.
    """

    id: str
    name: Wording
    publisher: str
    unit: str
    grade: Grade
    caveat: Wording
    months: tuple[Month, ...]
    values: tuple[float, ...]
    raw_months: tuple[Month, ...]
    raw_values: tuple[float, ...]
