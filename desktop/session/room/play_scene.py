"""What a room is told of a play, in the place of the desk: only what was played and released."""

from dataclasses import dataclass

from desktop.document.play.scenario import change_of
from desktop.document.play.state import PlayState, Setup
from desktop.domain.clock import Month
from desktop.domain.exercise.rounds import Phase
from desktop.domain.model.model import Model
from desktop.domain.parts import Parts
from desktop.domain.play.entries import BREAK
from desktop.domain.prediction import NAME_LIMIT, Call, Prediction
from desktop.domain.room import CountdownFace, Happened, Panel, PanelKind, Question
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode, Wording
from desktop.session.live_curves import LiveCurves


@dataclass(frozen=True, slots=True)
class PlayWords:
    """Hold what a room is told beside the curves of a play."""

    until: Month
    """The last month that was played."""
    charts: tuple[str, ...]
    title: Wording
    subtitle: Wording | None
    panel: Panel | None
    question: Question | None
    prediction: Prediction | None
    why: Parts | None = None
    """Why a curve moved, in months that were played."""
    happened: Happened | None = None
    """What happened in the round, where it is replayed."""


@dataclass(frozen=True, slots=True, eq=False)
class PlayScene:
    """Hold what a room sees of a play."""

    model: Model
    scenario: Scenario
    """With what is decided and not yet played, none of which is seen."""
    curves: LiveCurves
    words: PlayWords
    countdown: CountdownFace | None

    def same_curves(self, other: "PlayScene | None") -> bool:
        """Say whether the curves of another scene are seen just so."""
        return (
            other is not None
            and self.curves is other.curves
            and (self.words.until, self.words.charts) == (other.words.until, other.words.charts)
        )


def public(
    setup: Setup,
    state: PlayState,
    on_screen: str | None,
    codes: tuple[LanguageCode, ...],
    why: Parts | None = None,
) -> PlayWords:
    """Return what everybody in the room may know of a play.

    `on_screen` is a released inject; teams are named in the languages of the room. `why` a curve
    moved is told of the last month played only, in the place of what is asked and called, and not
    while an inject is read.
    """
    exercise = setup.exercise
    current = setup.rounds.get(state.round)
    charts = exercise.start.charts if current is None else current.charts or exercise.start.charts
    question, prediction = _question(setup, state, codes), _prediction(setup, state, codes)
    if why is not None and why.month != state.played_until:
        why = None
    if why is not None:
        question = prediction = None
    panel = _panel(setup, state, on_screen, question, prediction)
    return PlayWords(
        until=state.played_until,
        charts=charts,
        title=exercise.name,
        subtitle=None if current is None else current.title,
        panel=panel,
        question=question,
        prediction=prediction,
        why=why if panel is None else None,
    )


def _panel(
    setup: Setup,
    state: PlayState,
    on_screen: str | None,
    question: Question | None,
    prediction: Prediction | None,
) -> Panel | None:
    if on_screen is not None and state.injects[on_screen].released is not None:
        inject = next(one for one in setup.exercise.injects if one.id == on_screen)
        text = Wording(
            f"{inject.title.en}\n{inject.text.en}".strip(),
            f"{inject.title.es}\n{inject.text.es}".strip(),
        )
        return Panel(PanelKind.INJECT, text, inject.date)
    if question is not None:
        return Panel(PanelKind.QUESTION, question.indicator.name, question.month)
    if prediction is not None:
        name = setup.model.indicators[prediction.indicator].name
        return Panel(PanelKind.CALLS, name, prediction.month)
    return None


def _team_name(setup: Setup, team: str, codes: tuple[LanguageCode, ...]) -> str:
    designed = next((one for one in setup.exercise.teams if one.id == team), None)
    if designed is None:
        return team
    name = designed.name
    names = dict.fromkeys(name.en if code == "en" else name.es for code in codes)
    return " / ".join(names)[:NAME_LIMIT]


def _question(setup: Setup, state: PlayState, codes: tuple[LanguageCode, ...]) -> Question | None:
    """Return what is asked while teams predict, and who has called; never what."""
    current = setup.rounds.get(state.round)
    asked = state.stage in (Phase.PREDICT.value, Phase.ADVANCE.value) and not state.advanced
    if current is None or not asked or not current.predict:
        return None
    indicator = current.predict[0]
    called = {team for (team, name) in state.predictions.get(state.round, {}) if name == indicator}
    names = {team: _team_name(setup, team, codes) for team in state.teams}
    return Question(
        setup.model.indicators[indicator],
        state.played_until.plus(current.months),
        tuple(names[team] for team in state.teams if team in called),
        tuple(names[team] for team in state.teams if team not in called),
    )


def _prediction(
    setup: Setup, state: PlayState, codes: tuple[LanguageCode, ...]
) -> Prediction | None:
    """Return what was called and what came, once the months of the round are played."""
    current = setup.rounds.get(state.round)
    if current is None or not state.advanced or state.stage == BREAK or not current.predict:
        return None
    indicator = current.predict[0]
    calls = tuple(
        Call(_team_name(setup, team, codes), one.direction, one.confidence, one.amount)
        for (team, name), one in state.predictions.get(state.round, {}).items()
        if name == indicator
    )
    played = state.advances[-1]
    shown = (one for one in played.advance.figures if one.indicator == indicator)
    figures = next(shown, None)
    if not calls or figures is None:
        return None
    outcome = change_of(figures, setup.model.indicators[indicator].change)
    return Prediction(indicator, played.last, calls, outcome=outcome)
