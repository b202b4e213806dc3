"""A scenario as plain data: the one form behind digests, versions, undo steps and packs.

What stands at its default is left out, so that a field added to the records later changes
neither digests nor documents of older scenarios.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import BadMonthError
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Package, Scenario, TargetLine

Plain = dict[str, Any]
T = TypeVar("T")

_BLANK = Scenario("")
_DEFAULT_SETTING = Setting(0.0)
_TEXTS = ("notes", "assumptions", "model_version", "model_digest", "folder")
_LISTS = ("charts", "tags")
_COUNTS = ("members", "seed")
_SWITCHES = ("noise", "drivers", "fixed_parameters", "calibrated")
_LARGEST = 2**63 - 1


UNREADABLE = (
    ArithmeticError,
    AttributeError,
    BadMonthError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What reading a value raises that is not what its cell should hold."""


class ContentError(ValueError):
    """Say which part of plain data is not that of a scenario; never shown to people."""


@contextmanager
def contents() -> Iterator[None]:
    """Turn whatever a hostile value makes of reading it into a ContentError.

    A cell, whatever its column is declared to hold, may hold anything: bytes for a text, a text for
    a number, JSON nested ten thousand deep.
    """
    try:
        yield
    except ContentError:
        raise
    except UNREADABLE as error:
        raise ContentError(type(error).__name__) from error


def content(scenario: Scenario) -> Plain:
    """Return a scenario as dictionaries, lists, texts and numbers."""
    choice, usual = scenario.ensemble, _BLANK.ensemble
    found: Plain = {"name": scenario.name}
    for name in (*_TEXTS, *_LISTS):
        if getattr(scenario, name) != getattr(_BLANK, name):
            found[name] = getattr(scenario, name)
    for name in (*_COUNTS, *_SWITCHES):
        if getattr(choice, name) != getattr(usual, name):
            found[name] = getattr(choice, name)
    if choice.fixed_links:
        found["fixed_links"] = sorted(choice.fixed_links)
    found.update(_policy_content(scenario.policy))
    if scenario.packages:
        found["packages"] = [package_content(package) for package in scenario.packages]
    if scenario.targets:
        found["targets"] = [_target_content(target) for target in scenario.targets]
    return found


def package_content(package: Package) -> Plain:
    """Return a package as plain data."""
    found: Plain = {"name": package.name, **_policy_content(package.policy)}
    if package.future is not None:
        found["future"] = package.future
    return found


def _policy_content(policy: Policy) -> Plain:
    return {
        "settings": {lever: setting_content(one) for lever, one in policy.settings.items()},
        "events": [[event.event, str(event.month)] for event in policy.events],
    }


def setting_content(setting: Setting) -> Plain:
    """Return a setting as plain data."""
    found: Plain = {"value": _number(setting.value)}
    if setting.start is not None:
        found["start"] = str(setting.start)
    if setting.ramp != _DEFAULT_SETTING.ramp:
        found["ramp"] = setting.ramp
    if setting.last is not None:
        found["last"] = str(setting.last)
    if setting.earlier:
        found["earlier"] = moves_content(setting.earlier)
    return found


def moves_content(moves: tuple[Move, ...]) -> list[Plain]:
    """Return the moves before a setting's last one as plain data."""
    found = []
    for move in moves:
        plain: Plain = {"value": _number(move.value), "start": str(move.start)}
        if move.ramp != _DEFAULT_SETTING.ramp:
            plain["ramp"] = move.ramp
        found.append(plain)
    return found


def _target_content(target: TargetLine) -> Plain:
    found: Plain = {"indicator": target.indicator, "value": _number(target.value)}
    if target.month is not None:
        found["month"] = str(target.month)
    return found


def _number(value: float) -> float:
    # Adding 0.0 turns -0.0 into 0.0: the two are equal and SQLite keeps only one of them.
    return float(value) + 0.0


def text(plain: object) -> str:
    """Return plain data as JSON: one text for equal data, ASCII, without spaces."""
    return json.dumps(
        plain, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False
    )


def text_digest(written: str) -> str:
    """Return 32 hexadecimal digits for an ASCII text."""
    return hashlib.blake2b(written.encode("ascii"), digest_size=16).hexdigest()


def digest(scenario: Scenario) -> str:
    """Return 32 hexadecimal digits that change with any part of the scenario."""
    return text_digest(text(content(scenario)))


def run_digest(scenario: Scenario, model_digest: str = "") -> str:
    """Return 32 hexadecimal digits of all that a run of a scenario depends on.

    Without the digest of a model they say what was asked for, under whatever model.
    """
    run = replace(_BLANK, policy=scenario.combined, ensemble=scenario.ensemble)
    run = replace(run, assumptions=scenario.assumptions, model_digest=model_digest)
    return digest(run)


def scenario_of(plain: object) -> Scenario:
    """Return the scenario of plain data; raise ContentError at anything not asked for."""
    part = _Part(plain, "scenario")
    found: Plain = {name: part.text(name, getattr(_BLANK, name)) for name in _TEXTS}
    found.update({name: tuple(part.texts(name)) for name in _LISTS})
    usual, links = _BLANK.ensemble, part.integers("fixed_links")
    if len(set(links)) < len(links):
        raise ContentError("scenario.fixed_links")
    choice = EnsembleChoice(
        members=part.integer("members", usual.members),
        seed=part.integer("seed", usual.seed),
        noise=part.switch("noise", usual.noise),
        drivers=part.switch("drivers", usual.drivers),
        fixed_parameters=part.switch("fixed_parameters", usual.fixed_parameters),
        fixed_links=frozenset(links),
        calibrated=part.switch("calibrated", usual.calibrated),
    )
    scenario = Scenario(
        name=part.text("name"),
        policy=_policy_of(part),
        ensemble=choice,
        packages=tuple(package_of(each) for each in part.items("packages")),
        targets=tuple(_target_of(each) for each in part.items("targets")),
        **found,
    )
    part.close()
    return scenario


def package_of(plain: object) -> Package:
    """Return the package of plain data; raise ContentError at anything not asked for."""
    part = _Part(plain, "package")
    package = Package(part.text("name"), _policy_of(part), part.integer_or_none("future"))
    part.close()
    return package


def _policy_of(part: "_Part") -> Policy:
    settings = part.mapping("settings")
    return Policy(
        {lever: setting_of(each) for lever, each in settings.items()},
        tuple(_event_of(each) for each in part.items("events")),
    )


def setting_of(plain: object) -> Setting:
    """Return the setting of plain data; raise ContentError at anything not asked for."""
    part = _Part(plain, "setting")
    setting = Setting(
        part.number("value"),
        part.month("start"),
        part.integer("ramp", _DEFAULT_SETTING.ramp),
        part.month("last"),
        part.moves("earlier"),
    )
    part.close()
    return setting


def moves_of(plain: object) -> tuple[Move, ...]:
    """Return the moves of plain data; raise ContentError at anything not asked for."""
    if not isinstance(plain, list) or not plain:
        raise ContentError("moves")
    return tuple(_move_of(each) for each in plain)


def _move_of(plain: object) -> Move:
    part = _Part(plain, "move")
    move = Move(
        part.number("value"),
        _month(part.text("start")),
        part.integer("ramp", _DEFAULT_SETTING.ramp),
    )
    part.close()
    return move


def _event_of(plain: object) -> PlannedEvent:
    match plain:
        case [str(event), str(month)]:
            return PlannedEvent(event, _month(month))
    raise ContentError("event")


def _target_of(plain: object) -> TargetLine:
    part = _Part(plain, "target")
    target = TargetLine(part.text("indicator"), part.number("value"), part.month("month"))
    part.close()
    return target


def _month(written: str) -> Month:
    try:
        return Month.parse(written)
    except BadMonthError as error:
        raise ContentError("month") from error


class _Part:
    """Take the entries out of one dictionary; what is left at the end is an error."""

    def __init__(self, plain: object, what: str) -> None:
        if not isinstance(plain, Mapping) or not all(isinstance(key, str) for key in plain):
            raise ContentError(what)
        self._what = what
        self._left = dict(plain)

    def _take(self, key: str, fallback: object, is_sound: Callable[[object], bool]) -> Any:
        if key not in self._left and fallback is not None:
            return fallback
        value = self._left.pop(key, None)
        if not is_sound(value):
            raise ContentError(f"{self._what}.{key}")
        return value

    def text(self, key: str, fallback: str | None = None) -> str:
        found: str = self._take(key, fallback, lambda value: isinstance(value, str))
        return found

    def texts(self, key: str) -> list[str]:
        return [_checked(value, isinstance(value, str), key) for value in self.items(key)]

    def integer(self, key: str, fallback: int) -> int:
        found: int = self._take(key, fallback, _is_integer)
        return found

    def integer_or_none(self, key: str) -> int | None:
        return self.integer(key, 0) if key in self._left else None

    def integers(self, key: str) -> list[int]:
        return [_checked(value, _is_integer(value), key) for value in self.items(key)]

    def switch(self, key: str, fallback: bool) -> bool:
        found: bool = self._take(key, fallback, lambda value: isinstance(value, bool))
        return found

    def number(self, key: str) -> float:
        return float(self._take(key, None, _is_number))

    def month(self, key: str) -> Month | None:
        return _month(self.text(key)) if key in self._left else None

    def items(self, key: str) -> list[Any]:
        found = self._take(key, (), lambda value: isinstance(value, list | tuple))
        return list(found)

    def moves(self, key: str) -> tuple[Move, ...]:
        return moves_of(self.items(key)) if key in self._left else ()

    def mapping(self, key: str) -> dict[str, Any]:
        found = self._take(key, {}, lambda value: isinstance(value, dict))
        return {_checked(name, isinstance(name, str), key): each for name, each in found.items()}

    def close(self) -> None:
        if self._left:
            raise ContentError(f"{self._what}: {sorted(self._left)}")


def _checked(value: Any, sound: bool, what: str) -> Any:
    if not sound:
        raise ContentError(what)
    return value


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    # Neither infinity nor NaN, nor a whole number too large to be made a float.
    return abs(value) <= sys.float_info.max
