"""A play written down as a file: a JSON object a line, each of which enters something.

A script is wholly read before anything is played: a slip of the pen on its last line is found
before a library is touched. What the rules refuse is found when it is played.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass
from pathlib import Path
from typing import Any, NoReturn

from db import ContentError, open_to_read, plain_of, value_of
from desktop.document.play.fitting import alike, fits, shown
from desktop.domain import kinds
from desktop.domain.errors import VecinosError
from desktop.domain.fields import Field, fields_of
from desktop.domain.play.entries import FACILITATOR, KINDS, NAME_LIMIT

MOST_BYTES = 16_000_000
MOST_LINES = 20_000
"""Four times what the busiest play comes to."""
LONGEST = 1_000_000
"""Seconds of an exercise: more than eleven days."""
DRAW, GUIDED, ADVANCE, STAGE, BEGUN = "draw", "guided", "advance", "stage", "begun"
OFFER, RETIMED = "offer", "inject_retimed"
_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""Byte-order marks of texts that are no UTF-8."""


class ScriptNotReadError(VecinosError):
    """Fields: path. The system does not let it be read."""

    code = "script_not_read"


class ScriptTooLongError(VecinosError):
    """Fields: path, megabytes, lines: the most that a script may have."""

    code = "script_too_long"


class ScriptEmptyError(VecinosError):
    """Fields: path. No line of it enters anything."""

    code = "script_empty"


class ScriptLineError(VecinosError):
    """Fields: path, line, reason (message id `reason.script_<id>`), and what the reason names."""

    code = "script_line"


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """Hold what one line asks for."""

    number: int
    """In the file, from 1."""
    do: str
    """One of KINDS, DRAW or GUIDED."""
    values: Mapping[str, Any]
    """Fields that are given, as the entry's class holds them."""
    seconds: float
    """Of the exercise."""
    author: str


@dataclass(frozen=True, slots=True)
class Script:
    """Hold a script and what it says of the play as a whole, where it begins it."""

    lines: tuple[ScriptLine, ...]
    name: str | None
    """Of the play."""
    rehearsal: bool


def _optional(name: str, kind: kinds.Kind) -> Field:
    return Field(name, kind, None, 1, always=False, part="", value=lambda _: None, held=None)


def _required(name: str, kind: kinds.Kind) -> Field:
    return Field(name, kind, MISSING, 1, always=False, part="", value=lambda _: None, held=None)


_EVERYWHERE = (_optional("at", kinds.Number()), _optional("author", kinds.Line(NAME_LIMIT)))
_NAME = kinds.Line(NAME_LIMIT)
_OWN: dict[str, tuple[Field, ...]] = {
    DRAW: (),
    GUIDED: (),
    BEGUN: (_optional("name", _NAME), _optional("rehearsal", kinds.Switch())),
    # The model works the figures out.
    ADVANCE: (_optional("round", _NAME),),
    # `at` says when this is entered.
    RETIMED: (_required("inject", _NAME), _required("minute", kinds.Whole())),
    STAGE: (
        *(_optional("round", _NAME), _required("stage", kinds.Text())),
        _optional("duration", kinds.Number()),
    ),
}
"""Where a script says more than the entry, or less, since play knows the rest, or otherwise."""
_FIELDS = {name: fields_of(record) for name, record in KINDS.items()} | _OWN
_WANTED = {
    kinds.Number: "reason.script_wants_number",
    kinds.Whole: "reason.script_wants_whole",
    kinds.Switch: "reason.script_wants_switch",
    kinds.Several: "reason.script_wants_list",
}


def read_script(path: Path) -> Script:
    """Read a script; raise the error that says what is wrong with it, and on which line."""
    try:
        with open_to_read(path) as stream:
            content = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        raise ScriptNotReadError(path=path) from fault
    if len(content) > MOST_BYTES or content.count(b"\n") > MOST_LINES:
        raise ScriptTooLongError(path=path, megabytes=MOST_BYTES // 10**6, lines=MOST_LINES)
    lines = tuple(_lines(path.name, content))
    if not lines:
        raise ScriptEmptyError(path=path)
    said = next((one.values for one in lines if one.do == BEGUN), {})
    return Script(lines, said.get("name"), bool(said.get("rehearsal")))


def _lines(file: str, content: bytes) -> Iterator[ScriptLine]:
    if content.startswith(_MARKS) or b"\0" in content:
        raise ScriptLineError(path=file, line=1, reason="reason.script_not_utf8")
    seconds = 0.0
    # Only line feeds end a line: JSON may hold other separators within its texts.
    for number, written in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if written.strip():
            line = _Line(file, number, written).read(seconds)
            seconds = line.seconds
            yield line


@dataclass(frozen=True, slots=True)
class _Line:
    """Read one line."""

    file: str
    number: int
    written: bytes

    def _fault(self, reason: str, **fields: object) -> NoReturn:
        raise ScriptLineError(path=self.file, line=self.number, reason=reason, **fields)

    def read(self, before: float) -> ScriptLine:
        """Return what it asks for, after a line at so many seconds."""
        plain = self._plain()
        do = plain.pop("do", None)
        if not isinstance(do, str):
            self._fault("reason.script_no_do")
        if do not in _FIELDS:
            self._fault(
                "reason.script_unknown_do", name=shown(do), choices=alike(do, tuple(_FIELDS))
            )
        known = {each.name: each for each in (*_FIELDS[do], *_EVERYWHERE)}
        for name in plain:
            if name not in known:
                choices = tuple(known)
                self._fault("reason.script_unknown_field", do=do, name=shown(name), choices=choices)
        for name, each in known.items():
            if each.default is MISSING and name not in plain:
                self._fault("reason.script_missing_field", do=do, name=name)
        values = {name: self._value(known[name], value) for name, value in plain.items()}
        seconds = values.pop("at", before)
        if not 0 <= seconds <= LONGEST:
            self._fault("reason.script_limits", name="at", value=shown(seconds))
        if seconds < before:
            self._fault("reason.script_back_in_time", at=seconds, before=before)
        author = values.pop("author", FACILITATOR)
        return ScriptLine(self.number, do, values, seconds, author)

    def _plain(self) -> dict[str, Any]:
        try:
            plain = plain_of(self.written)
        except ContentError as fault:
            if isinstance(fault.__cause__, UnicodeDecodeError):
                self._fault("reason.script_not_utf8")
            self._fault("reason.script_not_json")
        if not isinstance(plain, dict):
            self._fault("reason.script_not_json")
        return plain

    def _value(self, field: Field, plain: object) -> Any:
        try:
            value = value_of(field.kind, plain)
        except ContentError:
            reason = _WANTED.get(type(field.kind), "reason.script_wants_text")
            self._fault(reason, name=field.name, value=shown(plain))
        if not fits(field.kind, value):
            self._fault("reason.script_limits", name=field.name, value=shown(value))
        return value
