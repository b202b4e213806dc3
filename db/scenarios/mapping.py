"""Turn scenarios into rows and rows into scenarios."""

import json
import math
import re
import unicodedata
from collections.abc import Callable, Container, Mapping
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

T = TypeVar("T", ChartRow, EventRow, PackageRow, TagRow, TargetRow)

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


def write(row: ScenarioRow, scenario: Scenario) -> None:
    """Make a row hold a scenario, touching only what differs."""
    choice = scenario.ensemble
    row.name, row.name_key = scenario.name, name_key(scenario.name)
    row.order_key = order_key(scenario.name)
    row.assumptions = scenario.assumptions
    row.folder, row.folder_key = scenario.folder, folder_key(scenario.folder)
    combined = scenario.combined
    row.settings_count, row.events_count = len(combined.settings), len(combined.events)
    row.text = row.text or TextRow()
    row.text.notes = scenario.notes
    row.searched = row.searched or WordsRow()
    row.searched.words = words(scenario)
    row.tag_list = "\n".join(scenario.tags)
    row.members, row.seed = choice.members, choice.seed
    row.noise, row.drivers = choice.noise, choice.drivers
    row.fixed_parameters, row.calibrated = choice.fixed_parameters, choice.calibrated
    row.model_version, row.model_digest = scenario.model_version, scenario.model_digest
    row.digest = digest(scenario)
    _write_settings(row, scenario.policy.settings)
    events, charts = scenario.policy.events, scenario.charts
    _resize(row.events, len(events), lambda position: EventRow(position=position))
    for held_event, event in zip(row.events, events, strict=True):
        held_event.event, held_event.month = event.event, str(event.month)
    _resize(row.charts, len(charts), lambda position: ChartRow(position=position))
    for held_chart, indicator in zip(row.charts, charts, strict=True):
        held_chart.indicator = indicator
    _write_parts(row, scenario)
    links = {held.link: held for held in row.fixed_links}
    row.fixed_links = [
        links.get(link) or FixedLinkRow(link=link) for link in sorted(choice.fixed_links)
    ]


def _write_parts(row: ScenarioRow, scenario: Scenario) -> None:
    _resize(row.tags, len(scenario.tags), lambda position: TagRow(position=position))
    for held_tag, tag in zip(row.tags, scenario.tags, strict=True):
        held_tag.tag, held_tag.tag_key = tag, name_key(tag)
    packages, targets = scenario.packages, scenario.targets
    _resize(row.packages, len(packages), lambda position: PackageRow(position=position))
    for held_package, package in zip(row.packages, packages, strict=True):
        held_package.content = text(content(package))
    _resize(row.targets, len(targets), lambda position: TargetRow(position=position))
    for held_target, target in zip(row.targets, targets, strict=True):
        held_target.indicator, held_target.value = target.indicator, float(target.value)
        held_target.month = None if target.month is None else str(target.month)


def _write_settings(row: ScenarioRow, settings: Mapping[str, Setting]) -> None:
    held = {each.lever: each for each in row.settings}
    row.settings = [held.get(lever) or SettingRow(lever=lever) for lever in settings]
    for each in row.settings:
        setting = settings[each.lever]
        each.value, each.ramp = float(setting.value), setting.ramp
        each.start = None if setting.start is None else str(setting.start)
        each.last = None if setting.last is None else str(setting.last)
        each.earlier = (
            text([content(move) for move in setting.earlier]) if setting.earlier else None
        )


def _resize(rows: list[T], length: int, make: Callable[[int], T]) -> None:
    # A position that is not the row's own is one that something else has written.
    sound = next((place for place, row in enumerate(rows) if row.position != place), len(rows))
    del rows[min(length, sound) :]
    rows.extend(make(position) for position in range(len(rows), length))


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
    events = tuple(PlannedEvent(held.event, Month.parse(held.month)) for held in row.events)
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
            TargetLine(held.indicator, held.value, _month(held.month)) for held in row.targets
        ),
    )


def _moves(text: str | None) -> tuple[Move, ...]:
    return () if text is None else tuple(record_of(Move, each) for each in json.loads(text))


def _month(text: str | None) -> Month | None:
    return None if text is None else Month.parse(text)
