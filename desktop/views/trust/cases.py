"""What the page of natural experiments shows: the record of each, and the model's answer."""

from dataclasses import dataclass

from desktop.domain.clock import Month
from desktop.domain.indicator import Change
from desktop.domain.lever import Grade
from desktop.domain.wording import Wording

Span = tuple[Month, Month]


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold one figure of one experiment: what was counted, what studies say, what the model says.

    All are changes, in percent or in points of the variable.
    """

    variable: str
    change: Change
    window: Span
    before: Span
    """What the counted months are held against; the model is held against itself, untouched."""
    counted: float | None
    """The change of the series, whatever its causes, or None where nobody counts."""
    low: float
    central: float
    high: float
    """The part of it that studies, or our judgement, lay at this door."""
    grade: Grade
    why: Wording
    model: tuple[float, float, float, float, float]
    """Percentiles 5, 25, 50, 75, 95."""

    @property
    def inside(self) -> bool:
        """Say whether the model's 90 % band holds the central size of the record."""
        return self.model[0] <= self.central <= self.model[4]


@dataclass(frozen=True, slots=True)
class Case:
    """Hold one experiment."""

    id: str
    name: Wording
    question: Wording
    happened: Wording
    caveats: Wording
    vantage: Month
    """Where the run begins."""
    sources: tuple[str, ...]
    answers: tuple[Answer, ...]
