"""The undo history as it is kept: steps done, steps undone."""

from dataclasses import dataclass

from desktop.domain.scenario import Scenario

MOST_STEPS = 500


@dataclass(frozen=True, slots=True)
class UndoStep:
    """Keep one undo step."""

    label: str
    """Message id of what was done."""
    subject: str | None
    """The lever it was done to, if it was one."""
    before: Scenario
    after: Scenario
    gesture: int | None = None
    """The gesture under way that it belongs to; it is not kept."""


@dataclass(frozen=True, slots=True)
class UndoLog:
    """Hold an undo history at one moment; newest steps last in both."""

    done: tuple[UndoStep, ...] = ()
    undone: tuple[UndoStep, ...] = ()
