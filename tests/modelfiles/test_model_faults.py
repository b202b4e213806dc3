"""Every kind of damage to a model file ends in one fault that names its place."""

from pathlib import Path

import pytest

from desktop.domain.errors import ModelFileError
from desktop.language.language import Language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from tests.modelfiles.damage import copy_replacing, copy_with

LEVERS, UNITS, EVENTS = "model/levers.toml", "model/units.toml", "model/events.toml"
DRIVERS, MIGRATION, POLITICS = "model/drivers.toml", "model/migration.toml", "model/politics.toml"
TRADE, LINKS, CALENDAR = "model/trade.toml", "model/links.toml", "model/calendar.toml"
INDICATORS, SOURCES, MODEL = "model/indicators.toml", "model/sources.toml", "model/model.toml"
FUNCTIONS, MANIFEST = "model/functions.toml", "history/manifest.toml"
TARIFF = "lever.us_tariff_on_mexico"
PATHWAYS = 'en = "Legal pathways", es = "Vías legales" }\nshort'

FAULTS = [
    # The frame.
    (MODEL, 'version = "0.3"', 'version = "one"', "–", "version", "bad_version"),
    (MODEL, 'vantage = "2023-12"', 'vantage = "2023-13"', "–", "vantage", "bad_month"),
    (MODEL, 'horizon = "2036-12"', 'horizon = "2023-11"', "–", "horizon", "out_of_limits"),
    (MODEL, 'horizon = "2036-12"', 'horizon = "9999-12"', "–", "horizon", "out_of_limits"),
    (MODEL, "version", "colour = 1\nversion", "–", "colour", "unknown_key"),
    # Keys and types.
    (LEVERS, "lead = 1\n", "", TARIFF, "lead", "missing_key"),
    (LEVERS, "lead = 1\n", "lead = 1\nleed = 1\n", TARIFF, "leed", "unknown_key"),
    (LEVERS, "lead = 1\n", 'lead = "1"\n', TARIFF, "lead", "not_number"),
    (LEVERS, "lead = 1\n", "lead = true\n", TARIFF, "lead", "not_number"),
    (LEVERS, "lead = 1\n", "lead = nan\n", TARIFF, "lead", "bad_number"),
    (LEVERS, "lead = 1\n", "lead = 0\n", TARIFF, "lead", "out_of_limits"),
    (LEVERS, "decimals = 1\n", "decimals = 1.5\n", TARIFF, "decimals", "not_integer"),
    (LEVERS, "decimals = 1\n", "decimals = 9\n", TARIFF, "decimals", "out_of_limits"),
    (LEVERS, 'holder = "us"', 'holder = "canada"', TARIFF, "holder", "unknown_choice"),
    (LEVERS, 'holder = "us"', "holder = 1", TARIFF, "holder", "not_text"),
    (LEVERS, "low = 0\nhigh = 30", "low = 30\nhigh = 30", TARIFF, "high", "not_above_low"),
    (LEVERS, "default = 0.2", "default = 31", TARIFF, "default", "out_of_limits"),
    (LEVERS, "cost_us = 7", "cost_us = 11", TARIFF, "cost_us", "out_of_limits"),
    (LEVERS, "value = 5", "value = 50", f"{TARIFF}.notches[1]", "value", "out_of_limits"),
    (LEVERS, "sign = 1 }", "sign = 0 }", f"{TARIFF}.target", "sign", "out_of_limits"),
    (
        LEVERS,
        "[5, 30, 50, 70, 80]",
        "[5, 30]",
        "lever.coop_framework",
        "level_forces",
        "not_same_length",
    ),
    (
        LEVERS,
        "low = 0\nhigh = 4\n",
        "low = 0\nhigh = 5\n",
        "lever.coop_framework",
        "levels",
        "not_same_length",
    ),
    (
        LEVERS,
        "notches = [{ value = 70,",
        'needs = ["spain"]\nnotches = [{ value = 70,',
        "lever.us_border_enforcement",
        "needs",
        "unknown_choice",
    ),
    (LEVERS, 'sources = ["S39", "S45", "S68"]', "sources = []", TARIFF, "sources", "no_source"),
    # Texts.
    (
        LEVERS,
        PATHWAYS,
        'en = "Legal pathways" }\nshort',
        "lever.legal_pathways.name",
        "es",
        "missing_key",
    ),
    (
        LEVERS,
        PATHWAYS,
        'en = "", es = "Vías" }\nshort',
        "lever.legal_pathways.name",
        "en",
        "empty_text",
    ),
    (
        LEVERS,
        PATHWAYS,
        'en = " Legal", es = "Vías" }\nshort',
        "lever.legal_pathways.name",
        "en",
        "bad_text",
    ),
    (
        LEVERS,
        PATHWAYS,
        'en = "Le\\ngal", es = "Vías" }\nshort',
        "lever.legal_pathways.name",
        "en",
        "bad_text",
    ),
    (
        LEVERS,
        PATHWAYS,
        'en = "' + 37 * "x" + '", es = "Vías" }\nshort',
        "lever.legal_pathways",
        "name",
        "text_too_long",
    ),
    (LEVERS, "{value} k a year", "k a year", "lever.legal_pathways", "display", "no_value_field"),
    (
        LEVERS,
        "{value} k a year",
        "{value} {unit}",
        "lever.legal_pathways",
        "display",
        "no_value_field",
    ),
    # Ids.
    (
        DRIVERS,
        "[parameter.job_openings_tau]",
        "[parameter.JobTau]",
        "parameter.JobTau",
        "–",
        "bad_id",
    ),
    (
        DRIVERS,
        "[parameter.job_openings_tau]",
        "[parameter.smooth]",
        "parameter.smooth",
        "–",
        "reserved_id",
    ),
    (
        DRIVERS,
        "[parameter.job_openings_tau]",
        "[parameter.x_in_force]",
        "parameter.x_in_force",
        "–",
        "reserved_id",
    ),
    (
        DRIVERS,
        "[parameter.job_openings_tau]",
        "[parameter.job_openings]",
        "auxiliary.job_openings",
        "–",
        "repeated_id",
    ),
    (
        POLITICS,
        "[stock.trust]",
        "[stock.legal_pathways]",
        "stock.legal_pathways",
        "–",
        "repeated_id",
    ),
    (SOURCES, "[source.S17]", "[source.GAO]", "source.GAO", "–", "bad_id"),
    (LINKS, "[link.75]", "[link.075]", "link.075", "–", "bad_id"),
    (
        INDICATORS,
        "[indicator.remittances]",
        "[indicator.trust]",
        "indicator.trust",
        "variable",
        "repeated_id",
    ),
    # References.
    (MIGRATION, 'unit = "idx"', 'unit = "index"', "parameter.transit_0", "unit", "unknown_name"),
    (MIGRATION, '["S49"]', '["S999"]', "parameter.labor_elasticity", "sources", "unknown_name"),
    (
        MIGRATION,
        "links = [73]",
        "links = [199]",
        "parameter.labor_elasticity",
        "links",
        "unknown_name",
    ),
    (
        MIGRATION,
        'from_lever = "mx_transit',
        'from_lever = "us_transit',
        "parameter.transit_0",
        "from_lever",
        "unknown_name",
    ),
    (
        MIGRATION,
        'series = "usbp_sw_apprehensions"',
        'series = "usbp"',
        "parameter.encounters_0.from_series",
        "series",
        "unknown_name",
    ),
    (
        MIGRATION,
        "encounters_0 * capped(",
        "encounters_1 * capped(",
        "auxiliary.irregular_encounters",
        "equation",
        "unknown_name",
    ),
    (
        MIGRATION,
        "legal_pathways_in_force",
        "illegal_pathways_in_force",
        "auxiliary.pathways_ratio",
        "equation",
        "unknown_name",
    ),
    (
        MIGRATION,
        "legal_pathways_in_force",
        "legal_pathways",
        "auxiliary.pathways_ratio",
        "equation",
        "unknown_name",
    ),
    (
        LINKS,
        '"pathways_elasticity"',
        '"pathway_elasticity"',
        "link.75",
        "parameters",
        "unknown_name",
    ),
    (
        LINKS,
        'cause = "legal_pathways"',
        'cause = "legal_paths"',
        "link.75",
        "cause",
        "unknown_name",
    ),
    (
        LEVERS,
        'variable = "effective_tariff"',
        'variable = "tariff"',
        f"{TARIFF}.target",
        "variable",
        "unknown_name",
    ),
    (LEVERS, '"B32", "B67"', '"B32", "B77"', TARIFF, "claims", "unknown_claim"),
    (
        INDICATORS,
        'series = "mx_remittances_usd"',
        'series = "remesas"',
        "indicator.remittances",
        "series",
        "unknown_name",
    ),
    (
        INDICATORS,
        'variable = "remittances"',
        'variable = "money"',
        "indicator.remittances",
        "variable",
        "unknown_name",
    ),
    (
        INDICATORS,
        'unit = "GUSD/year"',
        'unit = "kperson/year"',
        "indicator.us_mx_trade",
        "unit",
        "not_the_unit_of_the_series",
    ),
    # Parameters.
    (
        MIGRATION,
        "central = 0.5\nlow = 0.35",
        "central = 0.3\nlow = 0.35",
        "parameter.labor_elasticity",
        "central",
        "not_between",
    ),
    (MIGRATION, "low = 0.35\n", "", "parameter.labor_elasticity", "low", "missing_key"),
    (
        MIGRATION,
        "central = 0.5\nlow = 0.35",
        'from_lever = "legal_pathways"\ncentral = 0.5\nlow = 0.35',
        "parameter.labor_elasticity",
        "central",
        "one_value",
    ),
    (
        MIGRATION,
        "central = 0.5\nlow = 0.35",
        "low = 0.35",
        "parameter.labor_elasticity",
        "central",
        "one_value",
    ),
    (
        MIGRATION,
        'unit = "month"',
        'unit = "1"',
        "parameter.threat_reply_rise",
        "time_constant",
        "not_months",
    ),
    (
        MIGRATION,
        "low = 0.5\nhigh = 0.72",
        "low = 0.5\nhigh = 1.72",
        "parameter.port_share",
        "low",
        "out_of_limits",
    ),
    (
        DRIVERS,
        'kind = "driver"',
        'kind = "motor"',
        "parameter.job_openings_rest",
        "kind",
        "unknown_choice",
    ),
    # Stocks, noises, functions.
    (
        POLITICS,
        'initial = "trust_0"',
        'initial = "trust_0"\ninflow = "trust_target"',
        "stock.trust",
        "change",
        "change_or_flows",
    ),
    (
        POLITICS,
        'initial = "trust_0"',
        'initial = "trust_0"\nchange_unit = "idx/year2"',
        "stock.trust",
        "change_unit",
        "not_a_flow",
    ),
    (POLITICS, "bounds = [0, 100]", "bounds = [100, 0]", "stock.us_rhetoric", "bounds", "not_pair"),
    (DRIVERS, "sd = 0.15", "sd = -0.15", "noise.job_openings_noise", "sd", "not_positive"),
    (
        DRIVERS,
        "growth = { tau = 24, sd = 0.25 }",
        "growth = { tau = 24, sd = 0.25, cut = 1 }",
        "noise.epidemic_course_noise.growth",
        "cut",
        "unknown_key",
    ),
    (
        DRIVERS,
        "growth = { tau = 24, sd = 0.25 }",
        "growth = { tau = 0, sd = 0.25 }",
        "noise.epidemic_course_noise.growth",
        "tau",
        "out_of_limits",
    ),
    (
        FUNCTIONS,
        'arguments = ["x", "k"]',
        'arguments = ["x", "x"]',
        "function.sat",
        "arguments",
        "repeated_item",
    ),
    (FUNCTIONS, '["x", "k"]', '["x", "q"]', "function.sat", "equation", "unknown_name"),
    # Equations: what only the engine sees.
    (
        POLITICS,
        "trust_target - trust)",
        "trust_target - trust",
        "stock.trust",
        "change",
        "not_an_equation",
    ),
    (
        POLITICS,
        "us_rhetoric - us_rhetoric_rest",
        "us_rhetoric @ us_rhetoric_rest",
        "auxiliary.us_hostility",
        "equation",
        "forbidden_syntax",
    ),
    (
        POLITICS,
        "us_rhetoric - us_rhetoric_rest",
        "us_hostility - us_rhetoric_rest",
        "auxiliary.us_hostility",
        "equation",
        "cycle",
    ),
    (
        TRADE,
        "smooth(mexican_duty",
        "smooth(1, mexican_duty",
        "auxiliary.us_export_ratio",
        "equation",
        "wrong_arity",
    ),
    # Events and the calendar.
    (
        EVENTS,
        'target = "us_rhetoric"',
        'target = "support_shock"',
        "event.fentanyl_mass_death.effect[1]",
        "target",
        "wrong_target",
    ),
    (
        EVENTS,
        'target = "support_shock"',
        'target = "trust"',
        "event.fentanyl_mass_death.effect[2]",
        "target",
        "wrong_target",
    ),
    (EVENTS, "size = 10", "size = 0", "event.fentanyl_mass_death.effect[1]", "size", "zero_size"),
    (
        EVENTS,
        "yearly_chance = [0.05, 0.2]",
        "yearly_chance = [0.5, 1.2]",
        "event.fentanyl_mass_death",
        "yearly_chance",
        "out_of_limits",
    ),
    (CALENDAR, 'month = "2008-11"', 'month = "2037-11"', "–", "vote", "not_ascending"),
    (CALENDAR, 'kind = "treaty"', 'kind = "party"', "entry[1]", "kind", "unknown_choice"),
    (CALENDAR, "rise = 14", "rise = 0", "pulse.us_election_pulse", "rise", "out_of_limits"),
    (CALENDAR, "midterm = true", 'midterm = "yes"', "vote[2]", "midterm", "not_flag"),
    # Units and the manifest.
    (
        UNITS,
        "dimension = { idx = 1 }",
        "dimension = { points = 1 }",
        "unit.idx.dimension",
        "points",
        "unknown_choice",
    ),
    (UNITS, "dimension = { idx = 1 }", "dimension = 1", "unit.idx", "dimension", "not_table"),
    (
        MANIFEST,
        'frequency = "yearly"',
        'frequency = "weekly"',
        "series.mx_homicides_inegi_annual",
        "frequency",
        "unknown_choice",
    ),
    (
        MANIFEST,
        'first = "1990"',
        'first = "1990-01"',
        "series.mx_homicides_inegi_annual",
        "first",
        "bad_period",
    ),
    (
        MANIFEST,
        "scale = 100000",
        "scale = 0",
        "series.mx_homicides_inegi_annual",
        "scale",
        "not_positive",
    ),
    (
        MANIFEST,
        'per = "mx_population_midyear"',
        'per = "people"',
        "series.mx_homicides_inegi_annual",
        "per",
        "unknown_name",
    ),
    (
        MANIFEST,
        '"2019", "2020"]',
        '"2019", "2020", "2021"]',
        "series.lac_fdi_inflows_usd_mn",
        "missing",
        "not_missing",
    ),
    # Series made of two others.
    (
        MANIFEST,
        'sum = ["us_imports_from_mexico", "us_exports_to_mexico"]',
        'sum = ["us_imports_from_mexico"]',
        "derived.us_mx_goods_trade",
        "sum",
        "not_pair",
    ),
    (
        MANIFEST,
        '"us_exports_to_mexico"]',
        '"us_exports"]',
        "derived.us_mx_goods_trade",
        "sum",
        "unknown_name",
    ),
    (
        MANIFEST,
        '"us_exports_to_mexico"]',
        '"us_job_openings_rate"]',
        "derived.us_mx_goods_trade",
        "unit",
        "not_the_unit_of_the_series",
    ),
    (
        MANIFEST,
        "scale = 100\n",
        "scale = 0\n",
        "derived.mx_fdi_regional_share",
        "scale",
        "not_positive",
    ),
    (
        MANIFEST,
        '"lac_fdi_inflows_usd_mn"]',
        '"cbp_fentanyl_seizures_lbs"]',
        "derived.mx_fdi_regional_share",
        "unit",
        "not_the_unit_of_the_series",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "table", "key", "reason"),
    FAULTS,
    ids=[f"{number}-{fault[-1]}" for number, fault in enumerate(FAULTS)],
)
def test_that_a_fault_names_file_table_key_and_reason(
    tmp_path: Path,
    english: Language,
    file: str,
    old: str,
    new: str,
    table: str,
    key: str,
    reason: str,
) -> None:
    with pytest.raises(ModelFileError) as caught:
        read_model(copy_replacing(tmp_path, file, old, new))
    fields = caught.value.fields
    assert (fields["file"], fields["table"], fields["key"]) == (file, table, key)
    assert fields["reason"] == f"reason.{reason}"
    assert f"{file}, table {table}, key {key}: " in english.error(caught.value)


HOSTILE = {
    "empty": (b"", "missing_key"),
    "binary": (bytes(range(256)), "not_utf8"),
    "zeros": (b"\0" * 4096, "not_toml"),
    "not_toml": (b"[lever", "not_toml"),
    "other_encoding": ("# México".encode("latin-1"), "not_utf8"),
    "huge": (b"#" * 3_000_000, "file_too_large"),
    "deep": (b"x = " + b"[" * 20_000, "nested_too_deep"),
    "endless_digits": (b"x = " + b"9" * 5_000, "bad_number"),
    "twice": (b'version = "0.1"\nversion = "0.1"\n', "not_toml"),
    "array_for_text": (b'version = ["0.1"]\n', "not_text"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_that_a_hostile_file_is_refused(tmp_path: Path, name: str) -> None:
    content, reason = HOSTILE[name]
    with pytest.raises(ModelFileError) as caught:
        read_model(copy_with(tmp_path, MODEL, content))
    assert caught.value.fields["file"] == MODEL
    assert caught.value.fields["reason"] == f"reason.{reason}"


@pytest.mark.parametrize("part", [0.05, 0.3, 0.5, 0.7, 0.97])
@pytest.mark.parametrize("file", [POLITICS, LEVERS, EVENTS, LINKS])
def test_that_a_file_cut_short_is_refused(tmp_path: Path, file: str, part: float) -> None:
    content = (RESOURCES / file).read_bytes()
    with pytest.raises(ModelFileError):
        read_model(copy_with(tmp_path, file, content[: int(len(content) * part)]))


def test_that_a_vantage_after_the_series_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError) as caught:
        read_model(copy_replacing(tmp_path, MODEL, "2023-12", "2031-12"))
    assert caught.value.fields["table"] == "parameter.job_openings_0.from_series"
    assert caught.value.fields["reason"] == "reason.no_value_at_vantage"


def test_that_too_long_a_list_is_refused(tmp_path: Path) -> None:
    sources = ", ".join(f'"S{number}"' for number in range(600))
    with pytest.raises(ModelFileError) as caught:
        read_model(copy_replacing(tmp_path, LEVERS, '["S39", "S45", "S68"]', f"[{sources}]"))
    assert caught.value.fields["reason"] == "reason.list_too_long"


def test_that_a_fault_is_a_sentence_in_both_languages(
    tmp_path: Path, english: Language, spanish: Language
) -> None:
    with pytest.raises(ModelFileError) as caught:
        read_model(copy_replacing(tmp_path, LEVERS, "cost_us = 7", "cost_us = 11"))
    assert english.error(caught.value) == (
        "The model cannot be read: model/levers.toml, table lever.us_tariff_on_mexico, key "
        "cost_us: the number must be from 0 to 10; restore the file or install Vecinos again."
    )
    assert "el número debe ir de 0 a 10" in spanish.error(caught.value)
