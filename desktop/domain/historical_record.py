"""What happened before the vantage: how levers stood, how drivers ran, where things started."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain.clock import Month
from desktop.domain.history import Series
from desktop.domain.lever import Grade
from desktop.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class LeverChange:
    """Say where a lever went: it begins to move in a month and arrives `ramp` months later."""

    month: Month
    value: float
    ramp: int
    grade: Grade
    sources: tuple[str, ...]
    why: Wording


@dataclass(frozen=True, slots=True)
class LeverHistory:
    """Hold a lever's changes in order; before the first it stood where that one puts it."""

    lever: str
    changes: tuple[LeverChange, ...]

    def settings(self, first: Month, last: Month) -> list[float]:
        """Return the setting during each month from the first to the last one."""
        now = target = self.changes[0].value
        step, left = 0.0, 0
        path = []
        waiting = list(self.changes[1:])
        for ordinal in range(min(self.changes[0].month, first).ordinal, last.ordinal + 1):
            if waiting and waiting[0].month.ordinal == ordinal:
                change = waiting.pop(0)
                target, left = change.value, max(1, change.ramp)
                step = (target - now) / left
            if left > 0:
                left -= 1
                now = now + step if left else target
            if ordinal >= first.ordinal:
                path.append(now)
        return path

    def until(self, month: Month) -> "LeverHistory":
        """Return the same past as far as it was known in a month; the first entry always is."""
        known = (change for change in self.changes[1:] if change.month <= month)
        return replace(self, changes=(self.changes[0], *known))


@dataclass(frozen=True, slots=True)
class DriverPoint:
    """Say where a driver stood in one month."""

    month: Month
    value: float
    grade: Grade
    sources: tuple[str, ...]
    why: Wording


@dataclass(frozen=True, slots=True)
class DriverPast:
    """Hold a driver's path: a measured series, or judged points with straight lines between."""

    driver: str
    series: str | None
    points: tuple[DriverPoint, ...]

    def known(self, series: Mapping[str, Series]) -> tuple[tuple[Month, ...], tuple[float, ...]]:
        """Return the months and values that the path runs through."""
        if self.series is None:
            return tuple(p.month for p in self.points), tuple(p.value for p in self.points)
        given = series[self.series]
        if given.raw_months:
            return given.raw_months, given.raw_values
        return given.months, given.values

    def values(self, series: Mapping[str, Series], first: Month, last: Month) -> list[float]:
        """Return the level at the end of each month; held beyond both ends of what is known."""
        months, values = self.known(series)
        return [_between(months, values, at) for at in range(first.ordinal, last.ordinal + 1)]

    def until(self, month: Month) -> "DriverPast":
        """Return the same past as far as it was known in a month."""
        return replace(self, points=tuple(p for p in self.points if p.month <= month))


def _between(months: Sequence[Month], values: Sequence[float], at: int) -> float:
    if at <= months[0].ordinal:
        return values[0]
    for before, after in zip(range(len(months) - 1), range(1, len(months)), strict=True):
        left, right = months[before].ordinal, months[after].ordinal
        if at <= right:
            share = (at - left) / (right - left)
            return values[before] + share * (values[after] - values[before])
    return values[-1]


@dataclass(frozen=True, slots=True)
class Start:
    """Give a parameter's range at an earlier vantage."""

    parameter: str
    vantage: Month
    low: float
    central: float
    high: float
    grade: Grade
    sources: tuple[str, ...]
    why: Wording


@dataclass(frozen=True)
class Past:
    """Hold what is known of the past, and the measured series whole."""

    levers: Mapping[str, LeverHistory]
    """A lever that is absent has always stood at its default."""
    drivers: Mapping[str, DriverPast]
    starts: Mapping[Month, Mapping[str, Start]]
    """Vantage → parameter → its range there."""
    series: Mapping[str, Series] = field(default_factory=dict)

    def until(self, month: Month) -> "Past":
        """Return the past as it was known at the end of a month: nothing later is left in it."""
        drivers = {name: driver.until(month) for name, driver in self.drivers.items()}
        series = {name: cut(each, month) for name, each in self.series.items()}
        return Past(
            {name: lever.until(month) for name, lever in self.levers.items()},
            {
                name: driver
                for name, driver in drivers.items()
                if driver.points or (driver.series and series[driver.series].months)
            },
            {vantage: starts for vantage, starts in self.starts.items() if vantage <= month},
            series,
        )


def cut(series: Series, month: Month) -> Series:
    """Return a series without what came after a month."""
    kept = sum(each <= month for each in series.months)
    raw = sum(each <= month for each in series.raw_months)
    return replace(
        series,
        months=series.months[:kept],
        values=series.values[:kept],
        raw_months=series.raw_months[:raw],
        raw_values=series.raw_values[:raw],
    )
