"""What a person can do to the assumptions of a scenario; each is one undo step."""

from dataclasses import dataclass, replace

from desktop.document.commands import ScenarioCommand
from desktop.domain.assumptions import Assumptions, Side
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario
from desktop.engine.ensemble.assumptions import check_assumptions, parameters_under


@dataclass(frozen=True, slots=True)
class AdoptSet(ScenarioCommand):
    """Take a whole set: conflicts set by themselves and values of one's own go with the old one."""

    set: str

    @property
    def label(self) -> str:
        """Return the message id of this step."""
        return "command.adopt_set"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario under this set; raise an ArgumentError where there is none such."""
        return _under(scenario, model, Assumptions(self.set))


@dataclass(frozen=True, slots=True)
class TakeSide(ScenarioCommand):
    """Set one conflict by itself."""

    conflict: str
    side: Side

    @property
    def label(self) -> str:
        """Return the message id of this step."""
        return "command.take_side"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with this side taken; the set's own side is no departure."""
        return _under(scenario, model, scenario.assumed.with_side(self.conflict, self.side))


@dataclass(frozen=True, slots=True)
class HoldValue(ScenarioCommand):
    """Hold one parameter at a value of one's own, or leave it to the set with `value=None`."""

    parameter: str
    value: float | None

    @property
    def label(self) -> str:
        """Return the message id of this step."""
        return "command.hold_value" if self.value is not None else "command.let_value"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with the value held; raise an ArgumentError outside its limits."""
        return _under(scenario, model, scenario.assumed.with_value(self.parameter, self.value))


def value_unheld(model: Model, assumptions: Assumptions, parameter: str) -> float:
    """Return the central value that holds for a parameter where nobody holds it at their own."""
    return parameters_under(model, assumptions.with_value(parameter, None))[parameter].central


def _under(scenario: Scenario, model: Model, assumptions: Assumptions) -> Scenario:
    check_assumptions(model, assumptions)
    return replace(scenario, assumptions=model.assumptions.plain(assumptions).text)
