"""A countdown by a clock that only goes forward."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.countdown import LONGEST, Countdown

seconds = st.floats(0, 5000, allow_nan=False)


@given(total=seconds, ran=seconds, stood=seconds)
def test_that_what_is_left_falls_while_it_runs_and_stands_while_it_is_held(
    total: float, ran: float, stood: float
) -> None:
    held = Countdown.of(total).run(100.0).hold(100.0 + ran)
    assert abs(held.left(100.0 + ran + stood) - max(0.0, total - ran)) < 1e-9
    again = held.run(100.0 + ran + stood)
    assert abs(again.left(101.0 + ran + stood) - max(0.0, total - ran - 1.0)) < 1e-9


def test_that_time_is_added_to_what_is_left_whether_it_runs_or_not() -> None:
    running = Countdown.of(60).run(0.0).add(60, 30.0)
    assert (running.left(30.0), running.total, running.running) == (90.0, 90.0, True)
    assert running.add(-200, 40.0).left(40.0) == 0.0
    assert Countdown.of(60).add(-20, 5.0).left(500.0) == 40.0


def test_that_an_instant_before_its_anchor_adds_no_time() -> None:
    assert Countdown.of(60).run(100.0).left(50.0) == 60.0


def test_that_no_countdown_is_longer_than_a_day_or_shorter_than_nothing() -> None:
    assert Countdown.of(1e9).left(0.0) == LONGEST
    assert Countdown.of(-5).left(0.0) == 0.0
