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

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.machine import numpy_executor
from desktop.engine.machine.native import Library
from desktop.engine.run.project import project, run_member, variables
from desktop.modelfiles.read import read_model
from desktop.reports.xmile.file import xmile
from tests.bench.compiled import COMPILER, WrittenLoop
from tests.engine.machine.feeds import programs
from tests.model_checks.pysd_crosscheck import RELATIVE, differences, translated

RUNS = 40
PEER_RUNS = 10
WHOLE_BLOCKS = 1024
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
    for dtype, name in ((np.float64, "exact"), (np.float32, "live")):
        yield from _written(compiled, dtype, name)


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


def _written(compiled: CompiledModel, dtype: DTypeLike, name: str) -> Iterator[str]:
    """Compare the last program of a run: this engine's machine, NumPy, and two ways to write it."""
    draws = compiled.draws(EnsembleChoice(members=WHOLE_BLOCKS))
    code, feed = programs(compiled, draws, dtype, targets=compiled.drawn)[-1]
    machine = Library()
    expected = machine.execute(code, feed, threads=1)[0]
    about = f"{WHOLE_BLOCKS} members, {len(compiled.drawn)} variables, {name}"
    own = milliseconds(lambda _: machine.execute(code, feed, threads=1), RUNS)
    yield f"the machine ({machine.build}), {about}: {own:.1f} ms"
    plain = milliseconds(lambda _: numpy_executor.execute(code, feed), PEER_RUNS, warm_up=1)
    yield f"the same program in NumPy, {about}: {plain:.1f} ms, {plain / own:.1f} × the machine"
    for vectors, called in ((False, "scalar C"), (True, "C in vectors, the limit")):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            loop = WrittenLoop(code, dtype, Path(folder), vectors=vectors)
            seconds = time.perf_counter() - start
        run = loop.prepared(feed)

        def again(_: Policy, run: Callable[[], object] = run) -> object:
            return run()

        same = RELATIVE if dtype is np.float64 else SINGLE
        reach = np.abs(expected).max(axis=(0, 2), keepdims=True)
        np.testing.assert_allclose(run() / reach, expected / reach, rtol=0, atol=same)
        taken = milliseconds(again, RUNS)
        yield f"{called} ({seconds:.1f} s to compile), {about}: {taken:.1f} ms"
        yield f"the machine / {called}, {name}: {own / taken:.1f}"


if __name__ == "__main__":
    for told in measure():
        sys.stdout.write(told + "\n")
        sys.stdout.flush()
