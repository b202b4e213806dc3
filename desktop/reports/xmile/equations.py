"""Equations as XMILE writes them, with the brackets that its precedence asks for.

Readers differ in more than they should, so what is written keeps to what all of them take: a
choice is a whole equation, and conditions have no brackets of their own.
"""

from collections.abc import Sequence

from desktop.engine.language.expressions import TIME, Expression, Name, Number, Operation

_SIGNS = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "power": "^",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "equal": "=",
    "not_equal": "<>",
    "and": "AND",
    "or": "OR",
}
_STRENGTH = {"add": 1, "subtract": 1, "multiply": 2, "divide": 2, "power": 3}
_CALLS = {"min": "MIN", "max": "MAX", "exp": "EXP", "ln": "LN", "sqrt": "SQRT", "abs": "ABS"}
_ATOM = 9


def written(expression: Expression) -> str:
    """Return an equation as text."""
    return _part(expression)[0]


def number(value: float) -> str:
    """Return a number with all its digits."""
    return repr(value).removesuffix(".0")


def _part(expression: Expression) -> tuple[str, int]:
    """Return the text and how strongly it holds together."""
    match expression:
        case Number(value):
            return (number(value) if value >= 0 else f"({number(value)})"), _ATOM
        case Name(name):
            return ("TIME" if name == TIME else name), _ATOM
        case Operation("if", (condition, then, otherwise)):
            texts = [written(each) for each in (condition, then, otherwise)]
            return "IF {} THEN {} ELSE {}".format(*texts), 0
        case Operation("negate", (inside,)):
            return f"(-{_held(inside, _ATOM)})", _ATOM
        case Operation(name, (left, right)) if name in _STRENGTH:
            return _arithmetic(name, left, right), _STRENGTH[name]
        case Operation(name, (left, right)) if name in _SIGNS:
            return f"{written(left)} {_SIGNS[name]} {written(right)}", 0
    return _call(expression.name, expression.arguments), _ATOM


def _arithmetic(name: str, left: Expression, right: Expression) -> str:
    strength = _STRENGTH[name]
    # On the right side `a - (b - c)` needs brackets, on both sides `(a ^ b) ^ c`.
    sides = (_held(left, strength + (name == "power")), _held(right, strength + 1))
    return f" {_SIGNS[name]} ".join(sides)


def _held(expression: Expression, strength: int) -> str:
    text, own = _part(expression)
    return text if own >= strength else f"({text})"


def _call(name: str, arguments: Sequence[Expression]) -> str:
    return f"{_CALLS[name]}({', '.join(written(each) for each in arguments)})"
