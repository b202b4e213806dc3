"""What a report is drafted from: a play as it was kept, and what the model says of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.analysis.parts import Coalition, Medians, Runs, Span, parts
from desktop.charts.fan import Fan
from desktop.charts.frozen_fan import frozen_fan
from desktop.document.play.fold import taken_back
from desktop.document.play.headlines import headlines, shown_in
from desktop.document.play.players import Act, by_side, policy_with
from desktop.document.play.scenario import request
from desktop.document.play.state import Played, PlayState, Setup
from desktop.domain.indicator import Change
from desktop.domain.parts import Parts
from desktop.domain.play.entries import PlayHeader, Recorded
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import bands
from desktop.engine.results.compare import contrast
from desktop.engine.results.projection import FloatArray, PairedDifference
from desktop.engine.run.project import project


@dataclass(frozen=True, slots=True, eq=False)
class PlayRuns:
    """Hold what was run again for a report, up to the last month that was played."""

    status_quo: Mapping[str, FloatArray]
    """By indicator: percentiles (5, TIME) in its unit."""
    contrasts: Mapping[str, PairedDifference]
    """By indicator: what was played against the status quo, in the last month played."""
    parts: Mapping[str, tuple[Parts, ...]]
    """By round: how the change of each indicator that moved divides."""


@dataclass(frozen=True, slots=True, eq=False)
class PlayedExercise:
    """Hold a play as it was kept."""

    name: str
    header: PlayHeader
    setup: Setup
    entries: tuple[Recorded, ...]
    state: PlayState
    same_model: bool
    """It was played under this model; otherwise its figures are those that were recorded."""
    runs: PlayRuns | None = None

    @property
    def standing(self) -> tuple[Recorded, ...]:
        """Return the entries that were not taken back."""
        gone = taken_back(self.entries)
        return tuple(one for one in self.entries if one.number not in gone)

    @property
    def headlines(self) -> tuple[str, ...]:
        """Return the indicators of the report: those shown, predicted, or asked by a goal."""
        return headlines(self.setup)

    def shown_in(self, round_id: str) -> tuple[str, ...]:
        """Return the indicators that a round showed or asked to be predicted."""
        return shown_in(self.setup, round_id)

    def fan(self, indicator: str) -> Fan:
        """Return the lines of an indicator: what was recorded, and the status quo beside it.

        They are not cut: whoever shows them shows them until the month that is played.
        """
        played = frozen_fan(self.setup, self.state, indicator)
        status_quo = None if self.runs is None else self.runs.status_quo.get(indicator)
        return Fan(baseline=status_quo, policy=played.policy)

    def number(self, round_id: str) -> int:
        """Return the number of a round, from 1."""
        return list(self.setup.rounds).index(round_id) + 1


def with_runs(played: PlayedExercise, compiled: CompiledModel) -> PlayedExercise:
    """Run the status quo, and divide what moved in each round; raise RunFailedError."""
    setup, state, indicators = played.setup, played.state, played.headlines
    asked = request(setup, state)
    draws = compiled.draws(asked.ensemble, asked.assumptions)
    status_quo = project(compiled, STATUS_QUO, draws, indicators=indicators)
    as_played = project(compiled, asked.policy, draws, indicators=indicators)
    found, last = bands(status_quo), compiled.model.clock.step(state.played_until)
    runs = Runs(compiled, asked, indicators)
    made = PlayRuns(
        {one: found.of(one) for one in indicators},
        {one: contrast(as_played, status_quo, one, last) for one in indicators},
        {
            one.advance.round: tuple(
                _divided(runs, setup, state, played.shown_in(one.advance.round), one)
            )
            for one in state.advances
        },
    )
    return replace(played, runs=made)


def _divided(
    runs: Runs, setup: Setup, state: PlayState, indicators: Sequence[str], played: Played
) -> Iterator[Parts]:
    """Yield how changes over the months of a round divide; no percentage of zero is told."""
    players = by_side(setup, state)

    def policy_of(coalition: Coalition) -> Policy:
        acts = frozenset[Act]().union(*(players[one] for one in coalition))
        return policy_with(setup, state, acts)

    before = played.first.plus(-1)
    for one in indicators:
        indicator = setup.model.indicators[one]
        medians = Medians(runs, indicator)
        start = medians.of(policy_of(frozenset(players)))[medians.month(before)]
        if indicator.change is Change.PERCENT and start == 0.0:
            continue
        divided = parts(medians, tuple(players), policy_of, Span(played.last, before))
        if divided is not None:
            yield divided
