"""What is pinned gets its exact curves while the desk rests."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.bridge.spare_runs import SpareRuns
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.pin import LETTERS, Pin, bare
from desktop.domain.policy import Policy
from desktop.domain.scenario import NAME_LIMIT, Scenario
from desktop.engine.results.bands import bands
from desktop.engine.results.projection import MEDIAN
from desktop.engine.run.project import project
from desktop.session.open_library import OpenLibrary
from desktop.session.pin_board import PinBoard
from desktop.session.pinned_runs import PinnedRuns, PinRun
from desktop.session.projector import Projector, RunPlacement
from tests.views.desks import FEW, TARIFF, compiled

HOMICIDE = "homicide_rate"
OTHER = Scenario("Other", Policy({TARIFF: Setting(25)}), ensemble=FEW)


class Bench:
    """Hold a document, its projector, and what is pinned beside it."""

    def __init__(self) -> None:
        self.document = Document(compiled().model, Scenario("On the desk", ensemble=FEW))
        self.projector = Projector(compiled(), self.document, lane=RunPlacement.GUI)
        self.runs = SpareRuns(compiled().model)
        self.board = PinBoard(self.document, OpenLibrary())
        self.pinned = PinnedRuns(self.document, self.projector, self.runs, self.board)

    def pin(self, state: Scenario, letter: str = "A", kept: BandSnapshot | None = None) -> Pin:
        pin = Pin(letter, bare(state))
        self.board.put_back(pin, kept)
        return pin

    def close(self) -> None:
        self.runs.close()
        self.pinned.close()
        self.projector.close()


@pytest.fixture(scope="module")
def shared(request: pytest.FixtureRequest, qapp: object) -> Iterator[Bench]:
    made = Bench()
    made.projector.refresh()
    QtBot(request).waitUntil(lambda: not made.projector.busy, timeout=20000)
    yield made
    made.close()


@pytest.fixture
def bench(shared: Bench, qtbot: QtBot) -> Iterator[Bench]:
    yield shared
    shared.board.take_off(*LETTERS)
    if shared.projector.monthly:
        shared.projector.set_monthly(False)
    qtbot.waitUntil(lambda: not shared.projector.busy, timeout=20000)


def drawn(qtbot: QtBot, bench: Bench) -> None:
    qtbot.waitUntil(lambda: not bench.pinned.busy, timeout=30000)


def test_that_a_pin_is_drawn_as_the_engine_does_and_leaves_its_bands(
    qtbot: QtBot, bench: Bench
) -> None:
    bench.pin(OTHER)
    drawn(qtbot, bench)
    expected = project(compiled(), OTHER.combined, compiled().draws(FEW, OTHER.assumed))
    curves = bench.pinned.curves_of("A")
    assert curves.run is PinRun.EXACT
    assert np.array_equal(curves.medians[HOMICIDE], bands(expected).of(HOMICIDE)[MEDIAN])
    kept = bench.board.bands_of("A")
    assert kept is not None
    assert kept.model_digest == compiled().model.digest
    bench.projector.set_monthly(True)
    qtbot.waitUntil(lambda: not bench.projector.busy, timeout=20000)
    drawn(qtbot, bench)
    single = bench.pinned.curves_of("A").medians[HOMICIDE]
    assert not np.array_equal(single, curves.medians[HOMICIDE])


def test_that_no_pin_is_run_while_a_slider_is_held(qtbot: QtBot, bench: Bench) -> None:
    gesture = bench.document.begin_gesture()
    bench.document.apply(SetLever(TARIFF, Setting(9), gesture))
    bench.pin(OTHER)
    qtbot.waitUntil(lambda: not bench.projector.busy, timeout=20000)
    assert bench.pinned.curves_of("A").run is PinRun.WAITING
    assert bench.pinned._asked is None
    bench.document.end_gesture(gesture)
    drawn(qtbot, bench)
    assert bench.pinned.curves_of("A").run is PinRun.EXACT
    bench.document.undo()


def test_that_a_pin_of_another_model_keeps_the_lines_that_model_left(
    qtbot: QtBot, bench: Bench
) -> None:
    months = (Month(2024, 12), Month(2036, 12))
    left = BandSnapshot("0.1", "older", months, {HOMICIDE: ((10.0, 34.0),) * 5})
    bench.pin(replace(OTHER, model_version="0.1", model_digest="older"), kept=left)
    drawn(qtbot, bench)
    curves = bench.pinned.curves_of("A")
    assert (curves.run, curves.made) == (PinRun.FROZEN, "0.1")
    step = compiled().model.clock.step(Month(2030, 12))
    assert curves.medians[HOMICIDE][step] == pytest.approx(22.0)
    assert set(curves.medians) == {HOMICIDE}


@pytest.mark.parametrize(
    ("state", "run", "dropped"),
    [
        (replace(OTHER, model_version="0.1", model_digest="older"), PinRun.REFITTED, 0),
        (replace(OTHER, assumptions="of nobody"), PinRun.REFITTED, 1),
        (replace(OTHER, policy=Policy({"gone": Setting(1)})), PinRun.REFITTED, 1),
        (replace(OTHER, ensemble=EnsembleChoice(members=0)), PinRun.EXACT, 0),
        (replace(OTHER, name="ñ" * NAME_LIMIT), PinRun.EXACT, 0),
        (replace(OTHER, ensemble=EnsembleChoice(members=10**7)), PinRun.FAILED, 0),
    ],
    ids=["another model", "unknown assumptions", "unknown lever", "no members", "long", "too many"],
)
def test_that_whatever_is_pinned_is_drawn_or_told_and_the_next_pin_is_drawn_too(
    qtbot: QtBot, bench: Bench, state: Scenario, run: PinRun, dropped: int
) -> None:
    bench.pin(state)
    bench.pin(OTHER, "B")
    drawn(qtbot, bench)
    curves = bench.pinned.curves_of("A")
    assert (curves.run, curves.dropped) == (run, dropped)
    assert bool(curves.medians) == (run is not PinRun.FAILED)
    assert bench.pinned.curves_of("B").run is PinRun.EXACT
