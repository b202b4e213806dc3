"""What the room is shown, and when it is shown something else."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.bridge.spare_runs import SpareRuns
from desktop.charts.room_state import RoomState
from desktop.document import slots
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.prediction import Prediction
from desktop.domain.room import (
    MOST_CURVES,
    NOTICE_LIMIT,
    CountdownFace,
    Goal,
    Panel,
    PanelKind,
    RoomScene,
)
from desktop.domain.wording import Wording
from desktop.session.live_curves import LiveCurves
from desktop.session.open_library import OpenLibrary
from desktop.session.projector import Projector, Subscription
from desktop.session.room.errors import RoomIsHeldError, RoomPlaysError
from desktop.session.room.hold import HeldCurves, Hold
from desktop.session.room.last_change import LastChange, Replay
from desktop.session.room.marks import Marks
from desktop.session.room.motions import Departure, Lines, lines_of, lines_shown
from desktop.session.room.play_scene import PlayScene
from desktop.session.room.room_clock import RoomClock
from desktop.session.room.room_curves import Sight, room_curves, room_goals
from desktop.session.room.room_pins import RoomPins
from desktop.session.room.story import Story, StoryStep

FIRST_CURVES = 2
"""Curves of a room for which nobody chose any."""


class RoomShow(QObject):
    """Hold what the operator shows the room, and tell it as one frozen state.

    The desk goes on below it: what is frozen, hidden or not yet seen here is so in the room only.
    """

    changed = Signal(RoomState)
    opened = Signal(bool)
    """Somebody looks now, or nobody any more."""
    told = Signal(VecinosError)
    """One sentence for the operator, never for the room: a VecinosError."""

    def __init__(
        self,
        document: Document,
        projector: Projector,
        runs: SpareRuns,
        library: OpenLibrary,
        pins: RoomPins,
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._document, self._projector = document, projector
        self._closed = False
        self._subscription: Subscription | None = None
        self._charts: tuple[str, ...] = ()
        self._goals: tuple[Goal, ...] = ()
        self._until: Month | None = None
        self._reading: Month | None = None
        self._notice: Wording | None = None
        self._blank = self._frozen = self._spoken = False
        self._motions = 0
        self._departure: Departure | None = None
        self._play: PlayScene | None = None
        """What is played, in the place of the desk."""
        self._revealed: Replay | None = None
        """What was revealed last, as long as nothing moved since."""
        self.last_change = LastChange(document, projector, runs, self)
        self.last_change.found.connect(self._replay)
        self.last_change.failed.connect(self.told)
        self._step: StoryStep | None = None
        self.story = Story(document, projector, runs, library, self)
        self.story.shown.connect(self._show_step)
        self.story.left.connect(self._leave_story)
        self.story.failed.connect(self.told)
        self.calls = Hold(document, projector, runs, self)
        self.calls.changed.connect(self._tell_scene)
        self.calls.stood.connect(self._renew)
        self.calls.revealed.connect(self._reveal)
        self.calls.left.connect(self._leave_hold)
        self.calls.failed.connect(self.told)
        self.pins = pins
        self.pins.changed.connect(self._renew)
        self.marks = Marks(library, self)
        self.marks.failed.connect(self.told)
        self._clock = RoomClock(now, self)
        self._clock.changed.connect(self._tell_scene)
        self._state = RoomState(self._scene(), document.model.clock)
        projector.projected.connect(self._take)
        self._stop_listening = document.listen(self._on_document_changed)

    @property
    def state(self) -> RoomState:
        """Return what the room is shown."""
        return self._state

    def close(self) -> None:
        """Follow nothing any more; twice is as once."""
        if self._closed:
            return
        self._closed = True
        self._clock.stop()
        self.last_change.close()
        self.calls.close()
        self._stop_listening()
        self._projector.projected.disconnect(self._take)
        self.set_open(open_=False)

    # ------------------------------------------------------------ what the operator does

    @property
    def open(self) -> bool:
        """Say whether anybody looks: while nobody does, nothing is made ready."""
        return self._subscription is not None

    def set_open(self, *, open_: bool) -> None:
        """Follow the curves for somebody who looks, or no longer."""
        if open_ and self._subscription is None:
            self._subscription = self._projector.subscribe()
            self._renew()
            self._projector.refresh()
            self.opened.emit(self.open)
        elif not open_ and self._subscription is not None:
            self._subscription.close()
            self._subscription = self._departure = None
            self._forget_story()
            self.opened.emit(self.open)

    @property
    def charts(self) -> tuple[str, ...]:
        """Return the indicators shown: those chosen, else the first of the scenario's.

        The one that is asked about, or was, is always among them.
        """
        charts = self._charts or (
            () if self._play is None else self._play.words.charts[:MOST_CURVES]
        )
        if not charts:
            usual = slots.usual(self._document.model.indicators.values())
            charts = slots.slots(self._document.scenario.charts, usual)[:FIRST_CURVES]
        asked = self.calls.asked or self.calls.result
        if asked is None or asked.indicator in charts:
            return charts
        return (*charts[: MOST_CURVES - 1], asked.indicator)

    def show_charts(self, charts: Sequence[str]) -> None:
        """Show these indicators, of more than four the first; none goes back to the scenario's."""
        self._charts = tuple(charts)[:MOST_CURVES]
        self._renew()

    @property
    def blank(self) -> bool:
        """Say whether the room sees nothing."""
        return self._blank

    def set_blank(self, blank: bool) -> None:
        """Let the room see nothing, or what there is again."""
        self._blank = blank
        self._tell_scene()

    @property
    def frozen(self) -> bool:
        """Say whether the room's curves stay as they are, while the desk moves on."""
        return self._frozen

    def set_frozen(self, frozen: bool) -> None:
        """Keep the room's curves and goals as they are, or let them follow again."""
        self._frozen = frozen
        self._renew()

    @property
    def seen_until(self) -> Month | None:
        """Return the last month seen; None for all."""
        return self._until

    def set_seen_until(self, month: Month | None) -> None:
        """Let the room see nothing later than a month; None lets it see all."""
        self._until = month
        self._renew()

    def read(self, month: Month | None) -> None:
        """Let headlines speak of a month that somebody holds; None goes back to the usual one."""
        if month != self._reading:
            self._reading = month
            self._renew()

    @property
    def notice(self) -> Wording | None:
        """Return the notice that everybody reads."""
        return self._notice

    def set_notice(self, notice: Wording | None) -> None:
        """Show a notice, cut where it is longer than a room can read; None takes it away."""
        self._notice = None
        if notice is not None and (notice.en.strip() or notice.es.strip()):
            en, es = notice.en.strip(), notice.es.strip()
            self._notice = Wording((en or es)[:NOTICE_LIMIT], (es or en)[:NOTICE_LIMIT])
        self._tell_scene()

    @property
    def spoken(self) -> bool:
        """Say whether the first chart's sentence is shown."""
        return self._spoken

    def set_spoken(self, spoken: bool) -> None:
        """Show the first chart's sentence, or leave it away."""
        self._spoken = spoken
        self._tell_scene()

    @property
    def countdown(self) -> CountdownFace | None:
        """Return what the room sees of the countdown, None while there is none."""
        return self._clock.face

    def set_countdown(self, seconds: float | None, label: Wording | None = None) -> None:
        """Begin a countdown; None takes it away."""
        self._clock.begin(seconds, label)

    def turn_countdown(self) -> None:
        """Hold the countdown where it runs, and let it run where it is held."""
        self._clock.turn()

    def add_time(self, seconds: float) -> None:
        """Make the countdown longer, or shorter."""
        self._clock.add(seconds)

    def replay(self) -> bool:
        """Show once more how the last change moved the curves; False where none ever did.

        The desk moves with it: `last_change` tells both. What is frozen stays. After a reveal it is
        all that moved meanwhile, and within a story the room's own last step.
        """
        if self._play is not None:
            if self._departure is not None:
                self._move(self._play.curves, self._departure.lines)
            return self._departure is not None
        if self._step is not None and self._departure is not None:
            self._move(self._step.curves, self._departure.lines)
            return True
        revealed = self._revealed
        if revealed is not None and self._projector.latest is revealed.after and not self.held:
            self.last_change.found.emit(revealed)
            return True
        return self.last_change.ask()

    def _replay(self, replay: Replay) -> None:
        if self.open and not self._frozen and self._step is None and not self.held:
            self._move(replay.after, lines_of(replay.before))

    @property
    def held(self) -> bool:
        """Say whether levers move unseen, until what is asked is revealed."""
        return self.calls.asked is not None

    def hold(self, indicator: str, month: Month, seconds: float | None = None) -> None:
        """Ask the room how an indicator changes in a month, with a countdown if one is wanted.

        Raise what `Hold.hold` raises, or RoomPlaysError while the room sees a play.
        """
        if self._play is not None:
            raise RoomPlaysError
        self.calls.hold(indicator, month)
        self._forget_story()
        if seconds is not None:
            self._clock.begin(seconds, of_question=True)
        self._renew()

    def reveal(self) -> None:
        """Let the curves move to where they are, and show what was called beside what came.

        That waits for exact curves. Whoever reveals wants it seen: nothing stays blank or frozen,
        and the month asked for is seen.
        """
        self.calls.reveal()

    def _reveal(self, reveal: Replay) -> None:
        self._revealed = reveal
        result = self.calls.result
        self._blank = self._frozen = False
        if result is not None and self._until is not None:
            self._until = max(self._until, result.month)
        self._clock.end_question()
        self._subscribe()
        if self.open:
            self._move(reveal.after, lines_of(reveal.before))

    def _leave_hold(self) -> None:
        self._clock.end_question()
        self._renew()

    def story_next(self) -> None:
        """Show the room the next of the kept versions, and after the newest the present."""
        self._unless_held(self.story.next)

    def story_back(self) -> None:
        """Show the room the kept version before, from the present the newest."""
        self._unless_held(self.story.back)

    def _unless_held(self, step: Callable[[], None]) -> None:
        if self._play is not None:
            self.told.emit(RoomPlaysError())
        elif self.held:
            self.told.emit(RoomIsHeldError())
        else:
            step()

    def story_end(self) -> None:
        """Let the room follow the desk again."""
        self.story.end()

    def _show_step(self, step: StoryStep) -> None:
        self._step = step
        self._move(step.curves, lines_shown(self._state.curves))

    def _leave_story(self) -> None:
        self._step = None
        latest = self._projector.latest
        if latest is not None and self.open:
            self._move(latest, lines_shown(self._state.curves))

    def _forget_story(self) -> None:
        self._step = None
        self.story.forget()

    def show_play(self, play: PlayScene | None, *, moves: bool = False) -> None:
        """Show what is played in place of the desk, or the desk again; with `moves` curves move."""
        before, was = lines_shown(self._state.curves), self._play
        self._play = play
        if play is not None and moves and self.open and not self._frozen:
            self._subscribe()
            self._move(play.curves, before)
        elif play is not None and play.same_curves(was):
            self._tell_scene()
        else:
            self._renew()

    # ------------------------------------------------------------ following

    @property
    def _sight(self) -> Sight:
        if self._play is not None:
            return Sight(self._play.model, self._play.words.until, self._reading)
        return Sight(self._document.model, self._until, self._reading)

    def _subscribe(self) -> None:
        """Want the lines of what is shown, and have them compared where headlines read them."""
        step = self._sight.step
        if self._subscription is not None:
            self._subscription.show(self.charts)
            if step is not None:
                self._subscription.read(step)

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.scenario:
            # It is told of another scenario from now on.
            self._forget_story()
        if changes.model and self._play is None:
            self._goals = ()
            self._state = RoomState(self._scene(), self._document.model.clock)
            self.changed.emit(self._state)
        if changes.details or changes.name or changes.charts or changes.scenario:
            self._renew()

    def _take(self, curves: LiveCurves) -> None:
        self._revealed = None
        if not self.open or self.held or self._play is not None:
            return
        if self._step is None:
            self._show(curves)
        elif self._step.curves.monthly != curves.monthly:
            self.story.renew()

    @property
    def _instead(self) -> PlayScene | HeldCurves | StoryStep | None:
        """Return what the room is shown in the place of the present, if it is not that."""
        if self._play is not None:
            return self._play
        return self._step if self.calls.curves is None else self.calls.curves

    def _renew(self) -> None:
        """Make the state anew of the curves there are."""
        self._subscribe()
        shown = self._instead
        latest = self._projector.latest if shown is None else shown.curves
        if latest is not None and self.open:
            self._show(latest)
        else:
            self._tell_scene()

    def _move(self, curves: LiveCurves, before: Lines) -> None:
        """Show curves that move to where they are from lines of before, in their units."""
        self._motions += 1
        self._departure = Departure(self._motions, before, curves.bands)
        self._show(curves)

    def _show(self, curves: LiveCurves) -> None:
        if self._play is not None:
            curves = self._play.curves
        waits = self.held and self.calls.curves is None and self._play is None
        if waits or (self._frozen and self._state.curves):
            self._tell_scene()
            return
        sight = self._sight
        model, instead = sight.model, self._instead
        scenario = self._document.scenario if instead is None else instead.scenario
        if curves.exact:
            # A live run has the curves on show only, and not those of every goal.
            self._goals = room_goals(curves.projection, scenario.targets, sight)
        # What a play has not come to must not be told by a pin of the desk.
        pins = {} if self._play is not None else self.pins.lines(sight, held=self.held)
        shown = room_curves(curves, self.charts, scenario.targets, sight, pins)
        departure = self._departure
        if departure is not None and departure.towards is not curves.bands:
            departure = self._departure = None
        self._state = RoomState(
            self._scene(),
            model.clock,
            model.votes,
            shown,
            sight.until,
            curves.monthly,
            not curves.exact,
            tuple(e.month for e in scenario.combined.events if sight.sees(e.month)),
            None if departure is None else departure.motion(shown, sight),
        )
        self.changed.emit(self._state)

    def _tell_scene(self) -> None:
        self._state = replace(self._state, scene=self._scene())
        self.changed.emit(self._state)

    def _scene(self) -> RoomScene:
        if self._play is not None:
            return self._play_scene(self._play)
        held, result = self.calls.curves, self.calls.result
        if result is not None and (self._step is not None or not self._sight.sees(result.month)):
            # It is not what came in a version that is told of.
            result = None
        name = (self._document.scenario if held is None else held.scenario).name
        shown, step = (self._state.scene, None) if self._frozen else (None, self._step)
        named = None if step is None or not step.name else Wording(step.name, step.name)
        return RoomScene(
            Wording(name, name) if shown is None else shown.title,
            named if shown is None else shown.subtitle,
            (None if step is None else step.place) if shown is None else shown.story,
            countdown=self.countdown,
            panel=self._panel(result),
            goals=self._goals,
            question=self.calls.question,
            prediction=result,
            spoken=self._spoken,
            blank=self._blank,
        )

    def _play_scene(self, play: PlayScene) -> RoomScene:
        shown = self._state.scene if self._frozen else None
        notice = None if self._notice is None else Panel(PanelKind.NOTICE, self._notice)
        words = play.words
        return RoomScene(
            words.title,
            words.subtitle,
            countdown=play.countdown,
            panel=notice or words.panel,
            goals=self._goals if words.happened is None else (),
            question=None if notice is not None else words.question,
            prediction=words.prediction if shown is None and notice is None else None,
            why=words.why if shown is None and notice is None else None,
            happened=words.happened if shown is None and notice is None else None,
            spoken=self._spoken,
            blank=self._blank,
        )

    def _panel(self, result: Prediction | None) -> Panel | None:
        if self._notice is not None:
            return Panel(PanelKind.NOTICE, self._notice)
        question = self.calls.question
        if question is not None:
            return Panel(PanelKind.QUESTION, question.indicator.name, question.month)
        if result is not None:
            name = self._document.model.indicators[result.indicator].name
            return Panel(PanelKind.CALLS, name, result.month)
        return None
