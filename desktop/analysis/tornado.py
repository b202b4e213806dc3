"""Which uncertainties matter, and which levers: what each end of one thing at a time does."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.goal_seek import AskingCancelledError, Reach
from desktop.analysis.scenario_discovery import check_members
from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
from desktop.domain.errors import RunFailedError
from desktop.domain.indicator import Change
from desktop.domain.inquiry import Asked, Bar, Goal, Tornado
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.projection import FloatArray

LEAST_MEMBERS = 30
"""With fewer, no rank correlation says anything."""
CHANCE = 3.3
"""Standard errors below which a correlation could be chance: with 185 of them one run in five shows
one that is none."""
MOST = 15
"""Bars that are shown."""


def ranks(values: FloatArray) -> FloatArray:
    """Return the ranks of values (…, MEMBER) among the members; equal ones share their mean."""
    rows = np.atleast_2d(values)
    found = np.empty(rows.shape)
    for row, one in enumerate(rows):
        _, place, count = np.unique(one, return_inverse=True, return_counts=True)
        ends = np.cumsum(count)
        found[row] = (ends - (count - 1) / 2.0)[place]
    return found.reshape(values.shape)


def rank_correlation(parameters: FloatArray, outcome: FloatArray) -> FloatArray:
    """Return Spearman's correlation of rows (PARAMETER, MEMBER) with an outcome, (PARAMETER,)."""
    x = ranks(parameters)
    y = ranks(outcome)
    x = x - x.mean(axis=1, keepdims=True)
    y = y - y.mean()
    spread = np.sqrt((x * x).sum(axis=1) * (y * y).sum())
    found: FloatArray = np.divide(x @ y, spread, out=np.zeros(len(x)), where=spread > 0.0)
    return found


def uncertainties(
    indicator: str, month: Month, outcome: FloatArray, parameters: Mapping[str, FloatArray]
) -> Tornado:
    """Rank the uncertain parameters by how they go with an outcome, (MEMBER,); no run is made.

    `parameters` are their values in the same members, (MEMBER,); those that are the same in all
    are none. Raise NoMembersError below LEAST_MEMBERS.
    """
    members = len(outcome)
    check_members(members, LEAST_MEMBERS)
    uncertain = [name for name, values in parameters.items() if np.ptp(values) > 0.0]
    chance = CHANCE / np.sqrt(members - 1)
    stacked = np.array([parameters[name] for name in uncertain]).reshape(len(uncertain), members)
    found = rank_correlation(stacked, outcome)
    bars = [
        Bar(name, -value, value)
        for name, value in zip(uncertain, found.tolist(), strict=True)
        if abs(value) >= chance
    ]
    return _ordered(Asked.UNCERTAINTIES, indicator, month, bars, float(chance), members)


def levers(
    compiled: CompiledModel,
    request: RunRequest,
    indicator: str,
    month: Month,
    advance: Callable[[int], bool] = lambda _: True,
) -> Tornado:
    """Take each lever alone to each of its ends, and tell what that does to the middle line.

    `advance` is told how many percent are done, and says whether to go on; AskingCancelledError
    soon after it did not. Raise what `project` raises for the policy as it stands, and
    RunFailedError where a percentage of zero would be needed.
    """
    model = compiled.model
    line = model.indicators[indicator]
    reach = Reach(compiled, request, Goal(indicator, month, 0.0, at_least=True))
    here = reach.members({})
    now = reach.median(here)
    percent = line.change is Change.PERCENT
    if percent and now == 0.0:
        raise RunFailedError(variable=indicator, month=month)

    def change(name: str, value: float) -> float:
        settings = request.policy.settings
        stands = settings[name].value if name in settings else model.levers[name].default
        if value == stands:
            return 0.0
        moved = reach.median(reach.members({name: value})) - now
        return moved / abs(now) * 100.0 if percent else moved

    bars = []
    for done, (name, lever) in enumerate(model.levers.items()):
        ends = []
        for value in (lever.low, lever.high):
            if not advance(100 * done // len(model.levers)):
                raise AskingCancelledError
            ends.append(change(name, value))
        bars.append(Bar(name, *ends))
    if not advance(100):
        raise AskingCancelledError
    return _ordered(Asked.LEVERS, indicator, month, bars, 0.0, len(here))


def _ordered(
    asked: Asked, indicator: str, month: Month, bars: list[Bar], chance: float, members: int
) -> Tornado:
    moving = sorted((one for one in bars if one.reach > 0.0), key=lambda one: (-one.reach, one.id))
    kept = tuple(moving[:MOST])
    return Tornado(asked, indicator, month, kept, chance, len(moving) - len(kept), members)


def uncertain_parameters(
    parameters: Mapping[str, NDArray[np.floating]], members: int
) -> dict[str, FloatArray]:
    """Return those that have a value for every member, (MEMBER,)."""
    return {name: values for name, values in parameters.items() if len(values) == members > 1}
