"""What a person does to the packages of a scenario: bundles of settings and events with a name.

They lie on top of each other and all of them hold: of two that set one lever the upper one does,
and what is set beside them holds before all. One that is off holds nothing until it is on again.
What chance drew is kept as a package too, and is none of these.
"""

from dataclasses import dataclass, replace

from desktop.document.commands import ScenarioCommand
from desktop.domain.lines import name_key
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.domain.scenario import Package, Scenario


def chosen_packages(scenario: Scenario) -> tuple[Package, ...]:
    """Return the packages that somebody chose, the lowest first."""
    return tuple(package for package in scenario.packages if package.future is None)


@dataclass(frozen=True, slots=True)
class KeepPackage(ScenarioCommand):
    """Put what is set and placed beside the packages into one of its own; the curves stay."""

    name: str
    label: str = "command.package_kept"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with the package on top; without anything set, as it was."""
        if scenario.policy == Policy():
            return scenario
        kept = Package(self.name, scenario.policy)
        return replace(scenario, policy=Policy(), packages=(*scenario.packages, kept))


@dataclass(frozen=True, slots=True)
class ApplyPackage(ScenarioCommand):
    """Let a package hold as a whole: on top of the others, and before what is set beside it.

    It takes the place of one with the same name, and is on.
    """

    package: Package
    label: str = "command.package_applied"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with the package on top; raise if the model does not allow it."""
        package = replace(self.package, on=True)
        package.policy.check(model.levers, model.events, model.clock)
        own, places = scenario.policy, {event.place for event in package.policy.events}
        settings = {
            lever: one
            for lever, one in own.settings.items()
            if lever not in package.policy.settings
        }
        events = tuple(event for event in own.events if event.place not in places)
        key = name_key(package.name)
        others = tuple(
            one for one in scenario.packages if one.future is not None or name_key(one.name) != key
        )
        return replace(scenario, policy=Policy(settings, events), packages=(*others, package))


@dataclass(frozen=True, slots=True)
class RenamePackage(ScenarioCommand):
    """Give a package another name; it keeps its place."""

    package: Package
    name: str
    label: str = "command.package_renamed"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with the package under its new name."""
        named = replace(self.package, name=self.name)
        packages = tuple(named if one == self.package else one for one in scenario.packages)
        return replace(scenario, packages=packages)


@dataclass(frozen=True, slots=True)
class RemovePackage(ScenarioCommand):
    """Take a package away, with all that it sets."""

    package: Package
    label: str = "command.package_removed"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario without the package."""
        packages = tuple(one for one in scenario.packages if one != self.package)
        return replace(scenario, packages=packages)


@dataclass(frozen=True, slots=True)
class SwitchPackage(ScenarioCommand):
    """Let what a package sets and places hold, or let it count for nothing; it keeps its place."""

    package: Package
    on: bool

    @property
    def label(self) -> str:
        """Return the message id of this step."""
        return "command.package_on" if self.on else "command.package_off"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with the package on or off; raise if the model does not allow it."""
        if self.on:
            self.package.policy.check(model.levers, model.events, model.clock)
        switched = replace(self.package, on=self.on)
        packages = tuple(switched if one == self.package else one for one in scenario.packages)
        return replace(scenario, packages=packages)


@dataclass(frozen=True, slots=True)
class MovePackage(ScenarioCommand):
    """Let a package change places with the next one above it, or below: the upper one holds."""

    package: Package
    up: bool

    @property
    def label(self) -> str:
        """Return the message id of this step."""
        return "command.package_raised" if self.up else "command.package_lowered"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with both in each other's place; at the end of the list, as it was.

        What chance drew stays where it is.
        """
        chosen = chosen_packages(scenario)
        if self.package not in chosen:
            return scenario
        place = chosen.index(self.package)
        beside = place + (1 if self.up else -1)
        if not 0 <= beside < len(chosen):
            return scenario
        other = chosen[beside]
        exchanged = {self.package: other, other: self.package}
        packages = tuple(exchanged.get(one, one) for one in scenario.packages)
        return replace(scenario, packages=packages)
