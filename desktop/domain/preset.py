"""Example packages: settings and events under a name, with what they are said to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode, Wording


class Direction(StrEnum):
    """Say which way a curve is said to go."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    """By less than one per cent of its level."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """State one thing that a preset's notes say, so that it can be checked."""

    indicator: str
    direction: Direction
    year: int
    """Of the calendar; the mean of its months is meant."""
    against: str | None
    """Another preset it is compared with; None is the status quo."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Hold one package that a planner can start from."""

    id: str
    name: Wording
    notes: Wording
    policy: Policy
    charts: tuple[str, ...]
    """Indicators that show it best, in order."""
    expectations: tuple[Expectation, ...]
    claims: tuple[str, ...]
    """Claims that its notes rest on."""
    sources: tuple[str, ...]
    """Publications that its notes rest on."""
    asked_by: Mapping[str, tuple[str, ...]]
    """The claims and publications that ask for the setting of each lever."""

    def scenario(self, language: LanguageCode, folder: str) -> Scenario:
        """Return a scenario to start from, with name and notes in one language."""
        return Scenario(
            self.name.text(language),
            self.policy,
            self.notes.text(language),
            charts=self.charts,
            folder=folder,
        )
