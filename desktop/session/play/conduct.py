"""The play that is open: what is entered, where it stands, and what the room sees of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.analysis.played_figures import apart
from desktop.bridge.errors import PreferencesNotSavedError
from desktop.bridge.preferences import Preferences
from desktop.document.play.fold import follow, is_aside
from desktop.document.play.scenario import drawn, request
from desktop.document.play.state import PlayState, Setup
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.parts import Parts
from desktop.domain.play.entries import (
    FACILITATOR,
    Advanced,
    Begun,
    Correction,
    Ended,
    Entry,
    MomentMarked,
    Recorded,
    StageBegun,
)
from desktop.domain.room import CountdownFace
from desktop.session.open_library import OpenLibrary
from desktop.session.play.errors import (
    FiguresApartError,
    ModelStillRunsError,
    PlayOfOtherModelError,
    PlayOpenError,
    PlayWithoutLibraryError,
)
from desktop.session.play.exercise_clock import steady
from desktop.session.play.play_countdown import PlayCountdown
from desktop.session.play.play_curves import PlayCurves, PlayedCurves
from desktop.session.play.play_injects import PlayInjects
from desktop.session.play.record_writer import RecordWriter
from desktop.session.play.replay import Replay
from desktop.session.play.spoken import SpokenSetup
from desktop.session.play.what_if import WhatIf
from desktop.session.play.why import Since, Why
from desktop.session.room.errors import RoomIsHeldError
from desktop.session.room.play_scene import PlayScene, public
from desktop.session.room.room_show import RoomShow

if TYPE_CHECKING:
    from db import Library
    from desktop.session.play.opening import OpenedPlay


DRAFTS_MS = 800
"""Until what is being typed is on the disk."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Conduct(QObject):
    """Conduct one play at a time; the desk stays free, and play never reads it.

    What is entered counts at once and is on the disk a moment later, as `saving` tells. Whatever
    is refused is told by `failed` in one sentence, and nothing of it is kept.
    """

    opened = Signal()
    """A play is open, or none any more."""
    changed = Signal()
    """The play stands elsewhere."""
    failed = Signal(VecinosError)

    def __init__(
        self,
        library: OpenLibrary,
        room: RoomShow,
        preferences: Preferences,
        model: Callable[[], Model],
        spoken: SpokenSetup,
        resources: Path,
        moving: Callable[[], bool],
        parent: QObject | None = None,
        *,
        now: Callable[[], datetime] = _utc_now,
        steady: Callable[[], float] = steady,
    ) -> None:
        super().__init__(parent)
        self._library, self._room, self._preferences = library, room, preferences
        self._model, self._resources, self._now = model, resources, now
        self._spoken = spoken
        spoken.changed.connect(self._tell_room)
        self._play: OpenedPlay | None = None
        self._opening = False
        self.advancing = False
        """The model plays the months of the round."""
        self.figures_apart = 0
        """Figures that, run again, differ from those shown by one unit in their last digit."""
        self.saving = RecordWriter(now, self)
        self.saving.failed.connect(self.failed)
        self.countdown = PlayCountdown(self.enter, self.saving, steady, now, self)
        self.countdown.ticked.connect(self._tell_room)
        self.injects = PlayInjects(self.enter, self)
        self.injects.screen_changed.connect(self._tell_room)
        self.curves = PlayCurves(self)
        self.curves.projected.connect(self._tell_room)
        self.curves.failed.connect(self._fail_run)
        self._drafted = QTimer(self, singleShot=True, interval=DRAFTS_MS)
        self._drafted.timeout.connect(self._save_preferences)
        self.why = Why(lambda: (self.setup, self.state), moving, self, lambda: self._opened.kept)
        self.why.answered.connect(self._explain)
        self.why.failed.connect(self.failed)
        self.explained: Parts | None = None
        """Why a curve moved, as the room reads it."""
        self.what_if = WhatIf(lambda: (self.setup, self.state), moving, self)
        self.what_if.failed.connect(self.failed)
        self.replay = Replay(lambda: (self.setup, self.state, self.entries), resources, self)
        self.replay.moved.connect(self._show_replay)
        library.changed.connect(self._take_library)

    # ------------------------------------------------------------ what it says

    @property
    def open(self) -> bool:
        """Say whether a play is open."""
        return self._play is not None

    @property
    def name(self) -> str:
        """Return the name of the play, empty where none is open."""
        return "" if self._play is None else self._play.name

    @property
    def play_id(self) -> int | None:
        """Return what the library calls the play."""
        return None if self._play is None else self._play.id

    @property
    def rehearsal(self) -> bool:
        """Say whether it is played for practice."""
        return self._play is not None and self._play.header.rehearsal

    @property
    def setup(self) -> Setup:
        """Return what is played, in the words of the room; only while a play is open."""
        return self._spoken.of(self.plain)

    @property
    def plain(self) -> Setup:
        """Return what is played, in the words of the model: for what goes out and comes back."""
        return self._opened.record.setup

    @property
    def state(self) -> PlayState:
        """Return where the play stands; only while one is open."""
        return self._opened.record.state

    @property
    def entries(self) -> tuple[Recorded, ...]:
        """Return the record; only while a play is open."""
        return self._opened.record.entries

    @property
    def same_model(self) -> bool:
        """Say whether the play can go on; under another model its figures are only shown."""
        return self._play is None or self._play.same_model

    @property
    def following(self) -> tuple[str, str] | None:
        """Return round and stage that come next; None after the last one."""
        state, setup = self.state, self.setup
        rounds = list(setup.rounds)
        if state.round:
            stages = setup.stages(state.round)
            place = stages.index(state.stage) + 1 if state.stage in stages else len(stages)
            if place < len(stages):
                return state.round, stages[place]
        later = rounds[rounds.index(state.round) + 1 :] if state.round else rounds
        return (later[0], setup.stages(later[0])[0]) if later else None

    @property
    def _opened(self) -> "OpenedPlay":
        if self._play is None:
            raise RuntimeError("no play is open")
        return self._play

    # ------------------------------------------------------------ opening and leaving

    def begin(self, text: str, name: str, *, rehearsal: bool = False) -> None:
        """Open a new play of an exercise, given as its text."""
        model, resources = self._model(), self._resources

        def work(store: "Library") -> "OpenedPlay":
            # What reads exercises is imported with the first play: most starts have none.
            from desktop.session.play.opening import begun, own_vantage

            own = own_vantage(model, resources)
            return begun(store, text, name, own, rehearsal=rehearsal)

        self._submit(work)

    def reopen(self, play: int, name: str) -> None:
        """Open a play where it stands, held."""
        model, resources = self._model(), self._resources

        def work(store: "Library") -> "OpenedPlay":
            from desktop.session.play.opening import own_vantage, reopened

            return reopened(store, play, name, own_vantage(model, resources))

        self._submit(work)

    def _submit(self, work: "Callable[[Library], OpenedPlay]") -> None:
        if self._play is not None:
            self.failed.emit(PlayOpenError(name=self.name))
        elif self._room.held:
            self.failed.emit(RoomIsHeldError())
        elif self._library.lane is None:
            self.failed.emit(PlayWithoutLibraryError())
        elif not self._opening:
            self._opening = True
            job = self._library.lane.submit(work).at_end(self._end_opening)
            job.then(self, self._take, self.failed.emit)

    def _end_opening(self) -> None:
        self._opening = False

    def _take(self, play: "OpenedPlay") -> None:
        self._play, self.figures_apart = play, 0
        self._remember(None if play.record.state.ended else play)
        state, pulse = play.record.state, play.pulse
        self.saving.write_to(self._library.lane, play.id)
        self.curves.open(play.record.setup if play.same_model else None)
        ran = state.countdown is not None and state.countdown.running and not state.ended
        beat = pulse if pulse is not None and pulse.seconds >= state.seconds else None
        last = state.instant if beat is None else beat.instant
        passed = 0.0 if last is None else (self._now() - last).total_seconds()
        self.countdown.open(
            state.seconds if beat is None else beat.seconds,
            gap=max(0.0, passed) if ran else None,
        )
        self._follow()
        if play.same_model:
            self.curves.want(state, self._compare_with_shown)
        else:
            self._tell_other_model(play)
        self.opened.emit()
        self.changed.emit()

    def _tell_other_model(self, play: "OpenedPlay") -> None:
        made, now = play.header.model_version, play.record.setup.model.version
        self.failed.emit(PlayOfOtherModelError(made=made, now=now))

    def _compare_with_shown(self, found: PlayedCurves) -> None:
        """Hold what was shown of months that are played against the same months run again."""
        nearly = more = 0
        for played in self.state.advances:
            again = found.figures(played.first.plus(-1), played.last)
            one = apart(played.advance.figures, again, self.setup.model.indicators)
            nearly, more = nearly + one.nearly, more + one.more
        if nearly != self.figures_apart:
            self.figures_apart = nearly
            self.changed.emit()
        if more:
            self.failed.emit(FiguresApartError(count=more))

    def leave(self) -> None:
        """Leave the play as it stands; it can be opened again."""
        if self._play is not None:
            self._remember(None)
            self._put_away()

    def _remember(self, play: "OpenedPlay | None") -> None:
        """Know after the next start which play is open: after a kill, too."""
        opened = None if play is None else (self._library.location, play.id, play.name)
        if opened != self._preferences.open_play:
            self._preferences.open_play = opened
            self._save_preferences()

    def _take_library(self) -> None:
        """Open the play that was open when the program ended, if it is of this library."""
        self.leave()
        match self._preferences.open_play:
            case (self._library.location, play, name):
                self.reopen(play, name)

    def _put_away(self) -> None:
        if self._drafted.isActive():
            self._save_preferences()
        self._play, self.advancing, self.explained = None, False, None
        self.why.forget()
        self.what_if.forget()
        self.replay.forget()
        self.saving.write_to(None, 0)
        self.curves.open(None)
        self.injects.follow(None, None)
        self.countdown.follow(None)
        self._room.show_play(None)
        self.opened.emit()
        self.changed.emit()

    def close(self) -> None:
        """Run nothing any more; the play is open again after the next start."""
        if self._play is not None:
            self._put_away()
        self.why.close()
        self.what_if.close()
        self.curves.close()

    # ------------------------------------------------------------ what is entered

    def enter(
        self, entry: Entry, author: str = FACILITATOR, instant: datetime | None = None
    ) -> bool:
        """Enter something; return False where it was refused, and `failed` told why.

        It is of now, unless the `instant` is named at which it was written down elsewhere.
        """
        if self._play is None:
            return False
        record = self._play.record
        if not self._play.same_model and not is_aside(entry):
            self._tell_other_model(self._play)
            return False
        if self.advancing and isinstance(entry, StageBegun | Ended):
            self.failed.emit(ModelStillRunsError())
            return False
        try:
            added = record.add(entry, instant or self._now(), self.countdown.seconds, author)
        except VecinosError as error:
            self.failed.emit(error)
            return False
        self.saving.append(added)
        if isinstance(entry, StageBegun | Advanced | Correction):
            # It was about the months as they were then.
            self.why.cancel()
            self.explained = None
        if isinstance(entry, StageBegun | Advanced):
            self.replay.end()
        self._follow()
        self.changed.emit()
        return True

    def take_back(self, number: int) -> bool:
        """Take an entry back; months that are played no longer are seen no longer."""
        was = self.state.played_until
        if not self.enter(Correction(number)):
            return False
        if self.state.played_until != was:
            self.curves.want(self.state)
        return True

    def next_stage(self) -> bool:
        """Go on to what comes next, and begin play where it has not begun."""
        following = self.following
        return following is not None and self.begin_stage(*following)

    def begin_stage(self, round_id: str, stage: str) -> bool:
        """Begin a stage, and play where it has not begun."""
        if not self.state.begun and not self.enter(Begun()):
            return False
        seconds = 60.0 * self.setup.minutes(round_id, stage)
        begun = self.enter(StageBegun(round_id, stage, seconds))
        if begun and self.countdown.gap is not None:
            self.countdown.resume(subtract=False)
        return begun

    def draw_events(self) -> bool:
        """Let strike what chance draws for the months of this round."""
        return bool(self.state.round) and self.enter(drawn(self.setup, self.state))

    def mark_moment(self, text: str = "") -> bool:
        """Mark this moment."""
        return self.enter(MomentMarked(text))

    def end(self) -> bool:
        """End play; notes can still be taken."""
        return self.enter(Ended())

    def advance(self) -> bool:
        """Play the months of the round: run the model, and enter what it shows.

        Return False where the record would not take it, before anything is run.
        """
        if self._play is None or self.advancing:
            return False
        if not self._play.same_model:
            self._tell_other_model(self._play)
            return False
        state, setup = self.state, self.setup
        asked = Advanced(state.round)
        trial = Recorded(state.number + 1, self._now(), state.seconds, FACILITATOR, asked)
        try:
            follow(setup, state, self.entries, trial)
        except VecinosError as error:
            self.failed.emit(error)
            return False
        self.advancing = True
        self.curves.want(state, self._enter_advance)
        self.changed.emit()
        return True

    def _enter_advance(self, found: PlayedCurves) -> None:
        state, setup = self.state, self.setup
        if found.scenario.policy != request(setup, state).policy:
            # Something was decided meanwhile.
            self.curves.want(state, self._enter_advance)
            return
        self.advancing = False
        last = state.played_until.plus(setup.rounds[state.round].months)
        figures = found.figures(state.played_until, last)
        if self.enter(Advanced(state.round, figures)):
            self._show_room(moves=True)
        else:
            # What would not do came while the model ran: it runs no longer.
            self.changed.emit()

    def _fail_run(self, error: VecinosError) -> None:
        self.advancing = False
        self.failed.emit(error)
        self.changed.emit()

    def explain(self, indicator: str, since: Since = Since.ROUND) -> None:
        """Let the room read why a curve moved; it takes a moment, and `why` tells how far it is."""
        if self._play is None:
            return
        if self._play.same_model:
            self.why.ask(indicator, since)
        else:
            self._tell_other_model(self._play)

    def end_explanation(self) -> None:
        """Take the explanation off the room's screen."""
        self.why.cancel()
        if self.explained is not None:
            self.explained = None
            self._tell_room()
            self.changed.emit()

    def _explain(self, found: Parts) -> None:
        self.explained = found
        self._tell_room()
        self.changed.emit()

    # ------------------------------------------------------------ drafts

    def draft(self, place: str) -> str:
        """Return what was typed in a place and not entered yet."""
        return self._preferences.play_draft(f"{self.play_id}/{place}")

    def set_draft(self, place: str, text: str) -> None:
        """Keep what is typed in a place until it is entered: also if the program is killed."""
        if text != self.draft(place):
            self._preferences.set_play_draft(f"{self.play_id}/{place}", text)
            if not self._drafted.isActive():
                # Not at every key: a file that survives a power cut takes its time.
                self._drafted.start()

    def _save_preferences(self) -> None:
        self._drafted.stop()
        try:
            self._preferences.save()
        except PreferencesNotSavedError as error:
            self.failed.emit(error)

    # ------------------------------------------------------------ the room

    def _follow(self) -> None:
        if self._play is not None:
            self.injects.follow(self.setup, self.state)
            self.countdown.follow(self.state)
            self._tell_room()

    def _tell_room(self) -> None:
        self._show_room(moves=False)

    def _show_replay(self) -> None:
        self._show_room(moves=self.replay.step is not None)

    def _show_room(self, *, moves: bool) -> None:
        latest = self.curves.latest
        if self._play is None or latest is None:
            return
        codes = self._preferences.room.languages or (self._preferences.language or "en",)
        again, on_screen = self.replay.words, self.injects.on_screen
        words = again or public(self.setup, self.state, on_screen, codes, self.explained)
        face = self._face() if again is None else None
        scene = PlayScene(self.setup.model, latest.scenario, latest.curves, words, face)
        self._room.show_play(scene, moves=moves)

    def _face(self) -> CountdownFace | None:
        countdown = self.countdown
        if not self.state.stage or countdown.total <= 0:
            return None
        return CountdownFace(int(countdown.left + 0.999), round(countdown.total), countdown.running)
