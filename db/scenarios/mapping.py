"""Turn scenarios into rows and rows into scenarios."""

import json
import math
import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping
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
from db.file.rows import (
    Base,
    ChartRow,
    EventRow,
    FixedLinkRow,
    PackageRow,
    ScenarioRow,
    SettingRow,
    TagRow,
    TargetRow,
    TextRow,
    WordsRow,
)
from db.scenarios.serialization import (
    UNREADABLE,
    content,
    digest,
    record_of,
    text,
)
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.fields import (
    Field,
    FolderPath,
    Keyed,
    Kind,
    Line,
    Number,
    Several,
    Text,
    Whole,
    WholeSet,
    YearMonth,
    walk,
)
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import (
    FOLDER_LIMIT,
    MOST_TAGS,
    NAME_LIMIT,
    NOTES_LIMIT,
    TAG_LIMIT,
    Package,
    Scenario,
    TargetLine,
    name_key,
    order_key,
)

Values = dict[str, Any]
R = TypeVar("R", bound=Base)

PART_ROWS: Mapping[str, tuple[type[Base], str | None]] = {
    "text": (TextRow, None),
    "searched": (WordsRow, None),
    "tags": (TagRow, "position"),
    "packages": (PackageRow, "position"),
    "targets": (TargetRow, "position"),
    "settings": (SettingRow, "lever"),
    "events": (EventRow, "position"),
    "charts": (ChartRow, "position"),
    "fixed_links": (FixedLinkRow, "link"),
}
"""By relationship of the row of a scenario: the rows there, and what tells one from the next."""

_LARGEST_INTEGER = 2**31 - 1
_LARGEST_SEED = 2**63 - 1
LONGEST_TERM = 200
"""Characters of a searched word that count; SQLite takes no pattern of any length."""
MOST_SIFTED = 1000
"""Different words of a scenario that are compared with each other: a hundredth of a second."""
_WORD = re.compile(r"\w+")
_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
INVISIBLE = (
    # Spaces and controls, soft hyphen.
    r"\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180b-\u180f\u3000\ufeff\ufff0-\ufffb"
    # Zero width, marks of direction, invisible operators.
    r"\u034f\u061c\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    # Letters and patterns that draw nothing.
    r"\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    # Marks that need a letter to stand on, and choices between its shapes.
    r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
    r"\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000e0000-\U000e0fff"
)
"""Signs that show nothing by themselves, as a set of a regular expression of Python has them."""
_VISIBLE = re.compile(f"[^{INVISIBLE}]")


def free_name(wanted: str, taken: Container[str]) -> str:
    """Return a name, with a number behind it where its key is among those taken."""
    number, name = 1, wanted
    while name_key(name) in taken:
        number += 1
        behind = f" {number}"
        name = wanted[: NAME_LIMIT - len(behind)] + behind
    return name


def check_name(name: str) -> None:
    """Raise the error that says what is wrong with a name, if anything is."""
    if not is_visible(name):
        raise NameEmptyError
    if len(name) > NAME_LIMIT:
        raise NameTooLongError(length=len(name), most=NAME_LIMIT)
    if not _is_one_line(name):
        raise NameCharacterError


def is_visible(name: str) -> bool:
    """Say whether there is anything to see in a name."""
    return _VISIBLE.search(name) is not None


def _is_one_line(text: str) -> bool:
    return all(unicodedata.category(character) not in _UNSEEN for character in text)


def check_place(folder: str, tags: tuple[str, ...]) -> None:
    """Raise the error that says what is wrong with a folder or a tag, if anything is."""
    if not _is_folder(folder, FOLDER_LIMIT):
        raise BadFolderError(most=FOLDER_LIMIT)
    if len(tags) > MOST_TAGS:
        raise NotStorableError(part="tags")
    for tag in tags:
        if not _is_line(tag, TAG_LIMIT):
            raise BadTagError(tag=tag[:TAG_LIMIT], most=TAG_LIMIT)


def _is_folder(text: str, most: int) -> bool:
    return len(text) <= most and (not text or all(_is_line(name, most) for name in text.split("/")))


def _is_line(text: str, most: int) -> bool:
    return is_visible(text) and len(text) <= most and _is_one_line(text)


def folder_key(folder: str) -> str:
    """Return a folder as it is compared; what lies in it has a key that begins with its key."""
    return "".join(f"{name_key(name)}/" for name in folder.split("/") if name)


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
    if not all(is_visible(package.name) for package in scenario.packages):
        raise NameEmptyError
    for field, part, value in walk(scenario):
        if value is not None and not _rule(field)(value):
            raise NotStorableError(part="months" if isinstance(field.kind, YearMonth) else part)


@cache
def _rule(field: Field) -> Callable[[Any], bool]:
    return _ruling(field.kind)


def _ruling(kind: Kind) -> Callable[[Any], bool]:
    """Return what says whether a value of this kind can be kept, the records in it aside."""
    match kind:
        case Text():
            return lambda value: (
                _is_plain(value)
                and (kind.most is None or len(value) <= kind.most)
                and (not kind.visible or is_visible(value))
            )
        case Line():
            return lambda value: _is_line(value, kind.most)
        case FolderPath():
            return lambda value: _is_folder(value, kind.most)
        case Whole():
            return lambda value: abs(value) <= kind.largest
        case Number():
            return math.isfinite
        case YearMonth():
            return lambda value: 0 <= value.year <= 9999 and 1 <= value.month <= 12
        case Several() | WholeSet():
            rule = _ruling(kind.of)
            return lambda values: all(map(rule, values))
        case Keyed():
            return lambda values: all(map(_is_plain, values))
    return lambda value: True


def _is_plain(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def columns(scenario: Scenario) -> Values:
    """Return what the row of a scenario holds of it, by column."""
    choice, combined = scenario.ensemble, scenario.combined
    return {
        "name": scenario.name,
        "name_key": name_key(scenario.name),
        "order_key": order_key(scenario.name),
        "assumptions": scenario.assumptions,
        "folder": scenario.folder,
        "folder_key": folder_key(scenario.folder),
        "tag_list": "\n".join(scenario.tags),
        "settings_count": len(combined.settings),
        "events_count": len(combined.events),
        "members": choice.members,
        "seed": choice.seed,
        "noise": choice.noise,
        "drivers": choice.drivers,
        "fixed_parameters": choice.fixed_parameters,
        "calibrated": choice.calibrated,
        "model_version": scenario.model_version,
        "model_digest": scenario.model_digest,
        "digest": digest(scenario),
    }


def parts(scenario: Scenario) -> dict[str, list[Values]]:
    """Return what the other rows of a scenario hold of it: by relationship, by column, in order."""
    policy = scenario.policy
    return {
        "text": [{"notes": scenario.notes}],
        "searched": [{"words": words(scenario)}],
        "settings": [
            {"lever": lever, **_setting_columns(one)} for lever, one in policy.settings.items()
        ],
        "events": _placed(
            {"event": one.event, "month": str(one.month), "size": float(one.size)}
            for one in policy.events
        ),
        "charts": _placed({"indicator": indicator} for indicator in scenario.charts),
        "fixed_links": [{"link": link} for link in sorted(scenario.ensemble.fixed_links)],
        "tags": _placed({"tag": tag, "tag_key": name_key(tag)} for tag in scenario.tags),
        "packages": _placed({"content": text(content(one))} for one in scenario.packages),
        "targets": _placed(
            {
                "indicator": one.indicator,
                "value": float(one.value),
                "month": _month_text(one.month),
                "at_least": one.at_least,
            }
            for one in scenario.targets
        ),
    }


def _setting_columns(setting: Setting) -> Values:
    return {
        "value": float(setting.value),
        "start": _month_text(setting.start),
        "ramp": setting.ramp,
        "last": _month_text(setting.last),
        "earlier": text([content(move) for move in setting.earlier]) if setting.earlier else None,
    }


def _placed(rows: Iterable[Values]) -> list[Values]:
    return [{"position": position, **row} for position, row in enumerate(rows)]


def _month_text(month: Month | None) -> str | None:
    return None if month is None else str(month)


def write(row: ScenarioRow, scenario: Scenario) -> None:
    """Make a row hold a scenario, touching only what differs."""
    _set(row, columns(scenario))
    for relationship, wanted in parts(scenario).items():
        held = getattr(row, relationship)
        kind, key = PART_ROWS[relationship]
        if key is None:
            setattr(row, relationship, _set(held or kind(), wanted[0]))
        else:
            known = {getattr(one, key): one for one in held}
            rows = [_set(known.get(values[key]) or kind(), values) for values in wanted]
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
    settings = {
        held.lever: Setting(
            held.value,
            _month(held.start),
            held.ramp,
            _month(held.last),
            _moves(held.earlier),
        )
        for held in row.settings
    }
    events = tuple(
        PlannedEvent(held.event, Month.parse(held.month), held.size) for held in row.events
    )
    choice = EnsembleChoice(
        members=row.members,
        seed=row.seed,
        noise=row.noise,
        drivers=row.drivers,
        fixed_links=frozenset(held.link for held in row.fixed_links),
        fixed_parameters=row.fixed_parameters,
        calibrated=row.calibrated,
    )
    return Scenario(
        name=row.name,
        policy=Policy(settings, events),
        notes=row.text.notes,
        assumptions=row.assumptions,
        ensemble=choice,
        charts=tuple(held.indicator for held in row.charts),
        model_version=row.model_version,
        model_digest=row.model_digest,
        folder=row.folder,
        tags=tuple(held.tag for held in row.tags),
        packages=tuple(record_of(Package, json.loads(held.content)) for held in row.packages),
        targets=tuple(
            TargetLine(held.indicator, held.value, _month(held.month), held.at_least)
            for held in row.targets
        ),
    )


def _moves(text: str | None) -> tuple[Move, ...]:
    return () if text is None else tuple(record_of(Move, each) for each in json.loads(text))


def _month(text: str | None) -> Month | None:
    return None if text is None else Month.parse(text)
