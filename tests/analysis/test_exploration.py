"""Explorations: the same figures however they are divided, and nothing half kept."""

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from desktop.analysis import exploration
from desktop.analysis.exploration import (
    ExplorationFailedError,
    FloatArray,
    WorkerLostError,
    blocks,
    design,
    explore,
    run_points,
)
from desktop.domain.clock import Month
from desktop.domain.exploration import Exploration, LeverRange, ParameterRange
from desktop.engine.worker_pool import worker_processes
from desktop.modelfiles.resources import RESOURCES
from tests.views.desks import compiled

ASKED = Exploration(
    points=12,
    members=3,
    seed=5,
    indicators=("homicide_rate", "us_mx_trade"),
    months=(Month(2028, 12), Month(2036, 12)),
    assumptions=("neutral", "articles"),
    seeds=(2023, 8),
    levers=(
        LeverRange("mx_security_spending", 0.4, 2.0),
        LeverRange("us_tariff_coverage", 0.0, 2.0, Month(2026, 1), 6),
    ),
    parameters=(ParameterRange("trade_growth", 0.0, 0.03),),
)
MODEL = compiled().model


def whole(asked: Exploration, runs: int) -> FloatArray:
    points = design(asked, MODEL)
    found = [run_points(compiled(), asked, points, *block) for block in blocks(asked, runs)]
    return np.concatenate([one for one in found if not isinstance(one, tuple)])


def tasks(asked: Exploration, runs: int) -> list[exploration.Task]:
    return [(str(RESOURCES), asked, *block) for block in blocks(asked, runs)]


@pytest.fixture(autouse=True)
def compiled_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(exploration, "_compiled", lambda _: compiled())
    yield
    exploration._designed.cache_clear()


def test_that_figures_are_the_same_bits_however_many_blocks_and_workers_there_are() -> None:
    once = whole(ASKED, 1000)
    assert once.shape == (36, 4)
    assert np.isfinite(once).all()
    np.testing.assert_array_equal(whole(ASKED, 3), once)
    kept: dict[int, FloatArray] = {}
    told: list[int] = []
    with ThreadPoolExecutor(2) as pool:
        explore(tasks(ASKED, 6), pool, kept.__setitem__, told.append)
    np.testing.assert_array_equal(np.concatenate([kept[first] for first in sorted(kept)]), once)
    assert told == [6, 12, 18, 24, 30, 36]


def test_that_points_are_a_latin_hypercube_within_ranges_as_they_can_be_typed() -> None:
    asked = replace(ASKED, points=50)
    found = design(asked, MODEL)
    spending, coverage = found.levers.T
    assert spending.min() >= 0.4
    assert spending.max() <= 2.0
    np.testing.assert_array_equal(spending, spending.round(1))
    assert set(coverage) == {0.0, 1.0, 2.0}
    # One in every fiftieth of the range of a parameter, and sets and seeds evenly.
    places = np.sort(found.parameters[:, 0]) / 0.03 * 50
    assert (np.floor(places) == np.arange(50)).all()
    assert np.bincount(found.assumptions).tolist() == [25, 25]
    assert np.bincount(found.seeds).tolist() == [25, 25]
    other = design(replace(asked, seed=6), MODEL)
    assert not np.array_equal(other.levers, found.levers)


class Dying(Executor):
    """Lose a worker after its first block."""

    def __init__(self) -> None:
        self._done = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        self._done += 1
        if self._done == 1:
            future.set_result(fn(*args, **kwargs))
        else:
            future.set_exception(BrokenExecutor("it died"))
        return future


def test_that_a_worker_that_dies_is_told_and_what_had_come_is_kept() -> None:
    kept: dict[int, FloatArray] = {}
    with pytest.raises(WorkerLostError):
        explore(tasks(ASKED, 12), Dying(), kept.__setitem__)
    assert set(kept) <= {0}


def test_that_a_run_that_fails_names_its_point(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploration, "run_block", lambda task: ("homicides", "2030-01", task[2]))
    with ThreadPoolExecutor(1) as pool, pytest.raises(ExplorationFailedError) as told:
        explore(tasks(ASKED, 36), pool, lambda *_: None)
    assert told.value.fields == {"variable": "homicides", "month": "2030-01", "point": 0}


@pytest.mark.long
def test_that_processes_give_the_same_bits_too() -> None:
    kept: dict[int, FloatArray] = {}
    pool = worker_processes(2)
    try:
        explore(tasks(ASKED, 12), pool, kept.__setitem__)
    finally:
        pool.shutdown()
    found = np.concatenate([kept[first] for first in sorted(kept)])
    np.testing.assert_array_equal(found, whole(ASKED, 1000))


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_that_a_cluster_gives_the_same_bits_too() -> None:
    from distributed import Client, LocalCluster

    kept: dict[int, FloatArray] = {}
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
        client.get_executor() as executor,
    ):
        explore(tasks(ASKED, 12), executor, kept.__setitem__)
    found = np.concatenate([kept[first] for first in sorted(kept)])
    np.testing.assert_array_equal(found, whole(ASKED, 1000))
