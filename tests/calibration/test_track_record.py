"""What ships of the hindcasts: made from what ships, and refused where it was spoiled."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.calibration.hindcast import ORIGINS, hindcast
from desktop.calibration.report import report
from desktop.calibration.rivals import Rival
from desktop.calibration.told import Told
from desktop.calibration.track_record import FILE, read_track_record, track_record_json
from desktop.calibration.window import history_digest
from desktop.domain.errors import MissingResourceError
from desktop.modelfiles.ensembles import FOLDER
from desktop.modelfiles.read import read_model, read_record
from desktop.modelfiles.resources import RESOURCES

SHIPPED = RESOURCES / FOLDER / FILE
FALLING = '"percentiles": [[2, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]], "x": ['


def test_that_the_record_names_the_model_and_the_history_it_was_made_from() -> None:
    record, model = read_track_record(), read_model()
    assert record.model_digest == model.digest
    assert record.history_digest == history_digest(read_record().until(model.clock.vantage))
    assert set(record.told) == set(Told)
    assert {rival for rival, _, _ in record.bands} == set(Rival) - {Rival.WALK}


def test_that_a_record_that_is_read_is_written_again_byte_for_byte() -> None:
    assert track_record_json(read_track_record()) == SHIPPED.read_text(encoding="utf-8")


@pytest.mark.parametrize("told", [Told.DRIVERS, Told.LEVERS, Told.NOTHING, Told.MIRRORED])
def test_that_the_shipped_figures_are_those_of_the_shipped_ensembles(told: Told) -> None:
    record = read_track_record()
    found = report([hindcast(ORIGINS[0], told=told, past=read_record())], record.bands)
    kept = [row for row in record.told[told].rows if row.origin == ORIGINS[0].year]
    for mine, theirs in zip(found.rows, kept, strict=True):
        assert mine.interval_score == pytest.approx(theirs.interval_score, rel=1e-4)
        assert mine.coverage_90 == pytest.approx(theirs.coverage_90, rel=1e-4)


def test_that_targets_are_set_for_both_and_for_nothing_alone() -> None:
    told = read_track_record().told
    assert len(told[Told.BOTH].targets) == 5
    assert [each for each in Told if told[each].targets] == [Told.BOTH, Told.NOTHING]
    alone = told[Told.NOTHING].targets
    assert [each.name for each in alone[:3]] == ["coverage_90", "coverage_50", "long_walk_ratio"]
    rivals = {each.indicator for each in told[Told.NOTHING].rivals if each.indicator}
    wide = {each.indicator for each in told[Told.NOTHING].widths}
    assert {each.indicator for each in alone if each.name == "best_rival_ratio"} == rivals
    assert {each.indicator for each in alone if each.name == "width_of_history"} == wide
    assert len(alone) == 3 + len(rivals) + len(wide)


@pytest.mark.parametrize(
    "alter",
    [
        pytest.param(lambda text: "[" * 100_000, id="deep"),
        pytest.param(lambda text: "[]", id="another thing"),
        pytest.param(lambda text: text[: len(text) // 2], id="cut"),
        pytest.param(lambda text: re.sub(r'"n": \d+', '"n": "x"', text, count=1), id="a word"),
        pytest.param(lambda text: re.sub(r'"bias": [^,]+', '"bias": 1e999', text), id="no end"),
        pytest.param(lambda text: text.replace('"told": "nothing"', '"told": "x"'), id="untold"),
        pytest.param(lambda text: text.replace('"told": "mirrored"', '"told": "levers"'), id="one"),
        pytest.param(lambda text: text.replace('"rival": "last"', '"rival": "x"'), id="no rival"),
        pytest.param(lambda text: text.replace('"band": ', '"bond": '), id="no width"),
        pytest.param(lambda text: text.replace('"last": 2020', '"last": "x"'), id="no period"),
        pytest.param(lambda text: text.replace('"model_digest": "', '"m": "'), id="no digest"),
        pytest.param(lambda text: text.replace('"percentiles": [', '"percentiles": [[1],'), id="5"),
        pytest.param(lambda text: text.replace('"percentiles": [', FALLING), id="falling"),
    ],
)
def test_that_a_spoiled_record_counts_as_missing(
    tmp_path: Path, alter: Callable[[str], str]
) -> None:
    kept = tmp_path / FOLDER / FILE
    kept.parent.mkdir()
    text = SHIPPED.read_text(encoding="utf-8")
    assert alter(text) != text
    kept.write_text(alter(text), encoding="utf-8")
    with pytest.raises(MissingResourceError):
        read_track_record(tmp_path)
