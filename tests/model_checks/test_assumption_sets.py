"""The assumption sets as shipped: what they may set, and that they change what is shown."""

from functools import cache

import numpy as np
import pytest

from desktop.charts.headline import projected_headline
from desktop.domain.assumptions import NEUTRAL, Assumptions, Side
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Grade, Setting
from desktop.domain.model.model import ParameterKind
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.ensemble.assumptions import parameters_under, shrinks
from desktop.engine.results.compare import contrast
from desktop.engine.results.projection import Projection
from desktop.engine.run.project import project
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from tests.model_checks.runs import compiled, shipped

CONFLICTS = {
    "insecurity_migration": "B64",
    "insecurity_investment": "B27",
    "military_aid": "B53",
    "leader_targeting": "B58",
    "vetted_removals": "B58",
    "community_policing": "C58",
    "illicit_remittances": "B63",
    "designation_trade": "C50",
    "neglect_growth": "B14",
    "china_cooperation": "C74",
}
"""Where evidence and documents disagree, each with the claim in question."""
LEAST_APART = 9
YEAR = Month(2030, 12)


def test_that_the_conflicts_are_there_with_the_claims_they_are_about() -> None:
    found = shipped().assumptions.conflicts
    assert found.keys() == CONFLICTS.keys()
    for name, claim in CONFLICTS.items():
        assert claim in found[name].articles.claims
        assert set(found[name].articles.claims) <= shipped().claims.keys()


def test_that_the_sides_differ_and_stay_within_the_published_range() -> None:
    model = shipped()
    for conflict in model.assumptions.conflicts.values():
        assert conflict.articles.overrides != conflict.studies.overrides
        for position in (conflict.articles, conflict.studies):
            for name, one in position.overrides.items():
                parameter = model.parameters[name]
                assert parameter.certain or parameter.low <= one.low <= one.high <= parameter.high


def test_that_a_conflicts_parameters_belong_to_its_rows_of_the_evidence() -> None:
    model = shipped()
    for conflict in model.assumptions.conflicts.values():
        carried = {name for row in conflict.links for name in model.links[row].parameters}
        starts = {
            name
            for name in conflict.parameters
            if model.parameters[name].kind is ParameterKind.START
        }
        assert set(conflict.parameters) <= carried | starts, conflict.id


def test_that_the_studies_halve_every_size_nobody_measured_and_no_other() -> None:
    model = shipped()
    studies = model.assumptions.sets["studies"]
    under = parameters_under(model, Assumptions("studies"))
    owned = {n for one in model.assumptions.conflicts.values() for n in one.parameters}
    halved = 0
    for name, parameter in model.parameters.items():
        if name in owned or name in studies.overrides:
            continue
        if shrinks(studies, parameter):
            assert parameter.evidence.grade is Grade.C
            assert under[name].central == pytest.approx(parameter.central / 2)
            assert under[name].high == parameter.high
            halved += 1
        else:
            assert under[name] == parameter
    assert halved >= 30
    kept = [name for one in studies.kept for name in one.parameters]
    assert all(model.parameters[name].evidence.grade is Grade.C for name in kept)


def test_that_everything_put_forward_to_be_held_moves_some_curve() -> None:
    model = shipped()
    moving = Policy(
        {**model.presets["berg_package"].policy.settings}
        | {**model.presets["carnegie_package"].policy.settings}
        | {**model.presets["escalation_spiral"].policy.settings}
        | {"us_demand_reduction": Setting(60.0)}
    )
    usual = _drawn(moving, NEUTRAL)
    for movable in model.assumptions.movables.values():
        if movable.text is None:
            continue
        ends = [
            _drawn(moving, NEUTRAL.with_value(movable.parameter, value))
            for value in (movable.low, movable.high)
        ]
        assert any((end.values != usual.values).any() for end in ends), movable.parameter


@pytest.mark.long
def test_that_every_number_held_at_an_end_of_its_range_gives_curves() -> None:
    policy = shipped().presets["escalation_spiral"].policy
    for movable in shipped().assumptions.movables.values():
        for value in (movable.low, movable.high):
            drawn = _drawn(policy, NEUTRAL.with_value(movable.parameter, value))
            assert np.isfinite(drawn.values).all(), movable.parameter


def _drawn(policy: Policy, assumptions: Assumptions) -> Projection:
    return project(compiled(), policy, compiled().draws(EnsembleChoice(members=20), assumptions))


@cache
def _changes(assumptions: Assumptions) -> dict[str, str]:
    """Return the 2030 headline's change against status quo of every indicator, as shown."""
    model, language = shipped(), load_language("en", RESOURCES)
    policy = model.presets["berg_package"].policy
    draws = compiled().draws(EnsembleChoice(), assumptions)
    baseline, projection = (project(compiled(), each, draws) for each in (STATUS_QUO, policy))
    step = model.clock.step(YEAR)
    found = {}
    for indicator in model.indicators.values():
        line = projected_headline(
            contrast(projection, baseline, indicator.id, step), indicator, model.clock, language
        )
        found[indicator.id] = line.text.split(" · ")[1]
    return found


@pytest.mark.long
def test_that_nine_headlines_differ_between_the_sets_and_each_hangs_on_a_switch() -> None:
    articles, studies = (_changes(Assumptions(name)) for name in ("articles", "studies"))
    apart = {name for name in articles if articles[name] != studies[name]}
    traced: dict[str, list[str]] = {}
    for conflict in CONFLICTS:
        one, other = (
            _changes(NEUTRAL.with_side(conflict, side)) for side in (Side.ARTICLES, Side.STUDIES)
        )
        for name in apart:
            if one[name] != other[name]:
                traced.setdefault(name, []).append(conflict)
    assert len(traced) >= LEAST_APART, traced
