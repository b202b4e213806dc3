"""Search lever settings that reach a goal: the fewest moves, then the least political cost.

Nothing here knows a model. What the settings come to is told by `Score`, which is 0 or more where
the goal is reached. Each lever can go two ways from where it stands: an *arm*, whose values are
the farthest that each political cost buys. The search takes it that an arm which helps helps
more the farther it goes, beside any other moves; what it returns has been scored itself.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from desktop.domain.exercise.costs import move_cost
from desktop.domain.exercise.exercise import Side
from desktop.domain.lever import Lever

Values = Mapping[str, float]
"""Lever → value in its unit, of those that are moved."""
Score = Callable[[Values], float]

WIDE = 60
"""Combinations of arms that go from each number of moves to the next."""
TRIED = 120
"""Combinations of one number of moves, the most promising first, that are scored at their ends."""
PRICED = 24
"""Of those that reach the goal, how many are searched for what they cost."""
MOST_SCORES = 1800
"""Scores after which the search takes the smallest it has found."""
SLACK = 0.5
"""Share of the way by which the estimate of a combination may be wrong."""
PAIRS = 40
"""Pairs of arms that help each other most, which are tried on the way to the farthest settings."""
COARSE = 8
"""Values of an arm that an estimate of costs looks at."""
SWEEPS = 4
"""Times that all levers are gone through on the way to the farthest settings."""


class Stage(IntEnum):
    """Name what is done, in order."""

    ALONE = 0
    PAIRS = 1
    FARTHEST = 2
    TOGETHER = 3
    COST = 4


Advance = Callable[[Stage, float], None]
"""Told how much of a stage is done, 0 to 1, before each score; it raises to end the search."""


def moves_cost(levers: Mapping[str, Lever], before: Values, after: Values) -> tuple[float, float]:
    """Return what moves cost Washington and Mexico City; going back gives nothing."""

    def cost(side: Side) -> float:
        return math.fsum(
            move_cost(levers[name], before[name], value, side) for name, value in after.items()
        )

    return cost(Side.US), cost(Side.MX)


Interactions = Mapping[tuple[int, int], float]
"""Two arms, by their places → what they add together beyond what each adds by itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold settings, and how they score."""

    values: Values
    score: float
    exact: bool = True
    """The search ended by itself, and no combination it could not score was more promising."""


@dataclass(frozen=True, slots=True)
class _Arm:
    lever: str
    values: tuple[float, ...]
    """Each better than the one before, where it helps by itself."""
    costs: tuple[float, ...]
    alone: tuple[float, ...]
    """What each adds by itself."""

    @property
    def end(self) -> tuple[str, float]:
        return self.lever, self.values[-1]

    @property
    def gain(self) -> float:
        return max(0.0, self.alone[-1])


def typed(lever: Lever, start: float, places: int) -> float:
    """Return the value some notches from another, as the lever can be typed, within its range."""
    notch = 1.0 if lever.levels else 10.0**-lever.decimals
    value = round(start + places * notch, 0 if lever.levels else lever.decimals)
    return min(lever.high, max(lever.low, value))


def arm_values(lever: Lever, before: float, end: float) -> tuple[tuple[float, float], ...]:
    """Return the farthest value toward an end for each cost, with that cost, cheapest first.

    The status quo is among them where it lies on the way: going back is free.
    """
    notch = 1.0 if lever.levels else 10.0**-lever.decimals
    toward = 1 if end > before else -1
    found: dict[float, float] = {}
    for place in range(1, math.ceil(abs(end - before) / notch - 1e-9) + 1):
        value = typed(lever, before, toward * place)
        found[sum(move_cost(lever, before, value, side) for side in (Side.US, Side.MX))] = value
    pairs = {value: cost for cost, value in found.items()}
    if min(before, end) < lever.default < max(before, end):
        pairs[lever.default] = 0.0
    return tuple(sorted(pairs.items(), key=lambda pair: abs(pair[0] - before)))


@dataclass(slots=True)
class _Search:
    levers: Mapping[str, Lever]
    before: Values
    score: Score
    rough: Score
    exact: Score
    advance: Advance
    known: dict[tuple[tuple[str, float], ...], float] = field(default_factory=dict)
    base: float = 0.0

    def of(self, pairs: Iterable[tuple[str, float]]) -> float:
        key = tuple(sorted(pairs))
        if key not in self.known:
            self.known[key] = self.score(dict(key))
        return self.known[key]

    def cost(self, values: Values) -> float:
        return sum(moves_cost(self.levers, self.before, values))

    def distance(self, values: Values) -> float:
        """Return how far values lie from where the levers stand, in ranges of the levers."""
        return math.fsum(
            abs(value - self.before[name]) / (self.levers[name].high - self.levers[name].low)
            for name, value in values.items()
        )

    def rank(self, values: Values) -> tuple[float, float, tuple[tuple[str, float], ...]]:
        return self.cost(values), self.distance(values), tuple(sorted(values.items()))

    @property
    def worn_out(self) -> bool:
        """Say whether enough has been scored."""
        return len(self.known) >= MOST_SCORES

    # ------------------------------------------------------------ one lever alone

    def arms(self) -> list[_Arm]:
        found = []
        for done, name in enumerate(self.levers):
            lever, before = self.levers[name], self.before[name]
            for end in (lever.low, lever.high):
                if end == before:
                    continue
                pairs = arm_values(lever, before, end)
                alone = []
                for value, _ in pairs:
                    self.advance(Stage.ALONE, done / len(self.levers))
                    alone.append(self.of(((name, value),)) - self.base)
                found.append(self._improving(name, pairs, alone))
        return found

    def _improving(
        self, name: str, pairs: Sequence[tuple[float, float]], alone: Sequence[float]
    ) -> _Arm:
        """Leave out what costs more and helps less than another; one that never helps stays."""
        kept, best = [], 0.0
        for (value, cost), gain in zip(pairs, alone, strict=True):
            if gain > best:
                kept.append((value, cost, gain))
                best = gain
        if not kept:
            kept = [(value, cost, gain) for (value, cost), gain in zip(pairs, alone, strict=True)]
        values, costs, gains = zip(*kept, strict=True)
        return _Arm(name, values, costs, gains)

    def single(self, arms: Sequence[_Arm]) -> Values | None:
        reached = [
            {arm.lever: value}
            for arm in arms
            for value, gain in zip(arm.values, arm.alone, strict=True)
            if self.base + gain >= 0.0
        ]
        return min(reached, key=self.rank, default=None)

    # ------------------------------------------------------------ as far as it goes

    def farthest(self, arms: Sequence[_Arm], together: Interactions) -> Values:
        """Return settings that no change of one lever brings nearer to the goal."""
        best: dict[str, float] = {}
        for arm in sorted(arms, key=lambda one: -one.gain):
            if arm.gain > 0.0 and arm.lever not in best:
                best[arm.lever] = arm.values[-1]
        here = self.of(best.items())
        # What moves nothing alone may open the way to something else.
        helping = sorted(
            (pair for pair in together if together[pair] > 0.0), key=together.__getitem__
        )
        for one, other in helping[: -PAIRS - 1 : -1]:
            self.advance(Stage.FARTHEST, 0.0)
            opened = {**best, **dict((arms[one].end, arms[other].end))}
            there = self.of(opened.items())
            if there > here:
                best, here = opened, there
        for sweep in range(SWEEPS):
            before = here
            for done, (name, lever) in enumerate(self.levers.items()):
                self.advance(Stage.FARTHEST, (sweep + done / len(self.levers)) / SWEEPS)
                tried = {value for arm in arms if arm.lever == name for value in arm.values[-1:]}
                tried |= {lever.low, lever.high, self.before[name]}
                for value in sorted(tried - {best.get(name, self.before[name])}):
                    changed = {**best, name: value}
                    if value == self.before[name]:
                        del changed[name]
                    there = self.of(changed.items())
                    if there > here or (there == here and len(changed) < len(best)):
                        best, here = changed, there
            if here <= before:
                break
        return best

    # ------------------------------------------------------------ several together

    def interactions(self, arms: Sequence[_Arm]) -> Interactions:
        """Estimate what each two arms add together beyond what each adds by itself."""
        start = self.rough({})
        alone = [self.rough(dict((arm.end,))) - start for arm in arms]
        found = {}
        pairs = [
            (one, other)
            for one, other in itertools.combinations(range(len(arms)), 2)
            if arms[one].lever != arms[other].lever
        ]
        for done, (one, other) in enumerate(pairs):
            self.advance(Stage.PAIRS, done / len(pairs))
            both = self.rough(dict((arms[one].end, arms[other].end))) - start
            found[one, other] = both - alone[one] - alone[other]
        return found

    def combined(
        self, arms: Sequence[_Arm], together: Interactions, most: int
    ) -> tuple[Values, bool] | None:
        """Return the cheapest of the smallest combinations that reach the goal."""

        def estimate(some: tuple[int, ...]) -> float:
            pairs = itertools.combinations(some, 2)
            gains = math.fsum(arms[one].gain for one in some)
            return self.base + gains + math.fsum(together[pair] for pair in pairs)

        promising: list[tuple[int, ...]] = [(one,) for one in range(len(arms))]
        for count in range(2, most + 1):
            grown = {
                tuple(sorted((*some, one)))
                for some in promising
                for one in range(len(arms))
                if all(arms[one].lever != arms[other].lever for other in some)
            }
            ranked = sorted(grown, key=lambda some: (-estimate(some), some))
            all_tried = len(ranked) <= TRIED and (count == 2 or len(promising) < WIDE)
            near = [
                some for some in ranked[:TRIED] if all_tried or estimate(some) >= SLACK * self.base
            ]
            reached = []
            for done, some in enumerate(near):
                if self.worn_out:
                    break
                self.advance(Stage.TOGETHER, done / len(near))
                if self.of(arms[one].end for one in some) >= 0.0:
                    reached.append(some)
            if reached:
                sure = all_tried or len(near) < len(ranked[:TRIED])
                chosen = [[arms[one] for one in some] for some in reached]
                return self.cheapest(chosen), sure and not self.worn_out
            if self.worn_out:
                break
            promising = ranked[:WIDE] if count > 2 or len(ranked) > TRIED else ranked
        return None

    # ------------------------------------------------------------ what it costs

    def cheapest(self, combinations: Sequence[Sequence[_Arm]]) -> Values:
        ordered = sorted(combinations, key=self._estimated_cost)
        best: Values | None = None
        for done, some in enumerate(ordered[:PRICED]):
            for values in self._frontier(some, best, done / min(len(ordered), PRICED)):
                if best is None or self.rank(values) < self.rank(best):
                    best = values
        assert best is not None
        return best

    def _estimated_cost(self, some: Sequence[_Arm]) -> float:
        """Return the least cost at which the arms would be enough if they only added up."""
        reached = self.of(arm.end for arm in some)
        gains = math.fsum(arm.gain for arm in some)
        scale = (reached - self.base) / gains if gains > 0.0 else 1.0
        coarse = (
            range(len(arm.values) - 1, -1, -max(1, len(arm.values) // COARSE)) for arm in some[:3]
        )
        places = itertools.product(*coarse)
        rest = math.fsum(arm.alone[-1] for arm in some[3:])
        spent = math.fsum(arm.costs[-1] for arm in some[3:])
        return min(
            (
                spent + math.fsum(arm.costs[at] for arm, at in zip(some, place, strict=False))
                for place in places
                if self.base
                + scale
                * (rest + math.fsum(a.alone[at] for a, at in zip(some, place, strict=False)))
                >= 0.0
            ),
            default=math.inf,
        )

    def _frontier(self, some: Sequence[_Arm], best: Values | None, done: float) -> Iterator[Values]:
        """Yield what reaches the goal on the border of what does, none dearer than `best`."""
        yield dict(arm.end for arm in some)
        limit = math.inf if best is None else self.cost(best)
        if len(some) > 3:
            yield from self._descent(some, done)
            return
        # The arm of most values last: it alone is halved instead of gone through.
        *first, last = sorted(some, key=lambda arm: len(arm.values))
        for places in itertools.product(*(range(len(arm.values)) for arm in first)):
            if self.worn_out:
                return
            fixed = [(arm.lever, arm.values[at]) for arm, at in zip(first, places, strict=True)]
            spent = math.fsum(arm.costs[at] for arm, at in zip(first, places, strict=True))
            allowed = sum(spent + cost <= limit for cost in last.costs)
            self.advance(Stage.COST, done)
            if not allowed or not self._reaches(fixed, last, allowed - 1):
                continue
            low, high = -1, allowed - 1
            while high - low > 1:
                middle = (low + high) // 2
                if self._reaches(fixed, last, middle):
                    high = middle
                else:
                    low = middle
            limit = min(limit, spent + last.costs[high])
            yield dict((*fixed, (last.lever, last.values[high])))

    def _reaches(self, fixed: Sequence[tuple[str, float]], arm: _Arm, place: int) -> bool:
        return self.of((*fixed, (arm.lever, arm.values[place]))) >= 0.0

    def _descent(self, some: Sequence[_Arm], done: float) -> Iterator[Values]:
        """Step back, from the ends, wherever it saves most for what it gives up."""
        places = [len(arm.values) - 1 for arm in some]
        while not self.worn_out:
            steps = []
            for one, arm in enumerate(some):
                if places[one] == 0:
                    continue
                self.advance(Stage.COST, done)
                back = [at - (other == one) for other, at in enumerate(places)]
                pairs = [(a.lever, a.values[at]) for a, at in zip(some, back, strict=True)]
                left = self.of(pairs)
                if left >= 0.0:
                    saved = arm.costs[places[one]] - arm.costs[places[one] - 1]
                    steps.append((saved, left, back, dict(pairs)))
            if not steps:
                return
            _, _, places, values = max(steps, key=lambda step: step[:2])
            yield values

    # ------------------------------------------------------------ no more than needed

    def fewer(self, values: Values) -> Values:
        """Leave out every move that is not needed, the dearest first."""
        left = dict(values)
        for name in sorted(left, key=lambda one: (-self.cost({one: left[one]}), one)):
            self.advance(Stage.COST, 0.0)
            without = {other: value for other, value in left.items() if other != name}
            if self.of(without.items()) >= 0.0:
                left = without
        return left

    def polished(self, values: Values) -> Values | None:
        """Take every move back as far as the goal allows, to the notch; None if it is missed."""
        found = dict(values)
        if self.exact(found) < 0.0:
            return None
        for name in sorted(found, key=lambda one: -self.distance({one: found[one]})):
            lever, start = self.levers[name], self.before[name]
            notch = 1.0 if lever.levels else 10.0**-lever.decimals
            toward = 1 if found[name] > start else -1
            low, high = 0, math.ceil(abs(found[name] - start) / notch - 1e-9)
            while high - low > 1:
                self.advance(Stage.COST, 1.0)
                middle = (low + high) // 2
                tried = {**found, name: typed(lever, start, toward * middle)}
                if self.exact(tried) >= 0.0:
                    high = middle
                    found = tried
                else:
                    low = middle
        return found


def search(
    levers: Mapping[str, Lever],
    before: Values,
    score: Score,
    *,
    rough: Score | None = None,
    exact: Score | None = None,
    advance: Advance = lambda *_: None,
) -> Found:
    """Return the fewest moves of some levers that reach a goal, of these those that cost least.

    Of moves that cost the same those that go less far. Where nothing reaches it, return what comes
    nearest. `before` says where each lever stands. `score` may round a little, and `rough`
    estimates what moves add; both default to `exact`, or to each other, which alone decides.
    """
    exact = exact or score
    here = _Search(levers, before, score, rough or score, exact, advance)
    start = exact({})
    here.base = min(here.of(()), start)
    if start >= 0.0:
        return Found({}, start)
    arms = here.arms()
    found, sure = here.single(arms), True
    if found is None:
        together = here.interactions(arms)
        farthest = here.farthest(arms, together)
        if here.of(farthest.items()) < 0.0:
            return Found(farthest, exact(farthest))
        enough = here.fewer(farthest)
        smaller = here.combined(arms, together, len(enough))
        if smaller is None:
            found, sure = here.cheapest([_as_arms(here, enough, arms)]), False
        else:
            found, sure = smaller
    polished = here.polished(found)
    if polished is None:
        # Rounding alone brought it over the line, which is rare.
        return search(levers, before, exact, rough=rough, advance=advance)
    return Found(polished, exact(polished), sure)


def _as_arms(here: _Search, values: Values, arms: Sequence[_Arm]) -> list[_Arm]:
    """Return the arms on which values lie, cut there."""
    found = []
    for name, value in values.items():
        way = value > here.before[name]
        (arm,) = (
            one for one in arms if one.lever == name and (one.values[-1] > here.before[name]) == way
        )
        places = [
            at
            for at, other in enumerate(arm.values)
            if abs(other - here.before[name]) <= abs(value - here.before[name])
        ]
        kept = [(arm.values[at], arm.costs[at], arm.alone[at]) for at in places]
        if not kept or kept[-1][0] != value:
            kept.append((value, here.cost({name: value}), here.of(((name, value),)) - here.base))
        some, costs, alone = zip(*kept, strict=True)
        found.append(_Arm(name, some, costs, alone))
    return found
