"""The engine's own operations as one loop in C: the practical limit of one thread.

Any C compiler called `cc` will do; no package is needed. What the
engine works out once an ensemble (parameters, drivers) is handed over ready, as the engine itself
keeps it; events are left out.
"""

import ctypes
import itertools
import math
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from desktop.engine.compile.schedule import LEAVES, Schedule
from numpy.typing import DTypeLike, NDArray

from desktop.domain.ensemble import RunRequest
from desktop.domain.model.model import LookupTable
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.compile.graph import Node, StateNodes
from desktop.engine.compile.phases import Phase
from desktop.engine.ensemble.paths import channels, forces
from desktop.engine.run.kernels import KERNELS
from desktop.engine.run.workspace import Workspace

Array = NDArray[Any]

COMPILER = "cc"
# Members side by side in vector registers, also through exp, log and pow; last bits may differ.
FLAGS = ("-O3", "-march=native", "-ffast-math", "-fopenmp-simd", "-shared", "-fPIC")

_REAL = {
    "float64": ("-Dreal=double",),
    "float32": ("-Dreal=float", "-fsingle-precision-constant"),
}

_WRITTEN = {
    "add": "{} + {}",
    "subtract": "{} - {}",
    "multiply": "{} * {}",
    "divide": "{} / {}",
    "power": "pow({}, {})",
    "negate": "-{}",
    "square": "{0} * {0}",
    "sqrt": "sqrt({})",
    "exp": "exp({})",
    "ln": "log({})",
    "abs": "fabs({})",
    "min": "({0} < {1} ? {0} : {1})",
    "max": "({0} > {1} ? {0} : {1})",
    "if": "({0} ? {1} : {2})",
    "less": "{} < {}",
    "less_equal": "{} <= {}",
    "greater": "{} > {}",
    "greater_equal": "{} >= {}",
    "equal": "{} == {}",
    "not_equal": "{} != {}",
    "and": "{} & {}",
    "or": "{} | {}",
    "not": "!{}",
}


class CompiledLoop:
    """Compile what the indicators need into a folder; raise OSError without a compiler."""

    def __init__(self, compiled: CompiledModel, dtype: DTypeLike, folder: Path) -> None:
        self._dtype = np.dtype(dtype)
        self._compiled = compiled
        self._targets = compiled.drawn
        self._program = compiled.program(self._targets)
        graph = self._program.graph
        source = _Source(self._program.schedule, graph.states.values(), compiled.model.lookups)
        text, self._inputs = source.text([graph.variables[name] for name in self._targets])
        file, library = folder / "loop.c", folder / "loop.so"
        file.write_text(text, encoding="utf-8")
        flags = (*FLAGS, *_REAL[self._dtype.name])
        subprocess.run([COMPILER, *flags, "-o", library, file, "-lm"], check=True)
        self._loop = ctypes.CDLL(str(library)).loop

    def prepared(self, request: RunRequest) -> Callable[[], Array]:
        """Return what steps all months of an ensemble, (TIME, VARIABLE, MEMBER), over and over."""
        model = self._compiled.model
        rows, members = model.clock.steps + 1, max(1, request.ensemble.members)
        workspace = Workspace(self._program.schedule, model.lookups, rows, members, self._dtype)
        with np.errstate(all="ignore"):
            draws = self._compiled.draws(request.ensemble)
            workspace.prepare({**draws.parameters, **draws.noises, **self._compiled.calendar})
            workspace.run({**forces(model, request.policy), **channels(model, ())}, {})
        arrays = [np.ascontiguousarray(workspace.values(node)) for node in self._inputs]
        out = np.full((rows, len(self._targets), members), np.nan, self._dtype)
        pointers = (ctypes.c_void_p * len(arrays))(*(array.ctypes.data for array in arrays))
        outlet = ctypes.c_void_p(out.ctypes.data)

        def run(held: Sequence[Array] = arrays) -> Array:
            # The pointers live as long as the arrays, which this keeps.
            assert held
            self._loop(outlet, pointers, ctypes.c_long(rows), ctypes.c_long(members))
            return out

        return run


class _Source:
    """Write the loop: first what all members share, then month by month all members."""

    def __init__(
        self,
        schedule: Schedule,
        states: Iterable[StateNodes],
        tables: Mapping[str, LookupTable],
    ) -> None:
        blocks = [block for block in schedule.blocks if block.phase > Phase.PER_MEMBER_DRIVER]
        wanted = {state.node.index for block in blocks for state in block.states}
        moving = [state for state in states if state.node.index in wanted]
        self._per_member = [state for state in moving if state.node.phase.per_member]
        self._common = [state for state in moving if not state.node.phase.per_member]
        nodes = {
            node.index: node
            for block in blocks
            for part in (block.before, block.inside, block.after)
            for node in part
        }
        self._nodes = [nodes[index] for index in sorted(nodes)]
        self._tables = tables
        self._inputs: dict[int, Node] = {}

    def text(self, targets: Sequence[Node]) -> tuple[str, list[Node]]:
        """Return the source, and the nodes whose arrays it works on."""
        common = [node for node in self._nodes if not node.phase.per_member]
        per_member = [node for node in self._nodes if node.phase.per_member]
        rows = self._rows(common, per_member, targets)
        head, body = self._common_months(common, rows)
        inner = [f"real n_{s.node.index} = s_{s.node.index}[m];" for s in self._per_member]
        inner += [self._defined(node, "t", "m") for node in per_member]
        inner += [
            f"o_{place}[m] = {self._used(node, 't', 'm')};" for place, node in enumerate(targets)
        ]
        inner += self._moves(self._per_member, "m")
        inner += [f"s_{s.node.index}[m] = next_{s.node.index};" for s in self._per_member]
        body += [
            f"real *s_{s.node.index} = malloc(members * sizeof(real));" for s in self._per_member
        ]
        body.append("for (long m = 0; m < members; m++) {")
        body += [
            f"s_{s.node.index}[m] = {self._used(s.start, '0', 'm')};" for s in self._per_member
        ]
        body += ["}", "for (long t = 0; t < rows; t++) {"]
        body += [f"const real n_{index} = row_{index}[t];" for index in rows]
        body += [
            f"real *restrict o_{place} = out + (t * {len(targets)} + {place}) * members;"
            for place in range(len(targets))
        ]
        body += [
            *self._month(),
            "#pragma omp simd",
            "for (long m = 0; m < members; m++) {",
            *inner,
            "}",
            "}",
        ]
        body += [f"free(s_{s.node.index});" for s in self._per_member]
        body += [f"free(row_{index});" for index in rows]
        used = [f"const real *a_{index} = in[{place}];" for place, index in enumerate(self._inputs)]
        lines = [
            "#include <tgmath.h>",
            "#include <stdlib.h>",
            "void loop(real *out, const real **in, long rows, long members) {",
            *used,
            *head,
            *body,
            "}",
        ]
        return "\n".join(lines) + "\n", list(self._inputs.values())

    def _rows(
        self, common: Sequence[Node], per_member: Sequence[Node], targets: Sequence[Node]
    ) -> list[int]:
        """Return what all members share and any of them uses: kept as a row of months."""
        used = [use for node in per_member for use in node.uses]
        used += [use for state in self._per_member for use in state.movers]
        used += targets
        made = {n.index for n in common} | {state.node.index for state in self._common}
        return sorted({use.index for use in used} & made)

    def _common_months(
        self, common: Sequence[Node], rows: Sequence[int]
    ) -> tuple[list[str], list[str]]:
        head = [f"real *row_{index} = malloc(rows * sizeof(real));" for index in rows]
        starts = [f"real s_{s.node.index} = {self._used(s.start, '0', '0')};" for s in self._common]
        month = [f"const real n_{s.node.index} = s_{s.node.index};" for s in self._common]
        month += [self._defined(node, "t", "0") for node in common]
        month += [f"row_{index}[t] = n_{index};" for index in rows]
        month += self._moves(self._common, "0")
        month += [f"s_{s.node.index} = next_{s.node.index};" for s in self._common]
        return head, [*starts, "for (long t = 0; t < rows; t++) {", *month, "}"]

    def _moves(self, states: Sequence[StateNodes], member: str) -> list[str]:
        """Write each state's next value; none is taken over before all are known."""
        lines = []
        for state in states:
            index = state.node.index
            if state.flow is not None:
                move = self._used(state.flow, "t", member)
            else:
                assert state.input is not None
                assert state.rise is not None
                gap = f"gap_{index}"
                lines.append(
                    f"const real {gap} = {self._used(state.input, 't', member)} - n_{index};"
                )
                rise = self._used(state.rise, "t", member)
                if state.fall is None:
                    move = f"{gap} * {rise}"
                else:
                    fall = self._used(state.fall, "t", member)
                    move = f"{gap} * ({gap} > 0.0 ? {rise} : {fall})"
            lines.append(f"real next_{index} = n_{index} + {move};")
            if state.bounds is not None:
                least, most = state.bounds
                for sign, end in (("<", least), (">", most)):
                    lines.append(
                        f"next_{index} = next_{index} {sign} {end!r} ? {end!r} : next_{index};"
                    )
        return lines

    def _defined(self, node: Node, time: str, member: str) -> str:
        uses = [self._used(use, time, member) for use in node.uses]
        if node.kind == "lookup":
            return f"const real n_{node.index} = {_piecewise(self._tables[node.name], uses[0])};"
        if node.kind == "clip":
            return f"const real n_{node.index} = {_cut(node, uses[0])};"
        kind = "int" if KERNELS[node.kind].logical else "real"
        return f"const {kind} n_{node.index} = {_WRITTEN[node.kind].format(*uses)};"

    def _used(self, node: Node, time: str, member: str) -> str:
        """Return a node's value: a number, a name of this month, or a place in an array."""
        if node.kind == "number":
            return f"({node.value!r})"
        made_here = node.kind == "state" or node.kind not in LEAVES
        if made_here and node.phase > Phase.PER_MEMBER_DRIVER:
            return f"n_{node.index}"
        self._inputs[node.index] = node
        row = "0" if node.phase.constant else time
        if member == "m" and time == "t":
            return f"r_{node.index}[m]" if node.phase.per_member else f"v_{node.index}"
        place = f"{row} * members + {member}" if node.phase.per_member else row
        return f"a_{node.index}[{place}]"

    def _month(self) -> list[str]:
        """Write what the inputs are in one month: plain rows and values."""
        lines = []
        for index, node in self._inputs.items():
            row = "0" if node.phase.constant else "t"
            if node.phase.per_member:
                lines.append(f"const real *restrict r_{index} = a_{index} + {row} * members;")
            else:
                lines.append(f"const real v_{index} = a_{index}[{row}];")
        return lines


def _cut(node: Node, x: str) -> str:
    """Write a cut, at the ends that are not endless."""
    _, low, high = (use.value for use in node.uses)
    least = x if math.isinf(low) else f"({x} > {low!r} ? {x} : {low!r})"
    return least if math.isinf(high) else f"fmin({least}, {high!r})"


def _piecewise(table: LookupTable, x: str) -> str:
    """Write a table without a branch: each piece adds what lies within it."""
    pieces = [f"({table.y[0]!r})"]
    points = zip(table.x, table.y, strict=True)
    for (x_0, y_0), (x_1, y_1) in itertools.pairwise(points):
        slope = (y_1 - y_0) / (x_1 - x_0)
        pieces.append(f"({slope!r}) * (fmin(fmax({x}, {x_0!r}), {x_1!r}) - ({x_0!r}))")
    return " + ".join(pieces)
