import ast
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import db.errors
from desktop.domain.errors import VecinosError

ROOT = Path(__file__).parents[2]
ERRORS = [
    error
    for error in vars(db.errors).values()
    if isinstance(error, type) and issubclass(error, VecinosError) and hasattr(error, "code")
]


@cache
def fields_raised() -> dict[str, set[frozenset[str]]]:
    """Find with which fields each error is raised anywhere in the store."""
    raised: dict[str, set[frozenset[str]]] = {}
    for path in (ROOT / "db").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                given = [keyword.arg for keyword in node.keywords]
                if None not in given:
                    names = frozenset(str(name) for name in given)
                    raised.setdefault(node.func.id, set()).add(names)
    return raised


@cache
def catalogue(language: str) -> Catalog:
    with (ROOT / "resources" / "i18n" / language / "LC_MESSAGES" / "vecinos.po").open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
@pytest.mark.parametrize("language", ["en", "es"])
def test_that_every_failure_is_worded_with_the_fields_it_carries(
    language: str, error: type[VecinosError]
) -> None:
    message = catalogue(language).get(f"error.{error.code}")
    assert message is not None
    named = frozenset(name for _, name, _, _ in Formatter().parse(str(message.string)) if name)
    for given in fields_raised().get(error.__name__, set()):
        assert given == named


def test_that_every_failure_has_a_code_of_its_own() -> None:
    codes = [error.code for error in ERRORS]
    assert len(codes) == len(set(codes)) >= 25
