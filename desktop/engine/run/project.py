"""Run a model under a policy."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from desktop.domain.clock import Month
from desktop.domain.errors import RunFailedError, UnknownIndicatorError
from desktop.domain.indicator import Change
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import BLOCK, CompiledModel
from desktop.engine.ensemble.draws import Draws
from desktop.engine.ensemble.paths import channels, check_policy, forces, impulses
from desktop.engine.results.projection import FloatArray, MemberRun, Projection
from desktop.engine.run.workspace import Line, Lines, Workspace, as_they_are


def project(
    compiled: CompiledModel,
    policy: Policy,
    draws: Draws,
    *,
    dtype: DTypeLike = np.float64,
    indicators: Sequence[str] | None = None,
    monthly: bool = False,
    until: Month | None = None,
) -> Projection:
    """Return the default lines of some indicators, of all if none are named, in every member.

    They are read-only, (TIME, INDICATOR, MEMBER), in the indicators' units. With `monthly`, every
    line is that of single months, flows at their yearly rate, without any twelve-month mean. They
    end with the month `until`, which changes no figure before it.

    What the others need is worked out as well, by one program for all. More than BLOCK members run
    in blocks: only their lines are kept of all of them at once.
    `dtype` is float64, or float32 for the live picture. Raise the ArgumentError that says what is
    wrong with the policy, or RunFailedError where the numbers leave the finite.
    """
    model = compiled.model
    check_policy(model, policy)
    places = {indicator: place for place, indicator in enumerate(model.indicators)}
    wanted = tuple(places) if indicators is None else tuple(dict.fromkeys(indicators))
    for indicator in wanted:
        if indicator not in places:
            raise UnknownIndicatorError(indicator=indicator)
    shown = [model.indicators[indicator] for indicator in wanted]
    program = compiled.program(compiled.drawn, draws)
    lines = {
        places[line.id]: Line(line.scale)
        if monthly or not line.twelve_months
        else Line(line.scale, twelve_months=True, before=compiled.observed[line.id])
        for line in shown
    }
    number: np.dtype[Any] = np.dtype(dtype)
    members = draws.members
    rows = None if until is None else model.clock.step(until) + 1
    parts: list[FloatArray] = []
    for first in range(0, members, BLOCK):
        part = slice(first, min(first + BLOCK, members))
        with program.prepared(draws, number, part) as prepared:
            found, finite = _run(compiled, prepared.workspace, policy, lines, rows)
        if not finite:
            raise _failure(compiled, policy, draws, wanted, found)
        parts.append(found)
    values = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=2)
    values.flags.writeable = False
    percent = frozenset(line.id for line in shown if line.change is Change.PERCENT)
    return Projection(model.clock, policy, draws, wanted, values, percent)


def variables(
    compiled: CompiledModel, policy: Policy, draws: Draws, also: Sequence[str] = ()
) -> dict[str, FloatArray]:
    """Return every variable of a run, (TIME, MEMBER), read-only, in double precision.

    Stocks, auxiliaries, levers in force, noises, pulses and channels, in model units and without
    any twelve-month mean; `also` names states of the equations that no element of the model is.
    Raise what `project` raises.
    """
    check_policy(compiled.model, policy)
    found, finite = _everything(compiled, policy, draws, also)
    if not finite:
        _check_finite(compiled, found)
    return found


def run_member(compiled: CompiledModel, policy: Policy, draws: Draws, member: int = 0) -> MemberRun:
    """Run one member of the draws alone; the central run is member 0 of an ensemble of none.

    The inputs are those it has among the others. Raise what `project` raises.
    """
    model = compiled.model
    check_policy(model, policy)
    found, finite = _everything(compiled, policy, draws, part=slice(member, member + 1))
    if not finite:
        _check_finite(compiled, found)
    parameters = {
        name: float(values[min(member, len(values) - 1)])
        for name, values in draws.parameters.items()
    }
    noises = {
        name: (path if path.ndim == 1 else path[:, member]).astype(np.float64)
        for name, path in draws.noises.items()
    }
    paths = {**_paths(compiled, policy), **noises, **compiled.calendar}
    values = {name: path[:, 0] for name, path in found.items()}
    return MemberRun(parameters, paths, impulses(model, policy.events), values)


def _run(
    compiled: CompiledModel,
    workspace: Workspace,
    policy: Policy,
    lines: Lines,
    rows: int | None = None,
) -> tuple[FloatArray, bool]:
    pushes = impulses(compiled.model, policy.events)
    return workspace.run(_paths(compiled, policy), pushes, lines, rows)


def _paths(compiled: CompiledModel, policy: Policy) -> dict[str, FloatArray]:
    """Return what a policy feeds in every month, (TIME,); levers it leaves alone cost nothing."""
    model = compiled.model
    moved = forces(model, policy, [lever for lever in policy.settings if lever in model.forces])
    return {**compiled.status_quo_forces, **moved, **channels(model, policy.events)}


def _everything(
    compiled: CompiledModel,
    policy: Policy,
    draws: Draws,
    also: Sequence[str] = (),
    part: slice = slice(None),
) -> tuple[dict[str, FloatArray], bool]:
    names = (*compiled.variables, *also)
    with compiled.program(names, draws).prepared(draws, np.dtype(np.float64), part) as prepared:
        found, finite = _run(compiled, prepared.workspace, policy, as_they_are(len(names)))
    found.flags.writeable = False
    return {name: found[:, place] for place, name in enumerate(names)}, finite


def _first_offence(
    compiled: CompiledModel, found: Mapping[str, FloatArray]
) -> RunFailedError | None:
    """Name the variable and month where a run first leaves the finite numbers.

    Within a month: what is fed in, then stocks, then auxiliaries, each after those it uses.
    """
    auxiliaries = compiled.equations.auxiliaries
    fed = [n for n in found if n not in auxiliaries and n not in compiled.model.stocks]
    offences = []
    for name in (*fed, *compiled.model.stocks, *auxiliaries):
        bad = ~np.isfinite(found[name]).all(axis=1)
        if bad.any():
            offences.append((int(bad.argmax()), name))
    if not offences:
        return None
    step, name = min(offences, key=lambda offence: offence[0])
    return RunFailedError(variable=name, month=compiled.model.clock.month(step))


def _check_finite(compiled: CompiledModel, found: Mapping[str, FloatArray]) -> None:
    failure = _first_offence(compiled, found)
    if failure is not None:
        raise failure


def _failure(
    compiled: CompiledModel,
    policy: Policy,
    draws: Draws,
    wanted: Sequence[str],
    values: FloatArray,
) -> RunFailedError:
    """Name the first offending variable; the indicator itself where only its own line offends."""
    found = _first_offence(compiled, _everything(compiled, policy, draws)[0])
    if found is not None:
        return found
    step, place = np.argwhere(~np.isfinite(values).all(axis=2))[0].tolist()
    variable = compiled.model.indicators[wanted[place]].variable
    return RunFailedError(variable=variable, month=compiled.model.clock.month(step))
