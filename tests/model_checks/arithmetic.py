"""Arithmetic on plain numbers, as the tables of the checks write it: `1.25 ** 0.30 - 1`."""

import ast
import math
import operator
from collections.abc import Callable

_SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_CALLS: dict[str, Callable[[float], float]] = {"ln": math.log, "exp": math.exp, "tanh": math.tanh}


def worth(text: str) -> float:
    """Return what an expression of numbers, `+ - * / **` and `ln exp tanh` comes to."""
    return _worth(ast.parse(text, mode="eval").body)


def _worth(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_worth(inner)
        case ast.BinOp(left=left, op=sign, right=right):
            return _SIGNS[type(sign)](_worth(left), _worth(right))
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]):
            return _CALLS[name](_worth(argument))
    message = f"not arithmetic: {ast.unparse(node)}"
    raise ValueError(message)
