"""Why a curve moved in play is found out off the widgets' thread, and sliders come first."""

import math
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.analysis.kept_parts import Kept
from desktop.bridge.kept_answers import KeptAnswers
from desktop.document.play.errors import NothingPlayedError
from desktop.document.play.scenario import request
from desktop.document.play.state import PlayState, Setup
from desktop.domain.errors import UnknownIndicatorError, VecinosError
from desktop.domain.parts import Parts, PlayerKind
from desktop.engine.results.bands import bands
from desktop.engine.run.project import project
from desktop.session.play.why import Since, Why
from tests.document.play.played import Table, two_rounds
from tests.views.desks import compiled

CURVE = "cooperation_depth"


class Asker:
    """Ask about a play, and take down what is told."""

    def __init__(self, table: Table, kept: Kept | None = None) -> None:
        exercise = table.setup.exercise
        few = replace(exercise, start=replace(exercise.start, members=20))
        self.setup: Setup = Setup(few, table.setup.model)
        self.state: PlayState = table.record.state
        self.moving = False
        self.looks = 0
        answers = None if kept is None else lambda: kept
        self.why = Why(lambda: (self.setup, self.state), self._look, None, answers)
        self.answers: list[Parts] = []
        self.errors: list[VecinosError] = []
        self.done: list[tuple[int, int]] = []
        self.why.answered.connect(self.answers.append)
        self.why.failed.connect(self.errors.append)
        self.why.advanced.connect(lambda done, of: self.done.append((done, of)))

    def _look(self) -> bool:
        self.looks += 1
        return self.moving


@contextmanager
def asking(table: Table, kept: Kept | None = None) -> Iterator[Asker]:
    asker = Asker(table, kept)
    try:
        yield asker
    finally:
        asker.why.close()


def test_that_the_parts_add_up_to_how_the_drawn_median_moved(qtbot: QtBot) -> None:
    with asking(two_rounds()) as asker:
        asker.why.ask(CURVE)
        assert asker.why.busy
        qtbot.waitUntil(lambda: bool(asker.answers), timeout=20000)
        asker.why.ask(CURVE, Since.START)
        qtbot.waitUntil(lambda: len(asker.answers) == 2, timeout=20000)
        assert not asker.errors
        assert asker.done[-1] == (32, 32)
        asked = request(asker.setup, asker.state)
        draws = compiled().draws(asked.ensemble, asked.assumptions)
        median = bands(project(compiled(), asked.policy, draws)).of(CURVE)[2]
        for found, months in zip(asker.answers, (12, 24), strict=True):
            assert (found.before, found.after) == (median[24 - months], median[24])
            whole = found.anyway + math.fsum(one.total for one in found.parts)
            assert whole == pytest.approx(found.change, abs=1e-9)
            assert {one.players[0].kind for one in found.parts} == {
                PlayerKind.US,
                PlayerKind.MX,
                PlayerKind.JOINT,
                PlayerKind.INJECTS,
                PlayerKind.CHANCE,
            }


def test_that_what_cannot_be_asked_is_told_at_once(qtbot: QtBot) -> None:
    with asking(Table()) as asker:
        asker.why.ask(CURVE)
        asker.why.ask("nonsense")
        assert [type(one) for one in asker.errors] == [NothingPlayedError, UnknownIndicatorError]
        assert not asker.why.busy


def test_that_no_run_begins_while_a_slider_is_held_and_a_cancelled_one_is_not_told(
    qtbot: QtBot,
) -> None:
    with asking(two_rounds()) as asker:
        asker.moving = True
        asker.why.ask(CURVE)
        qtbot.waitUntil(lambda: asker.looks > 2, timeout=20000)
        assert (asker.done, asker.answers) == ([], [])
        asker.why.cancel()
        assert not asker.why.busy
        asker.moving = False
        asker.why.ask("mx_fav_us")
        qtbot.waitUntil(lambda: bool(asker.answers), timeout=20000)
        assert [one.indicator.id for one in asker.answers] == ["mx_fav_us"]


def test_that_the_runs_of_a_play_that_is_left_are_let_go_of(qtbot: QtBot) -> None:
    with asking(two_rounds()) as asker:
        asker.why.ask(CURVE)
        qtbot.waitUntil(lambda: bool(asker.answers), timeout=20000)
        assert asker.why._kept is not None
        kept = weakref.ref(asker.why._kept.medians[CURVE])
        asker.why.forget()
        qtbot.waitUntil(lambda: kept() is None, timeout=20000)


def test_that_what_was_found_out_is_told_another_day_without_a_run(
    qtbot: QtBot, tmp_path: Path
) -> None:
    found: list[list[Parts]] = []
    for ran in (True, False):
        kept = Kept(KeptAnswers(tmp_path), "played")
        with asking(two_rounds(), kept) as asker:
            asker.why.ask(CURVE)
            qtbot.waitUntil(lambda: bool(asker.answers), timeout=20000)  # waits here
            assert bool(asker.done) == ran
            found.append(asker.answers)
    assert found[0] == found[1]
