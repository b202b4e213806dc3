"""Rounds, their phases and minutes, and the moves that a facilitator guides a room through."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.exercise.audience import FACILITATOR
from desktop.domain.wording import Wording


class Phase(StrEnum):
    """Name the phases of a round, in their order."""

    BRIEF = "brief"
    DELIBERATE = "deliberate"
    DECIDE = "decide"
    PREDICT = "predict"
    ADVANCE = "advance"
    DISCUSS = "discuss"


@dataclass(frozen=True, slots=True)
class PhaseMinutes:
    """Hold the minutes of each phase, by its name; a phase of 0 minutes is not held."""

    brief: float = 0
    deliberate: float = 0
    decide: float = 0
    predict: float = 0
    advance: float = 0
    discuss: float = 0

    @property
    def total(self) -> float:
        """Return the minutes of all phases together."""
        return sum(self.of(phase) for phase in Phase)

    def of(self, phase: Phase) -> float:
        """Return the minutes of one phase."""
        return float(getattr(self, phase.value))


@dataclass(frozen=True, slots=True)
class GuidedMove:
    """Set a lever before the eyes of the room, in the first month of the round's advance."""

    lever: str
    value: float
    ramp: int = 0
    """Months to reach the value; 0 is at once."""


@dataclass(frozen=True, slots=True)
class Round:
    """Describe one round."""

    id: str
    title: Wording
    months: int
    """That the model advances at its end."""
    minutes: PhaseMinutes
    pause: int
    """Minutes of break after it; 0 is none."""
    briefing: Wording
    decision: Wording | None
    """What is to be decided; None where nothing is."""
    levers: tuple[str, ...]
    """Those that can be moved in it; none named is all that are in play."""
    predict: tuple[str, ...]
    """Indicators to predict."""
    charts: tuple[str, ...]
    """Indicators to show."""
    questions: tuple[Wording, ...]
    """To discuss at its end."""
    moves: tuple[GuidedMove, ...] = field(default=(), metadata=FACILITATOR)
    """What the facilitator does, in an exercise that has no teams."""
    reveal: Wording | None = field(default=None, metadata=FACILITATOR)
    """What the facilitator says once the room has seen what came of it."""
    note: Wording | None = field(default=None, metadata=FACILITATOR)

    @property
    def decides(self) -> bool:
        """Say whether anything is decided in it, by a team or before the room."""
        return self.decision is not None or bool(self.moves)
