"""Scenarios of a model and of another one."""

from dataclasses import replace

from desktop.document.fitting import fitted
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from tests.document.models import plain_model

MODEL = plain_model()


def test_that_a_scenario_of_this_model_is_left_as_it_is() -> None:
    scenario = Scenario("a", Policy({"a": Setting(40)}), charts=("x",))
    assert fitted(scenario, MODEL) == (scenario, 0)
    assert fitted(replace(scenario, charts=("z",)), MODEL) == (replace(scenario, charts=()), 0)
