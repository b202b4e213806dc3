"""Packs: scenarios in one file to hand on, and reading such a file without trusting it.

A pack is a zip of JSON: a manifest with the format and the checksum of every other part, the
scenarios, and their JSON Schema. Nothing of it is ever written to a path it names, nothing is
run, and nothing goes into a library before all of it has been read and found sound.
"""

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from db import mapping
from db.content import ContentError, content, scenario_of
from db.errors import (
    NewerPackError,
    NotAPackError,
    PackDamagedError,
    PackIsLibraryError,
    PackNotFoundError,
    PackTooLargeError,
)
from db.pack_schema import SCHEMA
from desktop.domain.errors import VecinosError
from desktop.domain.scenario import Scenario

FORMAT = 1
MOST_SCENARIOS = 1000
MOST_BYTES = 32_000_000
"""Of a pack's file."""
MOST_PART_BYTES = 2_000_000
"""Of one part, unpacked; notes of the longest kind with every sign escaped take a third."""
MOST_UNPACKED_BYTES = 64_000_000
MOST_DEPTH = 16
MANIFEST = "manifest.json"
SCHEMA_PART = "schema.json"
_MARK = "vecinos_pack"
_SCENARIO = re.compile(r"scenarios/[0-9]{4}\.json")
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_ZIP = b"PK\x03\x04"
_SQLITE = b"SQLite format 3\0"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 1
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RecursionError,
    RuntimeError,
    ValueError,
)
"""What reading a file that only looks like a zip of JSON may end in."""


def packed(scenarios: Iterable[Scenario]) -> bytes:
    """Return a pack of these scenarios; the same scenarios give the same bytes."""
    parts = {SCHEMA_PART: _json(SCHEMA)}
    listed = tuple(scenarios)
    if not 1 <= len(listed) <= MOST_SCENARIOS:
        raise PackTooLargeError(most=MOST_SCENARIOS)
    for number, scenario in enumerate(listed):
        parts[f"scenarios/{number:04d}.json"] = _json(content(scenario))
    files = [
        {"path": path, "bytes": len(part), "sha256": hashlib.sha256(part).hexdigest()}
        for path, part in parts.items()
    ]
    manifest = _json({_MARK: FORMAT, "files": files})
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, part in {MANIFEST: manifest, **parts}.items():
            archive.writestr(zipfile.ZipInfo(path, _BEGINNING), part, zipfile.ZIP_DEFLATED)
    pack = written.getvalue()
    if len(pack) > MOST_BYTES:
        raise PackTooLargeError(most=MOST_SCENARIOS)
    return pack


def read_pack(path: Path) -> tuple[Scenario, ...]:
    """Return the scenarios of a pack; raise the error that says why it is none, or not sound."""
    shown = str(path)
    try:
        with path.open("rb") as file:
            pack = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PackNotFoundError(path=shown) from error
    if len(pack) > MOST_BYTES:
        raise PackTooLargeError(most=MOST_SCENARIOS)
    if pack.startswith(_SQLITE):
        raise PackIsLibraryError(path=shown)
    if not pack.startswith(_ZIP):
        raise NotAPackError(path=shown)
    return unpacked(pack, shown)


def unpacked(pack: bytes, shown: str) -> tuple[Scenario, ...]:
    """Return the scenarios of a pack's bytes; `shown` names the pack in what is raised."""
    try:
        with zipfile.ZipFile(io.BytesIO(pack)) as archive:
            return _scenarios(archive, shown)
    except _DAMAGE as error:
        raise PackDamagedError(path=shown) from error
    except (NewerPackError, NotAPackError, PackDamagedError, PackTooLargeError):
        raise
    except VecinosError as error:
        # A scenario that no library could keep: a name of two lines, a month that is none.
        raise PackDamagedError(path=shown) from error


def _scenarios(archive: zipfile.ZipFile, shown: str) -> tuple[Scenario, ...]:
    entries = archive.infolist()
    if len(entries) > MOST_SCENARIOS + 2 or sum(e.file_size for e in entries) > MOST_UNPACKED_BYTES:
        raise PackTooLargeError(most=MOST_SCENARIOS)
    named = {entry.filename: entry for entry in entries}
    if MANIFEST not in named:
        raise NotAPackError(path=shown)
    manifest = _parsed(_part(archive, named.pop(MANIFEST)))
    checksums = _checksums(manifest, shown)
    if len(named) + 1 != len(entries) or set(checksums) != set(named):
        raise ContentError("parts")
    found = []
    for path in sorted(checksums):
        if path != SCHEMA_PART and not _SCENARIO.fullmatch(path):
            raise ContentError(path)
        part = _part(archive, named[path])
        if (len(part), hashlib.sha256(part).hexdigest()) != checksums[path]:
            raise ContentError(path)
        if path != SCHEMA_PART:
            scenario = scenario_of(_parsed(part))
            mapping.check(scenario)
            found.append(scenario)
    if not found:
        raise ContentError("no scenario")
    return tuple(found)


def _checksums(manifest: object, shown: str) -> dict[str, tuple[int, str]]:
    if not isinstance(manifest, dict) or not isinstance(manifest.get(_MARK), int):
        raise NotAPackError(path=shown)
    if manifest[_MARK] > FORMAT:
        raise NewerPackError(path=shown, pack_format=manifest[_MARK], program_format=FORMAT)
    match manifest:
        case {"vecinos_pack": 1, "files": [*files]} if len(manifest) == len(("mark", "files")):
            found = dict(_checksum(file) for file in files)
            if len(found) == len(files):
                return found
    raise ContentError(MANIFEST)


def _checksum(file: object) -> tuple[str, tuple[int, str]]:
    match file:
        case {"path": str(path), "bytes": int(size), "sha256": str(digest), **rest} if not rest:
            return path, (size, digest)
    raise ContentError(MANIFEST)


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type not in _METHODS or entry.flag_bits & _ENCRYPTED:
        raise ContentError("method")
    if entry.file_size > MOST_PART_BYTES:
        raise ContentError("size")
    with archive.open(entry) as file:
        # What a part says of its size is not believed.
        part = file.read(MOST_PART_BYTES + 1)
    if len(part) > MOST_PART_BYTES:
        raise ContentError("size")
    return part


def _json(plain: object) -> bytes:
    return json.dumps(plain, sort_keys=True, indent=1, allow_nan=False).encode("ascii") + b"\n"


def _parsed(part: bytes) -> Any:
    found = json.loads(
        part.decode("utf-8"), object_pairs_hook=_without_doubles, parse_constant=_refuse
    )
    if _depth(found) > MOST_DEPTH:
        raise ContentError("depth")
    return found


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ContentError("a key that comes twice")
    return found


def _refuse(constant: str) -> float:
    raise ContentError(constant)


def _depth(plain: object) -> int:
    if isinstance(plain, dict):
        return 1 + max(map(_depth, plain.values()), default=0)
    if isinstance(plain, list):
        return 1 + max(map(_depth, plain), default=0)
    return 0
