"""A report as a library gives it, and what lists of its versions show; no database code."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.report import ReportHistory


@dataclass(frozen=True, slots=True)
class KeptReport:
    """Hold the report of a play as it was last saved."""

    changed_at: datetime
    history: ReportHistory


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """Describe one earlier state of a report."""

    id: int
    made_at: datetime
