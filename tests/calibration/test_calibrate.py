"""The steps from history to an ensemble: what they hang on, and what may interrupt them."""

from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.calibration.calibrate import STEPS, Task, advance, begin, calibrate, result, resumed
from desktop.calibration.run import CalibrationNeedsError, calibrate_here
from desktop.calibration.stored import Match, compare, files, write_ensemble
from desktop.domain.clock import Month
from desktop.domain.model.model import ParameterKind
from desktop.modelfiles import ensembles
from desktop.modelfiles.read import read_model, read_record
from desktop.modelfiles.resources import RESOURCES
from tests.calibration.corrupted_history import folder_with_corrupted_history

EARLY, LATE = Month(2014, 12), Month(2018, 12)
FEW = 60


def finished(folder: Path = RESOURCES, origin: Month = EARLY) -> Task:
    task = begin(folder, origin, FEW)
    while not task.done:
        task = advance(task)
    return task


@pytest.fixture(scope="module")
def made() -> Task:
    return finished()


def same(one: Task, other: Task) -> bool:
    return bool((one.scores == other.scores).all()) and one.noises == other.noises


@pytest.mark.long
@pytest.mark.parametrize("origin", [EARLY, pytest.param(LATE, marks=pytest.mark.long)])
def test_that_garbage_after_an_origin_changes_nothing_of_its_ensemble(
    tmp_path: Path, origin: Month
) -> None:
    spoilt = folder_with_corrupted_history(tmp_path / "spoilt", origin)
    clean, other = read_record(), read_record(spoilt)
    assert clean.series["usbp_sw_apprehensions"] != other.series["usbp_sw_apprehensions"]
    assert clean.levers != other.levers
    assert clean.drivers != other.drivers
    assert clean.starts != other.starts or origin == Month(2020, 12)
    here, there = finished(RESOURCES, origin), finished(spoilt, origin)
    assert files(*result(here)) == files(*result(there))


@pytest.mark.long
@pytest.mark.mutant
def test_that_garbage_before_an_origin_is_noticed(tmp_path: Path, made: Task) -> None:
    spoilt = folder_with_corrupted_history(tmp_path / "spoilt", Month(2011, 12))
    assert not same(made, finished(spoilt))


@pytest.mark.long
def test_that_the_same_calibration_gives_the_same_bits(made: Task) -> None:
    assert same(made, finished())


def test_that_history_moves_parameters_and_narrows_some(made: Task) -> None:
    _, scores = result(made)
    assert (np.abs(scores.mean(axis=0)) > 0.25).any()
    assert scores.std(axis=0).min() < 0.9
    # Most of the model hangs on nothing that was counted, and keeps its range.
    assert (np.abs(scores.std(axis=0) - 1.0) < 0.1).mean() > 0.5


def test_that_an_ensemble_holds_effects_and_drivers_but_no_starts(made: Task) -> None:
    origin, scores = result(made)
    model = read_model(vantage=EARLY, calibrated=False)
    kinds = {model.parameters[name].kind for name in origin.parameters}
    assert kinds <= {ParameterKind.EFFECT, ParameterKind.DRIVER}
    assert scores.shape == (FEW, len(origin.parameters))


def interrupted(task: Task, state: Path, after: int) -> None:
    def stop(origin: Month, step: int, steps: int) -> None:
        if step == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        calibrate([task], state, progress=stop)


@pytest.mark.parametrize(
    "after", [5, *(pytest.param(step, marks=pytest.mark.long) for step in (1, STEPS - 1))]
)
def test_that_what_was_stopped_goes_on_to_the_same_end(
    tmp_path: Path, made: Task, after: int
) -> None:
    interrupted(begin(RESOURCES, EARLY, FEW), tmp_path, after)
    again = resumed(begin(RESOURCES, EARLY, FEW), tmp_path)
    assert again.step == after
    told: list[int] = []
    (task,) = calibrate([again], tmp_path, progress=lambda _, step, __: told.append(step))
    assert told == list(range(after + 1, STEPS + 1))
    assert same(task, made)


def test_that_what_hangs_on_another_history_begins_anew(tmp_path: Path) -> None:
    interrupted(begin(RESOURCES, EARLY, FEW), tmp_path, 2)
    fresh = begin(RESOURCES, EARLY, FEW)
    assert resumed(replace(fresh, fingerprint="another"), tmp_path).step == 0
    assert resumed(begin(RESOURCES, EARLY, FEW + 1), tmp_path).step == 0


def test_that_a_damaged_state_begins_anew(tmp_path: Path) -> None:
    interrupted(begin(RESOURCES, EARLY, FEW), tmp_path, 1)
    task, state = begin(RESOURCES, EARLY, FEW), tmp_path / "2014.npz"
    whole = state.read_bytes()
    assert resumed(task, tmp_path).step == 1
    for damaged in (b"", b"not an archive", b"PK\x03\x04" + bytes(90), whole[: len(whole) // 2]):
        state.write_bytes(damaged)
        assert resumed(task, tmp_path).step == 0
    for words in ("[" * 100_000, "[]", '{"step": 1e999}'):
        np.savez(state, scores=task.scores, words=np.array(words))
        assert resumed(task, tmp_path).step == 0


@pytest.mark.long
def test_that_threads_serve_as_executor(tmp_path: Path, made: Task) -> None:
    with ThreadPoolExecutor(2) as executor:
        tasks = calibrate([begin(RESOURCES, EARLY, FEW)], tmp_path, executor)
    assert same(tasks[0], made)


@pytest.mark.long
def test_that_processes_serve_as_executor_and_bring_every_origin_home(
    tmp_path: Path, made: Task
) -> None:
    wanted = [begin(RESOURCES, origin, FEW) for origin in (LATE, EARLY)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        late, early = calibrate(wanted, tmp_path, executor)
    assert (late.origin, early.origin) == (LATE, EARLY)
    assert same(early, made)


def test_that_a_failing_step_is_told_and_the_rest_called_off(tmp_path: Path) -> None:
    class Failing(ThreadPoolExecutor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            return super().submit(_fail)

    with Failing(1) as executor, pytest.raises(ZeroDivisionError):
        calibrate([begin(RESOURCES, EARLY, FEW)], tmp_path, executor)


def _fail() -> None:
    raise ZeroDivisionError


def test_that_a_calibration_compares_itself_with_what_is_kept(tmp_path: Path, made: Task) -> None:
    origin, scores = result(made)
    assert compare(origin, scores, tmp_path) is Match.ABSENT
    write_ensemble(origin, scores, tmp_path)
    assert compare(origin, scores, tmp_path) is Match.SAME
    assert compare(origin, scores + 5e-7, tmp_path) is Match.NEAR
    assert compare(origin, scores + 5e-6, tmp_path) is Match.OTHER
    assert compare(replace(origin, seed=1), scores, tmp_path) is Match.OTHER


def test_that_an_ensemble_is_read_as_it_was_written(tmp_path: Path, made: Task) -> None:
    origin, scores = result(made)
    folder = write_ensemble(origin, scores, tmp_path)
    known, calibrated = ensembles.read_ensemble(folder, read_model(calibrated=False))
    assert known == origin
    assert calibrated.members == FEW
    held = np.stack([calibrated.scores[name] for name in origin.parameters], axis=1)
    assert (held == scores).all()


def test_that_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.calibration.run.find_spec", lambda name: None)
    with pytest.raises(CalibrationNeedsError) as caught:
        calibrate_here(RESOURCES, [EARLY], lambda *_: None, state=tmp_path)
    assert caught.value.fields["library"] == "iterative_ensemble_smoother"


def test_that_a_calibration_here_uses_processes_and_gives_its_verdict(tmp_path: Path) -> None:
    told: list[int] = []
    found = calibrate_here(
        RESOURCES,
        [EARLY],
        lambda _, step, __: told.append(step),
        into=tmp_path / "resources",
        state=tmp_path / "state",
        members=FEW,
    )
    # Sixty members are not the thousand that are kept.
    assert found == {EARLY: Match.OTHER}
    assert told == list(range(1, STEPS + 1))
    made = (tmp_path / "resources" / "ensembles").iterdir()
    assert [path.name for path in made] == ["2014"]
