"""What a report is made of, as another process is told."""

from dataclasses import dataclass, field
from pathlib import Path

from desktop.bridge.kept_answers import KeptAnswers
from desktop.domain.play.entries import PlayHeader, Recorded
from desktop.domain.report import ReportDraft
from desktop.domain.wording import LanguageCode


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """Say what report is wanted, in what another process can be told."""

    name: str
    header: PlayHeader
    entries: tuple[Recorded, ...]
    draft: ReportDraft
    languages: tuple[LanguageCode, ...]
    suffix: str
    named: bool
    resources: Path
    answers: KeptAnswers = field(default_factory=KeptAnswers)
