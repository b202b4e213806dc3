"""Packs: what goes in comes out, and what is not a sound pack leaves no trace."""

import io
import json
import random
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from db.content import ContentError, content, scenario_of
from db.errors import (
    LibraryIsPackError,
    NewerPackError,
    NotAPackError,
    PackDamagedError,
    PackIsLibraryError,
    PackNotFoundError,
    PackTooLargeError,
)
from db.pack import MOST_PART_BYTES, MOST_SCENARIOS, packed, read_pack, unpacked
from db.pack_schema import SCHEMA
from db.store import Store
from desktop.domain.errors import VecinosError
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Package, Scenario, TargetLine
from tests.db.samples import sample, scenarios
from tests.db.schema import fits

RICH = replace(
    sample(),
    folder="a/b",
    tags=("x", "ñ"),
    packages=(Package("p", Policy({"coop_framework": Setting(3.0)})),),
    targets=(TargetLine("remittances", 7.0),),
)


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for path, part in parts.items():
            archive.writestr(path, part)
    return written.getvalue()


def parts_of(pack: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


@budget(max_examples=60, deadline=None)
@given(kept=st.lists(scenarios, min_size=1, max_size=3))
def test_that_any_scenarios_come_out_of_a_pack_as_they_went_in(kept: list[Scenario]) -> None:
    pack = packed(kept)
    assert unpacked(pack, "p") == tuple(kept)
    assert packed(kept) == pack


@budget(max_examples=60, deadline=None)
@given(scenario=scenarios)
def test_that_the_schema_describes_every_scenario(scenario: Scenario) -> None:
    plain = json.loads(json.dumps(content(scenario)))
    assert fits(plain, SCHEMA)


def test_that_what_the_schema_refuses_is_refused_by_the_program_too() -> None:
    plain = json.loads(json.dumps(content(RICH)))
    chosen = random.Random(4)
    junk = [None, True, 3, 2.5, "x", [], {}, [1], {"a": 1}, ["x", "2024-13"], -(2**70)]
    refused = 0
    for _ in range(600):
        altered = json.loads(json.dumps(plain))
        place = altered
        while isinstance(place, dict | list) and place:
            key: Any = chosen.choice(list(place) if isinstance(place, dict) else range(len(place)))
            if not isinstance(place[key], dict | list) or chosen.random() < 0.4:
                break
            place = place[key]
        if isinstance(place, dict) and chosen.random() < 0.2:
            place["unknown"] = 1
        elif place:
            place[key] = chosen.choice(junk)
        if not fits(altered, SCHEMA):
            refused += 1
            with pytest.raises(ContentError):
                scenario_of(altered)
    assert refused > 200


def mutate(pack: bytes, chosen: random.Random) -> bytes:
    altered = bytearray(pack)
    for _ in range(chosen.choice([1, 1, 2, 8])):
        if not altered:
            break
        place = chosen.randrange(len(altered))
        act = chosen.randrange(6)
        if act == 0:
            altered[place] ^= 1 << chosen.randrange(8)
        elif act == 1:
            altered[place] = chosen.randrange(256)
        elif act == 2:
            del altered[place : place + chosen.randrange(1, 64)]
        elif act == 3:
            altered[place:place] = chosen.randbytes(chosen.randrange(1, 64))
        elif act == 4:
            del altered[place:]
        else:
            other = chosen.randrange(len(altered))
            altered[place : place + 32] = altered[other : other + 32]
    return bytes(altered)


def mutate_a_part(pack: bytes, chosen: random.Random) -> bytes:
    """Alter what is inside, packed soundly again, with or without its checksum."""
    parts = parts_of(pack)
    path = chosen.choice(list(parts))
    text = mutate(parts[path], chosen)
    manifest = json.loads(parts["manifest.json"])
    parts[path] = text
    if path != "manifest.json" and chosen.random() < 0.8:
        import hashlib

        for file in manifest["files"]:
            if file["path"] == path:
                file.update(bytes=len(text), sha256=hashlib.sha256(text).hexdigest())
        parts["manifest.json"] = json.dumps(manifest).encode()
    return zipped(parts)


def try_mutations(tmp_path: Path, count: int, seed: int) -> None:
    chosen = random.Random(seed)
    pack = packed([RICH, sample("Otro"), Scenario("vacío")])
    whole = (RICH, sample("Otro"), Scenario("vacío"))
    file = tmp_path / "mutated.vecinos"
    refused = 0
    with Store.open(tmp_path / "a.vecinos-library") as store:
        before = (tmp_path / "a.vecinos-library").read_bytes()
        for number in range(count):
            altered = (mutate if number % 2 else mutate_a_part)(pack, chosen)
            file.write_bytes(altered)
            try:
                found = read_pack(file)
            except VecinosError:
                refused += 1
                continue
            # What passes is either as it was or, with its checksum made to fit, another sound one.
            assert number % 2 == 0 or found == whole
            if number % 50 == 0:
                assert len(store.create_all(found)) == len(found)
                for summary in store.scenarios():
                    store.delete(summary.id)
                before = (tmp_path / "a.vecinos-library").read_bytes()
        assert (tmp_path / "a.vecinos-library").read_bytes() == before
    assert refused > count // 2


def test_that_a_mutated_pack_is_refused_with_a_sentence_or_sound(tmp_path: Path) -> None:
    try_mutations(tmp_path, 400, seed=1)


@pytest.mark.long
def test_that_ten_thousand_mutated_packs_are_refused_with_a_sentence_or_sound(
    tmp_path: Path,
) -> None:
    try_mutations(tmp_path, 10_000, seed=random.randrange(10**9))


def test_that_an_import_that_fails_halfway_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(tmp_path / "a") as store:
        insert, calls = store._insert, []

        def failing(*given: Any) -> Any:
            calls.append(given)
            if len(calls) == 3:
                raise RuntimeError
            return insert(*given)

        monkeypatch.setattr(store, "_insert", failing)
        with pytest.raises(RuntimeError):
            store.create_all([sample("a"), sample("b"), sample("c")])
        assert store.scenarios() == ()


def test_that_names_that_are_taken_get_a_number(tmp_path: Path) -> None:
    long = "x" * 120
    with Store.open(tmp_path / "a") as store:
        store.create(sample("Uno"))
        store.create_all([sample("uno"), sample("UNO"), sample(long), sample(long)])
        assert {each.name for each in store.scenarios()} == {
            "Uno",
            "uno 2",
            "UNO 3",
            long,
            "x" * 118 + " 2",
        }


def test_that_each_other_kind_of_file_has_its_sentence(tmp_path: Path) -> None:
    file = tmp_path / "p.vecinos"
    with pytest.raises(PackNotFoundError):
        read_pack(file)
    file.write_bytes(b"text")
    with pytest.raises(NotAPackError):
        read_pack(file)
    file.write_bytes(zipped({"word/document.xml": b""}))
    with pytest.raises(NotAPackError):
        read_pack(file)
    file.write_bytes(zipped({"manifest.json": b'{"vecinos_pack": 9}'}))
    with pytest.raises(NewerPackError):
        read_pack(file)
    with pytest.raises(LibraryIsPackError):
        Store.open(file)
    Store.open(tmp_path / "lib").close()
    with pytest.raises(PackIsLibraryError):
        read_pack(tmp_path / "lib")


def test_that_paths_bombs_and_too_many_parts_are_refused() -> None:
    sound = parts_of(packed([sample()]))
    for path in ("../evil.json", "/etc/passwd", "scenarios/../x.json", "scenarios/0001.json.py"):
        with pytest.raises(PackDamagedError):
            unpacked(zipped({**sound, path: b"{}"}), "p")
    bomb = b" " * (MOST_PART_BYTES + 1)
    with pytest.raises(PackDamagedError):
        unpacked(zipped({**sound, "scenarios/0000.json": bomb}), "p")
    with pytest.raises(PackDamagedError):
        unpacked(zipped({**sound, "manifest.json": b"[" * 100_000}), "p")
    with pytest.raises(PackDamagedError):
        unpacked(zipped(sound, zipfile.ZIP_LZMA), "p")
    with pytest.raises(PackTooLargeError):
        unpacked(zipped({f"{number}": b"" for number in range(MOST_SCENARIOS + 3)}), "p")
    with pytest.raises(PackTooLargeError):
        packed([])
