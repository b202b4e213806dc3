"""Names of somebody's own for levers: given to a scenario, and read beside the model's."""

from dataclasses import dataclass, replace

from desktop.document.commands import ScenarioCommand
from desktop.domain.errors import BadOwnNameError, UnknownLeverError
from desktop.domain.lines import is_line
from desktop.domain.model.model import Model
from desktop.domain.scenario import OWN_NAME_LIMIT, LeverName, Scenario
from desktop.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class NameLever(ScenarioCommand):
    """Call a lever by names of one's own; without any, by the model's again."""

    name: LeverName

    @property
    def label(self) -> str:
        """Return the message id of this step."""
        return "command.name_lever" if self.name.en or self.name.es else "command.unname_lever"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with the lever called so; raise an ArgumentError for a bad name."""
        lever = model.levers.get(self.name.lever)
        if lever is None:
            raise UnknownLeverError(lever=self.name.lever)
        for own in (self.name.en, self.name.es):
            if own and not is_line(own, OWN_NAME_LIMIT):
                raise BadOwnNameError(most=OWN_NAME_LIMIT)
        rest = [one for one in scenario.lever_names if one.lever != self.name.lever]
        if self.name.en or self.name.es:
            rest.append(self.name)
        return replace(scenario, lever_names=tuple(sorted(rest, key=lambda one: one.lever)))


def named(model: Model, scenario: Scenario) -> Model:
    """Return a model whose levers go by a scenario's own names, each with the model's behind it.

    Their short names are the own ones alone. Without any of them it is the model itself.
    """
    own = {one.lever: one for one in scenario.lever_names if one.lever in model.levers}
    if not own:
        return model
    levers = dict(model.levers)
    for id_, one in own.items():
        name, short = levers[id_].name, levers[id_].short
        levers[id_] = replace(
            levers[id_],
            name=Wording(_beside(one.en, name.en), _beside(one.es, name.es)),
            short=Wording(one.en or short.en, one.es or short.es),
        )
    return replace(model, levers=levers)


def _beside(own: str, name: str) -> str:
    return f"{own} ({name})" if own and own != name else name
