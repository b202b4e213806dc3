"""Lines of play as policies: from which month what holds, and which shocks come."""

from dataclasses import replace

from desktop.domain.clock import Month
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.exercise.line import guided_line, played
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import PlannedEvent, Policy
from tests.modelfiles.exercises.example import model, read, source

CLOCK = model().clock


def exercise() -> Exercise:
    """Return the example with a second round."""
    one = read(source())
    return replace(one, rounds=(*one.rounds, replace(one.rounds[0], id="second")))


def test_that_a_decision_holds_from_the_first_month_of_the_advance_until_it_is_changed() -> None:
    policy = played(exercise(), [{"coop_framework": 2.0}, {"coop_framework": 3.0}], CLOCK)
    assert policy.settings["coop_framework"] == Setting(
        3.0, Month(2025, 1), earlier=(Move(2.0, Month(2024, 1)),)
    )


def test_that_a_decision_takes_the_place_of_what_the_opening_policy_plans_for_its_month() -> None:
    opening = Policy({"coop_framework": Setting(4.0, Month(2024, 1), 6)})
    one = replace(exercise(), start=replace(exercise().start, policy=opening))
    assert played(one, [{}, {}], CLOCK).settings == opening.settings
    found = played(one, [{"coop_framework": 2.0}, {}], CLOCK).settings["coop_framework"]
    assert found == Setting(2.0, Month(2024, 1))


def test_that_planned_shocks_come_and_those_held_ready_do_not() -> None:
    one = exercise()
    caravan, offer = one.injects
    assert played(one, [{}, {}], CLOCK).events == (
        PlannedEvent("migrant_caravan", Month(2024, 1), 1.0),
    )
    ready = replace(caravan, id="echo", at=None)
    assert len(played(replace(one, injects=(ready, offer)), [{}, {}], CLOCK).events) == 0


def test_that_a_shock_of_a_month_that_is_played_strikes_in_the_next_one() -> None:
    one = exercise()
    late = replace(one.injects[0], round="second", date=Month(2024, 12))
    (event,) = played(replace(one, injects=(late,)), [{}, {}], CLOCK).events
    assert event.month == Month(2025, 1)


def test_that_guided_moves_are_a_line() -> None:
    assert guided_line(exercise()) == [{}, {}]
