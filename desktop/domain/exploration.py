"""What an exploration is asked to run: ranges of levers and assumptions, and what is kept."""

from dataclasses import dataclass

from desktop.domain.clock import Month

MOST_RUNS = 1_000_000
MOST_POINTS = MOST_RUNS


@dataclass(frozen=True, slots=True)
class LeverRange:
    """Let one lever take any value of a range, from a month on and over a ramp."""

    lever: str
    low: float
    high: float
    start: Month | None = None
    """The first month; None is the month after the vantage."""
    ramp: int = 0


@dataclass(frozen=True, slots=True)
class ParameterRange:
    """Hold one parameter, in the model's unit, at any value of a range in all members alike."""

    parameter: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Exploration:
    """Spread points over ranges by a Latin hypercube; each point is run in several members.

    A run is one member of one point.
    """

    points: int
    members: int
    seed: int
    """Of the Latin hypercube."""
    indicators: tuple[str, ...]
    months: tuple[Month, ...]
    assumptions: tuple[str, ...]
    """Sets, each for as many points as any other."""
    seeds: tuple[int, ...]
    """Of the members, likewise."""
    levers: tuple[LeverRange, ...]
    parameters: tuple[ParameterRange, ...]

    @property
    def runs(self) -> int:
        """Return how many runs there are."""
        return self.points * self.members
