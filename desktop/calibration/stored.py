"""A calibrated ensemble as files, and two of them compared."""

import io
import math
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from db import written_beside
from desktop.calibration.window import Floats
from desktop.domain.errors import ModelFileError
from desktop.domain.model.model import FittedNoise
from desktop.modelfiles.ensembles import MANIFEST, SCORES, Origin, place, read_origin, scores_of

TOLERANCE = 1e-6
"""What another machine's rounding may leave between two ensembles made from the same."""


class Match(StrEnum):
    """Say how near an ensemble comes to the one that is kept."""

    SAME = "same"
    """Byte for byte."""
    NEAR = "near"
    """Within TOLERANCE."""
    OTHER = "other"
    ABSENT = "absent"
    """None is kept."""


def files(origin: Origin, scores: Floats) -> dict[str, bytes]:
    """Return the two files of an ensemble by their names; `scores` are (MEMBER, PARAMETER)."""
    stream = io.BytesIO()
    np.save(stream, np.ascontiguousarray(scores, dtype=np.float64), allow_pickle=False)
    return {MANIFEST: _manifest(origin).encode("utf-8"), SCORES: stream.getvalue()}


def write_ensemble(origin: Origin, scores: Floats, folder: Path) -> Path:
    """Write an ensemble, scores (MEMBER, PARAMETER), into a resources folder; return where."""
    ensemble = place(folder, origin.origin)
    ensemble.mkdir(parents=True, exist_ok=True)
    for name, content in files(origin, scores).items():
        with written_beside(ensemble / name) as temporary:
            temporary.write_bytes(content)
    return ensemble


def compare(origin: Origin, scores: Floats, folder: Path) -> Match:
    """Hold an ensemble against the one that a resources folder keeps for the same origin.

    `scores` are (MEMBER, PARAMETER), and the same to TOLERANCE where they come near.
    """
    ensemble = place(folder, origin.origin)
    made = files(origin, scores)
    try:
        kept = {name: (ensemble / name).read_bytes() for name in made}
    except FileNotFoundError:
        return Match.ABSENT
    if kept == made:
        return Match.SAME
    try:
        known = read_origin(ensemble)
    except ModelFileError:
        return Match.OTHER
    array = scores_of(kept[SCORES])
    alike = replace(known, versions=(), noises={}) == replace(origin, versions=(), noises={})
    if array is None or array.shape != scores.shape:
        return Match.OTHER
    near = np.allclose(array, scores, rtol=0.0, atol=TOLERANCE)
    return Match.NEAR if alike and near and _near(known, origin) else Match.OTHER


def _near(one: Origin, other: Origin) -> bool:
    """Say whether two ensembles have the same noises, but for rounding."""
    if one.noises.keys() != other.noises.keys():
        return False
    for name, noise in one.noises.items():
        here, there = _numbers(noise), _numbers(other.noises[name])
        if here.keys() != there.keys() or not all(
            math.isclose(value, there[key], rel_tol=TOLERANCE, abs_tol=TOLERANCE)
            for key, value in here.items()
        ):
            return False
    return True


def _numbers(noise: FittedNoise) -> dict[str, float]:
    """Return all numbers of a noise by their names."""
    plain = asdict(noise)
    growth = plain.pop("growth") or {}
    return plain | {f"growth.{key}": value for key, value in growth.items()}


def _manifest(origin: Origin) -> str:
    """Return the manifest as TOML; every number at nine significant digits."""
    # Of the extra `calibration`: only who makes an ensemble writes one.
    import tomli_w

    noises = {name: _plain(asdict(noise)) for name, noise in origin.noises.items()}
    plain = {
        "origin": str(origin.origin),
        "members": origin.members,
        "seed": origin.seed,
        "method": origin.method,
        "reference": origin.reference,
        "model_digest": origin.model_digest,
        "history_digest": origin.history_digest,
        "versions": list(origin.versions),
        "parameters": list(origin.parameters),
        "noise": noises,
    }
    return f"# Made by `vecinos calibrate`; see docs/calibration.md.\n{tomli_w.dumps(plain)}"


def _plain(noise: dict[str, Any]) -> dict[str, Any]:
    """Return a noise as the manifest holds it; growth is left out where there is none."""
    return {
        key: _plain(value) if isinstance(value, dict) else _number(value)
        for key, value in noise.items()
        if value is not None
    }


def _number(value: float) -> float:
    """Return a number at nine significant digits, a whole one as an integer."""
    short = float(f"{value:.9g}")
    return int(short) if short.is_integer() else short
