"""Months and days as people and spreadsheets write them, in both languages."""

import re
import unicodedata
from datetime import date

from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError
from desktop.domain.wording import LanguageCode

_NAMES = (
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre", "setiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
)
_SHORTEST = 3
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/ ]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/ ]([0-9]{4})")
_NAMED = re.compile(r"([a-z]+)\.?(?: del? |[-/ ]+)([0-9]{4}|[0-9]{2})")
_NAMED_LAST = re.compile(r"([0-9]{4})[-/ ]+([a-z]+)\.?")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ t]00:00(?::00)?)?")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def read_month(text: str, code: LanguageCode) -> Month:
    """Return the month that is meant: `2026-03`, `3/2026`, `March 2026`, `mar-26`, or a day of it.

    The names of both languages are read; the language decides only whether the day comes first in
    `3/4/2026`. Raise BadMonthError where no month, or more than one, can be meant.
    """
    plain = _plain(text)
    found: tuple[int, int] | None = None
    if match := _YEAR_FIRST.fullmatch(plain):
        found = int(match[1]), int(match[2])
    elif match := _YEAR_LAST.fullmatch(plain):
        found = int(match[2]), int(match[1])
    elif match := _NAMED.fullmatch(plain):
        year = int(match[2])
        found = year if len(match[2]) == 4 else 2000 + year, _named(match[1])
    elif match := _NAMED_LAST.fullmatch(plain):
        found = int(match[1]), _named(match[2])
    elif day := read_day(text, code):
        found = day.year, day.month
    if found is None or found[0] < 1 or not 1 <= found[1] <= 12:
        raise BadMonthError(text=text)
    return Month(*found)


def read_day(text: str, code: LanguageCode) -> date | None:
    """Return the day that is meant, None where it is none: `2024-06-30`, `30/06/2024`, `6/30/2024`.

    Where both numbers could be the month, the language decides.
    """
    plain = _plain(text)
    if match := _ISO_DAY.fullmatch(plain):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY.fullmatch(plain):
        first, second, year = (int(part) for part in match.groups())
        day_first = first > 12 or (second <= 12 and code == "es")
        day, month = (first, second) if day_first else (second, first)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(name: str) -> int:
    """Return the number of a month by its name or the beginning of it, 0 if there is none."""
    if len(name) < _SHORTEST:
        return 0
    found = [
        number
        for number, names in enumerate(_NAMES, 1)
        if any(whole.startswith(name) for whole in names)
    ]
    return found[0] if len(found) == 1 else 0


def _plain(text: str) -> str:
    """Return a text in small letters, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
