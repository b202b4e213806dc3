"""Feeds the programs of a run with parameters, drivers and a policy's paths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from desktop.engine.compile.stages import Stages
from desktop.engine.machine.bytecode import Code
from desktop.engine.machine.executor import execute
from desktop.engine.machine.feed import Array, Feed, padded

Impulses = Mapping[str, Mapping[int, float]]
"""Stock id → step at whose end it shows → size."""


@dataclass(frozen=True, slots=True)
class Line:
    """Say how a result is drawn."""

    scale: float = 1.0
    twelve_months: bool = False
    """Draw the mean of twelve months."""
    before: Array | None = None
    """Single months up to the first, (12, 1), in the line's unit; None where they are unknown."""


_DOUBLE: np.dtype[Any] = np.dtype(np.float64)

Lines = Mapping[int, Line]
"""Number of a result → how it is drawn."""


def as_they_are(results: int) -> Lines:
    """Return the lines of so many results, all as they are."""
    return dict.fromkeys(range(results), Line())


class Workspace:
    """Run the programs of some members; what the draws alone decide is worked out once."""

    def __init__(self, stages: Stages, rows: int, members: int, dtype: DTypeLike) -> None:
        self._stages = stages
        self._rows = rows
        self._members = members
        self._dtype: np.dtype[Any] = np.dtype(dtype)
        self._code = stages.exact if self._dtype == _DOUBLE else stages.members
        self._parameters: dict[int, Array] = {}
        """Node → (1 or MEMBER,), of what is the same in every month."""
        self._paths: dict[int, Array] = {}
        """Node → (TIME,) or (TIME, MEMBER)."""
        self._constant = np.zeros((0, 0), self._dtype)
        self._driver: Sequence[Array | None] = ()

    @np.errstate(all="ignore")
    def prepare(self, inputs: Mapping[str, Array]) -> None:
        """Work out all that no policy decides.

        `inputs` are the parameters, (1 or MEMBER,), and the drivers' paths, (TIME,) or
        (TIME, MEMBER).
        """
        stages, code, members = self._stages, self._code, self._members
        apart = [] if code is stages.exact else [stages.drivers]
        self._parameters, self._paths = {}, {}
        for each in (stages.constants, stages.calendar, *apart, stages.paths, code):
            self._take(each, inputs)
        made = self._run(stages.constants, 1, members, _DOUBLE, {})
        for place, node in enumerate(stages.constants.results):
            self._parameters[node.index] = made[0, place, :members]
        self._keep_paths(stages.calendar, {})
        if apart:
            made = self._run(stages.drivers, self._rows, members, self._dtype, {})
            self._driver = list(made.transpose(1, 0, 2))
        else:
            self._driver = self._drivers(code, self._rows, members, self._dtype)
        self._constant = self._constants(code, members, self._dtype)
        # Two megabytes, of which a run's own stage needs next to nothing.
        self._parameters = {
            node.index: self._parameters[node.index].copy()
            for node in stages.paths.constants
            if node.kind != "number"
        }

    def _take(self, code: Code, inputs: Mapping[str, Array]) -> None:
        """Keep the inputs that a program uses."""
        for node in (*code.constants, *code.drivers, *code.paths):
            if node.kind == "input" and node.name in inputs:
                known = self._parameters if node.phase.constant else self._paths
                known[node.index] = inputs[node.name]

    @np.errstate(all="ignore")
    def run(
        self,
        paths: Mapping[str, Array],
        impulses: Impulses,
        lines: Lines,
        rows: int | None = None,
    ) -> tuple[Array, bool]:
        """Work out all that the policy decides: `paths` are (TIME,).

        Return the lines in their order, (TIME, LINE, MEMBER), the first `rows` of them or all, and
        whether they are finite.
        """
        stages, code, members = self._stages, self._code, self._members
        for each in (stages.paths, code):
            self._take(each, paths)
        self._keep_paths(stages.paths, impulses)
        path = self._path(code, self._rows, self._dtype, impulses)[:rows]
        driver = self._driver
        if code is not stages.exact:
            code, read = stages.moving(lines)
            driver = [each if wanted else None for each, wanted in zip(driver, read, strict=True)]
        made, finite = self._execute(code, self._constant, driver, path, lines)
        found = made[:, :, :members]
        # A view, but where much room without members would go with it.
        return found if 2 * members > made.shape[2] else found.copy(), finite

    def _keep_paths(self, code: Code, impulses: Impulses) -> None:
        """Work out paths that all members share, and keep them for the programs they feed."""
        made = self._run(code, self._rows, 1, _DOUBLE, impulses)[:, :, 0].T.copy()
        self._paths |= zip((node.index for node in code.results), made, strict=True)

    def _run(
        self, code: Code, months: int, members: int, dtype: np.dtype[Any], impulses: Impulses
    ) -> Array:
        """Run a stage and return its results as they are, with padding."""
        driver = self._drivers(code, months, members, dtype)
        constant = self._constants(code, members, dtype)
        path = self._path(code, months, dtype, impulses)
        return self._execute(code, constant, driver, path, as_they_are(len(code.results)))[0]

    def _execute(
        self,
        code: Code,
        constant: Array,
        driver: Sequence[Array | None],
        path: Array,
        lines: Lines,
    ) -> tuple[Array, bool]:
        count, dtype = len(code.results), constant.dtype
        places, twelve = np.full(count, -1, np.int32), np.zeros(count, np.int32)
        scale, before = np.ones(count, dtype), np.full((count, 12), np.nan, dtype)
        for row, (number, line) in enumerate(lines.items()):
            places[number], scale[number], twelve[number] = row, line.scale, line.twelve_months
            if line.before is not None:
                before[number] = line.before[:, 0] / 12.0
        months = len(path)
        return execute(code, Feed(months, constant, driver, path, places, scale, twelve, before))

    def _drivers(
        self, code: Code, months: int, members: int, dtype: np.dtype[Any]
    ) -> Sequence[Array]:
        """Return a program's drivers, (TIME, MEMBER) with padding: what is so already, as it is."""
        width = padded(members, dtype)
        paths = [self._paths[node.index] for node in code.drivers]
        kinds = (dtype, np.dtype(np.float32))
        if members == width and all(path.ndim == 2 and path.dtype in kinds for path in paths):
            return paths
        if members == 1:
            return list(np.array(paths, dtype).repeat(width).reshape(-1, months, width))
        driver = np.empty((len(paths), months, width), dtype)
        for row, path in zip(driver, paths, strict=True):
            row[:, :members] = path if path.ndim == 2 else path[:, np.newaxis]
        driver[:, :, members:] = driver[:, :, members - 1 : members]
        return list(driver)

    def _constants(self, code: Code, members: int, dtype: np.dtype[Any]) -> Array:
        constant = np.empty((len(code.constants), padded(members, dtype)), dtype)
        for row, node in zip(constant, code.constants, strict=True):
            known = node.kind != "number"
            row[:members] = self._parameters[node.index][:members] if known else node.value
            row[members:] = row[members - 1]
        return constant

    def _path(
        self, code: Code, months: int, dtype: np.dtype[Any], impulses: Impulses
    ) -> NDArray[Any]:
        path = np.zeros((months, len(code.paths) + len(code.pushes)), dtype)
        path[:, : len(code.paths)] = np.array([self._paths[node.index] for node in code.paths]).T
        for place, stock in enumerate(code.pushes, start=len(code.paths)):
            for step, size in impulses.get(stock, {}).items():
                # What shows at a step's end is pushed on the way there.
                path[step - 1, place] += size
        return path
