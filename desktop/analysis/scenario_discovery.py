"""Where a plan breaks: conditions on parameters that tell which members miss a goal.

Scenario discovery after Bryant and Lempert (Technological Forecasting and Social Change 77, 2010),
with boxes that restrict at most two parameters, each on one side. Of all boxes on one half of the
members that is taken whose membership goes best with missing the goal, by Matthews' correlation
(Biochimica et Biophysica Acta 405, 1975). The best of so many would look like something in noise
too, so it counts only where it holds in the other half, which the search never saw: one question
there, asked once, at SURE standard errors. Its shares are told from that half alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.domain.errors import VecinosError
from desktop.domain.inquiry import Broken, Condition, Goal, WhereItBreaks
from desktop.engine.results.projection import FloatArray

LEAST_MEMBERS = 100
"""With fewer, halves say nothing."""
LEAST_CASES = 10
"""Members of each half that must miss the goal, and that must meet it."""
SURE = 3.3
"""Standard errors: noise passes about once in two thousand questions."""
CUTS = 39
"""Places, evenly among the members, at which a parameter is cut."""
BEAM = 12
"""Sides of parameters that tell most by themselves, to which a second condition is looked for."""
DEEP = 12
"""Cuts of each of them."""
BETTER = 0.03
"""By how much the correlation must gain for a second condition to be worth its words."""

Mask = NDArray[np.bool_]


class NoMembersError(VecinosError):
    """Fields: members, least. A question about runs was asked of too few."""

    code = "no_members"


@dataclass(frozen=True, slots=True)
class _Cut:
    """One condition, as a place among all conditions of one parameter."""

    parameter: str
    at_least: bool
    value: float

    def holds(self, parameters: Mapping[str, FloatArray]) -> Mask:
        values = parameters[self.parameter]
        found: Mask = values >= self.value if self.at_least else values <= self.value
        return found


def halves(members: int) -> tuple[Mask, Mask]:
    """Return which members are searched and which are asked, (MEMBER,) each.

    Members stray in pairs that belong together, so pairs go to one half and the other in turn.
    """
    searched: Mask = np.arange(members) // 2 % 2 == 0
    return searched, ~searched


def check_members(members: int, least: int = LEAST_MEMBERS) -> None:
    """Raise NoMembersError where there are too few to ask."""
    if members < least:
        raise NoMembersError(members=members, least=least)


def where_it_breaks(
    goal: Goal, outcome: FloatArray, parameters: Mapping[str, FloatArray]
) -> WhereItBreaks:
    """Find at most two conditions in which a plan misses its goal.

    `outcome` is the indicator in that month, (MEMBER,), in its unit; `parameters` are the values
    of uncertain ones in the same members, (MEMBER,), in the model's units; those that are the same
    in all members say nothing. No run is made. Raise NoMembersError below LEAST_MEMBERS.
    """
    members = len(outcome)
    check_members(members)
    missed: Mask = outcome < goal.value if goal.at_least else outcome > goal.value
    share = float(missed.mean())
    searched, asked = halves(members)
    fewest = min(int(some.sum()) for half in (searched, asked) for some in _kinds(missed[half]))
    if fewest < LEAST_CASES:
        broken = Broken.NEVER if share < 0.5 else Broken.ALWAYS
        return WhereItBreaks(goal, broken, share, members=members)
    uncertain = {name: each for name, each in parameters.items() if np.ptp(each) > 0.0}
    found = _best(missed[searched], {name: each[searched] for name, each in uncertain.items()})
    kept = _confirmed(found, missed[asked], {name: each[asked] for name, each in uncertain.items()})
    if not kept:
        return WhereItBreaks(goal, Broken.NOWHERE, share, members=members)
    inside = np.logical_and.reduce([one.holds(uncertain)[asked] for one in kept])
    caught = float(inside[missed[asked]].mean())
    false = float(1.0 - missed[asked][inside].mean())
    conditions = tuple(Condition(one.parameter, one.at_least, one.value) for one in kept)
    return WhereItBreaks(goal, Broken.FOUND, share, conditions, caught, false, members)


def _kinds(missed: Mask) -> tuple[Mask, Mask]:
    return missed, ~missed


def _cuts(parameters: Mapping[str, FloatArray]) -> list[_Cut]:
    found = []
    for name, values in parameters.items():
        ordered = np.sort(values)
        places = np.linspace(0, len(ordered) - 1, CUTS + 2)[1:-1].round().astype(int)
        for value in np.unique(ordered[places]).tolist():
            found += [_Cut(name, at_least, value) for at_least in (True, False)]
    return found


def correlation(held: FloatArray, both: FloatArray, missed: Mask) -> FloatArray:
    """Return Matthews' correlation of boxes with missing the goal, in the shape of `held`.

    `held` counts the members in each box, `both` those of them that miss.
    """
    members, bad = len(missed), float(missed.sum())
    spread = np.sqrt(held * (members - held) * bad * (members - bad))
    found: FloatArray = np.divide(
        both * members - held * bad, spread, out=np.zeros_like(spread), where=spread > 0.0
    )
    return found


def _best(missed: Mask, parameters: Mapping[str, FloatArray]) -> tuple[_Cut, ...]:
    """Return the one or two conditions that go best with missing the goal."""
    cuts = _cuts(parameters)
    if not cuts:
        return ()
    inside = np.array([one.holds(parameters) for one in cuts], np.float32)
    counted = np.stack([np.ones(len(missed)), missed], axis=1).astype(np.float32)
    held, both = (inside @ counted).astype(np.float64).T
    single = correlation(held, both, missed)
    order = np.argsort(-single, kind="stable")
    firsts = _firsts(order, cuts)
    # All pairs at once: which members are in the first, and which of those miss.
    weights = inside[firsts, :, np.newaxis] * counted
    pairs = inside @ weights.transpose(1, 0, 2).reshape(len(missed), -1)
    held, both = pairs.astype(np.float64).reshape(len(cuts), -1, 2).transpose(2, 1, 0)
    scores = correlation(held, both, missed)
    names = np.array([one.parameter for one in cuts])
    scores[names[firsts][:, np.newaxis] == names] = 0.0
    one, other = np.unravel_index(int(np.argmax(scores)), scores.shape)
    if scores[one, other] > single[order[0]] + BETTER:
        return cuts[firsts[one]], cuts[other]
    return (cuts[order[0]],)


def _firsts(order: NDArray[np.int64], cuts: list[_Cut]) -> list[int]:
    """Return conditions that a second may sharpen: of the best sides, several cuts each.

    The best cut alone is often tighter than the best beside another condition.
    """
    found: dict[tuple[str, bool], list[int]] = {}
    for place in order.tolist():
        side = cuts[place].parameter, cuts[place].at_least
        if len(found) < BEAM or side in found:
            found.setdefault(side, []).append(place)
    return [place for side in found.values() for place in side[:DEEP]]


def _confirmed(
    found: tuple[_Cut, ...], missed: Mask, parameters: Mapping[str, FloatArray]
) -> tuple[_Cut, ...]:
    """Return what holds in members that nobody has looked at: all, or the first alone, or none."""
    holds = [one.holds(parameters) for one in found]
    if len(found) == 2:
        inside = holds[0] & holds[1]
        # Each must tell something where the other holds.
        each = all(_sure(mine[other], missed[other]) for mine, other in (holds, holds[::-1]))
        if each and _sure(inside, missed):
            return found
    for one, mine in zip(found, holds, strict=True):
        if _sure(mine, missed):
            return (one,)
    return ()


def _sure(inside: Mask, missed: Mask) -> bool:
    if len(missed) < LEAST_CASES:
        return False
    held, both = (np.array([float(some.sum())]) for some in (inside, inside & missed))
    return bool(correlation(held, both, missed)[0] * np.sqrt(len(missed)) >= SURE)
