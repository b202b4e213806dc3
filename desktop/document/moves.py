"""Moving several levers at once, as one step."""

from dataclasses import dataclass, replace

from desktop.document.commands import ScenarioCommand, SetLever
from desktop.domain.errors import UnknownLeverError
from desktop.domain.inquiry import LeverMove
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class MoveLevers(ScenarioCommand):
    """Take levers to other values; when and how each moves stays as it is."""

    moves: tuple[LeverMove, ...]
    label: str = "command.move_levers"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with all of them moved; raise if the model does not allow one."""
        for move in self.moves:
            if move.lever not in model.levers:
                raise UnknownLeverError(lever=move.lever)
            usual = Setting(model.levers[move.lever].default)
            now = scenario.combined.settings.get(move.lever, usual)
            setting = replace(now, value=move.after)
            scenario = SetLever(move.lever, setting).apply(scenario, model)
        return scenario
