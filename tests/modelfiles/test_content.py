"""What the shipped model says: both languages, lengths, sources, grades, references to itself."""

import re
import tomllib
from itertools import pairwise
from typing import Any

import pytest

from desktop.domain.clock import Month
from desktop.domain.indicator import Country
from desktop.domain.lever import Grade
from desktop.domain.model.model import ParameterKind, Shape
from desktop.domain.wording import Wording
from desktop.modelfiles.read import read_model, read_record
from desktop.modelfiles.resources import RESOURCES

MODEL = read_model()
LEVERS = tuple(MODEL.levers)
INDICATORS = tuple(MODEL.indicators)

NAMES = {
    id_: element.evidence.name
    for elements in (MODEL.auxiliaries, MODEL.stocks, MODEL.noises, MODEL.parameters)
    for id_, element in elements.items()
}
"""What the elements of the model are called."""

DEFAULTS = {
    "mx_security_spending": 0.7,
    "mx_federal_backup": 20,
    "community_policing": 10,
    "youth_prevention": 60,
    "mx_leader_targeting": 5,
    "mx_military_share": 75,
    "vetted_units_training": 110,
    "us_arms_control": 5,
    "us_unilateral_force": 0,
    "dea_access": 25,
    "fto_designation": 0,
    "financial_sanctions": 50,
    "laundering_controls": 30,
    "china_precursor_track": 20,
    "mx_port_controls": 3,
    "us_demand_reduction": 22,
    "usmca_enforcement": 35,
    "mx_energy_openness": 30,
    "grid_infrastructure": 6,
    "us_tariff_on_mexico": 0.2,
    "us_tariff_coverage": 0,
    "mx_retaliation": 0,
    "port_of_entry_capacity": 0,
    "china_investment_screening": 10,
    "legal_pathways": 900,
    "us_border_enforcement": 50,
    "mx_transit_enforcement": 45,
    "return_cooperation": 40,
    "asylum_access": 60,
    "us_interior_removals": 45,
    "southern_development": 2,
    "coop_framework": 1,
    "issue_delinking": 15,
    "us_rhetoric_restraint": 60,
    "us_campaign_restraint": 30,
    "mx_rhetoric_restraint": 35,
}
"""The levers and where each stands at the vantage."""

CURVES = {
    "homicide_rate",
    "criminal_territory_share",
    "active_groups",
    "perceived_insecurity",
    "arms_flow",
    "us_mx_trade",
    "fdi_inflow",
    "fdi_new",
    "fdi_regional_share",
    "usmca_use_share",
    "effective_tariff",
    "tpu",
    "irregular_encounters",
    "migration_salience",
    "port_encounters",
    "remittances",
    "us_opioid_deaths",
    "fentanyl_seizures",
    "laundered_remit",
    "cooperation_depth",
    "extraditions",
    "arrests",
    "mx_fav_us",
    "mx_sovereignty_sentiment",
    "us_support_force",
}
"""The indicators."""

SHARP_WORDS = ("spigot", "gringo", "hugs", "illegal", "ilegal", "alien", "invasi", "purge", "llave")


def test_that_all_levers_stand_at_their_defaults() -> None:
    assert {lever.id: lever.default for lever in MODEL.levers.values()} == DEFAULTS


def test_that_the_curves_of_the_evidence_are_there() -> None:
    assert set(MODEL.indicators) >= CURVES


def test_that_there_are_thirty_events_at_least() -> None:
    assert len(MODEL.events) >= 30


@pytest.mark.parametrize("lever", LEVERS)
def test_that_a_lever_fits_its_places_on_screen(lever: str) -> None:
    known = MODEL.levers[lever]
    for text in (known.name.en, known.name.es):
        assert len(text) <= 36
    for text in (known.short.en, known.short.es):
        assert len(text) <= 22
    for text in (known.display.en, known.display.es):
        assert "{value}" in text


@pytest.mark.parametrize("indicator", INDICATORS)
def test_that_an_indicator_fits_its_places_on_screen(indicator: str) -> None:
    known = MODEL.indicators[indicator]
    assert max(len(known.name.en), len(known.name.es)) <= 36
    assert max(len(known.short.en), len(known.short.es)) <= 22
    for text in (known.value.en, known.value.es):
        assert "{value}" in text


def _texts(thing: object) -> list[Wording]:
    return [value for name in _fields(thing) if isinstance(value := getattr(thing, name), Wording)]


def _fields(thing: object) -> tuple[str, ...]:
    return tuple(thing.__dataclass_fields__)  # type: ignore[attr-defined]  # every record is one


@pytest.mark.parametrize("kind", ["levers", "indicators", "events"])
def test_that_texts_are_neutral_and_translated(kind: str) -> None:
    for thing in getattr(MODEL, kind).values():
        for wording in _texts(thing):
            low = f"{wording.en} {wording.es}".lower()
            assert not any(word in low for word in SHARP_WORDS), low
        assert thing.sentence.en.endswith(".")
        assert thing.sentence.es.endswith(".")
        assert thing.sentence.en != thing.sentence.es


@pytest.mark.parametrize("kind", ["links", "claims", "replies", "presets"])
def test_that_what_stands_beside_the_model_is_neutral_and_translated(kind: str) -> None:
    for thing in getattr(MODEL, kind).values():
        for wording in _texts(thing):
            low = f"{wording.en} {wording.es}".lower()
            assert not any(re.search(rf"\b{word}", low) for word in SHARP_WORDS), low
    if kind != "links":
        texts = [getattr(thing, "notes", None) or thing.text for thing in _all(kind)]
        for text in texts:
            assert text.en.endswith(".")
            assert text.es.endswith(".")
            assert text.en != text.es


def _all(kind: str) -> tuple[Any, ...]:
    return tuple(getattr(MODEL, kind).values())


def test_that_spanish_speaks_of_the_t_mec_and_english_of_usmca() -> None:
    kinds = (MODEL.levers, MODEL.indicators, MODEL.events, MODEL.links)
    for kind in (*kinds, MODEL.claims, MODEL.replies, MODEL.presets):
        for thing in kind.values():
            for wording in _texts(thing):
                assert "T-MEC" not in wording.en
                assert "USMCA" not in wording.es
                assert "U.S." not in wording.es


def test_that_the_names_on_screen_are_the_agreed_ones() -> None:
    names = {lever.id: (lever.name.en, lever.name.es) for lever in MODEL.levers.values()}
    assert names["mx_transit_enforcement"] == (
        "Mexican transit enforcement",
        "Control migratorio en tránsito",
    )
    assert names["return_cooperation"][1] == "Recepción de personas no mexicanas"
    assert names["us_tariff_on_mexico"] == (
        "U.S. tariff on Mexican goods",
        "Arancel de EE.\u00a0UU. a México",
    )
    assert MODEL.indicators["irregular_encounters"].name.en == "Border Patrol apprehensions"
    assert MODEL.indicators["laundered_remit"].name.es == "Remesas de presunto origen ilícito"


def _plain(name: str) -> str:
    """Return a name without what the ear does not tell apart: case and articles."""
    return re.sub(r"\b(the|el|la|los|las) ", "", name.lower())


def test_that_no_element_bears_the_name_of_a_lever() -> None:
    for code in ("en", "es"):
        levers = {_plain(getattr(lever.name, code)) for lever in MODEL.levers.values()}
        moved = {
            id_: _plain(getattr(NAMES[id_], code)) for id_ in (*MODEL.auxiliaries, *MODEL.stocks)
        }
        assert [id_ for id_, name in moved.items() if name.startswith(tuple(levers))] == []


def test_that_the_names_of_elements_can_be_read_aloud() -> None:
    for id_, wording in NAMES.items():
        for name in (wording.en, wording.es):
            assert not re.search(r"[()\[\]_{}=]|\blog\b|logar[ií]t", name), f"{id_}: {name}"


def test_that_levers_with_levels_have_them_named() -> None:
    with_levels = {lever.id: lever for lever in MODEL.levers.values() if lever.levels}
    assert set(with_levels) == {
        "coop_framework",
        "us_unilateral_force",
        "us_tariff_coverage",
        "fto_designation",
    }
    assert [level.es for level in with_levels["coop_framework"].levels] == [
        "Suspendido",
        "Bicentenario",
        "Reequilibrado",
        "Tipo Mérida",
        "Tipo Plan Colombia",
    ]


def test_that_a_parameter_is_bounded_and_grounded() -> None:
    for parameter, known in MODEL.parameters.items():
        assert known.low <= known.central <= known.high, parameter
        evidence = known.evidence
        grounds = evidence.sources or evidence.note or evidence.links
        if known.kind is not ParameterKind.START:
            assert grounds, parameter
        if evidence.grade is Grade.C and not evidence.sources and not evidence.links:
            assert evidence.note, parameter


def test_that_every_link_has_a_parameter_and_every_uncertain_effect_a_link_or_a_note() -> None:
    for link in MODEL.links.values():
        assert link.parameters or link.refinement, link.number
        for name in link.parameters:
            carried = MODEL.parameters[name].evidence
            assert link.number in carried.links or carried.note, (link.number, name)
    for parameter in MODEL.parameters.values():
        if parameter.kind is ParameterKind.EFFECT and parameter.low < parameter.high:
            assert parameter.evidence.links or parameter.evidence.note, parameter.id


def test_that_the_uncertainty_of_link_75_is_its_own() -> None:
    alone = [
        parameter.id
        for parameter in MODEL.parameters.values()
        if 75 in parameter.evidence.links and parameter.low < parameter.high
    ]
    assert alone == ["pathways_elasticity"]


def test_that_further_links_are_measured_or_say_that_they_are_judged() -> None:
    for number, link in MODEL.links.items():
        if number > 100:
            assert link.why is not None
            judged = "judged" in link.why.en and "estimada" in link.why.es
            assert judged if link.grade is Grade.C else link.sources, number


def test_that_nothing_is_held_constant() -> None:
    for parameter in MODEL.parameters.values():
        assert "held constant" not in parameter.evidence.note


def test_that_reference_values_of_levers_are_their_defaults() -> None:
    for parameter, lever in {
        "us_tariff_0": "us_tariff_on_mexico",
        "pathways_0": "legal_pathways",
        "enforcement_0": "us_border_enforcement",
        "transit_0": "mx_transit_enforcement",
        "returns_0": "return_cooperation",
        "access_0": "asylum_access",
        "interior_removals_0": "us_interior_removals",
        "southern_development_0": "southern_development",
        "delinking_0": "issue_delinking",
        "usmca_enforcement_0": "usmca_enforcement",
        "energy_0": "mx_energy_openness",
        "infrastructure_0": "grid_infrastructure",
        "crossing_capacity_0": "port_of_entry_capacity",
        "screening_0": "china_investment_screening",
        "us_restraint_0": "us_rhetoric_restraint",
        "campaign_restraint_0": "us_campaign_restraint",
        "mx_restraint_0": "mx_rhetoric_restraint",
    }.items():
        assert MODEL.parameters[parameter].central == MODEL.levers[lever].default
    framework = MODEL.forces["coop_framework"].levels
    assert MODEL.parameters["framework_0"].central == framework[1]


def test_that_judged_starting_ranges_are_those_that_are_drawn() -> None:
    for indicator, parameter in {
        "usmca_use_share": "usmca_use_share_0",
        "migration_salience": "salience_0",
        "cooperation_depth": "cooperation_0",
        "arrests": "arrests_0",
        "mx_sovereignty_sentiment": "sovereignty_0",
        "us_support_force": "support_force_0",
    }.items():
        start = MODEL.parameters[parameter]
        assert MODEL.indicators[indicator].start_range == (start.low, start.high)


def test_that_every_event_acts_and_losses_of_cooperation_leave_a_scar() -> None:
    assert {effect.event for effect in MODEL.effects} == set(MODEL.events)
    for effect in MODEL.effects:
        assert effect.target not in {"cooperation", "cooperation_depth"}
        if effect.target == "scar":
            assert effect.size > 0
            assert effect.shape is Shape.IMPULSE


def test_that_every_channel_is_used_by_an_event_and_by_an_equation() -> None:
    equations = " ".join(auxiliary.equation for auxiliary in MODEL.auxiliaries.values())
    for channel in MODEL.channels:
        assert any(effect.target == channel for effect in MODEL.effects), channel
        assert channel in equations


def test_that_both_countries_vote_together_in_2024_and_2036() -> None:
    presidential = {(vote.month.year, vote.country) for vote in MODEL.votes if not vote.midterm}
    both = {year for year, _ in presidential if {(year, c) for c in Country} <= presidential}
    assert both == {2012, 2024, 2036}


def test_that_the_calendar_runs_from_2007_to_2036() -> None:
    for months in (
        [vote.month for vote in MODEL.votes],
        [entry.month for entry in MODEL.calendar],
    ):
        assert all(first <= second for first, second in pairwise(months))
        assert Month(2007, 1) <= months[0]
        assert months[-1] <= Month(2036, 12)
    reviews = [entry.month for entry in MODEL.calendar if entry.name.en.startswith("Review")]
    assert reviews[0] == Month(2026, 7)
    assert all(month.month == 7 for month in reviews)


def test_that_the_history_folder_holds_what_the_manifest_names() -> None:
    files = {path.stem for path in (RESOURCES / "history").glob("*.csv")}
    derived = {"us_mx_goods_trade", "mx_fdi_regional_share"}
    assert files == set(MODEL.series) - derived


def test_that_every_source_is_used() -> None:
    used: set[str] = set()
    for kind in (MODEL.levers, MODEL.indicators, MODEL.events, MODEL.links, MODEL.replies):
        for thing in kind.values():
            used.update(thing.sources)
    for claim in MODEL.claims.values():
        used.update((claim.document, *claim.sources))
    for preset in MODEL.presets.values():
        used.update(preset.sources)
    for reach in MODEL.reaches.values():
        used.update(reach.sources)
    for carriers in (MODEL.parameters, MODEL.auxiliaries, MODEL.stocks, MODEL.noises):
        for element in carriers.values():
            used.update(element.evidence.sources)
    past = read_record()
    for lever in past.levers.values():
        used.update(name for change in lever.changes for name in change.sources)
    for driver in past.drivers.values():
        used.update(name for point in driver.points for name in point.sources)
    for starts in past.starts.values():
        used.update(name for start in starts.values() for name in start.sources)
    experiments = tomllib.loads((RESOURCES / "history/experiments.toml").read_text("utf-8"))
    for experiment in experiments["experiment"].values():
        used.update(experiment["sources"])
        used.update(name for each in experiment["measure"] for name in each["sources"])
    assert used == set(MODEL.sources)
