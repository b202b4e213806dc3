"""Changes a line of a program that is loaded already, and runs a test on what that leaves.

`python -m tests.features.mutant` reads mutants and their tests as JSON from standard input, and
writes how each test ended. The program is imported once; each mutant has a process of its own,
forked from it, in which the functions of its module get the code of the changed source. Nothing is
written, neither source nor bytecode.
"""

import ast
import gc
import importlib
import io
import json
import os
import signal
import sys
import tempfile
import traceback
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NOT_APPLIED, BROKE = 42, 43
PATIENCE = 300
"""Seconds after which a test that a mutant made endless is ended."""
_PLUGINS = ("pytestqt.plugin", "_hypothesis_pytestplugin")
OPTIONS = (
    *("-q", "--tb=line", "-W", "ignore::pytest.PytestAssertRewriteWarning"),
    *(word for plugin in _PLUGINS for word in ("-p", plugin)),
)
"""Plugins are loaded already when a test begins, which is no fault; no others are looked for."""
_TOLD = 2000


def functions_of(code: types.CodeType) -> Iterator[types.CodeType]:
    """Yield the code of everything that is defined in a code, in the order of the source."""
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield one
            yield from functions_of(one)


def change(module: str, line: str, instead: str) -> bool:
    """Give the functions of a loaded module the code they have with a line changed.

    Return whether there was such a line, once, and functions to change. What ran at import stays
    as it was: the line of a mutant belongs inside a function.
    """
    path = str(ROOT / module)
    source = Path(path).read_text(encoding="utf-8")
    if source.count(line) != 1 or line.count("\n") != instead.count("\n"):
        return False
    whole = compile(source.replace(line, instead), path, "exec", dont_inherit=True)
    changed = {(one.co_qualname, one.co_firstlineno): one for one in functions_of(whole)}
    found = 0
    # Also those that were put out of the collector's sight.
    gc.unfreeze()
    for one in gc.get_objects():
        if isinstance(one, types.FunctionType) and one.__code__.co_filename == path:
            code = changed.get((one.__code__.co_qualname, one.__code__.co_firstlineno))
            if code is not None:
                one.__code__ = code
                found += 1
    gc.freeze()
    return found > 0


def load(path: Path, seen: set[Path]) -> None:
    """Import of the program what a module of the tests imports, itself or by others of them."""
    if path in seen or not path.is_file():
        return
    seen.add(path)
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            package, *_ = node.module.split(".")
            if package in ("desktop", "db"):
                importlib.import_module(node.module)
            elif package == "tests":
                load((ROOT / node.module.replace(".", "/")).with_suffix(".py"), seen)


def outcome(mutant: dict[str, str]) -> tuple[int, str]:
    """Run the test of a mutant in a process of its own; return how pytest ended and what it said.

    A negative number is the signal that ended it.
    """
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if child == 0:
            _run(mutant, said)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        words = said.read().decode(errors="replace")
    return os.waitstatus_to_exitcode(status), words[-_TOLD:]


def _run(mutant: dict[str, str], said: Any) -> None:
    code = BROKE
    try:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        signal.alarm(PATIENCE)
        import pytest

        code = NOT_APPLIED
        if change(mutant["module"], mutant["line"], mutant["instead"]):
            code = int(pytest.main([*OPTIONS, mutant["test"]]))
    except BaseException:
        code = BROKE
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Windows and threads of the test end with it, and nothing that was registered here.
        os._exit(code)


def main() -> None:
    """Run what standard input asks for."""
    mutants = json.load(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8"))
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for library in ("pytest", "hypothesis", *_PLUGINS):
        importlib.import_module(library)
    seen: set[Path] = set()
    load(ROOT / "tests" / "conftest.py", seen)
    for one in mutants:
        load(ROOT / one["test"].partition("::")[0], seen)
        importlib.import_module(one["module"].removesuffix(".py").replace("/", "."))
    # What is loaded is no garbage of any test.
    gc.collect()
    gc.freeze()
    json.dump([outcome(one) for one in mutants], sys.stdout)


if __name__ == "__main__":
    main()
