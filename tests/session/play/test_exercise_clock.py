"""Seconds of an exercise: they stand through sleep and never go back."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.session.play.exercise_clock import LONGEST_PAUSE, ExerciseClock


def test_that_a_pulse_long_overdue_stops_it_where_the_last_one_was() -> None:
    clock = ExerciseClock(100.0)
    clock.start(0.0)
    assert clock.pulse(5.0)
    assert not clock.pulse(5.0 + LONGEST_PAUSE + 1.0)
    assert (clock.runs, clock.seconds(60.0), clock.stood(60.0)) == (False, 105.0, 55.0)
    clock.skip(55.0)
    clock.start(60.0)
    assert (clock.seconds(61.0), clock.stood(61.0)) == (161.0, 0.0)


def test_that_it_counts_nothing_while_it_is_stopped() -> None:
    clock = ExerciseClock()
    assert clock.seconds(1_000.0) == 0.0
    clock.start(1_000.0)
    clock.stop(1_004.0)
    clock.stop(1_006.0)
    assert (clock.seconds(2_000.0), clock.stood(2_000.0)) == (4.0, 996.0)


STEPS = st.tuples(st.sampled_from(["pulse", "start", "stop", "skip"]), st.floats(0, 50))


@given(st.lists(STEPS))
def test_that_it_never_goes_back_whatever_is_done_with_it(steps: list[tuple[str, float]]) -> None:
    clock, now, before = ExerciseClock(), 0.0, 0.0
    for act, passed in steps:
        now += passed
        match act:
            case "start":
                clock.start(now)
            case "stop":
                clock.stop(now)
            case "skip":
                clock.skip(passed)
        clock.pulse(now)
        assert clock.seconds(now) >= before
        before = clock.seconds(now)
