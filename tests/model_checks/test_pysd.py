"""Arithmetic: PySD, given the exported model, agrees on every variable at every step."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import LEAST_SIZE, MOST_SIZE, STATUS_QUO, PlannedEvent, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.run.project import run_member
from desktop.reports.xmile.file import xmile
from tests.engine.small_models import rivals
from tests.model_checks.pysd_crosscheck import differences, disagreements, translated
from tests.model_checks.runs import CENTRAL, compiled, shipped

SEED = 20231231
MEMBERS = EnsembleChoice(members=200)
SETTINGS = 20
INJECTS = 5
CHOSEN = (3, 58, 101, 144, 199)
"""Members that are tried."""

Case = tuple[Policy, EnsembleChoice, int]


def random_settings(model: Model, number: int) -> Policy:
    """Return a policy in which every lever is somewhere, some over time."""
    draw = np.random.default_rng([SEED, number])
    settings = {}
    for lever in model.levers.values():
        value = round(float(draw.uniform(lever.low, lever.high)), 3)
        start, ramp, length = (int(each) for each in draw.integers(1, (100, 36, 60)))
        first = model.clock.month(start)
        last = min(first.plus(length), model.clock.horizon)
        # A third from the first month for good, a third on a ramp, a third for a while.
        settings[lever.id] = (
            Setting(value),
            Setting(value, first, ramp),
            Setting(value, first, 0, last),
        )[int(draw.integers(3))]
    return Policy(settings)


def injects(model: Model, number: int) -> Policy:
    """Return a policy that places a fifth of all events, some of them twice, in all sizes."""
    draw = np.random.default_rng([SEED, 100 + number])
    chosen = list(model.events)[number::INJECTS]
    planned = {
        PlannedEvent(event, model.clock.month(int(step)))
        for event in chosen
        for step in draw.integers(1, 130, 1 + int(draw.integers(2)))
    }
    ordered = sorted(planned, key=lambda each: (each.month, each.event))
    sizes = draw.uniform(LEAST_SIZE, MOST_SIZE, len(ordered)).tolist()
    sized = (replace(each, size=size) for each, size in zip(ordered, sizes, strict=True))
    return Policy({}, tuple(sized))


def together(model: Model) -> Case:
    """Return one run with everything in it: levers on the move, events, and a drawn member."""
    moved = random_settings(model, 0)
    return Policy(moved.settings, injects(model, 0).events), MEMBERS, CHOSEN[0]


CASES = (
    "defaults",
    *(f"settings-{number}" for number in range(SETTINGS)),
    *(f"injects-{number}" for number in range(INJECTS)),
    *(f"member-{member}" for member in CHOSEN),
)


def case(model: Model, name: str) -> Case:
    """Return a case by its name."""
    kind, _, number = name.partition("-")
    match kind:
        case "settings":
            return random_settings(model, int(number)), CENTRAL, 0
        case "injects":
            return injects(model, int(number)), CENTRAL, 0
        case "member":
            return STATUS_QUO, MEMBERS, int(number)
    return STATUS_QUO, CENTRAL, 0


def check(chosen: Case) -> None:
    policy, ensemble, member = chosen
    assert disagreements(compiled(), RunRequest(policy, ensemble), member) == []


# A quick run holds the shipped model against the other program, in a sixth of the time.
@pytest.mark.long
def test_that_another_program_computes_the_same_moved_shaken_and_drawn_run() -> None:
    check(together(shipped()))


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_that_another_program_computes_the_same(name: str) -> None:
    check(case(shipped(), name))


def test_that_the_cases_reach_every_lever_and_every_event() -> None:
    model = shipped()
    moved = {lever for n in range(SETTINGS) for lever in random_settings(model, n).settings}
    placed = {each.event for n in range(INJECTS) for each in injects(model, n).events}
    assert moved == set(model.levers)
    assert placed == set(model.events)


@pytest.mark.long
def test_that_every_form_of_the_language_agrees(tmp_path: Path) -> None:
    model = compile_model(rivals())
    shaken = Policy({"duty": Setting(25.0)}, (PlannedEvent("quarrel", Month(2026, 5)),))
    request = RunRequest(shaken, EnsembleChoice(members=9))
    assert disagreements(model, request, 4) == []


@pytest.mark.mutant
def test_that_a_mutation_of_the_exported_model_is_found(tmp_path: Path) -> None:
    run = run_member(compiled(), STATUS_QUO, compiled().draws(CENTRAL))
    text = xmile(shipped(), run)
    place = text.index('<aux name="trust_target">')
    changed = text[:place] + text[place:].replace("trust_0 + ", "trust_0 - ", 1)
    assert changed != text

    found, _ = translated(changed, tmp_path).run(list(run.values))

    names = {each.variable for each in differences(run, found)}
    assert {"trust_target", "trust"} <= names
    assert "job_openings" not in names
