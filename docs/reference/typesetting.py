"""An equation as mathematics: one letter a name, drawn as SVG that needs no font and no network."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ziamath.config import config
from ziamath.zmath import Latex

from desktop.engine.language.expressions import TIME, Expression, Name, Number, Operation

SIZE = 15
"""Pixels of a letter."""
LONGEST = 34
"""Letters and numbers on a line."""
_OWN = "y"
_LETTERS = [*"abcdfghkmnpqrsuvwxz"]
_GREEK = (
    *("alpha", "beta", "gamma", "delta", "varepsilon", "zeta", "eta", "theta", "kappa", "lambda"),
    *("mu", "nu", "xi", "rho", "sigma", "tau", "varphi", "chi", "psi", "omega"),
)
_GREEK_SIGNS = dict(zip(_GREEK, "αβγδεζηθκλμνξρστφχψω", strict=True))
_CAPITALS = [*"ABCDGHKMNPQRUVWXZ"]
_START = "_0"

_SUM, _PRODUCT, _NEGATED, _POWER, _LEAF = range(5)
"""How tightly an operation holds together."""
_COMPARED = {
    "less": (r"<", r"\geq"),
    "less_equal": (r"\leq", r">"),
    "greater": (r">", r"\leq"),
    "greater_equal": (r"\geq", r"<"),
    "equal": (r"=", r"\neq"),
    "not_equal": (r"\neq", r"="),
}
"""The sign of a comparison, and of its opposite."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """Hold what stands for a name: a letter, with a nought below it for a value at the vantage."""

    letter: str
    start: bool = False

    @property
    def latex(self) -> str:
        """Return it for the typesetter."""
        letter = f"\\{self.letter}" if self.letter in _GREEK_SIGNS else self.letter
        return f"{letter}_{{0}}" if self.start else letter

    @property
    def sign(self) -> str:
        """Return the letter as a character."""
        return _GREEK_SIGNS.get(self.letter, self.letter)


@dataclass(frozen=True, slots=True)
class Formula:
    """Hold a typeset equation and what its letters stand for."""

    svgs: tuple[str, ...]
    """One a line."""
    symbols: tuple[tuple[Symbol, str], ...]
    """In the order of the equation: letter and id."""


class Letters:
    """Give each name of an element's equations one letter, the same in all of them."""

    def __init__(self, own: str, expressions: Iterable[Expression]) -> None:
        self._symbols: dict[str, Symbol] = {own: Symbol(_OWN), TIME: Symbol("t")}
        names = list(dict.fromkeys(name for each in expressions for name in _names(each)))
        free = iter([*_LETTERS, *_GREEK, *_CAPITALS])
        for name in names:
            if name not in self._symbols and not self._is_start(name, names):
                self._symbols[name] = Symbol(next(free))
        for name in names:
            if name not in self._symbols:
                base = self._symbols[name.removesuffix(_START)]
                self._symbols[name] = Symbol(base.letter, start=True)

    def _is_start(self, name: str, names: list[str]) -> bool:
        base = name.removesuffix(_START)
        return name.endswith(_START) and (base in names or base in self._symbols)

    def __getitem__(self, name: str) -> Symbol:
        return self._symbols[name]

    def formula(self, left: str, expression: Expression) -> Formula:
        """Return one equation typeset, its left side given; a long one takes several lines."""
        rows: list[str] = []
        held, weight = f"{left} = ", 2
        for latex, size in self._pieces(expression):
            if weight + size > LONGEST and weight > 2:
                rows.append(held)
                # A factor that begins a line needs a sign before it; a term has one.
                held, weight = r"\quad " + (r"\cdot " if latex.startswith(r"\,") else ""), 2
            held, weight = held + latex, weight + size
        rows.append(held)
        used = dict.fromkeys(_names(expression))
        return Formula(
            tuple(drawn(row) for row in rows), tuple((self[name], name) for name in used)
        )

    def _pieces(self, expression: Expression) -> Iterator[tuple[str, int]]:
        """Split where a line may end: before a term, else before a factor."""
        match expression:
            case Operation("add" | "subtract"):
                for place, (sign, term) in enumerate(_terms(expression)):
                    lead = sign if place or sign == "-" else ""
                    yield f"{lead} {self._in(term, _PRODUCT)} ", _weight(term) + 1
            case Operation("multiply"):
                for place, factor in enumerate(_factors(expression)):
                    lead = r"\cdot " if place and _is_number(factor) else r"\, " if place else ""
                    yield lead + self._in(factor, _PRODUCT), _weight(factor)
            case _:
                yield self._latex(expression)[0], _weight(expression)

    def _in(self, expression: Expression, least: int) -> str:
        latex, held = self._latex(expression)
        return latex if held >= least else rf"\left({latex}\right)"

    def _latex(self, expression: Expression) -> tuple[str, int]:
        match expression:
            case Number(value):
                return f"{value:g}", _LEAF
            case Name(name):
                return self[name].latex, _LEAF
            case Operation("add" | "subtract"):
                return "".join(latex for latex, _ in self._pieces(expression)), _SUM
            case Operation("multiply"):
                return "".join(latex for latex, _ in self._pieces(expression)), _PRODUCT
            case Operation("divide", (top, bottom)):
                return rf"\frac{{{self._in(top, _SUM)}}}{{{self._in(bottom, _SUM)}}}", _PRODUCT
            case Operation("negate", (value,)):
                return f"-{self._in(value, _PRODUCT)}", _NEGATED
            case Operation("power", (base, exponent)):
                return f"{{{self._base(base)}}}^{{{self._in(exponent, _SUM)}}}", _POWER
            case Operation("if", (condition, then, other)):
                return self._cases(condition, then, other), _SUM
            case Operation(name, arguments):
                return self._call(name, [self._in(each, _SUM) for each in arguments]), _POWER

    def _base(self, base: Expression) -> str:
        latex, held = self._latex(base)
        return latex if held == _LEAF else rf"\left({latex}\right)"

    def _cases(self, condition: Expression, then: Expression, other: Expression) -> str:
        yes, no = self._condition(condition)
        return (
            rf"\begin{{cases}} {self._in(then, _SUM)} & {yes} \\ "
            rf"{self._in(other, _SUM)} & {no} \end{{cases}}"
        )

    def _condition(self, condition: Expression) -> tuple[str, str]:
        """Return a condition and its opposite."""
        assert isinstance(condition, Operation)
        if condition.name in _COMPARED:
            left, right = (self._in(each, _SUM) for each in condition.arguments)
            sign, opposite = _COMPARED[condition.name]
            return f"{left} {sign} {right}", f"{left} {opposite} {right}"
        if condition.name == "not":
            yes, no = self._condition(condition.arguments[0])
            return no, yes
        (one, not_one), (two, not_two) = map(self._condition, condition.arguments)
        both, either = r"\wedge", r"\vee"
        if condition.name == "or":
            both, either = either, both
        return rf"{one} \; {both} \; {two}", rf"{not_one} \; {either} \; {not_two}"

    def _call(self, name: str, given: list[str]) -> str:
        match name, given:
            case "exp", [value]:
                return rf"\exp \left({value}\right)"
            case "ln", [value]:
                return rf"\ln \left({value}\right)"
            case "sqrt", [value]:
                return rf"\sqrt{{{value}}}"
            case "abs", [value]:
                return rf"\left|{value}\right|"
            case "clip", [value, low, high]:
                return rf"\left[{value}\right]_{{{low}}}^{{{high}}}"
            case "smooth", [value, months, start]:
                return rf"\mathrm{{S}}_{{{months}}} \left({value} ; {start}\right)"
            case "smooth3", [value, months, start]:
                return rf"\mathrm{{S}}_{{{months}}}^{{3}} \left({value} ; {start}\right)"
            case "lookup", [table, value]:
                return rf"{table} \left({value}\right)"
        joined = " , ".join(given)
        return rf"\mathrm{{{name}}} \left({joined}\right)"


def _terms(expression: Expression, sign: str = "+") -> Iterator[tuple[str, Expression]]:
    match expression:
        case Operation("add", (left, right)):
            yield from _terms(left, sign)
            yield from _terms(right, sign)
        case Operation("subtract", (left, right)):
            yield from _terms(left, sign)
            # What stands behind a minus keeps its brackets.
            yield ("-" if sign == "+" else "+"), right
        case _:
            yield sign, expression


def _factors(expression: Expression) -> Iterator[Expression]:
    match expression:
        case Operation("multiply", (left, right)):
            yield from _factors(left)
            yield right
        case _:
            yield expression


def _is_number(expression: Expression) -> bool:
    match expression:
        case Number():
            return True
        case Operation("power", (base, _)):
            return _is_number(base)
    return False


def _weight(expression: Expression) -> int:
    """Return about how many letters wide an expression is."""
    match expression:
        case Number() | Name():
            return 2
        case Operation("divide", arguments):
            return max(map(_weight, arguments)) + 1
        case Operation("if", (condition, then, other)):
            return max(_weight(then), _weight(other)) + _weight(condition) + 2
        case Operation(_, arguments):
            return sum(map(_weight, arguments)) + 2


def _names(expression: Expression) -> Iterator[str]:
    match expression:
        case Name(name):
            yield name
        case Operation(_, arguments):
            for argument in arguments:
                yield from _names(argument)


@cache
def drawn(latex: str) -> str:
    """Return one line of mathematics as SVG in the colour of the text around it."""
    config.svg2 = False
    svg = Latex(latex, size=SIZE).svg()
    found = re.search(r'width="([0-9.]+)" height="([0-9.]+)" viewBox="(\S+) (\S+)', svg)
    assert found is not None
    svg = _shortened(svg).replace('fill="black"', 'fill="currentColor"')
    # The lower edge lies below the line by what of the drawing does.
    below = float(found[2]) + float(found[4])
    return svg.replace("<svg ", f'<svg class="math" style="vertical-align:-{below:.1f}px" ', 1)


def _shortened(svg: str) -> str:
    """Round what is finer than a screen can show."""
    return re.sub(r"-?[0-9]+\.[0-9]{2,}", lambda match: f"{float(match[0]):.1f}", svg)
