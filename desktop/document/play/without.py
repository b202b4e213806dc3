"""What would have been played without some of it, everything else as it was recorded.

Offers meet by the joint rule anew, and what a move cost is not judged again. Nothing is told of
months that were not played.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from desktop.analysis.counterfactual import Counterfactual, counterfactuals
from desktop.document.play.errors import NothingPlayedError
from desktop.document.play.players import Act, acts, policy_with
from desktop.document.play.scenario import request
from desktop.document.play.state import PlayState, Setup
from desktop.domain.ensemble import RunRequest
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel


def runs_without(setup: Setup, state: PlayState, out: Collection[Act]) -> tuple[RunRequest, Policy]:
    """Return the run of all that was played, and what would have been played without some acts.

    Raise NothingPlayedError before the first advance.
    """
    if not state.advances:
        raise NothingPlayedError
    everything = tuple(acts(state))
    left = [one for one in everything if one not in out]
    played = policy_with(setup, state, everything)
    return replace(request(setup, state), policy=played), policy_with(setup, state, left)


def without(
    compiled: CompiledModel,
    setup: Setup,
    state: PlayState,
    out: Collection[Act],
    indicators: Collection[str],
    advance: Callable[[int], bool] = lambda _: True,
) -> Mapping[str, Counterfactual] | None:
    """Return what indicators would have been without some acts, up to the last month played.

    `compiled` is the play's own model, and `advance` as in `counterfactuals`. Raise what
    `runs_without` and `counterfactuals` raise.
    """
    asked, instead = runs_without(setup, state, out)
    return counterfactuals(compiled, asked, instead, indicators, state.played_until, advance)
