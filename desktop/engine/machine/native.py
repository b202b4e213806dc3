"""The compiled form of the machine: a library in C, which runs without the interpreter's lock."""

import ctypes
import hashlib
import math
import os
import platform
import struct
import sys
import weakref
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from desktop.domain.errors import VecinosError
from desktop.engine.machine.bytecode import Code
from desktop.engine.machine.feed import Array, Feed

SOURCE = Path(__file__).with_name("machine.c")
_ENDING = {"win32": "dll", "darwin": "dylib"}.get(sys.platform, "so")
LIBRARY = SOURCE.with_name(f"machine.native.{_ENDING}")
"""Named so that nobody takes it for a module of Python's: those have no dot in their names."""
BUILDS = ("SSE2", "AVX2", "AVX-512")

_THREADS = os.cpu_count() or 1
_ALONE = 100_000
"""Fewer values than this are looked through sooner than a second thread is woken."""
_second = ThreadPoolExecutor(1, "engine")

_ELF = b"\x7fELF\x02\x01"
"""How a library of 64 bits begins, low byte first."""
_ELF_MACHINES = {"x86_64": 62, "aarch64": 183}


class NoCompiledEngineError(VecinosError):
    """Fields: path: of the library, reason (message id `reason.<id>`). NumPy takes over."""

    code = "no_compiled_engine"


class _Run(ctypes.Structure):
    """`struct run` of machine.c."""

    _ARRAYS = (
        *("even", "odd", "starts", "constant", "driver", "apart", "single", "number"),
        *("path", "result", "place", "scale", "lines", "before"),
    )
    _SIZES = (
        *("months", "pitch", "states", "work", "constants", "drivers", "results"),
        *("drawn", "numbers", "paths"),
    )
    _fields_ = (
        *((name, ctypes.c_void_p) for name in _ARRAYS),
        *((name, ctypes.c_int32) for name in _SIZES),
    )


class _Spare:
    """Keep the memory of results that nobody holds any more, for the next of their kind.

    Pages that are new must be cleared by the system first, which takes a quarter of a live run and
    a third of an exact one. While live runs follow each other, that of the last exact run is kept
    for the one that will end them. After an exact run nothing is kept: nothing follows at once.
    """

    _LEAST = 1 << 21
    """Bytes: fewer are never given back to the system."""
    _MOST: Mapping[np.dtype[Any], int] = {
        np.dtype(np.float32): 1 << 23,
        np.dtype(np.float64): 1 << 25,
    }
    """Bytes: the lines of nine charts, live, and of all indicators, exact, of a thousand members
    are no more."""

    def __init__(self) -> None:
        # Runs on two threads may ask at once: a deque gives what it has to one of them alone.
        self._kept: dict[np.dtype[Any], deque[Array]] = {
            dtype: deque(maxlen=1) for dtype in self._MOST
        }
        self._moving = False

    def array(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
        """Return an array of anything."""
        size = math.prod(shape) * dtype.itemsize
        if not self._LEAST <= size <= self._MOST[dtype]:
            return np.empty(shape, dtype)
        memory: Array = np.empty(0, np.uint8)
        with suppress(IndexError):
            memory = self._kept[dtype].pop()
        self._moving = dtype == np.float32
        if not self._moving:
            for kept in self._kept.values():
                kept.clear()
        if len(memory) != size:
            memory = np.empty(size, np.uint8)
        # Every view of it holds this very array, since its own base is none of NumPy's arrays.
        owner = np.frombuffer(memory.data, dtype)
        weakref.finalize(owner, self._keep, dtype, memory).atexit = False
        return owner.reshape(shape)

    def _keep(self, dtype: np.dtype[Any], memory: Array) -> None:
        if self._moving:
            self._kept[dtype].append(memory)


class Library:
    """Hold a loaded library.

    Raise NoCompiledEngineError where there is none, or none that this program can use.
    """

    def __init__(self, path: Path = LIBRARY, build: int | None = None) -> None:
        reason = _trouble(path)
        if reason is not None:
            raise NoCompiledEngineError(path=path, reason=reason)
        try:
            self._library = ctypes.CDLL(str(path))
        except OSError as failure:
            raise NoCompiledEngineError(path=path, reason="reason.not_loadable") from failure
        if not _is_of_this_version(self._library):
            raise NoCompiledEngineError(path=path, reason="reason.other_engine")
        best = int(self._library.machine_best())
        self._build = best if build is None else min(build, best)
        self._blocks = {bits: int(self._library.machine_block(bits)) for bits in (32, 64)}
        self._spare = _Spare()

    @property
    def build(self) -> str:
        """Name the vectors it uses."""
        return BUILDS[self._build]

    def execute(self, code: Code, feed: Feed, threads: int | None = None) -> tuple[Array, bool]:
        """Return the results that are drawn, (TIME, DRAWN, MEMBER), and whether all are finite."""
        dtype = feed.constant.dtype
        width = feed.width
        number = np.array(code.numbers, dtype)
        places = [
            (0, 0, True)
            if each is None
            else (each.ctypes.data, each.strides[0] // each.itemsize, each.dtype == np.float32)
            for each in feed.driver
        ]
        driver = np.array([place for place, _, _ in places], np.uintp)
        apart = np.array([values for _, values, _ in places], np.int64)
        single = np.array([is_single for _, _, is_single in places], np.int32)
        result = self._spare.array((feed.months, feed.drawn, width), dtype)
        arrays = (
            *(code.even, code.odd, code.starts, feed.constant, driver, apart, single, number),
            *(feed.path, result, feed.place, feed.scale, feed.lines, feed.before),
        )
        run = _Run(
            *(array.ctypes.data for array in arrays),
            *(feed.months, width, len(code.states), code.work, len(code.constants)),
            *(len(code.drivers), len(code.results), feed.drawn, len(number), feed.path.shape[1]),
        )
        rows, scalars = code.rows + 11 * int(feed.lines.sum()), len(number) + feed.path.shape[1]
        block = self._blocks[8 * dtype.itemsize]
        threads = 1 if width <= block else threads or _THREADS
        room = rows * block + scalars
        return result, not self._call("run", dtype, room, threads, ctypes.byref(run))

    def percentiles(self, values: Array, rows: Array, shares: Array) -> Array:
        """Return percentiles, (SHARE, CHOSEN); NaN where any of the values is not finite.

        `values` is (ROW, MEMBER), a VECTOR at least, side by side, though the rows may stand
        apart; `rows` are those that are chosen, (CHOSEN,).
        """
        count, members = len(rows), values.shape[1]
        starts = np.multiply(rows, values.strides[0] // values.itemsize, dtype=np.int64)
        out = np.empty((len(shares), count), values.dtype)
        whole, start, share, found = (
            ctypes.c_void_p(array.ctypes.data) for array in (values, starts, shares, out)
        )
        arguments = (whole, count, members, start, share, len(shares), found)
        threads = 1 if count * members < _ALONE else _THREADS
        self._call("percentiles", values.dtype, 2 * members + 128, threads, *arguments)
        return out

    def _call(
        self, name: str, dtype: np.dtype[Any], room: int, threads: int, *arguments: object
    ) -> int:
        """Call a function on some threads, each with room for so many values; sum what they say."""
        build = ("plain", "avx2", "avx512")[self._build]
        function = getattr(self._library, f"{name}{8 * dtype.itemsize}_{build}")
        following = ctypes.c_int32(0)

        def work() -> int:
            space = np.empty(room + 64, dtype)
            # Vectors that begin where a line of the cache does are read at once.
            own = ctypes.c_void_p(space.ctypes.data + -space.ctypes.data % 64)
            return int(function(*arguments, ctypes.byref(following), own))

        return _shared(work, threads)


def _shared(work: Callable[[], int], threads: int) -> int:
    """Do what two threads can share, and return the sum of what both say.

    The second one lasts as long as the program: to begin one takes as long as a tenth of a run.
    """
    if threads == 1:
        return work()
    other = _second.submit(work)
    try:
        found = work()
    finally:
        # Where it has not begun by now, nothing is left for it to do. Else it is waited for, also
        # when this thread was interrupted: it writes into arrays that end with the caller.
        begun = not other.cancel()
        if begun:
            wait([other])
    return found + other.result() if begun else found


def _trouble(path: Path) -> str | None:
    """Return why the system must not be asked to load a file, None where it may.

    Linux believes what the head of a library says: one that is cut short ends the program.
    """
    try:
        with path.open("rb") as file:
            head = file.read(64)
        size = path.stat().st_size
    except FileNotFoundError:
        return "reason.no_engine"
    except OSError:
        return "reason.not_loadable"
    if len(head) == 64 and head.startswith(_ELF):
        (machine,) = struct.unpack_from("<H", head, 18)
        if machine != _ELF_MACHINES.get(platform.machine(), machine):
            return "reason.other_processor"
        # The table of its sections is what a library ends with.
        (start,) = struct.unpack_from("<Q", head, 40)
        entry, entries = struct.unpack_from("<HH", head, 58)
        if start + entry * entries > size:
            return "reason.engine_cut_short"
    return None


def _is_of_this_version(library: ctypes.CDLL) -> bool:
    """Say whether a library was made of the source that lies here."""
    try:
        source, content = library.machine_source, SOURCE.read_bytes()
    except (AttributeError, OSError):
        return False
    source.restype = ctypes.c_char_p
    digest = hashlib.sha256(content).hexdigest()
    return bool(source() == digest.encode())
