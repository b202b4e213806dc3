"""Bands that outlive the model they were drawn with."""

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.library import Library
from db.scenarios.band_snapshots import packed, unpacked
from db.scenarios.serialization import ContentError
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.outcome import Outcome
from tests.db.samples import sample

MONTHS = tuple(Month(year, 12) for year in range(2024, 2037))


def bands(level: float, model: str = "old") -> BandSnapshot:
    curve = tuple(
        tuple(level + spread * place for place in range(len(MONTHS))) for spread in range(5)
    )
    return BandSnapshot(f"v-{model}", model, MONTHS, {"remittances": curve, "homicide_rate": curve})


def near(found: BandSnapshot, wanted: BandSnapshot) -> bool:
    assert (found.model_version, found.model_digest) == (wanted.model_version, wanted.model_digest)
    assert (found.months, found.curves.keys()) == (wanted.months, wanted.curves.keys())
    for indicator, curve in wanted.curves.items():
        values = [value for percentile in curve for value in percentile]
        span = max(values) - min(values)
        for place, (one, other) in enumerate(zip(found.curves[indicator], curve, strict=True)):
            reach = span / (65535 if place == 2 else 255)
            assert one == pytest.approx(other, abs=reach)
    return True


def test_that_bands_come_back_near_enough_and_small() -> None:
    assert near(unpacked(packed(bands(7.0))), bands(7.0))
    assert len(packed(bands(7.0))) < 400


@given(st.binary(max_size=200))
def test_that_bytes_that_are_no_bands_are_refused(kept: bytes) -> None:
    with pytest.raises(ContentError):
        unpacked(kept)


@pytest.mark.parametrize(
    "head",
    [
        b"[" * 100_000,
        b'{"model":["",""],"months":' + b"[" * 100_000,
        b'{"model":["",""],"months":["2025-01",1e999],"curves":[]}',
        b'{"model":["",""],"months":["2025-01",NaN],"curves":[]}',
        b'{"model":["",""],"months":"2025-01","months":[],"curves":[]}',
        b"[]",
        b"\xff",
    ],
)
def test_that_a_head_nobody_writes_is_refused(head: bytes) -> None:
    with pytest.raises(ContentError):
        unpacked(zlib.compress(head + b"\n"))


@pytest.mark.parametrize(
    ("months", "curve"),
    [
        pytest.param('"2025-01",1', "0,1e999", id="to infinity"),
        pytest.param('"2025-01",1', "-1e308,1e308", id="an infinite span"),
        pytest.param('"2025-01",120000', "0,1", id="after the last year"),
        pytest.param('"2025-01",-30000', "0,1", id="before the first year"),
    ],
)
def test_that_curves_and_months_that_nobody_can_draw_are_refused(months: str, curve: str) -> None:
    sound = head_and_rows('"2025-01",1', "0,1")
    assert len(unpacked(sound).curves["remittances"]) == 5
    with pytest.raises(ContentError):
        unpacked(head_and_rows(months, curve))


def head_and_rows(months: str, curve: str) -> bytes:
    """Return bands of one indicator in two months, with as many rows as belong to them."""
    head = f'{{"model":["",""],"months":[{months}],"curves":[["remittances",{curve}]]}}\n'
    return zlib.compress(head.encode() + bytes(12))


def test_that_a_cut_or_altered_tail_is_refused() -> None:
    whole = packed(bands(1.0))
    for length in range(len(whole)):
        with pytest.raises(ContentError):
            unpacked(whole[:length])


def test_that_a_version_keeps_the_bands_it_was_first_drawn_with(tmp_path: Path) -> None:
    first = sample()
    outcome = Outcome("remittances", 2030, 1.0, 2.0, 3.0, 4.0, 5.0)
    with Library.open(tmp_path / "a.vecinos-library") as store:
        kept = store.scenarios.create(first)
        early = store.versions.keep(kept, "before the run")
        assert store.versions.bands(early) is None
        store.runs.keep(kept, first, (outcome,), bands(1.0))
        second = replace(first, policy=first.policy.with_setting("x", Setting(1.0)))
        store.scenarios.save(kept, second)
        store.runs.keep(kept, second, (outcome,), bands(2.0))
        late = store.versions.keep(kept, "after the run")
        store.runs.keep(kept, second, (outcome,), bands(9.0, "new"))
    with Library.open(tmp_path / "a.vecinos-library") as store:
        assert store.runs.outcomes_of((kept,), outcome.indicator) == {kept: (outcome,)}
        for version, level in ((early, 1.0), (late, 2.0)):
            found = store.versions.bands(version)
            assert found is not None
            assert near(found, bands(level))
        new, old = store.runs.bands(kept)
        assert near(new, bands(9.0, "new"))
        assert near(old, bands(2.0))


def test_that_the_fans_of_a_list_are_those_of_the_last_runs(tmp_path: Path) -> None:
    outcome = Outcome("remittances", 2030, 1.0, 2.0, 3.0, 4.0, 5.0)
    with Library.open(tmp_path / "a.vecinos-library") as store:
        kept = [store.scenarios.create(replace(sample(), name=name)) for name in "abc"]
        store.runs.keep(kept[0], sample(), (outcome,), bands(1.0, "new"))
        store.runs.keep(kept[0], sample(), (outcome,), bands(2.0, "old"))
        store.runs.keep(kept[1], sample(), (outcome,), bands(3.0))
        found = store.runs.fans_of(kept, "remittances")
        assert found.keys() == set(kept[:2])
        for number, level in zip(kept[:2], (2.0, 3.0), strict=True):
            months, curve = found[number]
            assert months == MONTHS
            assert curve[2] == pytest.approx(bands(level).curves["remittances"][2], abs=1e-3)
        assert store.runs.fans_of(kept, "legal_pathways") == {}
