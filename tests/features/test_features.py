"""Each feature's mutant turns its test red."""

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from tests.features.features import FEATURES, Feature, table
from tests.features.mutant import NOT_APPLIED

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "features.md"
QUICK = 10
"""Mutants of the quick suite, by a seed that it tells."""


def _survivors(
    features: Sequence[Feature], wanted: pytest.ExitCode = pytest.ExitCode.TESTS_FAILED
) -> list[str]:
    """Run the test of each feature under its mutant; name those that do not end as wanted."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.features.mutant"],
        cwd=ROOT,
        input=json.dumps([asdict(one) for one in features]),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = []
    for feature, (code, said) in zip(features, json.loads(run.stdout), strict=True):
        if code != wanted:
            why = "was never applied" if code == NOT_APPLIED else f"ended with {code}"
            found.append(f"{feature.what}: its mutant {why}\n{said}")
    return found


@pytest.mark.posix("processes forked from one that has imported the program")
def test_that_ten_mutants_by_seed_are_noticed() -> None:
    seed = random.SystemRandom().randrange(2**32)
    chosen = random.Random(seed).sample(FEATURES, QUICK)
    assert not _survivors(chosen), f"seed {seed}"


@pytest.mark.long
@pytest.mark.posix("processes forked from one that has imported the program")
def test_that_every_mutant_is_noticed() -> None:
    assert not _survivors(FEATURES)


@pytest.mark.long
@pytest.mark.posix("processes forked from one that has imported the program")
def test_that_where_a_line_is_what_it_was_every_test_is_green() -> None:
    alike = [replace(one, instead=one.line) for one in FEATURES]
    assert not _survivors(alike, pytest.ExitCode.OK)


def test_that_each_row_and_number_has_a_feature_and_each_line_stands_once() -> None:
    assert {one.source for one in FEATURES} == {
        *("En-ROADS", "Vensim", "Stella", "2050 calculators", "International Futures"),
        *("Fiscal Ship", *(str(number) for number in range(1, 10))),
    }
    for one in FEATURES:
        text = (ROOT / one.module).read_text(encoding="utf-8")
        assert text.count(one.line) == 1, one.what
        assert one.instead != one.line
        assert one.instead.count("\n") == one.line.count("\n"), one.what
        path, _, name = one.test.partition("::")
        name = name.split("::")[-1].split("[")[0]
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), one.test


def test_that_the_table_in_the_docs_is_this_one() -> None:
    assert TABLE.read_text(encoding="utf-8").endswith(table())
