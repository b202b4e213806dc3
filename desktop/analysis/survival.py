"""Which conclusions about a policy survive every set of assumptions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.assumptions import NEUTRAL, AssumptionCatalogue, Assumptions, Side
from desktop.domain.ensemble import RunRequest
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.compare import AGREEMENT, contrast
from desktop.engine.results.projection import PairedDifference
from desktop.engine.run.project import project


@dataclass(frozen=True, slots=True)
class Variant:
    """Name one set of assumptions that a policy is tried under."""

    assumptions: Assumptions
    set: str | None
    """A set of the catalogue taken whole; None for one's own."""
    conflict: str | None = None
    """The one conflict that is set apart from the neutral set, or None."""
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Hold what a policy does to one indicator under every variant."""

    indicator: str
    contrasts: Mapping[Variant, PairedDifference]

    def direction(self, variant: Variant) -> int:
        """Return the sign of the change, 0 where too few members agree on one."""
        found = self.contrasts[variant]
        if found.change == 0.0 or found.agreement < AGREEMENT:
            return 0
        return 1 if found.change > 0 else -1

    def holds(self, variants: Sequence[Variant]) -> bool:
        """Say whether the change has one and the same sign under all of these."""
        return {self.direction(variant) for variant in variants} in ({1}, {-1})

    def breakers(self) -> tuple[Variant, ...]:
        """Return the variants that set one conflict apart and change the neutral sign."""
        neutral = next(one for one in self.contrasts if one.assumptions == NEUTRAL)
        sign = self.direction(neutral)
        return tuple(
            variant
            for variant in self.contrasts
            if variant.conflict is not None and self.direction(variant) != sign
        )


def sets_of(catalogue: AssumptionCatalogue, ours: Assumptions) -> tuple[Variant, ...]:
    """Return every set, and one's own assumptions where they are none of them."""
    found = [Variant(Assumptions(name), name) for name in catalogue.sets]
    if ours not in [variant.assumptions for variant in found]:
        found.append(Variant(ours, None))
    return tuple(found)


def switches_of(catalogue: AssumptionCatalogue) -> tuple[Variant, ...]:
    """Return the neutral set with one conflict at a time set to either side."""
    return tuple(
        Variant(NEUTRAL.with_side(conflict, side), None, conflict, side)
        for conflict in catalogue.conflicts
        for side in (Side.ARTICLES, Side.STUDIES)
    )


def conclusions(
    compiled: CompiledModel,
    request: RunRequest,
    variants: Sequence[Variant],
    step: int,
    tell: Callable[[int], bool],
) -> tuple[Conclusion, ...] | None:
    """Project policy and status quo under every variant; members are the same throughout.

    `tell` hears how many variants are done after each; when it returns false the work stops and
    None comes back. Raise RunFailedError where a run leaves the finite numbers.
    """
    found: dict[str, dict[Variant, PairedDifference]] = {
        name: {} for name in compiled.model.indicators
    }
    for done, variant in enumerate(variants, start=1):
        draws = compiled.draws(request.ensemble, variant.assumptions)
        baseline = project(compiled, STATUS_QUO, draws)
        projection = project(compiled, request.policy, draws)
        for indicator, held in found.items():
            held[variant] = contrast(projection, baseline, indicator, step)
        if not tell(done):
            return None
    return tuple(Conclusion(indicator, held) for indicator, held in found.items())
