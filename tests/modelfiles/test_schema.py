"""The schema that editors read holds for the shipped files and refuses what is misspelt."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli

from desktop.domain.lever import Family, Grade
from desktop.domain.model.model import ParameterKind
from desktop.modelfiles.resources import RESOURCES

FILES = sorted((RESOURCES / "model").glob("*.toml"))
SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs" / "model.schema.json").read_text(encoding="utf-8")
)
CHECKER = jsonschema.Draft202012Validator(SCHEMA)


def read(path: Path) -> dict[str, Any]:
    return tomli.loads(path.read_text(encoding="utf-8"))


def test_that_the_schema_is_one_and_every_shipped_file_keeps_it() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert len(FILES) > 20
    found = [
        (path.name, fault.json_path) for path in FILES for fault in CHECKER.iter_errors(read(path))
    ]
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_that_a_key_misspelt_in_any_kind_of_table_is_refused(path: Path) -> None:
    for kind, tables in read(path).items():
        if isinstance(tables, str) or kind == "documents":
            continue
        one = tables[0] if isinstance(tables, list) else next(iter(tables.values()))
        wrong = {("x" + key): value for key, value in one.items()}
        whole = [wrong] if isinstance(tables, list) else {"a": wrong}
        assert not CHECKER.is_valid({kind: whole})
        assert not CHECKER.is_valid(
            {kind: [{**one, "x": 1}] if isinstance(tables, list) else {"a": {**one, "x": 1}}}
        )
        assert not CHECKER.is_valid({f"{kind}s": tables})


def test_that_the_schema_knows_the_words_of_the_program() -> None:
    tables = SCHEMA["properties"]
    parameter = tables["parameter"]["additionalProperties"]["properties"]
    assert parameter["grade"]["enum"] == list(Grade)
    assert parameter["kind"]["enum"] == list(ParameterKind)
    assert tables["lever"]["additionalProperties"]["properties"]["family"]["enum"] == list(Family)
