"""What the parts of an exercise's file may name, and the limits they share."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.model.model import Model

MOST_MINUTES = 600
"""Of one part of an exercise: ten hours."""
MOST_PARTS = 20
"""Of whatever a part has several short ones of: questions, interests, expected actions."""


@dataclass(frozen=True, slots=True)
class Known:
    """Hold the model, and the ids that the file itself defines."""

    model: Model
    levers: Sequence[str]
    """In play."""
    teams: Sequence[str]
    rounds: Sequence[str]
    objectives: Sequence[str]
