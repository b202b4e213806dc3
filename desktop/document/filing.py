"""Commands about a scenario beside its levers: notes, place, target lines, predictions."""

from dataclasses import dataclass, replace

from desktop.document.commands import ScenarioCommand
from desktop.domain.errors import TooManyPredictionsError, UnknownIndicatorError
from desktop.domain.model.model import Model
from desktop.domain.prediction import MOST_PREDICTIONS, Prediction, with_last
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
class KeepPrediction(ScenarioCommand):
    """Keep what a room predicted and what came."""

    prediction: Prediction
    label: str = "command.keep_prediction"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with it as the last of its predictions; one left open goes on."""
        if self.prediction.indicator not in model.indicators:
            raise UnknownIndicatorError(indicator=self.prediction.indicator)
        self.prediction.check()
        predictions = with_last(scenario.predictions, self.prediction)
        if len(predictions) > MOST_PREDICTIONS:
            raise TooManyPredictionsError(most=MOST_PREDICTIONS)
        return replace(scenario, predictions=predictions)


@dataclass(frozen=True, slots=True)
class ForgetPrediction(ScenarioCommand):
    """Take one of the predictions away."""

    place: int
    """Counted from 0, in the order in which they were kept."""
    label: str = "command.forget_prediction"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario without it; where there is none of that place, as it is."""
        kept = scenario.predictions
        left = tuple(one for place, one in enumerate(kept) if place != self.place)
        return replace(scenario, predictions=left)


@dataclass(frozen=True, slots=True)
class RestoreVersion(ScenarioCommand):
    """Put an earlier state back as a step that can be undone.

    Name and place stay as they are, and so does what rooms predicted and what was asked meanwhile.
    """

    state: Scenario
    label: str = "command.restore_version"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the earlier state under the present name, in the present folder."""
        return replace(
            self.state,
            name=scenario.name,
            folder=scenario.folder,
            tags=scenario.tags,
            predictions=scenario.predictions,
            answers=scenario.answers,
        )
