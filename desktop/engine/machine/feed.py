"""What a program is fed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

VECTOR = 64
"""Bytes of the widest vector: rows hold a whole number of them."""


def padded(members: int, dtype: np.dtype[Any]) -> int:
    """Return how many members a row has room for."""
    lanes = VECTOR // dtype.itemsize
    return -(-members // lanes) * lanes


@dataclass(frozen=True, slots=True)
class Feed:
    """Hold what a program is fed; every array but a driver's is of the run's type and contiguous.

    Rows have `padded` members; what stands beyond the last member must be harmless.
    """

    months: int
    constant: Array
    """(CONSTANT, MEMBER)."""
    driver: Sequence[Array | None]
    """(TIME, MEMBER) of each, of the run's type or of single precision; members lie side by side,
    months may lie anywhere. None for one that no instruction reads."""
    path: Array
    """(TIME, PATH): paths, then what events push."""
    place: NDArray[np.int32]
    """(RESULT,): the row that a result is written to, -1 for none."""
    scale: Array
    """(RESULT,): what a result is multiplied by."""
    lines: NDArray[np.int32]
    """(RESULT,): 1 where a result is drawn as the mean of twelve months."""
    before: Array
    """(RESULT, 12): a twelfth of each month up to the first, which it stands for; NaN where they
    are unknown and all stand where the first month does."""

    @property
    def drawn(self) -> int:
        """Count the results that are written."""
        return int(np.count_nonzero(self.place >= 0))

    @property
    def width(self) -> int:
        """Count the members that a row has room for."""
        return int(self.constant.shape[1])
