"""exp and ln as machine.c has them, to the bit in double precision.

Processors and libraries have versions of their own. Whatever is worked out before a run uses
these, or is rounded, so that a projection has the same bits everywhere.
"""

import numpy as np

from desktop.engine.machine.feed import Array

_MAGIC = 6755399441055744.0
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_ROOT_HALF, _ONE = 0x3FE6A09E667F3BCD, 1 << 52


def exponential(x: Array) -> Array:
    """Return e to the x, (MEMBER,), as machine.c does: 0 below −708, infinite above 709.78."""
    if x.dtype != np.float64:
        return np.asarray(np.exp(x))
    rounded = x * 1.4426950408889634 + _MAGIC
    n = rounded - _MAGIC
    r = n * -_LN2_HIGH + x
    r = n * -_LN2_LOW + r
    z = r * r
    w = z * z
    low = _pair(r, 1.0 / 2.0, 1.0 / 6.0) + _pair(r, 1.0 / 24.0, 1.0 / 120.0) * z
    mid = _pair(r, 1.0 / 720.0, 1.0 / 5040.0) + _pair(r, 1.0 / 40320.0, 1.0 / 362880.0) * z
    high = _pair(r, 1.0 / 3628800.0, 1.0 / 39916800.0)
    high = high + _pair(r, 1.0 / 479001600.0, 1.0 / 6227020800.0) * z
    p = (low + (mid + high * w) * w) * z + r + 1.0
    exponent = (rounded.view(np.int64) - np.float64(_MAGIC).view(np.int64) + 1022) << 52
    p = p * exponent.view(np.float64) * 2.0
    p = np.where(x < -708.0, 0.0, p)
    p = np.where(x > 709.78, np.inf, p)
    return np.where(np.isnan(x), x, p)


def logarithm(x: Array) -> Array:
    """Return natural logarithms, (MEMBER,), as machine.c does: −∞ of what is less than normal."""
    if x.dtype != np.float64:
        return np.asarray(np.log(x))
    bits = x.view(np.uint64) - np.uint64(_ROOT_HALF)
    shifted = (bits + np.uint64(1023 << 52)) >> np.uint64(52)
    k = (shifted + np.float64(_MAGIC).view(np.uint64)).view(np.float64) - (_MAGIC + 1023.0)
    f = ((bits & np.uint64(_ONE - 1)) + np.uint64(_ROOT_HALF)).view(np.float64) - 1.0
    s = f / (f + 2.0)
    z = s * s
    w = z * z
    even = _pair(w, 6.666666666666735130e-01, 2.857142874366239149e-01)
    even = even + _pair(w, 1.818357216161805012e-01, 1.479819860511658591e-01) * (w * w)
    odd = _pair(w, 3.999999999940941908e-01, 2.222219843214978396e-01)
    odd = odd + w * w * 1.531383769920937332e-01
    p = even + odd * z
    half = f * f * 0.5
    low = k * _LN2_LOW + s * (half + p * z)
    found = k * _LN2_HIGH + (f - (half - low))
    other = np.where(x >= 0.0, -np.inf, np.nan)
    found = np.where(x >= np.finfo(np.float64).tiny, found, other)
    return np.where(x == np.inf, x, found)


def _pair(x: Array, c: float, d: float) -> Array:
    """Return two terms of a polynomial."""
    return x * d + c
