"""What stands in the way in the course of a play, told with names instead of ids."""

from collections.abc import Mapping

from desktop.document.play.state import Setup
from desktop.domain.errors import VecinosError
from desktop.domain.exercise.rounds import Phase
from desktop.domain.play.entries import BREAK, FACILITATOR
from desktop.domain.wording import Wording
from desktop.language.language import Language


def play_error_text(error: VecinosError, setup: Setup, language: Language) -> str:
    """Return the one sentence that tells a person why an entry was refused.

    Teams, levers, rounds, phases, injects, goals and events are called as people call them; what
    was typed and is none of them stays as it was typed, and so do the ids to choose from.
    """
    names = _names(setup, language)
    told = type(error).__new__(type(error))
    told.fields = {
        field: names[field].get(value, value)
        if field in names and isinstance(value, str)
        else value
        for field, value in error.fields.items()
    }
    return language.error(told)


def team_name(team: str, setup: Setup, language: Language) -> str:
    """Return what a team is called; one that came later has its name for an id."""
    if team == FACILITATOR:
        return language.text("play.facilitator")
    names = {one.id: one.name for one in setup.exercise.teams}
    return language.wording(names[team]) if team in names else team


def stage_name(stage: str, language: Language) -> str:
    """Return what a phase of a round, or the break after it, is called."""
    if stage == BREAK:
        return language.text("play.break")
    return language.text(f"exercise.phase.{Phase(stage).value}")


def _names(setup: Setup, language: Language) -> Mapping[str, Mapping[str, str]]:
    """Return, for each field that names something by its id, the names by their ids."""
    exercise, model = setup.exercise, setup.model

    def worded(texts: Mapping[str, Wording]) -> Mapping[str, str]:
        return {name: language.wording(text) for name, text in texts.items()}

    teams = {FACILITATOR: language.text("play.facilitator")}
    teams |= worded({one.id: one.name for one in exercise.teams})
    rounds = worded({one.id: one.title for one in exercise.rounds})
    injects = worded({one.id: one.title for one in exercise.injects})
    return {
        "team": teams,
        "round": rounds,
        "current": rounds,
        "first": rounds,
        "inject": injects,
        "other": injects,
        "stage": {stage: stage_name(stage, language) for stage in (*Phase, BREAK)},
        "lever": worded({name: one.name for name, one in model.levers.items()}),
        "indicator": worded({name: one.name for name, one in model.indicators.items()}),
        "event": worded({name: one.name for name, one in model.events.items()}),
        "goal": worded({one.id: one.name for one in exercise.goals}),
    }
