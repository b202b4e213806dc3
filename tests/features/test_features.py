"""Each feature's mutant turns its test red."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.features.features import FEATURES, Feature, table
from tests.features.mutant import NOT_APPLIED, VARIABLE

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "features.md"
OPTIONS = ("-q", "-n", "0", "-p", "tests.features.mutant", "-p", "no:randomly", "--tb=line")
QUICK = 10
"""Mutants of the quick suite, by a seed that it tells."""


def _outcome(feature: Feature) -> tuple[int, str]:
    """Run a feature's test under its mutant; return how pytest ended, and what it said."""
    mutant = {"module": feature.module, "line": feature.line, "instead": feature.instead}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *OPTIONS, feature.test],
        cwd=ROOT,
        env={**os.environ, VARIABLE: json.dumps(mutant)},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout[-2000:]


def _survivors(features: Iterable[Feature]) -> list[str]:
    found = []
    for feature in features:
        code, said = _outcome(feature)
        if code != pytest.ExitCode.TESTS_FAILED:
            why = "was never applied" if code == NOT_APPLIED else f"ended with {code}"
            found.append(f"{feature.what}: its mutant {why}\n{said}")
    return found


def test_that_ten_mutants_by_seed_are_noticed() -> None:
    seed = random.SystemRandom().randrange(2**32)
    chosen = random.Random(seed).sample(FEATURES, QUICK)
    assert not _survivors(chosen), f"seed {seed}"


@pytest.mark.long
def test_that_every_mutant_is_noticed() -> None:
    assert not _survivors(FEATURES)


def test_that_each_row_and_number_has_a_feature_and_each_line_stands_once() -> None:
    assert {one.source for one in FEATURES} == {
        *("En-ROADS", "Vensim", "Stella", "2050 calculators", "International Futures"),
        *("Fiscal Ship", *(str(number) for number in range(1, 10))),
    }
    for one in FEATURES:
        text = (ROOT / one.module).read_text(encoding="utf-8")
        assert text.count(one.line) == 1, one.what
        assert one.instead != one.line
        path, _, name = one.test.partition("::")
        name = name.split("::")[-1].split("[")[0]
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), one.test


def test_that_the_table_in_the_docs_is_this_one() -> None:
    assert TABLE.read_text(encoding="utf-8").endswith(table())
