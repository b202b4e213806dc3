"""What a report is drafted from: a play as it was kept, and what the model says of it."""

from dataclasses import dataclass, replace

from desktop.analysis.kept_parts import Answers, Kept
from desktop.charts.fan import Fan
from desktop.charts.frozen_fan import frozen_fan
from desktop.document.play.digest import played_digest
from desktop.document.play.headlines import headlines, shown_in
from desktop.document.play.state import PlayState, Setup
from desktop.domain.play.entries import PlayHeader, Recorded
from desktop.domain.report import UNWRITTEN, ReportDraft
from desktop.engine.compile.compiler import CompiledModel
from desktop.reports.after_action.runs import (
    Advance,
    PlayRuns,
    play_runs,
)


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
    draft: ReportDraft = UNWRITTEN
    """What people wrote into the report."""

    @property
    def edited(self) -> bool:
        """Say whether somebody wrote anything into the report."""
        return self.draft != ReportDraft(seen=self.draft.seen)

    @property
    def counted(self) -> bool:
        """Say whether somebody counted feedback forms."""
        return bool(self.draft.forms or self.draft.feedback)

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


def with_runs(
    played: PlayedExercise,
    compiled: CompiledModel,
    advance: Advance = lambda _: True,
    answers: Answers | None = None,
) -> PlayedExercise:
    """Run again what a report tells of; see `play_runs`. Raise RunFailedError.

    Parts that `answers` keep are not worked out again.
    """
    kept = None
    if answers is not None:
        kept = Kept(answers, played_digest(played.header, played.entries))
    made = play_runs(played.setup, played.state, compiled, advance, kept)
    return played if made is None else replace(played, runs=made)
