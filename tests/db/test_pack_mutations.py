"""Altered packs: refused with a sentence or taken whole, and never half of one in the library."""

import json
import random
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from db.library import Library
from db.packs import archive as pack_archive
from db.packs import pack
from db.packs.pack import packed, unpacked
from db.scenarios import mapping
from db.scenarios import serialization as content
from desktop.domain import lines
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Package, Scenario, TargetLine
from tests.db.pack_mutations import Tally, try_reader
from tests.db.samples import sample

pytestmark = pytest.mark.slow

RICH = replace(
    sample(),
    folder="Talleres/ñ",
    tags=("borrador", "=1+1"),
    packages=(
        Package("Carnegie", Policy({"coop_framework": Setting(3.0, Month(2025, 1), 12)})),
        Package("Berg", Policy({}, (PlannedEvent("hurricane", Month(2030, 1)),))),
    ),
    targets=(TargetLine("remittances", 7.0), TargetLine("homicide_rate", 10.0, Month(2030, 12))),
)
SCENARIOS = (RICH, sample("Otro"), Scenario("vacío"))
PACK = packed(SCENARIOS)
MUTANTS_TRIED = 1500
LONGEST = 5.0
"""Seconds of a processor that reading any pack may take."""


def tried(count: int, seed: int) -> Tally:
    return [tally for tally, _, _ in try_reader(unpacked, SCENARIOS, PACK, count, seed)][-1]


def try_library(folder: Path, count: int, seed: int) -> Tally:
    """Import what is taken, every tenth time for real; what is refused must leave no trace."""
    path, file = folder / "a.vecinos-library", folder / "mutated.vecinos"
    imported = 0

    def read(altered: bytes, _: str) -> tuple[Scenario, ...]:
        file.write_bytes(altered)
        return pack.read_pack(file)

    tally = Tally()
    with Library.open(path) as store:
        store.scenarios.create(sample("Otro"))
        before = path.read_bytes()
        for tally, _, found in try_reader(read, SCENARIOS, PACK, count, seed):
            if found is None:
                assert path.read_bytes() == before
                continue
            if tally.taken % 10 == 1:
                made = store.scenarios.create_all(found)
                kept = [store.scenarios.load(each) for each in made]
                assert [replace(one, name="") for one in kept] == [
                    replace(one, name="") for one in found
                ]
                for each in made:
                    store.scenarios.delete(each)
                before, imported = path.read_bytes(), imported + 1
        assert len(store.scenarios.listed()) == 1
    assert imported > 0
    return tally


def assert_sound(tally: Tally, count: int, again: str = "") -> None:
    assert tally.wrong == [], again
    assert tally.refused + tally.taken == count
    assert tally.refused > count / 2
    assert tally.taken > count / 40
    assert tally.slowest <= LONGEST, again


def test_that_an_altered_pack_is_refused_with_a_sentence_or_taken_whole(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    tally = try_library(tmp_path, 300, seed=2026)
    request.node.user_properties.append(("faults", tally.line(2026)))
    assert_sound(tally, 300)


@pytest.mark.long
def test_that_ten_thousand_altered_packs_are_refused_with_a_sentence_or_taken_whole(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    seed = random.randrange(10**9)
    tally = try_library(tmp_path, 10_000, seed)
    request.node.user_properties.append(("faults", tally.line(seed)))
    assert_sound(tally, 10_000, f"seed {seed}")


def anything(*_: object, **__: object) -> None:
    """Stand for a check that was left out."""


def directory_believed(real: Callable[..., Any]) -> Callable[..., Any]:
    def leave_out(archive: bytes, *rest: Any) -> Any:
        # Read like other programs do: whatever stands before and after is forgiven.
        end = archive.rfind(b"PK\x05\x06") + 22
        return real(archive[:end] if end > 22 else archive, *rest)

    return leave_out


@pytest.mark.mutant
@pytest.mark.parametrize(
    ("place", "name", "instead"),
    [
        (pack, "checksums", lambda manifest: mock.ANY),
        (content, "_STRICT", json.JSONDecoder()),
        (pack, "check", anything),
        (lines, "is_visible", lambda text: True),
        (lines, "is_one_line", lambda text: True),
        (lines, "is_line", lambda text, most: True),
        pytest.param(mapping, "_is_plain", lambda text: True, marks=pytest.mark.long),
        (content, "_refuse_others", anything),
        (content, "_is_number", lambda value: isinstance(value, int | float)),
        (content, "_is_integer", lambda value: isinstance(value, int)),
        pytest.param(
            content,
            "_month",
            lambda written: Month(int(written[:4]), int(written[5:7])),
            marks=pytest.mark.long,
        ),
        (stat, "S_IFMT", lambda mode: 0),
        (pack, "parts_of", directory_believed(pack_archive.parts_of)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_that_a_reader_with_one_check_left_out_is_noticed(
    place: object, name: str, instead: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, name, instead)
    found = try_reader(unpacked, SCENARIOS, PACK, MUTANTS_TRIED, seed=2026)
    assert any(tally.wrong for tally, _, _ in found)


@pytest.mark.long
def test_that_the_whole_reader_passes_what_the_others_are_noticed_by() -> None:
    assert_sound(tried(MUTANTS_TRIED, seed=2026), MUTANTS_TRIED)
