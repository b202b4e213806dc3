"""What a person does to the events a scenario assumes: placed by hand, or drawn by chance."""

from dataclasses import dataclass, replace

from desktop.document.commands import ScenarioCommand
from desktop.document.future import draw_future
from desktop.domain.clock import Month
from desktop.domain.model.model import Model
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Package, Scenario

CLEAR_EVENTS = "command.clear_events"
"""What the step is called that leaves no event."""


def future_of(scenario: Scenario) -> Package | None:
    """Return what chance drew, as the one thing it is, or None."""
    return next((package for package in scenario.packages if package.future is not None), None)


@dataclass(frozen=True, slots=True)
class PlaceEvents(ScenarioCommand):
    """Replace the list of events the scenario assumes, those of its packages included."""

    events: tuple[PlannedEvent, ...]
    label: str = "command.place_events"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with these events and no others; packages keep those they have."""
        for event in self.events:
            event.check(model.events, model.clock)
        places = {event.place for event in self.events}
        packages = tuple(
            replace(package, policy=replace(package.policy, events=held))
            for package in scenario.packages
            for held in (
                tuple(e for e in package.policy.events if e.place in places or not package.on),
            )
            if held or package.future is None or not package.on
        )
        # In another size than the packages give it, it is the scenario's own.
        packaged = replace(scenario, policy=Policy(), packages=packages).combined.events
        own = tuple(event for event in self.events if event not in packaged)
        policy = replace(scenario.policy, events=own)
        return replace(scenario, policy=policy, packages=packages)


@dataclass(frozen=True, slots=True)
class _OfOneEvent(ScenarioCommand):
    """Be a step of its own about one event, which its label names."""

    planned: PlannedEvent

    @property
    def subject(self) -> str:
        """Return the event."""
        return self.planned.event


@dataclass(frozen=True, slots=True)
class PlaceEvent(_OfOneEvent):
    """Assume one more event; where it already stands in that month, nothing changes."""

    label: str = "command.event_placed"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with the event, in the order of months."""
        self.planned.check(model.events, model.clock)
        if self.planned in scenario.decided.events:
            return scenario
        return _with_own(scenario, self.planned)


@dataclass(frozen=True, slots=True)
class RemoveEvent(_OfOneEvent):
    """Assume one event no more, whether it was placed or drawn."""

    label: str = "command.event_removed"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario without the event in that month."""
        rest = tuple(one for one in scenario.combined.events if one != self.planned)
        return PlaceEvents(rest).apply(scenario, model)


@dataclass(frozen=True, slots=True)
class MoveEvent(_OfOneEvent):
    """Let an event happen in another month; one that chance drew is then somebody's own."""

    month: Month
    label: str = "command.event_moved"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with the event in its new month."""
        moved = replace(self.planned, month=self.month)
        if not _alters(scenario, self.planned, moved, model):
            return scenario
        rest = RemoveEvent(self.planned).apply(scenario, model)
        return PlaceEvent(moved).apply(rest, model)


@dataclass(frozen=True, slots=True)
class ResizeEvent(_OfOneEvent):
    """Give an event another size; one that chance drew is then somebody's own."""

    size: float
    label: str = "command.event_resized"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with the event in its new size."""
        resized = replace(self.planned, size=self.size)
        if not _alters(scenario, self.planned, resized, model):
            return scenario
        events = (resized if one == self.planned else one for one in scenario.combined.events)
        return PlaceEvents(tuple(events)).apply(scenario, model)


@dataclass(frozen=True, slots=True)
class DrawFuture(ScenarioCommand):
    """Put what chance draws by a number in the place of what it drew before, as one thing.

    Events placed by hand stay.
    """

    number: int
    name: str
    """What the drawn future is called, for people."""
    label: str = "command.draw_future"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with this future and no other."""
        drawn = Policy(events=draw_future(model, self.number))
        rest = ClearFuture().apply(scenario, model)
        future = Package(self.name, drawn, future=self.number)
        return replace(rest, packages=(*rest.packages, future))


@dataclass(frozen=True, slots=True)
class ClearFuture(ScenarioCommand):
    """Take back all that chance drew; events placed by hand stay."""

    label: str = "command.clear_future"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario without a drawn future."""
        rest = tuple(package for package in scenario.packages if package.future is None)
        return replace(scenario, packages=rest)


def _alters(scenario: Scenario, planned: PlannedEvent, altered: PlannedEvent, model: Model) -> bool:
    """Say whether an event is there, and another then; raise if the model does not allow it."""
    altered.check(model.events, model.clock)
    return altered != planned and planned in scenario.combined.events


def _with_own(scenario: Scenario, planned: PlannedEvent) -> Scenario:
    rest = (one for one in scenario.policy.events if one.place != planned.place)
    events = sorted((*rest, planned), key=lambda one: (one.month, one.event))
    return replace(scenario, policy=replace(scenario.policy, events=tuple(events)))
