"""What each operation of the equations' language makes of numbers, or of arrays of them."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

ARITHMETIC: Mapping[str, Callable[..., NDArray[Any]]] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "power": np.power,
    "negate": np.negative,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "ln": np.log,
    "abs": np.absolute,
    "min": np.minimum,
    "max": np.maximum,
    "clip": np.clip,
    "if": np.where,
    "less": np.less,
    "less_equal": np.less_equal,
    "greater": np.greater,
    "greater_equal": np.greater_equal,
    "equal": np.equal,
    "not_equal": np.not_equal,
    "and": np.logical_and,
    "or": np.logical_or,
    "not": np.logical_not,
}
"""Operation → call on its operands, which broadcast; a comparison gives truth values."""


_DECIMAL = Context(prec=30, traps=[])
_ALIKE: Mapping[str, Callable[..., Decimal]] = {
    "exp": _DECIMAL.exp,
    "ln": _DECIMAL.ln,
    "power": _DECIMAL.power,
}
"""The same on every system, which NumPy's are not."""


def worked_out(kind: str, values: Sequence[float]) -> float | None:
    """Return what an operation makes of numbers, not always finite; None where it is no number."""
    # Of noughts NumPy's are exact, and 0 ** 0 is 1.
    if kind in _ALIKE and any(values):
        return float(_ALIKE[kind](*map(Decimal, values)))
    operation = ARITHMETIC.get(kind)
    if operation is None:
        return None
    with np.errstate(all="ignore"):
        found = operation(*(np.float64(value) for value in values))
    return None if found.dtype == np.bool_ else float(found)
