"""The joint rule and the cost of moves, against references of a few lines."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.exercise.costs import Binding, binding, joint_setting, move_cost, position_cost
from desktop.domain.exercise.exercise import Side
from tests.domain.levers import lever

JOINT = lever("joint", 0, 100, 25)
OFFERS = st.none() | st.sampled_from([0.0, 25.0, 100.0]) | st.floats(0, 100)


@given(OFFERS, OFFERS)
def test_that_a_joint_lever_goes_to_the_offer_nearer_to_the_status_quo(
    us: float | None, mx: float | None
) -> None:
    steps = [(offer or 0) - 25 if offer is not None else 0 for offer in (us, mx)]
    same_way = (steps[0] > 0) == (steps[1] > 0) and 0 not in steps
    expected = 25 + min(steps, key=abs) if same_way else 25
    assert abs(joint_setting(JOINT, us, mx) - expected) < 1e-9
    assert joint_setting(JOINT, us, mx) == joint_setting(JOINT, mx, us)


@given(OFFERS, OFFERS)
def test_that_why_a_joint_lever_stands_there_goes_with_where_it_stands(
    us: float | None, mx: float | None
) -> None:
    why, value = binding(JOINT, us, mx), joint_setting(JOINT, us, mx)
    assert (value == 25) == (why in (Binding.NEITHER, Binding.MISSING, Binding.OPPOSITE))
    assert (why is Binding.ALIKE) == (us == mx == value != 25)
    assert (why is Binding.LOWER) == (us != mx and value > 25)
    assert (why is Binding.HIGHER) == (us != mx and value < 25)
    assert (why is Binding.NEITHER) == ({us, mx} <= {None, 25})


def test_that_a_position_costs_its_share_of_the_longer_way_to_half_a_point() -> None:
    one = replace(JOINT, cost_us=6.0, cost_mx=3.0)
    assert position_cost(one, 100, Side.US) == 6
    assert position_cost(one, 0, Side.US) == 2
    assert position_cost(one, 50, Side.MX) == 1
    assert position_cost(one, 100, Side.NONE) == 0


def test_that_going_back_is_free_and_gives_nothing() -> None:
    assert move_cost(JOINT, 25, 100, Side.US) == 6
    assert move_cost(JOINT, 50, 100, Side.US) == 4
    assert move_cost(JOINT, 100, 50, Side.US) == 0
    assert move_cost(JOINT, 0, 100, Side.US) == 4
