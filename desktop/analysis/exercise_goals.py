"""Whether the goals of an exercise are met by doing nothing, and whether anybody can reach them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeAlias

import numpy as np

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.exercise.costs import move_cost
from desktop.domain.exercise.exercise import Criterion, Exercise, Goal, Team
from desktop.domain.exercise.line import Line, guided_line, played
from desktop.domain.exercise.review import DesignWarning
from desktop.domain.lever import Holder, Lever
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.ensemble.draws import Draws
from desktop.engine.run.project import project

SEARCHED, JUDGED = 16, 200
"""Members while a line is searched for, and when it is judged."""
_SHARES = (0.25, 0.5, 1.0)
"""Of the way from the default to an end: the settings that are tried beside the named ones."""
_LEAST_GAIN = 1e-4
_SAFE = 0.01
"""Margin with which a goal that is met in the search is met by more members as well."""
_SEARCHES = 3
"""Times that a line is searched on for, where the judgment does not bear out the search."""
_FREE = 0.25
"""Points that a move without a price counts as, when gains are compared."""

Movers: TypeAlias = Sequence[Team]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what a line comes to for one goal."""

    values: tuple[float, ...]
    """Of its criteria, in their order, in the indicators' units."""
    met: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Hold the best line that was found for a goal, and what it comes to."""

    line: Line
    outcome: Outcome


class GoalRuns:
    """Run lines of play and hold them against the goals of an exercise."""

    def __init__(self, compiled: CompiledModel, exercise: Exercise) -> None:
        self.exercise = exercise
        self._compiled = compiled
        self._indicators = tuple(
            dict.fromkeys(
                criterion.indicator for goal in exercise.goals for criterion in goal.criteria
            )
        )
        self._searched = self._draws(SEARCHED)
        self._judged = self._draws(JUDGED)
        self._nothing = self._values(self.nothing, self._judged)
        self._off = dict[tuple[str, int], float]()
        """What the members of the judgment add to those of the search, where that is known."""

    def _draws(self, members: int) -> Draws:
        start = self.exercise.start
        choice = EnsembleChoice(members=min(start.members, members), seed=start.seed)
        return self._compiled.draws(choice, start.assumptions)

    @property
    def nothing(self) -> Line:
        """Return the line in which nobody moves."""
        return [{} for _ in self.exercise.rounds]

    def judge(self, line: Line) -> Mapping[str, Outcome]:
        """Return what a line comes to for every goal, by its id."""
        return self._outcomes(self._values(line, self._judged))

    def best(self, goal: Goal, movers: Movers) -> Found:
        """Return the best line for a goal that these teams can play within their purses.

        Round by round, the move that brings the goal nearest for what it costs is added until none
        helps or can be paid. A greedy search: a better line may exist.
        """
        line = [dict[str, float]() for _ in self.exercise.rounds]
        self._off.clear()
        for _ in range(_SEARCHES):
            thought_met = self._search(goal, movers, line)
            values = self._values(line, self._judged)
            outcome = self._outcomes(values)[goal.id]
            if outcome.met or not thought_met:
                break
            # Few members took for met what more of them miss: search on from where those stand.
            few = self._values(line, self._searched)
            self._off = {place: value - few[place] for place, value in values.items()}
        return Found(line, outcome)

    def _search(self, goal: Goal, movers: Movers, line: list[dict[str, float]]) -> bool:
        """Add moves to a line until the goal is met safely, and return whether it is met at all."""
        margin = self._margin(goal, line)
        for place in range(len(line)):
            gains: dict[tuple[str, float], float] = {}
            moved = False
            while margin < _SAFE:
                step = self._step(goal, movers, line, place, margin, gains)
                if step is not None:
                    lever, value, margin = step
                    line[place][lever] = value
                elif not moved:
                    break
                else:
                    # What did not help may help now: a move can open the way for another.
                    gains.clear()
                moved = step is not None
        return margin >= 0

    def _step(
        self,
        goal: Goal,
        movers: Movers,
        line: Sequence[dict[str, float]],
        place: int,
        margin: float,
        gains: dict[tuple[str, float], float],
    ) -> tuple[str, float, float] | None:
        """Return lever, setting and new margin of the best move in a round, if one helps.

        `gains` remembers what each move brought when it was last tried. Most bring less after
        another one, so those that brought most are tried first, and few have to be.
        """

        def worth(move: tuple[str, float, float]) -> float:
            return gains.get(move[:2], inf) / max(move[2], _FREE)

        best: tuple[float, str, float, float] | None = None
        for move in sorted(self._moves(movers, line, place), key=worth, reverse=True):
            if gains.get(move[:2], inf) <= _LEAST_GAIN or (
                best is not None and best[0] >= worth(move)
            ):
                continue
            lever, value, _ = move
            tried = [*line]
            tried[place] = {**line[place], lever: value}
            reached = self._margin(goal, tried)
            gains[lever, value] = reached - margin
            if reached - margin > _LEAST_GAIN and (best is None or worth(move) > best[0]):
                best = worth(move), lever, value, reached
        return None if best is None else best[1:]

    def _moves(
        self, movers: Movers, line: Sequence[Mapping[str, float]], place: int
    ) -> Iterator[tuple[str, float, float]]:
        """Return lever, setting and cost of every move that can still be paid in a round."""
        levers, one = self._compiled.model.levers, self.exercise.rounds[place]
        spent = {
            name: dict(self._costs(levers[name], value, movers, line[:place]))
            for name, value in line[place].items()
        }
        for name in one.levers or self.exercise.levers:
            needed = 2 if levers[name].holder is Holder.JOINT else 1
            if sum(name in team.levers for team in movers) < needed:
                continue
            before = spent.get(name, {})
            others = [costs for each, costs in spent.items() if each != name]
            for value in _settings(levers[name]):
                costs = dict(self._costs(levers[name], value, movers, line[:place]))
                if all(
                    cost + sum(each.get(team, 0) for each in others) <= team.purse
                    for team, cost in costs.items()
                ):
                    yield name, value, sum(costs.values()) - sum(before.values())

    def _costs(
        self, lever: Lever, value: float, movers: Movers, before: Sequence[Mapping[str, float]]
    ) -> list[tuple[Team, float]]:
        """Return what a move costs each team that makes it."""
        stands = lever.default
        opening = self.exercise.start.policy.settings.get(lever.id)
        if opening is not None:
            stands = opening.value
        for decided in before:
            stands = decided.get(lever.id, stands)
        return [
            (team, move_cost(lever, stands, value, team.side))
            for team in movers
            if lever.id in team.levers
        ]

    def _margin(self, goal: Goal, line: Line) -> float:
        """Return by how much the worst criterion is met, or missed where below 0.

        As a share of what the curve stands at when nobody moves.
        """
        values = self._values(line, self._searched)
        return min(
            _margin(criterion, values[at] + self._off.get(at, 0.0), self._nothing[at])
            for criterion in goal.criteria
            for at in (self._place(criterion),)
        )

    def _place(self, criterion: Criterion) -> tuple[str, int]:
        month = criterion.month or self.exercise.last_month
        return criterion.indicator, self._compiled.model.clock.step(month)

    def _values(self, line: Line, draws: Draws) -> dict[tuple[str, int], float]:
        """Return the ensemble's median of every criterion, by its place."""
        model = self._compiled.model
        policy = played(self.exercise, line, model.clock)
        projection = project(self._compiled, policy, draws, indicators=self._indicators)
        return {
            (indicator, step): float(
                np.median(projection.values[step, self._indicators.index(indicator)])
            )
            for goal in self.exercise.goals
            for indicator, step in map(self._place, goal.criteria)
        }

    def _outcomes(self, values: Mapping[tuple[str, int], float]) -> dict[str, Outcome]:
        outcomes = {}
        for goal in self.exercise.goals:
            own = tuple(values[self._place(criterion)] for criterion in goal.criteria)
            pairs = zip(goal.criteria, own, strict=True)
            outcomes[goal.id] = Outcome(own, all(one.met(value) for one, value in pairs))
        return outcomes


def movers(exercise: Exercise) -> Iterator[tuple[str, Movers]]:
    """Return who can move anything, under the id of the team: each alone, then all together.

    In an exercise without teams the facilitator's guided moves are another line, not a mover.
    """
    holding = [team for team in exercise.teams if team.levers]
    for team in holding:
        yield team.id, (team,)
    if len(holding) > 1:
        yield "", holding


def goal_warnings(compiled: CompiledModel, exercise: Exercise) -> tuple[DesignWarning, ...]:
    """Return which goals are met by doing nothing, and which nobody reaches within the purses.

    It takes from seconds to a minute: lines are searched for by running the model.
    """
    if not exercise.goals:
        return ()
    runs = GoalRuns(compiled, exercise)
    nothing = runs.judge(runs.nothing)
    guided = runs.judge(guided_line(exercise))
    found = []
    for goal in exercise.goals:
        if nothing[goal.id].met:
            found.append(_warning(goal, "reason.met_by_nothing", nothing[goal.id]))
        elif not guided[goal.id].met:
            reached = [runs.best(goal, who).outcome for _, who in movers(exercise)]
            if not any(one.met for one in reached):
                best = reached[-1] if reached else guided[goal.id]
                found.append(_warning(goal, "reason.reached_by_nobody", best))
    return tuple(found)


def _warning(goal: Goal, reason: str, outcome: Outcome) -> DesignWarning:
    values = ", ".join(f"{value:.4g}" for value in outcome.values)
    return DesignWarning("goals", goal.id, "criteria", reason, {"values": values})


def _margin(criterion: Criterion, value: float, usual: float) -> float:
    scale = abs(usual) or 1.0
    if criterion.at_least is not None:
        return (value - criterion.at_least) / scale
    assert criterion.at_most is not None
    return (criterion.at_most - value) / scale


def _settings(lever: Lever) -> list[float]:
    """Return the settings of a lever that are tried: named ones, and some towards each end."""
    ends = (lever.low, lever.high)
    tried = {lever.default + share * (end - lever.default) for end in ends for share in _SHARES}
    tried |= {notch.value for notch in lever.notches}
    tried |= {float(level) for level in range(len(lever.levels))}
    rounded = {round(value, lever.decimals) for value in tried}
    return sorted(value for value in rounded - {lever.default} if lever.low <= value <= lever.high)
