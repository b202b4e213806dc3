"""The sheets of a form for a second laptop: their columns, and the words that stand in cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from desktop.domain.play.entries import NoteKind, Tie
from desktop.domain.prediction import Direction
from desktop.domain.wording import LanguageCode, Wording
from desktop.modelfiles.headed_sheet import headings_of, plain_heading

W = TypeVar("W", bound=StrEnum)
FORM_FORMAT = 1
_MARK = "vecinos"
_KEY = re.compile(r"vecinos([0-9]{1,9}):([a-z][a-z0-9_]*):(.+)")


class Part(StrEnum):
    """Name a sheet of a form."""

    NOTES = "notes"
    DECISIONS = "decisions"
    PREDICTIONS = "predictions"


class Stance(StrEnum):
    """Say what a team without levers thinks of a move; its row names the move as its lever."""

    ENDORSE = "endorse"
    OPPOSE = "oppose"


class What(StrEnum):
    """Say what a column holds."""

    KEY = "key"
    ROUND = "round"
    TEAM = "team"
    TIME = "time"
    KIND = "kind"
    ABOUT = "about"
    TEXT = "text"
    EVALUATOR = "evaluator"
    LEVER = "lever"
    NOW = "now"
    """How the lever stands and can be set: for whoever fills the form."""
    SETTING = "setting"
    RATIONALE = "rationale"
    INDICATOR = "indicator"
    DIRECTION = "direction"
    CONFIDENCE = "confidence"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Column:
    """Describe one column."""

    what: What
    heading: Wording


SHEETS: Mapping[Part, Wording] = MappingProxyType(
    {
        Part.NOTES: Wording("Notes", "Notas"),
        Part.DECISIONS: Wording("Decisions", "Decisiones"),
        Part.PREDICTIONS: Wording("Predictions", "Predicciones"),
    }
)
_WHERE = (
    Column(What.KEY, Wording("Key (leave as it is)", "Clave (no la modifique)")),
    Column(What.ROUND, Wording("Round", "Ronda")),
    Column(What.TEAM, Wording("Team", "Equipo")),
)
COLUMNS: Mapping[Part, tuple[Column, ...]] = MappingProxyType(
    {
        Part.NOTES: (
            _WHERE[0],
            Column(What.TIME, Wording("Time of day", "Hora")),
            Column(What.KIND, Wording("Strength or improvement", "Fortaleza o mejora")),
            Column(What.ABOUT, Wording("About", "Sobre")),
            Column(What.TEXT, Wording("What was seen", "Qué se observó")),
            Column(What.EVALUATOR, Wording("Evaluator", "Quien evalúa")),
        ),
        Part.DECISIONS: (
            *_WHERE,
            Column(What.LEVER, Wording("Lever", "Palanca")),
            Column(What.NOW, Wording("At the start, and range", "Al inicio, y rango")),
            Column(What.SETTING, Wording("New setting", "Posición nueva")),
            Column(What.RATIONALE, Wording("Why", "Por qué")),
        ),
        Part.PREDICTIONS: (
            *_WHERE,
            Column(What.INDICATOR, Wording("Curve", "Curva")),
            Column(What.DIRECTION, Wording("Direction", "Dirección")),
            Column(What.CONFIDENCE, Wording("Confidence, in %", "Certeza, en %")),
            Column(What.AMOUNT, Wording("How much", "Cuánto")),
        ),
    }
)
HEADINGS = MappingProxyType({part: headings_of(columns) for part, columns in COLUMNS.items()})
MARKS: Mapping[Part, What] = MappingProxyType(
    {Part.NOTES: What.TEXT, Part.DECISIONS: What.SETTING, Part.PREDICTIONS: What.DIRECTION}
)
"""The column by which a sheet is told from the others."""

NOTE_KINDS: Mapping[NoteKind, Wording] = MappingProxyType(
    {
        NoteKind.STRENGTH: Wording("Strength", "Fortaleza"),
        NoteKind.IMPROVEMENT: Wording("Improvement", "Mejora"),
    }
)
DIRECTION_WORDS: Mapping[Direction, Wording] = MappingProxyType(
    {
        Direction.UP: Wording("Up", "Sube"),
        Direction.SAME: Wording("About the same", "Casi igual"),
        Direction.DOWN: Wording("Down", "Baja"),
    }
)
STANCE_WORDS: Mapping[Stance, Wording] = MappingProxyType(
    {
        Stance.ENDORSE: Wording("Endorse", "Respaldar"),
        Stance.OPPOSE: Wording("Oppose", "Oponerse"),
    }
)
TIE_WORDS: Mapping[Tie, Wording] = MappingProxyType(
    {
        Tie.OBJECTIVE: Wording("Objective", "Objetivo"),
        Tie.INJECT: Wording("Inject", "Incidencia"),
        Tie.DECISION: Wording("Decision", "Decisión"),
        Tie.TEAM: Wording("Team", "Equipo"),
    }
)
"""What stands before the number or the id of what a note is about."""
FURTHER_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        NoteKind.STRENGTH: ("+", "strengths", "fortalezas", "s"),
        NoteKind.IMPROVEMENT: ("-", "−", "improve", "area for improvement", "área de mejora", "i"),
        Direction.UP: ("↑", "u", "subir", "arriba"),
        Direction.SAME: ("→", "=", "same", "igual"),
        Direction.DOWN: ("↓", "d", "bajar", "abajo"),
        Stance.ENDORSE: ("endorses", "we endorse", "respalda", "respaldamos"),
        Stance.OPPOSE: ("opposes", "we oppose", "se opone", "nos oponemos"),
    }
)
"""What else people write for a word of a list."""


def heading(part: Part, what: What, code: LanguageCode) -> str:
    """Return the heading of a column in a language."""
    return next(one for one in COLUMNS[part] if one.what is what).heading.text(code)


def form_key(exercise: str, *place: str) -> str:
    """Return the key of a row: the format, the exercise, and which row of it this is."""
    return ":".join((f"{_MARK}{FORM_FORMAT}", exercise, *place))


def read_key(text: str) -> tuple[int, str, tuple[str, ...]] | None:
    """Return the format, the exercise and the place that a key tells; None if it is none."""
    found = _KEY.fullmatch(text)
    return None if found is None else (int(found[1]), found[2], tuple(found[3].split(":")))


def word_of(words: Mapping[W, Wording]) -> dict[str, W]:
    """Return the members of a list by all that people write for them, as it is compared."""
    found = {}
    for member, wording in words.items():
        further = FURTHER_WORDS.get(member, ())
        for written in (wording.en, wording.es, str(member), *further):
            found[plain_heading(written)] = member
    return found
