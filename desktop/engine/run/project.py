"""Run a model under a policy."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from desktop.domain.clock import Clock
from desktop.domain.ensemble import MOST_MEMBERS, RunRequest
from desktop.domain.errors import MemberCountError, RunFailedError, UnknownIndicatorError
from desktop.domain.indicator import Change
from desktop.engine.compile.compiler import BLOCK, CompiledModel, Program
from desktop.engine.compile.graph import Node
from desktop.engine.ensemble.assumptions import check_assumptions
from desktop.engine.ensemble.paths import channels, check_policy, forces, impulses
from desktop.engine.results.projection import FloatArray, MemberRun, Projection
from desktop.engine.run.workspace import Abandoned, Workspace, never


def project(
    compiled: CompiledModel,
    request: RunRequest,
    *,
    dtype: DTypeLike = np.float64,
    indicators: Sequence[str] | None = None,
    monthly: bool = False,
    abandoned: Abandoned = never,
) -> Projection:
    """Return the default lines of some indicators, of all if none are named.

    With `monthly`, every line is that of single months, flows at their yearly rate, without any
    twelve-month mean.

    One program works out what all indicators need, whichever are asked for: they hang together so
    closely that leaving some out saves nothing, while a second program has arrays of its own.
    More than BLOCK members run in blocks: only their lines are kept of all of them at once.
    `dtype` is float64, or float32 for the live picture. Raise the ArgumentError that says what is
    wrong with the request, RunFailedError where the numbers leave the finite, or
    RunAbandonedError soon after `abandoned` has become true.
    """
    _check(compiled, request)
    model = compiled.model
    wanted = tuple(model.indicators) if indicators is None else tuple(indicators)
    for indicator in wanted:
        if indicator not in model.indicators:
            raise UnknownIndicatorError(indicator=indicator)
    shown = [model.indicators[indicator] for indicator in wanted]
    if monthly:
        shown = [replace(indicator, twelve_months=False) for indicator in shown]
    program = compiled.program(compiled.drawn)
    number: np.dtype[Any] = np.dtype(dtype)
    members = max(1, request.ensemble.members)
    # Every indicator's plane is written just below, so filling it with NaN first buys nothing.
    values = np.empty((model.clock.steps + 1, len(shown), members), number)
    for first in range(0, members, BLOCK):
        part = slice(first, min(first + BLOCK, members))
        with (
            np.errstate(all="ignore"),
            program.prepared(request, number, part if members > BLOCK else None) as laid,
        ):
            workspace = laid.workspace
            _run(compiled, workspace, request, abandoned)
            for place, line in enumerate(shown):
                observed = compiled.observed[line.id]
                variable = _horizon(workspace, program.graph.variables[line.variable], model.clock)
                laid.lines.draw(line, variable, observed, values[:, place, part])
    if not _finite(values):
        raise _failure(compiled, request, wanted, values)
    values.flags.writeable = False
    percent = frozenset(line.id for line in shown if line.change is Change.PERCENT)
    return Projection(model.clock, request, wanted, values, percent)


def variables(
    compiled: CompiledModel, request: RunRequest, also: Sequence[str] = ()
) -> dict[str, FloatArray]:
    """Return every variable of a run, (TIME, MEMBER), read-only, in double precision.

    Stocks, auxiliaries, levers in force, noises, pulses and channels, in model units and without
    any twelve-month mean; `also` names states of the equations that no element of the model is.
    Raise what `project` raises.
    """
    _check(compiled, request)
    found = _everything(compiled, request, also)
    _check_finite(compiled, found)
    return found


def run_member(compiled: CompiledModel, request: RunRequest, member: int = 0) -> MemberRun:
    """Run one member of an ensemble alone; the central run is member 0 of an ensemble of none.

    The inputs are those it has among the others. Raise what `project` raises.
    """
    _check(compiled, request)
    model, policy = compiled.model, request.policy
    drawn = compiled.ensemble_inputs(request.ensemble, request.assumptions)
    parameters = {
        name: float(drawn[name][min(member, len(drawn[name]) - 1)]) for name in model.parameters
    }
    drivers = {
        name: path if path.ndim == 1 else path[:, member]
        for name, path in drawn.items()
        if name not in parameters
    }
    paths = {**forces(model, policy), **channels(model, policy.events)}
    struck = impulses(model, policy.events)
    program = compiled.program(compiled.variables)
    rows = model.clock.steps + 1
    workspace = Workspace(program.schedule, model.lookups, rows, 1, np.float64)
    with np.errstate(all="ignore"):
        constants = {name: np.array([value]) for name, value in parameters.items()}
        workspace.prepare({**constants, **drivers})
        workspace.run(paths, struck)
    values: dict[str, FloatArray] = {}
    for name in compiled.variables:
        found = workspace.values(program.graph.variables[name])[:, 0]
        values[name] = np.broadcast_to(found, rows)
    _check_finite(compiled, {name: path[:, np.newaxis] for name, path in values.items()})
    return MemberRun(parameters, {**paths, **drivers}, struck, values)


def _check(compiled: CompiledModel, request: RunRequest) -> None:
    members = request.ensemble.members
    if not 0 <= members <= MOST_MEMBERS:
        raise MemberCountError(members=members, most=MOST_MEMBERS)
    check_policy(compiled.model, request.policy)
    check_assumptions(compiled.model, request.assumptions)


def _finite(values: FloatArray) -> bool:
    """Say whether all values are finite; nothing that is not can vanish in their sum."""
    with np.errstate(all="ignore"):
        return bool(np.isfinite(values.sum()) or np.isfinite(values).all())


def _run(
    compiled: CompiledModel,
    workspace: Workspace,
    request: RunRequest,
    abandoned: Abandoned = never,
) -> None:
    model, policy = compiled.model, request.policy
    workspace.run(
        {**forces(model, policy), **channels(model, policy.events)},
        impulses(model, policy.events),
        abandoned,
    )


def _horizon(workspace: Workspace, node: Node, clock: Clock) -> FloatArray:
    """Return a node's values with one row a step, also where it never changes."""
    values = workspace.values(node)
    return np.broadcast_to(values, (clock.steps + 1, values.shape[1]))


def _everything(
    compiled: CompiledModel, request: RunRequest, also: Sequence[str] = ()
) -> dict[str, FloatArray]:
    names = (*compiled.variables, *also)
    program: Program = compiled.program(names)
    shape = (compiled.model.clock.steps + 1, max(1, request.ensemble.members))
    found: dict[str, FloatArray] = {}
    with (
        np.errstate(all="ignore"),
        program.prepared(request, np.dtype(np.float64)) as laid,
    ):
        workspace = laid.workspace
        _run(compiled, workspace, request)
        for name in names:
            values = workspace.values(program.graph.variables[name])
            copy = np.array(np.broadcast_to(values, shape))
            copy.flags.writeable = False
            found[name] = copy
    return found


def _first_offence(
    compiled: CompiledModel, found: Mapping[str, FloatArray]
) -> tuple[str, int] | None:
    """Return the variable and step where a run first leaves the finite numbers.

    Within a month: what is fed in, then stocks, then auxiliaries, each after those it uses.
    """
    auxiliaries = compiled.equations.auxiliaries
    fed = [n for n in found if n not in auxiliaries and n not in compiled.model.stocks]
    first: tuple[str, int] | None = None
    for name in (*fed, *compiled.model.stocks, *auxiliaries):
        bad = ~np.isfinite(found[name]).all(axis=1)
        if bad.any():
            step = int(bad.argmax())
            if first is None or step < first[1]:
                first = (name, step)
    return first


def _check_finite(compiled: CompiledModel, found: Mapping[str, FloatArray]) -> None:
    offence = _first_offence(compiled, found)
    if offence is not None:
        variable, step = offence
        raise RunFailedError(variable=variable, month=compiled.model.clock.month(step))


def _failure(
    compiled: CompiledModel, request: RunRequest, wanted: Sequence[str], values: FloatArray
) -> RunFailedError:
    """Name the first offending variable; the indicator itself where only its own line offends."""
    clock = compiled.model.clock
    offence = _first_offence(compiled, _everything(compiled, request))
    if offence is None:
        step, place = np.argwhere(~np.isfinite(values).all(axis=2))[0].tolist()
        offence = (compiled.model.indicators[wanted[place]].variable, step)
    variable, step = offence
    return RunFailedError(variable=variable, month=clock.month(step))
