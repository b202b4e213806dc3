"""Units as XMILE spells them, and the unit of an expression."""

from collections import Counter
from collections.abc import Mapping

from desktop.engine.language.expressions import TIME, Expression, Name, Number, Operation

PURE = "1"
MONTH = "month"
_SPELLED = {"%": "percent"}
_ALIASES = {"percent": "pp"}
"""A difference of percentages has the unit of percentages."""


def spelled(unit: str) -> str:
    """Return a formal unit in tokens that every reader knows."""
    for sign, word in _SPELLED.items():
        unit = unit.replace(sign, word)
    return unit


def symbols(unit: str) -> dict[str, str | None]:
    """Return the simple units of a unit as spelled, with another name where they have one."""
    return {
        simple: _ALIASES.get(simple)
        for simple in unit.replace("*", "/").split("/")
        if simple not in {PURE, *_ALIASES.values()}
    }


def unit_of(expression: Expression, known: Mapping[str, str]) -> str:
    """Return the formal unit of an expression whose names have these."""
    return _told(_powers(expression, known))


def per_month(unit: str) -> str:
    """Return the unit of what moves a stock of this one."""
    return _told(_product(_read(unit), _read(MONTH), -1))


def _powers(expression: Expression, known: Mapping[str, str]) -> Counter[str]:
    match expression:
        case Name(name):
            return _read(MONTH if name == TIME else known[name])
        case Operation("multiply" | "divide" as name, (left, right)):
            sides = _powers(left, known), _powers(right, known)
            return _product(*sides, 1 if name == "multiply" else -1)
        case Operation("if", (_, *choices)):
            return _shared(choices, known)
        case Operation("add" | "subtract" | "min" | "max" | "negate" | "abs", arguments):
            return _shared(arguments, known)
    # What is left takes pure numbers and gives one.
    return Counter()


def _shared(
    parts: "list[Expression] | tuple[Expression, ...]", known: Mapping[str, str]
) -> Counter[str]:
    """Return the one unit of several parts; a bare zero takes any."""
    telling = [part for part in parts if part != Number(0.0)] or [Number(0.0)]
    return _powers(telling[0], known)


def _read(unit: str) -> Counter[str]:
    above, *below = unit.split("/")
    powers = Counter(above.split("*"))
    for part in below:
        powers.subtract(part.split("*"))
    del powers[PURE]
    return powers


def _product(left: Counter[str], right: Counter[str], power: int) -> Counter[str]:
    made = Counter(left)
    for symbol, times in right.items():
        made[symbol] += power * times
    return made


def _told(powers: Counter[str]) -> str:
    above = [symbol for symbol, power in powers.items() for _ in range(power)]
    below = [f"/{symbol}" for symbol, power in powers.items() for _ in range(-power)]
    return "*".join(above or [PURE]) + "".join(below)
