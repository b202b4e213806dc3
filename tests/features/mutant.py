"""A plugin of pytest that changes one line of the program as it is imported.

`python -m pytest -p tests.features.mutant NODE`, with the mutant as JSON in the environment under
`VARIABLE`; nothing is written, neither source nor bytecode. A run in which the changed module was
never imported, or the line stands there no more, ends with `NOT_APPLIED`.
"""

import importlib.machinery
import json
import os
import types
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "VECINOS_MUTANT"
NOT_APPLIED = 42
_ROOT = Path(__file__).resolve().parents[2]


class Mutation:
    """Give one module to whoever imports it with a line changed."""

    def __init__(self, module: str, line: str, instead: str) -> None:
        self._path = _ROOT / module
        self._line, self._instead = line, instead
        self.applied = False

    def begin(self) -> None:
        """Change what is imported from now on, in this process alone."""
        loaders: Any = importlib.machinery
        usual = loaders.SourceFileLoader.get_code

        def code(loader: Any, name: str) -> types.CodeType:
            found: types.CodeType = usual(loader, name)
            if Path(loader.path) == self._path:
                source = self._path.read_text(encoding="utf-8")
                if source.count(self._line) == 1:
                    self.applied = True
                    changed = source.replace(self._line, self._instead)
                    found = compile(changed, loader.path, "exec", dont_inherit=True)
            return found

        loaders.SourceFileLoader.get_code = code


_mutation = None
if VARIABLE in os.environ:
    _mutation = Mutation(**json.loads(os.environ[VARIABLE]))
    _mutation.begin()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell apart a test that is red from a change that was never made."""
    if _mutation is not None and not _mutation.applied:
        session.exitstatus = NOT_APPLIED
