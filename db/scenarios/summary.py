"""What lists of scenarios and versions show, and what can be asked of a list."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from desktop.domain.outcome import SUMMARY_YEARS


class ScenarioSummary(NamedTuple):
    """Describe one kept scenario; instants are in UTC."""

    id: int
    name: str
    assumptions: str
    levers: int
    """How many levers depart from the status quo, packages included."""
    events: int
    model_version: str
    model_digest: str
    created_at: datetime
    changed_at: datetime
    opened_at: datetime | None
    deleted_at: datetime | None
    folder: str
    tags: tuple[str, ...]
    outcome: float | None
    """Median of the indicator that the list is ordered or filtered by; None without one."""


class Order(StrEnum):
    """Name what a list is ordered by."""

    CHANGED = "changed"
    CREATED = "created"
    NAME = "name"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class ScenarioQuery:
    """Ask for some of the scenarios, in an order."""

    text: str = ""
    """Every word of it must occur in name, folder, tags or notes; accents and case do not count."""
    folder: str | None = None
    """Only what lies in this folder or below it."""
    tags: tuple[str, ...] = ()
    """Only what has all of these."""
    in_trash: bool = False
    indicator: str | None = None
    """Whose kept outcome to give, order and filter by."""
    year: int = SUMMARY_YEARS[0]
    least: float | None = None
    """Only outcomes from here on, in the indicator's unit."""
    most: float | None = None
    order: Order = Order.CHANGED
    reverse: bool = False
    """Newest, `A` and the smallest outcome come first; this turns it round."""
    limit: int | None = None
    """How many to give at most."""
    first: int = 0
    """How many of the order to leave out before: with `limit`, a page."""


class Cause(StrEnum):
    """Say why a version was made."""

    KEPT = "kept"
    """A person asked for it."""
    LEFT = "left"
    """Another scenario was opened."""
    EDITED = "edited"
    """It had been worked on for a while."""


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """Describe one version; instants are in UTC."""

    id: int
    made_at: datetime
    name: str
    """Empty where nobody gave one."""
    cause: Cause
    digest: str
    """Equal for versions of equal content."""
    model_version: str
