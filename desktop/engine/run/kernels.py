"""The array operations an equation is made of; each writes into the array given last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy import _core
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Kernel:
    """Hold a call `(inputs…, out)`; a logical one writes truth values.

    The inputs broadcast to the shape of `out`.
    """

    call: Callable[..., object]
    logical: bool = False


def _minimum(left: Array, right: Array, out: Array) -> None:
    np.minimum(left, right, out=out)


def _maximum(left: Array, right: Array, out: Array) -> None:
    np.maximum(left, right, out=out)


# The ufunc itself, which has no public name: `np.clip` wraps it in Python, five times as slow.
_clip: Callable[..., object] = _core.umath.clip  # type: ignore[attr-defined]  # the stubs leave it out


def _if(condition: Array, then: Array, otherwise: Array, out: Array) -> None:
    np.copyto(out, otherwise)
    if condition.shape == out.shape and then.ndim in (0, out.ndim) and out.ndim == 1:
        # Twice as quick, but it repeats its values instead of broadcasting them.
        np.putmask(out, condition, then)
    else:
        np.copyto(out, then, where=condition)


KERNELS: Mapping[str, Kernel] = {
    "add": Kernel(np.add),
    "subtract": Kernel(np.subtract),
    "multiply": Kernel(np.multiply),
    "divide": Kernel(np.divide),
    "power": Kernel(np.power),
    "negate": Kernel(np.negative),
    "square": Kernel(np.square),
    "sqrt": Kernel(np.sqrt),
    "exp": Kernel(np.exp),
    "ln": Kernel(np.log),
    "abs": Kernel(np.absolute),
    "min": Kernel(_minimum),
    "max": Kernel(_maximum),
    "clip": Kernel(_clip),
    "if": Kernel(_if),
    "less": Kernel(np.less, logical=True),
    "less_equal": Kernel(np.less_equal, logical=True),
    "greater": Kernel(np.greater, logical=True),
    "greater_equal": Kernel(np.greater_equal, logical=True),
    "equal": Kernel(np.equal, logical=True),
    "not_equal": Kernel(np.not_equal, logical=True),
    "and": Kernel(np.logical_and, logical=True),
    "or": Kernel(np.logical_or, logical=True),
    "not": Kernel(np.logical_not, logical=True),
}


def is_logical(kind: str) -> bool:
    """Say whether a kernel makes truth values."""
    return kind in KERNELS and KERNELS[kind].logical


def lookup(table_x: Array, table_y: Array, x: Array, out: Array) -> None:
    """Read a piecewise linear table, (POINT,) and (POINT,), held at its ends.

    `x` and `out` have one shape, whichever it is.
    """
    out[...] = np.interp(x, table_x, table_y)


def worked_out(kind: str, values: Sequence[float]) -> float | None:
    """Return what a kernel makes of numbers, not always finite; None where it makes no number."""
    kernel = KERNELS.get(kind)
    if kernel is None or kernel.logical:
        return None
    out = np.full((), np.nan)
    with np.errstate(all="ignore"):
        kernel.call(*(np.float64(value) for value in values), out)
    return float(out)
