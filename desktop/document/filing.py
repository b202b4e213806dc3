"""Commands about a scenario beside its levers: packages, notes, place, target lines."""

from dataclasses import dataclass, replace

from desktop.document.commands import ScenarioCommand
from desktop.domain.errors import UnknownIndicatorError
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario, TargetLine


@dataclass(frozen=True, slots=True)
class SetNotes:
    """Replace the notes."""

    notes: str
    gesture: int | None = None
    label: str = "command.set_notes"

    @property
    def subject(self) -> str | None:
        """Return None: this is about the scenario."""
        return None

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with these notes."""
        return replace(scenario, notes=self.notes)


@dataclass(frozen=True, slots=True)
class File(ScenarioCommand):
    """Put the scenario into a folder and give it tags."""

    folder: str
    tags: tuple[str, ...]
    label: str = "command.file"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario in its new place."""
        return replace(scenario, folder=self.folder, tags=self.tags)


@dataclass(frozen=True, slots=True)
class SetTargets(ScenarioCommand):
    """Replace the target lines."""

    targets: tuple[TargetLine, ...]
    label: str = "command.set_targets"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with these target lines."""
        for target in self.targets:
            if target.indicator not in model.indicators:
                raise UnknownIndicatorError(indicator=target.indicator)
        return replace(scenario, targets=self.targets)


@dataclass(frozen=True, slots=True)
class RestoreVersion(ScenarioCommand):
    """Put an earlier state back as a step that can be undone; name and place stay as they are."""

    state: Scenario
    label: str = "command.restore_version"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the earlier state under the present name, in the present folder."""
        return replace(self.state, name=scenario.name, folder=scenario.folder, tags=scenario.tags)
