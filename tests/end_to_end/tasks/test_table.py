"""The table of docs/tasks.md is the one that the long run does, and short enough."""

from statistics import median

from tests.conftest import ROOT
from tests.end_to_end.tasks.table import MEDIAN, MOST, TASKS, counts, page


def test_that_no_task_takes_more_than_six_acts_and_half_of_them_no_more_than_three() -> None:
    assert sorted(TASKS) == list(range(1, 21))
    assert max(counts().values()) <= MOST
    assert median(counts().values()) <= MEDIAN
    assert min(counts().values()) >= 1


def test_that_the_table_in_the_docs_is_this_one() -> None:
    assert (ROOT.parent / "docs" / "tasks.md").read_text(encoding="utf-8").endswith(page())
