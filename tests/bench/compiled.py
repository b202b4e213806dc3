"""The live picture's program written out as C: what the machine is measured against.

Any C compiler called `cc` will do. Written member by member it is scalar code, which no compiler
turns into vectors; written instruction by instruction, with the C library's vector functions, it
is about the limit of one thread.
"""

import ctypes
import math
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.engine.machine.bytecode import OPERATIONS, PAIRS, STOP, Code, letters
from desktop.engine.machine.feed import Feed

Array = NDArray[Any]

COMPILER = "cc"
FLAGS = ("-O3", "-march=native", "-ffast-math", "-fopenmp-simd", "-shared", "-fPIC")
"""Members side by side in vector registers, also through exp and log; last bits may differ."""
BLOCK = 128
_REAL = {
    "float64": ("-Dreal=double",),
    "float32": ("-Dreal=float", "-fsingle-precision-constant"),
}
_WRITTEN = {
    "fill": "{}",
    "copy": "{}",
    "sqrt": "sqrt({})",
    "abs": "fabs({})",
    "exp": "exp({})",
    "ln": "log({})",
    "add": "({} + {})",
    "subtract": "({} - {})",
    "multiply": "({} * {})",
    "divide": "({} / {})",
    "min": "fmin({}, {})",
    "max": "fmax({}, {})",
    "less": "({} < {})",
    "less_equal": "({} <= {})",
    "equal": "({} == {})",
    "not_equal": "({} != {})",
    "weigh": "({1} != 0 ? {0} * {1} : 0)",
    "clip": "fmin(fmax({}, {}), {})",
    "if": "({} != 0 ? {} : {})",
    "relax": "({0} + ({1} - {0}) * {2})",
    "from": "({1} - {0})",
}
_PAIRED = {name: pair for pair, name in PAIRS.items()}


def written(name: str, operands: list[str]) -> str:
    """Return an operation as C."""
    if name in _PAIRED:
        first, second = _PAIRED[name]
        one, rest = written(first, operands[:2]), operands[2:]
        if second == "relax_vv":
            return written(second, [rest[0], one, rest[1]])
        return written(second, [one, *rest])
    if len(operands) == 4:
        state, follows, rise, fall = operands
        speed = f"({follows} > {state} ? {rise} : {fall})"
        return _WRITTEN["relax"].format(state, follows, speed)
    return _WRITTEN[name.rpartition("_")[0]].format(*operands)


class WrittenLoop:
    """Compile a program into a folder; raise OSError without a compiler."""

    def __init__(self, code: Code, dtype: Any, folder: Path, *, vectors: bool) -> None:
        self._code = code
        self._dtype = np.dtype(dtype)
        kind = "vector" if vectors else "scalar"
        file, library = folder / f"{kind}.c", folder / f"{kind}.so"
        file.write_text(_text(code, vectors=vectors), encoding="utf-8")
        flags = (*FLAGS, *_REAL[self._dtype.name])
        subprocess.run([COMPILER, *flags, "-o", library, file, "-lmvec", "-lm"], check=True)
        self._run = ctypes.CDLL(str(library)).run

    def prepared(self, feed: Feed) -> Callable[[], Array]:
        """Return what steps all months, (TIME, RESULT, MEMBER), over and over; plain lines."""
        out = np.full((feed.months, len(self._code.results), feed.width), np.nan)
        out = out.astype(self._dtype)
        fed = [each.astype(self._dtype) for each in feed.driver if each is not None]
        driver = np.stack(fed, axis=1)
        arrays = (out, feed.constant, driver, feed.path)
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in arrays]

        def run(held: tuple[Array, ...] = arrays) -> Array:
            # The pointers live as long as the arrays, which this keeps.
            assert held
            self._run(*pointers, ctypes.c_long(feed.months), ctypes.c_long(out.shape[2]))
            return out

        return run


def _text(code: Code, *, vectors: bool) -> str:
    own = 2 * len(code.states) + code.work
    fed, made = own + len(code.constants), own + len(code.constants) + len(code.drivers)
    numbers = len(code.numbers)

    def operand(kind: str, place: int) -> str:
        if kind == "v":
            return f"r[{place}][i]"
        if place >= numbers:
            return f"path[{place - numbers}]"
        value = code.numbers[place]
        return repr(value) if math.isfinite(value) else f"{'-' if value < 0 else ''}MOST"

    each = '_Pragma("omp simd") for (int i = 0; i < B; i++) ' if vectors else ""
    months = []
    for program in (code.even, code.odd):
        lines = []
        for operation, target, *places in program.tolist():
            if operation != STOP:
                name = OPERATIONS[operation]
                operands = [operand(k, p) for k, p in zip(letters(name), places, strict=False)]
                lines.append(f"{each}r[{target}][i] = {written(name, operands)};")
        months.append("\n".join(lines))
    copied = "for (int i = 0; i < B; i++)"
    starts = "\n".join(
        f"{copied} r[{state}][i] = r[{own + start}][i];"
        for state, start in enumerate(code.starts.tolist())
    )
    return f"""#include <math.h>
#define exp(x) (sizeof(real) == 4 ? expf(x) : exp(x))
#define log(x) (sizeof(real) == 4 ? logf(x) : log(x))
#define MOST 3e38
#define B {BLOCK if vectors else 1}
static real r[{code.rows}][B];
static void even(const real *path) {{ {"" if vectors else "const int i = 0;"}
{months[0]}
}}
static void odd(const real *path) {{ {"" if vectors else "const int i = 0;"}
{months[1]}
}}
void run(real *out, const real *constant, const real *driver, const real *paths, long months,
         long pitch) {{
    for (long m = 0; m + B <= pitch; m += B) {{
        for (int k = 0; k < {fed - own}; k++)
            {copied} r[{own} + k][i] = constant[k * pitch + m + i];
        {starts}
        for (long t = 0; t < months; t++) {{
            for (int k = 0; k < {made - fed}; k++)
                {copied} r[{fed} + k][i] = driver[(t * {made - fed} + k) * pitch + m + i];
            const real *path = paths + t * {len(code.paths) + len(code.pushes)};
            if (t % 2) odd(path); else even(path);
            for (int k = 0; k < {code.rows - made}; k++)
                {copied} out[(t * {code.rows - made} + k) * pitch + m + i] = r[{made} + k][i];
        }}
    }}
}}
"""
