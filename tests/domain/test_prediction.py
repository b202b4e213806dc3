"""What a call is, and how good it was."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import Month
from desktop.domain.errors import (
    AmountAgainstDirectionError,
    BadAmountError,
    BadConfidenceError,
    BadDirectionError,
    BadHandsError,
    BadTeamNameError,
    RepeatedTeamError,
    TooManyTeamsError,
    VecinosError,
)
from desktop.domain.prediction import (
    CONFIDENCES,
    Call,
    Direction,
    Prediction,
    brier,
    direction_of,
    score,
    told,
)
from tests.examples import examples

ASKED = Prediction("remittances", Month(2026, 6))
CALLS = st.sampled_from(tuple(Direction))
shares = st.floats(0, 1)


@given(CALLS, shares, shares, shares)
def test_that_stating_ones_true_probability_is_best_in_expectation(
    called: Direction, true: float, stated: float, split: float
) -> None:
    first, second = (each for each in Direction if each is not called)
    chances = {called: true, first: (1 - true) * split, second: (1 - true) * (1 - split)}

    def expected(confidence: float) -> float:
        return sum(chance * brier(called, confidence, came) for came, chance in chances.items())

    assert expected(true) <= expected(stated) + 1e-12
    if abs(true - stated) > 0.01:
        assert expected(true) < expected(stated)


@examples(200)
@given(st.lists(shares, min_size=3, max_size=3).filter(any), st.sampled_from(CONFIDENCES))
def test_that_calling_the_likeliest_direction_is_best_however_sure_one_is(
    weights: list[float], sure: int
) -> None:
    chances = {each: one / sum(weights) for each, one in zip(Direction, weights, strict=True)}

    def expected(called: Direction) -> float:
        return sum(one * brier(called, sure / 100, came) for came, one in chances.items())

    likeliest = max(Direction, key=chances.__getitem__)
    assert expected(likeliest) <= min(map(expected, Direction)) + 1e-12


def test_that_a_score_keeps_direction_and_amount_apart() -> None:
    right = score(Call("Sur", "up", 80, 4.0), 6.5)
    assert right.brier == pytest.approx(0.06)
    assert (right.right, right.error) == (True, 2.5)
    wrong = score(Call("Sur", "down", 80), 6.5)
    assert wrong.brier == pytest.approx(1.46)
    assert (wrong.right, wrong.error) == (False, None)
    assert score(Call("Sur", "same"), 0.5).brier is None


@pytest.mark.parametrize(
    ("change", "shown", "way"),
    [
        (0.999, 0.9, Direction.SAME),
        (-0.96, -0.9, Direction.SAME),
        (1.0, 1.0, Direction.UP),
        (-1.0, -1.0, Direction.DOWN),
        (12.36, 12.4, Direction.UP),
        (-0.01, 0.0, Direction.SAME),
    ],
)
def test_that_what_is_under_one_is_about_the_same_and_shown_so(
    change: float, shown: float, way: Direction
) -> None:
    assert (told(change), direction_of(change), direction_of(told(change))) == (shown, way, way)
    assert math.copysign(1, told(change)) == math.copysign(1, shown)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (Call("Sur", "sideways"), BadDirectionError),
        (Call("Sur", "up", 0), BadConfidenceError),
        (Call("Sur", "up", 100), BadConfidenceError),
        (Call("Sur", "up", 60, -3.0), AmountAgainstDirectionError),
        (Call("Sur", "same", 60, 1.0), AmountAgainstDirectionError),
        (Call("Sur", "up", 60, math.nan), BadAmountError),
        (Call("Sur", "up", 60, math.inf), BadAmountError),
        (Call("", "up"), BadTeamNameError),
        (Call("\u200b \u3164", "up"), BadTeamNameError),
        (Call("a\nb", "up"), BadTeamNameError),
        (Call("x" * 61, "up"), BadTeamNameError),
    ],
    ids=repr,
)
def test_that_a_call_that_is_none_is_refused(call: Call, error: type[VecinosError]) -> None:
    with pytest.raises(error):
        ASKED.with_call(call)


def test_that_a_team_calls_once_and_may_call_anew() -> None:
    asked = ASKED.with_call(Call("Sur", "up")).with_call(Call("Norte", "same"))
    anew = asked.with_call(Call(" SUR", "down"))
    assert anew.calls == (Call(" SUR", "down"), Call("Norte", "same"))
    assert asked.without_call("sur").calls == (Call("Norte", "same"),)
    assert asked.call_of("NORTE") == Call("Norte", "same")
    with pytest.raises(RepeatedTeamError):
        Prediction("remittances", Month(2026, 6), (Call("Sur", "up"), Call("sur ", "up"))).check()


def test_that_no_more_than_two_dozen_teams_call() -> None:
    asked = ASKED
    for number in range(24):
        asked = asked.with_call(Call(f"Team {number}", "up"))
    with pytest.raises(TooManyTeamsError):
        asked.with_call(Call("One more", "up"))


@pytest.mark.parametrize("hands", [(1, 2), (1, 2, 3, 4), (1, -1, 0), (0, 0, 10_000)])
def test_that_hands_are_three_counts_of_people(hands: tuple[int, ...]) -> None:
    with pytest.raises(BadHandsError):
        ASKED.with_hands(hands)
    assert ASKED.with_hands((9, 0, 4)).with_hands(()) == ASKED


def test_that_every_confidence_that_can_be_called_is_scored() -> None:
    scores = [score(Call("Sur", "up", sure), 2.0).brier for sure in CONFIDENCES]
    assert scores == pytest.approx([0.54, 0.24, 0.06, 0.00375])
