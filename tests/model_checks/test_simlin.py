"""Arithmetic and units: Simlin reads the exported model and agrees on every variable."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.model.model import Auxiliary
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.run.project import run_member
from desktop.reports.xmile.file import xmile
from tests.engine.small_models import evidence, rivals
from tests.model_checks.pysd_crosscheck import differences, translated
from tests.model_checks.runs import CENTRAL, compiled, shipped
from tests.model_checks.simlin_crosscheck import simulated
from tests.model_checks.test_pysd import CASES, Case, case, together

FORMS = {
    "either": "trust if not (trust >= anger) and anger != 40 or trust == 35 else 1",
    "two_choices": "(anger if time > 3 else 2) + (1 if not (anger > 41 or trust < 34) else 3) ** 2",
    "inner_choice": "max(1 if time > 3 else (2 if time > 1 else 3), lookup(bend, anger))",
    "inner_smooth": "smooth3(smooth(time, 2, 0) - 1, 7, -1)",
    "signs": "lookup(bend, 2 * time) - -trust ** 2 + 1e-7 * anger",
}
"""What programs that read the format stumble over."""


def check(chosen: Case, folder: Path) -> None:
    policy, ensemble, member = chosen
    run = run_member(compiled(), policy, compiled().draws(ensemble), member)
    found, issues = simulated(xmile(shipped(), run), folder, list(run.values))
    assert differences(run, found) == []
    assert issues == []


def test_that_simlin_computes_the_same_moved_shaken_and_drawn_run(tmp_path: Path) -> None:
    check(together(shipped()), tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_that_simlin_computes_the_same(name: str, tmp_path: Path) -> None:
    check(case(shipped(), name), tmp_path)


@pytest.mark.long
def test_that_both_programs_read_what_others_stumble_over(tmp_path: Path) -> None:
    made = rivals()
    forms = {name: Auxiliary(name, "1", text, evidence()) for name, text in FORMS.items()}
    model = compile_model(replace(made, auxiliaries={**made.auxiliaries, **forms}))
    shaken = Policy({"duty": Setting(25.0)}, (PlannedEvent("quarrel", Month(2026, 5)),))
    run = run_member(model, shaken, model.draws(EnsembleChoice(members=9)), 4)
    text = xmile(model.model, run)

    found, _ = simulated(text, tmp_path, list(run.values))
    assert differences(run, found) == []
    found, _ = translated(text, tmp_path).run(list(run.values))
    assert differences(run, found) == []


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
