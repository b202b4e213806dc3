"""The values of a lever in one language."""

from dataclasses import dataclass

from desktop.domain.clock import Clock
from desktop.domain.lever import Lever, Setting
from desktop.language.language import Language


@dataclass(frozen=True, slots=True)
class LeverValues:
    """Word the values of one lever."""

    language: Language
    lever: Lever

    @property
    def name(self) -> str:
        """Return the lever's name."""
        return self.language.wording(self.lever.name)

    def number(self, value: float) -> str:
        """Return a value without its unit, and without decimals that are zero."""
        decimals = self.lever.decimals
        while decimals and round(value, decimals - 1) == round(value, decimals):
            decimals -= 1
        return self.language.number(value, decimals)

    def value(self, value: float) -> str:
        """Return a value with its unit, or the level's name."""
        lever = self.lever
        if not lever.levels:
            return self._with_unit(self.language.number(value, lever.decimals))
        if not (float(value).is_integer() and lever.low <= value <= lever.high):
            # Between two levels, or of a model that has other ones, there is no name to give.
            return self.language.exactly(value)
        name = self.language.wording(lever.levels[round(value - lever.low)])
        return self.language.text("levers.level", number=self.language.number(value), name=name)

    def range(self) -> str:
        """Return both ends of the range."""
        low, high = self.lever.low, self.lever.high
        top = self.number(high)
        high_end = top if self.lever.levels else self._with_unit(top)
        return self.language.text("levers.range", low=self.number(low), high=high_end)

    def half_points(self, points: float) -> str:
        """Return points of political capital, of which there are halves."""
        return self.language.number(points, 0 if points == int(points) else 1)

    def _with_unit(self, number: str) -> str:
        return self.language.wording(self.lever.display).replace("{value}", number)


def timed(value: str, setting: Setting, clock: Clock, language: Language) -> str:
    """Return the value of a setting's last move in words, and when the move is made."""
    start = language.date(setting.start or clock.first)
    if setting.last is None and not setting.ramp:
        if setting.start in (None, clock.first):
            return value
        return language.text("difference.from", value=value, start=start)
    if setting.last is None:
        return language.plural("difference.from_over", setting.ramp, value=value, start=start)
    last = language.date(setting.last)
    if not setting.ramp:
        return language.text("difference.from_until", value=value, start=start, last=last)
    return language.plural(
        "difference.from_over_until", setting.ramp, value=value, start=start, last=last
    )
