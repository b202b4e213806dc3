"""An exercise with a token in place of every text of a facilitator's, and a search for tokens."""

import html
import re
from collections.abc import Collection, Iterable
from dataclasses import fields, is_dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pypdf

from desktop.domain.exercise.audience import is_facilitator_only
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.wording import Wording
from desktop.language.language import LANGUAGES
from tests.reports.paper.samples import docx_parts

TOKEN = re.compile(r"leak[0-9]+x")
IDS = {
    "injects.after",
    "injects.objectives",
    "injects.shock.event",
    "injects.trigger.indicator",
    "injects.trigger.lever",
    "objectives.failed_by.round",
    "ready_texts.id",
    "rounds.moves.lever",
}
"""Fields that name something else by its id, and have to go on doing so."""


class Tokens:
    """Put a token of its own in place of every text that is for facilitators only."""

    def __init__(self, exercise: Exercise) -> None:
        self._numbers = count(1)
        self.placed: dict[str, str] = {}
        """Token -> the field that holds it, and the language."""
        self.exercise: Exercise = self._record(exercise, "", inside=False)

    def _record(self, record: Any, place: str, *, inside: bool) -> Any:
        made = {}
        for one in fields(record):
            name = f"{place}.{one.name}".lstrip(".")
            if name not in IDS:
                hidden = inside or is_facilitator_only(one)
                made[one.name] = self._value(getattr(record, one.name), name, inside=hidden)
        return replace(record, **made)

    def _value(self, value: Any, place: str, *, inside: bool) -> Any:
        if isinstance(value, tuple):
            return tuple(self._value(each, place, inside=inside) for each in value)
        if inside and type(value) is str:
            return self._token(place)
        if inside and isinstance(value, Wording):
            return Wording(*(self._token(f"{place} {code}") for code in LANGUAGES))
        ours = type(value).__module__.startswith("desktop.domain.exercise")
        if ours and is_dataclass(value):
            return self._record(value, place, inside=inside)
        return value

    def _token(self, place: str) -> str:
        token = f"leak{next(self._numbers)}x"
        self.placed[token] = place
        return token


def tokens_in(path: Path) -> set[str]:
    """Return the tokens in a document: its words, properties and whatever else is in the file."""
    return {token for text in texts_of(path) for token in TOKEN.findall(re.sub(r"\s+", "", text))}


def tokens_in_names(paths: Iterable[Path], folder: Path) -> set[str]:
    """Return the tokens in names of files and folders."""
    return {token for path in paths for token in TOKEN.findall(str(path.relative_to(folder)))}


def texts_of(path: Path) -> Iterable[str]:
    """Yield what a document holds: its words, its properties, and all else in the file."""
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(path)
        yield from (page.extract_text() for page in reader.pages)
        yield str(reader.metadata)
        return
    parts: Collection[str]
    if path.suffix == ".docx":
        parts = docx_parts(path.read_bytes()).values()
    else:
        parts = [path.read_text(encoding="utf-8")]
    for part in parts:
        yield html.unescape(part)
        # Words may change from bold to plain in their midst.
        yield html.unescape(re.sub("<[^>]*>", "", part))
