"""Packs: scenarios, exercises, or a play, in one file to hand on; reading one without trusting it.

A pack is a zip: a manifest with the format and the checksum of every other part, and either
scenarios as JSON with their JSON Schema, the texts of exercises, or a play. Nothing of it is ever
written to a path it names, nothing is run, and nothing goes into a library before all of it has
been read and found sound.
"""

import hashlib
import json
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from db.errors import (
    NewerPackError,
    NotAPackError,
    NotStorableError,
    PackDamagedError,
    PackIsLibraryError,
    PackNotFoundError,
    PackOfExercisesError,
    PackOfPlayError,
    PackTooLargeError,
)
from db.file.integrity import PACK_SUFFIX
from db.packs.archive import Limits, TooLargeError, begins_with, parts_of, written
from db.packs.play_parts import MOST_ENTRIES, parts_of_play, play_in
from db.packs.schema import MARK, SCHEMAS
from db.plays.summary import PlayCopy
from db.scenarios import mapping
from db.scenarios.serialization import ContentError, content, plain_of, scenario_of
from desktop.domain import kinds
from desktop.domain.errors import VecinosError
from desktop.domain.fields import walk
from desktop.domain.scenario import Scenario

EXERCISES = 5
"""The format of packs that hold exercises; no pack of scenarios has it."""
PLAYS = 6
"""The format of packs that hold a play without a report."""
REPORTS = 8
"""The format of packs that hold a play with what was written into its report."""
FORMAT = max(EXERCISES, REPORTS, *SCHEMAS)
"""The newest format that is read; a pack is written in the oldest one that holds it."""
MOST_SCENARIOS = 1000
MOST_BYTES = 32_000_000
"""Of a pack's file."""
LIMITS = Limits(parts=MOST_SCENARIOS + 2, part_bytes=2_000_000, bytes=64_000_000)
"""Unpacked; notes of the longest kind with every sign escaped take a third of a part."""
_LARGEST_FORMAT = 999_999
"""A greater one is no format that a newer program would have."""
MANIFEST = "manifest.json"
SCHEMA_PART = "schema.json"
_SQLITE = b"SQLite format 3\0"
_HEAD_BYTES = 100
"""Enough to hold the name of the first part."""


def packed(scenarios: Iterable[Scenario]) -> bytes:
    """Return a pack of these scenarios; the same scenarios give the same bytes."""
    listed = tuple(scenarios)
    if not 1 <= len(listed) <= MOST_SCENARIOS:
        raise PackTooLargeError(most=MOST_SCENARIOS)
    needed = max(map(_needed_format, listed))
    parts = {SCHEMA_PART: _json(SCHEMAS[needed])}
    for number, scenario in enumerate(listed):
        check(scenario)
        parts[_path(number)] = _json(content(scenario))
    return _bundled(needed, parts)


def packed_exercises(texts: Iterable[str]) -> bytes:
    """Return a pack of exercises, each the text of its file; the same texts give the same bytes."""
    listed = tuple(texts)
    if not 1 <= len(listed) <= MOST_SCENARIOS:
        raise PackTooLargeError(most=MOST_SCENARIOS)
    return _bundled(
        EXERCISES, {_exercise_path(n): one.encode("utf-8") for n, one in enumerate(listed)}
    )


def packed_play(copy: PlayCopy) -> bytes:
    """Return a pack of a play; the same play gives the same bytes."""
    if len(copy.entries) > MOST_ENTRIES:
        raise PackTooLargeError(most=MOST_SCENARIOS)
    number = PLAYS if copy.report is None else REPORTS
    return _bundled(number, parts_of_play(copy, LIMITS.part_bytes))


def _bundled(number: int, parts: dict[str, bytes]) -> bytes:
    """Return the pack of a format that holds these parts."""
    files = [
        {"path": path, "bytes": len(part), "sha256": hashlib.sha256(part).hexdigest()}
        for path, part in parts.items()
    ]
    pack = written({MANIFEST: _json({MARK: number, "files": files}), **parts})
    sizes = [len(part) for part in parts.values()]
    if len(pack) > MOST_BYTES or max(sizes) > LIMITS.part_bytes or sum(sizes) > LIMITS.bytes:
        raise PackTooLargeError(most=MOST_SCENARIOS)
    return pack


def read_pack(path: Path) -> tuple[Scenario, ...]:
    """Return the scenarios of a pack; raise the error that says why it is none, or not sound.

    A sound one that holds something else raises PackOfExercisesError or PackOfPlayError.
    """
    return unpacked(_bytes_of(path), str(path))


def read_exercise_pack(path: Path) -> tuple[str, ...]:
    """Return the texts of the exercises in a pack; raise what `read_pack` raises.

    A sound one that holds something else gives none.
    """
    manifest, parts = _contents(_bytes_of(path), str(path))
    return _exercises(parts, str(path)) if manifest[MARK] == EXERCISES else ()


def read_play_pack(path: Path) -> PlayCopy | None:
    """Return the play in a pack; raise what `read_pack` raises.

    A sound one that holds something else gives None.
    """
    manifest, parts = _contents(_bytes_of(path), str(path))
    number = manifest[MARK]
    return _play(parts, number, str(path)) if number in (PLAYS, REPORTS) else None


def _bytes_of(path: Path) -> bytes:
    shown = str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # A folder, or what would keep whoever reads it waiting.
            raise NotAPackError(path=shown)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise PackNotFoundError(path=shown) from error


def names_a_pack(location: str) -> bool:
    """Say whether a path, or what might be an address, is that of a pack; content goes before name.

    A file that is not there is taken for what its name says.
    """
    if "://" in location:
        return False
    path = Path(location)
    try:
        if not path.exists():
            return path.suffix.lower() == PACK_SUFFIX
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return begins_with(MANIFEST, file.read(_HEAD_BYTES))
    except (OSError, ValueError):
        return False


def unpacked(pack: bytes, shown: str) -> tuple[Scenario, ...]:
    """Return the scenarios of a pack's bytes; `shown` names the pack in what is raised."""
    manifest, parts = _contents(pack, shown)
    if manifest[MARK] == EXERCISES:
        _exercises(parts, shown)
        raise PackOfExercisesError(path=shown)
    if manifest[MARK] in (PLAYS, REPORTS):
        _play(parts, manifest[MARK], shown)
        raise PackOfPlayError(path=shown)
    try:
        return _scenarios(manifest, parts)
    except ValueError as error:
        raise PackDamagedError(path=shown) from error


def _contents(pack: bytes, shown: str) -> tuple[Any, dict[str, bytes]]:
    """Return the manifest of a pack's bytes, and the parts that it lists, all as it lists them."""
    if pack.startswith(_SQLITE):
        raise PackIsLibraryError(path=shown)
    if not begins_with(MANIFEST, pack):
        raise NotAPackError(path=shown)
    if len(pack) > MOST_BYTES:
        raise PackTooLargeError(most=MOST_SCENARIOS)
    try:
        parts = parts_of(pack, LIMITS)
        manifest = plain_of(parts.pop(MANIFEST))
        newer = _newer(manifest)
        if newer is not None:
            raise NewerPackError(path=shown, pack_format=newer, program_format=FORMAT)
        if _listed(parts) != checksums(manifest):
            raise ContentError("checksums")
    except TooLargeError as error:
        raise PackTooLargeError(most=MOST_SCENARIOS) from error
    except ValueError as error:
        raise PackDamagedError(path=shown) from error
    return manifest, parts


def _newer(manifest: object) -> int | None:
    """Return the format of a manifest if it is one of a newer program."""
    found = manifest.get(MARK) if isinstance(manifest, dict) else None
    return found if type(found) is int and FORMAT < found <= _LARGEST_FORMAT else None


def _scenarios(manifest: Any, parts: dict[str, bytes]) -> tuple[Scenario, ...]:
    if parts.pop(SCHEMA_PART, None) is None or not parts:
        raise ContentError("parts")
    paths = [_path(number) for number in range(len(parts))]
    if set(paths) != set(parts):
        raise ContentError("paths")
    return tuple(scenario_in(plain_of(parts[path]), manifest[MARK]) for path in paths)


def _exercises(parts: dict[str, bytes], shown: str) -> tuple[str, ...]:
    paths = [_exercise_path(number) for number in range(len(parts))]
    if set(paths) != set(parts):
        raise PackDamagedError(path=shown)
    try:
        return tuple(parts[path].decode("utf-8") for path in paths)
    except UnicodeDecodeError as error:
        raise PackDamagedError(path=shown) from error


def _play(parts: dict[str, bytes], number: int, shown: str) -> PlayCopy:
    try:
        return play_in(parts, number, with_report=number == REPORTS)
    except ContentError as error:
        raise PackDamagedError(path=shown) from error


def _needed_format(scenario: Scenario) -> int:
    """Return the oldest format that has every field in which the scenario says something."""
    newer = ((field, value) for field, _, value in walk(scenario) if field.since > 1)
    return max((field.since for field, value in newer if value != field.default), default=1)


def _path(number: int) -> str:
    return f"scenarios/{number:04d}.json"


def _exercise_path(number: int) -> str:
    return f"exercises/{number:04d}.toml"


def _listed(parts: dict[str, bytes]) -> dict[str, tuple[int, str]]:
    return {path: (len(part), hashlib.sha256(part).hexdigest()) for path, part in parts.items()}


def checksums(manifest: object) -> dict[str, tuple[int, str]]:
    """Return size and SHA-256 of every part a manifest lists; raise ContentError if it is none."""
    match manifest:
        case {"vecinos_pack": mark, "files": [*files], **rest} if not rest:
            if type(mark) is int and (mark in SCHEMAS or mark in (EXERCISES, PLAYS, REPORTS)):
                found = dict(_checksum(file) for file in files)
                if found and len(found) == len(files):
                    return found
    raise ContentError(MANIFEST)


def _checksum(file: object) -> tuple[str, tuple[int, str]]:
    match file:
        case {"path": str(path), "bytes": size, "sha256": str(digest), **rest} if not rest:
            if type(size) is int:
                return path, (size, digest)
    raise ContentError(MANIFEST)


def scenario_in(plain: object, number: int) -> Scenario:
    """Return the scenario of one part of a pack in a format.

    Raise ContentError at anything that the format does not have or a library could not keep.
    """
    scenario = scenario_of(plain, number)
    try:
        check(scenario)
    except VecinosError as error:
        raise ContentError(error.code) from error
    return scenario


def check(scenario: Scenario) -> None:
    """Raise the error that says why no pack holds this scenario, if none does."""
    mapping.check(scenario)
    for field, part, value in walk(scenario):
        if (
            isinstance(field.kind, (kinds.Several, kinds.WholeSet, kinds.Keyed))
            and len(value) > field.kind.most
        ):
            raise NotStorableError(part=part)


def _json(plain: object) -> bytes:
    return json.dumps(plain, sort_keys=True, indent=1, allow_nan=False).encode("ascii") + b"\n"
