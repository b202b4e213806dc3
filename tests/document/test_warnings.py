"""Which warnings a policy meets, and the one step that mends it."""

import random
import time

import pytest

from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.document.warnings import MendWarning, WarningRules
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.domain.scenario import Package, Scenario
from desktop.modelfiles.read import read_model

STRIKE = "strike_beside_framework"


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model()


@pytest.fixture(scope="module")
def rules(model: Model) -> WarningRules:
    return WarningRules(model)


def _met(rules: WarningRules, settings: dict[str, float]) -> list[str]:
    policy = Policy({lever: Setting(value) for lever, value in settings.items()})
    return [warning.id for warning in rules.holding(policy)]


def test_that_a_combination_is_told_and_each_half_of_it_alone_is_not(rules: WarningRules) -> None:
    assert _met(rules, {"us_unilateral_force": 2, "coop_framework": 2}) == [STRIKE]
    assert _met(rules, {"us_unilateral_force": 2}) == []
    assert _met(rules, {"coop_framework": 2}) == []
    assert _met(rules, {}) == []


def test_that_whatever_else_is_set_a_fix_ends_its_warning_in_one_step_of_undo(
    model: Model, rules: WarningRules
) -> None:
    chance, met = random.Random(3), set()
    for _ in range(400):
        settings = {
            lever.id: Setting(chance.choice((lever.low, lever.default, lever.high)))
            for lever in model.levers.values()
        }
        for warning in rules.holding(Policy(settings)):
            document = Document(model, Scenario("Plan", policy=Policy(settings)))
            document.apply(MendWarning(warning))
            assert warning not in rules.holding(document.scenario.combined), warning.id
            assert len(document.history.done) == 1
            document.undo()
            assert document.scenario.policy == Policy(settings)
            met.add(warning.id)
    assert met == set(model.warnings)


def test_that_a_fix_keeps_the_time_of_a_setting_and_that_it_reaches_into_packages(
    model: Model, rules: WarningRules
) -> None:
    timed = Setting(3, Month(2026, 3), 24, Month(2030, 12))
    packaged = Package("Plan", Policy({"us_unilateral_force": timed}))
    document = Document(model, Scenario("Plan", packages=(packaged,)))
    document.apply(SetLever("coop_framework", Setting(3)))
    (warning,) = rules.holding(document.scenario.combined)
    document.apply(MendWarning(warning))
    mended = document.scenario.combined.settings["us_unilateral_force"]
    assert mended == Setting(0, Month(2026, 3), 24, Month(2030, 12))
    assert rules.holding(document.scenario.combined) == ()


def test_that_all_warnings_are_looked_up_within_a_tenth_of_a_millisecond(
    model: Model, rules: WarningRules
) -> None:
    policy = Policy({lever.id: Setting(lever.high) for lever in model.levers.values()})
    quickest = min(_seconds(rules, policy) for _ in range(20))
    assert quickest < 1e-4


def _seconds(rules: WarningRules, policy: Policy) -> float:
    began = time.perf_counter()
    rules.holding(policy)
    return time.perf_counter() - began
