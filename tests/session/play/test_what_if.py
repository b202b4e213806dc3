"""What would have been is found out off the widgets' thread, once, and sliders come first."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from pytestqt.qtbot import QtBot

from desktop.document.play.errors import NothingPlayedError
from desktop.document.play.headlines import headlines
from desktop.document.play.players import Decided, Released, acts
from desktop.document.play.state import PlayState, Setup
from desktop.document.play.without import runs_without
from desktop.domain.policy import Policy
from desktop.engine.results.bands import percentiles
from desktop.engine.run.project import project
from desktop.session.play.what_if import Answer, WhatIf
from tests.document.play.played import Table, two_rounds
from tests.views.desks import compiled

if TYPE_CHECKING:
    from desktop.domain.errors import VecinosError

CURVE = "cooperation_depth"
OUT = (Released("made_here"),)


class Asker:
    """Ask about a play, and take down what is told."""

    def __init__(self, table: Table) -> None:
        exercise = table.setup.exercise
        few = replace(exercise, start=replace(exercise.start, members=20))
        self.setup: Setup = Setup(few, table.setup.model)
        self.state: PlayState = table.record.state
        self.moving = False
        self.looks = 0
        self.what_if = WhatIf(lambda: (self.setup, self.state), self._look)
        self.answers: list[Answer] = []
        self.errors: list[VecinosError] = []
        self.done: list[tuple[int, int]] = []
        self.what_if.answered.connect(self.answers.append)
        self.what_if.failed.connect(self.errors.append)
        self.what_if.advanced.connect(lambda done, of: self.done.append((done, of)))

    def _look(self) -> bool:
        self.looks += 1
        return self.moving


@contextmanager
def asking(table: Table) -> Iterator[Asker]:
    asker = Asker(table)
    try:
        yield asker
    finally:
        asker.what_if.close()


def test_that_nothing_out_is_zero_and_every_decision_out_the_status_quo_with_its_injects(
    qtbot: QtBot,
) -> None:
    with asking(two_rounds()) as asker:
        asker.what_if.ask(())
        assert asker.what_if.busy
        qtbot.waitUntil(lambda: bool(asker.answers), timeout=20000)
        assert tuple(asker.answers[0].found) == headlines(asker.setup)
        assert not [one for one in asker.answers[0].found.values() if one.difference.any()]
        assert asker.done[-1] == (2, 2)
        decided = [one for one in acts(asker.state) if isinstance(one, Decided)]
        asker.what_if.ask(decided)
        qtbot.waitUntil(lambda: len(asker.answers) == 2, timeout=20000)
        asked, _ = runs_without(asker.setup, asker.state, ())
        opening = asker.setup.exercise.start.policy
        struck = (one.strikes for one in asker.state.injects.values())
        events = (*opening.events, *filter(None, struck), *asker.state.drawn["window"].events)
        draws = compiled().draws(asked.ensemble, asked.assumptions)
        alone = project(compiled(), Policy(opening.settings, events), draws, indicators=[CURVE])
        found = asker.answers[1].found[CURVE]
        assert np.array_equal(found.bands, percentiles(alone.of(CURVE)[:25]))
        assert found.difference.any()


def test_that_what_was_found_out_is_there_when_it_is_asked_again(qtbot: QtBot) -> None:
    with asking(two_rounds()) as asker:
        asker.what_if.ask(OUT)
        qtbot.waitUntil(lambda: bool(asker.answers), timeout=20000)
        told = len(asker.done)
        asker.what_if.ask(OUT)
        qtbot.waitUntil(lambda: len(asker.answers) == 2, timeout=20000)
        assert asker.answers[0].found is asker.answers[1].found
        assert len(asker.done) == told


def test_that_a_cancelled_question_is_not_told_and_no_run_begins_while_a_slider_is_held(
    qtbot: QtBot,
) -> None:
    with asking(two_rounds()) as asker:
        asker.moving = True
        asker.what_if.ask(OUT)
        qtbot.waitUntil(lambda: asker.looks > 2, timeout=20000)
        assert asker.done == []
        asker.what_if.cancel()
        assert not asker.what_if.busy
        asker.moving = False
        asker.what_if.ask(())
        qtbot.waitUntil(lambda: bool(asker.answers), timeout=20000)
        assert [one.out for one in asker.answers] == [frozenset()]
        asker.what_if.forget()
        assert asker.what_if._kept is None


def test_that_before_any_month_is_played_one_is_told_so_at_once(qtbot: QtBot) -> None:
    with asking(Table()) as asker:
        asker.what_if.ask(OUT)
        assert [type(one) for one in asker.errors] == [NothingPlayedError]
        assert not asker.what_if.busy
