"""Answers that a scenario keeps: of which run they are, and what of them can be read again."""

from dataclasses import replace

import pytest

from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.document.filing import RestoreVersion
from desktop.document.kept_answers import (
    DropAnswer,
    KeepAnswer,
    answer_to,
    as_kept,
    read_answer,
)
from desktop.domain.clock import Month
from desktop.domain.errors import TooManyAnswersError
from desktop.domain.inquiry import (
    MOST_ANSWERS,
    Answer,
    Asked,
    Bar,
    Broken,
    Condition,
    Goal,
    Inquiry,
    LeverMove,
    Reached,
    Tornado,
    WhatItTakes,
    WhereItBreaks,
)
from desktop.domain.lever import Setting
from desktop.domain.scenario import Scenario
from desktop.modelfiles.read import read_model

MODEL = read_model()
YEAR = Month(2030, 12)
GOAL = Goal("homicide_rate", YEAR, 20.0, at_least=False)
MOVES = (LeverMove("mx_security_spending", 0.7, 1.2),)
TAKEN = WhatItTakes(
    GOAL, Reached.FOUND, MOVES, *(24.6, 19.9, 0.2, 0.5, 0.0, 2.5), smallest=True, runs=700
)
GROWTH = Condition("trade_growth", at_least=True, value=0.02)
BROKEN = WhereItBreaks(GOAL, Broken.FOUND, 0.4, (GROWTH,), 0.8)
BARS = (Bar("dea_access", 0.5, -1.0),)
RANKED = Tornado(Asked.LEVERS, "homicide_rate", YEAR, BARS)
FOUND: dict[Asked, WhatItTakes | WhereItBreaks | Tornado] = {
    Asked.REACH: TAKEN,
    Asked.BREAK: BROKEN,
    Asked.LEVERS: RANKED,
}


@pytest.fixture
def document() -> Document:
    return Document(MODEL, Scenario("a"))


def answer(document: Document, asked: Asked = Asked.REACH, goal: Goal = GOAL) -> Answer:
    """Return what was found out about the scenario as it stands."""
    found = FOUND[asked]
    held = frozenset({"dea_access", "border_wait"})
    return Answer(Inquiry.about(asked, document.scenario.request, goal, held), found)


@pytest.mark.parametrize("asked", [Asked.REACH, Asked.BREAK, Asked.LEVERS])
def test_that_an_answer_comes_back_as_it_was_while_the_run_is_the_same(
    document: Document, asked: Asked
) -> None:
    made = answer(document, asked)
    document.apply(KeepAnswer(as_kept(made, MODEL)))
    back = answer_to(made.inquiry, document.scenario, MODEL)
    assert back == made
    assert back is not None
    assert type(back.inquiry.asked) is Asked
    document.undo()
    assert answer_to(made.inquiry, document.scenario, MODEL) is None


def test_that_another_policy_another_model_and_back_again_are_told(document: Document) -> None:
    made = answer(document)
    document.apply(KeepAnswer(as_kept(made, MODEL)))
    document.apply(SetLever("mx_security_spending", Setting(1.0)))
    inquiry = answer(document).inquiry
    other = answer_to(inquiry, document.scenario, MODEL)
    assert other == replace(made, inquiry=inquiry, of_another_run=True)
    document.apply(SetLever("mx_security_spending", None))
    assert answer_to(made.inquiry, document.scenario, MODEL) == made
    back = answer_to(made.inquiry, document.scenario, replace(MODEL, digest="another"))
    assert back is not None
    assert back.of_another_run


def test_that_a_question_has_one_answer_the_latest_and_others_have_their_own(
    document: Document,
) -> None:
    first = as_kept(answer(document), MODEL)
    higher = as_kept(answer(document, goal=replace(GOAL, value=21.0)), MODEL)
    again = replace(first, run="another")
    for one in (first, higher, again):
        document.apply(KeepAnswer(one))
    assert document.scenario.answers == (higher, again)
    # An answer to what is asked already takes no new place, where there is none left.
    full = replace(
        document.scenario,
        answers=tuple(replace(first, held=(str(n),)) for n in range(MOST_ANSWERS)),
    )
    document.load(full)
    with pytest.raises(TooManyAnswersError):
        document.apply(KeepAnswer(first))
    document.apply(DropAnswer(full.answers[0]))
    document.apply(KeepAnswer(first))
    assert len(document.scenario.answers) == MOST_ANSWERS


@pytest.mark.parametrize(
    "spoilt",
    [
        {"asked": "whatever"},
        {"goal": replace(GOAL, indicator="nobody")},
        {"taken": replace(TAKEN, moves=(LeverMove("nobody", 0.0, 1.0),))},
        {"taken": replace(TAKEN, reached="somehow")},  # type: ignore[arg-type]  # as a file may say
        {"taken": None},
        {"taken": None, "breaks": BROKEN},
        {"taken": None, "ranked": RANKED},
    ],
)
def test_that_what_this_model_cannot_word_is_left_out(
    document: Document, spoilt: dict[str, object]
) -> None:
    kept = replace(as_kept(answer(document), MODEL), **spoilt)  # type: ignore[arg-type]
    assert read_answer(kept, document.scenario.request, MODEL) is None


def test_that_an_earlier_version_takes_no_answer_away(document: Document) -> None:
    kept = as_kept(answer(document), MODEL)
    document.apply(KeepAnswer(kept))
    document.apply(RestoreVersion(Scenario("as it was")))
    assert document.scenario.answers == (kept,)
