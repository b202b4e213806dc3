"""What lists of exercises show; imports no database code."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ExerciseSummary:
    """Describe one exercise in a list."""

    id: int
    name: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ExerciseVersion:
    """Describe one earlier state of an exercise."""

    id: int
    made_at: datetime
