"""What is pinned gets its exact curves while the desk rests, and is compared run by run."""

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
from desktop.session.paired_runs import Paired, PairedRuns, Unpaired
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
        self.paired = PairedRuns(self.document, self.projector, self.runs, self.pinned)
        self.told: list[Paired] = []
        self.paired.compared.connect(self.told.append)

    def pin(self, state: Scenario, letter: str = "A", kept: BandSnapshot | None = None) -> Pin:
        pin = Pin(letter, bare(state))
        self.board.put_back(pin, kept)
        return pin

    def close(self) -> None:
        self.runs.close()
        self.pinned.close()
        self.paired.close()
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
    shared.paired.stop()
    shared.board.take_off(*LETTERS)
    shared.told.clear()
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
    bench.paired.want(bench.board.pin_of("A"))
    qtbot.waitUntil(lambda: bool(bench.told), timeout=20000)
    assert (bench.told[-1].found, bench.told[-1].why) == (None, Unpaired.FROZEN)


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


def test_that_the_desk_and_a_pin_are_compared_run_by_run(qtbot: QtBot, bench: Bench) -> None:
    pin = bench.pin(OTHER)
    bench.paired.want(pin)
    qtbot.waitUntil(lambda: bool(bench.told), timeout=20000)
    found = bench.told[-1].found
    assert found is not None
    draws = compiled().draws(FEW, OTHER.assumed)
    here, there = (project(compiled(), one, draws) for one in (Policy(), OTHER.combined))
    trade = "us_mx_trade"
    members = here.of(trade)[-1] - there.of(trade)[-1]
    lines, agreement = found.of(trade)
    assert lines[MEDIAN, -1] == pytest.approx(float(np.median(members)))
    assert lines[0, -1] == pytest.approx(float(np.percentile(members, 5)))
    assert agreement[-1] == pytest.approx(
        float(np.mean(np.sign(members) == np.sign(np.median(members))))
    )
    # Nothing differs at the vantage, so all agree.
    assert agreement[0] == 1.0
    bench.paired.want(None)
    qtbot.waitUntil(lambda: bench.told[-1].letter == "", timeout=20000)
    same = bench.told[-1].found
    assert same is not None
    assert not same.of(trade)[0].any()


def test_that_runs_of_other_members_are_told_not_to_be_comparable(
    qtbot: QtBot, bench: Bench
) -> None:
    pin = bench.pin(replace(OTHER, ensemble=EnsembleChoice(members=30)))
    bench.paired.want(pin)
    qtbot.waitUntil(lambda: bool(bench.told), timeout=20000)
    assert bench.told[-1].why is Unpaired.MEMBERS
