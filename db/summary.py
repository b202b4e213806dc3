"""What a list of scenarios shows, read without reading the scenarios."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ScenarioSummary:
    """Describe one kept scenario; instants are in UTC."""

    id: int
    name: str
    assumptions: str
    levers: int
    """How many levers depart from the status quo."""
    events: int
    model_version: str
    model_digest: str
    created_at: datetime
    changed_at: datetime
    opened_at: datetime | None
    deleted_at: datetime | None
