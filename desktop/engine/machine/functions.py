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
    """Return e to the x, (MEMBER,), as machine.c does: 0 below −708.05, infinite above 709.78."""
    if x.dtype != np.float64:
        return np.asarray(np.exp(x))
    x = np.where(x < -708.5, -708.5, np.where(x > 710.0, 710.0, x))
    rounded = x * 1.4426950408889634 + _MAGIC
    n = rounded - _MAGIC
    r = n * -_LN2_HIGH + x
    r = n * -_LN2_LOW + r
    z = r * r
    w = z * z
    low = _pair(r, 0.5, 0.16666666666666669)
    low = _pair(r, 0.04166666666662399, 0.008333333333330051) * z + low
    mid = _pair(r, 0.0013888888917281794, 0.00019841269863105968)
    mid = _pair(r, 2.480152119021773e-05, 2.7557268378684192e-06) * z + mid
    high = _pair(r, 2.7620138719733994e-07, 2.5100424157005067e-08)
    p = (low + (mid + high * w) * w) * z + r + 1.0
    half = (rounded.view(np.int64) - np.float64(_MAGIC).view(np.int64) + 1022) << 52
    p = p * half.view(np.float64)
    return p + p


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
