"""Arithmetic and units: Simlin reads the exported model and agrees on every variable."""

from pathlib import Path

import pytest

from desktop.domain.policy import STATUS_QUO
from desktop.engine.run.project import run_member
from desktop.reports.xmile.file import xmile
from tests.model_checks.pysd_crosscheck import differences
from tests.model_checks.runs import CENTRAL, compiled, shipped
from tests.model_checks.simlin_crosscheck import simulated
from tests.model_checks.test_pysd import CASES, Case, case, together

pytestmark = pytest.mark.long


def check(chosen: Case, folder: Path) -> None:
    policy, ensemble, member = chosen
    run = run_member(compiled(), policy, compiled().draws(ensemble), member)
    found, issues = simulated(xmile(shipped(), run), folder, list(run.values))
    assert differences(run, found) == []
    assert issues == []


def test_that_simlin_computes_the_same_moved_shaken_and_drawn_run(tmp_path: Path) -> None:
    check(together(shipped()), tmp_path)


@pytest.mark.parametrize("name", CASES)
def test_that_simlin_computes_the_same(name: str, tmp_path: Path) -> None:
    check(case(shipped(), name), tmp_path)


@pytest.mark.mutant
def test_that_a_wrong_sign_and_a_wrong_unit_are_found(tmp_path: Path) -> None:
    run = run_member(compiled(), STATUS_QUO, compiled().draws(CENTRAL))
    text = xmile(shipped(), run)
    place = text.index('<aux name="trust_target">')
    changed = text[:place] + text[place:].replace("trust_0 + ", "trust_0 - ", 1)
    changed = changed.replace("<units>month</units>", "<units>year</units>")
    assert changed != text

    found, issues = simulated(changed, tmp_path, list(run.values))

    assert {"trust_target", "trust"} <= {each.variable for each in differences(run, found)}
    assert issues != []
