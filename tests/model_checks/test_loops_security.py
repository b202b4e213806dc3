"""Loops through security and drugs: as strong, weak or reversed as the reference run found them."""

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel
from tests.model_checks.runs import (
    EVIDENCE,
    MEMBERS,
    compiled,
    mutant,
    policy,
    run,
    starting,
    step,
    with_equation,
    year,
)

START = "2025-01"


def change(chosen: Policy, model: CompiledModel, variable: str) -> NDArray[np.floating]:
    """Return the median of the paired differences from the status quo, one a month."""
    moved, still = (run(each, MEMBERS, model)[variable] for each in (chosen, STATUS_QUO))
    median: NDArray[np.floating] = np.median(moved - still, axis=1)
    return median


def until(lever: str, value: float, last: str) -> dict[str, Setting]:
    """Set one lever for a while."""
    return {lever: Setting(value, Month.parse(START), last=Month.parse(last))}


# Straitjacket: the border calms while the groups gain a little ground; killing hardly moves, since
# fewer crossings also starve smugglers


def interior_worsens(model: CompiledModel) -> bool:
    tightened = starting(START, "mx_transit_enforcement", 85)
    calmed = change(tightened, model, "irregular_encounters")[step("2025-06")]
    support = change(tightened, model, "federal_backup")[step("2027-12")]
    killing = change(tightened, model, "homicide_rate")[step("2030-06")]
    territory = change(tightened, model, "criminal_territory_share")[step("2030-06")]
    return bool(calmed < -300 and support < -1 and abs(killing) < 0.3 and 0.2 < territory < 1)


def test_that_a_calm_border_costs_federal_support_and_security_a_little() -> None:
    assert interior_worsens(compiled())


@pytest.mark.mutant
def test_that_without_pressure_on_federal_support_the_interior_does_not_worsen() -> None:
    assert not interior_worsens(mutant(pressure_backup=0.0))


# Sovereignty backlash: force feels strong, then intelligence goes dark

HALF_A_YEAR_OF_STRIKES = Policy(until("us_unilateral_force", 3, "2025-06"))


def goes_dark(model: CompiledModel) -> bool:
    known = change(HALF_A_YEAR_OF_STRIKES, model, "actionable_intel")
    joint = change(HALF_A_YEAR_OF_STRIKES, model, "cooperation")
    return bool(
        known[step("2025-12")] < -10
        and known[step("2027-12")] < -5
        and joint[step("2025-12")] < -20
        and joint[step("2027-12")] < -10
    )


def pays_back(model: CompiledModel) -> bool:
    supply = change(HALF_A_YEAR_OF_STRIKES, model, "fentanyl_supply")
    members = change(HALF_A_YEAR_OF_STRIKES, model, "cartel_members")
    return bool(
        supply[step("2025-06")] < -0.2
        and supply[step("2027-12")] > 0.3
        and members[step("2025-06")] < 0 < members[step("2030-12")]
    )


def test_that_half_a_year_of_strikes_darkens_intelligence_for_years() -> None:
    assert goes_dark(compiled())


@pytest.mark.mutant
def test_that_without_a_scar_intelligence_would_stay() -> None:
    assert not goes_dark(mutant(strike_scar=0.0))


def test_that_what_strikes_win_turns_into_a_loss() -> None:
    assert pays_back(compiled())


@pytest.mark.mutant
def test_that_without_what_intelligence_does_the_loss_would_cost_nothing() -> None:
    assert not pays_back(mutant(intelligence_losses=0.0))


# Rally: faint


def faint_rally(model: CompiledModel) -> bool:
    heated = run(ensemble=MEMBERS, model=model)
    gain = heated["mx_gov_approval"][step("2024-11")] - heated["mx_gov_approval"][0]
    return bool(0.1 < np.median(gain) < 2 and np.percentile(gain, 95) < 8)


def answers_more(model: CompiledModel) -> bool:
    popular = run(policy(us_rhetoric_restraint=0), MEMBERS, model)["mx_rhetoric"]
    indifferent = run(policy(us_rhetoric_restraint=0), MEMBERS, without_reward())["mx_rhetoric"]
    added = float(np.mean(popular[step("2024-11")] - indifferent[step("2024-11")]))
    return 0.005 < added < 1


def without_reward() -> CompiledModel:
    return mutant(approval_reply=0.0)


def test_that_a_government_gains_little_from_the_quarrel() -> None:
    assert faint_rally(compiled())


@pytest.mark.mutant
def test_that_a_steep_rally_would_show() -> None:
    assert not faint_rally(mutant(approval_rally=1.5))


def test_that_approval_adds_little_to_the_reply() -> None:
    assert answers_more(compiled())


@pytest.mark.mutant
def test_that_without_its_reward_approval_adds_nothing() -> None:
    assert not answers_more(without_reward())


# Kingpin fragmentation: each removal seeds the next crisis


def fragments(model: CompiledModel) -> bool:
    hunted = starting(START, "mx_leader_targeting", 25)
    groups = change(hunted, model, "fragmentation")
    moved, still = (
        year(run(each, MEMBERS, model)["homicide_rate"], 2030) for each in (hunted, STATUS_QUO)
    )
    return bool(
        8 < groups[step("2026-12")] < 25
        and 30 < groups[step("2030-12")] < 80
        and 1.02 < np.median(moved / still) < 1.12
    )


def test_that_twenty_five_removals_a_year_multiply_groups_and_killing() -> None:
    assert fragments(compiled())


@pytest.mark.mutant
def test_that_without_splits_they_would_not() -> None:
    assert not fragments(mutant(groups_per_removal=0.0))


def slope(model: CompiledModel, variable: str, *, log: bool) -> float:
    """Return how a variable answers to the killing of a year, over the members at the end of 2030.

    Waves of violence differ from member to member; what answers to them differs with them.
    """
    values = run(ensemble=MEMBERS, model=model)
    when = step("2030-12")
    killing, answer = values["homicide_seen"][when], values[variable][when]
    x, y = (np.log(killing), np.log(answer)) if log else (killing, answer)
    return float(np.polyfit(x, y, 1)[0])


def test_that_killing_calls_for_captures_and_without_its_link_does_not() -> None:
    assert 0.1 < slope(compiled(), "removals", log=True) < 0.6
    assert abs(slope(mutant(homicide_removals=0.0), "removals", log=True)) < 0.05


# Recruitment: damped, no engine


def recruitment_gain(**central: float) -> float:
    """Return what the loop adds to a loss of criminal income, as a share of it.

    Open: extortion does not feel the members. Closed: it does.
    """
    sanctioned = starting(START, "financial_sanctions", 200)
    members = "cartel_members / members_0 * criminal_territory_share / territory_0"
    closed = change(sanctioned, mutant(**central), "cartel_revenue")[step("2034-12")]
    opened = with_equation("extortion", members, "1", **central)
    return float(closed / change(sanctioned, opened, "cartel_revenue")[step("2034-12")] - 1)


def test_that_recruitment_is_a_damped_loop_and_no_engine() -> None:
    assert 0 < recruitment_gain() < 0.15


@pytest.mark.mutant
def test_that_steep_responses_would_make_it_an_engine() -> None:
    assert recruitment_gain(revenue_response=1.5, extortion_elasticity=1.5) > 0.3


# Decay of policing: most of what support gained is gone two years after it, police later

WITHDRAWN = Policy(
    {**until("mx_federal_backup", 80, "2028-12"), "community_policing": Setting(60.0)}
)


def fades(model: CompiledModel) -> bool:
    """Say whether peace is lost within two years and police over five."""
    values = run(WITHDRAWN, MEMBERS, model)
    police, killing = values["local_police_capacity"], values["homicide_rate"]
    still = run(ensemble=MEMBERS, model=model)["homicide_rate"]

    def share(when: str) -> float:
        return float(np.median(killing[step(when)] / still[step(when)]))

    def capacity(when: str) -> float:
        return float(np.median(police[step(when)]))

    return (
        share("2028-12") < 0.87
        and 0.88 < share("2030-12") < 0.97
        and share("2033-12") > 0.95
        and capacity("2028-12") > 54
        and capacity("2030-12") > 48
        and capacity("2033-12") < 43
    )


def test_that_gains_of_policing_fade_in_years_after_support_goes() -> None:
    assert fades(compiled())


@pytest.mark.mutant
def test_that_police_that_kept_its_strength_would_hold_them() -> None:
    assert not fades(mutant(police_fall=600.0))


@pytest.mark.mutant
def test_that_police_that_broke_at_once_would_lose_them_sooner() -> None:
    assert not fades(mutant(police_fall=3.0))


def test_that_attention_leaves_when_killing_falls_and_without_its_link_does_not() -> None:
    assert 0.1 < slope(compiled(), "federal_backup", log=False) < 0.6
    assert abs(slope(mutant(homicide_backup=0.0), "federal_backup", log=False)) < 0.05


# China: weak, and substituted


def tense(**central: float) -> CompiledModel:
    return with_equation(
        "us_china_tension", "us_china_tension_0 +", "us_china_tension_0 + 20 +", **central
    )


def weak_and_passing(**central: float) -> bool:
    """Say whether 20 points more tension cost a little over half a thousand lives, then few."""
    calm, strained = (
        run(ensemble=MEMBERS, model=each) for each in (mutant(**central), tense(**central))
    )

    def more(variable: str, when: str) -> float:
        return float(np.median((strained[variable] - calm[variable])[step(when)]))

    worst = max(more("us_opioid_deaths", f"{year}-12") for year in range(2024, 2030))
    return (
        1 < max(more("precursor_inflow", f"{year}-12") for year in range(2024, 2030)) < 4
        and 0.3 < worst < 1.5
        and more("us_opioid_deaths", "2036-12") < 0.5 * worst
    )


def test_that_tension_with_china_costs_few_lives_and_passes() -> None:
    assert weak_and_passing()


@pytest.mark.mutant
def test_that_without_chinas_part_in_precursors_it_would_cost_none() -> None:
    assert not weak_and_passing(china_precursors=0.0)


def test_that_lives_saved_ease_tension_a_little_and_without_its_link_do_not() -> None:
    treated = starting(START, "us_demand_reduction", 60)

    def eased(model: CompiledModel) -> float:
        # In the central run: chance carries deaths beyond what tension still answers to.
        moved, still = (
            run(each, model=model)["us_china_tension"] for each in (treated, STATUS_QUO)
        )
        return float((moved - still)[step("2030-12"), 0])

    assert -3 < eased(compiled()) < -0.3
    assert abs(eased(mutant(deaths_tension=0.0))) < 1e-9


# Substitution: a squeeze of precursors has a clock


def substituted(model: CompiledModel) -> bool:
    """Say whether a separate track with China saves half as many lives in 2036 as in 2028."""
    saved = change(starting(START, "china_precursor_track", 100), model, "us_opioid_deaths")
    return bool(saved[step("2028-01")] < -1 and 0.3 < saved[-1] / saved[step("2028-01")] < 0.7)


def test_that_a_squeeze_of_precursors_is_substituted() -> None:
    assert substituted(compiled())


@pytest.mark.mutant
def test_that_without_substitution_it_would_hold() -> None:
    assert not substituted(mutant(substitution_most=0.0))


# Enforcement: the price of crossing rises, and yet criminal income falls: volume beats price, since
# crossings answer control by 0.2 and the price by 0.14; where they answer less, it is the other way


def volume_beats_price(model: CompiledModel) -> bool:
    closed = starting(START, "us_border_enforcement", 100)
    moved, still = (run(each, MEMBERS, model) for each in (closed, STATUS_QUO))

    def ratio(variable: str) -> float:
        return float(np.median((moved[variable] / still[variable])[step("2030-12")]))

    return 1.05 < ratio("smuggling_price") < 1.12 and 0.97 < ratio("cartel_revenue") < 1


def test_that_border_control_raises_prices_and_lowers_criminal_income() -> None:
    assert volume_beats_price(compiled())


@pytest.mark.mutant
def test_that_were_crossings_to_hold_it_would_subsidize_smugglers() -> None:
    assert not volume_beats_price(mutant(enforcement_elasticity=0.0, interdiction_supply=0.0))


def smugglers_earn_more(**central: float) -> float:
    """Return in what part of the members control raises what smugglers earn."""
    closed, model = starting(START, "us_border_enforcement", 100), mutant(**central)
    moved, still = (run(each, EVIDENCE, model)["smuggling_income"] for each in (closed, STATUS_QUO))
    return float((year(moved, 2030) > year(still, 2030)).mean())


def test_that_volume_beats_price_in_most_members_and_not_in_all() -> None:
    assert 0.2 < smugglers_earn_more() < 0.5


@pytest.mark.mutant
def test_that_crossings_that_answered_less_would_make_control_a_subsidy() -> None:
    assert smugglers_earn_more(enforcement_elasticity=0.05) > 0.8
