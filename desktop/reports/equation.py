"""An equation as people read it: names in words, signs as they are printed, a term a line."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeGuard

from desktop.engine.language.expressions import FUNCTIONS, Expression, Name, Number, Operation
from desktop.language.language import Language

LONGEST = 40
"""Characters of an expression that stays on one line."""

_CHOICE, _EITHER, _BOTH, _COMPARISON, _SUM, _PRODUCT, _POWER, _LEAF = range(8)
"""How tightly an operation holds together."""
_SIGNS = {
    "add": "+",
    "subtract": "\u2212",
    "multiply": "\u00d7",
    "divide": "\u00f7",
    "less": "<",
    "less_equal": "\u2264",
    "greater": ">",
    "greater_equal": "\u2265",
    "equal": "=",
    "not_equal": "\u2260",
}
_COMPARED = frozenset({"less", "less_equal", "greater", "greater_equal", "equal", "not_equal"})
_MARKED = {
    "smooth": ("", "over", "from"),
    "smooth3": ("", "over", "from"),
    "clip": ("", "from", "to"),
}
"""Words before the arguments of some functions."""
_DIGITS = 4


class Look(StrEnum):
    """Say how a piece of a line is to look."""

    NAME = "name"
    SIGN = "sign"
    WORD = "word"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold one piece of a line; a name also has the id it stands for."""

    text: str
    look: Look
    id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line and how deep it stands."""

    depth: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Return the line as plain text."""
        return _text(self.pieces)


def figure(value: float, language: Language, digits: int = _DIGITS) -> str:
    """Return a number with about four digits that count, or another number of them."""
    if value == 0 or not math.isfinite(value):
        return language.number(0.0) if value == 0 else str(value)
    wanted = digits - 1 - math.floor(math.log10(abs(value)))
    decimals = min(max(0, wanted), 6)
    while decimals and round(value, decimals) == round(value, decimals - 1):
        decimals -= 1
    return language.number(value, decimals)


def _sign(text: str) -> Piece:
    return Piece(text, Look.SIGN)


_OPEN, _CLOSE, _NEXT = _sign("("), _sign(")"), _sign(";")


def _text(pieces: Iterable[Piece]) -> str:
    words = ""
    for piece in pieces:
        if words and not words.endswith("(") and piece.text not in (")", ";"):
            words += " "
        words += piece.text
    return words


class Equation:
    """Write one equation in one language; `name` words whatever an equation refers to."""

    def __init__(self, language: Language, name: Callable[[str], str]) -> None:
        self._language = language
        self._name = name

    def lines(self, expression: Expression) -> tuple[Line, ...]:
        """Return the equation in lines, none longer than it must be."""
        return tuple(self._laid(expression, 0, ()))

    def function(self, function: str) -> str:
        """Return what a function is called."""
        if function in FUNCTIONS:
            return self._language.text(f"equation.{function}")
        return self._language.text(f"equation.function.{function}")

    # ------------------------------------------------------------ on one line

    def _word(self, word: str) -> Piece:
        return Piece(self._language.text(f"equation.{word}"), Look.WORD)

    def _inline(self, node: Expression, least: int = _CHOICE) -> list[Piece]:
        """Return a node on one line, in parentheses where it binds less than `least`."""
        pieces = self._bare(node)
        return [_OPEN, *pieces, _CLOSE] if _binding(node) < least else pieces

    def _bare(self, node: Expression) -> list[Piece]:
        if isinstance(node, Number):
            return [Piece(figure(node.value, self._language), Look.NUMBER)]
        if isinstance(node, Name):
            return [Piece(self._name(node.id), Look.NAME, node.id)]
        name, arguments = node.name, node.arguments
        if name == "negate":
            return [_sign(_SIGNS["subtract"]), *self._inline(arguments[0], _POWER)]
        if name in _COMPARED:
            left, right = arguments
            return [*self._inline(left, _SUM), _sign(_SIGNS[name]), *self._inline(right, _SUM)]
        if name in ("and", "or"):
            left, right = arguments
            least = _binding(node)
            return [*self._inline(left, least), self._word(name), *self._inline(right, least + 1)]
        if name == "not":
            return [self._word(name), *self._inline(arguments[0], _POWER)]
        if name == "if":
            condition, then, other = arguments
            return [
                *(self._word("if"), *self._inline(condition)),
                *(self._word("then"), *self._inline(then, _SUM)),
                *(self._word("else"), *self._inline(other, _SUM)),
            ]
        if name == "power":
            base, exponent = arguments
            return [*self._inline(base, _LEAF), self._word("power"), *self._inline(exponent, _LEAF)]
        if name in ("add", "subtract", "multiply", "divide"):
            return self._row(node)
        return [*self._call(name), *self._separated(name, arguments), _CLOSE]

    def _row(self, node: Operation) -> list[Piece]:
        sum_ = node.name in ("add", "subtract")
        pieces: list[Piece] = []
        for place, (sign, part) in enumerate(_parts(node)):
            least = _PRODUCT if sum_ else _POWER
            if place or sign == _SIGNS["subtract"]:
                pieces.append(_sign(sign))
            pieces += self._inline(part, least)
        return pieces

    def _call(self, function: str) -> list[Piece]:
        return [Piece(self.function(function), Look.WORD), _OPEN]

    def _marks(self, function: str, count: int) -> list[list[Piece]]:
        marked = _MARKED.get(function, ("",) * count)
        return [[self._word(mark)] if mark else [] for mark in marked]

    def _separated(self, function: str, arguments: tuple[Expression, ...]) -> list[Piece]:
        pieces: list[Piece] = []
        marks = self._marks(function, len(arguments))
        for place, (mark, argument) in enumerate(zip(marks, arguments, strict=True)):
            if place:
                pieces.append(_NEXT)
            if function == "lookup" and place == 0:
                pieces.append(Piece(self._language.text("explain.name_table"), Look.WORD))
            else:
                pieces += [*mark, *self._inline(argument)]
        return pieces

    # ------------------------------------------------------------ on several lines

    def _laid(self, node: Expression, depth: int, lead: tuple[Piece, ...]) -> list[Line]:
        whole = (*lead, *self._inline(node, _least(lead)))
        if not isinstance(node, Operation) or len(_text(whole)) <= LONGEST:
            return [Line(depth, whole)]
        if node.name in ("add", "subtract", "multiply", "divide"):
            return self._stacked(node, depth, lead)
        if node.name == "negate":
            return self._grouped(node.arguments[0], depth, (*lead, _sign(_SIGNS["subtract"])))
        if node.name == "power":
            base, exponent = node.arguments
            lines = self._grouped(base, depth, lead)
            return lines + self._grouped(exponent, depth, (self._word("power"),))
        if node.name == "if":
            lines = []
            for word, part in zip(("if", "then", "else"), node.arguments, strict=True):
                before = lead if word == "if" else ()
                lines += self._laid(part, depth, (*before, self._word(word)))
            return lines
        if node.name in ("and", "or"):
            left, right = node.arguments
            after = (self._word(node.name),)
            return [*self._laid(left, depth, lead), *self._laid(right, depth, after)]
        if node.name in FUNCTIONS or node.name not in (*_SIGNS, "and", "or", "not"):
            return self._call_laid(node, depth, lead)
        return [Line(depth, whole)]

    def _stacked(
        self, node: Operation, depth: int, lead: tuple[Piece, ...], *, hang: bool = False
    ) -> list[Line]:
        """Give each term, or each factor, a line of its own; `hang` sets in all but the first."""
        sum_ = node.name in ("add", "subtract")
        inner = depth + 1 if lead or hang else depth
        lines: list[Line] = []
        for place, (sign, part) in enumerate(_parts(node)):
            own: tuple[Piece, ...] = ()
            if place or sign == _SIGNS["subtract"]:
                own = (_sign(sign),)
            at = depth if place == 0 else inner
            first = (*lead, *own) if place == 0 else own
            if sum_ and not first and _is_long_product(part, self._inline(part)):
                lines += self._stacked(part, at, (), hang=True)
            elif sum_:
                lines += self._laid(part, at, first)
            elif _binding(part) < _POWER:
                lines += self._grouped(part, at, first)
            else:
                lines += self._laid(part, at, first)
        return lines

    def _grouped(self, node: Expression, depth: int, lead: tuple[Piece, ...]) -> list[Line]:
        """Put a node into parentheses where it needs them, and on lines of its own if long."""
        short = (*lead, *self._inline(node, _LEAF))
        if len(_text(short)) <= LONGEST or _binding(node) == _LEAF:
            return (
                [Line(depth, short)]
                if len(_text(short)) <= LONGEST
                else self._laid(node, depth, lead)
            )
        inside = self._laid(node, depth + 1, ())
        return [Line(depth, (*lead, _OPEN)), *inside, Line(depth, (_CLOSE,))]

    def _call_laid(self, node: Operation, depth: int, lead: tuple[Piece, ...]) -> list[Line]:
        lines = [Line(depth, (*lead, *self._call(node.name)))]
        marks = self._marks(node.name, len(node.arguments))
        for place, (mark, argument) in enumerate(zip(marks, node.arguments, strict=True)):
            inside = self._laid(argument, depth + 1, tuple(mark))
            if place < len(node.arguments) - 1:
                last = inside[-1]
                inside[-1] = replace(last, pieces=(*last.pieces, _NEXT))
            lines += inside
        return [*lines, Line(depth, (_CLOSE,))]


def _is_long_product(node: Expression, inline: list[Piece]) -> TypeGuard[Operation]:
    return (
        isinstance(node, Operation)
        and node.name in ("multiply", "divide")
        and len(_text(inline)) > LONGEST
    )


def _binding(node: Expression) -> int:
    """Return how tightly a node holds together."""
    if not isinstance(node, Operation):
        return _LEAF
    if node.name in ("add", "subtract"):
        return _SUM
    if node.name in ("multiply", "divide", "negate"):
        return _PRODUCT
    if node.name == "power":
        return _POWER
    if node.name in _COMPARED:
        return _COMPARISON
    return {"if": _CHOICE, "or": _EITHER, "and": _BOTH, "not": _COMPARISON}.get(node.name, _LEAF)


def _least(lead: tuple[Piece, ...]) -> int:
    """Return how tightly an operation must hold that needs no parentheses behind these pieces."""
    return _SUM if lead and lead[-1].look is Look.SIGN else _CHOICE


def _parts(node: Operation) -> list[tuple[str, Expression]]:
    """Return the terms of a sum or the factors of a product, each with the sign before it."""
    more, less = ("add", "subtract") if node.name in ("add", "subtract") else ("multiply", "divide")
    left, right = node.arguments
    parts: list[tuple[str, Expression]]
    if isinstance(left, Operation) and left.name in (more, less):
        parts = _parts(left)
    elif more == "add" and isinstance(left, Operation) and left.name == "negate":
        parts = [(_SIGNS["subtract"], left.arguments[0])]
    else:
        parts = [(_SIGNS[more], left)]
    sign = _SIGNS[node.name]
    if node.name == more and isinstance(right, Operation) and right.name == more:
        # a + (b + c), a × (b × c): the parentheses change nothing.
        return parts + _parts(right)
    return [*parts, (sign, right)]
