"""What lists of plays show, and a play as it is handed on; imports no database code."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.play.entries import PlayHeader, Recorded
from desktop.domain.report import ReportDraft


@dataclass(frozen=True, slots=True)
class PlaySummary:
    """Describe one play in a list."""

    id: int
    name: str
    begun_at: datetime
    changed_at: datetime
    """When an entry was last recorded here."""
    entries: int
    ended: bool
    rehearsal: bool


@dataclass(frozen=True, slots=True)
class PlayCopy:
    """Hold a whole play, to be taken from one library into another."""

    name: str
    begun_at: datetime
    header: PlayHeader
    entries: tuple[Recorded, ...]
    report: ReportDraft | None = None
    """What was written into its report, without its undo history."""


@dataclass(frozen=True, slots=True)
class TakenPlay:
    """Say what bringing a play in came to."""

    play: PlaySummary
    added: int
    """Entries that the library did not have before."""
