"""A second scenario, projected beside the one on the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.bridge.spare_runs import SpareRuns
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.errors import RunFailedError, VecinosError
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.ensemble.draws import Draws
from desktop.engine.results.bands import bands
from desktop.engine.results.projection import Projection
from desktop.engine.run.project import project
from desktop.session import second_scenario
from desktop.session.projector import Projector, RunPlacement
from desktop.session.runner import Project
from desktop.session.second_scenario import SecondCurves, SecondScenario
from tests.session.test_session import session_alone
from tests.views.desks import FEW, TARIFF, compiled

OTHER = Scenario("Other", Policy({TARIFF: Setting(25)}), ensemble=FEW)


class Bench:
    """Hold a document, its projector and a second scenario, and what was told of both."""

    def __init__(self, project_: Project = project) -> None:
        self.document = Document(compiled().model, Scenario("On the desk", ensemble=FEW))
        self.projector = Projector(
            compiled(), self.document, lane=RunPlacement.GUI, project_=project_
        )
        self.runs = SpareRuns(compiled().model)
        self.second = SecondScenario(self.document, self.projector, self.runs)
        self.told: list[SecondCurves] = []
        self.second.projected.connect(self.told.append)

    def close(self) -> None:
        self.runs.close()
        self.second.close()
        self.projector.close()


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench()
    made.projector.refresh()
    qtbot.waitUntil(lambda: not made.projector.busy, timeout=10000)
    yield made
    made.close()


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


def broken(*_: object, **__: object) -> Projection:
    raise RunFailedError


def test_that_it_is_projected_also_where_the_desk_itself_cannot_be(qtbot: QtBot) -> None:
    bench = Bench(broken)
    failures: list[VecinosError] = []
    bench.projector.failed.connect(failures.append)
    bench.projector.refresh()
    bench.second.set(OTHER)
    try:
        qtbot.waitUntil(lambda: bool(bench.told), timeout=20000)
    finally:
        bench.close()
    assert [error.code for error in failures] == ["run_failed"]
    assert bench.told[0].scenario == OTHER


def test_that_the_session_tells_where_it_cannot_be_projected(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_scenario, "project", broken)
    with session_alone() as session:
        with qtbot.waitSignal(session.failed, timeout=20000) as told:
            session.second.set(OTHER)
        assert [error.code for error in told.args or ()] == ["run_failed"]
        assert session.second.curves is None


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Policy]]:
    """Remember the policy of each run."""
    begun: list[Policy] = []

    def counted(
        compiled_: CompiledModel, policy: Policy, *rest: Draws, monthly: bool
    ) -> Projection:
        begun.append(policy)
        return project(compiled_, policy, *rest, monthly=monthly)

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


def test_that_a_movement_drops_the_run_and_rest_makes_up_for_it(qtbot: QtBot, bench: Bench) -> None:
    bench.second.set(OTHER)
    gesture = bench.document.begin_gesture()
    bench.document.apply(SetLever(TARIFF, Setting(20), gesture))
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
