"""The undo history: whole scenarios before and after each step.

A scenario is small and immutable, so a step keeps both ends instead of an inverse command;
undoing is exact by construction.
"""

from dataclasses import dataclass, field, replace
from typing import Self

from desktop.domain.undo_log import MOST_STEPS, UndoLog, UndoStep

__all__ = ["MOST_STEPS", "History", "UndoStep"]


@dataclass(slots=True)
class History:
    """Hold the steps done and the steps undone, newest last."""

    done: list[UndoStep] = field(default_factory=list)
    undone: list[UndoStep] = field(default_factory=list)
    put_aside: list[UndoStep] = field(default_factory=list)
    """What was undone as the gesture under way began; it counts again if that came to nothing."""

    @classmethod
    def resumed(cls, trail: UndoLog) -> Self:
        """Return the history that was kept, to go on with."""
        return cls(list(trail.done), list(trail.undone))

    def trail(self) -> UndoLog:
        """Return the steps as they stand, for keeping."""
        return UndoLog(tuple(self.done), tuple(self.undone))

    def record(self, step: UndoStep) -> None:
        """Add a step; one of the gesture under way amends the last step instead."""
        last = self.done[-1] if self.done else None
        if last is not None and step.gesture is not None and last.gesture == step.gesture:
            self.done[-1] = replace(last, label=step.label, after=step.after)
        else:
            self.put_aside = list(self.undone)
            self.undone.clear()
            self.done.append(step)
            del self.done[:-MOST_STEPS]

    def close(self, gesture: int) -> None:
        """End a gesture; one that ended where it began leaves no step."""
        if self.done and self.done[-1].gesture == gesture:
            last = self.done.pop()
            if last.before != last.after:
                self.done.append(replace(last, gesture=None))
            else:
                self.undone = self.put_aside
            self.put_aside = []
