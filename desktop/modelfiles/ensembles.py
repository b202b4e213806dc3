"""Calibrated ensembles: `ensembles/<origin's year>/manifest.toml` and the scores beside it."""

import hashlib
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.domain.clock import Month
from desktop.domain.model.model import Calibrated, FittedGrowth, FittedNoise, Model
from desktop.modelfiles.tables import NO_NAME, Table, file_bytes, parse

FOLDER = "ensembles"
MANIFEST, SCORES = "manifest.toml", "scores.npy"
MOST_SCORES_BYTES = 8_000_000
_NPY_HEAD = re.compile(
    rb"\x93NUMPY\x01\x00..\{'descr': '<f8', 'fortran_order': False,"
    rb" 'shape': \(([0-9]{1,9}), ([0-9]{1,9})\), \} *\n",
    re.DOTALL,
)
"""What NumPy writes before a table of floats; two bytes in it say how long it is."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Origin:
    """Say how one ensemble was made."""

    origin: Month
    members: int
    seed: int
    method: str
    reference: str
    model_digest: str
    """Digest of the model at the vantage of the origin, before any calibration."""
    history_digest: str
    """Digest of all that was known at the origin."""
    versions: tuple[str, ...]
    parameters: tuple[str, ...]
    noises: dict[str, FittedNoise]


def origins(folder: Path) -> tuple[Month, ...]:
    """Return the origins that a resources folder has ensembles of, in order."""
    found = (path.name for path in (folder / FOLDER).glob("[0-9][0-9][0-9][0-9]"))
    return tuple(Month(int(name), 12) for name in sorted(found))


def place(folder: Path, origin: Month) -> Path:
    """Return the folder of one ensemble."""
    return folder / FOLDER / str(origin.year)


def read_calibrated(folder: Path, model: Model) -> Calibrated | None:
    """Return the latest ensemble whose origin is not after the model's vantage, if there is one.

    Raise ModelFileError where it does not fit the model.
    """
    fitting = [origin for origin in origins(folder) if origin <= model.clock.vantage]
    return read_ensemble(place(folder, fitting[-1]), model)[1] if fitting else None


def read_origin(ensemble: Path) -> Origin:
    """Read how one ensemble was made; raise ModelFileError at the first fault."""
    name = f"{FOLDER}/{ensemble.name}/{MANIFEST}"
    return _origin(parse(name, file_bytes(ensemble / MANIFEST)))


def read_ensemble(ensemble: Path, model: Model) -> tuple[Origin, Calibrated]:
    """Read one ensemble: how it was made, and its numbers."""
    name = f"{FOLDER}/{ensemble.name}/{MANIFEST}"
    # A checkout of Windows may end its lines in another way; it is the same ensemble.
    manifest = file_bytes(ensemble / MANIFEST).replace(b"\r\n", b"\n")
    table = parse(name, manifest)
    origin = _origin(table)
    for parameter in origin.parameters:
        if parameter not in model.parameters:
            table.fault("parameters", "unknown_name", name=parameter)
    for noise in origin.noises:
        if noise not in model.noises and noise not in model.recorded:
            table.fault("noise", "unknown_name", name=noise)
    content = _content(ensemble / SCORES)
    scores = _scores(content, f"{FOLDER}/{ensemble.name}/{SCORES}", origin)
    digest = hashlib.sha256(manifest + content).hexdigest()
    # A plain buffer: the records know no NumPy, and NumPy reads it without a copy.
    plain = {name: array("d", column.tobytes()) for name, column in scores.items()}
    return origin, Calibrated(origin.origin, digest, plain, origin.noises)


def _origin(table: Table) -> Origin:
    origin = Origin(
        origin=table.month("origin"),
        members=table.integer("members", 1, 100_000),
        seed=table.integer("seed", 0, 2**32 - 1),
        method=table.text("method"),
        reference=table.text("reference"),
        model_digest=table.text("model_digest"),
        history_digest=table.text("history_digest"),
        versions=table.texts("versions"),
        parameters=table.texts("parameters"),
        noises=dict(_noises(table)),
    )
    table.close()
    return origin


def _noises(table: Table) -> Iterator[tuple[str, FittedNoise]]:
    for name, inside in table.entries("noise"):
        growth = inside.table("growth") if inside.has("growth") else None
        yield (
            name,
            FittedNoise(
                tau=inside.within("tau", 1, 600),
                sd=inside.positive("sd"),
                doubt=inside.within("doubt", 0, 3),
                rest=inside.number("rest"),
                rest_doubt=inside.within("rest_doubt", 0, 10),
                growth=None if growth is None else _growth(growth),
            ),
        )
        inside.close()


def _growth(table: Table) -> FittedGrowth:
    growth = FittedGrowth(
        tau=table.within("tau", 1, 600),
        sd=table.positive("sd"),
        start=table.number("start"),
        start_doubt=table.within("start_doubt", 0, 10),
    )
    table.close()
    return growth


def _content(path: Path) -> bytes:
    # One array of scores is larger than any table of ours.
    return file_bytes(path, MOST_SCORES_BYTES)


def scores_of(content: bytes) -> Floats | None:
    """Return the array of a file of scores, (MEMBER, PARAMETER), or None if it holds none.

    NumPy's own reader evaluates what the file says of itself, and makes room for what it promises.
    """
    head = _NPY_HEAD.match(content)
    if head is None:
        return None
    rows, columns, begin = int(head[1]), int(head[2]), head.end()
    if begin != 10 + int.from_bytes(content[8:10], "little"):
        return None
    if len(content) - begin != rows * columns * 8:
        return None
    return np.frombuffer(content, "<f8", offset=begin).reshape(rows, columns)


def _scores(content: bytes, file: str, origin: Origin) -> dict[str, Floats]:
    """Read the array, (MEMBER, PARAMETER); nothing but plain numbers is ever loaded."""
    table = Table(file, NO_NAME, {})
    if len(content) > MOST_SCORES_BYTES:
        table.fault("", "file_too_large")
    array = scores_of(content)
    if array is None or array.shape != (origin.members, len(origin.parameters)):
        table.fault("", "not_an_array")
    if not np.isfinite(array).all():
        table.fault("", "bad_number")
    scores = {}
    for column, parameter in enumerate(origin.parameters):
        scores[parameter] = np.ascontiguousarray(array[:, column])
        scores[parameter].flags.writeable = False
    return scores
