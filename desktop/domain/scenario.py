"""A scenario: named departures from the baseline."""

import unicodedata
from dataclasses import dataclass, field

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Scenario:
    """Hold everything a scenario keeps, apart from where it is kept."""

    name: str
    policy: Policy = field(default_factory=Policy)
    notes: str = ""
    assumptions: str = "neutral"
    ensemble: EnsembleChoice = field(default_factory=EnsembleChoice)
    charts: tuple[str, ...] = ()
    """Indicators in the chart slots, in order."""
    model_version: str = ""
    model_digest: str = ""


def name_key(name: str) -> str:
    """Return the name as it is compared: case, spacing and Unicode composition do not count."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return " ".join(folded.split())
