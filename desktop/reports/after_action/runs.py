"""What is run again for a report: the status quo, who moved what, and what would have been."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.analysis.counterfactual import Counterfactual
from desktop.analysis.kept_parts import Kept, kept_parts
from desktop.analysis.parts import Medians, Runs, Span, coalitions
from desktop.document.play.headlines import headlines, shown_in
from desktop.document.play.players import GROUPED, By, Decided, acts, policy_of
from desktop.document.play.scenario import request
from desktop.document.play.state import PlayState, Setup
from desktop.document.play.without import runs_without, without
from desktop.domain.indicator import Change
from desktop.domain.parts import Parts
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import bands
from desktop.engine.results.compare import contrast
from desktop.engine.results.projection import FloatArray, PairedDifference
from desktop.engine.run.project import project

Advance = Callable[[int], bool]


@dataclass(frozen=True, slots=True, eq=False)
class TakenOut:
    """Hold what one curve would have been without one decision."""

    decided: Decided
    instead: Counterfactual


@dataclass(frozen=True, slots=True, eq=False)
class PlayRuns:
    """Hold what was run again for a report, up to the last month that was played."""

    status_quo: Mapping[str, FloatArray]
    """By indicator: percentiles (5, TIME) in its unit."""
    contrasts: Mapping[str, PairedDifference]
    """By indicator: what was played against the status quo, in the last month played."""
    parts: Mapping[str, tuple[Parts, ...]]
    """By round: how the change of each indicator that moved divides among the sides."""
    over_all: Mapping[By, tuple[Parts, ...]] = field(default_factory=dict)
    """How changes over all months played divide: of the exercise's charts by team and by side, of
    the first of them by lever and by inject. None where there are not two to divide among."""
    taken_out: tuple[TakenOut, ...] = ()
    """For each indicator the decision without which its last median is farthest from what it was.

    None for one that no decision moved.
    """


def most_runs(setup: Setup, state: PlayState) -> int:
    """Return how many runs `play_runs` makes at most."""
    if not state.advances:
        return 2
    divided = sum(coalitions(len(players(setup, state))) for players in GROUPED.values())
    return 2 + divided + sum(isinstance(act, Decided) for act in acts(state))


def play_runs(
    setup: Setup,
    state: PlayState,
    compiled: CompiledModel,
    advance: Advance = lambda _: True,
    kept: Kept | None = None,
) -> PlayRuns | None:
    """Run the status quo, divide what moved, and take out one decision after the other.

    Parts come from `kept` where the same play was divided before. `advance` is told how many of
    `most_runs` runs are made, and says whether to go on; None soon after it did not. Raise
    RunFailedError.
    """
    return _Runs(setup, state, compiled, advance, kept).made()


_FINE = By.LEVER, By.INJECT
_LEAST = 2


class _CancelledError(Exception):
    """Mark that nobody waits any more."""


class _Runs:
    def __init__(
        self,
        setup: Setup,
        state: PlayState,
        compiled: CompiledModel,
        advance: Advance,
        kept: Kept | None,
    ) -> None:
        self._setup, self._state, self._compiled = setup, state, compiled
        self._advance, self._kept = advance, kept
        self._indicators = headlines(setup)
        self._asked = request(setup, state)
        self._last = state.played_until
        self._runs = Runs(compiled, self._asked, self._indicators, self._last)
        self._first = Runs(compiled, self._asked, self._indicators[:1], self._last)
        """More than eight players are told apart by curve: each curve would take its own runs."""
        grouped = ((by, players(setup, state)) for by, players in GROUPED.items())
        self._grouped = {by: (some, policy_of(setup, state, some)) for by, some in grouped}

    def made(self) -> PlayRuns | None:
        indicators, last = self._indicators, self._compiled.model.clock.step(self._last)
        draws = self._compiled.draws(self._asked.ensemble, self._asked.assumptions)
        status_quo = project(self._compiled, STATUS_QUO, draws, indicators=indicators)
        as_played = project(self._compiled, self._asked.policy, draws, indicators=indicators)
        found, rounds = bands(status_quo), self._state.advances
        try:
            return PlayRuns(
                {one: found.of(one) for one in indicators},
                {one: contrast(as_played, status_quo, one, last) for one in indicators},
                {
                    one.advance.round: tuple(
                        self._divided(
                            By.SIDE,
                            shown_in(self._setup, one.advance.round),
                            Span(one.last, one.first.plus(-1)),
                        )
                    )
                    for one in rounds
                },
                {by: tuple(self._over_all(by)) for by in By} if rounds else {},
                tuple(self._taken_out()) if rounds else (),
            )
        except _CancelledError:
            return None

    def _over_all(self, by: By) -> Iterator[Parts]:
        if len(self._grouped[by][0]) < _LEAST:
            return iter(())
        known = self._setup.model.indicators
        charts = [one for one in self._setup.exercise.start.charts if one in known]
        indicators = charts[:1] if by in _FINE else charts
        span = Span(self._last, self._state.advances[0].first.plus(-1))
        return self._divided(by, indicators, span)

    def _divided(self, by: By, indicators: Sequence[str], span: Span) -> Iterator[Parts]:
        """Yield how changes divide; no percentage of zero is told."""
        setup, runs = self._setup, self._first if by in _FINE else self._runs
        players, left = self._grouped[by]
        assert span.since is not None
        for one in indicators:
            indicator = setup.model.indicators[one]
            medians = Medians(runs, indicator)
            start = medians.of(left(frozenset(players)))[medians.month(span.since)]
            if indicator.change is Change.PERCENT and start == 0.0:
                continue
            divided = kept_parts(self._kept, medians, tuple(players), left, span, self._go_on)
            if divided is None:
                raise _CancelledError
            yield divided

    def _taken_out(self) -> Iterator[TakenOut]:
        setup, state = self._setup, self._state
        decisions = [act for act in acts(state) if isinstance(act, Decided)]
        at = self._compiled.model.clock.step(self._last)
        was, moved = self._ends(at, ()), dict[Decided, Mapping[str, float]]()
        for one in decisions:
            self._go_on_or_leave()
            moved[one] = self._ends(at, (one,))
        for indicator in self._indicators:
            farthest = max(
                decisions, key=lambda one: abs(moved[one][indicator] - was[indicator]), default=None
            )
            if farthest is None or moved[farthest][indicator] == was[indicator]:
                continue
            self._go_on_or_leave()
            instead = without(self._compiled, setup, state, (farthest,), (indicator,))
            # Left out is a curve whose change would be a percentage of zero.
            if instead:
                yield TakenOut(farthest, instead[indicator])

    def _ends(self, at: int, gone: Collection[Decided]) -> Mapping[str, float]:
        """Return the last medians, had some not been decided."""
        found = self._runs.of(runs_without(self._setup, self._state, gone)[1])
        return {one: float(values[at]) for one, values in found.items()}

    def _go_on(self, _: int = 0) -> bool:
        return self._advance(2 + len(self._runs) + len(self._first))

    def _go_on_or_leave(self) -> None:
        if not self._go_on():
            raise _CancelledError
