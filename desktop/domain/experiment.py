"""Natural experiments: moments at which something moved, and what followed was counted."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.clock import Month
from desktop.domain.indicator import Change
from desktop.domain.lever import Grade
from desktop.domain.policy import PlannedEvent
from desktop.domain.wording import Wording


class InputSelection(StrEnum):
    """Say what a run is given: two accounts of one deed are never run together."""

    SETTINGS = "settings"
    EVENTS = "events"
    BOTH = "settings_and_events"


@dataclass(frozen=True, slots=True)
class LeverMove:
    """Let a lever begin to move in a month and arrive `ramp` months later."""

    lever: str
    month: Month
    value: float
    ramp: int


@dataclass(frozen=True, slots=True)
class Window:
    """Hold a span of months, both ends included."""

    first: Month
    last: Month


@dataclass(frozen=True, slots=True)
class Measure:
    """Say what is compared: a variable, in which months, and how much the record lays at it."""

    given: InputSelection
    variable: str
    change: Change
    window: Window
    before: Window
    """What the record compares the window with."""
    series: str | None
    """The record itself, or None where it is judged alone."""
    low: float
    central: float
    high: float
    grade: Grade
    sources: tuple[str, ...]
    why: Wording


@dataclass(frozen=True, slots=True)
class Experiment:
    """Describe one natural experiment."""

    id: str
    name: Wording
    question: Wording
    happened: Wording
    caveats: Wording
    vantage: Month
    sources: tuple[str, ...]
    moves: tuple[LeverMove, ...]
    events: tuple[PlannedEvent, ...]
    measures: tuple[Measure, ...]
