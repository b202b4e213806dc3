"""Work out one equation over the months of a run, outside the program that ran it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from desktop.domain.model.model import LookupTable
from desktop.engine.language.arithmetic import ARITHMETIC
from desktop.engine.language.expressions import Expression, Name, Number, Operation

Values = Mapping[str, float | NDArray[np.floating]]
"""What names stand for, in model units: one number, or a path (TIME,)."""


def worked_out(
    expression: Expression, values: Values, lookups: Mapping[str, LookupTable]
) -> NDArray[np.floating] | None:
    """Return what an expression comes to, (TIME,), or (1,) where no month differs.

    In model units; what cannot be worked out is NaN. None where something is not known.
    """
    if isinstance(expression, Number):
        return np.array([expression.value])
    if isinstance(expression, Name):
        known = values.get(expression.id)
        return None if known is None else np.atleast_1d(known)
    if expression.name == "lookup":
        return _read(expression, values, lookups)
    operation = ARITHMETIC.get(expression.name)
    arguments = [worked_out(each, values, lookups) for each in expression.arguments]
    if operation is None or any(each is None for each in arguments):
        return None
    with np.errstate(all="ignore"):
        found: NDArray[np.floating] = operation(*arguments)
    return found


def _read(
    expression: Operation, values: Values, lookups: Mapping[str, LookupTable]
) -> NDArray[np.floating] | None:
    table, x = expression.arguments
    at = worked_out(x, values, lookups)
    if at is None or not isinstance(table, Name):
        return None
    known = lookups[table.id]
    read: NDArray[np.floating] = np.interp(at, known.x, known.y)
    return read
