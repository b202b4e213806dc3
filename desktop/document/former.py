"""What older versions kept in other words than this one."""

from dataclasses import replace

from desktop.domain.errors import BadAssumptionsError
from desktop.domain.lever import Setting
from desktop.domain.scenario import Scenario

_EXEMPTION = "usmca_exemption"
"""An assumption until model version 0.2: 1 spared goods of the agreement a tariff, 0 none."""
_COVERAGE, _ALL_GOODS = "us_tariff_coverage", 2.0
_HALF = 0.5


def translated(scenario: Scenario) -> Scenario:
    """Return the scenario with what only older versions knew said as this one says it.

    An exemption nearer none than whole becomes a tariff on all goods.
    """
    try:
        assumed = scenario.assumed
    except BadAssumptionsError:
        return scenario
    exemption = assumed.value(_EXEMPTION)
    if exemption is None:
        return scenario
    policy = scenario.policy
    if exemption < _HALF:
        policy = policy.with_setting(_COVERAGE, Setting(_ALL_GOODS))
    return replace(scenario, policy=policy, assumptions=assumed.with_value(_EXEMPTION, None).text)
