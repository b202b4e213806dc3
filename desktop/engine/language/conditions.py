"""Conditions on numbers that have names, read as equations are and answered at once."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.engine.language.expressions import (
    Expression,
    Name,
    Number,
    Operation,
    Place,
    names,
    parse_condition,
)

Numbers = Mapping[str, float]

_KNOWN: Mapping[str, Callable[[float, float], float]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "min": min,
    "max": max,
    "less": operator.lt,
    "less_equal": operator.le,
    "greater": operator.gt,
    "greater_equal": operator.ge,
    "equal": operator.eq,
    "not_equal": operator.ne,
}
"""Operations of two numbers that cannot fail, whatever the numbers."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Hold a condition, ready to be asked."""

    names: tuple[str, ...]
    """What it must be told, in the order met."""
    holds: Callable[[Numbers], float]
    """Return whether it is true of these numbers; raise KeyError where a name has none."""


def read_condition(text: str, place: Place) -> Condition:
    """Read a condition of comparisons, `and`, `or`, `not`, sums, products, `min` and `max`.

    Raise ModelFileError where it is another thing, as equations do that cannot be read.
    """
    tree = parse_condition(text, place)
    return Condition(names(tree), _answering(tree, place))


def _answering(tree: Expression, place: Place) -> Callable[[Numbers], float]:
    match tree:
        case Number(value=value):
            return lambda _: value
        case Name(id=name):
            return operator.itemgetter(name)
        case Operation(name="not", arguments=(inner,)):
            asked = _answering(inner, place)
            return lambda given: not asked(given)
        case Operation(name="negate", arguments=(inner,)):
            number = _answering(inner, place)
            return lambda given: -number(given)
        case Operation(name="and" | "or" as both, arguments=(one, other)):
            first, second = _answering(one, place), _answering(other, place)
            if both == "and":
                return lambda given: first(given) and second(given)
            return lambda given: first(given) or second(given)
        case Operation(name=called, arguments=(one, other)) if called in _KNOWN:
            left, right, work = _answering(one, place), _answering(other, place), _KNOWN[called]
            return lambda given: work(left(given), right(given))
        case Operation(name=called):
            raise place.error("not_in_condition", name=called)
