"""Answers that a scenario keeps: made of what was found out, and read again beside a model.

A kept answer names its run by digests, so that one of another policy, other assumptions or another
model is known for what it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from db import run_digest
from desktop.document.commands import ScenarioCommand
from desktop.domain.ensemble import RunRequest
from desktop.domain.errors import TooManyAnswersError
from desktop.domain.inquiry import (
    MOST_ANSWERS,
    Answer,
    Asked,
    Broken,
    Inquiry,
    KeptAnswer,
    Reached,
    Tornado,
    WhatItTakes,
    WhereItBreaks,
)
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class KeepAnswer(ScenarioCommand):
    """Keep an answer, in the place of an earlier one to the same question."""

    answer: KeptAnswer
    label: str = "command.keep_answer"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario with it as the last of its answers; raise TooManyAnswersError."""
        others = _others(scenario, self.answer)
        if len(others) >= MOST_ANSWERS:
            raise TooManyAnswersError(most=MOST_ANSWERS)
        return replace(scenario, answers=(*others, self.answer))


@dataclass(frozen=True, slots=True)
class DropAnswer(ScenarioCommand):
    """Keep the answer to a question no longer."""

    answer: KeptAnswer
    label: str = "command.drop_answer"

    def apply(self, scenario: Scenario, model: Model) -> Scenario:
        """Return the scenario without it; where there is none, as it is."""
        return replace(scenario, answers=_others(scenario, self.answer))


def _others(scenario: Scenario, answer: KeptAnswer) -> tuple[KeptAnswer, ...]:
    return tuple(one for one in scenario.answers if one.question != answer.question)


def as_kept(answer: Answer, model: Model) -> KeptAnswer:
    """Return an answer as a scenario keeps it."""
    inquiry, found = answer.inquiry, answer.found
    return KeptAnswer(
        inquiry.asked.value,
        inquiry.goal,
        tuple(sorted(inquiry.held)),
        inquiry.of_change,
        _run(inquiry.request),
        model.digest,
        taken=found if isinstance(found, WhatItTakes) else None,
        breaks=found if isinstance(found, WhereItBreaks) else None,
        ranked=found if isinstance(found, Tornado) else None,
    )


def answer_to(inquiry: Inquiry, scenario: Scenario, model: Model) -> Answer | None:
    """Return the answer that a scenario keeps to a question, be it of another run; else None."""
    question = inquiry.asked.value, inquiry.goal, tuple(sorted(inquiry.held)), inquiry.of_change
    kept = next((one for one in scenario.answers if one.question == question), None)
    return None if kept is None else read_answer(kept, inquiry.request, model)


def read_answer(kept: KeptAnswer, request: RunRequest, model: Model) -> Answer | None:
    """Return a kept answer beside the run that a scenario asks for now.

    None for one that this model cannot word: it names what the model does not have, or is damaged.
    """
    try:
        asked = Asked(kept.asked)
        found = _found(kept)
    except ValueError:
        return None
    if found is None or not _fits(asked, found) or not set(_names(kept)) <= _known(model):
        return None
    inquiry = Inquiry(asked, request, kept.goal, frozenset(kept.held), kept.of_change)
    same = (kept.run, kept.model) == (_run(request), model.digest)
    return Answer(inquiry, found, of_another_run=not same)


def _found(kept: KeptAnswer) -> WhatItTakes | WhereItBreaks | Tornado | None:
    """Return what was found out, its words of this program; raise ValueError for another word."""
    if kept.taken is not None:
        return replace(kept.taken, reached=Reached(kept.taken.reached))
    if kept.breaks is not None:
        return replace(kept.breaks, broken=Broken(kept.breaks.broken))
    if kept.ranked is not None:
        return replace(kept.ranked, asked=Asked(kept.ranked.asked))
    return None


def _fits(asked: Asked, found: WhatItTakes | WhereItBreaks | Tornado) -> bool:
    match asked:
        case Asked.REACH:
            return isinstance(found, WhatItTakes)
        case Asked.BREAK:
            return isinstance(found, WhereItBreaks)
    return isinstance(found, Tornado) and found.asked is asked


def _names(kept: KeptAnswer) -> Iterator[tuple[str, str]]:
    """Yield what of a model an answer names, each with what it is."""
    yield "indicator", kept.goal.indicator
    if kept.taken is not None:
        yield "indicator", kept.taken.goal.indicator
        yield from (("lever", one.lever) for one in kept.taken.moves)
    if kept.breaks is not None:
        yield "indicator", kept.breaks.goal.indicator
        yield from (("parameter", one.parameter) for one in kept.breaks.conditions)
    if kept.ranked is not None:
        yield "indicator", kept.ranked.indicator
        kind = "lever" if kept.ranked.asked == Asked.LEVERS else "parameter"
        yield from ((kind, one.id) for one in kept.ranked.bars)


def _known(model: Model) -> set[tuple[str, str]]:
    return {
        *(("indicator", one) for one in model.indicators),
        *(("lever", one) for one in model.levers),
        *(("parameter", one) for one in model.parameters),
    }


def _run(request: RunRequest) -> str:
    """Return the digest of what a run is asked for."""
    assumptions = request.assumptions.text
    return run_digest(
        Scenario("", request.policy, assumptions=assumptions, ensemble=request.ensemble)
    )
