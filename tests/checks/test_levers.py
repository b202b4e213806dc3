"""Each lever at both ends against the reference run of the whole model, and its own target."""

import numpy as np
import pytest

from tests.checks.runs import MEMBERS, Run, policy, run, shipped, starting, year

# Change of the mean of 2030 after a step in January 2025, median of paired differences. Cells that
# hang on families held constant in this version are left out.
REFERENCE: dict[tuple[str, float], dict[str, float]] = {
    ("us_tariff_on_mexico", 0): {
        "effective_tariff": -0.11,
        "mx_fav_us": 0.08,
        "mx_sovereignty_sentiment": -0.06,
    },
    ("us_tariff_on_mexico", 30): {
        "usmca_use_share": 43,
        "effective_tariff": 3.7,
        "irregular_encounters": -189,
        "migration_salience": -0.70,
        "cooperation_depth": -3.7,
        "mx_fav_us": -11,
        "mx_sovereignty_sentiment": 8.5,
        "us_support_force": 0.83,
    },
    ("legal_pathways", 0): {
        "irregular_encounters": 1331,
        "migration_salience": 3.7,
        "remittances": 0.73,
        "laundered_remit": 0.05,
        "cooperation_depth": -0.74,
    },
    ("legal_pathways", 2500): {
        "irregular_encounters": -420,
        "migration_salience": -1.7,
        "remittances": 0.96,
        "laundered_remit": 0.07,
        "cooperation_depth": 0.37,
    },
    ("us_border_enforcement", 0): {
        "irregular_encounters": 554,
        "migration_salience": 1.8,
        "remittances": 1.2,
        "laundered_remit": 0.09,
        "cooperation_depth": -0.48,
    },
    ("us_border_enforcement", 100): {
        "irregular_encounters": -189,
        "migration_salience": -0.74,
        "remittances": -0.44,
        "laundered_remit": -0.033,
        "cooperation_depth": 0.19,
    },
    ("mx_transit_enforcement", 0): {
        "irregular_encounters": 630,
        "migration_salience": 2.2,
        "cooperation_depth": 2.8,
    },
    ("mx_transit_enforcement", 100): {
        "irregular_encounters": -463,
        "migration_salience": -2.1,
        "cooperation_depth": -3.6,
    },
    ("return_cooperation", 0): {
        "irregular_encounters": 99,
        "migration_salience": 0.34,
        "remittances": 0.22,
        "laundered_remit": 0.017,
        "cooperation_depth": -0.07,
    },
    ("return_cooperation", 100): {
        "irregular_encounters": -139,
        "migration_salience": -0.50,
        "remittances": -0.31,
        "laundered_remit": -0.023,
        "cooperation_depth": 0.10,
    },
    ("coop_framework", 0): {"cooperation_depth": -24, "mx_fav_us": -0.17},
    ("coop_framework", 4): {"cooperation_depth": 47, "mx_fav_us": 0.27},
    ("issue_delinking", 0): {"cooperation_depth": -0.79},
    ("issue_delinking", 100): {"cooperation_depth": 4.4},
    ("us_rhetoric_restraint", 0): {
        "cooperation_depth": -0.19,
        "mx_fav_us": -0.44,
        "mx_sovereignty_sentiment": 0.31,
        "us_support_force": 0.13,
    },
    ("us_rhetoric_restraint", 100): {
        "cooperation_depth": 0.33,
        "mx_fav_us": 0.84,
        "mx_sovereignty_sentiment": -0.58,
        "us_support_force": -0.25,
    },
    ("mx_rhetoric_restraint", 0): {
        "mx_fav_us": -0.27,
        "mx_sovereignty_sentiment": 0.20,
        "us_support_force": 0.09,
    },
    ("mx_rhetoric_restraint", 100): {
        "cooperation_depth": 0.06,
        "mx_fav_us": 0.48,
        "mx_sovereignty_sentiment": -0.34,
        "us_support_force": -0.17,
    },
}

# In the whole model trust also gains from what cooperation does for security.
WIDER = {("coop_framework", 0, "mx_fav_us"), ("coop_framework", 4, "mx_fav_us")}

START = "2025-01"


@pytest.fixture(scope="module")
def baseline() -> Run:
    return run(ensemble=MEMBERS)


def changes(lever: str, value: float, baseline: Run) -> Run:
    """Return each variable's paired change of the mean of 2030."""
    moved = run(starting(START, lever, value), MEMBERS)
    return {name: year(moved[name], 2030) - year(baseline[name], 2030) for name in baseline}


@pytest.mark.parametrize(("lever", "value"), REFERENCE)
def test_that_a_lever_moves_each_indicator_as_the_reference_run_says(
    lever: str, value: float, baseline: Run
) -> None:
    found = changes(lever, value, baseline)
    for indicator, expected in REFERENCE[lever, value].items():
        ratio = float(np.median(found[indicator])) / expected
        most = 3.0 if (lever, value, indicator) in WIDER else 2.0
        assert 1 / most <= ratio <= most, f"{indicator}: {ratio * expected:.3g} for {expected}"


def test_that_the_table_covers_both_ends_of_every_lever() -> None:
    ends = {
        (lever.id, end) for lever in shipped().levers.values() for end in (lever.low, lever.high)
    }
    assert ends == set(REFERENCE)


@pytest.mark.parametrize("lever", tuple(shipped().levers))
def test_that_a_lever_moves_its_own_target_the_way_it_says(lever: str, baseline: Run) -> None:
    known = shipped().levers[lever]
    for end, sign in ((known.low, -known.target.sign), (known.high, known.target.sign)):
        found = sign * changes(lever, end, baseline)[known.target.variable]
        assert np.median(found) > 0
        # Delinking works against itself where salience and transit already stand below the vantage.
        assert (found >= -1e-9).mean() >= 0.9


def test_that_the_exits_of_trade_are_moved_by_the_tariff_alone(baseline: Run) -> None:
    for known in shipped().levers.values():
        found = changes(known.id, known.high, baseline)
        for name in ("usmca_use_share", "effective_tariff"):
            assert (np.abs(found[name]).max() > 1e-12) == (known.id == "us_tariff_on_mexico")


def test_that_every_other_indicator_is_moved_by_two_levers_at_least(baseline: Run) -> None:
    movers = {indicator: set[str]() for indicator in shipped().indicators}
    for known in shipped().levers.values():
        found = changes(known.id, known.high, baseline)
        for indicator, levers in movers.items():
            if abs(float(np.median(found[indicator]))) > 1e-6:
                levers.add(known.id)
    for indicator, levers in movers.items():
        if indicator not in {"usmca_use_share", "effective_tariff"}:
            assert len(levers) >= 2, indicator


def test_that_a_lever_that_does_not_move_changes_nothing(baseline: Run) -> None:
    same = run(policy(**{lever.id: lever.default for lever in shipped().levers.values()}), MEMBERS)
    for name, values in baseline.items():
        np.testing.assert_allclose(same[name], values, rtol=1e-12, atol=1e-12)


def test_that_half_of_a_step_is_in_force_after_the_lead() -> None:
    for known in shipped().levers.values():
        if known.lead < 2:
            continue
        in_force = run(policy(**{known.id: known.high}))[f"{known.id}_in_force"]
        levels = shipped().forces[known.id].levels
        low, high = (levels[1], levels[-1]) if levels else (known.default, known.high)
        reached = (in_force[round(known.lead), 0] - low) / (high - low)
        assert 0.44 <= reached <= 0.60, known.id
