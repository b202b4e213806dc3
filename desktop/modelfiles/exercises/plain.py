"""From an Exercise to the plain data of its file."""

from dataclasses import MISSING, fields, is_dataclass
from enum import IntEnum, StrEnum
from typing import Any, TypeAlias

from desktop.domain.assumptions import Assumptions
from desktop.domain.clock import Month
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.policy import Policy
from desktop.domain.wording import Wording
from desktop.modelfiles.exercises.read import FORMAT, TABLES

Plain: TypeAlias = dict[str, Any]

_NO_TEXT = Wording("", "")


def plain(exercise: Exercise) -> Plain:
    """Return an exercise as the plain data of its file, without what is absent or usual."""
    data: Plain = {"format": FORMAT}
    whole = _fields(exercise)
    parts = {key: whole.pop(key) for key in TABLES if key in whole}
    start = whole.pop("start")
    data |= whole
    data["start"] = start
    for key, items in parts.items():
        data[TABLES[key]] = {item.pop("id"): item for item in items}
    return data


def _fields(record: Any) -> Plain:
    found: Plain = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if isinstance(value, Policy):
            found |= _policy(value)
        elif not _is_absent(value, one.default):
            found[one.name] = _plain(value)
    return found


def _is_absent(value: object, usual: object) -> bool:
    return value in (None, (), _NO_TEXT) or (usual is not MISSING and value == usual)


def _policy(policy: Policy) -> Plain:
    found: Plain = {}
    if policy.settings:
        found["settings"] = [
            {"lever": lever, **_fields(setting)} for lever, setting in policy.settings.items()
        ]
    if policy.events:
        found["events"] = [_fields(event) for event in policy.events]
    return found


def _plain(value: object) -> Any:
    if isinstance(value, Wording):
        return {code: text for code in ("en", "es") if (text := getattr(value, code))}
    if isinstance(value, Assumptions):
        return value.text
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, StrEnum | IntEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
