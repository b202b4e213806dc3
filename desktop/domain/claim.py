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


class Mark(StrEnum):
    """Say how much of a claim the model carries, as those who built it judge it."""

    CARRIED = "carried"
    """All of it, by what its kind demands."""
    PARTLY = "partly"
    """A part of it; the context says what is missing."""
    NAMED = "named"
    """Something on screen bears its name, or nothing does; the context says why."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Hold one claim in our own words; all names are ids of the same model."""

    id: str
    """`B` and a number for the article, `C` and a number for the questions and answers."""
    kinds: tuple[ClaimKind, ...]
    mark: Mark
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
    """What is missing where it is not carried; else what else is known of it, or None."""

    def has_what(self, kind: ClaimKind) -> bool:
        """Say whether it names anything that can carry a claim of some kind."""
        match kind:
            case ClaimKind.FACT:
                numbers = (self.parameters, self.indicators, self.levers, self.events, self.months)
                return any(numbers)
            case ClaimKind.CAUSAL:
                return bool(self.links)
            case ClaimKind.ADVICE:
                return any((self.levers, self.goals, self.presets))
