"""What each lever does is on its page, every lever does something, and how far it reaches."""

import csv
from dataclasses import replace

import pytest

from desktop.domain.reach import LEAST
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.reach_words import short_of_record
from tests.model_checks.lever_effects import (
    NOTHING,
    PAGE,
    REACH,
    SMALL,
    Effects,
    Row,
    page,
    renewed,
)
from tests.model_checks.runs import compiled, shipped


@pytest.fixture(scope="module")
def effects() -> Effects:
    return Effects(compiled())


@pytest.fixture(scope="module")
def rows(effects: Effects) -> tuple[Row, ...]:
    return effects.rows


def test_that_the_page_is_what_the_model_says(effects: Effects) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(effects), "run make levers-doc"


def test_that_every_lever_moves_its_target_and_a_curve_at_one_of_its_ends(
    rows: tuple[Row, ...],
) -> None:
    own = {known.variable for known in shipped().indicators.values()}
    for lever in shipped().levers.values():
        ends = [row for row in rows if row.lever.id == lever.id]
        assert any(abs(row.target.share) >= NOTHING for row in ends), lever.id
        assert any(row.curves for row in ends) or lever.target.variable in own, lever.id


def test_that_effects_are_listed_by_size_and_within_the_horizon(rows: tuple[Row, ...]) -> None:
    for row in rows:
        sizes = [round(abs(effect.share), 9) for effect in row.curves]
        assert sizes == sorted(sizes, reverse=True)
        assert all(0 < effect.step <= shipped().clock.steps for effect in row.curves)


def test_that_raising_a_lever_moves_its_target_the_way_it_says(rows: tuple[Row, ...]) -> None:
    for row in rows:
        if abs(row.target.share) >= NOTHING:
            up = row.end > row.lever.default
            assert (row.target.change > 0) == (up == (row.lever.target.sign > 0)), row.lever.id


def test_that_a_lever_says_its_effect_is_small_where_it_is(rows: tuple[Row, ...]) -> None:
    largest: dict[str, float] = {}
    for row in rows:
        if not row.beside:
            shares = [abs(effect.share) for effect in row.curves]
            largest[row.lever.id] = max(largest.get(row.lever.id, 0.0), *shares, 0.0)
    said = {lever.id for lever in shipped().levers.values() if lever.small_effect}
    assert said == {lever for lever, share in largest.items() if share < SMALL}


# ------------------------------------------------------------ reach beside the record

FROM_SERIES = {
    "mx_transit_enforcement": ("usbp_sw_apprehensions", "2019-05", "2019-11"),
    "asylum_access": ("usbp_sw_apprehensions", "2019-05", "2019-11"),
    "us_border_enforcement": ("usbp_sw_apprehensions", "2007-05", "2011-05"),
    "legal_pathways": ("usbp_sw_apprehensions", "2022-12", "2023-01"),
    "dea_access": ("mx_extraditions_to_us", "2020", "2021"),
    "coop_framework": ("mx_extraditions_to_us", "2006", "2009"),
    "return_cooperation": ("usbp_sw_apprehensions", "2022-12", "2023-01"),
}
"""Records that are changes of a shipped series between two months."""


def test_that_what_is_kept_of_the_models_reach_is_what_the_model_does(effects: Effects) -> None:
    text = REACH.read_text(encoding="utf-8")
    assert text == renewed(text, effects), "run make levers-doc"


@pytest.mark.mutant
def test_that_a_reach_that_the_model_does_not_have_is_found_out(effects: Effects) -> None:
    text = REACH.read_text(encoding="utf-8")
    kept = shipped().reaches["mx_transit_enforcement"].move
    assert kept is not None
    wrong = text.replace(f"model = {kept.model:g}", f"model = {kept.model - 5:g}")
    assert wrong != text
    assert renewed(wrong, effects) == text


@pytest.mark.parametrize("lever", FROM_SERIES)
def test_that_a_record_of_a_series_is_what_the_series_did(lever: str) -> None:
    series, first, last = FROM_SERIES[lever]
    with (RESOURCES / "history" / f"{series}.csv").open(encoding="utf-8") as file:
        values = {row["period"]: float(row["value"]) for row in csv.DictReader(file)}
    move = shipped().reaches[lever].move
    assert move is not None
    assert move.record == pytest.approx(100 * (values[last] / values[first] - 1), abs=0.06)


def test_that_rates_of_the_record_are_those_of_the_yearly_series() -> None:
    series = shipped().series["mx_homicides_inegi_annual"]
    rates = {month.year: value for month, value in zip(series.months, series.values, strict=True)}
    for lever, first, last in (
        ("mx_federal_backup", 2011, 2014),
        ("mx_leader_targeting", 2007, 2011),
    ):
        move = shipped().reaches[lever].move
        assert move is not None
        assert move.record == pytest.approx(100 * (rates[last] / rates[first] - 1), abs=0.6)


def test_that_every_lever_has_its_row_and_a_record_its_source() -> None:
    assert shipped().reaches.keys() == shipped().levers.keys()
    for reach in shipped().reaches.values():
        assert reach.move is None or reach.sources, reach.lever


def test_that_page_and_card_say_so_where_a_lever_makes_less_than_half_of_the_record() -> None:
    told = PAGE.read_text(encoding="utf-8")
    short = 0
    for reach in shipped().reaches.values():
        if reach.move is None:
            continue
        name = shipped().levers[reach.lever].name.en
        row = next(line for line in told.splitlines() if line.startswith(f"| {name} |"))
        falls = abs(reach.move.model) < LEAST * abs(reach.move.record)
        short += falls
        assert reach.move.falls_short is falls
        assert ("**Short**" in row) is falls, reach.lever
        enough = replace(reach.move, model=LEAST * reach.move.record)
        assert not enough.falls_short
        for code in ("en", "es"):
            language = load_language(code, RESOURCES)
            curve = shipped().indicators[reach.move.indicator]
            assert reach.text.text(code) in short_of_record(reach, curve, language)
    assert short
