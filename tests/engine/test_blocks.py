"""Many members run in blocks."""

import numpy as np
import pytest

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.results.bands import bands
from desktop.engine.run import project as running
from desktop.engine.run.project import project
from desktop.modelfiles.read import read_model


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_that_members_run_in_blocks_come_out_to_the_bit(
    monkeypatch: pytest.MonkeyPatch, dtype: type[np.floating]
) -> None:
    compiled = compile_model(read_model())
    policy = Policy({"legal_pathways": Setting(2000.0)})
    draws = compiled.draws(EnsembleChoice(members=23, seed=7))
    whole = project(compiled, policy, draws, dtype=dtype)
    monkeypatch.setattr(running, "BLOCK", 5)
    blocked = project(compiled, policy, draws, dtype=dtype)
    again = project(compiled, STATUS_QUO, draws, dtype=dtype)
    assert blocked.values.tobytes() == whole.values.tobytes()
    assert bands(blocked).values.tobytes() == bands(whole).values.tobytes()
    monkeypatch.undo()
    rest = project(compiled, STATUS_QUO, draws, dtype=dtype)
    assert again.values.tobytes() == rest.values.tobytes()
