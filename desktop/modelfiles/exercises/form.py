"""One table of an exercise's file, read on after a fault so that all are told at once."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from desktop.domain.clock import Month
from desktop.domain.errors import ModelFileError, VecinosError
from desktop.domain.wording import Wording
from desktop.modelfiles.tables import ID, MOST_ITEMS, Table, unbroken

MOST_FAULTS = 200
"""More than that nobody mends one by one: the file is of another kind."""
MOST_LINE = 200
MOST_PROSE = 8_000
"""Characters in one language."""
_EMPTY = Wording("", "")
_PARAGRAPHS = re.compile(r"[ \t\r]*\n[ \t\r]*(?:\n[ \t\r]*)+")
_BLANKS = re.compile(r"[ \t\r\n]+")

Read = TypeVar("Read")
Chosen = TypeVar("Chosen", bound=StrEnum)


class ExerciseFaultError(VecinosError):
    """Fields: file, table, key, reason (message id `reason.<id>`), and those the reason names."""

    code = "exercise_fault"


class ExerciseFileError(VecinosError):
    """Fields: file, count. Its faults say what is wrong, in the order in which they were found."""

    code = "exercise_file"

    def __init__(self, file: str, faults: Sequence[ExerciseFaultError]) -> None:
        super().__init__(file=file, count=len(faults))
        self.faults = tuple(faults)


class ExerciseFileNotReadError(VecinosError):
    """Fields: path. There is no such file, or the system does not let it be read."""

    code = "exercise_file_not_read"


class TooManyFaultsError(Exception):
    """Mark that reading on makes no sense."""


@dataclass(eq=False)
class Faults:
    """Collect what is wrong with one file."""

    file: str
    most: int | None = MOST_FAULTS
    """None where reading goes on whatever is wrong."""
    found: list[ExerciseFaultError] = field(default_factory=list)

    def take(self, fault: ModelFileError) -> None:
        """Keep one fault; raise TooManyFaultsError with the last one that is kept."""
        fields = {
            name: value[:MOST_LINE] if isinstance(value, str) else value
            for name, value in fault.fields.items()
        }
        self.found.append(ExerciseFaultError(**fields))
        if len(self.found) == self.most:
            raise TooManyFaultsError


@dataclass(eq=False)
class Form:
    """Read one table key by key.

    Every method notes what is wrong and returns something of the right type in its place: it is
    never seen, because a file with faults gives no exercise.
    """

    table: Table
    faults: Faults

    def fault(self, key: str, reason: str, **fields: object) -> None:
        """Note what is wrong with one key."""
        self._read(lambda: self.table.fault(key, reason, **fields), None)

    def has(self, key: str) -> bool:
        """Say whether a key is there."""
        return self.table.has(key)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.table.values:
            if key not in self.table.asked:
                self.fault(key, "unknown_key")

    def line(self, key: str) -> str:
        """Return one line of text."""
        return self._read(lambda: self.table.text(key), "")

    def id(self, key: str, known: Collection[str]) -> str:
        """Return an id that has to be one of those that are known."""
        name = self.line(key)
        if name:
            self._check_known(key, name, known)
        return name

    def optional_id(self, key: str, known: Collection[str]) -> str | None:
        """Return an id that is known, or None where the key is absent."""
        return self.id(key, known) if self.has(key) else None

    def ids(self, key: str, known: Collection[str], most: int = MOST_ITEMS) -> tuple[str, ...]:
        """Return different ids that are all known; an absent key is none."""
        names = self.lines(key, most)
        for name in names:
            self._check_known(key, name, known)
        return names

    def levers(
        self, key: str, in_play: Collection[str], of_model: Collection[str]
    ) -> tuple[str, ...]:
        """Return different levers that are in play; an absent key is none."""
        names = self.ids(key, of_model)
        for name in names:
            if name in of_model and name not in in_play:
                self.fault(key, "not_in_play", name=name)
        return names

    def _check_known(self, key: str, name: str, known: Collection[str]) -> None:
        if name in known:
            return
        near = get_close_matches(name[:MOST_LINE], known, 1)
        if near:
            self.fault(key, "name_not_quite", name=name, near=near[0])
        else:
            self.fault(key, "unknown_name", name=name)

    def lines(self, key: str, most: int = MOST_ITEMS) -> tuple[str, ...]:
        """Return different lines of text; an absent key is none."""
        none: tuple[str, ...] = ()
        lines = self._read(lambda: self.table.texts(key), none)
        self._check_count(key, len(lines), most)
        return lines

    def whole(self, key: str, least: int, most: int, absent: int | None = None) -> int:
        """Return a whole number within limits, `absent` where the key may be absent and is."""
        if absent is not None and not self.has(key):
            return absent
        return self._read(lambda: self.table.integer(key, least, most), least)

    def amount(self, key: str, least: float, most: float, absent: float | None = None) -> float:
        """Return a number within limits, `absent` where the key may be absent and is."""
        if absent is not None and not self.has(key):
            return absent
        return self._read(lambda: self.table.within(key, least, most), least)

    def number(self, key: str) -> float | None:
        """Return a number, or None where the key is absent."""
        return self._read(lambda: self.table.number(key), None) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """Return true or false; an absent key is false."""
        return self._read(lambda: self.table.flag(key), instead=False)

    def month(self, key: str) -> Month:
        """Return a month written `YYYY-MM`."""
        return self._read(lambda: self.table.month(key), Month(0, 1))

    def optional_month(self, key: str) -> Month | None:
        """Return a month, or None where the key is absent."""
        return self.month(key) if self.has(key) else None

    def optional_date(self, key: str) -> dt.date | None:
        """Return a day written `2026-11-29`, without quotation marks; None where it is absent."""
        self.table.asked.add(key)
        value = self.table.values.get(key)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        if self.has(key):
            self.fault(key, "not_a_day")
        return None

    def choice(self, key: str, kind: type[Chosen], absent: Chosen | None = None) -> Chosen:
        """Return one word of a fixed list, `absent` where the key may be absent and is."""
        if absent is not None and not self.has(key):
            return absent
        return self._read(lambda: self.table.choice(key, kind), next(iter(kind)))

    def wording(self, key: str, most: int = MOST_PROSE) -> Wording:
        """Return a text of one or several paragraphs, in both languages or in one of them.

        A line break counts as a blank; an empty line parts two paragraphs.
        """
        inside = self.inside(key)
        return _EMPTY if inside is None else inside.own_wording(most)

    def optional_wording(self, key: str, most: int = MOST_PROSE) -> Wording | None:
        """Return a text, or None where the key is absent."""
        return self.wording(key, most) if self.has(key) else None

    def wordings(self, key: str, most: int) -> tuple[Wording, ...]:
        """Return up to `most` texts, each as in `wording`; an absent key is none."""
        return tuple(form.own_wording(MOST_PROSE) for form in self.rows(key, most))

    def own_wording(self, most: int) -> Wording:
        """Return this table's own `en` and `es`, at least one of which has to be there."""
        if not self.has("en") and not self.has("es"):
            self.fault("en", "missing_key")
        wording = Wording(self._prose("en", most), self._prose("es", most))
        self.close()
        return wording

    def _prose(self, key: str, most: int) -> str:
        if not self.has(key):
            return ""
        self.table.asked.add(key)
        value = self.table.values[key]
        if not isinstance(value, str):
            self.fault(key, "not_text")
            return ""
        text = paragraphs(value)
        if not text:
            self.fault(key, "empty_text")
        elif len(text) > most:
            self.fault(key, "text_too_long", most=most)
        elif not text.replace("\n", "").replace("\u00a0", "").isprintable():
            self.fault(key, "unprintable_text")
        return text

    def inside(self, key: str) -> "Form | None":
        """Return the table inside this one, or None where it is missing."""
        table = self._read(lambda: self.table.table(key), None)
        return None if table is None else Form(table, self.faults)

    def rows(self, key: str, most: int) -> "Iterator[Form]":
        """Return the tables of a list, at most so many; an absent key is none."""
        none: list[Table] = []
        tables = self._read(lambda: list(self.table.rows(key)), none)
        self._check_count(key, len(tables), most)
        for table in tables[:most]:
            yield Form(table, self.faults)

    def entries(self, key: str, most: int) -> "dict[str, Form]":
        """Return the tables `[key.<id>]` by their ids, at most so many; an absent key is none."""
        entries: dict[str, Form] = {}
        found = self._read(lambda: self.table.table(key), None) if self.has(key) else None
        if found is None:
            return entries
        self._check_count(key, len(found.values), most)
        for name in list(found.values)[:most]:
            form = Form(found, self.faults).inside(name)
            if form is None:
                continue
            form.check_id(name)
            entries[name] = form
        return entries

    def check_id(self, name: str, key: str = "") -> None:
        """Note an id that is not well formed, of this table or under a key of it."""
        if ID.fullmatch(name) is None:
            self.fault(key, "bad_id")

    def _check_count(self, key: str, count: int, most: int) -> None:
        if count > most:
            self.fault(key, "too_many", count=count, most=most)

    def _read(self, read: Callable[[], Read], instead: Read) -> Read:
        try:
            return read()
        except ModelFileError as fault:
            self.faults.take(fault)
            return instead


def paragraphs(text: str) -> str:
    """Return a text with one line a paragraph, and an empty line between two."""
    parts = (_BLANKS.sub(" ", part).strip(" ") for part in _PARAGRAPHS.split(text))
    return unbroken("\n\n".join(part for part in parts if part))
