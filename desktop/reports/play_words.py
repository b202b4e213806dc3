"""What stands in the way in the course of a play, told with names instead of ids."""

from collections.abc import Mapping
from typing import TypeVar

from desktop.document.play.state import Setup
from desktop.domain.errors import VecinosError
from desktop.domain.exercise.rounds import Phase
from desktop.domain.play.entries import BREAK, FACILITATOR
from desktop.domain.wording import Wording
from desktop.language.language import Language
from desktop.reports.entry_words import EntryWords

E = TypeVar("E", bound=VecinosError)


def play_error_text(error: VecinosError, setup: Setup, language: Language) -> str:
    """Return the one sentence that tells a person why an entry was refused; see `with_names`."""
    return language.error(with_names(error, setup, language))


def with_names(error: E, setup: Setup, language: Language) -> E:
    """Return an error that calls what it is about as people do.

    Teams, levers, rounds, phases, injects, goals and events have their names; what was typed and is
    none of them stays as it was typed, and so do the ids to choose from.
    """
    names = _names(EntryWords(setup, language))
    named = type(error).__new__(type(error))
    named.fields = {
        field: names[field].get(value, value)
        if field in names and isinstance(value, str)
        else value
        for field, value in error.fields.items()
    }
    return named


def stage_name(stage: str, language: Language) -> str:
    """Return what a phase of a round, or the break after it, is called."""
    if stage == BREAK:
        return language.text("play.break")
    return language.text(f"exercise.phase.{Phase(stage).value}")


def _names(words: EntryWords) -> Mapping[str, Mapping[str, str]]:
    """Return, for each field that names something by its id, the names by their ids."""
    exercise, model = words.setup.exercise, words.setup.model

    def worded(texts: Mapping[str, Wording]) -> Mapping[str, str]:
        return {name: words.either(text) for name, text in texts.items()}

    teams = {team: words.team(team) for team in (FACILITATOR, *(one.id for one in exercise.teams))}
    rounds = worded({one.id: one.title for one in exercise.rounds})
    injects = worded({one.id: one.title for one in exercise.injects})
    return {
        "team": teams,
        "round": rounds,
        "current": rounds,
        "first": rounds,
        "inject": injects,
        "other": injects,
        "stage": {stage: stage_name(stage, words.language) for stage in (*Phase, BREAK)},
        "lever": worded({name: one.name for name, one in model.levers.items()}),
        "indicator": worded({name: one.name for name, one in model.indicators.items()}),
        "event": worded({name: one.name for name, one in model.events.items()}),
        "goal": worded({one.id: one.name for one in exercise.goals}),
    }
