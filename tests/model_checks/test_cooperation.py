"""What hangs on cooperation, and what force without consent must never win."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel
from tests.model_checks.runs import (
    MEMBERS,
    compiled,
    mutant,
    policy,
    run,
    starting,
    with_equation,
    year,
)

YEARS = range(2025, 2037)
CAMPAIGN = Policy(
    {"us_unilateral_force": Setting(4, Month(2025, 1), last=Month(2026, 12))},
)
STRIKE = policy(("us_drone_strike", "2025-01"))
CALMER = 0.001
"""Share of the homicide rate, and of investment, that counts as a gain."""


def carried(model: CompiledModel) -> bool:
    """Tell whether the deepest framework raises what hangs on it in nine members of ten."""
    deep = run(starting("2025-01", "coop_framework", 4), MEMBERS, model)
    still = run(ensemble=MEMBERS, model=model)
    return all(
        (year(deep[name], 2030) > 1.001 * year(still[name], 2030)).mean() >= 0.9
        for name in ("extraditions", "arrests", "fentanyl_seizures")
    )


def saves(model: CompiledModel) -> bool:
    """Tell whether deaths rise in the median of no year."""
    deep = run(starting("2025-01", "coop_framework", 4), MEMBERS, model)["us_opioid_deaths"]
    still = run(ensemble=MEMBERS, model=model)["us_opioid_deaths"]
    changes = [np.median(year(deep, each) / year(still, each)) for each in YEARS]
    return bool(max(changes) <= 1 + 1e-9 and changes[5] < 1)


def wins_nothing(model: CompiledModel, force: Policy) -> bool:
    """Tell whether force lowers homicide and raises investment in no year."""
    struck, still = run(force, model=model), run(model=model)
    calm = [
        float(year(struck["homicide_rate"], each)[0] / year(still["homicide_rate"], each)[0])
        for each in YEARS
    ]
    gain = [
        float(year(struck["fdi_inflow"], each)[0] / year(still["fdi_inflow"], each)[0])
        for each in YEARS
    ]
    return min(calm) > 1 - CALMER and max(gain) < 1 + CALMER and sum(gain) < len(gain)


def test_that_arrests_extraditions_and_seizures_hang_on_cooperation() -> None:
    assert carried(compiled())


@pytest.mark.mutant
@pytest.mark.parametrize(
    "model",
    [
        partial(mutant, cooperation_intelligence=0.0),
        partial(mutant, intelligence_reach=0.0),
        partial(with_equation, "held_for_extradition", "wanted_caught / arrests_0 * exp(", "exp(-"),
    ],
    ids=["intelligence", "arrests", "extraditions"],
)
def test_that_without_a_carrier_it_would_show(model: Callable[[], CompiledModel]) -> None:
    assert not carried(model())


def test_that_cooperation_costs_no_lives_in_the_median() -> None:
    assert saves(compiled())


@pytest.mark.mutant
def test_that_supply_helped_by_cooperation_would_show() -> None:
    assert not saves(mutant(cooperation_precursors=-0.3, lab_effect=-0.06))


@pytest.mark.parametrize("force", [CAMPAIGN, STRIKE], ids=["campaign", "strike"])
def test_that_force_neither_calms_nor_draws_investment(force: Policy) -> None:
    assert wins_nothing(compiled(), force)


@pytest.mark.mutant
def test_that_sparing_leaders_by_blindness_would_show() -> None:
    assert not wins_nothing(with_equation("removals_missed", "max(", "0 * max("), STRIKE)


@pytest.mark.mutant
def test_that_yielding_under_fire_would_show() -> None:
    assert not wins_nothing(mutant(force_deafness=-2.0), CAMPAIGN)
