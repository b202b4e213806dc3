"""The natural experiments: every one runs, and the record is read as it stands."""

import pytest

from desktop.calibration.experiments import ExperimentResult, recorded_change, run_experiments
from desktop.domain.clock import Month
from desktop.domain.experiment import Measure, Window
from desktop.domain.history import Series
from desktop.domain.indicator import Change
from desktop.domain.lever import Grade
from desktop.domain.wording import Wording
from desktop.modelfiles.experiments import read_experiments
from desktop.modelfiles.read import read_model

WORDS = Wording("word", "palabra")


@pytest.fixture(scope="module")
def results() -> tuple[ExperimentResult, ...]:
    return run_experiments(members=60)


@pytest.mark.long
def test_that_every_experiment_is_run(results: tuple[ExperimentResult, ...]) -> None:
    assert [result.experiment for result in results] == list(read_experiments(read_model()))
    assert all(result.answers for result in results)


def test_that_the_model_moves_the_way_the_record_did(
    results: tuple[ExperimentResult, ...],
) -> None:
    for result in results:
        for answer in result.answers:
            sign = 1 if answer.measure.central > 0 else -1
            assert sign * answer.median > 0
            assert answer.low <= answer.median <= answer.high


@pytest.mark.long
def test_that_an_ensemble_knows_nothing_after_the_vantage(
    results: tuple[ExperimentResult, ...],
) -> None:
    for result in results:
        assert result.ensemble is None or result.ensemble <= result.experiment.vantage


def measure(change: Change, first: Month, last: Month) -> Measure:
    before = Window(Month(2000, 1), Month(2000, 12))
    return Measure(
        read_experiments(read_model())[0].measures[0].given,
        "a",
        change,
        Window(first, last),
        before,
        "series",
        0,
        0,
        0,
        Grade.C,
        (),
        WORDS,
    )


def test_that_the_record_is_the_change_from_the_months_before() -> None:
    months = tuple(Month(2000, 1).plus(step) for step in range(24))
    values = tuple(10.0 if month.year == 2000 else 12.0 for month in months)
    series = Series("s", WORDS, "", "1", Grade.A, WORDS, (), (), months, values)
    year = (Month(2001, 1), Month(2001, 6))
    assert recorded_change(series, measure(Change.PERCENT, *year)) == pytest.approx(20.0)
    assert recorded_change(series, measure(Change.POINTS, *year)) == pytest.approx(2.0)
    assert recorded_change(series, measure(Change.POINTS, Month(2005, 1), Month(2005, 2))) is None
