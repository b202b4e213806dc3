"""Everything a person can do to a scenario; each is one undo step, or part of one gesture."""

from dataclasses import dataclass, replace
from typing import Protocol

from desktop.domain.errors import (
    UnknownIndicatorError,
    UnknownLeverError,
)
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario


class Command(Protocol):
    """Turn a scenario into another one."""

    @property
    def label(self) -> str:
        """Return the message id of this step in the history list."""
        ...

    @property
    def subject(self) -> str | None:
        """Return the lever the step is about, whose name its label shows, or None."""
        ...

    @property
    def gesture(self) -> int | None:
        """Return the gesture this belongs to; commands of one gesture make one undo step."""
        ...

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the changed scenario; raise an ArgumentError and change nothing if it cannot."""
        ...


class ScenarioCommand:
    """Be a step of its own, about no lever in particular."""

    __slots__ = ()

    @property
    def subject(self) -> str | None:
        """Return None: this is about the scenario."""
        return None

    @property
    def gesture(self) -> int | None:
        """Return None: this is a step of its own."""
        return None


@dataclass(frozen=True, slots=True)
class SetLever:
    """Set one lever, or put it back to its status quo with `setting=None`."""

    lever: str
    setting: Setting | None
    gesture: int | None = None

    @property
    def label(self) -> str:
        """Return the message id of this step."""
        return "command.set_lever" if self.setting is not None else "command.reset_lever"

    @property
    def subject(self) -> str | None:
        """Return the lever."""
        return self.lever

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with this lever set; a setting that stays at the default is none.

        Where a package sets the lever it is one: it takes the package's setting back. The
        setting that the packages give anyway is none of the scenario's own.
        """
        lever = model.levers.get(self.lever)
        if lever is None:
            raise UnknownLeverError(lever=self.lever)
        setting = self.setting
        if setting is not None:
            setting.check(lever, model.clock)
            packaged = replace(scenario, policy=Policy()).combined.settings.get(self.lever)
            if setting == packaged or (packaged is None and setting.is_status_quo(lever)):
                setting = None
        return replace(scenario, policy=scenario.policy.with_setting(self.lever, setting))


@dataclass(frozen=True, slots=True)
class ResetPolicy(ScenarioCommand):
    """Put every lever back to its status quo, without packages; all events stay.

    A future that chance drew is no policy: it stays as it is.
    """

    label: str = "command.reset_policy"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario without lever settings."""
        drawn = tuple(package for package in scenario.packages if package.future is not None)
        return replace(scenario, policy=Policy(events=scenario.decided.events), packages=drawn)


@dataclass(frozen=True, slots=True)
class ResetAssumptions(ScenarioCommand):
    """Put the assumption set and the choice of members back to what every scenario starts from."""

    label: str = "command.reset_assumptions"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario under the usual assumptions."""
        usual = Scenario(scenario.name)
        return replace(scenario, assumptions=usual.assumptions, ensemble=usual.ensemble)


@dataclass(frozen=True, slots=True)
class ResetAll(ScenarioCommand):
    """Put policy, packages, events and assumptions back; all else stays."""

    label: str = "command.reset_all"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the status quo without events under the usual assumptions."""
        usual = ResetAssumptions().apply(scenario, model)
        return replace(usual, policy=Policy(), packages=())


@dataclass(frozen=True, slots=True)
class ShowCharts(ScenarioCommand):
    """Choose the indicators in the chart slots."""

    charts: tuple[str, ...]
    label: str = "command.show_charts"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with these charts."""
        for indicator in self.charts:
            if indicator not in model.indicators:
                raise UnknownIndicatorError(indicator=indicator)
        return replace(scenario, charts=self.charts)


@dataclass(frozen=True, slots=True)
class Rename(ScenarioCommand):
    """Give the scenario another name."""

    name: str
    label: str = "command.rename"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario under its new name."""
        return replace(scenario, name=self.name)
