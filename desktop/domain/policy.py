"""What players decide: lever settings, and the events they assume."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from desktop.domain import kinds
from desktop.domain.clock import Clock, Month
from desktop.domain.errors import (
    EventSizeError,
    MonthOutOfRangeError,
    UnknownEventError,
    UnknownLeverError,
)
from desktop.domain.fields import kept
from desktop.domain.lever import Lever, Setting

LEAST_SIZE, MOST_SIZE = 0.0, 3.0
"""Of an event: not at all, and three times what the model has for it."""


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """Place one event of the model in a month."""

    event: str = field(metadata=kept(kinds.Text()))
    month: Month = field(metadata=kept(kinds.YearMonth()))
    size: float = field(default=1.0, metadata=kept(kinds.Number(), since=3))
    """What all its effects are multiplied by, from LEAST_SIZE to MOST_SIZE."""

    @property
    def place(self) -> tuple[str, Month]:
        """Return event and month, in which it happens once."""
        return self.event, self.month

    def check(self, events: Container[str], clock: Clock) -> None:
        """Raise the ArgumentError that says what a model does not allow, if anything is."""
        if self.event not in events:
            raise UnknownEventError(event=self.event)
        if not clock.first_planned <= self.month <= clock.horizon:
            raise MonthOutOfRangeError(
                month=self.month, first=clock.first_planned, last=clock.horizon
            )
        # Written so that what is no number is refused too.
        if not LEAST_SIZE <= self.size <= MOST_SIZE:
            raise EventSizeError(event=self.event, size=self.size, least=LEAST_SIZE, most=MOST_SIZE)


def _frozen(settings: Mapping[str, Setting]) -> Mapping[str, Setting]:
    return MappingProxyType(dict(sorted(settings.items())))


@dataclass(frozen=True)
class Policy:
    """Hold the departures from the status quo; a lever that is absent stays at its default.

    Two policies are equal when their settings and events are; a policy can be hashed.
    """

    settings: Mapping[str, Setting] = field(
        default_factory=dict,
        metadata=kept(kinds.Keyed(kinds.Record(Setting)), always=True, part="settings"),
    )
    events: tuple[PlannedEvent, ...] = field(
        default=(),
        metadata=kept(kinds.Several(kinds.Row(PlannedEvent)), always=True, part="events"),
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", _frozen(self.settings))

    def __hash__(self) -> int:
        return hash((tuple(self.settings.items()), self.events))

    def __reduce__(self) -> tuple[type["Policy"], tuple[object, ...]]:
        # A mapping that cannot be changed goes to no other process.
        return Policy, (dict(self.settings), self.events)

    def __iter__(self) -> Iterator[str]:
        return iter(self.settings)

    def with_setting(self, lever: str, setting: Setting | None) -> "Policy":
        """Return this policy with one lever set, or back at its default when None."""
        settings = {key: value for key, value in self.settings.items() if key != lever}
        if setting is not None:
            settings[lever] = setting
        return replace(self, settings=settings)

    def check(self, levers: Mapping[str, Lever], events: Container[str], clock: Clock) -> None:
        """Raise the ArgumentError that says what a model does not allow, if anything is."""
        for lever, setting in self.settings.items():
            if lever not in levers:
                raise UnknownLeverError(lever=lever)
            setting.check(levers[lever], clock)
        for planned in self.events:
            planned.check(events, clock)


STATUS_QUO = Policy()
