"""Every reason that the readers and the engine can give has its words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from desktop import engine, modelfiles
from desktop.modelfiles.resources import RESOURCES

GIVERS = {"fault", "_fault", "error"}
"""Functions that take a reason, as the first argument or after the place."""


def reasons() -> Iterator[tuple[str, str]]:
    for package in (engine, modelfiles):
        for path in Path(package.__path__[0]).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in GIVERS:
                    words = [a.value for a in node.args if isinstance(a, ast.Constant)]
                    if words and isinstance(words[-1], str):
                        yield path.name, words[-1]


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def test_that_every_reason_is_worded() -> None:
    catalogue = (RESOURCES / "i18n/en/LC_MESSAGES/vecinos.po").read_text(encoding="utf-8")
    worded = set(re.findall(r'^msgid "reason\.(.+)"$', catalogue, re.MULTILINE))
    given = set(reasons())
    assert len(given) > 60
    assert {(file, reason) for file, reason in given if reason not in worded} == set()
