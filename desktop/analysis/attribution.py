"""What of a policy moves one curve most, which way, and through what.

Each lever and event is taken away alone, in the central run; what the curve then lacks is its
effect. Effects that only come about together are not divided, so whoever words this says "mainly".
The change itself is never taken from here: `engine.compare` has the one that is printed.
"""

import heapq
import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from desktop.analysis.evaluation import Values
from desktop.analysis.gates import MOVED
from desktop.analysis.movers import Movers, Run
from desktop.domain.ensemble import CENTRAL, RunRequest
from desktop.domain.policy import PlannedEvent, Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.compile.phases import in_force
from desktop.engine.results.projection import FloatArray
from desktop.engine.results.trailing_mean import trailing_mean

NEAR = 0.8
"""An effect of at least this share of the largest weighs nearly as much."""
NAMED = 3
"""Most causes that are given their chain: no sentence names more."""


class CauseKind(StrEnum):
    """Say what was changed."""

    LEVER = "lever"
    EVENT = "event"
    """All events of one kind that somebody placed."""
    CHANCE = "chance"
    """All events that chance drew, as one."""


@dataclass(frozen=True, slots=True)
class Link:
    """Name an element that an effect passes through, and whether it rises."""

    element: str
    rises: bool


@dataclass(frozen=True, slots=True)
class Driver:
    """Hold what one thing that was changed does to a curve."""

    kind: CauseKind
    id: str
    """Of the lever or the event; empty for chance."""
    count: int
    """Events that it stands for; 1 for a lever."""
    effect: float
    """What it adds to the curve, in the indicator's unit."""
    share: float
    """Of the sum of all effects by size, 0 to 1."""
    chain: tuple[Link, ...] = ()
    """The strongest way, from what it acts on first to what the curve takes in last."""


@dataclass(frozen=True, slots=True)
class Question:
    """Ask what moves one indicator at one step."""

    request: RunRequest
    indicator: str
    step: int
    drawn: tuple[PlannedEvent, ...] = ()
    """Events of the policy that chance drew."""
    monthly: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Answer a question: what moves the curve, the largest first; what does nothing is left out."""

    question: Question
    drivers: tuple[Driver, ...]

    def toward(self, rises: bool) -> tuple[Driver, ...]:
        """Return what moves the curve one way."""
        return tuple(one for one in self.drivers if (one.effect > 0) == rises)

    def main(self, rises: bool) -> tuple[Driver, ...]:
        """Return what moves it one way nearly as much as the largest does."""
        found = self.toward(rises)
        return tuple(one for one in found if abs(one.effect) >= NEAR * abs(found[0].effect))


@dataclass(frozen=True, slots=True)
class _Removal:
    kind: CauseKind
    id: str
    count: int
    policy: Policy
    """What is left without it."""


@dataclass(slots=True)
class _Runs:
    """Hold the central runs of one policy, made when they are first needed."""

    request: RunRequest
    made: dict[Policy, Run] = field(default_factory=dict)


class Attributions:
    """Attribute changes of curves; the runs of the policy asked about last are kept."""

    def __init__(self, compiled: CompiledModel) -> None:
        self._compiled = compiled
        self._movers = Movers(compiled)
        self._runs: _Runs | None = None

    def of(
        self, question: Question, stopped: Callable[[], bool] = lambda: False
    ) -> Attribution | None:
        """Answer a question; None soon after `stopped` has become true, asked between two runs."""
        request = replace(question.request, ensemble=CENTRAL)
        if self._runs is None or self._runs.request != request:
            self._runs = _Runs(request)
        whole = self._run(request.policy)
        now = self._line(question, whole)
        found: list[tuple[float, _Removal]] = []
        for removal in _removals(question):
            if stopped():
                return None
            without = self._line(question, self._run(removal.policy))
            effect = float(now[question.step] - without[question.step])
            if abs(effect) > MOVED * float(np.max(np.abs(now))):
                found.append((effect, removal))
        found.sort(key=lambda each: -abs(each[0]))
        total = sum(abs(effect) for effect, _ in found)
        places: dict[bool, Iterator[int]] = {True: itertools.count(), False: itertools.count()}
        drivers = []
        for effect, removal in found:
            chain: tuple[Link, ...] = ()
            if next(places[effect > 0]) < NAMED:
                chain = self._chain(question, whole, removal)
            share = abs(effect) / total
            drivers.append(Driver(removal.kind, removal.id, removal.count, effect, share, chain))
        return None if stopped() else Attribution(question, tuple(drivers))

    # ------------------------------------------------------------ runs

    def _run(self, policy: Policy) -> Run:
        assert self._runs is not None
        found = self._runs.made.get(policy)
        if found is None:
            found = self._movers.run(policy, self._runs.request.assumptions)
            self._runs.made[policy] = found
        return found

    def _line(self, question: Question, run: Run) -> FloatArray:
        indicator = self._compiled.model.indicators[question.indicator]
        if question.monthly:
            indicator = replace(indicator, twelve_months=False)
        line: FloatArray = run[indicator.variable] * indicator.scale
        if indicator.twelve_months:
            observed = self._compiled.observed[indicator.id]
            line = trailing_mean(line[:, np.newaxis], observed)[:, 0]
        return line

    # ------------------------------------------------------------ ways

    def _chain(self, question: Question, whole: Run, removal: _Removal) -> tuple[Link, ...]:
        """Return the way whose links' shares, multiplied, are the largest.

        The share of a link is how much of what moves an element, at the present run, goes back
        to one of the things it is made of.
        """
        model, step = self._compiled.model, question.step
        without = self._run(removal.policy)
        sources = self._sources(question, removal)
        end = model.indicators[question.indicator].variable
        values = self._movers.values(whole, question.request.assumptions)
        length, after = {end: 0.0}, {end: ""}
        waiting, done = [(0.0, end)], set[str]()
        while waiting:
            far, here = heapq.heappop(waiting)
            if here in done:
                continue
            done.add(here)
            if here in sources:
                return self._links(here, after, end, whole, without, step)
            for cause, share in self._shares(here, values, without, step).items():
                beyond = far - math.log(share)
                if beyond < length.get(cause, math.inf):
                    length[cause], after[cause] = beyond, here
                    heapq.heappush(waiting, (beyond, cause))
        return ()

    def _sources(self, question: Question, removal: _Removal) -> frozenset[str]:
        if removal.kind is CauseKind.LEVER:
            return frozenset((in_force(removal.id),))
        gone = {removal.id}
        if removal.kind is CauseKind.CHANCE:
            gone = {one.event for one in question.drawn}
        return frozenset(e.target for e in self._compiled.model.effects if e.event in gone)

    def _links(
        self, source: str, after: dict[str, str], end: str, whole: Run, without: Run, step: int
    ) -> tuple[Link, ...]:
        model = self._compiled.model
        found, here = [], source
        while here != end:
            # A channel goes by what it feeds, and a hidden state by what it smooths.
            if here in model.stocks or here in model.auxiliaries:
                gap = whole[here] - without[here]
                size = float(gap[step]) or float(gap[: step + 1].mean())
                found.append(Link(here, size > 0))
            here = after[here]
        return tuple(found)

    def _shares(self, target: str, values: Values, without: Run, step: int) -> dict[str, float]:
        moved = [
            name
            for name in self._movers.used(target)
            if name in without and not np.array_equal(values[name], without[name])
        ]
        if not moved:
            return {}
        now = self._movers.move(target, values)
        sizes = {}
        for name in moved:
            gap = np.abs(now - self._movers.move(target, {**values, name: without[name]}))
            gap = np.broadcast_to(gap, len(without[name]))
            # A state gathers what happened in every month before.
            size = gap[: step + 1].mean() if target not in self._movers.auxiliaries else gap[step]
            if math.isfinite(size) and size > 0.0:
                sizes[name] = float(size)
        total = sum(sizes.values())
        return {name: size / total for name, size in sizes.items()}


def _removals(question: Question) -> Iterator[_Removal]:
    policy, drawn = question.request.policy, set(question.drawn)
    for lever in policy.settings:
        yield _Removal(CauseKind.LEVER, lever, 1, policy.with_setting(lever, None))
    placed = [one for one in policy.events if one not in drawn]
    for event in dict.fromkeys(one.event for one in placed):
        left = tuple(one for one in policy.events if one in drawn or one.event != event)
        yield _Removal(
            CauseKind.EVENT, event, len(policy.events) - len(left), replace(policy, events=left)
        )
    if drawn:
        yield _Removal(CauseKind.CHANCE, "", len(drawn), replace(policy, events=tuple(placed)))
