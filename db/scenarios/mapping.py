"""Turn scenarios into rows and rows into scenarios."""

import math
import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from functools import cache
from typing import Any, TypeVar

from db.errors import (
    BadFolderError,
    BadTagError,
    NameCharacterError,
    NameEmptyError,
    NameTooLongError,
    NotesTooLongError,
    NotStorableError,
    ScenarioDamagedError,
)
from db.file.rows import AS_JSON, LONG, PARTS, Base, PartTable, ScenarioRow
from db.scenarios.serialization import UNREADABLE, digest, plain_of, text, value_of, writer
from desktop.domain import kinds, lines
from desktop.domain.fields import Field, built, fields_of, walk
from desktop.domain.scenario import (
    FOLDER_LIMIT,
    MOST_TAGS,
    NAME_LIMIT,
    NOTES_LIMIT,
    TAG_LIMIT,
    Scenario,
    order_key,
)

Values = dict[str, Any]
R = TypeVar("R", bound=Base)

_RECORDS = (kinds.Record, kinds.Row)

LONGEST_TERM = 200
"""Characters of a searched word that count; SQLite takes no pattern of any length."""
MOST_SIFTED = 1000
"""Different words of a scenario that are compared with each other: a hundredth of a second."""
_WORD = re.compile(r"\w+")


def free_name(wanted: str, taken: Container[str]) -> str:
    """Return a name, with a number behind it where its key is among those taken."""
    number, name = 1, wanted
    while lines.name_key(name) in taken:
        number += 1
        behind = f" {number}"
        name = wanted[: NAME_LIMIT - len(behind)] + behind
    return name


def check_name(name: str) -> None:
    """Raise the error that says what is wrong with a name, if anything is."""
    if not lines.is_visible(name):
        raise NameEmptyError
    if len(name) > NAME_LIMIT:
        raise NameTooLongError(length=len(name), most=NAME_LIMIT)
    if not lines.is_one_line(name):
        raise NameCharacterError


def check_place(folder: str, tags: tuple[str, ...]) -> None:
    """Raise the error that says what is wrong with a folder or a tag, if anything is."""
    if not _is_folder(folder, FOLDER_LIMIT):
        raise BadFolderError(most=FOLDER_LIMIT)
    if len(tags) > MOST_TAGS:
        raise NotStorableError(part="tags")
    for tag in tags:
        if not lines.is_line(tag, TAG_LIMIT):
            raise BadTagError(tag=tag[:TAG_LIMIT], most=TAG_LIMIT)


def _is_folder(text: str, most: int) -> bool:
    return len(text) <= most and (
        not text or all(lines.is_line(name, most) for name in text.split("/"))
    )


def folder_key(folder: str) -> str:
    """Return a folder as it is compared; what lies in it has a key that begins with its key."""
    return "".join(f"{lines.name_key(name)}/" for name in folder.split("/") if name)


def folded(text: str) -> str:
    """Return a text as it is searched: without case and accents."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    for sign in set(spread):
        if unicodedata.combining(sign):
            spread = spread.replace(sign, "")
    return spread


def words(scenario: Scenario) -> str:
    """Return every word of name, folder, tags and notes as it is searched.

    A search finds parts of words, so a word that is part of another one is left out, unless the
    words are so many that looking for it would hold up every save.
    """
    texts = " ".join((scenario.name, scenario.folder, *scenario.tags, scenario.notes))
    found = sorted(set(_WORD.findall(folded(texts))), key=lambda word: (-len(word), word))
    if len(found) > MOST_SIFTED:
        return " ".join(found)
    kept = ""
    for word in found:
        if word not in kept:
            kept += f" {word}"
    return kept[1:]


def terms(searched: str) -> list[str]:
    """Return the words that a search asks for."""
    return [word[:LONGEST_TERM] for word in _WORD.findall(folded(searched))]


def check(scenario: Scenario) -> None:
    """Raise the error that says why a scenario cannot be kept, if it cannot.

    No database holds an unpaired surrogate, PostgreSQL holds no NUL and no 64-bit member count,
    SQLite turns NaN into NULL: what one of them would alter or refuse, none is given.
    """
    check_name(scenario.name)
    if len(scenario.notes) > NOTES_LIMIT:
        raise NotesTooLongError(length=len(scenario.notes), most=NOTES_LIMIT)
    check_place(scenario.folder, scenario.tags)
    if not all(lines.is_visible(package.name) for package in scenario.packages):
        raise NameEmptyError
    part = unstorable(scenario)
    if part is not None:
        raise NotStorableError(part=part)


def unstorable(record: object) -> str | None:
    """Return the part of a record, or of one in it, that no database could keep, if one is so."""
    for field, part, value in walk(record):
        if value is not None and not _rule(field)(value):
            return "months" if isinstance(field.kind, kinds.YearMonth) else part
    return None


def can_keep(kind: kinds.Kind, value: Any) -> bool:
    """Say whether every database could keep a value of a kind."""
    return _ruling(kind)(value)


@cache
def _rule(field: Field) -> Callable[[Any], bool]:
    return _ruling(field.kind)


def _ruling(kind: kinds.Kind) -> Callable[[Any], bool]:
    """Return what says whether a value of this kind can be kept, the records in it aside."""
    match kind:
        case kinds.Text():
            return lambda value: (
                _is_plain(value)
                and (kind.most is None or len(value) <= kind.most)
                and (not kind.visible or lines.is_visible(value))
            )
        case kinds.Line():
            return lambda value: lines.is_line(value, kind.most)
        case kinds.FolderPath():
            return lambda value: _is_folder(value, kind.most)
        case kinds.Whole():
            return lambda value: abs(value) <= kind.largest
        case kinds.Number():
            return math.isfinite
        case kinds.YearMonth():
            return lambda value: 0 <= value.year <= 9999 and 1 <= value.month <= 12
        case kinds.Several() | kinds.WholeSet():
            rule = _ruling(kind.of)
            return lambda values: all(map(rule, values))
        case kinds.Keyed():
            rule = _ruling(kind.of)
            return lambda values: all(map(_is_plain, values)) and all(map(rule, values.values()))
    return lambda value: True


def _is_plain(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def columns(scenario: Scenario) -> Values:
    """Return what the row of a scenario holds of it, by column."""
    combined = scenario.combined
    own = (each for each in fields_of(Scenario) if each.name not in PARTS and each.name not in LONG)
    return {
        **_cells(own, scenario),
        "name_key": lines.name_key(scenario.name),
        "order_key": order_key(scenario.name),
        "folder_key": folder_key(scenario.folder),
        "tag_list": "\n".join(scenario.tags),
        "settings_count": len(combined.settings),
        "events_count": len(combined.events),
        "digest": digest(scenario),
    }


def parts(scenario: Scenario) -> dict[str, list[Values]]:
    """Return what the other rows of a scenario hold of it: by relationship, by column, in order."""
    known = fields_of(Scenario)
    found = {each.name: _rows(each, each.value(scenario)) for each in known if each.name in PARTS}
    for row in found["tags"]:
        row["tag_key"] = lines.name_key(row["tag"])
    long = (each for each in known if each.name in LONG)
    return {**found, "text": [_cells(long, scenario)], "searched": [{"words": words(scenario)}]}


def _rows(field: Field, value: Any) -> list[Values]:
    table = PARTS[field.name]
    match field.kind:
        case kinds.Several(of=item):
            placed = enumerate(value)
        case kinds.Keyed(of=item):
            placed = value.items()
        case _:
            return [{table.key: one} for one in sorted(value)]
    return [{table.key: key, **_row(table, item, one)} for key, one in placed]


def _row(table: PartTable, kind: kinds.Kind, value: Any) -> Values:
    if not table.column and isinstance(kind, _RECORDS):
        return _cells(fields_of(kind.of), value)
    return {table.column: _cell(kind, value)}


def _cells(known: Iterable[Field], record: object) -> Values:
    cells = ((each, each.value(record)) for each in known)
    return {
        each.name: None
        if isinstance(each.kind, AS_JSON) and value == each.default
        else _cell(each.kind, value)
        for each, value in cells
    }


def _cell(kind: kinds.Kind, value: Any) -> Any:
    """Return what a column holds: plain data, of what is not one value as JSON."""
    if value is None:
        return None
    plain = writer(kind)(value)
    return text(plain) if isinstance(kind, AS_JSON) else plain


def write(row: ScenarioRow, scenario: Scenario) -> None:
    """Make a row hold a scenario, touching only what differs."""
    _set(row, columns(scenario))
    for relationship, wanted in parts(scenario).items():
        held, table = getattr(row, relationship), PARTS[relationship]
        if not table.key:
            setattr(row, relationship, _set(held or table.row(), wanted[0]))
        else:
            known = {getattr(one, table.key): one for one in held}
            rows = [_set(known.get(values[table.key]) or table.row(), values) for values in wanted]
            setattr(row, relationship, rows)


def _set(row: R, values: Values) -> R:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def read(row: ScenarioRow) -> Scenario:
    """Return the scenario of a row; raise ScenarioDamagedError if it is not what was saved."""
    try:
        scenario = _read(row)
        sound = row.digest is None or digest(scenario) == row.digest
    except UNREADABLE as error:
        raise ScenarioDamagedError(scenario=row.id) from error
    if not sound:
        raise ScenarioDamagedError(scenario=row.id)
    return scenario


def _read(row: ScenarioRow) -> Scenario:
    values = {}
    for each in fields_of(Scenario):
        if each.name in PARTS:
            values[each.name] = _read_part(row, each)
        else:
            values |= _held(row.text if each.name in LONG else row, (each,))
    return built(Scenario, values)


def _read_part(row: ScenarioRow, field: Field) -> Any:
    table = PARTS[field.name]
    rows = {getattr(one, table.key): one for one in getattr(row, field.name)}
    match field.kind:
        case kinds.Several(of=item):
            return tuple([_read_one(table, item, one) for one in rows.values()])
        case kinds.Keyed(of=item):
            return {key: _read_one(table, item, one) for key, one in rows.items()}
    return frozenset(rows)


def _read_one(table: PartTable, kind: kinds.Kind, row: object) -> Any:
    if not table.column and isinstance(kind, _RECORDS):
        return built(kind.of, _held(row, fields_of(kind.of)))
    return _value(kind, getattr(row, table.column))


def _held(row: object, known: Iterable[Field]) -> Values:
    cells = ((each, getattr(row, each.name)) for each in known)
    return {each.name: _value(each.kind, cell) for each, cell in cells if cell is not None}


def _value(kind: kinds.Kind, cell: Any) -> Any:
    return value_of(kind, plain_of(cell) if isinstance(kind, AS_JSON) else cell)
