"""Where the pages about the past take their contents from."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.calibration.hindcast import Hindcast
from desktop.calibration.report import SkillReport
from desktop.domain.clock import Month
from desktop.views.trust.cases import Case


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold what reads the report, quick, and what computes curves and answers, slow."""

    skill: Callable[[], SkillReport]
    hindcast: Callable[[Month], Hindcast]
    cases: Callable[[], tuple[Case, ...]]
