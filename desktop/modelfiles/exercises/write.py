"""From an Exercise to its file; comments and layout of a file that is changed stay.

The same exercise gives the same bytes. What is written is what `read_exercise` reads, or
`read_draft` where it is not finished.
"""

import textwrap
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.container import OutOfOrderTableProxy
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Item, String, StringType, Table, Trivia

from desktop.domain.errors import VecinosError
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.model.model import Model
from desktop.modelfiles.exercises.drafts import read_draft
from desktop.modelfiles.exercises.form import paragraphs
from desktop.modelfiles.exercises.plain import Plain, plain
from desktop.modelfiles.exercises.read import TABLES

LONGEST_INLINE = 90
"""Signs of a text that stands beside its other language on one line."""
_WIDTH = 110
_PARTS = frozenset(TABLES.values())
_WHOLE_TABLES = frozenset({"start", "trigger"})
"""Keys whose tables have a heading of their own; other tables are written on one line."""


class _ScatteredError(Exception):
    """Mark a file in which one table is written in several places."""


def new_file(exercise: Exercise) -> str:
    """Return the TOML of an exercise, tables in the order of docs/exercises.md."""
    document = tomlkit.document()
    for key, value in plain(exercise).items():
        _put(document, key, value)
    return tomlkit.dumps(document).lstrip("\n")


def changed_file(source: str, exercise: Exercise, model: Model) -> str:
    """Return a file's TOML with what differs in `exercise` changed, and all else as it was.

    `source` is the file of an exercise for this model, finished or not. Where it is laid out so
    that a change cannot be put in its place, a new file is returned.
    """
    try:
        before = read_draft("", source.encode("utf-8"), model).exercise
        document = tomlkit.parse(source)
        _merge(document, plain(before), plain(exercise))
        changed = tomlkit.dumps(document)
        if read_draft("", changed.encode("utf-8"), model).exercise == exercise:
            return changed
    except (TOMLKitError, VecinosError, _ScatteredError, LookupError):
        # tomlkit loses its own count of tables that are written in several places.
        pass
    return new_file(exercise)


def _table(data: Plain) -> Table:
    table = tomlkit.table()
    for key, value in data.items():
        _put(table, key, value)
    return table


def _parted(data: Plain) -> Table:
    """Return a table with an empty line behind it."""
    table = _table(data)
    table.add(tomlkit.nl())
    return table


def _put(table: Any, key: str, value: Any) -> None:
    """Add one key to the end of a table; a long text gets a line of keys for each language."""
    if key in _PARTS and isinstance(value, dict):
        parts = tomlkit.table(is_super_table=True)
        for name, part in value.items():
            parts.append(name, _table(part))
        table.append(key, parts)
    elif isinstance(value, dict) and _is_text(value) and _is_long(value):
        for code, text in value.items():
            table.append(tomlkit.key([key, code]), _item(text))
    else:
        table[key] = _item(value, key)


def _item(value: Any, key: str = "") -> Item:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, dict):
        if key in _WHOLE_TABLES:
            return _table(value)
        inline = tomlkit.inline_table()
        for name, inner in value.items():
            inline.append(name, _item(inner))
        return inline
    if isinstance(value, list) and value and isinstance(value[0], dict):
        if not _is_text(value[0]):
            return AoT([_table(item) for item in value])
        texts = tomlkit.array()
        texts.extend(_item(item) for item in value)
        return texts.multiline(multiline=True)
    item: Item = tomlkit.item(value)
    if isinstance(item, Array):
        item.multiline(len(item.as_string()) > _WIDTH)
    return item


def _string(text: str) -> Item:
    """Return a text as it is written: long ones broken into lines, which reading joins again."""
    loose = text.replace("\u00a0", " ")
    text = loose if paragraphs(loose) == text else text
    if len(text) <= LONGEST_INLINE and "\n" not in text:
        return tomlkit.string(text)
    lines = [
        textwrap.fill(part, _WIDTH, break_long_words=False, break_on_hyphens=False)
        for part in text.split("\n\n")
    ]
    written = "\n\n".join(lines).replace("\\", "\\\\").replace('"""', '""\\"')
    if written.endswith('"'):
        written = written[:-1] + '\\"'
    # A line break behind the quotation marks belongs to the layout.
    return String(StringType.MLB, text, "\n" + written, Trivia())


def _is_text(value: Mapping[str, object]) -> bool:
    return value.keys() <= {"en", "es"}


def _is_long(value: Mapping[str, str]) -> bool:
    return any(len(text) > LONGEST_INLINE or "\n" in text for text in value.values())


def _merge(table: Any, before: Plain, after: Plain) -> None:
    """Change what differs in a table of a file, and leave the rest as it is written."""
    # The two languages of a text stand on two lines of their own: `text.en` and `text.es`.
    if isinstance(table, OutOfOrderTableProxy) and not _is_text(after):
        raise _ScatteredError
    for key in before:
        if key not in after and key in table:
            del table[key]
    for key, value in after.items():
        old: Any = before.get(key)
        if key not in table:
            if old != value:
                _put(table, key, value)
        elif key in _PARTS and isinstance(value, dict):
            _merge_parts(table[key], old, value)
        elif old == value:
            continue
        elif isinstance(old, dict) and isinstance(value, dict):
            _merge(table[key], old, value)
        elif _same_rows(old, value):
            for item, one, other in zip(table[key], old, value, strict=True):
                _merge(item, one, other)
        else:
            table[key] = _item(value, key)


def _same_rows(old: Any, value: Any) -> bool:
    """Say whether both are lists of as many tables."""
    lists = isinstance(old, list) and isinstance(value, list)
    return lists and len(old) == len(value) and all(isinstance(item, dict) for item in old)


def _merge_parts(table: Any, before: Plain, after: Plain) -> None:
    """Change what differs in the parts of one kind, and in their order."""
    _merge(table, before, {name: after[name] for name in before if name in after})
    order = [name for name in before if name in after]
    order += [name for name in after if name not in before]
    parts = {name: table[name] if name in before else _parted(after[name]) for name in after}
    for name in order if order != list(after) else ():
        if name in before:
            table.remove(name)
    for name, part in parts.items():
        if name not in table:
            table.append(name, part)
