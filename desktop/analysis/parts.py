"""How a change of a curve divides among several players: exact Shapley values.

A player is whatever can be taken out: a lever, a team, a side, injects. The worth of a coalition is
the change of the drawn median where only its players act. A player's part is the mean of what it
adds to that, over all orders in which the players can come in (Shapley 1953), so the parts add up
to the change itself, and what comes about only together is shared evenly. Above MOST players the
largest by what is gone without them stand alone, and the rest is one. A worth may be one number or
a path of them, each month divided for itself.
"""

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
from desktop.domain.errors import RunFailedError
from desktop.domain.indicator import Change, Indicator
from desktop.domain.parts import Part, Parts, Player, PlayerKind
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import percentiles
from desktop.engine.results.projection import MEDIAN, FloatArray
from desktop.engine.run.project import project

MOST = 8
"""Players that are told apart."""

Coalition = frozenset[Player]
Worth = Callable[[Coalition], float]
PathWorth = Callable[[Coalition], FloatArray]
PolicyOf = Callable[[Coalition], Policy]
Advance = Callable[[int], bool]


class Runs:
    """Run policies for the medians of several indicators; each policy is run once.

    `request` gives members and assumptions; its policy counts for nothing. No month after `until`
    is run. With `monthly` lines are those of single months, not of twelve.
    """

    def __init__(
        self,
        compiled: CompiledModel,
        request: RunRequest,
        indicators: Collection[str],
        until: Month | None = None,
        *,
        monthly: bool = False,
    ) -> None:
        self.compiled = compiled
        self._request = request
        self._indicators = tuple(indicators)
        self._until, self._monthly = until, monthly
        self._found: dict[Policy, Mapping[str, FloatArray]] = {}

    def __len__(self) -> int:
        """Return how many runs were made."""
        return len(self._found)

    @property
    def digest(self) -> str:
        """Return what changes with anything but a policy that decides a run."""
        from db import run_digest

        asked, until = self._request, self._until
        ensemble = run_digest(
            Scenario("", ensemble=asked.ensemble, assumptions=asked.assumptions.text)
        )
        return f"{self.compiled.model.digest} {ensemble} {until} {self._monthly}"

    def of(self, policy: Policy) -> Mapping[str, FloatArray]:
        """Return the medians as they are drawn, (TIME,), by indicator, each in its unit.

        Raise what `project` raises.
        """
        levers = self.compiled.model.levers
        settings = {
            name: setting
            for name, setting in policy.settings.items()
            if name not in levers or not setting.is_status_quo(levers[name])
        }
        policy = replace(policy, settings=settings)
        found = self._found.get(policy)
        if found is None:
            draws = self.compiled.draws(self._request.ensemble, self._request.assumptions)
            run = project(
                self.compiled,
                policy,
                draws,
                indicators=self._indicators,
                monthly=self._monthly,
                until=self._until,
            )
            # A row of the percentiles would keep all of them.
            found = self._found[policy] = {
                one: percentiles(run.of(one))[MEDIAN].copy() for one in self._indicators
            }
        return found


class Medians:
    """Give the medians of one indicator under policies, from runs that may serve others too."""

    def __init__(self, runs: Runs, indicator: Indicator) -> None:
        self._runs = runs
        self.indicator = indicator

    @property
    def runs(self) -> int:
        """Return how many runs were made."""
        return len(self._runs)

    @property
    def digest(self) -> str:
        """Return what changes with anything but a policy that decides a run of any curve."""
        return self._runs.digest

    def of(self, policy: Policy) -> FloatArray:
        """Return the median as it is drawn, (TIME,), in the indicator's unit.

        Raise what `project` raises.
        """
        return self._runs.of(policy)[self.indicator.id]

    def month(self, month: Month) -> int:
        """Return the step of a month."""
        return self._runs.compiled.model.clock.step(month)


@dataclass(frozen=True, slots=True)
class Span:
    """Say which change of a curve is divided."""

    month: Month
    since: Month | None = None
    """The month it is counted from; None counts from where the curve is with no player in it."""


def parts(
    medians: Medians,
    players: Collection[Player],
    policy_of: PolicyOf,
    span: Span,
    advance: Advance = lambda _: True,
) -> Parts | None:
    """Divide a change; `policy_of` gives the policy in which only the players of a coalition act.

    `advance` is told how many of `coalitions(len(players))` are worked out, and says whether to go
    on; None soon after it did not. Raise what `project` raises, and RunFailedError where a
    percentage of zero would be needed.
    """
    at = medians.month(span.month)
    whole, nobody = frozenset(players), frozenset[Player]()

    def moved(coalition: Coalition) -> float:
        line = medians.of(policy_of(coalition))
        start = medians.of(policy_of(nobody))[at] if span.since is None else line[since]
        return float(line[at] - start)

    since = at if span.since is None else medians.month(span.since)
    divided = divide(players, moved, advance)
    if divided is None:
        return None
    line = medians.of(policy_of(whole))
    before = float(medians.of(policy_of(nobody))[at] if span.since is None else line[since])
    told = _told(medians.indicator, span.since or span.month, before)
    found = [Part(one.players, told(one.own), told(one.interaction)) for one in divided]
    found.sort(key=lambda one: (-abs(one.total), one.players))
    return Parts(
        medians.indicator,
        span.month,
        span.since,
        before,
        float(line[at]),
        told(moved(whole)),
        told(moved(nobody)),
        tuple(found),
    )


def _told(indicator: Indicator, month: Month, before: float) -> Callable[[float], float]:
    """Return what makes of a change in the indicator's unit the change as it is told."""
    if indicator.change is not Change.PERCENT:
        return lambda value: value
    if before == 0.0:
        raise RunFailedError(variable=indicator.id, month=month)
    return lambda value: value / abs(before) * 100.0


def coalitions(players: int) -> int:
    """Return how many coalitions are worked out for so many players."""
    every: int = 2 ** min(players, MOST)
    return every if players <= MOST else every + players - (MOST - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """Hold what one player, or those who were taken together, have of a path of worths."""

    players: tuple[Player, ...]
    own: FloatArray
    """What came where nobody else took part, as the worth: (TIME,)."""
    interaction: FloatArray
    """Its share of what only comes about together with others, (TIME,)."""

    @property
    def total(self) -> FloatArray:
        """Return all of it, the Shapley values, (TIME,)."""
        return self.own + self.interaction


def divide(
    players: Collection[Player], worth: Worth, advance: Advance = lambda _: True
) -> tuple[Part, ...] | None:
    """Return the parts in the worth of all beyond the worth of nobody, in no order of size.

    The worth of each coalition is asked for once. `advance` as in `parts`.
    """
    found = divide_paths(players, lambda some: np.array([worth(some)]), advance)
    if found is None:
        return None
    return tuple(Part(one.players, one.own.item(), one.interaction.item()) for one in found)


def divide_paths(
    players: Collection[Player], worth: PathWorth, advance: Advance = lambda _: True
) -> tuple[Share, ...] | None:
    """Return the shares in the worth of all beyond that of nobody, month by month, in no order.

    Worths are (TIME,), and each is asked for once. Who stands alone among many does so in every
    month: those without whom most is gone in some month. `advance` as in `parts`.
    """
    known: dict[Coalition, FloatArray] = {}

    def find(wanted: Iterator[Coalition]) -> bool:
        for coalition in wanted:
            if coalition not in known:
                if not advance(len(known)):
                    return False
                known[coalition] = worth(coalition)
        return True

    ordered = tuple(dict.fromkeys(players))
    whole = frozenset(ordered)
    groups: tuple[tuple[Player, ...], ...] = tuple((one,) for one in ordered)
    if len(ordered) > MOST:
        if not find(iter((whole, *(whole - {one} for one in ordered)))):
            return None
        gone = {one: float(np.max(np.abs(known[whole] - known[whole - {one}]))) for one in ordered}
        ranked = sorted(ordered, key=lambda one: (-gone[one], one))
        alone, rest = ranked[: MOST - 1], tuple(sorted(ranked[MOST - 1 :]))
        groups = (*((one,) for one in alone), rest)
    every = (frozenset[Player]().union(*some) for some in _subsets(groups))
    if not find(every) or not advance(len(known)):
        return None
    return tuple(_share(group, groups, known) for group in groups)


def _share(
    group: tuple[Player, ...],
    groups: tuple[tuple[Player, ...], ...],
    known: Mapping[Coalition, FloatArray],
) -> Share:
    others = tuple(one for one in groups if one != group)
    count = len(groups)
    added = []
    for some in _subsets(others):
        without = frozenset[Player]().union(*some)
        share = 1.0 / (count * math.comb(count - 1, len(some)))
        added.append(share * (known[without.union(group)] - known[without]))
    own = known[frozenset(group)] - known[frozenset()]
    # Summed exactly: the order of players shall not show in the last digit.
    total = np.array([math.fsum(month) for month in np.stack(added, axis=1).tolist()])
    return Share(group, own, total - own)


def _subsets(groups: tuple[tuple[Player, ...], ...]) -> Iterator[tuple[tuple[Player, ...], ...]]:
    for size in range(len(groups) + 1):
        yield from combinations(groups, size)


def by_lever(policy: Policy, compiled: CompiledModel) -> tuple[tuple[Player, ...], PolicyOf]:
    """Return the levers of a policy as players, and what is left of it where only some act.

    Its events stay.
    """
    levers = compiled.model.levers
    players = tuple(Player(PlayerKind.LEVER, one, levers[one].name) for one in policy.settings)

    def policy_of(coalition: Coalition) -> Policy:
        acting = {one.id for one in coalition}
        return replace(
            policy,
            settings={name: one for name, one in policy.settings.items() if name in acting},
        )

    return players, policy_of
