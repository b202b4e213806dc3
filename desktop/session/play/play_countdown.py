"""The countdown of a play: every second it tells where it stands, and the library keeps that."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.document.play.state import PlayState
from desktop.domain.countdown import Countdown
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import BREAK, CountdownAction, CountdownChanged, Entry, Pulse
from desktop.session.play.exercise_clock import ExerciseClock
from desktop.session.play.record_writer import RecordWriter

PULSE_MS = 1000
TICK_MS = 200


class PlayCountdown(QObject):
    """Count down the present stage by seconds of the exercise.

    After a sleep, a crash or a failure to write it stands where it stood at the last pulse: it
    never runs on unseen. `resume` lets it go on, with or without the time that passed.
    """

    ticked = Signal()
    """Its face is another: another second, held, or running."""
    ran_out = Signal()
    """Nothing is left, just now."""

    def __init__(
        self,
        enter: Callable[[Entry], bool],
        writer: RecordWriter,
        steady: Callable[[], float],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._enter, self._writer, self._steady, self._now = enter, writer, steady, now
        self.clock = ExerciseClock()
        self._state: PlayState | None = None
        self._gap: float | None = None
        """Seconds that had passed already when the play was opened again."""
        self._told: tuple[int, bool] | None = None
        self._out = False
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._count)
        self._pulse = QTimer(self, interval=PULSE_MS)
        self._pulse.timeout.connect(self._beat)
        writer.failed.connect(self._stop)

    # ------------------------------------------------------------ what it says

    @property
    def seconds(self) -> float:
        """Return the seconds of the exercise."""
        return self.clock.seconds(self._steady())

    @property
    def left(self) -> float:
        """Return the seconds that are left of the stage."""
        countdown = self._countdown
        return 0.0 if countdown is None else countdown.left(self.seconds)

    @property
    def total(self) -> float:
        """Return the seconds that the stage has."""
        countdown = self._countdown
        return 0.0 if countdown is None else countdown.total

    @property
    def running(self) -> bool:
        """Say whether it runs: it is not held, and the exercise's clock counts."""
        countdown = self._countdown
        return countdown is not None and countdown.running and self.clock.runs

    @property
    def returns_at(self) -> datetime | None:
        """Return when a break that runs is over, in UTC."""
        if not self.running or self._state is None or self._state.stage != BREAK:
            return None
        return self._now() + timedelta(seconds=self.left)

    @property
    def gap(self) -> float | None:
        """Return the seconds that passed unseen, while `resume` is still to be called."""
        countdown = self._countdown
        if self.clock.runs or countdown is None or not countdown.running:
            return None
        return (self._gap or 0.0) + self.clock.stood(self._steady())

    @property
    def _countdown(self) -> Countdown | None:
        return None if self._state is None else self._state.countdown

    # ------------------------------------------------------------ what is done with it

    def hold(self) -> None:
        """Hold it."""
        self._change(CountdownAction.HOLD)

    def run(self) -> None:
        """Let it run."""
        self._change(CountdownAction.RUN)

    def turn(self) -> None:
        """Hold it where it runs, and let it run where it is held."""
        if self.gap is not None:
            self.resume(subtract=False)
        elif self.running:
            self.hold()
        else:
            self.run()

    def add(self, seconds: float) -> None:
        """Make it longer, or shorter."""
        self._enter(CountdownChanged(CountdownAction.ADD.value, seconds))

    def resume(self, *, subtract: bool) -> None:
        """Go on after time that passed unseen, with or without it."""
        gap = self.gap
        if gap is not None:
            if subtract:
                self.clock.skip(gap)
            self._start()

    def _change(self, action: CountdownAction) -> None:
        if self._enter(CountdownChanged(action.value)):
            self._start()

    # ------------------------------------------------------------ its course

    def follow(self, state: PlayState | None) -> None:
        """Count what a state says; without one, nothing."""
        self._state = state
        if state is None:
            self._tick.stop()
            self._pulse.stop()
        self._tell()

    def open(self, seconds: float, *, gap: float | None) -> None:
        """Take up the clock where it stood; with a gap it waits until somebody resumes."""
        self.clock = ExerciseClock(seconds)
        self._gap, self._told, self._out = gap, None, False
        now = self._steady()
        self.clock.start(now)
        if gap is not None:
            self.clock.stop(now)
        self._tick.start()
        self._pulse.start()

    def _start(self) -> None:
        self._gap = None
        self.clock.start(self._steady())
        self._tell()

    def _stop(self, error: VecinosError) -> None:
        """Stand still: what goes on unwritten is soon lost."""
        del error
        self.clock.stop(self._steady())
        self._tell()

    def _beat(self) -> None:
        state = self._state
        if not self.clock.pulse(self._steady()):
            self._tell()
        if state is None or state.ended or not state.begun or not self.clock.runs:
            return
        self._writer.beat(Pulse(self.seconds, self.left, self.running, self._now()))

    def _count(self) -> None:
        face = int(self.left + 0.999), self.running
        if face != self._told:
            self._tell()

    def _tell(self) -> None:
        self._told = int(self.left + 0.999), self.running
        out = self.running and self.left <= 0
        came, self._out = out and not self._out, out
        self.ticked.emit()
        if came:
            self.ran_out.emit()
