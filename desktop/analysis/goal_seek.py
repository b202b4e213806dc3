"""What it would take for a curve to reach a goal, from runs of the model."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import DTypeLike

from desktop.analysis.goal_search import Stage, search
from desktop.analysis.lever_arms import Values, moves_cost
from desktop.domain.ensemble import CENTRAL, RunRequest
from desktop.domain.errors import VecinosError
from desktop.domain.inquiry import Goal, LeverMove, Reached, WhatItTakes
from desktop.domain.lever import Lever, Setting
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import percentiles
from desktop.engine.results.projection import MEDIAN, FloatArray
from desktop.engine.results.targets import share_meeting
from desktop.engine.run.project import project

SHARES = {
    Stage.ALONE: (0, 40),
    Stage.PAIRS: (40, 55),
    Stage.FARTHEST: (55, 70),
    Stage.TOGETHER: (70, 85),
    Stage.COST: (85, 99),
}
"""Percent of all work at which a stage begins and ends."""


class NothingToMoveError(VecinosError):
    """Fields: none. Every lever is held."""

    code = "nothing_to_move"


class AskingCancelledError(Exception):
    """Mark a question that nobody waits for any more: no failure."""


def moved(policy: Policy, values: Mapping[str, float], levers: Mapping[str, Lever]) -> Policy:
    """Return a policy with levers at other values; when and how each moves stays as it is."""
    settings = dict(policy.settings)
    for name, value in values.items():
        now = settings.get(name, Setting(levers[name].default))
        settings[name] = replace(now, value=value)
    return replace(policy, settings=settings)


class Reach:
    """Run policies for one indicator in one month, each policy once for each kind of run."""

    def __init__(self, compiled: CompiledModel, request: RunRequest, goal: Goal) -> None:
        self._compiled, self._request, self.goal = compiled, request, goal
        self.step = compiled.model.clock.step(goal.month)
        self._sign = 1.0 if goal.at_least else -1.0
        self.runs = 0

    def members(
        self, values: Values, dtype: DTypeLike = np.float64, *, central: bool = False
    ) -> FloatArray:
        """Return what every member comes to in that month, (MEMBER,), in the indicator's unit.

        Raise what `project` raises.
        """
        self.runs += 1
        choice = CENTRAL if central else self._request.ensemble
        draws = self._compiled.draws(choice, self._request.assumptions)
        policy = moved(self._request.policy, values, self._compiled.model.levers)
        indicators = [self.goal.indicator]
        run = project(self._compiled, policy, draws, dtype=dtype, indicators=indicators)
        found: FloatArray = run.of(self.goal.indicator)[self.step]
        return found

    def median(self, members: FloatArray) -> float:
        """Return the middle line's value, as it is drawn, of values (MEMBER,)."""
        return float(percentiles(members[np.newaxis])[MEDIAN][0])

    def score(
        self, values: Values, dtype: DTypeLike = np.float64, *, central: bool = False
    ) -> float:
        """Return how far the middle line is on the wanted side of the goal, below 0 if it is not.

        What no run can come to is farther off than anything.
        """
        try:
            members = self.members(values, dtype, central=central)
        except VecinosError:
            return -np.inf
        return self._sign * (self.median(members) - self.goal.value)

    def within_fan(self, members: FloatArray) -> bool:
        """Say whether the band of nine in ten of values (MEMBER,) reaches the goal."""
        edge = float(percentiles(members[np.newaxis])[-1 if self.goal.at_least else 0][0])
        return self._sign * (edge - self.goal.value) >= 0.0


def what_it_takes(
    compiled: CompiledModel,
    request: RunRequest,
    goal: Goal,
    held: Collection[str] = (),
    advance: Callable[[int], bool] = lambda _: True,
) -> WhatItTakes:
    """Search the fewest moves that bring the middle line to a goal, then the cheapest of them.

    Levers that are `held` stay where the policy has them. Runs that only compare settings are in
    single precision; the answer is one of exact runs. `advance` is told how many percent are done,
    and says whether to go on; AskingCancelledError soon after it did not. Raise
    NothingToMoveError, and what `project` raises for the policy as it stands.
    """
    model = compiled.model
    free = {name: lever for name, lever in model.levers.items() if name not in held}
    if not free:
        raise NothingToMoveError
    settings = request.policy.settings
    before = {
        name: settings[name].value if name in settings else lever.default
        for name, lever in free.items()
    }
    told = -1

    def tell(percent: int) -> None:
        nonlocal told
        # Also where nothing new is to be told: it is how a question hears that nobody waits.
        told = max(told, percent)
        if not advance(told):
            raise AskingCancelledError

    def advanced(stage: Stage, done: float) -> None:
        start, end = SHARES[stage]
        tell(int(start + (end - start) * min(1.0, done)))

    reach = Reach(compiled, request, goal)
    here = reach.members({})
    found = search(
        free,
        before,
        lambda values: reach.score(values, np.float32),
        rough=lambda values: reach.score(values, np.float32, central=True),
        exact=reach.score,
        advance=advanced,
    )
    then = reach.members(found.values)
    tell(100)
    if found.score >= 0.0:
        reached = Reached.FOUND if found.values else Reached.ALREADY
    else:
        reached = Reached.WITHIN if reach.within_fan(then) else Reached.OUTSIDE
    us, mx = moves_cost(free, before, found.values)
    return WhatItTakes(
        goal,
        reached,
        tuple(LeverMove(name, before[name], value) for name, value in found.values.items()),
        reach.median(here),
        reach.median(then),
        share_meeting(here, goal.value, at_least=goal.at_least),
        share_meeting(then, goal.value, at_least=goal.at_least),
        us,
        mx,
        found.exact,
        reach.runs,
    )
