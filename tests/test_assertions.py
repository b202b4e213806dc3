"""Every test can fail for a reason of its own: it asserts something, itself or by a helper."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
VERDICTS = {"fail", "raises", "waitSignal", "waitSignals", "waitUntil", "warns"}
"""What pytest and its Qt plug-in fail with; so does what NumPy calls `assert_…`."""

Place = tuple[str, str]
"""A function: its module, and its name in it."""


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Give every function of a module, methods among them."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@cache
def inside(function: ast.FunctionDef) -> tuple[ast.Call | ast.Assert, ...]:
    """Return what a function calls and asserts."""
    return tuple(node for node in ast.walk(function) if isinstance(node, ast.Call | ast.Assert))


@cache
def called(function: ast.FunctionDef) -> tuple[set[str], set[str]]:
    """Name the functions that a function calls, and the methods."""
    calls = [node.func for node in inside(function) if isinstance(node, ast.Call)]
    return (
        {call.id for call in calls if isinstance(call, ast.Name)},
        {call.attr for call in calls if isinstance(call, ast.Attribute)},
    )


def asserts(function: ast.FunctionDef) -> bool:
    """Say whether a function holds an assertion of its own; a type made sure of is none."""
    assertions = (node.test for node in inside(function) if isinstance(node, ast.Assert))
    told = any(name in VERDICTS or name.startswith("assert_") for name in called(function)[1])
    return told or not all(map(narrows, assertions))


def narrows(test: ast.expr) -> bool:
    """Say whether an assertion is there for the type checker alone."""
    return isinstance(test, ast.Call) and ast.unparse(test.func) == "isinstance"


def imported(module: str, tree: ast.AST) -> Iterator[tuple[Place, Place]]:
    """Give what a module calls a function of the tests, and where that stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests"):
            for alias in node.names:
                yield (module, alias.asname or alias.name), (str(node.module), alias.name)


def idle(trees: Mapping[str, ast.AST]) -> set[Place]:
    """Name the tests that neither assert nor call a helper of the tests that does."""
    known = [(module, one) for module, tree in trees.items() for one in functions(tree)]
    homes = dict(pair for module, tree in trees.items() for pair in imported(module, tree))
    telling = {(module, one.name) for module, one in known if asserts(one)}
    by_themselves = {name for _, name in telling}

    def tells(module: str, function: ast.FunctionDef) -> bool:
        names, methods = called(function)
        places = {homes.get((module, name), (module, name)) for name in names}
        return bool(places & telling) or bool(methods & by_themselves)

    while more := {(module, one.name) for module, one in known if tells(module, one)} - telling:
        telling |= more
    return {(module, one.name) for module, one in known if one.name.startswith("test_")} - telling


def test_that_every_test_asserts_something() -> None:
    trees = {
        ".".join(path.relative_to(TESTS.parent).with_suffix("").parts): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in sorted(TESTS.rglob("*.py"))
    }
    assert idle(trees) == set()


def test_that_a_test_that_only_runs_something_is_found() -> None:
    helpers = "def checked(): assert one == 1\ndef made(): return one"
    tests = """
from tests.helpers import checked as checks, made
def narrow(): assert isinstance(one, int)
def test_a(): narrow()
def test_b(): made()
def test_c(): checks()
def test_d(): Hand().press()
def test_e():
    with pytest.raises(ValueError): made()
class Hand:
    def press(self): assert self.free
"""
    trees = {"tests.helpers": ast.parse(helpers), "tests.test_x": ast.parse(tests)}
    assert idle(trees) == {("tests.test_x", "test_a"), ("tests.test_x", "test_b")}
