"""Where the pages about the past take their contents from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.calibration.hindcast import Hindcast
from desktop.calibration.skill import Skill, Target
from desktop.domain.clock import Month


class SkillReport(Protocol):
    """Hold the figures of all series from all origins, and what was demanded of them."""

    @property
    def rows(self) -> Sequence[Skill]:
        """Return one for each series and origin."""

    @property
    def pooled(self) -> Skill:
        """Return all series and origins as one."""

    @property
    def targets(self) -> Sequence[Target]:
        """Return the demands on the pooled figures."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold what reads the report, quick, and what computes curves, slow."""

    skill: Callable[[], SkillReport]
    hindcast: Callable[[Month], Hindcast]
