"""Federal support counts once and acts once, no package lives from one lever, both counts agree."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest

from desktop.domain.assumptions import Assumptions
from desktop.domain.lever import Family
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.run.project import variables
from tests.model_checks.runs import (
    CENTRAL,
    EVIDENCE,
    compiled,
    mutant,
    policy,
    run,
    shipped,
    starting,
    step,
    with_equation,
    year,
)

START = "2025-01"
NATIONAL_EDGE = 0.6
"""Homicide fell no further within six years since 1990 (INEGI: 1994 to 2000)."""
SECURITY = tuple(lever for lever in shipped().levers.values() if lever.family is Family.SECURITY)
DOCUMENTS = ("berg_package", "carnegie_package")


def fall(chosen: Policy, model: CompiledModel) -> np.ndarray:
    """Return by how much a policy lowers homicide in the central run, month by month."""
    moved, still = (run(each, CENTRAL, model)["homicide_rate"] for each in (chosen, STATUS_QUO))
    share: np.ndarray = 1 - moved[:, 0] / still[:, 0]
    return share


# One delay


def within_a_year(model: CompiledModel) -> bool:
    """Say whether half of what a rise of federal support does is there after a year."""
    gained = fall(starting(START, "mx_federal_backup", 100), model)
    return bool(gained[step("2025-12")] > gained[step("2030-12")] / 2 > 0.05)


def test_that_half_of_a_rise_of_federal_support_acts_within_a_year() -> None:
    assert within_a_year(compiled())


@pytest.mark.mutant
def test_that_with_a_second_delay_it_would_not() -> None:
    late = "smooth(federal_backup, 15, backup_0) / index_full) / ("
    assert not within_a_year(
        with_equation("coordination", "federal_backup / index_full) / (", late)
    )


# One count


def through_police(model: CompiledModel, without: CompiledModel) -> float:
    """Return what of federal support's effect on homicide hangs on what police do to it."""
    supported = starting(START, "mx_federal_backup", 100)
    return float(abs(fall(supported, model)[-1] - fall(supported, without)[-1]))


def test_that_federal_support_does_not_count_again_through_the_police() -> None:
    assert through_police(compiled(), mutant(police_homicide=0.0)) < 0.002


@pytest.mark.mutant
def test_that_police_carried_by_support_would_count_it_again() -> None:
    twice = with_equation("police_effect", "smooth(police_own", "smooth(local_police_capacity")
    once = with_equation(
        "police_effect", "smooth(police_own", "smooth(local_police_capacity", police_homicide=0.0
    )
    assert through_police(twice, once) > 0.05


# The edge of the evidence


def beyond_the_edge(model: CompiledModel) -> set[tuple[str, float]]:
    """Return the ends of levers at which one member in twenty leaves less than the edge."""
    still = run(ensemble=EVIDENCE, model=model)["homicide_rate"]
    found = set()
    for lever in SECURITY:
        for end in {lever.low, lever.high} - {lever.default}:
            moved = run(starting(START, lever.id, end), EVIDENCE, model)["homicide_rate"]
            left = min(
                np.percentile(year(moved, when) / year(still, when), 5) for when in (2030, 2036)
            )
            if left < NATIONAL_EDGE:
                found.add((lever.id, end))
    return found


def test_that_no_lever_lowers_homicide_beyond_the_edge_of_the_evidence() -> None:
    assert beyond_the_edge(compiled()) == set()


@pytest.mark.mutant
def test_that_without_the_edge_money_alone_would() -> None:
    found = beyond_the_edge(mutant(state_reach=5.0, police_homicide=0.67))
    assert ("mx_security_spending", 2.0) in found


@pytest.mark.mutant
def test_that_a_local_size_for_the_whole_country_would() -> None:
    found = beyond_the_edge(mutant(organized_killings=1.0, coordination_effect=0.65))
    assert ("mx_federal_backup", 100.0) in found


# Packages


def kept_without_the_largest(package: str, model: CompiledModel) -> float:
    """Return the least share of a package's effect on homicide that is left without one lever."""
    chosen = shipped().presets[package].policy

    def gained(policy: Policy) -> float:
        return float(fall(policy, model)[step("2032-06")])

    left = [
        gained(
            Policy(
                {name: each for name, each in chosen.settings.items() if name != lever},
                chosen.events,
            )
        )
        for lever in chosen.settings
    ]
    return min(left) / gained(chosen)


@pytest.mark.parametrize("package", DOCUMENTS)
def test_that_no_package_of_a_document_lives_from_one_lever(package: str) -> None:
    assert kept_without_the_largest(package, compiled()) >= 1 / 3


@pytest.mark.mutant
@pytest.mark.parametrize("package", DOCUMENTS)
def test_that_without_what_police_and_courts_do_it_would(package: str) -> None:
    alone = mutant(police_homicide=0.0, courts_homicide=0.0)
    assert kept_without_the_largest(package, alone) < 1 / 3


def parts(model: CompiledModel) -> Mapping[str, float]:
    """Return what each lever beside federal support takes from homicide by 2036, alone."""
    return {
        lever: float(fall(starting(START, lever, value), model)[-1])
        for lever, value in (
            ("mx_security_spending", 2.0),
            ("vetted_units_training", 800.0),
            ("youth_prevention", 600.0),
            ("mx_military_share", 20.0),
        )
    }


def test_that_budget_training_prevention_and_civil_command_have_a_part_of_their_own() -> None:
    assert min(parts(compiled()).values()) > 0.02


@pytest.mark.mutant
@pytest.mark.parametrize(
    ("size", "lever"),
    [
        ("spending_effect", "mx_security_spending"),
        ("training_effect", "vetted_units_training"),
        ("prevention_effect", "youth_prevention"),
        ("military_police", "mx_military_share"),
    ],
)
def test_that_without_its_size_a_part_is_gone(size: str, lever: str) -> None:
    assert parts(mutant(**{size: 0.0}))[lever] < 0.01


# Removals by vetted units, as the article hopes and as the studies find


@cache
def after_five_years(sides: str, model: CompiledModel) -> float:
    """Return what leader targeting adds to training, as a share of homicide."""
    draws = model.draws(CENTRAL, Assumptions(sides))
    alone, hunted = (
        variables(model, each, draws)["homicide_rate"][60, 0]
        for each in (
            policy(vetted_units_training=800),
            policy(vetted_units_training=800, mx_leader_targeting=12),
        )
    )
    return float(hunted / alone - 1)


def test_that_vetted_units_weaken_groups_as_the_documents_argue_and_not_else() -> None:
    assert after_five_years("articles", compiled()) < -0.002
    assert after_five_years("neutral", compiled()) > 0.002
    assert after_five_years("studies", compiled()) > 0.002


@pytest.mark.mutant
def test_that_without_vetting_the_documents_hope_comes_to_nothing() -> None:
    deaf = with_equation("vetted_units", "(1 - training_leak)", "0 * (1 - training_leak)")
    assert after_five_years("articles", deaf) > 0


# What a hunt for leaders costs in investment


def cheaper_than_a_tariff(model: CompiledModel) -> bool:
    """Say whether the hunt costs a third of the investment that a duty of 30 % does, at most."""
    still = run(model=model)["fdi_inflow"]

    def lost(lever: str, value: float) -> float:
        moved = run(starting(START, lever, value), model=model)["fdi_inflow"]
        return float(1 - moved[step("2030-12"), 0] / still[step("2030-12"), 0])

    return 0.002 < lost("mx_leader_targeting", 25) < lost("us_tariff_on_mexico", 30) / 3


def test_that_a_hunt_for_leaders_costs_some_investment_and_less_than_a_tariff() -> None:
    assert cheaper_than_a_tariff(compiled())


@pytest.mark.mutant
def test_that_investors_blind_to_groups_would_not_mind_it() -> None:
    assert not cheaper_than_a_tariff(mutant(rivals_fdi=0.0, homicide_commerce=0.0))


# Two counts of the same


def side_by_side(model: CompiledModel) -> bool:
    """Say whether prosecutors' count follows that of deaths at the ratio of the last years."""
    values = run(starting(START, "mx_federal_backup", 100), EVIDENCE, model)
    people = np.exp(model.model.parameters["population_growth"].central * 13)
    ratio = values["homicides_registered"][-1] / (values["homicide_rate"][-1] * people)
    ratio /= values["homicides_registered"][0] / values["homicide_rate"][0]
    return bool(0.85 < np.percentile(ratio, 5) < 0.995 and 1.005 < np.percentile(ratio, 95) < 1.15)


def test_that_the_two_counts_of_homicide_stay_side_by_side() -> None:
    assert side_by_side(compiled())


@pytest.mark.mutant
def test_that_a_count_deaf_to_killing_would_part_from_the_other() -> None:
    deaf = with_equation("homicides_registered", "homicide_rate / homicide_rate_0", "1")
    assert not side_by_side(deaf)
