"""The loops of the slice behave as described, and a mutant of each does not."""

import numpy as np
import pytest

from desktop.domain.ensemble import EnsembleChoice
from desktop.engine.compile.compiler import CompiledModel
from tests.model_checks.runs import (
    CENTRAL,
    MEMBERS,
    compiled,
    mutant,
    policy,
    run,
    shipped,
    step,
    with_equation,
    year,
)


def cost_of_an_insult(month: str, model: CompiledModel) -> float:
    """Return the index-months of U.S. rhetoric that an insult to Mexico costs in nine months."""
    # A strike raises Mexican rhetoric by 30 points at once, in season and out of it.
    insulted = run(policy(("us_drone_strike", month)), model=model)["us_rhetoric"]
    calm = run(model=model)["us_rhetoric"]
    first = step(month)
    return float((insulted - calm)[first : first + 9, 0].sum())


def overlap_costs_more(model: CompiledModel) -> bool:
    """Say whether an insult in the overlap of 2024 costs a third more than in the calm of 2026."""
    return cost_of_an_insult("2024-02", model) > 1.3 * cost_of_an_insult("2026-06", model)


def test_that_the_same_insult_costs_more_inside_an_election_overlap() -> None:
    assert overlap_costs_more(compiled())


@pytest.mark.mutant
def test_that_without_the_overlap_gain_an_insult_costs_the_same() -> None:
    assert not overlap_costs_more(with_equation("reply_gain", "1.4 if", "1 if"))


def calms_down(model: CompiledModel) -> bool:
    """Say whether rhetoric is near rest a year and a half after the vote of 2024."""
    return float(run(model=model)["us_rhetoric"][step("2026-05"), 0]) < 48


def test_that_the_spiral_peaks_at_the_vote_and_calms_down() -> None:
    rhetoric = run()["us_rhetoric"][:, 0]
    peak = int(rhetoric[: step("2026-05")].argmax())
    assert abs(peak - step("2024-11")) <= 2
    assert 58 <= rhetoric[peak] <= 70
    assert calms_down(compiled())


@pytest.mark.mutant
def test_that_without_fatigue_it_would_not_calm_down() -> None:
    assert not calms_down(mutant(rhetoric_decay=0.005))


def test_that_runaway_is_rare_and_bounded() -> None:
    rhetoric = run(ensemble=MEMBERS)["us_rhetoric"]
    assert rhetoric.max() <= 100
    assert (rhetoric[step("2035-06")] > 80).mean() < 0.02


def straitjacket(model: CompiledModel) -> bool:
    """Say whether calming the border by transit enforcement costs pressure and cooperation."""
    tightened = run(policy(mx_transit_enforcement=85), MEMBERS, model)
    status_quo = run(ensemble=MEMBERS, model=model)

    def change(name: str, when: int) -> float:
        return float(np.median(year(tightened[name], when) - year(status_quo[name], when)))

    return (
        change("irregular_encounters", 2024) < -150
        and change("us_security_pressure", 2026) < -5
        and change("cooperation_depth", 2026) < -1
    )


def test_that_transit_enforcement_calms_the_border_and_costs_cooperation() -> None:
    assert straitjacket(compiled())


@pytest.mark.mutant
def test_that_without_credit_for_transit_there_is_no_straitjacket() -> None:
    assert not straitjacket(mutant(transit_credit=0.0))


@pytest.mark.mutant
def test_that_without_the_step_from_pressure_cooperation_does_not_suffer() -> None:
    assert not straitjacket(mutant(pressure_cooperation=0.0))


def two_exits(model: CompiledModel) -> bool:
    """Say whether pathways pay slowly in flows, and a separate track pays in pressure."""
    status_quo = run(ensemble=MEMBERS, model=model)
    pathways = run(policy(legal_pathways=2000), MEMBERS, model)
    track = run(policy(issue_delinking=80), MEMBERS, model)
    flow = pathways["irregular_encounters"] - status_quo["irregular_encounters"]
    early, late = (float(np.median(flow[step(month)])) for month in ("2024-06", "2026-12"))
    room = track["us_security_pressure"] - status_quo["us_security_pressure"]
    small = pathways["us_security_pressure"] - status_quo["us_security_pressure"]
    return (
        late < 2 * early < 0
        and late < -150
        and float(np.median(year(room, 2030))) > 8
        and 0 < float(np.median(year(small, 2030))) < 3
    )


def test_that_pathways_pay_slowly_in_flows_and_a_separate_track_in_pressure() -> None:
    assert two_exits(compiled())


@pytest.mark.mutant
def test_that_without_its_delay_the_first_exit_would_pay_at_once() -> None:
    fast = with_equation("pathways_ratio", "pathways_delay", "1")

    def early_gain(model: CompiledModel) -> float:
        opened = run(policy(legal_pathways=2000), CENTRAL, model)["irregular_encounters"]
        return float((opened - run(model=model)["irregular_encounters"])[step("2024-06"), 0])

    assert early_gain(fast) < 1.4 * early_gain(compiled()) < 0


@pytest.mark.mutant
def test_that_without_salience_in_the_bargain_there_is_no_second_exit() -> None:
    assert not two_exits(mutant(delinking_gain=0.0, salience_crowding=0.0))


def holds(model: CompiledModel) -> bool:
    """Say whether a held squeeze of transit bites within months and does not give way."""
    ratio = (
        run(policy(mx_transit_enforcement=80), model=model)["irregular_encounters"]
        / run(model=model)["irregular_encounters"]
    )[:, 0]
    return bool(ratio[9] < 0.72 and ratio[36] < ratio[9] + 0.02)


def test_that_a_squeeze_of_transit_holds_while_it_is_held() -> None:
    assert holds(compiled())


@pytest.mark.mutant
def test_that_with_a_rebound_it_would_give_way() -> None:
    assert not holds(
        with_equation(
            "transit_squeeze",
            "- transit_0) /",
            "- transit_0 - 0.5 * (smooth(transit_control, 13, transit_0) - transit_0)) /",
        )
    )


def remittances_rise(model: CompiledModel) -> bool:
    """Say whether more legal pathways mean more remittances over the lever's whole range."""
    lever = shipped().levers["legal_pathways"]
    found = [
        year(run(policy(legal_pathways=places), model=model)["remittances"], 2030)[0]
        for places in np.linspace(lever.low, lever.high, 11)
    ]
    return bool((np.diff(found) > 0).all())


def test_that_remittances_rise_with_pathways_over_the_whole_range() -> None:
    assert remittances_rise(compiled())


@pytest.mark.mutant
def test_that_if_pathways_took_crossers_away_remittances_would_not_rise_throughout() -> None:
    assert not remittances_rise(with_equation("mexican_arrivals", "border_pull", "common_pull"))


def closing_needs_pathways(model: CompiledModel) -> bool:
    """Say whether closed access beside open pathways lowers crossings more than their sum."""

    def crossings(**settings: float) -> float:
        flow = run(policy(**settings), model=model)["third_country_flow"]
        return float(np.log(year(flow, 2027)[0]))

    still = crossings()
    closed = crossings(asylum_access=10) - still
    opened = crossings(legal_pathways=2000) - still
    both = crossings(asylum_access=10, legal_pathways=2000) - still
    return both < min(closed, opened) and both < closed + opened - 0.1


def test_that_access_closed_with_pathways_open_lowers_crossings_more_than_either_alone() -> None:
    assert closing_needs_pathways(compiled())
    both = run(policy(asylum_access=10, legal_pathways=2000))["irregular_encounters"]
    for alone in (policy(asylum_access=10), policy(legal_pathways=2000)):
        assert year(both, 2027)[0] < year(run(alone)["irregular_encounters"], 2027)[0]


@pytest.mark.mutant
def test_that_without_the_draw_of_pathways_the_two_would_only_add_up() -> None:
    assert not closing_needs_pathways(mutant(pathways_draw=0.0))


def waves_spread(model: CompiledModel) -> bool:
    """Say whether a shock abroad is followed by more crossings after it has passed."""
    shocked = run(policy(("migration_surge_abroad", "2025-01")), model=model)["third_country_flow"]
    calm = run(model=model)["third_country_flow"]
    after = (shocked / calm)[step("2026-01"), 0]
    return bool(1.02 < after < 1.3)


def test_that_a_wave_spreads() -> None:
    assert waves_spread(compiled())


@pytest.mark.mutant
def test_that_without_networks_no_wave_spreads() -> None:
    assert not waves_spread(mutant(wave_spread=0.0))


def scars(model: CompiledModel) -> bool:
    """Say whether a strike breaks cooperation at once and half of it is missing two years on."""
    loss = (
        run(policy(("us_drone_strike", "2027-06")), model=model)["cooperation_depth"]
        - run(model=model)["cooperation_depth"]
    )[:, 0]
    return bool(loss[step("2027-12")] < -20 and loss[step("2029-06")] < -8)


def test_that_force_darkens_cooperation_for_years() -> None:
    assert scars(compiled())


@pytest.mark.mutant
def test_that_without_the_scar_it_would_come_back_soon() -> None:
    assert not scars(mutant(scar_fade=2.0))


def transactional(model: CompiledModel) -> bool:
    """Say whether a threat brings transit enforcement within months and loses it within years."""
    gained = (
        run(policy(("tariff_threat", "2027-06")), model=model)["transit_control"]
        - run(model=model)["transit_control"]
    )[:, 0]
    return bool(gained[step("2027-08")] > 15 and gained[step("2029-12")] < 3)


def test_that_a_threat_works_fast_and_fades() -> None:
    assert transactional(compiled())


@pytest.mark.mutant
def test_that_without_its_fading_the_reply_would_stay() -> None:
    assert not transactional(mutant(threat_reply_fade=240.0))


@pytest.mark.parametrize("restraint", ["us_rhetoric_restraint", "mx_rhetoric_restraint"])
def test_that_restraint_never_raises_hostility(restraint: str) -> None:
    calm = EnsembleChoice(members=200, noise=False)
    restrained = run(policy(**{restraint: 100.0}), calm)["us_rhetoric"]
    assert np.percentile(restrained - run(ensemble=calm)["us_rhetoric"], 95) <= 0.01
