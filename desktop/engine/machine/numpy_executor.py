"""Runs a program in NumPy: where there is no compiled library, and as its oracle.

In double precision every operation is the same as in machine.c, to the bit.
"""

from collections.abc import Callable
from itertools import chain

import numpy as np

from desktop.engine.machine.bytecode import OPERATIONS, PAIRS, STOP, Code, letters
from desktop.engine.machine.feed import Array, Feed
from desktop.engine.machine.functions import exponential, logarithm
from desktop.engine.results.trailing_mean import sums_of_twelve


def _least(x: Array, y: Array) -> Array:
    return np.where(np.isnan(x), x, np.where(x < y, x, y))


def _greatest(x: Array, y: Array) -> Array:
    return np.where(np.isnan(x), x, np.where(x > y, x, y))


def _cut(x: Array, low: Array, high: Array) -> Array:
    x = np.where(x < low, low, x)
    return np.where(x > high, high, x)


def _weighed(logarithm_: Array, exponent: Array) -> Array:
    return np.where(np.equal(exponent, 0.0), 0.0, np.multiply(logarithm_, exponent))


def _choose(truth: Array, x: Array, y: Array) -> Array:
    return np.where(np.not_equal(truth, 0.0), x, y)


def _relax(state: Array, follows: Array, rise: Array, fall: Array | None = None) -> Array:
    gap = follows - state
    moved: Array = state + gap * (rise if fall is None else np.where(gap > 0.0, rise, fall))
    return moved


_ONE_STEP: dict[str, Callable[..., Array]] = {
    "fill": lambda x: x,
    "copy": lambda x: x,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "exp": exponential,
    "ln": logarithm,
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "min": _least,
    "max": _greatest,
    "less": np.less,
    "less_equal": np.less_equal,
    "equal": np.equal,
    "not_equal": np.not_equal,
    "weigh": _weighed,
    "clip": _cut,
    "if": _choose,
    "relax": _relax,
    "from": lambda x, y: np.subtract(y, x),
}


def _function(name: str) -> Callable[..., Array]:
    return _ONE_STEP[name.rpartition("_")[0]]


def _both(first: str, second: str) -> Callable[..., Array]:
    one, two = _function(first), _function(second)
    if second == "relax_vv":
        return lambda x, y, state, rate: two(state, one(x, y), rate)
    return lambda x, y, *rest: two(one(x, y), *rest)


_TWO_STEPS = {name: _both(*pair) for pair, name in PAIRS.items()}
_FUNCTIONS = [_TWO_STEPS.get(name) or _function(name) for name in OPERATIONS]


def execute(code: Code, feed: Feed) -> tuple[Array, bool]:
    """Return the results, (TIME, RESULT, MEMBER), and whether all of them are finite."""
    dtype, width = feed.constant.dtype, feed.width
    numbers = np.array(code.numbers, dtype)
    states = len(code.states)
    own = 2 * states + code.work
    fed = own + len(code.constants)
    made = fed + len(code.drivers)
    rows: list[Array] = [np.zeros(width, dtype) for _ in range(code.rows)]
    rows[own:fed] = list(feed.constant)
    for state, start in enumerate(code.starts):
        rows[state] = feed.constant[start]
    result = np.empty((feed.months, feed.drawn, width), dtype)
    calls = [
        (_FUNCTIONS[operation], letters(OPERATIONS[operation]), target, operands)
        for operation, target, *operands in code.even.tolist()
        if operation != STOP
    ]
    with np.errstate(all="ignore"):
        for month in range(feed.months):
            rows[fed:made] = [
                rows[fed] if each is None else each[month].astype(dtype) for each in feed.driver
            ]
            scalars = [*numbers, *feed.path[month]]
            for call, kinds, target, operands in calls:
                given = (
                    scalars[place] if kind == "s" else rows[place]
                    for kind, place in zip(kinds, operands, strict=False)
                )
                rows[target] = np.broadcast_to(np.asarray(call(*given), dtype), width)
            for place, row in zip(feed.place, rows[made:], strict=True):
                if place >= 0:
                    result[month, place] = row
            rows[: 2 * states] = [*rows[states : 2 * states], *rows[:states]]
        _draw(feed, result)
        return result, bool(np.isfinite(result).all())


def _draw(feed: Feed, result: Array) -> None:
    """Turn results into lines."""
    kinds = zip(feed.place, feed.scale, feed.lines, feed.before, strict=True)
    for place, scale, line, before in kinds:
        if place < 0:
            continue
        months = result[:, place]
        if not line:
            months *= scale
            continue
        months *= scale / feed.scale.dtype.type(12.0)
        known = not np.isnan(before[-1])
        if known:
            months[0] = before[-1]
        early = (np.full_like(months[0], value) if known else months[0] for value in before[:-1])
        result[:, place] = sums_of_twelve(np.array([*chain(early, months)]))
