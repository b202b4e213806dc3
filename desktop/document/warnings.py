"""Which warnings a policy meets, and the step that mends one."""

from dataclasses import dataclass, replace

from desktop.document.commands import ScenarioCommand, SetLever
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.domain.policy_warning import PolicyWarning
from desktop.domain.scenario import Scenario
from desktop.engine.language.conditions import read_condition
from desktop.engine.language.expressions import Place


class WarningRules:
    """Know every warning of a model; to ask them all takes microseconds."""

    def __init__(self, model: Model) -> None:
        self._status_quo = {lever.id: lever.default for lever in model.levers.values()}
        self._rules = [
            (warning, read_condition(warning.condition, Place(f"warning.{warning.id}")))
            for warning in model.warnings.values()
        ]

    def holding(self, policy: Policy) -> tuple[PolicyWarning, ...]:
        """Return the warnings that a policy meets, in the order of the file.

        A lever counts with the value that it is set to last. The status quo meets none: one of
        the levers of a warning has to be set.
        """
        values = {lever: setting.value for lever, setting in policy.settings.items()}
        settings = self._status_quo | values
        return tuple(
            warning
            for warning, condition in self._rules
            if not values.keys().isdisjoint(condition.names) and condition.holds(settings)
        )


@dataclass(frozen=True, slots=True)
class MendWarning(ScenarioCommand):
    """Set the levers that end a warning, each in its own time where it has one: one step."""

    warning: PolicyWarning
    label: str = "command.mend_warning"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with the fix; raise if the model does not allow it."""
        for lever, value in self.warning.fix.items():
            now = scenario.combined.settings.get(lever, Setting(value))
            scenario = SetLever(lever, replace(now, value=value)).apply(scenario, model)
        return scenario
