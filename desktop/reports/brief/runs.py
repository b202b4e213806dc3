"""What is run for a scenario's brief: it beside the status quo, and what moved each curve."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db import run_digest
from desktop.analysis.kept_parts import Answers, Kept, kept_parts
from desktop.analysis.parts import Medians, PolicyOf, Runs, Span, coalitions
from desktop.document import slots
from desktop.domain.ensemble import RunRequest
from desktop.domain.indicator import Change
from desktop.domain.model.model import Model
from desktop.domain.parts import Parts, Player, PlayerKind
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.compare import contrast
from desktop.engine.results.projection import MEDIAN, PairedDifference
from desktop.reports.paper.curves import PaperCurves, run_curves

CURVES = 4
Advance = Callable[[int], bool]


@dataclass(frozen=True, slots=True, eq=False)
class BriefRuns:
    """Hold what was run for the brief of a scenario."""

    scenario: Scenario
    curves: PaperCurves
    shown: tuple[str, ...]
    """The scenario's first curves."""
    contrasts: Mapping[str, PairedDifference]
    """By curve: against the status quo, in the last month."""
    parts: Mapping[str, Parts]
    """By curve: how that change divides among levers and events."""

    @property
    def model(self) -> Model:
        """Return the model that was run."""
        return self.curves.model


def most_runs(scenario: Scenario) -> int:
    """Return how many runs a brief takes at most."""
    policy = scenario.combined
    players = len(policy.settings) + bool(policy.events)
    divided = coalitions(players)
    # Up to eight players all curves are told from the same runs.
    return 2 + (divided if divided <= coalitions(8) else CURVES * divided)


def brief_runs(
    compiled: CompiledModel,
    scenario: Scenario,
    advance: Advance = lambda _: True,
    answers: Answers | None = None,
) -> BriefRuns | None:
    """Run a scenario, and divide the change of its first curves; raise what `project` raises.

    Parts come from `answers` where the same run was divided before. `advance` is told how many of
    `most_runs` runs are made, and says whether to go on; None soon after it did not.
    """
    model, asked = compiled.model, scenario.request
    usual = slots.usual(model.indicators.values())
    shown = slots.slots(scenario.charts, usual)[:CURVES]
    curves = run_curves(compiled, asked)
    last = model.clock.steps
    runs = Runs(compiled, asked, shown)
    players, policy_of = levers_and_events(asked, model)
    divided = dict[str, Parts]()
    kept = None if answers is None else Kept(answers, run_digest(scenario))
    for one in shown:
        indicator = model.indicators[one]
        empty = curves.baseline_bands.of(one)[MEDIAN, last] == 0.0
        if indicator.change is Change.PERCENT and empty:
            continue
        medians, span = Medians(runs, indicator), Span(model.clock.horizon)
        found = kept_parts(
            kept, medians, players, policy_of, span, lambda _: advance(2 + len(runs))
        )
        if found is None:
            return None
        divided[one] = found
    contrasts = {one: contrast(curves.policy, curves.baseline, one, last) for one in shown}
    return BriefRuns(scenario, curves, shown, contrasts, divided)


def levers_and_events(asked: RunRequest, model: Model) -> tuple[tuple[Player, ...], PolicyOf]:
    """Return the levers that are set and all events as players, and what some of them make."""
    policy, levers = asked.policy, model.levers
    moved = {
        name: setting
        for name, setting in policy.settings.items()
        if not setting.is_status_quo(levers[name])
    }
    events = Player(PlayerKind.EVENT)
    players = [Player(PlayerKind.LEVER, name, levers[name].name) for name in moved]
    players += [events] if policy.events else []

    def policy_of(coalition: frozenset[Player]) -> Policy:
        acting = {one.id for one in coalition}
        settings = {name: setting for name, setting in moved.items() if name in acting}
        return Policy(settings, policy.events if events in coalition else STATUS_QUO.events)

    return tuple(players), policy_of
