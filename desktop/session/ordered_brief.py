"""A scenario's brief as another process makes it."""

from dataclasses import dataclass, field
from pathlib import Path

from desktop.bridge.kept_answers import KeptAnswers
from desktop.domain.observation import LibraryDataState
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.language.language import load_language
from desktop.modelfiles.read import at_chosen_vantage, read_model
from desktop.reports.brief.file import brief_content
from desktop.reports.brief.runs import Advance
from desktop.session.windowless import begin_windowless


@dataclass(frozen=True, slots=True)
class BriefOrder:
    """Say what brief is wanted, in what another process can be told."""

    scenario: Scenario
    counting: LibraryDataState
    """What of the library decides the numbers of the model."""
    languages: tuple[LanguageCode, ...]
    suffix: str
    resources: Path
    answers: KeptAnswers = field(default_factory=KeptAnswers)


def ordered_brief(order: BriefOrder, advance: Advance) -> bytes | None:
    """Return what `brief_content` does, in a process without a window."""
    begin_windowless(order.resources)
    model = at_chosen_vantage(read_model(order.resources), order.counting, order.resources)
    languages = [load_language(code, order.resources) for code in order.languages]
    return brief_content(model, order.scenario, languages, order.suffix, advance, order.answers)
