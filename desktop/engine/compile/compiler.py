"""A model made ready to run: checked, ordered, and laid out over arrays."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.model.model import Model
from desktop.engine.compile.equations import Equations, read_equations
from desktop.engine.compile.graph import Graph, build_graph
from desktop.engine.compile.phases import in_force
from desktop.engine.compile.schedule import Schedule, make_schedule
from desktop.engine.ensemble.paths import calendar_paths
from desktop.engine.ensemble.sampling import Floats, noise_paths, parameter_values
from desktop.engine.results.trailing_mean import TrailingMean, observed_year
from desktop.engine.run.workspace import Workspace

IDLE = 3
"""Workspaces kept for the next run: the live picture, the exact one, the central one."""


BLOCK = 1000
"""Members that run at once; of more, one block after another does, in the same arrays."""

Members = tuple[EnsembleChoice, Assumptions]
"""What decides every input of a run that no policy decides."""


@dataclass(slots=True)
class PreparedRun:
    """Hold the arrays of a run, and the members their drivers stand for."""

    workspace: Workspace
    lines: TrailingMean
    members: tuple[Members, int, int] | None = None
    """With the first of them and the one after the last."""


class Program:
    """Run what some variables need; safe to use from several threads."""

    def __init__(self, compiled: "CompiledModel", targets: tuple[str, ...]) -> None:
        self._compiled = compiled
        self.graph: Graph = build_graph(compiled.equations, targets)
        self.schedule: Schedule = make_schedule(self.graph, targets)
        self._idle: list[tuple[tuple[str, int], PreparedRun]] = []
        self._lock = threading.Lock()

    @contextmanager
    def prepared(
        self, request: RunRequest, dtype: np.dtype[Any], part: slice | None = None
    ) -> Iterator[PreparedRun]:
        """Lend a workspace whose parameters and drivers are those that the request asks for.

        With `part`, those of some of its members only.
        """
        members: Members = (request.ensemble, request.assumptions)
        first, last, _ = (part or slice(None)).indices(max(1, request.ensemble.members))
        key, wanted = (dtype.str, last - first), (members, first, last)
        laid = self._take(key, wanted)
        if laid.members != wanted:
            laid.members = None
            inputs = self._compiled.ensemble_inputs(*members)
            parameters = self._compiled.model.parameters
            if part is not None:
                inputs = {
                    name: values[..., part]
                    if values.ndim == 2 or (name in parameters and len(values) > 1)
                    else values
                    for name, values in inputs.items()
                }
            laid.workspace.prepare(inputs)
            laid.members = wanted
        try:
            yield laid
        finally:
            with self._lock:
                self._idle.append((key, laid))
                del self._idle[:-IDLE]

    def _take(self, key: tuple[str, int], members: tuple[Members, int, int]) -> PreparedRun:
        with self._lock:
            fitting = [entry for entry in self._idle if entry[0] == key]
            same = [entry for entry in fitting if entry[1].members == members]
            for entry in (*same, *fitting):
                self._idle.remove(entry)
                return entry[1]
        model = self._compiled.model
        rows = model.clock.steps + 1
        dtype = np.dtype(key[0])
        workspace = Workspace(self.schedule, model.lookups, rows, key[1], dtype)
        return PreparedRun(workspace, TrailingMean(rows, key[1], dtype))


class CompiledModel:
    """Hold a checked model with its programs and draws; every run of it goes through here."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.equations: Equations = read_equations(model)
        self._programs: OrderedDict[tuple[str, ...], Program] = OrderedDict()
        self._inputs: OrderedDict[Members, Mapping[str, Floats]] = OrderedDict()
        self._noises: OrderedDict[EnsembleChoice, Mapping[str, Floats]] = OrderedDict()
        self._lock = threading.Lock()

    @cached_property
    def observed(self) -> Mapping[str, Floats | None]:
        """Return what precedes each indicator's line, where it is a twelve-month mean."""
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

    def program(self, targets: Sequence[str]) -> Program:
        """Return the program that works out these variables and what they need."""
        key = tuple(dict.fromkeys(targets))
        with self._lock:
            program = self._programs.get(key)
            if program is None:
                program = self._programs[key] = Program(self, key)
            self._programs.move_to_end(key)
            while len(self._programs) > IDLE:
                self._programs.popitem(last=False)
            return program

    def ensemble_inputs(
        self, ensemble: EnsembleChoice, assumptions: Assumptions = NEUTRAL
    ) -> Mapping[str, Floats]:
        """Return parameters and drivers of an ensemble; drawn once and kept for the next runs."""
        key = (ensemble, assumptions)
        with self._lock:
            inputs = self._inputs.get(key)
            if inputs is None:
                inputs = {
                    **parameter_values(self.model, ensemble, assumptions),
                    **self._noise(ensemble),
                    **calendar_paths(self.model),
                }
                for values in inputs.values():
                    values.flags.writeable = False
                self._inputs[key] = inputs
            self._inputs.move_to_end(key)
            while len(self._inputs) > IDLE:
                self._inputs.popitem(last=False)
            return inputs

    def _noise(self, ensemble: EnsembleChoice) -> Mapping[str, Floats]:
        """Return the noises of an ensemble, one copy for all assumptions."""
        found = self._noises.get(ensemble)
        if found is None:
            found = self._noises[ensemble] = noise_paths(self.model, ensemble)
        self._noises.move_to_end(ensemble)
        while len(self._noises) > IDLE:
            self._noises.popitem(last=False)
        return found


def compile_model(model: Model) -> CompiledModel:
    """Check a model and make it ready to run.

    Raise ModelFileError naming table, key and reason; whoever read the files adds the file.
    """
    compiled = CompiledModel(model)
    compiled.program(compiled.drawn)
    build_graph(compiled.equations, compiled.variables)
    return compiled
