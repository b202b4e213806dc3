"""What came of rounds: where goals stand, and how confidences matched what came."""

import pytest

from desktop.document.play.calibration import LEAST_CALLS, calibration
from desktop.document.play.goal_standing import Standing, standing
from desktop.document.play.scenario import scored
from desktop.domain.clock import Month
from desktop.domain.exercise.exercise import Criterion
from desktop.domain.play.entries import Advanced, Figures, Predicted
from tests.document.play.played import Table

HOMICIDE = "homicide_rate"


def figures(*medians: float) -> tuple[Figures, ...]:
    """Return figures of one indicator; all of their percentiles are its medians."""
    return (Figures(HOMICIDE, (medians,) * 5),)


def advanced() -> Table:
    """Play the first round, of a year, in which homicide goes from 24 to 36; business called it."""
    table = Table()
    table.begin("predict")
    table.enter(Predicted("business", HOMICIDE, "up", 80))
    table.enter(Advanced("campaign", figures(*(24.0 + month for month in range(13)))))
    return table


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (Month(2024, 6), Standing(Month(2024, 6), 30.0, met=True, final=True)),
        (Month(2024, 12), Standing(Month(2024, 12), 36.0, met=False, final=True)),
        (Month(2025, 6), Standing(Month(2024, 12), 36.0, met=False, final=False)),
        (None, Standing(Month(2024, 12), 36.0, met=False, final=False)),
    ],
)
def test_that_a_goal_stands_where_the_median_stood_in_its_month(
    month: Month | None, expected: Standing
) -> None:
    table = advanced()
    criterion = Criterion(HOMICIDE, month, at_most=30.0)
    last = table.setup.exercise.last_month
    assert standing(table.record.state, criterion, last) == expected


def test_that_a_goal_stands_nowhere_before_anything_is_played() -> None:
    table = Table()
    table.begin()
    criterion = Criterion(HOMICIDE, None, at_most=30.0)
    assert standing(table.record.state, criterion, Month(2028, 12)) is None


def test_that_confidence_is_held_against_what_came_from_twenty_calls_on() -> None:
    table = advanced()
    (one,) = scored(table.setup, table.record.state)
    assert calibration([one] * (LEAST_CALLS - 1)) is None
    found = calibration([one] * LEAST_CALLS)
    assert found is not None
    assert (found.calls, found.by_confidence) == (20, ((80, 20, 20),))
    assert found.brier == pytest.approx(0.04 + 2 * 0.01)
