"""A change is that between the drawn medians; differences are taken member by member."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import RunFailedError, UnknownIndicatorError
from desktop.domain.indicator import Change
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.results.bands import bands
from desktop.engine.results.compare import (
    AGREEMENT,
    Counterpart,
    contrast,
    difference,
    difference_bands,
    seen_since,
)
from desktop.engine.results.projection import FloatArray, Projection
from desktop.engine.run.project import project
from tests.engine.runs import policy
from tests.engine.small_models import CLOCK, indicator, lever, model, parameter, rivals

RIVALS = compile_model(rivals())
SOME = EnsembleChoice(members=200)
DUTY = policy({"duty": Setting(25.0)})


def of(chosen: Policy, ensemble: EnsembleChoice = SOME) -> Projection:
    return project(RIVALS, chosen, RIVALS.draws(ensemble))


def test_that_a_difference_is_narrower_than_that_of_opposite_percentiles() -> None:
    here, there = of(DUTY), of(STATUS_QUO)
    paired = difference_bands(here, there, "score")[:, 84]
    mine, other = bands(here).of("score")[:, 84], bands(there).of("score")[:, 84]
    assert paired[4] - paired[0] < (mine[4] - other[0]) - (mine[0] - other[4])
    each = here.of("score")[84] - there.of("score")[84]
    assert paired.tolist() == pytest.approx(np.quantile(each, [0.05, 0.25, 0.5, 0.75, 0.95]))


def test_that_a_contrast_holds_level_change_and_agreement() -> None:
    here, there = of(DUTY), of(STATUS_QUO)
    found = contrast(here, there, "pressure", 84)
    each = 100 * (here.of("pressure")[84] / there.of("pressure")[84] - 1)
    assert (found.indicator, found.step) == ("pressure", 84)
    assert found.median == pytest.approx(np.median(here.of("pressure")[84]))
    assert (found.low, found.high) == pytest.approx(
        tuple(np.quantile(here.of("pressure")[84], [0.05, 0.95]))
    )
    drawn, other = (bands(run).of("pressure")[2, 84] for run in (here, there))
    assert found.change == pytest.approx(100 * (drawn / other - 1))
    assert (found.change_low, found.change_high) == pytest.approx(
        tuple(np.quantile(each, [0.05, 0.95]))
    )
    assert found.agreement == np.mean(np.sign(each) == np.sign(found.change))


def test_that_a_change_is_seen_from_the_month_after_which_it_is_never_lost() -> None:
    late = policy({"duty": Setting(25.0, start=CLOCK.month(30))})
    here, there = of(late), of(STATUS_QUO)
    since = seen_since(here, there, "pressure", 84)
    assert since > 30
    last = contrast(here, there, "pressure", 84)
    for step in range(since, 85):
        found = contrast(here, there, "pressure", step)
        assert found.change * last.change > 0
        assert found.agreement >= AGREEMENT
    before = contrast(here, there, "pressure", since - 1)
    assert abs(before.change) < abs(last.change) / 5
    assert seen_since(of(DUTY), there, "pressure", 84) < since


def test_that_a_run_agrees_with_itself_that_nothing_changed() -> None:
    here = of(STATUS_QUO)
    found = contrast(here, of(STATUS_QUO), "score", 100)
    assert (found.change, found.change_low, found.change_high, found.agreement) == (0, 0, 0, 1)


def test_that_points_are_points_and_percent_is_of_the_other_run() -> None:
    here, there = of(DUTY), of(STATUS_QUO)
    assert (difference(here, there, "trust") == here.of("trust") - there.of("trust")).all()
    percent = difference(here, there, "pressure")
    assert np.allclose((1 + percent / 100) * there.of("pressure"), here.of("pressure"))


def test_that_other_members_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="same members"):
        contrast(of(DUTY), of(STATUS_QUO, EnsembleChoice(members=200, seed=1)), "trust", 3)
    live = project(RIVALS, STATUS_QUO, RIVALS.draws(SOME), dtype=np.float32)
    with pytest.raises(ValueError, match="same precision"):
        contrast(of(DUTY), live, "trust", 3)


def test_that_an_indicator_must_be_in_both_runs() -> None:
    some = project(RIVALS, STATUS_QUO, RIVALS.draws(SOME), indicators=["trust"])
    with pytest.raises(UnknownIndicatorError):
        contrast(of(DUTY), some, "score", 3)


def test_that_a_percentage_of_zero_fails_by_name() -> None:
    made = model(
        {"y": "k * max(0, duty_in_force - 20)"},
        parameters=[parameter("k", 1, 2, 3)],
        levers=[lever("duty")],
        indicators=[indicator("i", "y", change=Change.PERCENT)],
    )
    compiled = compile_model(made)
    zero = project(compiled, STATUS_QUO, compiled.draws(SOME))
    moved = project(compiled, policy({"duty": Setting(90.0)}), compiled.draws(SOME))
    with pytest.raises(RunFailedError):
        difference_bands(moved, zero, "i")


LIKE = of(DUTY)


def _made(seed: int, dtype: type, members: int) -> Projection:
    """Return a run of made-up values, (TIME, INDICATOR, MEMBER), positive as a rate is."""
    shape = (7, len(LIKE.indicators), members)
    drawn = np.random.default_rng(seed).lognormal(2.0, 0.5, shape)
    values: FloatArray = drawn.astype(dtype)
    return replace(LIKE, values=values)


DTYPES = st.sampled_from([np.float32, np.float64])
MEMBERS = st.integers(1, 40)


@given(st.integers(0, 10**6), DTYPES, MEMBERS)
def test_that_the_difference_of_one_run_twice_is_exactly_zero(
    seed: int, dtype: type, members: int
) -> None:
    one, again = (_made(seed, dtype, members) for _ in range(2))
    found = Counterpart(one, one.indicators).bands(again)
    assert set(found) == set(one.indicators)
    assert all(not lines.any() for lines in found.values())


@given(st.integers(0, 10**6), st.integers(0, 10**6), MEMBERS)
def test_that_the_band_of_a_difference_mirrors_that_of_the_opposite_one(
    one: int, other: int, members: int
) -> None:
    mine, theirs = (_made(seed, np.float64, members) for seed in (one, other))
    there = Counterpart(theirs, mine.indicators).bands(mine)["score"]
    back = Counterpart(mine, mine.indicators).bands(theirs)["score"]
    assert np.allclose(there, -back[::-1], rtol=1e-12, atol=1e-12)
    assert "score" not in mine.percent


@given(st.integers(0, 10**6), st.integers(0, 10**6), MEMBERS)
def test_that_a_counterpart_asked_again_and_again_gives_the_paired_bands(
    one: int, other: int, members: int
) -> None:
    mine, theirs = (_made(seed, np.float64, members) for seed in (one, other))
    fixed = Counterpart(theirs, mine.indicators)
    fixed.bands(theirs)
    found = fixed.bands(mine)
    assert mine.percent
    for each in mine.indicators:
        assert np.allclose(found[each], difference_bands(mine, theirs, each), rtol=1e-12)


def test_that_a_counterpart_leaves_out_what_would_need_a_percentage_of_zero() -> None:
    here, there = of(DUTY), of(STATUS_QUO)
    values = there.values.copy()
    values[3, there.indicators.index("pressure"), 5] = 0.0
    found = Counterpart(replace(there, values=values), there.indicators).bands(here)
    assert set(found) == set(here.indicators) - {"pressure"}
    assert Counterpart(there, ["score"]).bands(here).keys() == {"score"}


def test_that_a_counterpart_is_held_against_nothing_of_other_members_or_precision() -> None:
    fixed = Counterpart(of(STATUS_QUO), ["score"])
    with pytest.raises(ValueError, match="same members"):
        fixed.bands(of(DUTY, replace(SOME, seed=SOME.seed + 1)))
    single = replace(of(DUTY), values=of(DUTY).values.astype(np.float32))
    with pytest.raises(ValueError, match="same precision"):
        fixed.bands(single)
