"""Turn scenarios into rows and rows into scenarios."""

import hashlib
import json
import math
import unicodedata
from collections.abc import Callable, Mapping
from typing import TypeVar

from db.errors import (
    NameCharacterError,
    NameEmptyError,
    NameTooLongError,
    NotesTooLongError,
    NotStorableError,
    ScenarioDamagedError,
)
from db.rows import ChartRow, EventRow, FixedLinkRow, ScenarioRow, SettingRow
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import BadMonthError
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Scenario, name_key

T = TypeVar("T")

NAME_LIMIT = 120
"""Characters (code points) of a name."""
NOTES_LIMIT = 100_000
_LARGEST_INTEGER = 2**31 - 1
_LARGEST_SEED = 2**63 - 1
_DEFAULT_SETTING = Setting(0.0)
_DEFAULT_CHOICE = EnsembleChoice()


def check_name(name: str) -> None:
    """Raise the error that says what is wrong with a name, if anything is."""
    if not name_key(name):
        raise NameEmptyError
    if len(name) > NAME_LIMIT:
        raise NameTooLongError(length=len(name), most=NAME_LIMIT)
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in name):
        raise NameCharacterError


def check(scenario: Scenario) -> None:
    """Raise the error that says why a scenario cannot be kept, if it cannot.

    No database holds an unpaired surrogate, PostgreSQL holds no NUL and no 64-bit member count,
    SQLite turns NaN into NULL: what one of them would alter or refuse, none is given.
    """
    check_name(scenario.name)
    if len(scenario.notes) > NOTES_LIMIT:
        raise NotesTooLongError(length=len(scenario.notes), most=NOTES_LIMIT)
    settings, events, choice = scenario.policy.settings, scenario.policy.events, scenario.ensemble
    months = [event.month for event in events]
    for setting in settings.values():
        months += [month for month in (setting.start, setting.last) if month is not None]
    texts: Mapping[str, tuple[str, ...]] = {
        "notes": (scenario.notes,),
        "assumptions": (scenario.assumptions,),
        "model_version": (scenario.model_version, scenario.model_digest),
        "settings": tuple(settings),
        "events": tuple(event.event for event in events),
        "charts": scenario.charts,
    }
    for part, held in texts.items():
        if any(not _is_plain(text) for text in held):
            raise NotStorableError(part=part)
    integers = (choice.members, *choice.fixed_links, *(each.ramp for each in settings.values()))
    sound = {
        "settings": all(math.isfinite(setting.value) for setting in settings.values()),
        "months": all(0 <= month.year <= 9999 and 1 <= month.month <= 12 for month in months),
        "ensemble": all(abs(number) <= _LARGEST_INTEGER for number in integers),
        "seed": abs(choice.seed) <= _LARGEST_SEED,
    }
    for part, holds in sound.items():
        if not holds:
            raise NotStorableError(part=part)


def _is_plain(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def digest(scenario: Scenario) -> str:
    """Return 32 hexadecimal digits that change with any part of the scenario.

    What stands at its default is left out, so that a field added to the records later leaves
    the digests of older scenarios as they are.
    """
    choice, blank = scenario.ensemble, Scenario("")
    content: dict[str, object] = {"name": scenario.name}
    for name in ("notes", "assumptions", "charts", "model_version", "model_digest"):
        if getattr(scenario, name) != getattr(blank, name):
            content[name] = getattr(scenario, name)
    for name in ("members", "seed", "noise", "drivers", "fixed_parameters"):
        if getattr(choice, name) != getattr(_DEFAULT_CHOICE, name):
            content[name] = getattr(choice, name)
    if choice.fixed_links:
        content["fixed_links"] = sorted(choice.fixed_links)
    content["settings"] = {
        lever: _setting_content(setting) for lever, setting in scenario.policy.settings.items()
    }
    content["events"] = [[event.event, str(event.month)] for event in scenario.policy.events]
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode("ascii"), digest_size=16).hexdigest()


def _setting_content(setting: Setting) -> dict[str, object]:
    # Adding 0.0 turns -0.0 into 0.0: the two are equal and SQLite keeps only one of them.
    content: dict[str, object] = {"value": float(setting.value) + 0.0}
    if setting.start is not None:
        content["start"] = str(setting.start)
    if setting.ramp != _DEFAULT_SETTING.ramp:
        content["ramp"] = setting.ramp
    if setting.last is not None:
        content["last"] = str(setting.last)
    return content


def write(row: ScenarioRow, scenario: Scenario) -> None:
    """Make a row hold a scenario, touching only what differs."""
    choice = scenario.ensemble
    row.name, row.name_key = scenario.name, name_key(scenario.name)
    row.notes, row.assumptions = scenario.notes, scenario.assumptions
    row.members, row.seed = choice.members, choice.seed
    row.noise, row.drivers = choice.noise, choice.drivers
    row.fixed_parameters = choice.fixed_parameters
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
    links = {held.link: held for held in row.fixed_links}
    row.fixed_links = [
        links.get(link) or FixedLinkRow(link=link) for link in sorted(choice.fixed_links)
    ]


def _write_settings(row: ScenarioRow, settings: Mapping[str, Setting]) -> None:
    held = {each.lever: each for each in row.settings}
    row.settings = [held.get(lever) or SettingRow(lever=lever) for lever in settings]
    for each in row.settings:
        setting = settings[each.lever]
        each.value, each.ramp = float(setting.value), setting.ramp
        each.start = None if setting.start is None else str(setting.start)
        each.last = None if setting.last is None else str(setting.last)


def _resize(rows: list[T], length: int, make: Callable[[int], T]) -> None:
    del rows[length:]
    rows.extend(make(position) for position in range(len(rows), length))


def read(row: ScenarioRow) -> Scenario:
    """Return the scenario of a row; raise ScenarioDamagedError if it is not what was saved."""
    try:
        scenario = _read(row)
        sound = row.digest is None or digest(scenario) == row.digest
    except (BadMonthError, TypeError, ValueError) as error:
        raise ScenarioDamagedError(scenario=row.id) from error
    if not sound:
        raise ScenarioDamagedError(scenario=row.id)
    return scenario


def _read(row: ScenarioRow) -> Scenario:
    settings = {
        held.lever: Setting(held.value, _month(held.start), held.ramp, _month(held.last))
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
    )
    return Scenario(
        name=row.name,
        policy=Policy(settings, events),
        notes=row.notes,
        assumptions=row.assumptions,
        ensemble=choice,
        charts=tuple(held.indicator for held in row.charts),
        model_version=row.model_version,
        model_digest=row.model_digest,
    )


def _month(text: str | None) -> Month | None:
    return None if text is None else Month.parse(text)
