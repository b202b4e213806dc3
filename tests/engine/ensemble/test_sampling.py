"""Draws: stratified, each in a stream of its own, the same for every policy."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.model.model import Growth, Parameter, ParameterKind
from desktop.engine.ensemble.sampling import (
    Z95,
    Floats,
    noise_path,
    noise_paths,
    prior_scores,
    rounded,
    spread,
    strata,
    values_of,
)
from tests.engine.runs import parameter_values
from tests.engine.small_models import certain, model, noise, parameter


def draw(made: Parameter, members: int, seed: int) -> Floats:
    return values_of(made, prior_scores(made.id, members, seed))


SIZES = st.floats(-50, 50).map(lambda x: round(x, 3))


@st.composite
def ranges(make: st.DrawFn) -> Parameter:
    low, central, high = sorted(make(st.tuples(SIZES, SIZES, SIZES)))
    assume(low < central < high)
    return parameter("k", low, central, high)


@given(ranges())
def test_that_low_central_and_high_are_the_percentiles(made: Parameter) -> None:
    at = spread(made, np.array([-Z95, 0.0, Z95]))
    assert at.tolist() == pytest.approx([made.low, made.central, made.high], rel=1e-12, abs=1e-12)


@given(ranges(), st.integers(100, 1000))
def test_that_the_median_of_the_draws_is_the_central_value(made: Parameter, members: int) -> None:
    values = draw(made, members, 7)
    reach = made.high - made.low
    assert abs(float(np.median(values)) - made.central) <= 0.02 * reach
    assert float((values < made.low).mean()) == pytest.approx(0.05, abs=0.011)
    assert float((values > made.high).mean()) == pytest.approx(0.05, abs=0.011)


def test_that_positive_ranges_are_log_normal_on_either_side() -> None:
    made = parameter("k", 10, 20, 80)
    quarter = spread(made, np.array([-Z95 / 2, Z95 / 2]))
    assert quarter.tolist() == pytest.approx([20 / 2**0.5, 40.0])


def test_that_ranges_that_touch_zero_are_normal_on_either_side() -> None:
    made = parameter("k", 0, 2, 8)
    assert spread(made, np.array([-Z95 / 2, Z95 / 2])).tolist() == pytest.approx([1.0, 5.0])


def test_that_draws_are_clipped_where_the_parameter_says() -> None:
    values = draw(parameter("k", 0, 1, 2, least=0.0, most=2.2), 500, 1)
    assert values.min() == 0.0
    assert values.max() == 2.2
    assert (values == 0.0).sum() > 10


def test_that_quantiles_and_shocks_have_nine_decimals() -> None:
    shocks = noise_path(noise("mist", tau=1e-3, sd=1.0), 300, 3, 156)
    for values in (strata(1000), shocks):
        assert values.ravel().tolist() == [float(f"{value:.9f}") for value in values.flat]
        assert len(np.unique(values)) >= 1000


def test_that_a_parameter_takes_no_notice_of_the_others() -> None:
    few = model(parameters=[parameter("a", 1, 2, 3)])
    many = model(parameters=[parameter("z", 1, 2, 3), parameter("a", 1, 2, 3), certain("c", 1)])
    choice = EnsembleChoice(members=50)
    assert (parameter_values(few, choice)["a"] == parameter_values(many, choice)["a"]).all()
    assert (parameter_values(many, choice)["a"] != parameter_values(many, choice)["z"]).any()


def test_that_parameters_are_drawn_independently() -> None:
    one, other = (draw(parameter(name, -1, 0, 1), 1000, 3) for name in ("one", "other"))
    assert abs(float(np.corrcoef(one, other)[0, 1])) < 0.1


def test_that_another_seed_gives_another_order_of_the_same_strata() -> None:
    made = parameter("k", 1, 2, 3)
    one, other = draw(made, 100, 1), draw(made, 100, 2)
    assert (one != other).any()
    assert (np.sort(one) == np.sort(other)).all()


@given(st.lists(st.floats(-1e12, 1e12, allow_subnormal=False), min_size=1))
def test_that_draws_have_nine_significant_digits(values: list[float]) -> None:
    given_values = np.array([0.0 if abs(value) < 1e-9 else value for value in values])
    expected = [float(f"{value:.9g}") for value in given_values]
    assert rounded(given_values).tolist() == pytest.approx(expected, rel=2e-9, abs=0)
    again = rounded(rounded(given_values))
    assert (again == rounded(given_values)).all()


def test_that_a_rounded_draw_is_the_number_its_text_says() -> None:
    values = draw(parameter("k", 0.013, 0.21, 3.7), 1000, 5)
    assert values.tolist() == [float(f"{value:.9g}") for value in values]


HELD = [
    parameter("driver", 1, 2, 3, kind=ParameterKind.DRIVER),
    parameter("linked", 1, 2, 3, 75, 81),
    parameter("free", 1, 2, 3, 4),
]


@pytest.mark.parametrize(
    ("choice", "held"),
    [
        (EnsembleChoice(members=40), set()),
        (EnsembleChoice(members=40, drivers=False), {"driver"}),
        (EnsembleChoice(members=40, fixed_links=frozenset({75})), {"linked"}),
        (EnsembleChoice(members=40, fixed_parameters=True), {"driver", "linked", "free"}),
        (EnsembleChoice(members=0), {"driver", "linked", "free"}),
    ],
)
def test_that_a_choice_holds_what_it_says_and_moves_nothing_else(
    choice: EnsembleChoice, held: set[str]
) -> None:
    made = model(parameters=HELD)
    values = parameter_values(made, choice)
    plain = parameter_values(made, EnsembleChoice(members=40))
    for name, drawn in values.items():
        assert len(drawn) == max(1, choice.members)
        if name in held:
            assert (drawn == 2.0).all()
        else:
            assert (drawn == plain[name]).all()


def test_that_a_certain_parameter_is_one_value_for_all() -> None:
    assert parameter_values(model(parameters=[certain("c", 3)]), EnsembleChoice())[
        "c"
    ].tolist() == [3]


def test_that_a_members_noise_does_not_hang_on_how_many_there_are() -> None:
    few = noise_path(noise("mist"), 10, 3, 156)
    many = noise_path(noise("mist"), 200, 3, 156)
    assert (few == many[:, :10]).all()


def test_that_noise_starts_at_zero_and_reaches_its_spread_and_memory() -> None:
    values = noise_path(noise("mist", tau=12, sd=0.4), 4000, 3, 156)
    assert (values[0] == 0.0).all()
    assert values[120:].std() == pytest.approx(0.4, rel=0.03)
    assert values[120:].mean() == pytest.approx(0.0, abs=0.02)
    together = float(np.corrcoef(values[120], values[132])[0, 1])
    assert together == pytest.approx(np.exp(-1.0), abs=0.04)


def test_that_noise_is_held_within_its_cut() -> None:
    values = noise_path(noise("mist", sd=0.5, cut=0.6), 300, 3, 156)
    assert values.min() == -0.6
    assert values.max() == 0.6


def test_that_noise_that_adds_up_nears_its_cut_softly() -> None:
    wide = replace(noise("mist", sd=0.01), growth=Growth(12.0, 0.4))
    near, far = (noise_path(replace(wide, cut=cut), 300, 3, 156) for cut in (0.6, 60.0))
    assert np.abs(near).max() < 0.6
    assert np.abs(far).max() > 0.9
    calm = np.abs(far) < 0.2
    np.testing.assert_allclose(near[calm], far[calm], rtol=0.01)
    assert (np.sign(near) == np.sign(far)).all()


def test_that_noise_can_be_switched_off() -> None:
    made = model(noises=[noise("mist")])
    for choice in (EnsembleChoice(members=9, noise=False), EnsembleChoice(members=0)):
        assert (noise_paths(made, choice)["mist"] == 0.0).all()
