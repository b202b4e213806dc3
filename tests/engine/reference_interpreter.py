"""The same model worked out the slow and plain way: one member, one number at a time.

It shares the parser with the engine, and nothing after it: no phases, no reordering, no arrays.
"""

import math
from collections.abc import Callable, Mapping

from desktop.domain.model.model import Model, Stock
from desktop.domain.policy import Policy
from desktop.engine.ensemble.paths import channels, forces, impulses, pulse_path
from desktop.engine.language.expressions import (
    Definition,
    Expression,
    Name,
    Number,
    Place,
    expand,
    parse,
)

HERE = Place("reference")

ARITHMETIC: dict[str, Callable[[float, float, float], float]] = {
    "add": lambda a, b, c: a + b,
    "subtract": lambda a, b, c: a - b,
    "multiply": lambda a, b, c: a * b,
    "divide": lambda a, b, c: a / b,
    "power": lambda a, b, c: math.pow(a, b),
    "negate": lambda a, b, c: -a,
    "clip": lambda a, b, c: max(b, min(a, c)),
    "min": lambda a, b, c: min(a, b),
    "max": lambda a, b, c: max(a, b),
    "exp": lambda a, b, c: math.exp(a),
    "ln": lambda a, b, c: math.log(a),
    "sqrt": lambda a, b, c: math.sqrt(a),
    "abs": lambda a, b, c: abs(a),
}


class ReferenceRun:
    """Step a model month by month."""

    def __init__(
        self,
        model: Model,
        policy: Policy,
        parameters: Mapping[str, float],
        noises: Mapping[str, list[float]],
    ) -> None:
        self.model = model
        self.fixed = dict(parameters)
        steps = model.clock.steps + 1
        self.paths: dict[str, list[float]] = {
            **{name: path.tolist() for name, path in forces(model, policy).items()},
            **{name: path.tolist() for name, path in channels(model, policy.events).items()},
            **{p.id: pulse_path(p, model.clock).tolist() for p in model.pulses.values()},
            **noises,
            "time": [float(step) for step in range(steps)],
        }
        self.pushes = impulses(model, policy.events)
        self.functions = {
            f.id: Definition(f.arguments, parse(f.equation, HERE)) for f in model.functions.values()
        }
        self.trees: dict[str, Expression] = {}
        self.smooths: dict[tuple[str, Expression], list[float]] = {}
        self.now: dict[str, float] = {}
        self.step = 0
        self.stocks = {stock.id: 0.0 for stock in model.stocks.values()}
        for stock in model.stocks.values():
            self.stocks[stock.id] = self.value(self.tree(stock.initial), stock.id)

    def tree(self, text: str) -> Expression:
        if text not in self.trees:
            self.trees[text] = expand(parse(text, HERE), self.functions, HERE)
        return self.trees[text]

    def run(self) -> dict[str, list[float]]:
        names = [*self.model.auxiliaries, *self.model.stocks]
        found: dict[str, list[float]] = {name: [] for name in names}
        for step in range(self.model.clock.steps + 1):
            self.step = step
            self.now = {}
            for name in names:
                found[name].append(self.name(name))
            self.advance()
        return found

    def name(self, name: str) -> float:
        if name in self.stocks:
            return self.stocks[name]
        if name in self.fixed:
            return self.fixed[name]
        if name in self.paths:
            return self.paths[name][self.step]
        if name not in self.now:
            self.now[name] = self.value(self.tree(self.model.auxiliaries[name].equation), name)
        return self.now[name]

    def advance(self) -> None:
        moved = {stock.id: self.moved(stock) for stock in self.model.stocks.values()}
        stages: dict[tuple[str, Expression], list[float]] = {}
        # The input of one smooth may hold another, which is met here first.
        while missing := [key for key in self.smooths if key not in stages]:
            for key in missing:
                tau, *values = self.smooths[key]
                inputs = [self.value(key[1], ""), *values[:-1]]
                pairs = zip(values, inputs, strict=True)
                stages[key] = [tau, *(old + (new - old) / tau for old, new in pairs)]
        self.stocks, self.smooths = moved, stages

    def moved(self, stock: Stock) -> float:
        now = self.stocks[stock.id]
        if stock.change is not None:
            flow = self.value(self.tree(stock.change), stock.id)
            flow /= 12 if stock.change_unit.endswith("/year") else 1
        else:
            flow = 0.0
            for name, sign in ((stock.inflow, 1), (stock.outflow, -1)):
                if name is not None:
                    per = 12 if self.model.auxiliaries[name].unit.endswith("/year") else 1
                    flow += sign * self.name(name) / per
        after = now + flow + self.pushes.get(stock.id, {}).get(self.step + 1, 0.0)
        low, high = stock.bounds or (-math.inf, math.inf)
        return min(max(after, low), high)

    def value(self, tree: Expression, owner: str) -> float:
        if isinstance(tree, Number):
            return tree.value
        if isinstance(tree, Name):
            return self.name(tree.id)
        if tree.name in ("smooth", "smooth3"):
            return self.smooth(tree.name, *tree.arguments, owner=owner)
        if tree.name == "if":
            return self.value(tree.arguments[1 if self.truth(tree.arguments[0]) else 2], owner)
        if tree.name == "lookup":
            named = tree.arguments[0]
            assert isinstance(named, Name)
            table = self.model.lookups[named.id]
            return self.table(table.x, table.y, self.value(tree.arguments[1], owner))
        a, *rest = (self.value(each, owner) for each in tree.arguments)
        b = rest[0] if rest else 0.0
        c = rest[1] if len(rest) > 1 else 0.0
        return ARITHMETIC[tree.name](a, b, c)

    def truth(self, tree: Expression) -> bool:
        assert not isinstance(tree, Number | Name)
        if tree.name in ("and", "or", "not"):
            parts = [self.truth(each) for each in tree.arguments]
            return {"and": all(parts), "or": any(parts), "not": not parts[0]}[tree.name]
        a, b = (self.value(each, "") for each in tree.arguments)
        return {
            "less": a < b,
            "less_equal": a <= b,
            "greater": a > b,
            "greater_equal": a >= b,
            "equal": a == b,
            "not_equal": a != b,
        }[tree.name]

    def smooth(
        self, kind: str, tree: Expression, tau: Expression, start: Expression, *, owner: str
    ) -> float:
        key = (f"{kind} {tau} {start}", tree)
        if key not in self.smooths:
            stages = 3 if kind == "smooth3" else 1
            stage_tau = max(1.0, self.value(tau, owner) / stages)
            self.smooths[key] = [stage_tau, *[self.value(start, owner)] * stages]
        return self.smooths[key][-1]

    def table(self, x: tuple[float, ...], y: tuple[float, ...], at: float) -> float:
        if at <= x[0]:
            return y[0]
        for left, right, low, high in zip(x, x[1:], y, y[1:], strict=False):
            if at <= right:
                return low + (high - low) * (at - left) / (right - left)
        return y[-1]
