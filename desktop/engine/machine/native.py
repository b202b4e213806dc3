"""The compiled form of the machine: a library in C, which runs without the interpreter's lock."""

import ctypes
import os
import threading
from pathlib import Path

import numpy as np

from desktop.engine.machine.bytecode import OPERATIONS, Code
from desktop.engine.machine.feed import Array, Feed

LIBRARY = Path(__file__).with_name("machine.so")
BLOCK = 128
"""Members that go through all months together, so that their rows stay in the cache."""
BUILDS = ("SSE2", "AVX2", "AVX-512")


class _Run(ctypes.Structure):
    """`struct run` of machine.c."""

    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("even", "odd")),
        *((name, ctypes.c_int32) for name in ("months", "pitch", "states", "work", "constants")),
        *((name, ctypes.c_int32) for name in ("drivers", "results", "numbers", "paths")),
        *((name, ctypes.c_void_p) for name in ("starts", "constant", "driver", "number", "path")),
        *((name, ctypes.c_void_p) for name in ("result", "scale", "lines", "before")),
    )


class Library:
    """Hold a loaded library; raise OSError where it cannot be loaded or is of another version."""

    def __init__(self, path: Path = LIBRARY, build: int | None = None) -> None:
        self._library = ctypes.CDLL(str(path))
        name = self._library.machine_operation
        name.restype = ctypes.c_char_p
        words = [name(place) for place in range(len(OPERATIONS) + 1)]
        expected = [*(operation.encode() for operation in OPERATIONS), None]
        if words != expected or self._library.machine_run_size() != ctypes.sizeof(_Run):
            message = f"{path.name} is of another version"
            raise OSError(message)
        best = int(self._library.machine_best())
        self._build = best if build is None else min(build, best)

    @property
    def build(self) -> str:
        """Name the vectors it uses."""
        return BUILDS[self._build]

    def execute(self, code: Code, feed: Feed, threads: int | None = None) -> tuple[Array, bool]:
        """Return the results, (TIME, RESULT, MEMBER), and whether all of them are finite."""
        dtype = feed.constant.dtype
        width = max(feed.constant.shape[1], feed.driver.shape[2])
        number = np.array(code.numbers, dtype)
        result = np.empty((feed.months, len(code.results), width), dtype)
        run = _Run(
            *(array.ctypes.data for array in (code.even, code.odd)),
            *(feed.months, width, len(code.states), code.work, len(code.constants)),
            *(len(code.drivers), len(code.results), len(code.numbers), feed.path.shape[1]),
            *(a.ctypes.data for a in (code.starts, feed.constant, feed.driver, number, feed.path)),
            *(array.ctypes.data for array in (result, feed.scale, feed.lines, feed.before)),
        )
        rows = code.rows + 11 * int(feed.lines.sum())
        single = int(dtype == np.float32)

        offending: list[bool] = []

        def part(first: int, last: int) -> None:
            space = np.zeros((rows + 1) * BLOCK, dtype)
            # Vectors that begin where a line of the cache does are read at once.
            space = space[-space.ctypes.data % 64 // dtype.itemsize :]
            scalars = np.zeros(len(number) + feed.path.shape[1] + 1, dtype)
            places = (ctypes.c_void_p(array.ctypes.data) for array in (space, scalars))
            run_it = self._library.machine_run
            offending.append(run_it(self._build, single, ctypes.byref(run), first, last, *places))

        blocks = -(-width // BLOCK)
        middle = -(-blocks // 2) * BLOCK
        if blocks == 1 or (threads or os.cpu_count() or 1) == 1:
            part(0, width)
        else:
            other = threading.Thread(target=part, args=(middle, width), name="machine")
            other.start()
            part(0, middle)
            other.join()
        return result, not any(offending)

    def percentiles(self, values: Array, shares: Array) -> tuple[Array, int]:
        """Return percentiles, (SHARE, ROW), of rows of members, and how many rows are not finite.

        `values` is (ROW, MEMBER), members side by side; the rows may stand apart.
        """
        count, members = values.shape
        scratch = np.empty(3 * members + 8, values.dtype)
        out = np.empty((len(shares), count), values.dtype)
        offending = self._library.machine_percentiles(
            self._build,
            int(values.dtype == np.float32),
            ctypes.c_void_p(values.ctypes.data),
            count,
            members,
            ctypes.c_int64(values.strides[0] // values.itemsize),
            ctypes.c_void_p(shares.ctypes.data),
            len(shares),
            ctypes.c_void_p(scratch.ctypes.data),
            ctypes.c_void_p(out.ctypes.data),
        )
        return out, int(offending)
