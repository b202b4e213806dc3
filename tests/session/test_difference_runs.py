"""Differences follow the curves, member by member, and what cannot be paired is refused."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.bridge.spare_runs import SpareRuns
from desktop.document.assuming import AdoptSet
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import VecinosError
from desktop.domain.lever import Setting
from desktop.domain.pin import LETTERS, NO_PIN, Pin, bare
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.domain.scenario import Scenario
from desktop.engine.results.compare import difference_bands
from desktop.engine.results.projection import FloatArray
from desktop.engine.run.project import project
from desktop.session.difference_runs import DifferenceCurves, DifferenceRuns
from desktop.session.errors import (
    OtherAssumptionsPinnedError,
    OtherMembersPinnedError,
    OtherModelPinnedError,
    PinnedCannotRunError,
    PinnedDoesNotFitError,
)
from desktop.session.open_library import OpenLibrary
from desktop.session.pin_board import PinBoard
from desktop.session.projector import Projector
from tests.views.desks import FEW, TARIFF, compiled

SHOWN = ("homicide_rate", "us_mx_trade", "tpu")
OTHER = Scenario("Other", Policy({TARIFF: Setting(25)}), ensemble=FEW)


class Bench:
    """Hold a desk without a window, two pictures of which somebody looks at."""

    def __init__(self) -> None:
        self.document = Document(compiled().model, Scenario("On the desk", ensemble=FEW))
        self.projector = Projector(compiled(), self.document)
        self.runs = SpareRuns(compiled().model)
        self.board = PinBoard(self.document, OpenLibrary())
        self.difference = DifferenceRuns(self.document, self.projector, self.runs, self.board)
        self.told: list[DifferenceCurves] = []
        self.refused: list[VecinosError] = []
        self.difference.told.connect(self.told.append)
        self.difference.refused.connect(self.refused.append)
        self.looks_on = self.projector.subscribe()
        self.looks_on.show(SHOWN)

    def pin(self, state: Scenario, letter: str = "A") -> None:
        self.board.put_back(Pin(letter, bare(state)), None)

    def close(self) -> None:
        self.runs.close()
        self.difference.close()
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
    shared.difference.leave()
    shared.difference._chosen = None
    shared.board.take_off(*LETTERS)
    while shared.document.history.done:
        shared.document.undo()
    shared.projector.set_monthly(False)
    qtbot.waitUntil(lambda: not shared.projector.busy, timeout=20000)
    shared.told.clear()
    shared.refused.clear()


def told(qtbot: QtBot, bench: Bench) -> DifferenceCurves:
    qtbot.waitUntil(lambda: not bench.projector.busy, timeout=20000)
    qtbot.waitUntil(lambda: not bench.difference.busy, timeout=30000)
    found = bench.difference.found
    assert found is not None
    return found


def expected(mine: Policy, theirs: Policy, indicator: str, *, monthly: bool = False) -> FloatArray:
    draws = compiled().draws(FEW)
    runs = [project(compiled(), one, draws, monthly=monthly) for one in (mine, theirs)]
    return difference_bands(runs[0], runs[1], indicator)


def test_that_the_desk_is_held_against_a_pin_member_by_member(qtbot: QtBot, bench: Bench) -> None:
    bench.pin(OTHER)
    bench.document.apply(SetLever(TARIFF, Setting(10)))
    bench.difference.turn()
    found = told(qtbot, bench)
    assert (found.against, found.exact, found.indicators) == ("A", True, SHOWN)
    mine = Policy({TARIFF: Setting(10)})
    for indicator in SHOWN:
        wanted = expected(mine, OTHER.policy, indicator)
        assert np.allclose(found.bands[indicator], wanted, rtol=1e-12, atol=1e-12)
    bench.projector.set_monthly(True)
    single = told(qtbot, bench)
    assert single.monthly
    wanted = expected(mine, OTHER.policy, "us_mx_trade", monthly=True)
    assert np.allclose(single.bands["us_mx_trade"], wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("against", ["A", NO_PIN])
def test_that_the_same_policy_differs_by_exactly_nothing_while_it_moves_and_at_rest(
    qtbot: QtBot, bench: Bench, against: str
) -> None:
    policy = OTHER.policy if against == "A" else STATUS_QUO
    setting = policy.settings.get(TARIFF)
    bench.pin(OTHER)
    bench.difference.show(against)
    told(qtbot, bench)
    gesture = bench.document.begin_gesture()
    bench.document.apply(SetLever(TARIFF, Setting(9), gesture))
    qtbot.waitUntil(lambda: bench.told[-1].revision == bench.document.revision, timeout=20000)
    moving = bench.told[-1]
    assert (moving.exact, set(moving.bands)) == (False, set(SHOWN))
    assert all(lines.any() for lines in moving.bands.values())
    bench.document.apply(SetLever(TARIFF, setting, gesture))
    qtbot.waitUntil(lambda: bench.told[-1].revision == bench.document.revision, timeout=20000)
    assert not bench.told[-1].exact
    assert all(not lines.any() for lines in bench.told[-1].bands.values())
    bench.document.end_gesture(gesture)
    still = told(qtbot, bench)
    assert still.exact
    assert all(not lines.any() for lines in still.bands.values())


def test_that_nothing_is_worked_out_while_levels_are_shown(qtbot: QtBot, bench: Bench) -> None:
    bench.pin(OTHER)
    bench.document.apply(SetLever(TARIFF, Setting(10)))
    qtbot.waitUntil(lambda: not bench.projector.busy, timeout=20000)
    qtbot.wait(20)
    assert (bench.told, bench.difference._pinned, bench.difference._asked) == ([], None, None)
    bench.difference.show("A")
    told(qtbot, bench)
    bench.difference.leave()
    assert (bench.difference.found, bench.difference._pinned) == (None, None)
    count = len(bench.told)
    bench.document.apply(SetLever(TARIFF, Setting(12)))
    qtbot.waitUntil(lambda: not bench.projector.busy, timeout=20000)
    assert len(bench.told) == count


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (replace(OTHER, model_version="0.1", model_digest="older"), OtherModelPinnedError),
        (replace(OTHER, ensemble=replace(FEW, seed=FEW.seed + 1)), OtherMembersPinnedError),
        (replace(OTHER, ensemble=EnsembleChoice(members=0)), OtherMembersPinnedError),
        (replace(OTHER, assumptions="studies"), OtherAssumptionsPinnedError),
        (replace(OTHER, policy=Policy({"gone": Setting(1)})), PinnedDoesNotFitError),
    ],
    ids=["another model", "another seed", "no members", "another set", "unknown lever"],
)
def test_that_what_cannot_be_paired_is_refused_and_levels_stay(
    qtbot: QtBot, bench: Bench, state: Scenario, refusal: type[VecinosError]
) -> None:
    bench.pin(state)
    bench.difference.show("A")
    qtbot.waitUntil(lambda: bool(bench.refused), timeout=20000)
    assert [type(one) for one in bench.refused] == [refusal]
    assert bench.refused[0].fields == {"letter": "A"}
    assert (bench.difference.against, bench.told) == (None, [])


def test_that_a_pin_that_fails_in_its_run_is_told_as_one_that_cannot_run(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise VecinosError

    monkeypatch.setattr("desktop.session.difference_runs.project", fails)
    bench.pin(OTHER)
    bench.difference.show("A")
    qtbot.waitUntil(lambda: bool(bench.refused), timeout=20000)
    assert isinstance(bench.refused[0], PinnedCannotRunError)
    assert bench.difference.against is None


def test_that_other_assumptions_on_the_desk_bring_levels_back_in_one_sentence(
    qtbot: QtBot, bench: Bench
) -> None:
    bench.pin(OTHER)
    bench.difference.show("A")
    told(qtbot, bench)
    bench.document.apply(AdoptSet("studies"))
    qtbot.waitUntil(lambda: bool(bench.refused), timeout=20000)
    assert [type(one) for one in bench.refused] == [OtherAssumptionsPinnedError]
    assert bench.difference.against is None
    bench.difference.show(NO_PIN)
    assert told(qtbot, bench).against == NO_PIN


def test_that_turning_goes_to_what_was_chosen_last_else_the_first_pin_that_pairs(
    qtbot: QtBot, bench: Bench
) -> None:
    difference, shown = bench.difference, list[str | None]()
    difference.changed.connect(lambda: shown.append(difference.against))
    bench.pin(replace(OTHER, assumptions="studies"))
    bench.pin(OTHER, "B")
    difference.turn()
    difference.show(NO_PIN)
    difference.turn()
    difference.turn()
    difference.show("B")
    bench.board.take_off("B")
    difference.turn()
    assert shown == ["B", NO_PIN, None, NO_PIN, "B", None, NO_PIN]
    assert bench.refused == []


def test_that_other_charts_are_followed_as_they_come(qtbot: QtBot, bench: Bench) -> None:
    bench.pin(OTHER)
    bench.difference.show("A")
    told(qtbot, bench)
    try:
        bench.looks_on.show((*SHOWN, "remittances"))
        bench.difference.renew()
        qtbot.waitUntil(lambda: "remittances" in bench.told[-1].indicators, timeout=30000)
    finally:
        bench.looks_on.show(SHOWN)
    assert "remittances" in bench.told[-1].bands


def test_that_bands_of_levels_that_nobody_draws_are_not_made_while_a_slider_moves(
    qtbot: QtBot, bench: Bench
) -> None:
    bench.looks_on.levels = False
    bench.difference.show(NO_PIN)
    try:
        told(qtbot, bench)
        gesture = bench.document.begin_gesture()
        bench.document.apply(SetLever(TARIFF, Setting(9), gesture))
        qtbot.waitUntil(lambda: not bench.told[-1].exact, timeout=20000)
        latest = bench.projector.latest
        assert latest is not None
        assert (latest.bands.indicators, latest.projection.indicators) == ((), SHOWN)
        assert set(bench.told[-1].bands) == set(SHOWN)
        bench.document.end_gesture(gesture)
        told(qtbot, bench)
        latest = bench.projector.latest
        assert latest is not None
        assert set(SHOWN) < set(latest.bands.indicators)
    finally:
        bench.looks_on.levels = True
