"""What the help card of a lever says beside what the model itself knows of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.clock import Month
from desktop.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Message:
    """Hold one thing to remember about a lever, and what it rests on."""

    text: Wording
    claims: tuple[str, ...]
    links: tuple[int, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordedExample:
    """Hold one thing that was really done, or happened, and where that is from."""

    month: Month
    text: Wording
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpCard:
    """Hold the texts of one lever's card."""

    lever: str
    messages: tuple[Message, ...]
    examples: tuple[RecordedExample, ...]
    gains: Wording
    loses: Wording
    against: Wording
    """What moves against the lever: what counteracts it, or what it sets off."""
    charts: tuple[str, ...]
    """Indicators that show best what it does."""
    settings: Mapping[float, Wording]
    """Named setting of the lever → what it means."""
