"""A model made ready to run: checked, ordered, and laid out over arrays."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.model.model import Model, Shape
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.equations import Equations, read_equations
from desktop.engine.compile.graph import Graph, build_graph
from desktop.engine.compile.phases import in_force
from desktop.engine.compile.stages import Stages
from desktop.engine.ensemble.draws import Draws, draw
from desktop.engine.ensemble.paths import calendar_paths, forces
from desktop.engine.ensemble.sampling import Floats
from desktop.engine.results.trailing_mean import observed_year
from desktop.engine.run.workspace import Workspace

IDLE = 3
"""Workspaces and draws kept for the next run: the live picture, the exact one, the central one."""
PROGRAMS = 4
"""Programs kept, for one takes as long to make as several runs: all indicators, every variable, and
these with hidden states."""

BLOCK = 10_000
"""Members whose drivers are kept for the next run; of more, one block after another runs."""

Key = TypeVar("Key")
Value = TypeVar("Value")
Members = tuple[Draws, int, int]
"""Draws, with the first of their members that run and the one after the last."""


@dataclass(eq=False, slots=True)
class PreparedRun:
    """Hold the arrays of a run, and the members that parameters and drivers stand for in them."""

    kind: tuple[str, int]
    """Of number, and how many members."""
    workspace: Workspace
    members: Members | None = None


class Program:
    """Run what some variables need; safe to use from several threads.

    In a folded one certain parameters are numbers, which are worked out with their neighbors in
    advance. Otherwise they come from the draws like any other: values then differ in the last bits.
    """

    def __init__(
        self, compiled: "CompiledModel", targets: tuple[str, ...], *, folded: bool
    ) -> None:
        self._compiled = compiled
        equations = compiled.equations
        if not folded:
            equations = replace(equations, certain={})
        model = compiled.model
        self.graph: Graph = build_graph(equations, targets, model.lookups)
        self._stages = Stages(
            self.graph,
            [self.graph.variables[name] for name in targets],
            frozenset(each.target for each in model.effects if each.shape is Shape.IMPULSE),
        )
        self._idle: list[PreparedRun] = []
        self._lock = threading.Lock()

    @contextmanager
    def prepared(
        self, draws: Draws, dtype: np.dtype[Any], part: slice = slice(None)
    ) -> Iterator[PreparedRun]:
        """Lend a workspace whose parameters and drivers are those of some of the members."""
        first, last, _ = part.indices(draws.members)
        wanted = (draws, first, last)
        run = self._take((dtype.str, last - first), wanted)
        if run.members != wanted:
            run.members = None
            inputs = {**draws.parameters, **draws.noises, **self._compiled.calendar}
            for name, values in draws.parameters.items():
                if len(values) > 1:
                    inputs[name] = values[part]
            for name, path in draws.noises.items():
                if path.ndim == 2:
                    inputs[name] = path[:, part]
            run.workspace.prepare(inputs)
            run.members = wanted
        try:
            yield run
        finally:
            with self._lock:
                self._idle.append(run)
                del self._idle[:-IDLE]

    def _take(self, kind: tuple[str, int], members: Members) -> PreparedRun:
        with self._lock:
            fitting = [run for run in self._idle if run.kind == kind]
            for run in sorted(fitting, key=lambda run: run.members != members):
                self._idle.remove(run)
                return run
        rows = self._compiled.model.clock.steps + 1
        return PreparedRun(kind, Workspace(self._stages, rows, members=kind[1], dtype=kind[0]))


class CompiledModel:
    """Hold a checked model with its programs and draws; every run of it goes through here."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.equations: Equations = read_equations(model)
        self._programs: dict[tuple[tuple[str, ...], bool], Program] = {}
        self._draws: dict[tuple[EnsembleChoice, Assumptions], Draws] = {}
        self._lock = threading.Lock()

    @cached_property
    def observed(self) -> Mapping[str, Floats | None]:
        """Return what precedes each indicator's line, (12, 1) in its unit, oldest month first.

        None where the line is no twelve-month mean, or its series does not hold all twelve.
        """
        series = {**self.model.series, **self.model.own}
        return {
            line.id: observed_year(
                line, None if line.series is None else series[line.series], self.model.clock
            )
            for line in self.model.indicators.values()
        }

    @cached_property
    def drawn(self) -> tuple[str, ...]:
        """Name the variables that the indicators' lines are drawn from."""
        return tuple(line.variable for line in self.model.indicators.values())

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """Name everything a run can give back: stocks, auxiliaries, and the paths they feel."""
        model = self.model
        return (
            *model.stocks,
            *model.auxiliaries,
            *(in_force(lever) for lever in model.forces),
            *model.noises,
            *model.pulses,
            *model.recorded,
            *model.channels,
        )

    @cached_property
    def calendar(self) -> Mapping[str, Floats]:
        """Return the paths that neither draws nor policy change, (TIME,) in the model's units."""
        return calendar_paths(self.model)

    @cached_property
    def status_quo_forces(self) -> Mapping[str, Floats]:
        """Return every lever's force where nobody sets it, by the name equations use, (TIME,)."""
        return forces(self.model, STATUS_QUO)

    def program(self, targets: Sequence[str], draws: Draws | None = None) -> Program:
        """Return the program that works out these variables and what they need.

        With draws, that which runs them: another where they move a parameter that is certain.
        Raise ValueError where they are of another model.
        """
        names = tuple(targets)
        key = (names, draws is None or not self._moves_certain(draws))
        with self._lock:
            return _kept(self._programs, PROGRAMS, key, lambda: Program(self, names, folded=key[1]))

    def draws(self, choice: EnsembleChoice, assumptions: Assumptions = NEUTRAL) -> Draws:
        """Return the draws of a choice, made once and kept for the next runs.

        Raise what `draw` raises.
        """

        def drawn() -> Draws:
            alike = (each.noises for each in self._draws.values() if each.choice == choice)
            return draw(self.model, choice, assumptions, noises=next(alike, None))

        with self._lock:
            return _kept(self._draws, IDLE, (choice, assumptions), drawn)

    def _moves_certain(self, draws: Draws) -> bool:
        """Say whether draws have another value for a parameter that is a number of the programs."""
        model, rows = self.model, self.model.clock.steps + 1
        if (
            draws.parameters.keys() != model.parameters.keys()
            or draws.noises.keys() != model.noises.keys()
            or any(len(path) != rows for path in draws.noises.values())
        ):
            message = "these draws are of another model"
            raise ValueError(message)
        return any(
            draws.parameters[name][0] != value for name, value in self.equations.certain.items()
        )


def _kept(cache: dict[Key, Value], most: int, key: Key, make: Callable[[], Value]) -> Value:
    """Return what a cache has, made if it must be; what nobody asked for longest is dropped."""
    found = cache.pop(key, None)
    cache[key] = make() if found is None else found
    while len(cache) > most:
        del cache[next(iter(cache))]
    return cache[key]


def compile_model(model: Model) -> CompiledModel:
    """Check a model and make it ready to run.

    Raise ModelFileError naming table, key and reason; whoever read the files adds the file.
    """
    compiled = CompiledModel(model)
    compiled.program(compiled.drawn)
    return compiled
