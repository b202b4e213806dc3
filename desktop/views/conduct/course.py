"""The course of a play by the clock on the wall, and its rounds in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.document.play.schedule import RoundTime, due, round_times
from desktop.document.play.state import InjectStatus, PlayState, Setup
from desktop.domain.exercise.rounds import Phase
from desktop.domain.play.entries import BREAK
from desktop.session.play.conduct import Conduct
from desktop.ui.exercise_words import either
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.inject_model import Hours
from desktop.views.conduct.inject_words import round_short, titled
from desktop.views.conduct.play_timeline import Band, Course, Mark


@dataclass(frozen=True, slots=True)
class Told:
    """Hold when everything is, in seconds of the exercise and by the clock on the wall."""

    times: Mapping[str, RoundTime]
    due: Mapping[str, float]
    now: float
    begun_at: datetime

    @property
    def hours(self) -> Hours:
        """Return when injects are due and were released, by the clock on the wall."""
        found = {name: self.begun_at + timedelta(seconds=at) for name, at in self.due.items()}
        return Hours(found, found)


def told(play: Conduct, now: datetime) -> Told:
    """Return when everything is; `now` is what the clock on the wall says."""
    setup, state, clock = play.setup, play.state, play.countdown
    seconds = clock.seconds
    times = round_times(setup, state, play.entries, seconds, clock.left)
    local = now.astimezone()
    return Told(times, due(setup, state, times), seconds, local - timedelta(seconds=seconds))


def course(play: Conduct, when: Told, look: UiContext) -> Course:
    """Return what the line of time shows."""
    setup, state = play.setup, play.state
    bands = tuple(
        Band(
            round_short(setup, name, look),
            look.text(
                "conduct.round_named",
                round=round_short(setup, name, look),
                title=either(setup.rounds[name].title, look),
            ),
            time,
            name == state.round,
        )
        for name, time in when.times.items()
    )
    marks = tuple(
        Mark(
            name,
            titled(setup, name, look),
            at,
            state.injects[name].status is InjectStatus.RELEASED,
            state.injects[name].status in (InjectStatus.WAITING, InjectStatus.SHOWN),
        )
        for name, at in when.due.items()
        if state.injects[name].status is not InjectStatus.SKIPPED
    )
    return Course(bands, marks, when.now, when.begun_at)


def stage_words(stage: str, look: UiContext) -> str:
    """Return how a stage of a round is called."""
    return look.text("conduct.break") if stage == BREAK else look.text(f"exercise.phase.{stage}")


def stages(setup: Setup, state: PlayState, look: UiContext) -> tuple[tuple[str, ...], int]:
    """Return the names of the stages of the present round, and the place of the present one."""
    if not state.round:
        return (), -1
    names = setup.stages(state.round)
    place = names.index(state.stage) if state.stage in names else -1
    return tuple(stage_words(one, look) for one in names), place


def rounds(
    setup: Setup, state: PlayState, when: Told, look: UiContext
) -> list[tuple[str, str, str, bool]]:
    """Return short name, title and standing of every round, and whether it is the present one."""
    found = []
    for name, one in setup.rounds.items():
        present = name == state.round and not state.ended
        if present:
            stands = look.text("conduct.round_now")
        elif when.times[name].begun:
            stands = look.text("conduct.round_done")
        else:
            stands = look.text("exercises.minutes", n=look.language.exactly(one.minutes.total))
        found.append((round_short(setup, name, look), either(one.title, look), stands, present))
    return found


def of_stage(play: Conduct, look: UiContext) -> tuple[str, str, str]:
    """Return what the countdown is of, such as `of 20 min, deliberate`, and both halves of it."""
    state = play.state
    if not state.stage:
        not_begun = look.text("plays.not_begun")
        return not_begun, not_begun, ""
    minutes = look.language.exactly(round(play.countdown.total / 60, 1))
    words = stage_words(state.stage, look)
    words = words[:1].lower() + words[1:]
    whole = look.text("conduct.of_minutes", minutes=minutes)
    return look.text("conduct.of_stage", whole=whole, stage=words), whole, words


def curves(play: Conduct) -> tuple[str, ...]:
    """Return the indicators whose curves the room sees."""
    present = play.setup.rounds.get(play.state.round)
    shown = () if present is None else present.charts
    return shown or play.setup.exercise.start.charts


def is_advance(state: PlayState) -> bool:
    """Say whether the months of the round are to be played now."""
    return state.stage == Phase.ADVANCE.value and not state.advanced and not state.ended
