"""What the record has of a lever's kind, beside what the model makes of the lever."""

from dataclasses import dataclass

from desktop.domain.wording import Wording

LEAST = 0.5
"""Part of the record under which the model falls short of it."""
YEARS = 5
"""Years after the vantage within which the model's largest change is sought."""


@dataclass(frozen=True, slots=True)
class RecordedMove:
    """Set the largest move of a curve on record beside the model's.

    In percent, or in points where the curve's changes are told in points.
    """

    indicator: str
    record: float
    model: float
    """The largest the same way, with the lever taken from end to end."""

    @property
    def falls_short(self) -> bool:
        """Say whether the model makes less than half of the record."""
        return abs(self.model) < LEAST * abs(self.record)


@dataclass(frozen=True, slots=True)
class Reach:
    """Say how far policy of a lever's kind has reached in the record."""

    lever: str
    text: Wording
    """What happened and when, with what else bore on it; or why nothing is on record."""
    sources: tuple[str, ...]
    move: RecordedMove | None
    """None where the record holds no such move."""
