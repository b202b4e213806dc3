"""One continuous movement of one lever: a drag, or a key held down."""

from dataclasses import replace

from desktop.document.changes import Changes
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.lever import Lever, Setting


class LeverGesture:
    """Carry a lever through the document so that the whole movement is one undo step.

    Of several moves of the lever it is the last one whose value is carried.

    The time profile the lever had when the movement began is kept throughout, also while it
    passes over its status quo. If somebody else's command closes the gesture under way, the
    movement goes on as a new step; if somebody else moves this very lever, or another scenario
    is opened, the movement is over.
    """

    def __init__(self, document: Document, lever: Lever) -> None:
        self._document = document
        self._lever = lever
        self._before = document.scenario.combined.settings.get(lever.id)
        self._profile = self._before or Setting(lever.default)
        self._gesture: int | None = document.begin_gesture()
        self._over = False

    @property
    def over(self) -> bool:
        """Say whether the movement has ended, by itself or by somebody else's doing."""
        return self._over

    def move(self, value: float) -> None:
        """Set the lever; raise ValueOutOfRangeError and change nothing outside its range."""
        self._apply(replace(self._profile, value=value))

    def finish(self) -> None:
        """End the movement; where it ends where it began it leaves no undo step."""
        if self._over:
            return
        self._over = True
        if self._gesture is not None:
            self._document.end_gesture(self._gesture, initiator=self)

    def take_back(self) -> None:
        """End the movement where it began."""
        if not self._over:
            self._apply(self._before)
        self.finish()

    def notice(self, changes: Changes) -> None:
        """Hear of a change of the document."""
        if changes.initiator is self or self._over:
            return
        if changes.scenario or self._lever.id in changes.levers:
            self._over = True
        elif changes.gesture_ended:
            self._gesture = None

    def _apply(self, setting: Setting | None) -> None:
        if self._over:
            return
        if self._gesture is None:
            self._gesture = self._document.begin_gesture()
        self._document.apply(SetLever(self._lever.id, setting, self._gesture), initiator=self)
