"""A scenario: named departures from the baseline."""

import unicodedata
from dataclasses import dataclass, field

from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Scenario:
    """Hold everything a scenario keeps, apart from where it is kept."""

    name: str
    policy: Policy = field(default_factory=Policy)
    notes: str = ""
    assumptions: str = NEUTRAL.text
    """The written form of Assumptions, as it is kept."""
    ensemble: EnsembleChoice = field(default_factory=EnsembleChoice)
    charts: tuple[str, ...] = ()
    """Indicators in the chart slots, in order."""
    model_version: str = ""
    model_digest: str = ""

    @property
    def assumed(self) -> Assumptions:
        """Return the assumptions read; raise BadAssumptionsError where the text is none."""
        return Assumptions.parse(self.assumptions)

    @property
    def request(self) -> RunRequest:
        """Ask for the projection of this scenario."""
        return RunRequest(self.policy, self.ensemble, self.assumed)


def name_key(name: str) -> str:
    """Return the name as it is compared: case, spacing and Unicode composition do not count."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return " ".join(folded.split())
