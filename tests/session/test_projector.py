"""Latest wins, gestures, failures, threads."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import DTypeLike
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.bridge.errors import UnexpectedError
from desktop.document.assuming import AdoptSet
from desktop.document.commands import Rename, SetLever
from desktop.document.document import Document
from desktop.domain.assumptions import Assumptions
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.errors import RunFailedError, VecinosError
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.domain.scenario import Package, Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.ensemble.draws import Draws
from desktop.engine.results.bands import bands
from desktop.engine.results.projection import Projection
from desktop.engine.run.project import project
from desktop.session import projector
from desktop.session.projector import Projector, RunPlacement
from desktop.views.curves.lines import shares_at
from tests.views.desks import TARIFF, compiled

if TYPE_CHECKING:
    from desktop.session.live_curves import LiveCurves

FEW = EnsembleChoice(members=30)
EVERYWHERE = pytest.mark.parametrize("lane", list(RunPlacement))


class Recorder:
    """Run the real model, remember what was asked, fail or wait when told to."""

    def __init__(self) -> None:
        self.asked: list[RunRequest] = []
        self.threads: set[int] = set()
        self.error: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.held: tuple[type[np.floating], ...] = (np.float32, np.float64)

    def hold(self, dtype: type[np.floating]) -> None:
        """Let runs of this precision wait for the gate."""
        self.held = (dtype,)
        self.gate.clear()

    def __call__(
        self,
        model: CompiledModel,
        policy: Policy,
        draws: Draws,
        *,
        dtype: DTypeLike = np.float64,
        indicators: Sequence[str] | None = None,
        monthly: bool = False,
    ) -> Projection:
        if np.dtype(dtype) in self.held:
            self.gate.wait(10)
        self.asked.append(RunRequest(policy, draws.choice, draws.assumptions))
        self.threads.add(threading.get_ident())
        if self.error is not None:
            raise self.error
        return project(model, policy, draws, dtype=dtype, indicators=indicators, monthly=monthly)

    @property
    def values(self) -> list[float]:
        """Return the tariff of each run that was of a policy, in order."""
        settings = [request.policy.settings.get(TARIFF) for request in self.asked]
        return [setting.value for setting in settings if setting is not None]


class Bench:
    """Hold a projector, its document and what it told."""

    def __init__(self, lane: RunPlacement) -> None:
        self.run = Recorder()
        self.document = Document(compiled().model, Scenario("a", ensemble=FEW))
        self.projector = Projector(compiled(), self.document, lane=lane, project_=self.run)
        self.curves: list[LiveCurves] = []
        self.errors: list[VecinosError] = []
        self.projector.projected.connect(self.curves.append)
        self.projector.failed.connect(self.errors.append)

    def set(self, value: float, gesture: int | None = None) -> None:
        self.document.apply(SetLever(TARIFF, Setting(value), gesture))


@pytest.fixture(autouse=True)
def held_slider_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no slider count as held still because the machine is slow."""
    monkeypatch.setattr(projector, "SETTLE_MS", 60_000)


@contextmanager
def _bench(qtbot: QtBot, lane: RunPlacement) -> Iterator[Bench]:
    bench = Bench(lane)
    try:
        bench.projector.refresh()
        qtbot.waitUntil(lambda: len(bench.curves) == 1, timeout=10000)
        assert len(bench.run.asked) == 1
        yield bench
    finally:
        bench.run.gate.set()
        bench.projector.close()
        bench.projector.deleteLater()


@EVERYWHERE
def test_that_the_first_run_is_exact_and_its_own_baseline(qtbot: QtBot, lane: RunPlacement) -> None:
    with _bench(qtbot, lane) as bench:
        (first,) = bench.curves
        assert first.exact
        assert first.projection is first.baseline
        assert first.bands.values.dtype == np.float64
        assert first.bands.indicators == tuple(compiled().model.indicators)
        assert set(first.in_force) == set(compiled().model.levers)


@EVERYWHERE
def test_that_a_drag_runs_in_single_precision_and_its_end_exactly(
    qtbot: QtBot, lane: RunPlacement
) -> None:
    with _bench(qtbot, lane) as bench:
        gesture = bench.document.begin_gesture()
        bench.set(10, gesture)
        qtbot.waitUntil(lambda: len(bench.curves) == 2, timeout=10000)
        assert not bench.curves[-1].exact
        assert bench.curves[-1].projection.values.dtype == np.float32
        assert bench.curves[-1].baseline.values.dtype == np.float32
        bench.document.end_gesture(gesture)
        qtbot.waitUntil(lambda: bench.curves[-1].exact, timeout=10000)
        assert bench.curves[-1].projection.values.dtype == np.float64
        assert not bench.projector.busy


@EVERYWHERE
def test_that_shown_indicators_follow_every_step_of_a_drag_and_others_in_turn(
    qtbot: QtBot, lane: RunPlacement
) -> None:
    with _bench(qtbot, lane) as bench:
        shown, aside = ("remittances", "effective_tariff"), ("arrests", "tpu", "remittances")
        bench.projector.subscribe().show(shown, aside)
        gesture = bench.document.begin_gesture()
        for value in (10, 11, 12):
            bench.set(value, gesture)
            qtbot.waitUntil(lambda: not bench.projector._live.busy, timeout=10000)
        moving = [curves.bands.indicators for curves in bench.curves[1:]]
        assert moving == [(*shown, "arrests"), (*shown, "tpu"), (*shown, "arrests")]
        assert bench.curves[-1].baseline.indicators == shown
        bench.document.end_gesture(gesture)
        qtbot.waitUntil(lambda: bench.curves[-1].exact, timeout=10000)
        assert len(bench.curves[-1].bands.indicators) == len(compiled().model.indicators)


def test_that_a_drag_follows_what_any_window_shows_until_it_is_closed(qtbot: QtBot) -> None:
    with _bench(qtbot, RunPlacement.GUI) as bench:
        first, second = bench.projector.subscribe(), bench.projector.subscribe()
        first.show(("remittances", "effective_tariff"))
        first.read(12)
        second.show(("us_mx_trade", "remittances"))
        second.read(84)
        gesture = bench.document.begin_gesture()
        bench.set(10, gesture)
        qtbot.waitUntil(lambda: len(bench.curves) == 2, timeout=10000)
        bench.set(11, gesture)
        qtbot.waitUntil(lambda: len(bench.curves) == 3, timeout=10000)
        found = bench.curves[-1].bands.indicators
        assert found == ("remittances", "effective_tariff", "us_mx_trade")
        first.close()
        bench.set(12, gesture)
        qtbot.waitUntil(lambda: len(bench.curves) == 4, timeout=10000)
        assert bench.curves[-1].bands.indicators == ("us_mx_trade", "remittances")


def test_that_exact_runs_are_compared_where_each_window_reads_before_they_are_told(
    qtbot: QtBot,
) -> None:
    with _bench(qtbot, RunPlacement.SPLIT) as bench:
        first, second = bench.projector.subscribe(), bench.projector.subscribe()
        first.show(("remittances", "effective_tariff"))
        first.read(12)
        second.show(("us_mx_trade", "remittances"))
        second.read(84)
        bench.set(10)
        qtbot.waitUntil(lambda: len(bench.curves) == 2, timeout=10000)
        assert set(bench.curves[-1].comparison._differences) == {
            ("remittances", 12),
            ("effective_tariff", 12),
            ("us_mx_trade", 84),
            ("remittances", 84),
        }


def test_that_of_changes_during_a_run_only_the_latest_is_run(qtbot: QtBot) -> None:
    with _bench(qtbot, RunPlacement.SPLIT) as bench:
        bench.run.gate.clear()
        for value in range(1, 21):
            bench.set(float(value))
        bench.run.gate.set()
        qtbot.waitUntil(lambda: len(bench.curves) == 3, timeout=10000)
        assert bench.run.values == [1, 20]


@pytest.mark.parametrize("lane", [RunPlacement.SPLIT, RunPlacement.GUI])
def test_that_on_the_widgets_thread_a_burst_of_changes_is_one_run(
    qtbot: QtBot, lane: RunPlacement
) -> None:
    with _bench(qtbot, lane) as bench:
        gesture = bench.document.begin_gesture()
        for value in range(1, 21):
            bench.set(float(value), gesture)
        qtbot.waitUntil(lambda: len(bench.curves) == 2, timeout=10000)
        assert bench.run.values == [20]
        bench.document.end_gesture(gesture)


@EVERYWHERE
def test_that_a_slider_held_still_is_drawn_exactly(
    qtbot: QtBot, lane: RunPlacement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projector, "SETTLE_MS", 120)
    with _bench(qtbot, lane) as bench:
        gesture = bench.document.begin_gesture()
        bench.set(10, gesture)
        qtbot.waitUntil(lambda: bench.curves[-1].exact and len(bench.curves) > 2, timeout=10000)
        assert bench.run.values == [10, 10]
        bench.document.end_gesture(gesture)


@EVERYWHERE
def test_that_a_name_starts_no_run(qtbot: QtBot, lane: RunPlacement) -> None:
    with _bench(qtbot, lane) as bench:
        bench.document.apply(Rename("b"))
        assert not bench.projector.busy
        assert len(bench.curves) == 1


@EVERYWHERE
def test_that_a_failed_run_says_why_and_the_next_one_succeeds(
    qtbot: QtBot, lane: RunPlacement
) -> None:
    with _bench(qtbot, lane) as bench:
        failure = RunFailedError(variable="x", month=Month(2025, 1))
        bench.run.error = failure
        bench.set(10)
        qtbot.waitUntil(lambda: bool(bench.errors), timeout=10000)
        assert bench.errors == [failure]
        assert len(bench.curves) == 1
        bench.run.error = None
        bench.set(20)
        qtbot.waitUntil(lambda: len(bench.curves) == 2, timeout=10000)


@EVERYWHERE
def test_that_a_mistake_of_the_program_becomes_a_failure_with_a_name(
    qtbot: QtBot, lane: RunPlacement, caplog: pytest.LogCaptureFixture
) -> None:
    with _bench(qtbot, lane) as bench:
        bench.run.error = ZeroDivisionError()
        bench.set(10)
        qtbot.waitUntil(lambda: bool(bench.errors), timeout=10000)
        assert isinstance(bench.errors[0], UnexpectedError)
        assert bench.errors[0].fields == {"kind": "ZeroDivisionError"}
        assert "a run ended unexpectedly" in caplog.text


def test_that_the_baseline_is_run_once_for_an_ensemble(qtbot: QtBot) -> None:
    with _bench(qtbot, RunPlacement.GUI) as bench:
        for value in (5, 10, 15):
            with qtbot.waitSignal(bench.projector.projected, timeout=10000):
                bench.set(value)
        status_quo = [a for a in bench.run.asked if not a.policy.settings]
        assert len(status_quo) == 1
        assert bench.curves[-1].baseline is bench.curves[0].projection


def test_that_whoever_comes_back_to_the_status_quo_sees_the_run_that_was_kept(qtbot: QtBot) -> None:
    with _bench(qtbot, RunPlacement.GUI) as bench:
        for change in (lambda: bench.set(5), bench.document.undo):
            with qtbot.waitSignal(bench.projector.projected, timeout=10000):
                change()
        first, _, back = bench.curves
        assert not back.projection.request.policy.settings
        assert len(bench.run.asked) == 2
        assert back.projection is back.baseline is first.projection
        assert back.baseline_bands is first.baseline_bands


def test_that_a_run_for_the_scenario_before_does_not_reach_the_desk(qtbot: QtBot) -> None:
    with _bench(qtbot, RunPlacement.SPLIT) as bench:
        bench.run.gate.clear()
        bench.set(10)
        bench.document.load(Scenario("b", ensemble=FEW))
        bench.run.gate.set()
        qtbot.waitUntil(lambda: len(bench.curves) == 2, timeout=10000)
        assert not bench.projector.busy
        assert not bench.curves[-1].projection.request.policy.settings


def test_that_runs_are_made_where_the_lane_says(qtbot: QtBot) -> None:
    here = threading.get_ident()
    for lane in RunPlacement:
        with _bench(qtbot, lane) as bench:
            assert (here in bench.run.threads) is (lane is RunPlacement.GUI)
            gesture = bench.document.begin_gesture()
            bench.set(10, gesture)
            qtbot.waitUntil(lambda: len(bench.curves) == 2, timeout=10000)
            assert here in bench.run.threads
            bench.document.end_gesture(gesture)


def test_that_an_exact_run_that_a_slider_has_overtaken_is_not_told(qtbot: QtBot) -> None:
    with _bench(qtbot, RunPlacement.SPLIT) as bench:
        bench.run.hold(np.float64)
        bench.set(10)
        gesture = bench.document.begin_gesture()
        bench.set(20, gesture)
        qtbot.waitUntil(lambda: len(bench.curves) == 2, timeout=10000)
        bench.run.gate.set()
        qtbot.waitUntil(lambda: not bench.projector._exact.busy, timeout=10000)
        assert not bench.curves[-1].exact
        bench.document.end_gesture(gesture)
        qtbot.waitUntil(lambda: bench.curves[-1].exact, timeout=10000)
        shown = [
            curves.projection.request.policy.settings[TARIFF].value for curves in bench.curves[1:]
        ]
        assert shown == [20, 20]
        assert bench.errors == []


@EVERYWHERE
def test_that_a_slider_is_not_held_still_while_its_picture_is_awaited(
    qtbot: QtBot, lane: RunPlacement
) -> None:
    with _bench(qtbot, lane) as bench:
        gesture = bench.document.begin_gesture()
        bench.set(10, gesture)
        assert not bench.projector._settling.isActive()
        qtbot.waitUntil(lambda: len(bench.curves) == 2, timeout=10000)
        assert bench.projector._settling.isActive()
        bench.set(11, gesture)
        assert not bench.projector._settling.isActive()
        qtbot.waitUntil(lambda: len(bench.curves) == 3, timeout=10000)
        assert bench.projector._settling.isActive()
        bench.document.end_gesture(gesture)
        assert not bench.projector._settling.isActive()


@EVERYWHERE
def test_that_closing_in_mid_run_waits_and_tells_nothing_more(
    qtbot: QtBot, lane: RunPlacement
) -> None:
    with _bench(qtbot, lane) as bench:
        bench.set(10)
        bench.projector.close()
        bench.projector.close()
        bench.set(20)
        QCoreApplication.processEvents()
        assert len(bench.curves) == 1
        assert not bench.projector.busy


@EVERYWHERE
def test_that_single_months_have_a_baseline_of_single_months(
    qtbot: QtBot, lane: RunPlacement
) -> None:
    with _bench(qtbot, lane) as bench:
        bench.projector.set_monthly(True)
        qtbot.waitUntil(lambda: bench.curves[-1].monthly, timeout=10000)
        curves = bench.curves[-1]
        assert curves.exact
        assert curves.baseline is curves.projection
        wide = bench.curves[0].projection
        line = "irregular_encounters"
        assert not np.array_equal(curves.projection.of(line), wide.of(line))
        bench.projector.set_monthly(False)
        qtbot.waitUntil(lambda: not bench.curves[-1].monthly, timeout=10000)
        assert np.array_equal(bench.curves[-1].projection.values, wide.values)


def test_that_exact_curves_carry_every_variable_of_the_central_run(qtbot: QtBot) -> None:
    with _bench(qtbot, RunPlacement.GUI) as bench:
        central = bench.curves[0].central
        assert set(central) >= {*compiled().model.stocks, *compiled().model.auxiliaries}
        assert {path.shape for path in central.values()} == {(compiled().model.clock.steps + 1,)}


@EVERYWHERE
def test_that_under_other_assumptions_the_default_baseline_stays_beside_ours(
    qtbot: QtBot, lane: RunPlacement
) -> None:
    with _bench(qtbot, lane) as bench:
        assert bench.curves[0].usual_bands is None
        default = bench.curves[0].baseline_bands
        bench.document.apply(AdoptSet("articles"))
        qtbot.waitUntil(lambda: len(bench.curves) == 2, timeout=10000)
        curves = bench.curves[-1]
        assert curves.exact
        assert curves.usual_bands is default, "made once, under neutral assumptions"
        assert (curves.baseline_bands.values != default.values).any()
        assert curves.projection.request.assumptions == Assumptions("articles")
        bench.document.undo()
        qtbot.waitUntil(lambda: len(bench.curves) == 3, timeout=10000)
        assert bench.curves[-1].usual_bands is None


@EVERYWHERE
def test_that_a_drag_under_other_assumptions_makes_one_baseline_of_its_own(
    qtbot: QtBot, lane: RunPlacement
) -> None:
    with _bench(qtbot, lane) as bench:
        bench.document.apply(AdoptSet("studies"))
        qtbot.waitUntil(lambda: len(bench.curves) == 2, timeout=10000)
        asked = len(bench.run.asked)
        gesture = bench.document.begin_gesture()
        for value in (5, 10, 15):
            with qtbot.waitSignal(bench.projector.projected, timeout=10000):
                bench.set(value, gesture)
            assert bench.curves[-1].usual_bands is not None
        later = bench.run.asked[asked:]
        baselines = [request for request in later if request.policy == STATUS_QUO]
        assert [request.assumptions for request in baselines] == [Assumptions("studies")]
        bench.document.end_gesture(gesture)
        qtbot.waitUntil(lambda: bench.curves[-1].exact, timeout=10000)


def test_that_events_drawn_by_chance_are_no_policy_in_the_bar(qtbot: QtBot) -> None:
    strike = PlannedEvent("us_drone_strike", Month(2027, 3))
    drawn = Package("future", Policy(events=(strike,)), future=7)
    scenario = Scenario("a", ensemble=FEW, assumptions="articles", packages=(drawn,))
    document = Document(compiled().model, scenario)
    made = Projector(compiled(), document, lane=RunPlacement.GUI)
    heard: list[LiveCurves] = []
    made.projected.connect(heard.append)
    try:
        made.refresh()
        qtbot.waitUntil(lambda: len(heard) == 1, timeout=10000)
    finally:
        made.close()
        made.deleteLater()
    (curves,) = heard
    step = curves.projection.clock.step(Month(2028, 12))
    shares = shares_at(curves, curves.drawn_and_decided, "cooperation_depth", step)
    assert shares is not None
    assert shares.chance < -1.0
    assert shares.action == pytest.approx(0.0, abs=1e-9)
    assert shares.policy - shares.usual == pytest.approx(shares.belief + shares.chance)


def test_that_a_scenario_opened_under_other_assumptions_has_all_three_lines(qtbot: QtBot) -> None:
    document = Document(compiled().model, Scenario("a", ensemble=FEW, assumptions="articles"))
    made = Projector(compiled(), document, lane=RunPlacement.GUI)
    heard: list[LiveCurves] = []
    made.projected.connect(heard.append)
    try:
        made.refresh()
        qtbot.waitUntil(lambda: len(heard) == 1, timeout=10000)
    finally:
        made.close()
        made.deleteLater()
    usual = heard[0].usual_bands
    assert usual is not None
    alone = project(compiled(), STATUS_QUO, compiled().draws(FEW))
    assert (usual.values == bands(alone).values).all()
    assert heard[0].projection is heard[0].baseline
