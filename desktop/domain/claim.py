"""What the two founding documents say, and where the model answers to it."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.clock import Month
from desktop.domain.wording import Wording


class ClaimKind(StrEnum):
    """Say what kind of sentence a claim is, which decides what must carry it."""

    FACT = "fact"
    """Carried by a number whose source is on screen, or by a date."""
    CAUSAL = "causal"
    """Carried by a row of the evidence."""
    ADVICE = "advice"
    """Carried by a lever, a goal or a preset."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Hold one claim in our own words; all names are ids of the same model."""

    id: str
    """`B` and a number for the article, `C` and a number for the questions and answers."""
    kinds: tuple[ClaimKind, ...]
    text: Wording
    number: Wording | None
    """The number it states, with its unit, or None."""
    document: str
    """Source id of the document that makes it."""
    links: tuple[int, ...]
    levers: tuple[str, ...]
    indicators: tuple[str, ...]
    parameters: tuple[str, ...]
    """Starting values and sizes that hold its number or its effect."""
    events: tuple[str, ...]
    presets: tuple[str, ...]
    goals: tuple[str, ...]
    """Indicators that it wants moved to the side held to be better."""
    months: tuple[Month, ...]
    """Months of the calendar that it names."""
    sources: tuple[str, ...]
    """Publications beyond the document that bear on it, for or against."""
    context: Wording | None
    """Why nothing in the model carries it, or what the carrier leaves out."""

    @property
    def carried(self) -> bool:
        """Say whether anything in the model carries it."""
        return bool(
            self.links
            or self.levers
            or self.indicators
            or self.parameters
            or self.events
            or self.presets
            or self.goals
            or self.months
        )
