"""A second scenario, projected beside the one on the desk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.bridge.spare_runs import SpareRuns
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.engine.results.bands import bands
from desktop.engine.run.project import project
from desktop.session import second_scenario
from desktop.session.projector import Projector, RunPlacement
from desktop.session.second_scenario import SecondCurves, SecondScenario
from tests.views.desks import FEW, TARIFF, compiled

OTHER = Scenario("Other", Policy({TARIFF: Setting(25)}), ensemble=FEW)


class Bench:
    """Hold a document, its projector and a second scenario, and what was told of both."""

    def __init__(self) -> None:
        self.document = Document(compiled().model, Scenario("On the desk", ensemble=FEW))
        self.projector = Projector(compiled(), self.document, lane=RunPlacement.GUI)
        self.runs = SpareRuns(compiled().model)
        self.second = SecondScenario(self.document, self.projector, self.runs)
        self.told: list[SecondCurves] = []
        self.second.projected.connect(self.told.append)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench()
    made.projector.refresh()
    qtbot.waitUntil(lambda: not made.projector.busy, timeout=10000)
    yield made
    made.runs.close()
    made.second.close()
    made.projector.close()


def test_that_a_second_scenario_is_projected_as_the_engine_does(qtbot: QtBot, bench: Bench) -> None:
    bench.second.set(OTHER)
    qtbot.waitUntil(lambda: bool(bench.told), timeout=20000)
    (found,) = bench.told
    assert bench.second.curves is found
    assert found.scenario == OTHER
    expected = project(compiled(), OTHER.combined, compiled().draws(FEW, OTHER.assumed))
    assert np.array_equal(found.projection.values, expected.values)
    assert np.array_equal(found.bands.values, bands(expected).values)
    bench.second.set(None)
    assert bench.second.curves is None


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Callable[[], bool]]]:
    """Remember what each run asks to know whether it is still wanted."""
    begun: list[Callable[[], bool]] = []
    real = project

    def counted(*arguments: object, abandoned: Callable[[], bool], **named: object) -> object:
        begun.append(abandoned)
        return real(*arguments, abandoned=abandoned, **named)  # type: ignore[arg-type] # passed on

    monkeypatch.setattr(second_scenario, "project", counted)
    yield begun


def test_that_no_run_of_it_begins_while_a_gesture_is_open(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting(monkeypatch) as begun:
        gesture = bench.document.begin_gesture()
        bench.document.apply(SetLever(TARIFF, Setting(20), gesture))
        bench.second.set(OTHER)
        qtbot.waitUntil(lambda: not bench.projector.busy, timeout=10000)
        assert bench.second._asked is None
        assert begun == []
        bench.document.end_gesture(gesture)
        qtbot.waitUntil(lambda: bool(bench.told), timeout=20000)
        assert len(begun) == 1


def test_that_a_movement_abandons_the_run_and_rest_makes_up_for_it(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting(monkeypatch) as begun:
        bench.second.set(OTHER)
        gesture = bench.document.begin_gesture()
        bench.document.apply(SetLever(TARIFF, Setting(20), gesture))
        assert all(stopped() for stopped in begun)
        qtbot.waitUntil(lambda: not bench.projector.busy, timeout=10000)
        assert bench.told == []
        bench.document.end_gesture(gesture)
        qtbot.waitUntil(lambda: bool(bench.told), timeout=20000)
        assert bench.told[0].scenario == OTHER


def test_that_single_months_and_another_model_are_projected_anew(
    qtbot: QtBot, bench: Bench
) -> None:
    bench.second.set(OTHER)
    qtbot.waitUntil(lambda: len(bench.told) == 1, timeout=20000)
    bench.projector.set_monthly(True)
    qtbot.waitUntil(lambda: len(bench.told) == 2, timeout=20000)
    assert bench.told[1].monthly
    other = replace(compiled().model, version="9.9")
    bench.runs.take_model(other)
    bench.document.load(bench.document.scenario, model=other)
    assert bench.second.curves is None
    qtbot.waitUntil(lambda: len(bench.told) == 3, timeout=20000)
    assert np.array_equal(bench.told[2].projection.values, bench.told[1].projection.values)
