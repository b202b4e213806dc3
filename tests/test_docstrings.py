"""Public functions that take or give arrays say which axes these have."""

import ast
import re
from pathlib import Path

import pytest

DESKTOP = Path(__file__).parents[1] / "desktop"
ARRAYS = re.compile(r"\b(NDArray|FloatArray|Floats|Array)\b")
AXES = re.compile(r"\([^()]*(\b[A-Z]{4,}\b|\d,|\bsteps,)[^()]*\)|\bshape\b")
"""Axes in capitals, (TIME, MEMBER), or lengths, (12, 1); or that any shape will do."""


def unsaid(source: str) -> set[str]:
    """Name the public functions and methods of a module whose docstrings leave the axes out."""
    tree = ast.parse(source)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    inside = [node for each in classes if not each.name.startswith("_") for node in each.body]
    return {
        node.name
        for node in (*tree.body, *inside)
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if ARRAYS.search(f"{ast.unparse(node.args)} {ast.unparse(node.returns or node.args)}")
        if not AXES.search(ast.get_docstring(node) or "")
    }


def test_that_the_search_finds_an_array_without_axes() -> None:
    said = 'def f(x: Floats) -> None:\n    """Take a path (TIME,)."""\n'
    assert unsaid(said) == set()
    assert unsaid(said.replace("(TIME,)", "of months")) == {"f"}
    assert unsaid("class A:\n    def g(self) -> dict[str, NDArray[np.floating]]: ...\n") == {"g"}


@pytest.mark.parametrize("part", ["engine", "analysis", "calibration", "charts"])
def test_that_public_functions_say_the_axes_of_their_arrays(part: str) -> None:
    found = {
        str(path.relative_to(DESKTOP)): names
        for path in sorted((DESKTOP / part).rglob("*.py"))
        if (names := unsaid(path.read_text(encoding="utf-8")))
    }
    assert found == {}
