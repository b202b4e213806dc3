"""The programs of a run with what they are fed, to be run by themselves."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.ensemble.draws import Draws
from desktop.engine.ensemble.paths import channels, forces, impulses
from desktop.engine.machine import executor
from desktop.engine.machine.bytecode import Code
from desktop.engine.machine.feed import Array, Feed
from desktop.engine.run import workspace
from desktop.engine.run.workspace import as_they_are

Run = tuple[Code, Feed]


def programs(
    compiled: CompiledModel,
    draws: Draws,
    dtype: Any,
    policy: Policy = STATUS_QUO,
    targets: Sequence[str] | None = None,
) -> list[Run]:
    """Return every program of a run with what it is fed; every variable where none is named."""
    names = compiled.variables if targets is None else targets
    program = compiled.program(names, draws)
    runs: list[Run] = []
    execute = executor.execute

    def noted(code: Code, feed: Feed) -> tuple[Array, bool]:
        runs.append((code, feed))
        return execute(code, feed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "execute", noted)
        with program.prepared(draws, np.dtype(dtype)) as prepared:
            prepared.workspace.run(
                {**forces(compiled.model, policy), **channels(compiled.model, policy.events)},
                impulses(compiled.model, policy.events),
                as_they_are(len(names)),
            )
    return runs


def same_bits(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Say whether two arrays hold the same bits; what is no number has no bits of its own."""
    bits = np.dtype(f"u{one.dtype.itemsize}")
    alike = (one.view(bits) == other.view(bits)) | (np.isnan(one) & np.isnan(other))
    return bool(alike.all())
