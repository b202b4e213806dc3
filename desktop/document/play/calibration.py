"""How well people knew what they knew: confidences beside how often they were right."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.document.play.scenario import ScoredCall
from desktop.domain.prediction import CONFIDENCES

LEAST_CALLS = 20
"""Below which shares say nothing, and only counts are told."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Hold the calls of all teams that said how sure they were."""

    calls: int
    brier: float
    """Their mean; 0 is best and 2 is worst."""
    by_confidence: tuple[tuple[int, int, int], ...]
    """(confidence in percent, calls that were right, calls), where there were any."""


def calibration(scored: Iterable[ScoredCall]) -> Calibration | None:
    """Return how confidences stand beside outcomes over all teams; None below LEAST_CALLS."""
    sure = [one for one in scored if one.score.brier is not None]
    if len(sure) < LEAST_CALLS:
        return None
    by_confidence = []
    for confidence in CONFIDENCES:
        own = [one for one in sure if one.predicted.confidence == confidence]
        if own:
            by_confidence.append((confidence, sum(one.score.right for one in own), len(own)))
    brier = sum(one.score.brier or 0.0 for one in sure) / len(sure)
    return Calibration(len(sure), brier, tuple(by_confidence))
