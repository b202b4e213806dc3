"""The report under edit: whole drafts take the place of others, and every step can be undone."""

from collections.abc import Callable

from desktop.domain.report import ReportDraft, ReportHistory

MOST_STATES = 100
"""Of an undo history, which is kept state by state."""

Listener = Callable[["ReportDocument"], None]


def blank(seen: int) -> ReportHistory:
    """Return the history of a report that nobody has written in, over a record of so many."""
    return ReportHistory(((0, ReportDraft(seen=seen)),), 0)


class ReportDocument:
    """Hold one draft with its undo history; every change passes through `apply`.

    Each state has a number that is never given again, by which a library knows what it has of the
    history. Listeners are called after the change has been made.
    """

    def __init__(self, history: ReportHistory) -> None:
        self._states = list(history.states)
        numbers = [number for number, _ in self._states]
        self._at = numbers.index(history.now)
        self._next = max(numbers) + 1
        self._place: object = None
        self._listeners: list[Listener] = []

    @property
    def draft(self) -> ReportDraft:
        """Return the draft as it stands."""
        return self._states[self._at][1]

    @property
    def history(self) -> ReportHistory:
        """Return the draft with all that can be undone and done again."""
        return ReportHistory(tuple(self._states), self._states[self._at][0])

    @property
    def can_undo(self) -> bool:
        """Say whether there is a step to take back."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Say whether there is a step to do again."""
        return self._at + 1 < len(self._states)

    def listen(self, listener: Listener) -> None:
        """Call `listener` after every change."""
        self._listeners.append(listener)

    def apply(self, after: ReportDraft, place: object = None) -> None:
        """Hold another draft; what follows in the same place amends this step.

        `place` is whatever names where somebody writes; None is a step of its own.
        """
        if after == self.draft:
            return
        del self._states[self._at + 1 :]
        if place is not None and place == self._place and self._at > 0:
            self._states.pop()
        self._place = place
        if not self._states or self._states[-1][1] != after:
            self._states.append((self._next, after))
            self._next += 1
        del self._states[:-MOST_STATES]
        self._at = len(self._states) - 1
        self._tell()

    def leave(self) -> None:
        """End the step of the place in which somebody wrote."""
        self._place = None

    def undo(self) -> None:
        """Take back the last step; without one, do nothing."""
        self._go(self.can_undo, -1)

    def redo(self) -> None:
        """Do the last undone step again; without one, do nothing."""
        self._go(self.can_redo, 1)

    def _go(self, there: bool, by: int) -> None:
        self.leave()
        if there:
            self._at += by
            self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener(self)
