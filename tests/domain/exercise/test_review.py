"""Warnings of a design: each one comes where it should, and nowhere else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.clock import Month
from desktop.domain.exercise.exercise import Exercise, TeamColor
from desktop.domain.exercise.injects import InjectType
from desktop.domain.exercise.review import DesignWarning, review, words
from desktop.domain.exercise.rounds import GuidedMove
from desktop.domain.wording import Wording
from tests.modelfiles.exercises.example import model, read, source

LONG = Wording("word " * 250, "palabra " * 250)


def sound() -> Exercise:
    """Return the example with briefs of a good length: nothing is warned of."""
    one = read(source())
    return replace(one, teams=tuple(replace(team, brief=LONG) for team in one.teams))


def with_part(kind: str, name: str, **fields: Any) -> Exercise:
    """Return the sound exercise with other fields of one of its parts."""
    one = sound()
    parts = [replace(p, **fields) if p.id == name else p for p in getattr(one, kind)]
    changed: dict[str, Any] = {kind: tuple(parts)}
    return replace(one, **changed)


def with_inject(**fields: Any) -> Exercise:
    return with_part("injects", "caravan", **fields)


def with_later_round() -> Exercise:
    """Return the sound exercise where an inject waits for one of a second round."""
    one = sound()
    second = replace(one.rounds[0], id="second")
    caravan, offer = one.injects
    early = replace(caravan, after=("offer",))
    late = replace(offer, round="second", date=Month(2025, 1), after=())
    return replace(one, minutes=110, rounds=(*one.rounds, second), injects=(early, late))


def with_full_round() -> Exercise:
    """Return the sound exercise with two injects that each fit, and together do not."""
    one = sound()
    caravan, offer = one.injects
    return replace(
        one, injects=(replace(caravan, at=0, minutes=50), replace(offer, at=45, minutes=10))
    )


CARAVAN = ("injects", "caravan")
WARNED: dict[str, tuple[Callable[[], Exercise], tuple[str, str, str, str]]] = {
    "other_model": (
        lambda: replace(sound(), start=replace(sound().start, model="0.1")),
        ("exercise", "", "start.model", "made_for_other_model"),
    ),
    "no_objective": (
        lambda: replace(sound(), objectives=()),
        ("exercise", "", "objectives", "no_objective"),
    ),
    "long": (
        lambda: replace(sound(), minutes=54),
        ("exercise", "", "minutes", "more_minutes_than_clock"),
    ),
    "one_inject": (
        lambda: replace(sound(), injects=sound().injects[:1]),
        ("objectives", "bargain", "", "few_injects"),
    ),
    "cannot_fail": (
        lambda: with_part("objectives", "bargain", failed_by=()),
        ("objectives", "bargain", "failed_by", "no_failing_decision"),
    ),
    "short_brief": (
        lambda: with_part("teams", "mexico", brief=replace(LONG, es="palabra " * 199)),
        ("teams", "mexico", "brief.es", "words_out_of_limits"),
    ),
    "two_interests": (
        lambda: with_part("teams", "mexico", interests=sound().teams[0].interests[:2]),
        ("teams", "mexico", "interests", "other_count"),
    ),
    "one_red_line": (
        lambda: with_part("teams", "mexico", red_lines=sound().teams[0].red_lines[:1]),
        ("teams", "mexico", "red_lines", "other_count"),
    ),
    "one_color": (
        lambda: with_part("teams", "mexico", color=TeamColor.BLUE),
        ("teams", "mexico", "color", "color_of_two_teams"),
    ),
    "full": (
        with_full_round,
        ("rounds", "first", "minutes", "injects_fill_round"),
    ),
    "early": (
        lambda: with_inject(date=Month(2023, 11)),
        (*CARAVAN, "date", "dated_outside_round"),
    ),
    "late": (
        lambda: with_inject(date=Month(2025, 1)),
        (*CARAVAN, "date", "dated_outside_round"),
    ),
    "over": (lambda: with_inject(at=51), (*CARAVAN, "at", "after_round")),
    "later_round": (with_later_round, (*CARAVAN, "after", "waits_for_later_round")),
    "long_text": (
        lambda: with_inject(text=Wording("word " * 151, "palabra " * 40)),
        (*CARAVAN, "text.en", "words_out_of_limits"),
    ),
    "no_reason": (
        lambda: with_inject(shock=None),
        (*CARAVAN, "no_shock", "neither_shock_nor_reason"),
    ),
    "no_source": (lambda: with_inject(sources=()), (*CARAVAN, "claims", "no_claim_or_source")),
    "one_action": (
        lambda: with_inject(expected=sound().injects[0].expected[:1]),
        (*CARAVAN, "expected", "few_expected"),
    ),
    "no_point": (
        lambda: with_inject(learning_point=None),
        (*CARAVAN, "learning_point", "no_learning_point"),
    ),
    "one_language": (
        lambda: with_inject(title=Wording("", "Sale una caravana")),
        (*CARAVAN, "title.en", "missing_language"),
    ),
    "one_language_in_a_list": (
        lambda: with_part("rounds", "first", questions=(Wording("Who?", ""),)),
        ("rounds", "first", "questions.1.es", "missing_language"),
    ),
    "one_language_of_the_whole": (
        lambda: replace(sound(), ground_rules=(Wording("", "Hable."),)),
        ("exercise", "", "ground_rules.1.en", "missing_language"),
    ),
}


def place(one: DesignWarning) -> tuple[str, str, str, str]:
    return one.part, one.id, one.key, one.reason.removeprefix("reason.")


def test_that_a_sound_exercise_is_warned_of_nothing() -> None:
    assert review(sound(), model()) == ()


@pytest.mark.parametrize("name", sorted(WARNED))
def test_that_what_is_weak_is_warned_of_at_its_place_alone(name: str) -> None:
    change, expected = WARNED[name]
    assert [place(one) for one in review(change(), model())] == [expected]


def test_that_a_round_without_a_decision_fails_no_objective() -> None:
    found = [place(one) for one in review(with_part("rounds", "first", decision=None), model())]
    assert found == [
        ("objectives", "bargain", "failed_by", "no_failing_decision"),
        ("rounds", "first", "decision", "round_without_decision"),
    ]


def test_that_a_guided_move_is_a_decision() -> None:
    guided = with_part("rounds", "first", decision=None, moves=(GuidedMove("coop_framework", 3),))
    assert review(guided, model()) == ()


def test_that_a_language_in_which_it_is_not_played_may_be_missing() -> None:
    spanish = replace(with_inject(title=Wording("", "Sale una caravana")), languages=("es",))
    assert review(spanish, model()) == ()


def test_that_an_administrative_inject_needs_no_evidence() -> None:
    bare = with_inject(type=InjectType.ADMINISTRATIVE, sources=(), expected=(), learning_point=None)
    assert review(bare, model()) == ()


def test_that_words_are_counted_by_blanks() -> None:
    assert words("A caravan,\n\nsix thousand – people") == 6
    assert words("") == 0
