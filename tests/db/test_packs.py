"""Packs: what goes in comes out, and what is not a sound pack leaves no trace."""

import io
import json
import os
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from db.errors import (
    LibraryIsPackError,
    NewerPackError,
    NotAPackError,
    NotStorableError,
    PackDamagedError,
    PackIsLibraryError,
    PackNotFoundError,
    PackTooLargeError,
)
from db.library import Library
from db.packs.pack import (
    LIMITS,
    MOST_SCENARIOS,
    checksums,
    packed,
    read_pack,
    scenario_in,
    unpacked,
)
from db.packs.schema import SCHEMAS
from db.scenarios import mapping
from db.scenarios.serialization import ContentError, content, digest, plain_of
from desktop.domain.clock import Month
from desktop.domain.kinds import MOST_PARTS
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.prediction import Call, Prediction
from desktop.domain.scenario import LeverName, Package, Scenario, TargetLine
from tests.db.pack_mutations import (
    edited,
    fits,
    has_points_for_integers,
    parts_of,
    signed,
    zipped,
)
from tests.db.samples import sample, scenarios
from tests.every_field import ANSWER
from tests.examples import examples

SEVERAL = replace(
    sample("Varios"),
    policy=Policy(
        {
            "us_tariff_on_mexico": Setting(
                10.0,
                Month(2026, 2),
                3,
                earlier=(Move(25.0, Month(2025, 2), 6), Move(15.0, Month(2025, 4))),
            )
        }
    ),
)
SIZED = replace(
    sample("Grande"), policy=Policy({}, (PlannedEvent("hurricane", Month(2027, 9), 1.5),))
)
WANTED = replace(sample("Meta"), targets=(TargetLine("remittances", 7.0, at_least=False),))
SWITCHED = replace(sample("Apagado"), packages=(Package("p", on=False),))
ANSWERED = replace(sample("Respuesta"), answers=(replace(ANSWER, breaks=None, ranked=None),))
CALLED = replace(sample("Nombre"), lever_names=(LeverName("legal_pathways", "Visas"),))
ASKED = replace(
    sample("Sala"),
    predictions=(Prediction("remittances", Month(2026, 6), (Call("Sur", "up", 60),), (), 3.5),),
)
RICH = replace(
    sample(),
    folder="a/b",
    tags=("x", "ñ"),
    packages=(Package("p", Policy({"coop_framework": Setting(3.0)})),),
    targets=(TargetLine("remittances", 7.0),),
)


@examples(60)
@given(kept=st.lists(scenarios, min_size=1, max_size=3))
def test_that_any_scenarios_come_out_of_a_pack_as_they_went_in(kept: list[Scenario]) -> None:
    pack = packed(kept)
    assert unpacked(pack, "p") == tuple(kept)
    assert packed(kept) == pack


@examples(60)
@given(scenario=scenarios)
def test_that_the_schema_describes_every_scenario(scenario: Scenario) -> None:
    assert fits(plain_of(json.dumps(content(scenario)).encode()))
    assert fits(json.loads(parts_of(packed([scenario]))["manifest.json"]), "manifest")


def is_taken(read: Callable[[Any], object], plain: Any) -> bool:
    try:
        read(plain)
    except ContentError:
        return False
    return True


@examples(400)
@given(scenario=scenarios, seed=st.integers(0, 2**32))
@pytest.mark.slow
def test_that_the_schema_and_the_program_take_and_refuse_the_same_scenarios(
    scenario: Scenario, seed: int
) -> None:
    plain, chosen = json.loads(json.dumps(content(scenario))), random.Random(seed)
    for _ in range(chosen.randrange(1, 4)):
        plain = edited(plain, chosen)
    assume(not has_points_for_integers(plain))
    for number in SCHEMAS:
        read = partial(scenario_in, number=number)
        assert is_taken(read, plain) == fits(plain, formats=(number,))


@examples(200)
@given(seed=st.integers(0, 2**32))
def test_that_the_schema_and_the_program_take_and_refuse_the_same_manifests(seed: int) -> None:
    sound = json.loads(parts_of(packed([RICH]))["manifest.json"])
    plain = edited(sound, random.Random(seed))
    assume(not has_points_for_integers(plain))
    paths = [file["path"] for file in plain["files"]] if fits(plain, "manifest") else []
    # That no path comes twice is more than JSON Schema can say.
    assert is_taken(checksums, plain) == (0 < len(paths) == len(set(paths)))


def test_that_the_schema_in_a_pack_is_sound_and_the_one_that_is_tested() -> None:
    for number, schema in SCHEMAS.items():
        Draft202012Validator.check_schema(schema)
        newest = sorted(SCHEMAS).index(number) + 1
        listed = [RICH, SEVERAL, SIZED, ASKED, SWITCHED, CALLED, ANSWERED][:newest]
        parts = parts_of(packed(listed))
        assert json.loads(parts["schema.json"]) == schema
        assert json.loads(parts["manifest.json"])["vecinos_pack"] == number


def test_that_an_import_that_fails_halfway_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "a") as store:
        parts, calls = mapping.parts, []

        def failing(scenario: Scenario) -> Any:
            calls.append(scenario)
            if len(calls) == 3:
                raise RuntimeError
            return parts(scenario)

        monkeypatch.setattr(mapping, "parts", failing)
        with pytest.raises(RuntimeError):
            store.scenarios.create_all([sample("a"), sample("b"), sample("c")])
        assert store.scenarios.listed() == ()


def test_that_names_that_are_taken_get_a_number(tmp_path: Path) -> None:
    long = "x" * 120
    with Library.open(tmp_path / "a") as store:
        store.scenarios.create(sample("Uno"))
        store.scenarios.create_all([sample("uno"), sample("UNO"), sample(long), sample(long)])
        assert {each.name for each in store.scenarios.listed()} == {
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
    file.write_bytes(zipped({"manifest.json": b'{"vecinos_pack": 11, "more": 1}', "new": b""}))
    with pytest.raises(NewerPackError) as newer:
        read_pack(file)
    assert newer.value.fields["pack_format"] == 11
    for mark in (b"true", b"0", b"-1", b'"1"', b"1.0", b"null"):
        file.write_bytes(zipped({"manifest.json": b'{"vecinos_pack": %s, "files": []}' % mark}))
        with pytest.raises(PackDamagedError):
            read_pack(file)
    with pytest.raises(LibraryIsPackError):
        Library.open(file)
    Library.open(tmp_path / "lib").close()
    with pytest.raises(PackIsLibraryError):
        read_pack(tmp_path / "lib")


def test_that_a_pack_is_read_by_any_program_that_reads_zips_and_json() -> None:
    with zipfile.ZipFile(io.BytesIO(packed([RICH, sample("Otro")]))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[0] == "manifest.json"
        assert sorted(names[1:]) == ["scenarios/0000.json", "scenarios/0001.json", "schema.json"]
        assert json.loads(archive.read("scenarios/0000.json"))["name"] == RICH.name


SOUND = parts_of(packed([RICH]))
ZERO = "scenarios/0000.json"


@pytest.mark.parametrize(
    "path",
    [
        *("../evil.json", "/etc/passwd", "scenarios/../x.json", "scenarios/0001.json.py"),
        *("scenarios\\0001.json", "C:\\evil.json", "scenarios/", "scenarios/0002.json"),
        *("Manifest.json", "scenarios/00001.json", "scenarios/0001.JSON", "code.pickle"),
    ],
)
def test_that_no_path_but_the_known_ones_is_taken(path: str) -> None:
    with pytest.raises(PackDamagedError):
        unpacked(zipped(signed({**SOUND, path: SOUND[ZERO]})), "p")


@pytest.mark.slow
def test_that_a_part_that_unpacks_to_too_much_is_refused_without_unpacking_it() -> None:
    bomb = b" " * (LIMITS.part_bytes + 1)
    with pytest.raises(PackDamagedError):
        unpacked(zipped(signed({**SOUND, ZERO: bomb})), "p")
    many = {f"scenarios/{number:04d}.json": b" " * LIMITS.part_bytes for number in range(40)}
    with pytest.raises(PackTooLargeError):
        unpacked(zipped(signed({**SOUND, **many})), "p")
    # The directory says one byte, the part holds three hundred million.
    lie = bytearray(zipped(signed({**SOUND, ZERO: b" " * 300_000_000})))
    for mark, field in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = next(
            at
            for at in range(len(lie))
            if lie.startswith(mark, at) and lie[at + field + 2 : at + field + 4] == b"\xe1\x11"
        )
        lie[at + field : at + field + 4] = b"\1\0\0\0"
    tracemalloc.start()
    with pytest.raises(PackDamagedError):
        unpacked(bytes(lie), "p")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000


def test_that_more_parts_or_scenarios_than_a_pack_may_hold_are_refused() -> None:
    parts = {"manifest.json": b"{}"} | {f"{n}": b"" for n in range(MOST_SCENARIOS + 3)}
    with pytest.raises(PackTooLargeError):
        unpacked(zipped(parts), "p")
    for scenarios_ in ([], [sample()] * (MOST_SCENARIOS + 1)):
        with pytest.raises(PackTooLargeError):
            packed(scenarios_)
    with pytest.raises(NotStorableError):
        packed([replace(sample(), charts=("x",) * 1001)])


def largest(notes: str) -> bytes:
    """Return a pack of as many scenarios as one holds, each of twenty settings and with notes."""
    settings = {
        f"lever {n}": Setting(float(n), Month(2027, 6) if n % 2 else None) for n in range(20)
    }
    one = replace(RICH, policy=Policy(settings), notes=notes, charts=("remittances",) * 9)
    return packed([replace(one, name=f"Plan {n}") for n in range(MOST_SCENARIOS)])


@pytest.mark.long
def test_that_the_largest_pack_comes_in_within_five_seconds_and_500_megabytes(
    tmp_path: Path,
) -> None:
    chosen = random.Random(7)
    pack = largest(" ".join(f"frontera{chosen.randrange(3000)}" for _ in range(500)))
    with Library.open(tmp_path / "a") as store:
        began = time.process_time()
        made = store.scenarios.create_all(unpacked(pack, "p"))
        took = time.process_time() - began
        tracemalloc.start()
        store.scenarios.create_all(unpacked(pack, "p"))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert store.scenarios.load(min(made)) == unpacked(pack, "p")[0]
    assert took <= 5.0
    assert most <= 500_000_000


@pytest.mark.parametrize(
    "text",
    [
        *(b"[" * 100_000, b"", b"null", b"[]", b"\xef\xbb\xbf{}", b"\xff\xfe{", b'{"name": NaN}'),
        *(b'{"name": "a", "name": "b"}', b'{"name": "a"} {}', b"{'name': 'a'}", b"9" * 5000),
        *(b'{"name": "\\ud800"}', b'{"name": "a\\u0000"}', b'{"name": "a", "notes": 7}'),
    ],
)
@pytest.mark.parametrize("path", [ZERO, "manifest.json"])
def test_that_a_part_that_is_no_plain_json_is_refused(path: str, text: bytes) -> None:
    parts = signed({**SOUND, path: text})
    with pytest.raises(PackDamagedError):
        unpacked(zipped({**parts, path: text}), "p")


def test_that_packing_methods_that_few_programs_know_are_refused() -> None:
    for method in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        with pytest.raises(PackDamagedError):
            unpacked(zipped(SOUND, method), "p")
    assert unpacked(zipped(SOUND, zipfile.ZIP_STORED), "p") == (RICH,)


def test_that_an_encrypted_part_is_refused() -> None:
    altered = bytearray(zipped(SOUND))
    for mark, field in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for at in range(len(altered)):
            if altered.startswith(mark, at):
                altered[at + field] |= 1
    with pytest.raises(PackDamagedError):
        unpacked(bytes(altered), "p")


@pytest.mark.posix("a named pipe and /dev/zero")
def test_that_what_is_no_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.vecinos"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, Path("/dev/zero")):
        with pytest.raises(NotAPackError):
            read_pack(path)
    for path in (tmp_path / "x" / "y", Path("a\0b"), Path("n" * 5000)):
        with pytest.raises(PackNotFoundError):
            read_pack(path)


@pytest.mark.parametrize(
    ("scenario", "number"),
    [
        pytest.param(SEVERAL, 2, id="moves"),
        pytest.param(SIZED, 3, id="size"),
        pytest.param(WANTED, 3, id="sense"),
        pytest.param(ASKED, 4, id="prediction"),
        pytest.param(SWITCHED, 7, id="a package that is off"),
        pytest.param(CALLED, 9, id="a name of one's own"),
        pytest.param(ANSWERED, 10, id="an answer"),
    ],
)
def test_that_what_is_newer_is_kept_in_its_format_alone(
    scenario: Scenario, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = packed([RICH, scenario])
    assert unpacked(pack, "p") == (RICH, scenario)
    with pytest.raises(PackDamagedError):
        # The same parts under a manifest of the first format.
        unpacked(zipped(signed(parts_of(pack))), "p")
    # What a program of the format before says.
    monkeypatch.setattr("db.packs.pack.FORMAT", number - 1)
    with pytest.raises(NewerPackError) as caught:
        unpacked(pack, "p")
    told = {"path": "p", "pack_format": number, "program_format": number - 1}
    assert caught.value.fields == told


def test_that_an_older_format_has_no_newer_field_even_one_that_says_nothing() -> None:
    plain = content(replace(SIZED, policy=Policy({}, (PlannedEvent("hurricane", Month(2027, 9)),))))
    plain["events"] = [["hurricane", "2027-09", 1.0]]
    pack = zipped(signed({**SOUND, ZERO: json.dumps(plain).encode()}))
    with pytest.raises(PackDamagedError):
        unpacked(pack, "p")
    assert [is_taken(partial(scenario_in, number=number), plain) for number in SCHEMAS] == [
        False,
        False,
        True,
        True,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("number", "digests"),
    [
        (1, ["17238aa54cef581d38336fd75336b5c1", "5084ccaa42ac325900ebb303af5d5547"]),
        (2, ["cc6294869e52bea2e391bb112e7415a6", "a4cc11931575bbf03dd416b48af6e9a9"]),
        (3, ["797096a34b3f73bbdcecb8ef9d59d168", "1a097bc154a44255eee5d66278563f08"]),
    ],
)
def test_that_a_pack_of_an_older_format_is_read_and_written_byte_for_byte(
    number: int, digests: list[str]
) -> None:
    pack = (Path(__file__).parent / "legacy" / f"pack-{number}.vecinos").read_bytes()
    found = unpacked(pack, "p")
    assert [digest(scenario) for scenario in found] == digests
    assert packed(found) == pack


def test_that_more_earlier_moves_than_a_list_holds_are_refused() -> None:
    moves = tuple(Move(1.0, Month(2025, 1)) for _ in range(MOST_PARTS + 1))
    scenario = Scenario("a", Policy({"l": Setting(1.0, Month(2026, 1), earlier=moves)}))
    with pytest.raises(NotStorableError):
        packed([scenario])
