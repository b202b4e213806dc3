"""What a cell of an MSEL holds, and how it is written: numbers, ids, months, numbered texts."""

import re
from collections.abc import Sequence

from desktop.domain.errors import BadMonthError
from desktop.domain.wording import LanguageCode
from desktop.language.months import read_month
from desktop.modelfiles.exercises.known import MOST_PARTS
from desktop.modelfiles.spreadsheets import shown

Cell = str | float | int

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,20})?(?:e[+-]?[0-9]{1,3})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3},[0-9]{3}")
_BETWEEN = re.compile(r"[;,\n]")
_NUMBERED = re.compile(r"([0-9]{1,3})[.)](?:\s+(.*))?")
_ESCAPED = re.compile(r"(\\*)(?=[0-9]{1,3}[.)](?:\s|$))", re.MULTILINE)
_DIGITS = 9
"""Of a number that tables keep; one with more of them is written as text."""


class CellError(Exception):
    """Say why a cell cannot be understood: a reason, and the fields that it names."""

    def __init__(self, reason: str, **fields: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fields = fields


def number_cell(value: float) -> Cell:
    """Return a number as a cell, so that every digit of it comes back."""
    if float(value).is_integer() and abs(value) < 10**_DIGITS:
        return int(value)
    return value if float(f"{value:.{_DIGITS}g}") == value else repr(value)


def read_number(text: str) -> float:
    """Read a number with a point or a comma before its decimals; raise CellError."""
    bare = text.replace("\u2212", "-").replace("E", "e")
    if _THOUSANDS.fullmatch(bare):
        raise CellError("thousands_or_decimals")
    if _NUMBER.fullmatch(bare) is None:
        raise CellError("not_number")
    value = float(bare.replace(",", "."))
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def read_month_cell(text: str, code: LanguageCode) -> str:
    """Read a month as people and spreadsheets write them; raise CellError."""
    try:
        return str(read_month(text, code))
    except BadMonthError as fault:
        raise CellError("not_a_month", text=shown(text)) from fault


def names_cell(names: Sequence[str]) -> str:
    """Return ids as a cell."""
    return "; ".join(names)


def read_names(text: str) -> list[str]:
    """Read ids, with a semicolon, a comma or a line break between two."""
    return [name for part in _BETWEEN.split(text) if (name := part.strip())]


def weights_cell(weights: Sequence[int]) -> Cell:
    """Return the weights of numbered texts as a cell."""
    return int(weights[0]) if len(weights) == 1 else "; ".join(str(int(one)) for one in weights)


def read_weights(text: str) -> dict[int, float]:
    """Read the weights of numbered texts by their numbers; raise CellError."""
    return {number: read_number(part) for number, part in enumerate(read_names(text), 1)}


def texts_cell(texts: Sequence[str]) -> str:
    """Return texts as a cell of numbered lines; one that is empty is left out."""
    return "\n".join(
        f"{number}. {_in_its_place(text)}" for number, text in enumerate(texts, 1) if text
    )


def _in_its_place(text: str) -> str:
    """Mark further paragraphs that begin like another number."""
    first, *further = text.split("\n")
    return "\n".join((first, *(_ESCAPED.sub(r"\1\\", line, count=1) for line in further)))


def read_texts(text: str) -> dict[int, str]:
    """Read the texts of a cell by their numbers; without any number, a line is a text.

    Raise CellError for numbers that do not rise, or rise too far.
    """
    found: dict[int, str] = {}
    lines = text.split("\n")
    if not any(_NUMBERED.fullmatch(line) for line in lines):
        return dict(enumerate(filter(None, map(str.strip, lines)), 1))
    last = 0
    for line in lines:
        numbered = _NUMBERED.fullmatch(line.strip())
        if numbered is None:
            if not last and line.strip():
                raise CellError("lines_half_numbered")
            found[last] = f"{found.get(last, '')}\n{_unmarked(line)}"
            continue
        number = int(numbered[1])
        if number > MOST_PARTS:
            raise CellError("too_many", count=number, most=MOST_PARTS)
        if number <= last:
            raise CellError("numbers_do_not_rise", number=number)
        last, found[number] = number, numbered[2] or ""
    return {number: written for number, text in found.items() if (written := text.strip())}


def _unmarked(line: str) -> str:
    marks = _ESCAPED.match(line)
    return line[1:] if marks is not None and marks[1] else line
