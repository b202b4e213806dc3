"""Simlin beside this engine: the exported model run by a second program that shares no code."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from tests.model_checks.pysd_crosscheck import Floats


def simulated(
    text: str, folder: Path, names: Sequence[str]
) -> tuple[Mapping[str, Floats], list[str]]:
    """Return these variables at every step, and what Simlin has to say against the model."""
    import simlin

    file = folder / "model.xmile"
    file.write_text(text, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = simlin.load(file)
        issues = [f"{issue.variable}: {issue.message}" for issue in model.check()]
        table = model.run(analyze_loops=False).results
    return {name: table[name].to_numpy(np.float64) for name in names}, issues
