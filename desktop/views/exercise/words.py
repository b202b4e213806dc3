"""How what an exercise under edit holds is called, and what is wrong with it."""

from collections.abc import Mapping

from desktop.document.exercise.findings import Finding
from desktop.document.exercise.shape import Source
from desktop.domain.exercise.exercise import Exercise, Side, Start
from desktop.domain.exercise.injects import Inject
from desktop.domain.exercise.rounds import PhaseMinutes
from desktop.domain.model.model import Model
from desktop.language.language import LANGUAGES
from desktop.ui.exercise_words import choice_words, either, part_name, short
from desktop.ui.ui_context import UiContext


def field_words(record: type[object], name: str, look: UiContext) -> str:
    """Return how a field of a record is called."""
    if record is PhaseMinutes:
        return look.text(f"exercise.phase.{name}")
    if (record, name) == (Start, "members"):
        return look.text("exercise.field.ensemble_members")
    return look.text(f"exercise.field.{name}")


def names(source: Source, exercise: Exercise, model: Model, look: UiContext) -> Mapping[str, str]:
    """Return how everything that a source has is called, by its id, in its order."""
    match source:
        case Source.LEVERS:
            levers = ((one, model.levers.get(one)) for one in exercise.levers)
            return {id_: either(one.name, look) if one else id_ for id_, one in levers}
        case Source.ALL_LEVERS:
            return {id_: either(one.name, look) for id_, one in model.levers.items()}
        case Source.INDICATORS:
            return {id_: either(one.name, look) for id_, one in model.indicators.items()}
        case Source.EVENTS:
            return {id_: either(one.name, look) for id_, one in model.events.items()}
        case Source.CLAIMS:
            return {
                id_: f"{id_}  {short(either(one.text, look))}" for id_, one in model.claims.items()
            }
        case Source.SOURCES:
            return {id_: short(one.text) for id_, one in model.sources.items()}
        case Source.LANGUAGES:
            return {code: look.text(f"desk.language_{code}") for code in LANGUAGES}
    parts = getattr(exercise, source.value)
    return {one.id: _numbered(exercise, one, look) for one in parts}


def _numbered(exercise: Exercise, one: object, look: UiContext) -> str:
    name = part_name(one, look)
    return f"{exercise.number(one.id)}  {name}" if isinstance(one, Inject) else name


def sentence(finding: Finding, exercise: Exercise, model: Model, look: UiContext) -> str:
    """Return what a finding says, as a sentence; what it names by an id has its name."""
    if finding.reason == "reason.missing_key":
        return look.text("exercises.still_empty")
    fields = {key: _named(value, exercise, model, look) for key, value in finding.fields.items()}
    words = look.text(finding.reason, **fields)
    return words[:1].upper() + words[1:] + "."


def _named(value: object, exercise: Exercise, model: Model, look: UiContext) -> object:
    if value in _SIDES:
        return choice_words(Side(value), look)
    if isinstance(value, str) and value:
        for source in _NAMING:
            if value in (known := names(source, exercise, model, look)):
                return known[value]
    return value


_SIDES = {side.value for side in Side}
_NAMING = (
    Source.ALL_LEVERS,
    Source.INDICATORS,
    Source.EVENTS,
    Source.TEAMS,
    Source.ROUNDS,
    Source.INJECTS,
)
