"""The ensembles that ship: made from what ships, whole, and reproducible."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop.calibration.calibrate import begin, calibrate, result
from desktop.calibration.hindcast import ORIGINS
from desktop.calibration.run import LAST_ORIGIN
from desktop.calibration.stored import Match, compare, files, write_ensemble
from desktop.calibration.window import history_digest
from desktop.domain.clock import Month
from desktop.domain.ensemble import DEFAULT_MEMBERS, DEFAULT_SEED, EnsembleChoice
from desktop.modelfiles.ensembles import (
    FOLDER,
    MANIFEST,
    origins,
    place,
    read_ensemble,
    read_origin,
)
from desktop.modelfiles.read import read_model, read_record
from desktop.modelfiles.resources import RESOURCES
from tests.engine.runs import parameter_values

EVERY = (*ORIGINS, LAST_ORIGIN)


def test_that_one_ensemble_ships_for_every_origin_and_one_for_today() -> None:
    assert origins(RESOURCES) == EVERY
    assert read_model(calibrated=False).clock.vantage == LAST_ORIGIN


@pytest.mark.parametrize("origin", EVERY, ids=str)
def test_that_an_ensemble_was_made_from_what_ships(origin: Month) -> None:
    model = read_model(vantage=origin, calibrated=False)
    made, calibrated = read_ensemble(place(RESOURCES, origin), model)
    assert made.model_digest == model.digest
    assert made.history_digest == history_digest(read_record().until(origin))
    assert (made.members, made.seed) == (DEFAULT_MEMBERS, DEFAULT_SEED)
    assert calibrated.members == DEFAULT_MEMBERS


@pytest.mark.parametrize("origin", EVERY, ids=str)
def test_that_a_manifest_that_is_read_is_written_again_byte_for_byte(origin: Month) -> None:
    folder = place(RESOURCES, origin)
    written = files(read_origin(folder), np.zeros((1, 1)))[MANIFEST]
    assert written == (folder / MANIFEST).read_bytes()


def test_that_a_manifest_takes_quotation_marks_and_backslashes(tmp_path: Path) -> None:
    origin = replace(read_origin(place(RESOURCES, EVERY[0])), method='"a" \\ [b]')
    assert read_origin(write_ensemble(origin, np.zeros((1, 1)), tmp_path)) == origin


def test_that_all_of_them_are_plain_numbers_and_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (RESOURCES / FOLDER).rglob("*.*")}
    assert set(sizes) == {"manifest.toml", "scores.npy", "skill.json"}
    assert sum(path.stat().st_size for path in (RESOURCES / FOLDER).rglob("*.*")) < 10_000_000
    for origin in EVERY:
        np.load(place(RESOURCES, origin) / "scores.npy", allow_pickle=False)


def test_that_the_default_run_is_the_calibrated_one() -> None:
    model = read_model()
    assert model.calibrated is not None
    assert model.calibrated.origin == LAST_ORIGIN
    choice = EnsembleChoice()
    name = next(iter(model.calibrated.scores))
    plain = EnsembleChoice(calibrated=False)
    assert (parameter_values(model, choice)[name] != parameter_values(model, plain)[name]).any()


def test_that_a_calibrated_parameter_still_spreads_within_its_limits() -> None:
    model = read_model()
    assert model.calibrated is not None
    values = parameter_values(model, EnsembleChoice())
    for name in model.calibrated.scores:
        parameter = model.parameters[name]
        assert np.isfinite(values[name]).all()
        assert values[name].std() > 0
        if parameter.least is not None:
            assert values[name].min() >= parameter.least
        if parameter.most is not None:
            assert values[name].max() <= parameter.most


@pytest.mark.long
@pytest.mark.parametrize("origin", EVERY, ids=str)
def test_that_a_calibration_reproduces_the_shipped_ensemble(tmp_path: Path, origin: Month) -> None:
    (task,) = calibrate([begin(RESOURCES, origin)], tmp_path)
    made, scores = result(task)
    kept, _ = read_ensemble(place(RESOURCES, origin), read_model(calibrated=False))
    match = compare(made, scores, RESOURCES)
    # Another version of a library is named in the manifest; the numbers must be near all the same.
    assert match in (Match.SAME, Match.NEAR) or made.versions != kept.versions
