"""What made a curve move: how its change divides among those who had a part in it."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.clock import Month
from desktop.domain.indicator import Indicator
from desktop.domain.wording import Wording


class PlayerKind(StrEnum):
    """Say what has a part in a change."""

    LEVER = "lever"
    TEAM = "team"
    """All that a team offered."""
    US = "us"
    """All moves of levers that Washington holds alone."""
    MX = "mx"
    JOINT = "joint"
    """All moves of joint levers."""
    MOVES = "moves"
    """All moves of levers."""
    FAMILY = "family"
    """All levers of one family."""
    EVENT = "event"
    """All events that somebody placed, or those of one kind."""
    INJECTS = "injects"
    """All shocks that injects brought."""
    INJECT = "inject"
    """The shock of one of them."""
    CHANCE = "chance"
    """All events that chance drew."""


@dataclass(frozen=True, slots=True, order=True)
class Player:
    """Name one that has a part: what kind it is of, and which of them."""

    kind: PlayerKind
    id: str = ""
    """Of the lever, team, family, event or inject; empty where there is one of a kind."""
    name: Wording | None = field(default=None, compare=False)
    """Of the lever, the team, the event or the inject."""


@dataclass(frozen=True, slots=True)
class Part:
    """Hold the part of one player, or of those who were taken together, as the change is told."""

    players: tuple[Player, ...]
    own: float
    """What came where nobody else took part."""
    interaction: float
    """Its share of what only comes about together with others; below 0 where they weaken it."""

    @property
    def total(self) -> float:
        """Return all of its part, the Shapley value."""
        return self.own + self.interaction


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold a change of a curve's median and how it divides; all parts add up to it.

    Changes are in percent where the indicator's are worded so, in its own unit otherwise.
    """

    indicator: Indicator
    month: Month
    """In which the change is told."""
    since: Month | None
    """The month that it is counted from; None where it is against the run with no player in it."""
    before: float
    """What it is counted from, in the indicator's unit."""
    after: float
    """The median in that month, in the indicator's unit."""
    change: float
    anyway: float
    """What came without any of the players; 0 where that is what the change is counted from."""
    parts: tuple[Part, ...]
    """The largest first."""
