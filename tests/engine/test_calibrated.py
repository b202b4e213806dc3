"""Members that history has conditioned: rows that stay together, noise of their own."""

from dataclasses import replace

import numpy as np
import pytest

from desktop.domain.clock import Month
from desktop.domain.ensemble import DEFAULT_SEED, EnsembleChoice
from desktop.domain.model.model import Calibrated, FittedNoise, Model
from desktop.engine.ensemble.sampling import (
    calibrated_rows,
    noise_paths,
    scores,
    spread,
    values_from_scores,
)
from tests.engine.runs import parameter_values
from tests.engine.small_models import certain, model, noise, parameter

ROWS = 8
Z = np.linspace(-1.4, 1.4, ROWS)
TOLD = Calibrated(
    Month(2023, 12),
    "digest",
    {"a": Z.tolist(), "b": (-2 * Z).tolist()},
    {"mist": FittedNoise(12.0, 0.5, 0.2)},
)


@pytest.fixture
def made() -> Model:
    plain = model(
        parameters=[
            parameter("a", 1, 2, 3),
            parameter("b", 10, 20, 40),
            parameter("c", -1, 0, 1),
            certain("d", 5),
        ],
        noises=[noise("mist", 24.0, 0.1), noise("rain", 24.0, 0.1)],
    )
    return replace(plain, calibrated=TOLD)


def test_that_the_default_seed_takes_the_rows_as_they_stand(made: Model) -> None:
    found = scores(made, EnsembleChoice(members=ROWS))
    assert (found["a"] == Z).all()
    assert (found["b"] == -2 * Z).all()


def test_that_another_seed_takes_them_in_another_order_and_keeps_rows_whole(made: Model) -> None:
    found = scores(made, EnsembleChoice(members=ROWS, seed=7))
    assert (found["a"] != Z).any()
    assert sorted(found["a"]) == sorted(Z)
    assert (found["b"] == -2 * found["a"]).all()


def test_that_fewer_members_take_the_first_rows_and_more_begin_anew() -> None:
    assert calibrated_rows(TOLD, 3, DEFAULT_SEED).tolist() == [0, 1, 2]
    assert calibrated_rows(TOLD, ROWS + 2, DEFAULT_SEED).tolist() == [*range(ROWS), 0, 1]


def test_that_members_of_one_row_have_noise_of_their_own(made: Model) -> None:
    choice = EnsembleChoice(members=2 * ROWS)
    assert (scores(made, choice)["a"][:ROWS] == scores(made, choice)["a"][ROWS:]).all()
    mist = noise_paths(made, choice)["mist"]
    assert (mist[5, :ROWS] != mist[5, ROWS:]).all()


def test_that_what_history_says_nothing_of_is_drawn_as_ever(made: Model) -> None:
    choice = EnsembleChoice(members=ROWS)
    plain = replace(made, calibrated=None)
    assert (scores(made, choice)["c"] == scores(plain, choice)["c"]).all()
    assert (noise_paths(made, choice)["rain"] == noise_paths(plain, choice)["rain"]).all()


def test_that_nobody_need_take_what_history_says(made: Model) -> None:
    choice = EnsembleChoice(members=ROWS, calibrated=False)
    plain = replace(made, calibrated=None)
    for name, values in parameter_values(plain, choice).items():
        assert (values == parameter_values(made, choice)[name]).all()
    assert (noise_paths(made, choice)["mist"] == noise_paths(plain, choice)["mist"]).all()


def test_that_the_central_run_and_held_parameters_stay_with_the_evidence(made: Model) -> None:
    for choice in (
        EnsembleChoice(members=0),
        EnsembleChoice(members=ROWS, fixed_parameters=True),
    ):
        assert scores(made, choice) == {}
        assert (parameter_values(made, choice)["a"] == 2).all()
    assert (noise_paths(made, EnsembleChoice(members=0))["mist"] == 0).all()


def test_that_scores_are_read_on_the_range_that_is_asked_for(made: Model) -> None:
    drawn = scores(made, EnsembleChoice(members=ROWS))
    wide = {"a": replace(made.parameters["a"], low=0.5, high=30.0)}
    values = values_from_scores(wide, drawn, ROWS)["a"]
    assert values.tolist() == pytest.approx(spread(wide["a"], Z).tolist())


def test_that_fitted_noise_strays_in_pairs_around_zero(made: Model) -> None:
    paths = noise_paths(made, EnsembleChoice(members=7))["mist"]
    assert paths.shape[1] == 7
    assert (np.sign(paths[1:, 0]) == -np.sign(paths[1:, 1])).all()
    more = noise_paths(made, EnsembleChoice(members=400))["mist"]
    assert abs(float(np.median(more[-1]))) < 0.05 * float(more[-1].std())
