"""Settings, leads, events and votes, month by month."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import Month, MovedClock
from desktop.domain.errors import (
    EventSizeError,
    MonthOutOfRangeError,
    UnknownEventError,
    UnknownLeverError,
    ValueOutOfRangeError,
)
from desktop.domain.lever import Move, Setting
from desktop.domain.model.model import Effect, ElectionPulse, LeverForce, Model, Shape
from desktop.domain.policy import LEAST_SIZE, MOST_SIZE, PlannedEvent, Policy
from desktop.engine.ensemble.paths import (
    channels,
    check_policy,
    force_path,
    forces,
    impulses,
    pulse_path,
    settings_path,
)
from tests.engine.runs import central, policy
from tests.engine.small_models import CLOCK, lever, model, stock

DUTY = lever("duty", high=30.0, default=10.0)


def step(month: str) -> int:
    return CLOCK.step(Month.parse(month))


MONTHS = st.integers(1, CLOCK.steps).map(CLOCK.month)


@given(
    st.floats(0, 30),
    st.none() | MONTHS,
    st.integers(0, CLOCK.steps),
    st.none() | MONTHS,
)
def test_that_a_setting_runs_as_the_record_says(
    value: float, start: Month | None, ramp: int, last: Month | None
) -> None:
    if last is not None and last < (start or CLOCK.first):
        last = None
    setting = Setting(value, start, ramp, last)
    path = settings_path(DUTY, policy({"duty": setting}), CLOCK)
    expected = [setting.in_month(CLOCK.month(s), 10.0, CLOCK) for s in range(1, CLOCK.steps + 1)]
    assert path.tolist() == pytest.approx(expected, rel=1e-14)


SEVERAL = st.builds(
    lambda moves, last: Setting(
        moves[-1].value,
        moves[-1].start,
        moves[-1].ramp,
        last if last and last >= moves[-1].start else None,
        tuple(moves[:-1]),
    ),
    st.lists(
        st.builds(Move, st.floats(0, 30), MONTHS, st.integers(0, CLOCK.steps)),
        min_size=2,
        max_size=5,
        unique_by=lambda move: move.start,
    ).map(lambda moves: sorted(moves, key=lambda move: move.start)),
    st.none() | MONTHS,
)


@given(SEVERAL, st.integers(0, CLOCK.steps - 1))
def test_that_several_moves_run_as_the_record_says_from_whatever_vantage(
    setting: Setting, passed: int
) -> None:
    setting.check(DUTY, CLOCK)
    vantage = CLOCK.vantage.plus(passed)
    clock = MovedClock(vantage, CLOCK.horizon, own=CLOCK.vantage)
    path = settings_path(DUTY, policy({"duty": setting}), clock)
    expected = [setting.in_month(clock.month(s), 10.0, clock) for s in range(1, clock.steps + 1)]
    assert path.tolist() == pytest.approx(expected, rel=1e-12, abs=1e-12)


@given(SEVERAL)
def test_that_a_move_changes_nothing_before_it_and_takes_off_from_what_stood(
    setting: Setting,
) -> None:
    path = settings_path(DUTY, policy({"duty": setting}), CLOCK)
    begin = CLOCK.step(setting.start or CLOCK.first) - 1
    *first, before = setting.earlier
    without = Setting(before.value, before.start, before.ramp, earlier=tuple(first))
    alone = settings_path(DUTY, policy({"duty": without}), CLOCK)
    assert path[:begin].tolist() == alone[:begin].tolist()
    stood = path[begin - 1]
    share = 1 / max(1, setting.ramp)
    assert path[begin] == pytest.approx(stood + (setting.value - stood) * share, abs=1e-12)
    if setting.last is not None:
        assert (path[CLOCK.step(setting.last) :] == 10.0).all()


def test_that_a_move_starts_from_the_month_before_and_the_end_is_a_move_back() -> None:
    first = Move(20.0, Month(2025, 1), 4)
    setting = Setting(0.0, Month(2025, 3), 3, Month(2025, 6), (first,))
    path = settings_path(DUTY, policy({"duty": setting}), CLOCK)
    found = [path[step(f"2025-{month:02d}") - 1] for month in range(1, 8)]
    assert path[step("2024-12") - 1] == 10.0
    # The ramp has come to 15 when the second move starts.
    assert found == [12.5, 15.0, 10.0, pytest.approx(5.0), 0.0, 0.0, 10.0]


def test_that_a_ramp_starts_in_its_month_and_ends_after_the_last() -> None:
    setting = Setting(30.0, Month(2025, 1), 4, Month(2025, 6))
    path = settings_path(DUTY, policy({"duty": setting}), CLOCK)
    found = [path[step(f"2025-{month:02d}") - 1] for month in range(1, 8)]
    assert path[step("2024-12") - 1] == 10.0
    assert found == [15.0, 20.0, 25.0, 30.0, 30.0, 30.0, 10.0]


def test_that_half_of_a_change_is_in_force_after_the_lead() -> None:
    # Monthly steps fall short of the exponential's half by a little: τ 17.3 months.
    path = force_path(LeverForce("duty", (), 12.0, None), DUTY, np.full(CLOCK.steps, 30.0))
    assert path[0] == 10.0
    assert path[12] == pytest.approx(20.0, abs=0.3)


def test_that_a_setting_without_lead_shows_at_the_end_of_its_month() -> None:
    setting = Setting(30.0, Month(2025, 1), 0, Month(2025, 3))
    made = model(levers=[DUTY], forces=[LeverForce("duty", (), 0.0, None)])
    path = forces(made, policy({"duty": setting}))["duty_in_force"]
    assert path[[step("2024-12"), step("2025-01"), step("2025-03"), step("2025-04")]].tolist() == [
        10.0,
        30.0,
        30.0,
        10.0,
    ]


def test_that_a_fall_may_be_quicker_than_a_rise() -> None:
    settings = np.where(np.arange(CLOCK.steps) < 80, 30.0, 10.0)
    path = force_path(LeverForce("duty", (), 9.0, 1.0), DUTY, settings)
    tau_up, tau_down = 9.0 / math.log(2), 1.0 / math.log(2)
    assert path[1] - path[0] == pytest.approx(20.0 / tau_up)
    assert path[81] - path[80] == pytest.approx((10.0 - path[80]) / tau_down)


def test_that_levels_give_the_force_and_lie_straight_between() -> None:
    steps = lever("force", high=4.0, default=0.0)
    table = (0.0, 0.15, 0.4, 1.0, 1.7)
    for value, expected in [(0.0, 0.0), (1.0, 0.15), (2.5, 0.7), (4.0, 1.7)]:
        path = force_path(LeverForce("force", table, 0.0, None), steps, np.full(3, value))
        assert path[1:].tolist() == pytest.approx([expected] * 3)


def _shocks(*effects: Effect) -> Model:
    made = model(
        channels=["shock"],
        stocks=[stock("scar", "5", "0 * scar", bounds=(0.0, 30.0))],
        effects=effects,
    )
    assert set(made.events) == {"raid"}
    return made


RAID = policy(events=[("raid", "2025-03")])


def test_that_a_fade_is_full_at_the_end_of_its_month_and_then_decays() -> None:
    made = _shocks(Effect("raid", "shock", -8.0, Shape.FADE, 6.0, 0))
    path = channels(made, RAID.events)["shock"]
    onset = step("2025-03")
    assert path[onset - 1] == 0.0
    assert path[onset] == -8.0
    assert path[onset + 6] == pytest.approx(-8.0 / math.e)


def test_that_a_window_lasts_its_months_after_its_delay() -> None:
    made = _shocks(Effect("raid", "shock", 4.0, Shape.WINDOW, 3.0, 2))
    path = channels(made, RAID.events)["shock"]
    onset = step("2025-05")
    assert np.flatnonzero(path).tolist() == [onset, onset + 1, onset + 2]
    assert set(path[onset : onset + 3]) == {4.0}


def test_that_effects_on_one_channel_add_up() -> None:
    made = _shocks(
        Effect("raid", "shock", 4.0, Shape.WINDOW, 3.0, 0),
        Effect("raid", "shock", 1.0, Shape.WINDOW, 1.0, 1),
    )
    twice = policy(events=[("raid", "2025-03"), ("raid", "2025-04")])
    path = channels(made, twice.events)["shock"]
    assert path[step("2025-03") : step("2025-07")].tolist() == [4.0, 9.0, 9.0, 4.0]


def test_that_an_impulse_shows_at_the_end_of_its_month_and_stays() -> None:
    made = _shocks(Effect("raid", "scar", 20.0, Shape.IMPULSE, 0.0, 1))
    assert impulses(made, RAID.events) == {"scar": {step("2025-04"): 20.0}}
    scar = central(made, RAID)["scar"]
    assert scar[step("2025-03")] == 5.0
    assert set(scar[step("2025-04") :]) == {25.0}


def test_that_impulses_are_cut_at_the_bounds_of_their_stock() -> None:
    made = _shocks(Effect("raid", "scar", 20.0, Shape.IMPULSE, 0.0, 0))
    scar = central(made, policy(events=[("raid", "2025-03"), ("raid", "2025-04")]))["scar"]
    assert scar[step("2025-04")] == 30.0


def test_that_an_effect_beyond_the_horizon_is_left_out() -> None:
    made = _shocks(Effect("raid", "scar", 20.0, Shape.IMPULSE, 0.0, 5))
    assert impulses(made, policy(events=[("raid", "2036-10")]).events) == {}


SIZES = st.floats(LEAST_SIZE, MOST_SIZE)
OF_ALL_SHAPES = _shocks(
    Effect("raid", "shock", -8.3, Shape.FADE, 6.0, 0),
    Effect("raid", "shock", 0.7, Shape.WINDOW, 3.0, 2),
    Effect("raid", "scar", 20.0, Shape.IMPULSE, 0.0, 1),
)


def _sized(size: float) -> Policy:
    return Policy({}, (PlannedEvent("raid", Month(2025, 3), size),))


@given(SIZES, st.sampled_from([-8.3, 0.7, 1.1]), st.sampled_from(Shape), st.integers(0, 5))
def test_that_a_size_multiplies_what_an_event_does_exactly(
    size: float, effect: float, shape: Shape, delay: int
) -> None:
    target = "scar" if shape is Shape.IMPULSE else "shock"
    made = _shocks(Effect("raid", target, effect, shape, 6.0, delay))
    usual, resized = RAID.events, _sized(size).events
    path = channels(made, usual)["shock"]
    assert np.array_equal(channels(made, resized)["shock"], size * path)
    expected = {
        stock: {at: size * added for at, added in steps.items()}
        for stock, steps in impulses(made, usual).items()
        if size
    }
    assert impulses(made, resized) == expected


@given(SIZES)
def test_that_a_sized_event_is_what_plain_arithmetic_makes_of_it(size: float) -> None:
    first = step("2025-03")
    expected = [
        (size * -8.3 * math.exp(-(at - first) / 6.0) if at >= first else 0.0)
        + (size * 0.7 if first + 2 <= at < first + 5 else 0.0)
        for at in range(CLOCK.steps + 1)
    ]
    path = channels(OF_ALL_SHAPES, _sized(size).events)["shock"]
    assert path.tolist() == pytest.approx(expected, rel=1e-12, abs=1e-15)
    scar = central(OF_ALL_SHAPES, _sized(size))["scar"]
    assert scar[step("2025-03")] == 5.0
    assert set(scar[step("2025-04") :]) == {min(30.0, 5.0 + size * 20.0)}


def test_that_size_one_is_the_usual_and_size_nought_is_no_event() -> None:
    for size, same in ((1.0, RAID), (0.0, Policy())):
        found, expected = central(OF_ALL_SHAPES, _sized(size)), central(OF_ALL_SHAPES, same)
        assert {name: path.tobytes() for name, path in found.items()} == {
            name: path.tobytes() for name, path in expected.items()
        }


def test_that_a_pulse_climbs_to_its_vote_and_falls_after_it() -> None:
    path = pulse_path(ElectionPulse("p", (Month(2024, 11), Month(2028, 11)), 4, 2), CLOCK)
    vote = step("2024-11")
    assert path[vote - 5 : vote + 4].tolist() == [0, 0, 0.25, 0.5, 0.75, 1, 0.5, 0, 0]
    assert path[step("2028-11")] == 1.0


def test_that_a_vote_just_before_the_vantage_still_fades() -> None:
    path = pulse_path(ElectionPulse("p", (Month(2023, 11),), 14, 4), CLOCK)
    assert path[:4].tolist() == [0.75, 0.5, 0.25, 0.0]


def test_that_a_bad_policy_is_refused_by_name() -> None:
    made = model(levers=[DUTY], effects=[Effect("raid", "s", 1, Shape.IMPULSE, 0, 0)])
    with pytest.raises(UnknownLeverError):
        check_policy(made, policy({"nobody": Setting(1.0)}))
    with pytest.raises(ValueOutOfRangeError):
        check_policy(made, policy({"duty": Setting(31.0)}))
    with pytest.raises(UnknownEventError):
        check_policy(made, policy(events=[("nothing", "2025-01")]))
    for month in ("2023-12", "2037-01"):
        with pytest.raises(MonthOutOfRangeError):
            check_policy(made, policy(events=[("raid", month)]))
    for size in (3.01, -0.01, math.nan, math.inf):
        with pytest.raises(EventSizeError):
            check_policy(made, _sized(size))
