"""This engine beside PySD and beside its own arithmetic compiled.

`python -m tests.bench.peer_bench`; all in one process, one thread, on the shipped model, in
milliseconds of the processor, so that what else the machine does counts little. What this engine
does for all members at once PySD repeats run by run.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from shutil import which
from statistics import median

import numpy as np
from numpy.typing import DTypeLike

from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.language.xmile import xmile
from desktop.engine.run.project import project, run_member, variables
from desktop.modelfiles.read import read_model
from tests.bench.compiled import COMPILER, CompiledLoop
from tests.model_checks.pysd_crosscheck import RELATIVE, differences, translated

RUNS = 40
PEER_RUNS = 10
SINGLE = 1e-3
"""Relative difference of single precision over thirteen years."""
CENTRAL = EnsembleChoice(members=0)


def milliseconds(work: Callable[[Policy], object], runs: int, warm_up: int = 5) -> float:
    """Return the median time of one call, each with another policy, as from a slider."""
    times = []
    for run in range(warm_up + runs):
        policy = Policy({"us_tariff_on_mexico": Setting(run * 0.3)})
        start = time.process_time()
        work(policy)
        times.append((time.process_time() - start) * 1e3)
    return median(times[warm_up:])


def measure() -> Iterator[str]:
    """Yield the lines of the report, each as soon as it is known."""
    model = read_model()
    compiled = compile_model(model)
    draws = compiled.draws(EnsembleChoice())
    members = draws.members
    yield (
        f"the model: {len(model.stocks)} stocks, {len(model.auxiliaries)} auxiliaries, "
        f"{len(model.parameters)} parameters, {model.clock.steps} months"
    )
    one = milliseconds(lambda policy: variables(compiled, policy, compiled.draws(CENTRAL)), RUNS)
    yield f"this engine, one member, every variable: {one:.1f} ms"
    exact = milliseconds(lambda policy: project(compiled, policy, draws), RUNS)
    yield f"this engine, {members} members, all indicators, exact: {exact:.1f} ms"
    live = milliseconds(lambda policy: project(compiled, policy, draws, dtype=np.float32), RUNS)
    yield f"this engine, {members} members, all indicators, live: {live:.1f} ms"
    theirs = yield from _pysd(compiled)
    yield f"PySD / this engine, one member, every variable: {theirs / one:.1f}"
    yield (
        f"PySD / this engine, {members} members: {theirs * members / exact:.0f} exact, "
        f"{theirs * members / live:.0f} live"
    )
    if which(COMPILER) is None:
        yield f"compiled: there is no C compiler called {COMPILER}"
        return
    for dtype, name, taken in ((np.float64, "exact", exact), (np.float32, "live", live)):
        limit = yield from _compiled(compiled, dtype, name)
        yield f"this engine / compiled, {members} members, {name}: {taken / limit:.1f}"


def _pysd(compiled: CompiledModel) -> Generator[str, None, float]:
    run = run_member(compiled, STATUS_QUO, compiled.draws(CENTRAL))
    text = xmile(compiled.model, run)
    with tempfile.TemporaryDirectory() as folder:
        peer = translated(text, Path(folder))
        yield f"PySD, translation: {peer.seconds:.1f} s"
        laid_out = translated(text, Path(folder), laid_out=True)
        yield f"PySD, translation with its Python laid out: {laid_out.seconds:.1f} s"
        found, _ = peer.run(list(run.values))
        assert differences(run, found) == []
        theirs = median(peer.run(list(run.values))[1] for _ in range(PEER_RUNS)) * 1e3
    yield f"PySD, one run, every variable: {theirs:.1f} ms"
    return theirs


def _compiled(compiled: CompiledModel, dtype: DTypeLike, name: str) -> Generator[str, None, float]:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        loop = CompiledLoop(compiled, dtype, Path(folder))
        seconds = time.perf_counter() - start
    few = RunRequest(STATUS_QUO, EnsembleChoice(members=20))
    found = loop.prepared(few)()
    engine = variables(compiled, few.policy, compiled.draws(few.ensemble))
    same = RELATIVE if dtype is np.float64 else SINGLE
    for place, target in enumerate(compiled.drawn):
        np.testing.assert_allclose(found[:, place], engine[target], rtol=same, err_msg=target)
    run = loop.prepared(RunRequest(STATUS_QUO))
    taken = milliseconds(lambda _: run(), RUNS)
    members = EnsembleChoice().members
    yield (
        f"compiled ({seconds:.1f} s), {members} members, {len(compiled.drawn)} variables, "
        f"{name}: {taken:.1f} ms"
    )
    return taken


if __name__ == "__main__":
    for told in measure():
        sys.stdout.write(told + "\n")
        sys.stdout.flush()
