"""The goals of exercises under lines of play: `python -m tests.model_checks.exercises [FILE…]`.

For every goal, what its criteria come to when nobody moves, under cooperation and escalation (see
`data/exercise_lines.toml`), along the facilitator's guided moves, and on each team's best line
within its purse, each alone and all together. Without a file the shipped exercises are looked at.
Exits 1 if a goal is met when nobody moves, or by no line at all.
"""

import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.analysis.exercise_goals import GoalRuns, Outcome, movers
from desktop.domain.exercise.exercise import Criterion, Exercise, Goal
from desktop.domain.exercise.line import Line, guided_line
from desktop.domain.model.model import Model
from desktop.modelfiles.exercises.read import exercise_files, read_exercise_file
from desktop.reports.streams import say
from tests.model_checks.runs import compiled, shipped

ENDS: dict[str, dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "data" / "exercise_lines.toml").read_text(encoding="utf-8")
)
NOTHING, GUIDED, TOGETHER = "nothing", "guided", "all teams"


@dataclass(frozen=True)
class Row:
    """Hold what one line comes to for one goal."""

    goal: Goal
    line: str
    outcome: Outcome
    moves: Line


def ends(model: Model, exercise: Exercise, name: str) -> Line:
    """Return the line in which every lever in play goes to its end in the first round."""
    first = {
        lever: getattr(model.levers[lever], ENDS[name][lever])
        for lever in exercise.levers
        if lever in ENDS[name]
    }
    return [first, *({} for _ in exercise.rounds[1:])]


def rows(exercise: Exercise) -> Iterator[Row]:
    """Yield every line of every goal; best lines are searched for, which takes seconds each."""
    if not exercise.goals:
        return
    runs = GoalRuns(compiled(), exercise)
    lines: dict[str, Line] = {NOTHING: runs.nothing}
    lines |= {name: ends(compiled().model, exercise, name) for name in ENDS}
    if not exercise.teams:
        lines[GUIDED] = guided_line(exercise)
    outcomes = {name: runs.judge(line) for name, line in lines.items()}
    for goal in exercise.goals:
        for name, line in lines.items():
            yield Row(goal, name, outcomes[name][goal.id], line)
        for team, who in movers(exercise):
            found = runs.best(goal, who)
            yield Row(goal, team or TOGETHER, found.outcome, found.line)


def faults(found: Sequence[Row]) -> Iterator[str]:
    """Yield a sentence for each goal that is met when nobody moves, or by no line."""
    for goal in dict.fromkeys(row.goal for row in found):
        own = [row for row in found if row.goal == goal]
        if any(row.outcome.met for row in own if row.line == NOTHING):
            yield f"{goal.id} is met when nobody moves"
        elif not any(row.outcome.met for row in own):
            yield f"{goal.id} is met by no line"


def table(found: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table: a goal with its criteria, then each line's values and moves."""
    for goal in dict.fromkeys(row.goal for row in found):
        yield f"  {goal.id}: {'; '.join(map(_asked, goal.criteria))}"
        for row in found:
            if row.goal == goal:
                values = "  ".join(f"{value:10.4g}" for value in row.outcome.values)
                met = "met" if row.outcome.met else "–"
                moves = "" if row.line in (NOTHING, *ENDS) else _moves(row.moves)
                yield f"    {row.line:<14}{values}  {met:<3}  {moves}".rstrip()


def _asked(criterion: Criterion) -> str:
    asked = f"≥ {criterion.at_least:g}" if criterion.at_least is not None else ""
    if criterion.at_most is not None:
        asked = f"≤ {criterion.at_most:g}"
    return f"{criterion.indicator} {asked} in {criterion.month or 'the last month'}"


def _moves(line: Line) -> str:
    return " | ".join(
        " ".join(f"{lever}={value:g}" for lever, value in decided.items()) for decided in line
    )


def main(paths: Sequence[Path]) -> int:
    """Print the table of these exercises, and return the exit code."""
    wrong = []
    for path in paths:
        exercise = read_exercise_file(path, shipped())
        found = list(rows(exercise))
        say(f"{exercise.id}: {len(exercise.goals)} goals, {len(exercise.rounds)} rounds")
        say(*table(found))
        wrong += [f"{exercise.id}: {fault}" for fault in faults(found)]
    say(*wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main([Path(each) for each in sys.argv[1:]] or exercise_files()))
