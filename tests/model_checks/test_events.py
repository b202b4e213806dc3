"""What each event does to the curves, and that it passes."""

import numpy as np
import pytest

from tests.model_checks.runs import policy, run, shipped, step

MONTH = "2027-06"

FIRST = {
    "fentanyl_mass_death": ("us_rhetoric", 10, 10),
    "us_citizens_killed": ("us_support_force", 5, 9),
    "migrant_caravan": ("migration_salience", 4, 5),
    "migration_surge_abroad": ("migration_salience", 8, 10),
    "us_drone_strike": ("mx_rhetoric", 30, 30),
    "aumf_vote": ("us_rhetoric", 8, 8),
    "ex_minister_arrested": ("trust", -15, -15),
    "usmca_energy_panel": ("usmca_compliance", 20, 20),
    "usmca_review_stall": ("tpu", 12, 12),
    "usmca_withdrawal_notice": ("tpu", 35, 35),
    "usmca_notice_revoked": ("tpu", -15, -15),
    "capo_arrest_botched": ("us_rhetoric", 8, 8),
    "capo_falls_with_help": ("trust", 5, 5),
    "avocado_halt": ("us_rhetoric", 2, 2),
    "tariff_threat": ("mx_fav_us", -5, -5),
    "agent_visa_freeze": ("actionable_intel", -13, -8),
    "water_debt": ("us_rhetoric", 5, 5),
    "judicial_overhaul": ("rule_of_law", -6, -6),
    "customs_cyberattack": ("us_mx_trade", -6, -3),
    "peso_crisis": ("mexican_push", 0.03, 0.06),
    "china_retaliates": ("us_opioid_deaths", 0, 1),
    "us_china_summit": ("summit", 30, 30),
    "taiwan_rupture": ("nearshoring_pipeline", 80, 80),
    "hurricane_ports": ("us_mx_trade", -12, -7),
    "truck_inspection_slowdown": ("us_mx_trade", -15, -8),
    "prison_riot": ("us_rhetoric", 2, 2),
    "election_violence": ("us_rhetoric", 3, 3),
    "remittance_tax": ("remittance_shock", -0.016, -0.016),
    "fentanyl_denial": ("trust", -3, -3),
    "spy_scandal": ("us_rhetoric", 5, 5),
    "continuity_or_change": ("trust", 8, 8),
}
"""Variable, and least and most change at the end of the event's month."""


def test_that_every_event_of_the_model_is_tested() -> None:
    assert FIRST.keys() == shipped().events.keys()


@pytest.mark.parametrize("event", FIRST)
def test_that_an_event_acts_in_its_month_and_not_before(event: str) -> None:
    variable, least, most = FIRST[event]
    shaken, calm = run(policy((event, MONTH))), run()
    change = (shaken[variable] - calm[variable])[:, 0]
    assert least - 1e-6 <= change[step(MONTH)] <= most + 1e-6
    for name in shaken:
        np.testing.assert_array_equal(shaken[name][: step(MONTH)], calm[name][: step(MONTH)])


FURTHER = {
    "us_drone_strike": ("agent_scope", 2, -14, -11),
    "ex_minister_arrested": ("agent_scope", 2, -20, -16),
    "capo_arrest_botched": ("homicide_rate", 1, 0.5, 0.9),
    "capo_falls_with_help": ("fragmentation", 2, 0.6, 0.8),
    "prison_riot": ("homicide_rate", 1, 0.1, 0.4),
    "election_violence": ("perceived_insecurity", 0, 3, 3),
    "china_retaliates": ("precursor_inflow", 4, 1.5, 4),
    "us_china_summit": ("china_coop", 12, 10, 25),
    "taiwan_rupture": ("china_coop", 11, -9, -3),
    "judicial_overhaul": ("rule_of_law", 12, -5, -4),
    "agent_visa_freeze": ("actionable_intel", 6, -10, -7),
}
"""Variable, months after the event, and least and most change by then."""


@pytest.mark.parametrize("event", FURTHER)
def test_that_what_follows_an_event_has_its_size(event: str) -> None:
    variable, months, least, most = FURTHER[event]
    shaken, calm = run(policy((event, MONTH))), run()
    change = (shaken[variable] - calm[variable])[step(MONTH) + months, 0]
    assert least - 1e-6 <= change <= most + 1e-6


def test_that_precursors_fall_by_a_tenth_in_the_year_after_a_summit() -> None:
    ratio = run(policy(("us_china_summit", MONTH)))["precursor_inflow"] / run()["precursor_inflow"]
    assert 0.90 < ratio[step(MONTH) : step(MONTH) + 24].min() < 0.97


SLOW = {
    "active_groups": 0.01,
    "criminal_territory_share": 0.02,
    "extraditions": 0.03,
    "homicide_rate": 0.01,
    "fdi_new": 0.02,
    "tpu": 0.006,
}
"""Groups merge over decades, members once lost are not won back, cases wait while scars heal, firms
in search of a site build over years: these keep a trace for longer."""

ENDED = {"usmca_withdrawal_notice": ("usmca_notice_revoked", "2027-09")}
"""Events that stay until another undoes them."""


@pytest.mark.parametrize("event", FIRST)
def test_that_an_event_passes(event: str) -> None:
    ended = [ENDED[event]] if event in ENDED else []
    shaken, calm = run(policy((event, MONTH), *ended)), run()
    for indicator in shipped().indicators.values():
        change = np.abs(shaken[indicator.variable] - calm[indicator.variable])[:, 0]
        largest = float(change.max())
        # Scars heal over years; a wave of migration leaves some who stay and send money.
        left = float(change[step("2036-06")])
        level = float(np.abs(calm[indicator.variable][step("2036-06"), 0]))
        lasting = SLOW.get(indicator.id, 0.004)
        assert left <= max(0.06 * largest, lasting * level), indicator.id


def test_that_a_surge_abroad_lasts_nine_months() -> None:
    shock = run(policy(("migration_surge_abroad", MONTH)))["encounters_shock"][:, 0]
    assert np.count_nonzero(shock) == 9
    assert shock.max() == 0.4


def test_that_two_events_add_up() -> None:
    one = run(policy(("water_debt", MONTH)))["us_rhetoric"]
    both = run(policy(("water_debt", MONTH), ("water_debt", MONTH)))["us_rhetoric"]
    calm = run()["us_rhetoric"]
    place = step(MONTH)
    assert both[place, 0] - calm[place, 0] == pytest.approx(2 * (one[place, 0] - calm[place, 0]))


def test_that_a_tariff_threat_cuts_apprehensions_by_a_tenth_or_more_for_a_while() -> None:
    ratio = (
        run(policy(("tariff_threat", MONTH)))["irregular_encounters"]
        / run()["irregular_encounters"]
    )[:, 0]
    assert 0.75 <= ratio.min() <= 0.92
    assert ratio[step("2030-06")] > 0.97
