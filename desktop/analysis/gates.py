"""Why a lever that was set moves nothing, and the least move of another that wakes it.

A gate is a factor `clip(…, 0, 1)` or a condition in an equation: while it is shut nothing passes
from one variable to the next. Gates are read from the equations, none is listed anywhere.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from desktop.analysis.evaluation import Values, worked_out
from desktop.domain.ensemble import CENTRAL, RunRequest
from desktop.domain.lever import Lever, Setting
from desktop.domain.model.model import LookupTable
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.compile.equations import Equations
from desktop.engine.compile.phases import in_force
from desktop.engine.language.expressions import Expression, Name, Number, Operation, names
from desktop.engine.results.projection import MemberRun
from desktop.engine.run.project import run_member
from desktop.engine.run.states import parts

MOVED = 1e-4
"""A curve has moved by this share of its largest value: less is in no printed figure."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Hold what must be above zero, or true, in some month for anything to pass."""

    test: Expression

    def opens(self, values: Values, lookups: Mapping[str, LookupTable]) -> bool:
        """Say whether it is open in any month; one that cannot be worked out is not in the way.

        `values` are numbers or paths (TIME,), in model units.
        """
        found = worked_out(self.test, values, lookups)
        return found is None or bool(np.any(found > 0))


@dataclass(frozen=True, slots=True)
class Fix:
    """Name the nearest lever that opens the way, and the least setting that moves a curve."""

    lever: str
    setting: Setting


@dataclass(frozen=True, slots=True)
class Need:
    """Say which quantity is short for a lever to move anything, and what would help."""

    lever: str
    quantity: str
    """The element of the model that the gate tests."""
    fix: Fix | None
    """None where no other lever alone is enough."""


class Gates:
    """Know every gate of a compiled model."""

    def __init__(self, compiled: CompiledModel) -> None:
        self._compiled = compiled
        self._ways = _ways(compiled.equations)
        self._causes: dict[str, set[str]] = {}
        for cause, targets in self._ways.items():
            for target in targets:
                self._causes.setdefault(target, set()).add(cause)
        self._drawn = {one.variable for one in compiled.model.indicators.values()}

    def gated(self) -> tuple[str, ...]:
        """Return the levers none of whose ways to a curve is free of gates."""
        return tuple(
            lever for lever in self._compiled.model.forces if self._shut(lever, lambda gate: False)
        )

    def needs(
        self, request: RunRequest, stopped: Callable[[], bool] = lambda: False
    ) -> tuple[Need, ...]:
        """Return what each lever needs that is set, moves nothing, and has a gate in its way.

        Whether a curve moves is found by central runs, with the lever and without it. `stopped`
        is asked between two runs; what is returned after it was true is not to be used.
        """
        settings = [lever for lever in self.gated() if lever in request.policy.settings]
        if not settings:
            return ()
        run = self._run(request.policy, request)
        lookups = self._compiled.model.lookups
        values: Values = {**run.paths, **run.parameters, **run.values}
        found = []
        for lever in settings:
            shut = self._shut(lever, lambda gate: gate.opens(values, lookups))
            if not shut or stopped() or self._moves(lever, request.policy, request):
                continue
            quantity = self._quantity(shut[0])
            if quantity is not None:
                found.append(Need(lever, quantity, self._fix(lever, quantity, request, stopped)))
        return tuple(found)

    # ------------------------------------------------------------ ways

    def _shut(self, lever: str, opens: Callable[[Gate], bool]) -> tuple[Gate, ...] | None:
        """Return the gates that hold up every way to a curve; None if one way is free."""
        reached, waiting = {in_force(lever)}, deque([in_force(lever)])
        shut: dict[Gate, None] = {}
        while waiting:
            here = waiting.popleft()
            if here in self._drawn:
                return None
            for target, occurrences in self._ways.get(here, {}).items():
                held = [[gate for gate in gates if not opens(gate)] for gates in occurrences]
                if all(held):
                    shut.update(dict.fromkeys(gate for gates in held for gate in gates))
                elif target not in reached:
                    reached.add(target)
                    waiting.append(target)
        return tuple(shut)

    def _quantity(self, gate: Gate) -> str | None:
        model = self._compiled.model
        named = (name for name in names(gate.test))
        return next((n for n in named if n in model.auxiliaries or n in model.stocks), None)

    def _nearest(self, quantity: str) -> Iterator[str]:
        """Return the levers behind a quantity, those with the fewest steps to it first."""
        levers = {in_force(lever): lever for lever in self._compiled.model.forces}
        reached, waiting = {quantity}, deque([quantity])
        while waiting:
            here = waiting.popleft()
            if here in levers:
                yield levers[here]
            for cause in sorted(self._causes.get(here, ())):
                if cause not in reached:
                    reached.add(cause)
                    waiting.append(cause)

    # ------------------------------------------------------------ runs

    def _run(self, policy: Policy, request: RunRequest) -> MemberRun:
        draws = self._compiled.draws(CENTRAL, request.assumptions)
        return run_member(self._compiled, policy, draws)

    def _moves(self, lever: str, policy: Policy, request: RunRequest) -> bool:
        """Say whether the central run differs from that without the lever."""
        with_it = self._run(policy, request).values
        without = self._run(policy.with_setting(lever, None), request).values
        return any(
            bool(
                np.max(np.abs(with_it[name] - without[name]))
                > MOVED * np.max(np.abs(without[name]))
            )
            for name in self._drawn
        )

    def _fix(
        self, lever: str, quantity: str, request: RunRequest, stopped: Callable[[], bool]
    ) -> Fix | None:
        policy = request.policy
        for other in self._nearest(quantity):
            if other == lever:
                continue
            known = self._compiled.model.levers[other]
            now = policy.settings.get(other, Setting(known.default))

            def moves(value: float, other: str = other, now: Setting = now) -> bool:
                tried = policy.with_setting(other, replace(now, value=value))
                return self._moves(lever, tried, request)

            for end in (known.high, known.low):
                if stopped():
                    return None
                if end != now.value and moves(end):
                    return Fix(other, replace(now, value=_least(known, now.value, end, moves)))
        return None


def _least(lever: Lever, still: float, moving: float, moves: Callable[[float], bool]) -> float:
    """Return the value nearest to `still`, as the lever can be typed, at which a curve moves."""
    notch = 1.0 if lever.levels else 10.0**-lever.decimals
    low, high = 0, round(abs(moving - still) / notch)
    toward = notch if moving > still else -notch
    while high - low > 1:
        middle = (low + high) // 2
        if moves(round(still + middle * toward, lever.decimals)):
            high = middle
        else:
            low = middle
    return min(lever.high, max(lever.low, round(still + high * toward, lever.decimals)))


Ways = dict[str, dict[str, list[tuple[Gate, ...]]]]
"""Cause → what it goes into → the gates before each place where it stands in the equation."""


def _ways(equations: Equations) -> Ways:
    found: Ways = {}
    written: list[tuple[str, tuple[Expression, ...]]]
    written = [(name, (equation,)) for name, equation in equations.auxiliaries.items()]
    # A start is the state of things before any lever was moved.
    written += [(name, parts(state)[1:]) for name, state in equations.states.items()]
    for target, expressions in written:
        for expression in expressions:
            for cause, gates in _occurrences(expression, ()):
                found.setdefault(cause, {}).setdefault(target, []).append(gates)
    return found


def _occurrences(
    expression: Expression, gates: tuple[Gate, ...]
) -> Iterator[tuple[str, tuple[Gate, ...]]]:
    match expression:
        case Name(id=name):
            yield name, gates
        case Operation(name="multiply", arguments=(left, right)):
            yield from _occurrences(left, gates + _factor(right))
            yield from _occurrences(right, gates + _factor(left))
        case Operation(name="if", arguments=(condition, then, otherwise)):
            yield from _occurrences(condition, gates)
            # What stands on both sides passes whichever holds.
            both = {*names(then)} & {*names(otherwise)}
            for side, test in ((then, condition), (otherwise, Operation("not", (condition,)))):
                for name, before in _occurrences(side, gates):
                    yield name, before if name in both else (*before, Gate(test))
        case Operation(name="lookup", arguments=(_, *inputs)):
            for each in inputs:
                yield from _occurrences(each, gates)
        case Operation(arguments=arguments):
            for each in arguments:
                yield from _occurrences(each, gates)


def _factor(expression: Expression) -> tuple[Gate, ...]:
    match expression:
        case Operation(name="clip", arguments=(inner, Number(value=0.0), Number(value=1.0))):
            return (Gate(inner),)
        case Operation(name="multiply", arguments=(left, right)):
            return _factor(left) + _factor(right)
    return ()
