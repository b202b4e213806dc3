"""The countdown that a room is shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.countdown import Countdown
from desktop.domain.room import CountdownFace
from desktop.domain.wording import Wording

_TICK_MS = 200


class RoomClock(QObject):
    """Run one countdown, and tell whenever its face is another."""

    changed = Signal()

    def __init__(self, now: Callable[[], float], parent: QObject | None = None) -> None:
        """Take the time in seconds from a clock that only goes forward."""
        super().__init__(parent)
        self._now = now
        self._countdown: Countdown | None = None
        self._label: Wording | None = None
        self._told: CountdownFace | None = None
        self._of_question = False
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._count)

    @property
    def face(self) -> CountdownFace | None:
        """Return what the room sees, None while there is none."""
        if self._countdown is None:
            return None
        left = self._countdown.left(self._now())
        return CountdownFace(
            int(left + 0.999), round(self._countdown.total), self._countdown.running, self._label
        )

    def begin(
        self, seconds: float | None, label: Wording | None = None, *, of_question: bool = False
    ) -> None:
        """Begin a countdown in the place of any other; None takes it away."""
        self._label, self._of_question = label, of_question
        self._countdown = None if seconds is None else Countdown.of(seconds).run(self._now())
        self._follow()

    def turn(self) -> None:
        """Hold it where it runs, and let it run where it is held."""
        if self._countdown is not None:
            turn = self._countdown.hold if self._countdown.running else self._countdown.run
            self._countdown = turn(self._now())
            self._follow()

    def add(self, seconds: float) -> None:
        """Make it longer, or shorter."""
        if self._countdown is not None:
            self._countdown = self._countdown.add(seconds, self._now())
            self._follow()

    def end_question(self) -> None:
        """Take it away where it is that of a question."""
        if self._of_question:
            self.begin(None)

    def stop(self) -> None:
        """Tell nothing any more."""
        self._tick.stop()

    def _follow(self) -> None:
        if self._countdown is not None and self._countdown.running:
            self._tick.start()
        else:
            self._tick.stop()
        self._tell()

    def _tell(self) -> None:
        self._told = self.face
        self.changed.emit()

    def _count(self) -> None:
        face = self.face
        if face is not None and face != self._told:
            if face.remaining == 0 and self._countdown is not None:
                self._countdown = self._countdown.hold(self._now())
                self._tick.stop()
            self._tell()
