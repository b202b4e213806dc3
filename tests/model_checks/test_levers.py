"""Each lever at both ends against the reference run of the evidence, and its own target."""

import numpy as np
import pytest

from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from tests.model_checks.reference import MOST, SMALL, End, reference
from tests.model_checks.runs import (
    EVIDENCE,
    MEMBERS,
    Run,
    as_in_the_reference,
    mutant,
    policy,
    run,
    shipped,
    starting,
    step,
    year,
)

START = "2025-01"

CONTESTED = {"us_tariff_on_mexico", "us_unilateral_force", "mx_leader_targeting"}
"""What they are pulled for moves as they say; whether that is worth having is in dispute."""

GATED = {
    "community_policing": {"mx_federal_backup": 60.0},
    "us_tariff_coverage": {"us_tariff_on_mexico": 25.0},
    "mx_retaliation": {"us_tariff_on_mexico": 25.0},
}
"""Levers that do nothing alone, and what must stand beside them."""

ENDS = tuple(
    (lever.id, end)
    for lever in shipped().levers.values()
    for end in (lever.low, lever.high)
    if end != lever.default
)

OPINION = {
    "mx_fav_us",
    "mx_sovereignty_sentiment",
    "us_support_force",
    "cooperation_depth",
    "fdi_inflow",
    "fdi_regional_share",
    "fentanyl_seizures",
}
"""What hangs on the resting level of rhetoric, which that run held still."""

LATER: dict[End, set[str]] = {
    # A government can stay hostile for years; what it says moves rest, not replies alone.
    ("us_rhetoric_restraint", 0.0): OPINION | {"irregular_encounters", "migration_salience"},
    ("us_rhetoric_restraint", 100.0): OPINION,
    # Force costs while it lasts, and those who look for leaders blindly calm nothing.
    ("us_unilateral_force", 4.0): {
        "homicide_rate",
        "perceived_insecurity",
        "arms_flow",
        "us_mx_trade",
        "irregular_encounters",
        "migration_salience",
        "remittances",
        "laundered_remit",
    },
    ("dea_access", 0.0): {"homicide_rate", "active_groups", "fdi_inflow", "fdi_regional_share"},
    ("coop_framework", 0.0): {"homicide_rate", "active_groups", "fdi_inflow"},
    # Of new money alone, which counts groups, since the two parts of investment are told apart.
    ("coop_framework", 4.0): {"fdi_inflow", "fdi_regional_share"},
    # Remittances rose at both ends of pathways; whoever is drawn into one still arrives.
    ("legal_pathways", 0.0): {"remittances", "laundered_remit"},
    # Control that is held gives way no more, so all that hangs on crossings moves further.
    ("us_tariff_on_mexico", 30.0): {"irregular_encounters", "migration_salience", "arms_flow"},
    ("mx_transit_enforcement", 100.0): {"migration_salience"},
    ("mx_transit_enforcement", 0.0): {
        "homicide_rate",
        "perceived_insecurity",
        "arms_flow",
        "fdi_inflow",
        "irregular_encounters",
        "migration_salience",
    },
}
"""Cells of the reference run that a later finding has overtaken."""
ONCE_LEVERS = {
    "issue_delinking",
    "mx_federal_backup",
    "mx_security_spending",
    "mx_transit_enforcement",
    "us_border_enforcement",
    "us_demand_reduction",
    "us_tariff_on_mexico",
    "vetted_units_training",
}
ONCE = {
    "active_groups",
    "criminal_territory_share",
    "fdi_inflow",
    "fdi_regional_share",
    "homicide_rate",
    "irregular_encounters",
    "perceived_insecurity",
}
"""Where that run counted federal support three times, and its delays in a row."""


def overtaken(end: End) -> set[str]:
    return LATER.get(end, set()) | (ONCE if end[0] in ONCE_LEVERS else set())


@pytest.fixture(scope="module")
def baseline() -> Run:
    return run(ensemble=EVIDENCE, model=as_in_the_reference())


def change(chosen: Policy, against: Run) -> Run:
    """Return each variable's paired change of the mean of 2030."""
    moved = run(chosen, EVIDENCE, as_in_the_reference())
    return {name: year(moved[name], 2030) - year(against[name], 2030) for name in against}


@pytest.fixture(scope="module")
def changes(baseline: Run) -> dict[End, Run]:
    return {end: change(starting(START, *end), baseline) for end in ENDS}


@pytest.fixture(scope="module")
def calibrated() -> Run:
    return run(ensemble=MEMBERS)


@pytest.mark.parametrize("end", tuple(reference()))
def test_that_a_lever_moves_each_indicator_as_the_reference_run_says(
    end: End, baseline: Run, changes: dict[End, Run]
) -> None:
    for indicator, expected in reference()[end].items():
        if indicator in overtaken(end):
            continue
        variable = shipped().indicators[indicator].variable
        found = float(np.median(changes[end][variable]))
        if expected is None:
            level = float(np.median(year(baseline[variable], 2030)))
            assert abs(found) <= SMALL * level, f"{indicator}: {found:.3g} of {level:.3g}"
        else:
            assert 1 / MOST <= found / expected <= MOST, f"{indicator}: {found:.3g}, {expected}"


@pytest.mark.long
@pytest.mark.parametrize("end", ENDS)
def test_that_history_turns_no_lever_round(
    end: End, calibrated: Run, changes: dict[End, Run]
) -> None:
    """Hold the calibrated members against the evidence's, on what a lever is pulled for."""
    lever = shipped().levers[end[0]]
    moved = run(starting(START, *end), MEMBERS)
    target = lever.target.variable
    found = float(np.median(year(moved[target], 2030) - year(calibrated[target], 2030)))
    expected = float(np.median(changes[end][target]))
    assert 0.6 * abs(expected) <= abs(found) <= 1.6 * abs(expected)
    assert found * expected >= 0


def test_that_the_table_holds_ends_of_levers_and_indicators_that_there_are() -> None:
    assert set(reference()) <= set(ENDS)
    assert all(row.keys() <= shipped().indicators.keys() for row in reference().values())
    for end, cells in LATER.items():
        assert cells <= reference()[end].keys()


@pytest.mark.parametrize("lever", tuple(shipped().levers))
def test_that_a_lever_moves_its_own_target_the_way_it_says(
    lever: str, baseline: Run, changes: dict[End, Run]
) -> None:
    known = shipped().levers[lever]
    beside = {other: Setting(value) for other, value in GATED.get(lever, {}).items()}
    against = run(Policy(beside), EVIDENCE, as_in_the_reference()) if beside else baseline
    for end, sign in ((known.low, -known.target.sign), (known.high, known.target.sign)):
        if end == known.default:
            continue
        moved = (
            change(Policy({**beside, lever: Setting(end)}), against)
            if beside
            else changes[lever, end]
        )
        found = sign * moved[known.target.variable]
        assert np.median(found) > 0
        # A range that crosses zero, or that is cut at zero, leaves a few members where it does not.
        assert (found >= -1e-9).mean() >= 0.9


def test_that_levers_that_are_contested_say_so_by_what_they_cost(
    changes: dict[End, Run], baseline: Run
) -> None:
    assert np.median(changes["us_tariff_on_mexico", 30.0]["us_mx_trade"]) < 0
    assert np.median(changes["us_unilateral_force", 4.0]["cooperation_depth"]) < -20
    removed = changes["mx_leader_targeting", 25.0]
    assert np.median(removed["active_groups"]) > 20
    assert np.median(removed["homicide_rate"]) > 0.5
    # Nothing measured lets a removal make a curve better: its best setting is none.
    for indicator in shipped().indicators.values():
        sign = {"up": 1, "down": -1, "none": 0}[indicator.better]
        gain = sign * float(np.median(removed[indicator.variable]))
        level = float(np.median(year(baseline[indicator.variable], 2030)))
        assert gain <= 0.001 * level, indicator.id
    assert set(shipped().levers) > CONTESTED


def test_that_community_policing_does_nothing_without_federal_support(
    changes: dict[End, Run], baseline: Run
) -> None:
    alone = changes["community_policing", 60.0]["homicide_rate"]
    assert np.median(np.abs(alone)) < 1e-3 * np.median(baseline["homicide_rate"])


def test_that_it_works_beside_federal_support_of_60_and_not_of_20() -> None:
    supported = run(policy(mx_federal_backup=60), MEMBERS)
    both = change(policy(mx_federal_backup=60, community_policing=60), supported)
    assert -4 < np.median(both["homicide_rate"]) < -0.5


@pytest.mark.mutant
def test_that_without_its_gate_it_would_work_alone() -> None:
    open_gate = mutant(cover_gate=0.0, cover_gate_span=10.0)
    moved = run(policy(community_policing=60), MEMBERS, open_gate)["homicide_rate"]
    still = run(ensemble=MEMBERS, model=open_gate)["homicide_rate"]
    assert np.median((moved - still)[step("2030-12")]) < -0.5


PACKAGES: dict[tuple[tuple[str, float], ...], dict[str, float]] = {
    (("mx_federal_backup", 80), ("community_policing", 60)): {
        "criminal_territory_share": -8.3,
        "arms_flow": -1.6,
    },
    (("mx_federal_backup", 80),): {
        "criminal_territory_share": -8.3,
    },
    (("legal_pathways", 2000), ("issue_delinking", 80)): {
        "criminal_territory_share": -0.60,
        "irregular_encounters": -336,
        "cooperation_depth": 3.5,
    },
    (("mx_transit_enforcement", 85), ("us_border_enforcement", 90)): {
        "criminal_territory_share": 0.47,
        "irregular_encounters": -505,
        "us_opioid_deaths": -0.75,
        "fentanyl_seizures": 255,
        "cooperation_depth": -2.5,
    },
    (("coop_framework", 3), ("dea_access", 70)): {
        "criminal_territory_share": -0.17,
        "active_groups": 3.6,
        "us_opioid_deaths": -1.5,
        "fentanyl_seizures": 341,
        "cooperation_depth": 38,
    },
    (("china_precursor_track", 80), ("mx_port_controls", 20), ("us_demand_reduction", 50)): {
        "us_opioid_deaths": -12,
        "fentanyl_seizures": -122,
        "mx_fav_us": 1.5,
        "us_support_force": -2.1,
    },
}
"""Levers moved together, as the reference run has them."""


@pytest.mark.parametrize("package", PACKAGES)
def test_that_levers_moved_together_agree_with_the_reference_run(
    package: tuple[tuple[str, float], ...], baseline: Run
) -> None:
    together = Policy(
        {lever: starting(START, lever, value).settings[lever] for lever, value in package}
    )
    found = change(together, baseline)
    for indicator, expected in PACKAGES[package].items():
        ratio = float(np.median(found[shipped().indicators[indicator].variable])) / expected
        assert 1 / MOST <= ratio <= MOST, f"{indicator}: {ratio * expected:.3g} for {expected}"


def test_that_the_exits_of_trade_are_moved_by_the_tariff_alone(changes: dict[End, Run]) -> None:
    for end, found in changes.items():
        for name in ("usmca_use_share", "effective_tariff"):
            if end[0] != "us_tariff_on_mexico":
                assert np.abs(found[name]).max() <= 1e-12
            elif end[1] == 30:
                assert np.median(found[name]) > 1


def test_that_every_other_indicator_is_moved_by_two_levers_at_least(
    changes: dict[End, Run],
) -> None:
    for indicator in shipped().indicators.values():
        movers = {
            lever
            for (lever, _), found in changes.items()
            if abs(float(np.median(found[indicator.variable]))) > 1e-6
        }
        if indicator.id not in {"usmca_use_share", "effective_tariff"}:
            assert len(movers) >= 2, indicator.id


def test_that_a_lever_that_does_not_move_changes_nothing(baseline: Run) -> None:
    unmoved = policy(**{lever.id: lever.default for lever in shipped().levers.values()})
    same = run(unmoved, EVIDENCE, as_in_the_reference())
    for name, values in baseline.items():
        np.testing.assert_allclose(same[name], values, rtol=1e-12, atol=1e-12)


def test_that_half_of_a_step_is_in_force_after_the_lead() -> None:
    for known in shipped().levers.values():
        if known.lead < 2:
            continue
        in_force = run(policy(**{known.id: known.high}))[f"{known.id}_in_force"]
        levels = shipped().forces[known.id].levels
        low = levels[round(known.default)] if levels else known.default
        high = levels[-1] if levels else known.high
        reached = (in_force[round(known.lead), 0] - low) / (high - low)
        assert 0.44 <= reached <= 0.60, known.id


def test_that_agents_lose_their_scope_at_once_and_regain_it_slowly() -> None:
    expelled = run(policy(dea_access=0))["dea_access_in_force"]
    embedded = run(policy(dea_access=100))["dea_access_in_force"]
    assert expelled[4, 0] < 2
    assert embedded[4, 0] < 50
