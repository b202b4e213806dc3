"""What `make checks` counts and prints."""

from io import StringIO
from typing import Literal

import pytest

from tests.model_checks.__main__ import GROUPS, Count, Tally, closing, files


def report(name: str, *, mutant: bool = False, passed: bool = True) -> pytest.TestReport:
    outcome: Literal["passed", "failed"] = "passed" if passed else "failed"
    keywords: dict[str, Literal[1]] = {"mutant": 1} if mutant else {}
    place = ("tests/model_checks/test_levers.py", 1, name)
    nodeid = f"tests/model_checks/test_levers.py::{name}"
    return pytest.TestReport(nodeid, place, keywords, outcome, "it was otherwise", "call")


def tallied(*reports: pytest.TestReport) -> tuple[Tally, str]:
    out = StringIO()
    tally = Tally(out)
    for each in reports:
        tally.pytest_runtest_logreport(each)
    tally.tell()
    return tally, out.getvalue()


def test_that_predicates_and_mutants_are_counted_apart() -> None:
    tally, told = tallied(report("one"), report("two"), report("three", mutant=True))
    assert tally.whole
    assert told.count("\n") == 1
    assert "levers against the reference run" in told
    assert "2 of 2 held" in told
    assert "1 of 1 mutants caught" in told
    assert closing(tally.total, 61.0) == (
        "2 of 2 predicates held, 1 of 1 mutants were caught, in 1 min 1 s."
    )


def test_that_a_predicate_that_does_not_hold_is_told() -> None:
    tally, told = tallied(report("one"), report("two", passed=False))
    assert not tally.whole
    assert told.startswith("!")
    assert tally.failures == [("two", "it was otherwise")]


def test_that_a_mutant_that_is_not_caught_is_told() -> None:
    tally, told = tallied(report("one"), report("two", mutant=True, passed=False))
    assert not tally.whole
    assert "0 of 1 mutants caught" in told


def test_that_nothing_checked_is_not_all_held() -> None:
    assert not Tally(StringIO()).whole
    assert Count().whole


def test_that_every_module_has_a_name_in_the_report() -> None:
    assert len(files()) == len(GROUPS)
    assert len(set(GROUPS.values())) == len(GROUPS)
