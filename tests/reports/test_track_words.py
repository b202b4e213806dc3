"""The verdict on the track record follows from its figures, however near a limit they come."""

import pytest

from desktop.calibration.skill import Target
from desktop.calibration.told import Told
from desktop.calibration.track_record import TrackRecord, read_track_record
from desktop.domain.wording import Wording
from desktop.language.language import Language, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.weaknesses import Weakness, read_weaknesses
from desktop.reports.track_words import (
    sections,
    target_said,
    target_value,
    verdict_lines,
    verdicts,
)
from tests.views.desks import compiled
from tests.views.evaluation import examples


@pytest.fixture
def language() -> Language:
    return load_language("en", RESOURCES)


@pytest.fixture(scope="module")
def record() -> TrackRecord:
    return examples.record(compiled().model)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("coverage_90", 0.8001, "80\u00a0%"),
        ("coverage_90", 0.7999, "79.99\u00a0%"),
        ("coverage_90", 0.9502, "95.02\u00a0%"),
        ("long_walk_ratio", 0.8499, "0.85"),
        ("long_walk_ratio", 0.8504, "0.8504"),
    ],
)
def test_that_a_figure_never_looks_as_if_it_stood_on_the_other_side(
    language: Language, name: str, value: float, shown: str
) -> None:
    share = name.startswith("coverage")
    target = Target(name, value, *((0.80, 0.95) if share else (None, 0.85)))
    assert target_value(target, language) == shown
    assert target_said(target, {}, language).endswith(": met." if target.met else ": missed.")


def test_that_every_target_is_named_and_counted(record: TrackRecord, language: Language) -> None:
    indicators = compiled().model.indicators
    for told in (Told.BOTH, Told.NOTHING):
        found = record.told[told]
        head, *lines = verdict_lines(found, indicators, language)
        met = [line for line in lines if line.endswith(": met.")]
        assert len(lines) == len(found.targets)
        assert len(met) == len(found.targets) - len(found.missed)
        assert head.endswith(f"{len(met)} of {len(lines)} targets met.")
    assert verdict_lines(record.told[Told.DRIVERS], indicators, language) == []


def test_that_a_placebo_as_good_as_the_record_is_said_to_be(
    record: TrackRecord, language: Language
) -> None:
    placebo = sections(record, compiled().model.indicators, language)[-1]
    assert "did not help" in placebo.note


def test_that_a_series_that_misses_has_its_own_cause_beside_it(
    record: TrackRecord, language: Language
) -> None:
    indicators = compiled().model.indicators
    alone = record.told[Told.NOTHING]
    missed = alone.missed[-1].indicator
    assert missed
    words = Wording("Nobody counts the dead", "Nadie cuenta a los muertos")
    cause = Weakness("uncounted", words, words, (missed,))
    other = Weakness("all", words, words, (missed, "migration_salience"))
    lines = [
        line for lines in verdicts(record, indicators, (other, cause), language) for line in lines
    ]
    told = [line for line in lines if line.endswith("missed. Why: Nobody counts the dead.")]
    assert told
    assert all(language.wording(indicators[missed].name) in line for line in told)
    without = [line for lines in verdicts(record, indicators, (other,), language) for line in lines]
    assert not any("Why" in line for line in without)


def test_that_every_series_that_misses_has_a_cause_of_its_own_in_the_files() -> None:
    alone = read_track_record().told[Told.NOTHING]
    causes = {each.about[0] for each in read_weaknesses() if len(each.about) == 1}
    assert {each.indicator for each in alone.missed if each.indicator} <= causes
