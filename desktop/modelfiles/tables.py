"""One TOML file, read key by key; every fault names its file, table and key."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, TypeVar

import tomli

from db import open_to_read
from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError, MissingResourceError, ModelFileError
from desktop.domain.wording import Wording

MOST_BYTES = 2_000_000
"""No file of the model comes near this; a larger one is not ours."""
MOST_TEXT = 2_000
MOST_ITEMS = 500
LARGEST = 1e15
"""Numbers beyond this are typing errors, not quantities."""
NO_NAME = "–"
"""Stands for a table or a key where the fault concerns the whole file or table."""

_BOUND = re.compile(r"(?<=[0-9}]) (?=%)|(?<=\bEE\.) (?=UU\.)")
"""Blanks that hold together what is read as one, as in `10 %`; the files have plain ones."""
ID = re.compile(r"[a-z][a-z0-9_]{0,59}")

Chosen = TypeVar("Chosen", bound=StrEnum)


@dataclass(eq=False)
class Table:
    """Hand out the values of one table; `close` refuses the keys that nobody asked for."""

    file: str
    name: str
    values: dict[str, object]
    asked: set[str] = field(default_factory=set)

    def fault(self, key: str, reason: str, **fields: object) -> NoReturn:
        """Raise the ModelFileError for one key of this table."""
        raise ModelFileError(
            file=self.file,
            table=self.name or NO_NAME,
            key=key or NO_NAME,
            reason=f"reason.{reason}",
            **fields,
        )

    def has(self, key: str) -> bool:
        """Say whether an optional key is there."""
        return key in self.values

    def close(self) -> None:
        """Refuse what the reader does not know."""
        for key in self.values:
            if key not in self.asked:
                self.fault(key, "unknown_key")

    def _value(self, key: str) -> object:
        self.asked.add(key)
        if key not in self.values:
            self.fault(key, "missing_key")
        return self.values[key]

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        text = self._text(key, self._value(key))
        if not text:
            self.fault(key, "empty_text")
        return text

    def optional_text(self, key: str) -> str:
        """Return a text, or the empty one where the key is absent."""
        return self._text(key, self._value(key)) if self.has(key) else ""

    def _text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            self.fault(key, "not_text")
        if len(value) > MOST_TEXT or not value.isprintable() or value != value.strip():
            self.fault(key, "bad_text")
        return value

    def wording(self, key: str) -> Wording:
        """Return a text in both languages, written `{ en = "…", es = "…" }`."""
        return _wording(self.table(key))

    def optional_wording(self, key: str) -> Wording | None:
        """Return a text in both languages, or None where the key is absent."""
        return self.wording(key) if self.has(key) else None

    def own_wording(self) -> Wording:
        """Return this table's own `en` and `es`, with hard blanks where no line may break."""
        return Wording(unbroken(self.text("en")), unbroken(self.text("es")))

    def number(self, key: str) -> float:
        """Return a finite number of a sane size; true and false are none."""
        return self._number(key, self._value(key))

    def _number(self, key: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(key, "not_number")
        # An integer may be too large for a float: compare before converting.
        if not -LARGEST <= value <= LARGEST:
            self.fault(key, "bad_number")
        return float(value)

    def integer(self, key: str, least: int, most: int) -> int:
        """Return a whole number within limits."""
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(key, "not_integer")
        if not least <= value <= most:
            self.fault(key, "out_of_limits", least=least, most=most)
        return value

    def within(self, key: str, least: float, most: float) -> float:
        """Return a number within limits."""
        value = self.number(key)
        if not least <= value <= most:
            self.fault(key, "out_of_limits", least=least, most=most)
        return value

    def positive(self, key: str) -> float:
        """Return a number above zero."""
        value = self.number(key)
        if value <= 0:
            self.fault(key, "not_positive")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; an absent key is false."""
        if not self.has(key):
            return False
        value = self._value(key)
        if not isinstance(value, bool):
            self.fault(key, "not_flag")
        return value

    def month(self, key: str) -> Month:
        """Return a month written `YYYY-MM`."""
        try:
            return Month.parse(self.text(key))
        except BadMonthError:
            self.fault(key, "bad_month")

    def months(self, key: str) -> tuple[Month, ...]:
        """Return a list of months written `YYYY-MM`."""
        try:
            return tuple(Month.parse(self._text(key, item)) for item in self._list(key))
        except BadMonthError:
            self.fault(key, "bad_month")

    def choice(self, key: str, kind: type[Chosen]) -> Chosen:
        """Return one word of a fixed list."""
        text = self.text(key)
        try:
            return kind(text)
        except ValueError:
            self.fault(key, "unknown_choice", choices=", ".join(kind))

    def _list(self, key: str) -> list[object]:
        value = self._value(key)
        if not isinstance(value, list):
            self.fault(key, "not_list")
        if len(value) > MOST_ITEMS:
            self.fault(key, "list_too_long")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of different texts; an absent key is the empty list."""
        if not self.has(key):
            return ()
        texts = tuple(self._text(key, item) for item in self._list(key))
        if len(set(texts)) != len(texts):
            self.fault(key, "repeated_item")
        return texts

    def numbers(self, key: str) -> tuple[float, ...]:
        """Return a list of numbers."""
        return tuple(self._number(key, item) for item in self._list(key))

    def integers(self, key: str) -> tuple[int, ...]:
        """Return a list of different whole numbers; an absent key is the empty list."""
        if not self.has(key):
            return ()
        items = self._list(key)
        if any(isinstance(item, bool) or not isinstance(item, int) for item in items):
            self.fault(key, "not_integer")
        if len(set(items)) != len(items):
            self.fault(key, "repeated_item")
        return tuple(item for item in items if isinstance(item, int))

    def pair(self, key: str) -> tuple[float, float] | None:
        """Return a low and a high number, or None where the key is absent."""
        if not self.has(key):
            return None
        numbers = self.numbers(key)
        if len(numbers) != 2 or numbers[0] >= numbers[1]:
            self.fault(key, "not_pair")
        return numbers[0], numbers[1]

    def table(self, key: str) -> "Table":
        """Return a table inside this one."""
        value = self._value(key)
        if not isinstance(value, dict):
            self.fault(key, "not_table")
        return Table(self.file, f"{self.name}.{key}" if self.name else key, value)

    def rows(self, key: str) -> Iterator["Table"]:
        """Return the tables of a list, `[[key]]`; an absent key is the empty list."""
        if not self.has(key):
            return
        name = f"{self.name}.{key}" if self.name else key
        for number, item in enumerate(self._list(key), start=1):
            if not isinstance(item, dict):
                self.fault(key, "not_table")
            yield Table(self.file, f"{name}[{number}]", item)

    def entries(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """Return the tables `[key.<id>]` with their ids; an absent key is none."""
        if not self.has(key):
            return
        inside = self.table(key)
        if len(inside.values) > MOST_ITEMS:
            self.fault(key, "list_too_long")
        for name in inside.values:
            yield name, inside.table(name)


def unbroken(text: str) -> str:
    """Return a text with hard blanks where no line may break."""
    # Most texts have neither sign, and to search them for patterns takes a while.
    return _BOUND.sub("\u00a0", text) if "%" in text or "UU." in text else text


def _wording(table: Table) -> Wording:
    wording = table.own_wording()
    table.close()
    return wording


def check_id(table: Table, name: str) -> str:
    """Refuse an id that an equation could not name."""
    if ID.fullmatch(name) is None:
        table.fault("", "bad_id")
    return name


def file_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return a file's bytes, one more than `most` where it is too large.

    Raise MissingResourceError when it is absent or cannot be read.
    """
    try:
        with open_to_read(path) as stream:
            return stream.read(most + 1)
    except OSError as fault:
        raise MissingResourceError(path=path) from fault


def parse(file: str, content: bytes) -> Table:
    """Read one TOML file; `file` is the name that faults give."""
    whole = Table(file, "", {})
    if len(content) > MOST_BYTES:
        whole.fault("", "file_too_large")
    try:
        whole.values = dict(tomli.loads(content.decode("utf-8")))
    except UnicodeDecodeError:
        whole.fault("", "not_utf8")
    except tomli.TOMLDecodeError as fault:
        whole.fault("", "not_toml", line=fault.lineno, column=fault.colno)
    except RecursionError:
        whole.fault("", "nested_too_deep")
    except ValueError:
        # Python refuses integers of more than 4,300 digits.
        whole.fault("", "bad_number")
    return whole


def finite(number: float) -> bool:
    """Say whether a number may stand in a file of ours."""
    return math.isfinite(number) and abs(number) <= LARGEST
