"""How others are likely to answer a move or a shock; shown, never applied by itself."""

from dataclasses import dataclass

from desktop.domain.lever import Grade
from desktop.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Party:
    """Name one who answers."""

    id: str
    name: Wording


@dataclass(frozen=True, slots=True)
class Chance:
    """Name a judged chance in words, and the range the words stand for (0 to 1)."""

    id: str
    name: Wording
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reply:
    """Say who is likely to answer what, and how. Exactly one of lever and event is given."""

    id: str
    lever: str | None
    event: str | None
    direction: int
    """Which way the lever is moved from its status quo, 1 or -1; 0 for an event."""
    beyond: float | None
    """Setting past which the reply is meant, or None for any move that way."""
    by: Party
    chance: Chance
    text: Wording
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    grade: Grade

    def answers(self, value: float, default: float) -> bool:
        """Say whether this lever's setting is one that the reply is meant for."""
        move = (value - default) * self.direction
        return move > 0 and (self.beyond is None or (value - self.beyond) * self.direction >= 0)
