"""The command that explores: many points of levers and assumptions, on many cores."""

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.arguments.errors import BadExecutorError
from desktop.cli.call import Call, model_of, output_path
from desktop.domain.errors import VecinosError
from desktop.reports.streams import complain

if TYPE_CHECKING:
    from desktop.domain.exploration import Exploration
    from desktop.domain.model.model import Model
    from desktop.reports.table import Table

DASK = "dask://"


class DaskNeedsError(VecinosError):
    """Fields: none. The library of a cluster is not there."""

    code = "dask_needs"


class ClusterUnreachableError(VecinosError):
    """Fields: address."""

    code = "cluster_unreachable"


def explore_model(call: Call) -> int:
    """Run an exploration and write its table, a row a run."""
    from desktop.modelfiles.exploration import ExplorationFileError, read_exploration
    from desktop.reports.exploration import LONG_TABLE_SUFFIXES, check_writable

    line = call.line
    out = output_path(line.value("--out"), LONG_TABLE_SUFFIXES)
    assert out is not None
    check_writable(out)
    address = _address(line.value("--executor"))
    model = model_of(call)
    try:
        asked = read_exploration(Path(str(line.argument)), model)
    except ExplorationFileError as refusal:
        for fault in refusal.faults:
            complain(call.language.error(fault))
        raise
    try:
        _explore(call, asked, model, out, address)
    except KeyboardInterrupt:
        complain(call.language.text("explore.stopped"))
        raise
    return 0


def _explore(
    call: Call, asked: "Exploration", model: "Model", out: Path, address: str | None
) -> None:
    from desktop.analysis.exploration import blocks, design, digest, explore
    from desktop.document.causes import runs_in_words
    from desktop.reports.exploration import KeptBlocks, kept_folder, rows_of, write_exploration
    from desktop.reports.progress import RunsLine

    kept = KeptBlocks(kept_folder() / digest(asked, model)[:32])
    if "--resume" not in call.line.switches:
        kept.forget()
    width = len(asked.indicators) * len(asked.months)
    sizes = {first: (last - first) * asked.members for first, last in blocks(asked)}
    missing = [
        (str(call.resources), asked, first, last)
        for first, last in blocks(asked)
        if kept.read(first, sizes[first], width) is None
    ]
    there = asked.runs - sum(sizes[first] for _, _, first, _ in missing)
    line = RunsLine(sys.stderr, call.language, asked.runs)
    if missing:
        try:
            with _executor(address, len(missing)) as executor, runs_in_words(model):
                explore(missing, executor, kept.keep, lambda done: line.show(there + done))
        finally:
            line.end()
    points = design(asked, model)

    def tables() -> "Iterator[Table]":
        for first, size in sizes.items():
            block = kept.read(first, size, width)
            assert block is not None
            yield rows_of(asked, points, first, block)

    write_exploration(out, tables())
    kept.forget()


def _address(text: str | None) -> str | None:
    """Return where a cluster is; None for the cores of this machine."""
    if text is None:
        return None
    if not text.startswith(DASK) or len(text) == len(DASK):
        raise BadExecutorError(text=text)
    if find_spec("distributed") is None:
        raise DaskNeedsError
    return f"tcp://{text.removeprefix(DASK)}"


@contextmanager
def _executor(address: str | None, tasks: int) -> Iterator[Executor]:
    if address is None:
        from desktop.engine.worker_pool import worker_processes

        pool = worker_processes(tasks)
        try:
            yield pool
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return
    from distributed import Client

    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as fault:
        raise ClusterUnreachableError(address=address) from fault
    with client, client.get_executor() as executor:
        yield executor
