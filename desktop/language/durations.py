"""Lengths of time as people type them, in both languages."""

import re

_PARTS = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})")
_WORDS = "h|hr|hour|hora|m|min|minute|minuto|s|sec|second|seg|segundo"
_UNITS = re.compile(rf"(\d{{1,5}}(?:[.,]\d{{1,2}})?) ?({_WORDS})?s?\.?")
_SECONDS = {"h": 3600, "m": 60, "s": 1}


def clock_words(seconds: int) -> str:
    """Return whole seconds as a clock has them, with hours where there are any."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"


def read_duration(text: str) -> float | None:
    """Return the seconds that are meant, None where none are: `10`, `7:30`, `90 s`, `1 h`.

    A number by itself is minutes. Nothing is no length of time.
    """
    plain = " ".join(text.casefold().split())
    seconds = 0.0
    if match := _PARTS.fullmatch(plain):
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        if rest < 60:
            seconds = hours * 3600 + minutes * 60 + rest
    elif match := _UNITS.fullmatch(plain):
        seconds = float(match[1].replace(",", ".")) * _SECONDS[(match[2] or "m")[0]]
    return seconds or None
