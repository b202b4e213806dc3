"""Natural experiments run in the model: what it says was done, beside what the record says."""

import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.experiment import Experiment, InputSelection, Measure, Window
from desktop.domain.historical_record import Past
from desktop.domain.history import Series
from desktop.domain.indicator import Change
from desktop.domain.model.model import Model
from desktop.domain.policy import PlannedEvent, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.results.projection import FloatArray
from desktop.engine.run.project import variables
from desktop.modelfiles.experiments import read_experiments
from desktop.modelfiles.historical_record import with_record
from desktop.modelfiles.read import read_model, read_record
from desktop.modelfiles.resources import RESOURCES

MEMBERS = 400


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold the model's answer to one measure, in its change's unit, beside the record."""

    measure: Measure
    low: float
    """5th percentile of the paired differences."""
    median: float
    high: float
    """95th percentile."""
    recorded: float | None
    """Change of the series itself, from the months before to the window, where there is one."""

    @property
    def agrees(self) -> bool:
        """Say whether the model's range and the one the studies allow have a part in common."""
        return self.low <= self.measure.high and self.high >= self.measure.low

    @property
    def apart(self) -> float:
        """Return how far the studies' middle lies outside the range, in widths of their own."""
        middle = self.measure.central
        beyond = max(self.low - middle, middle - self.high, 0.0)
        return beyond / (self.measure.high - self.measure.low) if beyond else 0.0


@dataclass(frozen=True, slots=True)
class ExperimentResult:
    """Hold one experiment and the model's answers to its measures."""

    experiment: Experiment
    ensemble: Month | None
    """Origin of the ensemble it was run with, or None where the evidence alone spoke."""
    answers: tuple[Answer, ...]

    @property
    def apart(self) -> float:
        """Return how far the answer is apart that is furthest."""
        return max(answer.apart for answer in self.answers)


def run_experiments(
    folder: Path = RESOURCES, *, members: int = MEMBERS, past: Past | None = None
) -> tuple[ExperimentResult, ...]:
    """Run every experiment from its vantage, given the whole record of levers and drivers.

    In one run the levers named follow their record, in its rival each stands still from the month
    in which it is first said to move; an event alone is held against a run in which they stand
    still too. Both share members and noise.
    """
    record = past or read_record(folder)
    known = read_experiments(read_model(folder, calibrated=False), folder)
    return tuple(_result(each, folder, record, members) for each in known)


def _result(experiment: Experiment, folder: Path, record: Past, members: int) -> ExperimentResult:
    last = max(measure.window.last for measure in experiment.measures)
    steps = max(12, last.minus(experiment.vantage))
    model = read_model(folder, experiment.vantage, experiment.vantage.plus(steps))
    following = with_record(model, record)
    still = replace(following, status_quo={**following.status_quo, **_held(experiment, following)})
    choice = EnsembleChoice(members=members)

    def run(given_model: Model, events: tuple[PlannedEvent, ...] = ()) -> dict[str, FloatArray]:
        compiled = compile_model(given_model)
        return variables(compiled, Policy(events=events), compiled.draws(choice))

    rival = run(still)
    runs = {
        InputSelection.SETTINGS: lambda: run(following),
        InputSelection.EVENTS: lambda: run(still, experiment.events),
        InputSelection.BOTH: lambda: run(following, experiment.events),
    }
    asked = dict.fromkeys(measure.given for measure in experiment.measures)
    made = {given: runs[given]() for given in asked}
    answers = tuple(
        _answer(measure, model, made[measure.given], rival, record)
        for measure in experiment.measures
    )
    ensemble = model.calibrated
    return ExperimentResult(experiment, None if ensemble is None else ensemble.origin, answers)


def _held(experiment: Experiment, following: Model) -> dict[str, tuple[float, ...]]:
    """Return the path of each lever named, still from the first month in which it moves."""
    begun = {move.lever: move.month for move in reversed(experiment.moves)}
    held: dict[str, tuple[float, ...]] = {}
    for lever, month in begun.items():
        path = following.status_quo[lever]
        before = (following.levers[lever].default, *path)[: month.minus(experiment.vantage)]
        held[lever] = (*before[1:], *(before[-1],) * (len(path) - len(before) + 1))
    return held


def _answer(
    measure: Measure,
    model: Model,
    moved: dict[str, FloatArray],
    untouched: dict[str, FloatArray],
    record: Past,
) -> Answer:
    first = model.clock.step(measure.window.first)
    last = model.clock.step(measure.window.last)
    with_it, without = (
        run[measure.variable][first : last + 1].mean(axis=0) for run in (moved, untouched)
    )
    differences = with_it - without
    if measure.change is Change.PERCENT:
        differences = 100.0 * differences / without
    low, median, high = (float(value) for value in np.percentile(differences, (5, 50, 95)))
    recorded = None
    if measure.series is not None:
        recorded = recorded_change(record.series[measure.series], measure)
    return Answer(measure, low, median, high, recorded)


def recorded_change(series: Series, measure: Measure) -> float | None:
    """Return how a series changed from the months before to the window, or None without both."""
    before, after = (_mean(series, window) for window in (measure.before, measure.window))
    if before is None or after is None:
        return None
    return 100.0 * (after / before - 1.0) if measure.change is Change.PERCENT else after - before


def _mean(series: Series, window: Window) -> float | None:
    months, values = series.raw_months, series.raw_values
    if not months:
        months, values = series.months, series.values
    found = [
        value
        for month, value in zip(months, values, strict=True)
        if window.first <= month <= window.last
    ]
    return math.fsum(found) / len(found) if found else None
