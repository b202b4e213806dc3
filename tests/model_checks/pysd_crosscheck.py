"""PySD beside this engine: the exported model run by a program that shares none of its code."""

import tempfile
import time
import warnings
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from desktop.domain.ensemble import RunRequest
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.projection import MemberRun
from desktop.engine.run.project import run_member
from desktop.reports.xmile.file import xmile

Floats = NDArray[np.float64]

RELATIVE = 1e-9
OF_RANGE = 1e-12
ROUNDING = 1e-15
"""Two values are one if they differ by no more than one of these allows: a share of the value or of
the variable's range, or what rounding leaves of a variable that is at rest at zero."""


@dataclass(frozen=True, slots=True)
class PysdModel:
    """Hold a model as PySD has translated it."""

    model: Any
    seconds: float
    """What the translation took of the processor."""

    def run(self, names: Sequence[str]) -> tuple[Mapping[str, Floats], float]:
        """Return these variables at every step, (TIME,), and the processor's seconds it took."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            start = time.process_time()
            table = self.model.run(return_columns=list(names))
            seconds = time.process_time() - start
        return {name: table[name].to_numpy(np.float64) for name in names}, seconds


def translated(text: str, folder: Path, *, laid_out: bool = False) -> PysdModel:
    """Let PySD translate an XMILE file.

    It has Black lay out the Python it writes, which takes several times as long as the rest and
    changes nothing that is computed; that is left out unless `laid_out`.
    """
    with warnings.catch_warnings(), ExitStack() as patches:
        warnings.simplefilter("ignore")
        import pysd

        if not laid_out:
            patches.enter_context(patch("black.format_file_contents", lambda text, **_: text))
        file = folder / "model.xmile"
        file.write_text(text, encoding="utf-8")
        start = time.process_time()
        model = pysd.read_xmile(str(file))
        return PysdModel(model, time.process_time() - start)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Hold where a variable first differs."""

    variable: str
    step: int
    ours: float
    theirs: float


def differences(run: MemberRun, found: Mapping[str, Floats]) -> list[Disagreement]:
    """Return each variable that is not the same at every step, where it first is not."""
    different = []
    for name, ours in run.values.items():
        theirs = found[name]
        allowed = np.maximum(RELATIVE * np.abs(ours), OF_RANGE * np.ptp(ours) + ROUNDING)
        # What is no number agrees with nothing.
        agreed = np.abs(ours - theirs) <= allowed
        if theirs.shape != ours.shape or not agreed.all():
            step = int(np.argmin(agreed))
            different.append(Disagreement(name, step, float(ours[step]), float(theirs[step])))
    return different


def disagreements(
    compiled: CompiledModel, request: RunRequest, member: int = 0
) -> list[Disagreement]:
    """Export one run, let PySD repeat it, and return what differs."""
    run = run_member(compiled, request.policy, compiled.draws(request.ensemble), member)
    with tempfile.TemporaryDirectory() as folder:
        peer = translated(xmile(compiled.model, run), Path(folder))
        found, _ = peer.run(list(run.values))
    return differences(run, found)
