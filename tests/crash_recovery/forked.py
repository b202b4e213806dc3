"""Programs forked from a process that has imported them and done nothing else.

What they import takes longer than what is tried on them, and is the same each time.
"""

import importlib
import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

PROGRAMS = tuple(
    f"tests.crash_recovery.{name}" for name in ("store_worker", "play_worker", "play_window")
)


class Forked:
    """A program in a process of its own, with as much of a `Popen` as is used here."""

    def __init__(self, module: str, *words: str, errors: Path) -> None:
        assert module in PROGRAMS
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(PROGRAMS))
        read, write = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_begin, args=(module, words, write, errors, dict(os.environ))
        )
        self._process.start()
        write.close()
        # Text from a file of its own: a connection is closed when it goes.
        self.stdout = os.fdopen(os.dup(read.fileno()), encoding="utf-8")
        read.close()
        self.pid = self._process.pid or 0
        self.returncode: int | None = None

    def __enter__(self) -> "Forked":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        self._process.join()
        self.stdout.close()

    def kill(self) -> None:
        """Kill it, wherever it is."""
        self._process.kill()

    def wait(self, seconds: float) -> int:
        """Return its exit code once it has ended, or minus the signal that ended it."""
        self._process.join(seconds)
        assert self._process.exitcode is not None, f"it goes on after {seconds} seconds"
        self.returncode = self._process.exitcode
        return self.returncode


def _begin(
    module: str, words: tuple[str, ...], told: Connection, errors: Path, given: Mapping[str, str]
) -> None:
    """Be that program."""
    os.setsid()
    os.environ.update(given)
    os.dup2(told.fileno(), 1)
    told.close()
    with errors.open("w") as written:
        os.dup2(written.fileno(), 2)
    sys.argv = [module, *words]
    sys.exit(importlib.import_module(module).main())
