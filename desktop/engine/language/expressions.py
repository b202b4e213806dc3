"""The equation language: text in, a small tree out.

Equations are read with Python's `ast` and checked node by node against a white list; nothing in
them is ever evaluated as Python. The tree knows numbers, names and operations and nothing else,
so that the compiler, an export and a picture of the causes can all walk it.
"""

import ast
import math
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import islice
from typing import TypeAlias

from desktop.domain.errors import ModelFileError
from desktop.domain.model.model import Function

LONGEST = 4000
"""Characters of one equation."""
DEEPEST = 60
"""Levels of nesting in one equation as written."""
LARGEST = 5000
"""Nodes of one equation after its functions are expanded."""

_EQUATIONS = 4096
"""Equations of which the tree is kept: reader, compiler and explanation all ask for it."""

FUNCTIONS = {
    "min": 2,
    "max": 2,
    "exp": 1,
    "ln": 1,
    "sqrt": 1,
    "abs": 1,
    "clip": 3,
    "smooth": 3,
    "smooth3": 3,
    "lookup": 2,
}
"""What can be called, with the number of arguments."""

TIME = "time"
RESERVED = frozenset(FUNCTIONS) | {TIME, "if", "else", "and", "or", "not"}
"""Words that no element may be called."""

_BINARY: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.Pow: "power",
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "less",
    ast.LtE: "less_equal",
    ast.Gt: "greater",
    ast.GtE: "greater_equal",
    ast.Eq: "equal",
    ast.NotEq: "not_equal",
}
_CONDITIONS = frozenset(_COMPARISONS.values()) | {"and", "or", "not"}


@dataclass(frozen=True, slots=True)
class Place:
    """Say where in the model files an equation stands; the reader adds the file."""

    table: str
    key: str = "equation"

    def error(self, reason: str, **fields: object) -> ModelFileError:
        """Return the error that says what is wrong here."""
        return ModelFileError(
            file="", table=self.table, key=self.key, reason=f"reason.{reason}", **fields
        )


@dataclass(frozen=True, slots=True)
class Number:
    """Hold a pure number."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """Refer to an element of the model, a function's argument, a table or `time`."""

    id: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Apply one operation: arithmetic, a comparison, `if` (condition, then, else) or a function."""

    name: str
    arguments: "tuple[Expression, ...]"


Expression: TypeAlias = Number | Name | Operation


@dataclass(frozen=True, slots=True)
class Definition:
    """Hold a function of the model: argument names and the tree they stand in."""

    arguments: tuple[str, ...]
    body: Expression


def definitions(functions: Mapping[str, Function]) -> dict[str, Definition]:
    """Read a model's functions; raise what `parse` raises."""
    return {
        name: Definition(function.arguments, parse(function.equation, Place(f"function.{name}")))
        for name, function in functions.items()
    }


def parse(text: str, place: Place) -> Expression:
    """Read one equation; raise ModelFileError with a reason and, where there is one, a name."""
    try:
        return _known(text)
    except ModelFileError:
        return _read(text, place)


@lru_cache(_EQUATIONS)
def _known(text: str) -> Expression:
    # Wherever it stands, the same text is the same tree.
    return _read(text, Place(""))


def parse_condition(text: str, place: Place) -> Expression:
    """Read one condition, as it stands between `if` and `else`; raise what `parse` raises."""
    return _Reader(place).condition(_tree(text, place).body, 1)


def _read(text: str, place: Place) -> Expression:
    return _Reader(place).number(_tree(text, place).body, 1)


def _tree(text: str, place: Place) -> ast.Expression:
    if len(text) > LONGEST:
        raise place.error("too_long", most=LONGEST)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.parse(" ".join(text.split()), mode="eval")
    except (RecursionError, MemoryError):
        raise place.error("too_deep", most=DEEPEST) from None
    except (SyntaxError, ValueError, Warning):
        raise place.error("not_an_equation", text=text) from None


class _Reader:
    """Turn Python's tree into ours, refusing everything that is not on the list."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def number(self, node: ast.expr, depth: int) -> Expression:
        """Read an expression that stands for a number."""
        if depth > DEEPEST:
            raise self._place.error("too_deep", most=DEEPEST)
        match node:
            case ast.Constant():
                return self._constant(node.value)
            case ast.Name():
                return Name(node.id)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Operation("negate", (self.number(operand, depth + 1),))
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.number(operand, depth + 1)
            case ast.BinOp() if type(node.op) in _BINARY:
                sides = (self.number(node.left, depth + 1), self.number(node.right, depth + 1))
                return Operation(_BINARY[type(node.op)], sides)
            case ast.IfExp():
                test = self.condition(node.test, depth + 1)
                sides = (self.number(node.body, depth + 1), self.number(node.orelse, depth + 1))
                return Operation("if", (test, *sides))
            case ast.Call(func=ast.Name(id=called), keywords=[]):
                return Operation(called, tuple(self.number(a, depth + 1) for a in node.args))
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                raise self._place.error("comparison_outside_condition")
            case _:
                raise self._place.error("forbidden_syntax", text=ast.unparse(node)[:40])

    def condition(self, node: ast.expr, depth: int) -> Expression:
        """Read what stands between `if` and `else`."""
        if depth > DEEPEST:
            raise self._place.error("too_deep", most=DEEPEST)
        match node:
            case ast.Compare() if len(node.ops) > 1:
                raise self._place.error("chained_comparison")
            case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
                compared = (node.left, *node.comparators)
                sides = tuple(self.number(side, depth + 1) for side in compared)
                return Operation(_COMPARISONS[type(op)], sides)
            case ast.BoolOp():
                name = "and" if isinstance(node.op, ast.And) else "or"
                read = [self.condition(value, depth + 1) for value in node.values]
                return reduce(lambda found, part: Operation(name, (found, part)), read)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Operation("not", (self.condition(operand, depth + 1),))
            case _:
                raise self._place.error("condition_needed")

    def _constant(self, value: object) -> Number:
        if type(value) not in (int, float):
            raise self._place.error("forbidden_syntax", text=repr(value)[:40])
        try:
            number = float(value)  # type: ignore[arg-type]  # the type was checked the line above
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise self._place.error("bad_number")
        return Number(number)


def expand(
    expression: Expression,
    functions: Mapping[str, Definition],
    place: Place,
    within: tuple[str, ...] = (),
) -> Expression:
    """Return the tree with every call of a model function replaced by its body.

    It stands `within` the bodies of some functions. Raise ModelFileError on an unknown function, a
    wrong number of arguments, functions that call each other in a circle, or a tree that grows
    beyond all measure.
    """
    if not isinstance(expression, Operation):
        return expression
    arguments = tuple(expand(each, functions, place, within) for each in expression.arguments)
    name = expression.name
    definition = functions.get(name)
    if definition is None and name in _OPERATORS:
        return Operation(name, arguments)
    if name in within:
        raise place.error("cycle", names=" → ".join((*within, name)))
    wanted = FUNCTIONS.get(name) if definition is None else len(definition.arguments)
    if wanted is None:
        raise place.error("unknown_function", name=name)
    if wanted != len(arguments):
        raise place.error("wrong_arity", name=name, wanted=wanted, given=len(arguments))
    if definition is None:
        return Operation(name, arguments)
    body = expand(definition.body, functions, place, (*within, name))
    result = replace_names(body, dict(zip(definition.arguments, arguments, strict=True)))
    # The size is that of the whole tree: shared branches count each time they stand there.
    if sum(1 for _ in islice(walk(result), LARGEST + 1)) > LARGEST:
        raise place.error("too_long", most=LARGEST)
    return result


_OPERATORS = frozenset(_BINARY.values()) | _CONDITIONS | {"negate", "if"}


def replace_names(body: Expression, given: Mapping[str, Expression]) -> Expression:
    """Return the tree with some names replaced by expressions."""
    if isinstance(body, Name):
        return given.get(body.id, body)
    if isinstance(body, Operation):
        return Operation(body.name, tuple(replace_names(a, given) for a in body.arguments))
    return body


def rewrite(expression: Expression, change: Callable[[Operation], Expression]) -> Expression:
    """Return the tree with every operation, innermost first, replaced by what `change` makes."""
    if not isinstance(expression, Operation):
        return expression
    arguments = tuple(rewrite(each, change) for each in expression.arguments)
    return change(Operation(expression.name, arguments))


def walk(expression: Expression) -> Iterator[Expression]:
    """Go through a tree, parents first, left to right."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Operation):
            waiting.extend(reversed(node.arguments))


def names(expression: Expression) -> tuple[str, ...]:
    """Return the names a tree refers to, in the order met, each once; tables are left out."""
    found: dict[str, None] = {}
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            found[node.id] = None
        elif isinstance(node, Operation):
            arguments = node.arguments[1:] if node.name == "lookup" else node.arguments
            waiting.extend(reversed(arguments))
    return tuple(found)
