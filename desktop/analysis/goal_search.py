"""Search lever settings that reach a goal: the fewest moves, then the least political cost.

Nothing here knows a model. What the settings come to is told by `Score`, which is 0 or more where
the goal is reached. Each lever can go two ways from where it stands: an *arm*, whose values are
the farthest that each political cost buys. The search takes it that an arm which helps helps
more the farther it goes, beside any other moves; what it returns has been scored itself.

A rough score places settings between ends that were scored themselves, and leaves out those that
it puts clearly short of the goal. Nothing reaches the goal by its word.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from desktop.analysis.lever_arms import Arm, Values, arm_values, moves_cost, typed
from desktop.domain.lever import Lever

Score = Callable[[Values], float]

WIDE = 60
"""Combinations of arms that go from each number of moves to the next."""
TRIED = 120
"""Combinations of one number of moves, the most promising first, scored at their ends anyway."""
GUESSED = 600
"""Combinations of one number of moves that are scored roughly at their ends."""
CLEARLY = 0.25
"""Share of the way to the ends by which a rough score must fall short to be believed."""
LITTLE = 0.05
"""Share of the way to the goal that a lever alone may go and still be taken as rough scores say."""
TIMES_WRONG = 3.0
"""Combinations that fall short by so many times what estimates were ever wrong need no score."""
PRICED = 40
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


_Key = tuple[tuple[str, float], ...]
_Some = tuple[int, ...]
"""Arms, by their places."""
Interactions = Mapping[tuple[int, int], float]
"""Two arms, by their places → what they add together beyond what each adds by itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold settings, and how they score."""

    values: Values
    score: float
    exact: bool = True
    """The search ended by itself, and no combination it could not score was more promising."""


@dataclass(slots=True)
class _Search:
    levers: Mapping[str, Lever]
    before: Values
    score: Score
    rough: Score
    exact: Score
    advance: Advance
    known: dict[_Key, float] = field(default_factory=dict)
    guessed: dict[_Key, float] = field(default_factory=dict)
    ends: dict[tuple[str, bool], float] = field(default_factory=dict)
    """Lever, and whether it goes up → where that arm ends."""
    base: float = 0.0

    def of(self, pairs: Iterable[tuple[str, float]]) -> float:
        key = tuple(sorted(pairs))
        if key not in self.known:
            self.known[key] = self.score(dict(key))
        return self.known[key]

    def guess(self, pairs: Iterable[tuple[str, float]]) -> float:
        """Return a rough score; it costs little beside a score, and is worth less."""
        key = tuple(sorted(pairs))
        if key not in self.guessed:
            self.guessed[key] = self.rough(dict(key))
        return self.guessed[key]

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

    def arms(self) -> list[Arm]:
        found = []
        for done, name in enumerate(self.levers):
            lever, before = self.levers[name], self.before[name]
            for end in (lever.low, lever.high):
                if end == before:
                    continue
                pairs = arm_values(lever, before, end)
                alone = self._alone(name, [value for value, _ in pairs], done / len(self.levers))
                found.append(self._improving(name, pairs, alone))
                self.ends[name, end > before] = found[-1].values[-1]
        return found

    def _alone(self, name: str, values: Sequence[float], done: float) -> Sequence[float]:
        """Return what each value adds by itself, the farthest as it is scored.

        Those before it are placed by rough scores, where these agree on the way and rise along it.
        """
        self.advance(Stage.ALONE, done)
        end = self.of(((name, values[-1]),)) - self.base
        start, rough = self.guess(()), []
        for value in values:
            self.advance(Stage.ALONE, done)
            rough.append(self.guess(((name, value),)) - start)
        if end > 0.0 and rough[-1] == max(rough) > 0.0:
            return [*(gain * end / rough[-1] for gain in rough[:-1]), end]
        if max(end, *rough) <= LITTLE * -self.base:
            return [*rough[:-1], end]
        alone = []
        for value in values:
            self.advance(Stage.ALONE, done)
            alone.append(self.of(((name, value),)) - self.base)
        return alone

    def _improving(
        self, name: str, pairs: Sequence[tuple[float, float]], alone: Sequence[float]
    ) -> Arm:
        """Leave out what costs more and helps less than another; one that never helps stays."""
        kept, best = [], 0.0
        for (value, cost), gain in zip(pairs, alone, strict=True):
            if gain > best:
                kept.append((value, cost, gain))
                best = gain
        if not kept:
            kept = [(value, cost, gain) for (value, cost), gain in zip(pairs, alone, strict=True)]
        values, costs, gains = zip(*kept, strict=True)
        return Arm(name, values, costs, gains)

    def single(self, arms: Sequence[Arm]) -> Values | None:
        """Return the cheapest single move that reaches the goal, None where none does."""
        reached = []
        for arm in arms:
            self.advance(Stage.ALONE, 1.0)
            last = len(arm.values) - 1
            if self._reaches((), arm, last):
                reached.append({arm.lever: arm.values[self._nearest((), arm, last)]})
        return min(reached, key=self.rank, default=None)

    def _nearest(self, fixed: Sequence[tuple[str, float]], arm: Arm, place: int) -> int:
        """Return the first place of an arm that reaches the goal, given one that does."""
        low, high = -1, place
        while high - low > 1:
            middle = (low + high) // 2
            if self._reaches(fixed, arm, middle):
                high = middle
            else:
                low = middle
        return high

    # ------------------------------------------------------------ as far as it goes

    def farthest(self, arms: Sequence[Arm], together: Interactions) -> Values:
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

    def interactions(self, arms: Sequence[Arm]) -> Interactions:
        """Estimate what each two arms add together beyond what each adds by itself."""
        start = self.guess(())
        alone = [self.guess((arm.end,)) - start for arm in arms]
        found = {}
        pairs = [
            (one, other)
            for one, other in itertools.combinations(range(len(arms)), 2)
            if arms[one].lever != arms[other].lever
        ]
        for done, (one, other) in enumerate(pairs):
            self.advance(Stage.PAIRS, done / len(pairs))
            both = self.guess((arms[one].end, arms[other].end)) - start
            found[one, other] = both - alone[one] - alone[other]
        return found

    def _estimates(
        self, some: Iterable[_Some], arms: Sequence[Arm], together: Interactions
    ) -> dict[_Some, float]:
        """Estimate scores at the ends of arms, the best first.

        What arms add by themselves counts as scored; what they add together is that of each two,
        and of the best of more than two that of a rough score of their own.
        """
        added = {
            one: math.fsum(arms[each].gain for each in one)
            + math.fsum(map(together.__getitem__, itertools.combinations(one, 2)))
            for one in some
        }
        start = self.guess(())
        ranked = sorted(added, key=lambda one: (-added[one], one))
        for done, one in enumerate(ranked[:GUESSED]):
            if len(one) > 2:
                self.advance(Stage.TOGETHER, done / GUESSED)
                beyond = math.fsum(
                    arms[each].gain - self.guess((arms[each].end,)) + start for each in one
                )
                added[one] = self.guess(arms[each].end for each in one) - start + beyond
        ranked.sort(key=lambda one: (-added[one], one))
        return {one: self.base + added[one] for one in ranked}

    def combined(
        self, arms: Sequence[Arm], together: Interactions, most: int
    ) -> tuple[Values, bool] | None:
        """Return the cheapest of the smallest combinations that reach the goal."""
        promising: list[_Some] = [(one,) for one in range(len(arms))]
        wrong = 0.0
        for count in range(2, most + 1):
            grown = {
                tuple(sorted((*some, one)))
                for some in promising
                for one in range(len(arms))
                if all(arms[one].lever != arms[other].lever for other in some)
            }
            estimates = self._estimates(grown, arms, together)
            ranked = list(estimates)
            all_tried = len(ranked) <= TRIED and (count == 2 or len(promising) < WIDE)
            reached = []
            for tried, some in enumerate(ranked):
                least = SLACK * self.base
                if tried >= TRIED:
                    # Those that come now are tried for completeness alone.
                    least = max(least, -TIMES_WRONG * wrong)
                if self.worn_out or (not all_tried and estimates[some] < least):
                    break
                self.advance(Stage.TOGETHER, min(1.0, tried / TRIED))
                score = self.of(arms[one].end for one in some)
                wrong = max(wrong, abs(score - estimates[some]))
                if score >= 0.0:
                    reached.append(some)
            if reached:
                chosen = [[arms[one] for one in some] for some in reached]
                return self.cheapest(chosen), not self.worn_out
            if self.worn_out:
                break
            promising = ranked[:WIDE] if count > 2 or len(ranked) > TRIED else ranked
        return None

    # ------------------------------------------------------------ what it costs

    def cheapest(self, combinations: Sequence[Sequence[Arm]]) -> Values:
        ordered = sorted(combinations, key=self._estimated_cost)
        best: Values | None = None
        for done, some in enumerate(ordered[:PRICED]):
            for values in self._frontier(some, best, done / min(len(ordered), PRICED)):
                if best is None or self.rank(values) < self.rank(best):
                    best = values
        assert best is not None
        return best

    def _estimated_cost(self, some: Sequence[Arm]) -> float:
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

    def _frontier(self, some: Sequence[Arm], best: Values | None, done: float) -> Iterator[Values]:
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
            high = self._nearest(fixed, last, allowed - 1)
            limit = min(limit, spent + last.costs[high])
            yield dict((*fixed, (last.lever, last.values[high])))

    def _reaches(self, fixed: Sequence[tuple[str, float]], arm: Arm, place: int) -> bool:
        """Say whether settings reach the goal; only what is scored does."""
        pairs = (*fixed, (arm.lever, arm.values[place]))
        return not self._falls_clearly_short(pairs) and self.of(pairs) >= 0.0

    def _falls_clearly_short(self, pairs: Sequence[tuple[str, float]]) -> bool:
        """Say whether a rough score, put right by that of the ends on the way, is far below."""
        ends = tuple((name, self.ends[name, value > self.before[name]]) for name, value in pairs)
        there = self.known.get(tuple(sorted(ends)))
        if there is None or ends == tuple(pairs):
            return False
        told = self.guess(pairs) + there - self.guess(ends)
        return told < -CLEARLY * abs(there - self.base)

    def _descent(self, some: Sequence[Arm], done: float) -> Iterator[Values]:
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


def _as_arms(here: _Search, values: Values, arms: Sequence[Arm]) -> list[Arm]:
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
        found.append(Arm(name, some, costs, alone))
    return found
