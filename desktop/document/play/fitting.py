"""Whether the fields of an entry hold what their class declares, and what it names is there."""

import difflib
import math
from collections.abc import Collection
from typing import Any

from desktop.document.play import errors
from desktop.document.play.state import PlayState, Setup
from desktop.domain import kinds
from desktop.domain.clock import Month
from desktop.domain.exercise.rounds import Round
from desktop.domain.fields import fields_of
from desktop.domain.lines import is_line

_MOST_SHOWN = 60
"""Characters of a value that a sentence repeats."""
_ALL = 8
"""Names up to so many are all told; of more, those that are written alike."""


def check_fields(entry: object) -> None:
    """Raise BadEntryError unless every field of an entry holds what it may hold.

    A record of a library, a script and a stick may hold anything: what is kept goes through here.
    """
    for field in fields_of(type(entry)):
        value = field.value(entry)
        optional = value is None and field.default is None
        if not optional and not fits(field.kind, value):
            raise errors.BadEntryError(field=field.name, value=shown(value))


def fits(kind: kinds.Kind, value: Any) -> bool:
    """Say whether a value is one that a field of this kind can hold."""
    match kind:
        case kinds.Text():
            return _is_plain(value) and (kind.most is None or len(value) <= kind.most)
        case kinds.Line():
            return _is_plain(value) and is_line(value, kind.most)
        case kinds.Whole():
            return type(value) is int and abs(value) <= kind.largest
        case kinds.Number():
            return type(value) in (int, float) and math.isfinite(value)
        case kinds.Switch():
            return isinstance(value, bool)
        case kinds.YearMonth():
            return isinstance(value, Month) and 0 <= value.year <= 9999 and 1 <= value.month <= 12
        case kinds.Several():
            return (
                isinstance(value, tuple)
                and len(value) <= kind.most
                and all(fits(kind.of, one) for one in value)
            )
        case kinds.Record() | kinds.Row():
            if not isinstance(value, kind.of):
                return False
            check_fields(value)
            return True
    raise TypeError(kind)


def _is_plain(value: object) -> bool:
    """Say whether this is a text that every database and every file can hold."""
    if not isinstance(value, str) or "\0" in value:
        return False
    return not any("\ud800" <= character <= "\udfff" for character in value)


def shown(value: object) -> str:
    """Return a value as a sentence can repeat it: short, and in signs that can be written."""
    if isinstance(value, int) and not abs(value) <= kinds.LARGEST:
        return "…"
    written = value if isinstance(value, str) else repr(value)
    written = written[: _MOST_SHOWN + 1].encode("utf-8", "replace").decode("utf-8")
    return written if len(written) <= _MOST_SHOWN else f"{written[:_MOST_SHOWN]}…"


def known(kind: str, name: str, names: Collection[str]) -> None:
    """Raise UnknownInPlayError unless a name is one of those there are; for `kind` see there."""
    if name not in names:
        choices = alike(name, tuple(filter(None, names)))
        raise errors.UnknownInPlayError(kind, shown(name), choices)


def alike(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names to choose from in the place of one there is not; of many, a few."""
    if len(names) <= _ALL:
        return names
    return tuple(difflib.get_close_matches(name[:_MOST_SHOWN], names, 3, 0.5)) or names[:3]


def present_round(setup: Setup, state: PlayState, round_id: str | None = None) -> Round:
    """Return the present round; raise the error that says why it is not the one that is meant."""
    if not state.round:
        raise errors.NoRoundError
    if round_id is not None and round_id != state.round:
        raise errors.WrongRoundError(round=shown(round_id), current=state.round)
    return setup.rounds[state.round]
