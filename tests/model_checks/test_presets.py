"""Example packages: each can be run, and goes where its notes say."""

import re
from dataclasses import replace

import numpy as np
import pytest

from desktop.domain.claim import ClaimKind
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.policy import STATUS_QUO
from desktop.domain.preset import Direction, Expectation, Preset
from desktop.engine.run.project import project
from tests.model_checks.runs import Run, compiled, run, shipped, year

PRESETS = tuple(shipped().presets)
CENTRAL_RUNS: dict[str, Run] = {}
CITED = re.compile(r"\b([BCS][1-9][0-9]*)\b")
LETTERS = {"B": "berg_package", "C": "carnegie_package"}
GENERAL = {"B4", "B35", "C13", "C63"}
"""Advice that asks for nothing to be set or left: a goal, a question, a purpose, a caution."""


def central(name: str) -> Run:
    if name not in CENTRAL_RUNS:
        CENTRAL_RUNS[name] = run(shipped().presets[name].policy)
    return CENTRAL_RUNS[name]


def change(moved: Run, expectation: Expectation) -> float:
    """Return the change of a year's mean against what the expectation compares with, in percent."""
    variable = shipped().indicators[expectation.indicator].variable
    other = central(expectation.against or "status_quo")[variable]
    before = float(year(other, expectation.year)[0])
    return 100 * (float(year(moved[variable], expectation.year)[0]) / before - 1)


def met(moved: Run, expectation: Expectation) -> bool:
    found = change(moved, expectation)
    if expectation.direction is Direction.SAME:
        return abs(found) < 1
    return found >= 1 if expectation.direction is Direction.UP else found <= -1


def test_that_the_packages_of_both_documents_and_the_examples_are_there() -> None:
    assert set(PRESETS) == {
        "status_quo",
        "berg_package",
        "carnegie_package",
        "mexico_package",
        "escalation_spiral",
        "force_and_backlash",
        "nearshoring_without_power",
        "nearshoring_with_power",
    }


def test_that_the_status_quo_sets_nothing() -> None:
    assert shipped().presets["status_quo"].policy == STATUS_QUO


@pytest.mark.parametrize("name", PRESETS)
def test_that_a_package_projects_finitely_in_every_member(name: str) -> None:
    draws = compiled().draws(EnsembleChoice(members=200))
    lines = project(compiled(), shipped().presets[name].policy, draws)
    assert np.isfinite(lines.values).all()
    for indicator in shipped().indicators.values():
        if indicator.bounds is not None:
            assert lines.of(indicator.id).min() >= indicator.bounds[0]
            assert lines.of(indicator.id).max() <= indicator.bounds[1]


@pytest.mark.parametrize("name", PRESETS)
def test_that_a_package_goes_where_its_notes_say(name: str) -> None:
    for expectation in shipped().presets[name].expectations:
        found = change(central(name), expectation)
        assert met(central(name), expectation), f"{expectation}: {found:.2f} %"


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "status_quo"])
def test_that_a_package_expects_something_that_doing_nothing_does_not_bring(name: str) -> None:
    # The mutant of the test above: the same expectations without the settings and events.
    own = [e for e in shipped().presets[name].expectations if e.against is None]
    moves = [e for e in own if e.direction is not Direction.SAME]
    assert moves
    assert not any(met(central("status_quo"), expectation) for expectation in moves)


def test_that_the_boom_without_power_would_not_stall_with_it() -> None:
    # The mutant of the stall: with lines and private power the gap to the other package closes.
    without, with_power = (
        shipped().presets[f"nearshoring_{kind}_power"] for kind in ("without", "with")
    )
    added = replace(
        without.policy, settings={**without.policy.settings, **with_power.policy.settings}
    )
    stalls = [e for e in without.expectations if e.against is not None]
    assert stalls
    assert not any(met(run(added), expectation) for expectation in stalls)


@pytest.mark.parametrize("name", PRESETS)
def test_that_notes_cite_exactly_what_they_rest_on(name: str) -> None:
    preset = shipped().presets[name]
    for text in (preset.notes.en, preset.notes.es):
        assert set(CITED.findall(text)) == {*preset.claims, *preset.sources}
    assert name == "status_quo" or preset.claims or preset.sources


@pytest.mark.parametrize("letter", LETTERS)
def test_that_the_package_of_a_document_is_what_it_asks_for_and_nothing_else(letter: str) -> None:
    preset = shipped().presets[LETTERS[letter]]
    for lever, claims in preset.asked_by.items():
        assert claims, lever
        for claim in claims:
            assert claim in preset.claims, (lever, claim)
            assert lever in shipped().claims[claim].levers, (lever, claim)
    asked = {
        name
        for name, claim in shipped().claims.items()
        if name[0] == letter and ClaimKind.ADVICE in claim.kinds
    }
    assert asked - GENERAL <= set(preset.claims)


def test_that_the_package_of_mexico_city_rests_on_what_its_government_said() -> None:
    preset = shipped().presets["mexico_package"]
    assert not preset.claims
    assert set(preset.policy.settings) == set(preset.asked_by)
    for lever, sources in preset.asked_by.items():
        assert sources, lever
        assert set(sources) <= set(preset.sources), lever
    assert "us_unilateral_force" not in preset.policy.settings


def test_that_each_document_has_its_model_and_no_more() -> None:
    berg, carnegie = (shipped().presets[name].policy.settings for name in LETTERS.values())
    assert "port_of_entry_capacity" not in berg
    assert berg["coop_framework"].value == 4
    assert berg["vetted_units_training"].value == shipped().levers["vetted_units_training"].high
    assert carnegie["mx_security_spending"].value > 1
    assert carnegie["mx_military_share"].value < shipped().levers["mx_military_share"].default


@pytest.mark.parametrize("name", PRESETS)
def test_that_a_package_can_be_read_and_shown(name: str) -> None:
    preset: Preset = shipped().presets[name]
    assert max(len(preset.name.en), len(preset.name.es)) <= 36
    assert preset.notes.en != preset.notes.es
    assert 4 <= len(preset.charts) <= 9
    assert set(preset.charts) <= shipped().indicators.keys()
    assert {e.indicator for e in preset.expectations} <= set(preset.charts)
