"""The loops through trade, investment and jobs behave as described, a mutant of each does not."""

from dataclasses import replace

import numpy as np
import pytest

from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from tests.model_checks.runs import (
    Run,
    compiled,
    mutant,
    policy,
    run,
    shipped,
    step,
    with_equation,
    year,
)

POWERED = policy(grid_infrastructure=20, mx_energy_openness=70)
"""Headroom built ahead of a boom."""


def changed(chosen: Policy, model: CompiledModel, against: CompiledModel | None = None) -> Run:
    """Return every variable's change against the status quo of the same model, or of another."""
    moved, status_quo = run(chosen, model=model), run(model=against or model)
    return {name: (values - status_quo[name])[:, 0] for name, values in moved.items()}


# Investment, jobs and recruitment (L8): inert with the sizes of the evidence


def gain_through_recruits(**central: float) -> float:
    """Return the share that recruitment adds to a fall of jobs after notice of withdrawal."""
    notice = policy(("usmca_withdrawal_notice", "2026-06"))
    closed = changed(notice, mutant(**central))["formal_jobs"]
    opened = changed(notice, mutant(**{**central, "jobs_recruitment": 0.0}))["formal_jobs"]
    return float(np.abs(closed - opened).max() / np.abs(opened).max())


def test_that_insecurity_and_lost_jobs_feed_each_other_hardly_at_all() -> None:
    assert 0 < gain_through_recruits() < 0.01


@pytest.mark.mutant
def test_that_larger_sizes_of_its_links_would_wake_that_loop() -> None:
    assert gain_through_recruits(jobs_recruitment=3.0, supplier_elasticity=2.0) > 0.01


# Investment and headroom (L10): a boom uses up what it needs


def booming(**central: float) -> CompiledModel:
    """Compile the model with twice the firms in search of a site, now and from now on."""
    model = shipped()
    twice = {"interest": 2.0, **central}
    assert twice.keys() <= model.parameters.keys()
    parameters = {
        name: replace(known, low=twice[name], central=twice[name], high=twice[name])
        if name in twice
        else known
        for name, known in model.parameters.items()
    }
    pipeline = replace(model.stocks["nearshoring_pipeline"], initial="2 * pipeline_0")
    stocks = {**model.stocks, pipeline.id: pipeline}
    return compile_model(replace(model, parameters=parameters, stocks=stocks))


def boom_stalls(boom: Run) -> bool:
    """Say whether a boom has lost a tenth of its projects by 2030 and a fifth of its gain."""
    early, late = (year(boom["realised"], when) for when in (2024, 2030))
    gained, left = (year(boom["fdi_inflow"], when) for when in (2024, 2030))
    return bool(27 < early < 32 and late < 0.9 * early and left < 0.8 * gained)


def test_that_a_nearshoring_boom_without_power_stalls() -> None:
    boom = changed(STATUS_QUO, booming(), compiled())
    assert boom_stalls(boom)
    assert -10 < year(boom["grid_adequacy"], 2030) < -5


def test_that_a_boom_with_power_built_ahead_does_not_stall() -> None:
    boom = changed(POWERED, booming(), compiled())
    assert not boom_stalls(boom)
    assert 33 < year(boom["realised"], 2030) < 41
    assert 3.5 < year(boom["fdi_inflow"], 2030) < 5.5


@pytest.mark.mutant
def test_that_without_depletion_no_boom_would_stall() -> None:
    endless = booming(investment_depletion=0.0, project_depletion=0.0)
    assert not boom_stalls(changed(STATUS_QUO, endless, compiled()))


@pytest.mark.mutant
def test_that_with_the_gate_open_no_boom_would_stall() -> None:
    open_gate = with_equation("gate", "grid_adequacy / grid_0", "grid_0 / grid_0")
    pipeline = replace(shipped().stocks["nearshoring_pipeline"], initial="2 * pipeline_0")
    model = replace(
        open_gate.model, stocks={**open_gate.model.stocks, "nearshoring_pipeline": pipeline}
    )
    interest = replace(model.parameters["interest"], low=2.0, central=2.0, high=2.0)
    boom = compile_model(replace(model, parameters={**model.parameters, "interest": interest}))
    projects = changed(STATUS_QUO, boom, open_gate)["realised"]
    assert year(projects, 2030) > 0.99 * year(projects, 2024)


def test_that_the_scarcest_condition_does_not_rule_alone() -> None:
    # A plain minimum would be the rule of law, and power and rules would be for nothing.
    for chosen in (policy(grid_infrastructure=30), policy(usmca_enforcement=100)):
        assert year(changed(chosen, compiled())["gate"], 2030) > 0.005


# Threats and tariffs (L11): leverage that eats its own base


def leverage_eats_its_base(model: CompiledModel) -> bool:
    """Say whether a tariff of 25 % wins transit control at once and costs jobs for years."""
    changes = changed(policy(us_tariff_on_mexico=25), model)

    def change(name: str, month: str) -> float:
        return float(changes[name][step(month)])

    return (
        change("transit_control", "2024-06") > 15
        and change("irregular_encounters", "2024-06") < -250
        # Control that is held gives way no more, so that most of the fall stays with the tariff.
        and -500 < change("irregular_encounters", "2030-06") < -300
        and change("tpu", "2024-12") > 30
        and change("fdi_inflow", "2030-06") < -2.5
        and -0.5 < change("formal_jobs", "2024-12") < 0
        and -3 < change("formal_jobs", "2030-06") < -1.2
    )


def test_that_a_tariff_wins_concessions_at_once_and_costs_jobs_later() -> None:
    assert leverage_eats_its_base(compiled())


@pytest.mark.mutant
def test_that_without_exports_to_jobs_it_would_cost_hardly_any() -> None:
    assert not leverage_eats_its_base(mutant(export_jobs=0.0))


@pytest.mark.mutant
def test_that_without_its_reach_into_investment_uncertainty_would_be_free() -> None:
    assert not leverage_eats_its_base(mutant(tpu_fdi=0.0))


def test_that_lost_jobs_send_people_north_against_the_tariff() -> None:
    tariff = policy(us_tariff_on_mexico=25)
    pushed = changed(tariff, compiled())["mexican_push"][step("2030-06")]
    assert 0.008 < pushed < 0.03
    deaf = mutant(emigration_elasticity=0.0)
    assert changed(tariff, deaf)["mexican_push"][step("2030-06")] == 0


# Trade and results make trust, and trust damps the replies (L15): faint


def buffer_is_faint(model: CompiledModel) -> bool:
    """Say whether cooperation builds trust that takes a little of the edge off replies."""
    framework = policy(coop_framework=3)
    joint, calm = run(framework, model=model), run(model=model)

    def change(name: str) -> float:
        return float((year(joint[name], 2030) - year(calm[name], 2030))[0])

    gain = float((year(joint["reply_gain"], 2030) / year(calm["reply_gain"], 2030))[0])
    return 10 < change("trust") < 18 and 0.90 < gain < 0.96 and -1.5 < change("us_rhetoric") < 0


def trade_earns_trust(model: CompiledModel) -> bool:
    """Say whether a tariff costs trust through the exports that it keeps away."""
    tariff = policy(us_tariff_on_mexico=25)
    deaf = mutant(trade_trust=0.0)
    closed, opened = (changed(tariff, each)["trust"] for each in (model, deaf))
    return bool(year(closed, 2030) < year(opened, 2030) - 0.5)


def test_that_trust_takes_some_of_the_edge_off_replies() -> None:
    assert buffer_is_faint(compiled())
    assert trade_earns_trust(compiled())


@pytest.mark.mutant
def test_that_without_trust_in_the_replies_there_is_no_buffer() -> None:
    assert not buffer_is_faint(with_equation("reply_gain", "0.6 * trust /", "0 * trust /"))


@pytest.mark.mutant
def test_that_without_exports_to_trust_trade_earns_none() -> None:
    assert not trade_earns_trust(mutant(trade_trust=0.0))
