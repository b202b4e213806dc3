"""When a setting starts and how long it ramps, as people type it behind a lever's name and value.

`tariff 25 2026-03 24`, `tariff 25 from March 2026 over two years`, `arancel 25 desde marzo de 2026
en 24 meses`. Both languages are read whichever is shown; accents and capitals do not count.
"""

import re
from dataclasses import dataclass

from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError
from desktop.domain.lines import bare_key
from desktop.domain.wording import LanguageCode
from desktop.language.months import read_month

_YEAR = 12
_NUMBERS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "un": 1,
    "uno": 1,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
}
_COUNT = rf"(?P<count>[0-9]{{1,4}}|{'|'.join(_NUMBERS)})"
_RAMP = re.compile(
    rf"(?P<rest>.*?\S) (?:(?:over|within|in|during|en|durante|a lo largo de) )?{_COUNT} ?"
    r"(?:(?P<months>months?|mes|meses)|(?P<years>years?|ano|anos))"
)
_BARE = re.compile(r"(?P<rest>.*?\S) (?:(?:over|within|in|en|durante) )?(?P<count>[0-9]{1,4})")
"""A number without a unit is a ramp where a month stands before it, and a value elsewhere."""
_FROM = re.compile(
    r"(?P<rest>.*?\S) (?:from|since|in|start(?:s|ing)?(?: in| from)?|"
    r"desde|en|a partir de|inicia(?: en)?)"
)
_TO = re.compile(r"(?P<rest>.*?\S) (?:to|at|=|a|al)(?P<value> \S+)?")
_LONGEST_MONTH = 3
"""Words that a month takes at most: `marzo de 2026`."""


@dataclass(frozen=True, slots=True)
class TypedTiming:
    """Hold what was read: the words before it, and what of the timing was typed."""

    words: str
    """The name of a lever and, it may be, a value: in small letters and without accents."""
    start: Month | None = None
    ramp: int | None = None
    """In months."""


def read_timing(typed: str, code: LanguageCode) -> TypedTiming:
    """Return what was typed with its month and its ramp, in months, taken off its end.

    In either order. What holds neither comes back as it is, with neither.
    """
    rest = bare_key(typed)
    start, ramp = None, None
    if (bare := _BARE.fullmatch(rest)) and (found := _month(bare["rest"], code)):
        (rest, start), ramp = found, int(bare["count"])
    while True:
        if ramp is None and (match := _RAMP.fullmatch(rest)):
            rest, ramp = match["rest"], _count(match["count"]) * (_YEAR if match["years"] else 1)
        elif start is None and (found := _month(rest, code)):
            rest, start = found
        else:
            return TypedTiming(_without_to(rest), start, ramp)


def _count(text: str) -> int:
    return _NUMBERS[text] if text in _NUMBERS else int(text)


def _month(text: str, code: LanguageCode) -> tuple[str, Month] | None:
    """Return what stands before a month at the end of a text, and the month; None without one."""
    words = text.split()
    for length in range(1, min(_LONGEST_MONTH, len(words) - 1) + 1):
        try:
            month = read_month(" ".join(words[-length:]), code)
        except BadMonthError:
            continue
        rest = " ".join(words[:-length])
        linked = _FROM.fullmatch(rest)
        return (linked["rest"] if linked else rest), month
    return None


def _without_to(text: str) -> str:
    """Return `tariff to 25` as `tariff 25`."""
    match = _TO.fullmatch(text)
    return text if match is None else match["rest"] + (match["value"] or "")
