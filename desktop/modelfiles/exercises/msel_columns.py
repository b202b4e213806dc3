"""The columns of an MSEL, the list of an exercise's injects, as a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from desktop.domain.wording import LanguageCode, Wording
from desktop.modelfiles.headed_sheet import headings_of, names_one_of


class Kind(Enum):
    """Say what a cell of a column holds."""

    WORD = auto()
    """An id, or a word of a fixed list."""
    MONTH = auto()
    NUMBER = auto()
    NAMES = auto()
    """Ids, with a semicolon between two."""
    TEXT = auto()
    """A text in one language; an empty line parts two paragraphs."""
    TEXTS = auto()
    """Numbered texts in one language, a line each."""
    WEIGHTS = auto()
    """Whole numbers, one for each of the texts beside them, with a semicolon between two."""


@dataclass(frozen=True, slots=True)
class Column:
    """Describe one column."""

    path: tuple[str, ...]
    """Keys that lead to what it holds in the table of an inject; `en` or `es` last for a text."""
    kind: Kind
    heading: Wording

    @property
    def place(self) -> str:
        """Return the path in one word, as faults of an inject's table name it."""
        return ".".join(self.path)


def _pair(key: str, kind: Kind, en: str, es: str) -> tuple[Column, Column]:
    """Return the columns of a text in the two languages, side by side."""
    path = tuple(key.split("."))
    return (
        Column((*path, "en"), kind, Wording(f"{en} (English)", f"{es} (inglés)")),
        Column((*path, "es"), kind, Wording(f"{en} (Spanish)", f"{es} (español)")),
    )


def _one(key: str, kind: Kind, en: str, es: str) -> Column:
    return Column(tuple(key.split(".")), kind, Wording(en, es))


KEY = _one("id", Kind.WORD, "Id", "Identificador")
COLUMNS = (
    KEY,
    _one("round", Kind.WORD, "Round", "Ronda"),
    _one("at", Kind.NUMBER, "Minute", "Minuto"),
    _one("date", Kind.MONTH, "Month of the story", "Mes de la historia"),
    _one("type", Kind.WORD, "Type", "Tipo"),
    _one("status", Kind.WORD, "Status", "Estado"),
    *_pair("title", Kind.TEXT, "Title", "Título"),
    *_pair("text", Kind.TEXT, "Text", "Texto"),
    _one("delivery", Kind.WORD, "Delivery", "Entrega"),
    *_pair("sender", Kind.TEXT, "From", "De"),
    _one("to", Kind.NAMES, "To teams", "A los equipos"),
    _one("minutes", Kind.NUMBER, "Minutes it takes", "Minutos que toma"),
    _one("objectives", Kind.NAMES, "Objectives", "Objetivos"),
    *_pair("expected", Kind.TEXTS, "Expected actions", "Acciones esperadas"),
    _one("expected.weight", Kind.WEIGHTS, "Weights of the actions", "Pesos de las acciones"),
    *_pair("learning_point", Kind.TEXT, "Learning point", "Aprendizaje"),
    *_pair("questions", Kind.TEXTS, "Questions", "Preguntas"),
    _one("chart", Kind.WORD, "Chart", "Gráfica"),
    _one("shock.event", Kind.WORD, "Shock: event", "Choque: evento"),
    _one("shock.size", Kind.NUMBER, "Shock: size", "Choque: tamaño"),
    _one("no_shock", Kind.WORD, "Why no shock", "Por qué no hay choque"),
    _one("after", Kind.NAMES, "After injects", "Después de las incidencias"),
    *_pair("trigger.when", Kind.TEXT, "Trigger: when", "Detonante: cuándo"),
    _one("trigger.indicator", Kind.WORD, "Trigger: indicator", "Detonante: indicador"),
    _one("trigger.lever", Kind.WORD, "Trigger: lever", "Detonante: palanca"),
    _one("trigger.at_least", Kind.NUMBER, "Trigger: at least", "Detonante: al menos"),
    _one("trigger.at_most", Kind.NUMBER, "Trigger: at most", "Detonante: a lo más"),
    _one("claims", Kind.NAMES, "Claims", "Afirmaciones"),
    _one("sources", Kind.NAMES, "Sources", "Fuentes"),
    *_pair("controller", Kind.TEXT, "Controller", "Quién la entrega"),
    *_pair("note", Kind.TEXT, "Facilitator's note", "Nota para facilitar"),
    *_pair("remarks", Kind.TEXT, "Remarks", "Observaciones"),
)
HEADINGS: Mapping[str, tuple[Column, tuple[LanguageCode, ...]]] = MappingProxyType(
    headings_of(COLUMNS)
)
"""Heading, as it is compared -> its column, and its language."""
begins = names_one_of((KEY.heading.en, KEY.heading.es))
"""Say whether a row names the columns of an MSEL."""
