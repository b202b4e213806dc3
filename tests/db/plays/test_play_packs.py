"""A play is packed whole, and brought in once however often it is brought."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.errors import (
    EntryNotStorableError,
    NewerPackError,
    PackDamagedError,
    PackOfPlayError,
    PackTooLargeError,
)
from db.file.integrity_report import check_store
from db.library import Library
from db.packs import pack
from db.packs.play_parts import parts_of_play
from db.plays.records import rows
from db.plays.summary import PlayCopy
from desktop.domain.play.entries import Begun, MomentMarked, Noted
from desktop.domain.report import ReportDraft
from desktop.domain.wording import Wording
from tests.db.pack_mutations import edited
from tests.db.plays.test_repository import HEADER, NOON, SAID, record

COPY = PlayCopy("Ensayo", NOON, HEADER, record(*SAID))


def read(pack_bytes: bytes, folder: Path) -> PlayCopy | None:
    out = folder / "p.vecinos"
    out.write_bytes(pack_bytes)
    return pack.read_play_pack(out)


def test_that_a_pack_holds_a_play_with_header_entries_and_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = pack.packed_play(COPY)
    assert read(packed, tmp_path) == COPY
    assert packed == pack.packed_play(COPY)
    with pytest.raises(PackOfPlayError):
        pack.read_pack(tmp_path / "p.vecinos")
    assert pack.read_exercise_pack(tmp_path / "p.vecinos") == ()
    assert read(pack.packed_exercises(["# uno"]), tmp_path) is None
    in_small_parts = parts_of_play(COPY, 500)
    assert len(in_small_parts) > 4
    assert read(pack._bundled(pack.PLAYS, in_small_parts), tmp_path) == COPY
    monkeypatch.setattr(pack, "MOST_ENTRIES", 2)
    with pytest.raises(PackTooLargeError):
        pack.packed_play(COPY)
    monkeypatch.setattr(pack, "FORMAT", pack.PLAYS - 1)
    with pytest.raises(NewerPackError):
        read(packed, tmp_path)


def test_that_the_report_goes_with_its_play_and_none_takes_the_place_of_another(
    location: str | Path, tmp_path: Path
) -> None:
    mine, theirs = (ReportDraft(4, Wording("a", words)) for words in ("así", "no"))
    sent = replace(COPY, report=mine)
    packed = pack.packed_play(sent)
    assert read(packed, tmp_path) == sent
    with pytest.raises(PackOfPlayError):
        pack.read_pack(tmp_path / "p.vecinos")
    with Library.open(location) as store:
        play = store.plays.take_in(COPY).play.id
        assert store.reports.load(play) is None
        store.plays.take_in(sent)
        assert store.plays.copy(play) == sent
        for _ in range(2):
            assert store.plays.take_in(replace(sent, report=theirs)).added == 0
            assert store.plays.copy(play) == sent
        (version,) = store.reports.versions(play)
        assert store.reports.load_version(version.id) == theirs


def test_that_a_pack_whose_report_is_none_is_damaged(tmp_path: Path) -> None:
    parts = parts_of_play(replace(COPY, report=ReportDraft(4)), 10_000)
    sound = parts["report.json"]
    for bad in (b"", b"[]", b'{"seen":"4"}', b'{"owner":1}', b'{"seen":1e99}', b"\xff", b"{" * 99):
        with pytest.raises(PackDamagedError):
            read(pack._bundled(pack.REPORTS, parts | {"report.json": bad}), tmp_path)
    with pytest.raises(PackDamagedError):
        read(pack._bundled(pack.PLAYS, parts | {"report.json": sound}), tmp_path)
    with pytest.raises(PackDamagedError):
        read(pack._bundled(pack.REPORTS, parts_of_play(COPY, 10_000)), tmp_path)


def test_that_a_play_is_brought_in_once_and_gains_what_came_after(location: str | Path) -> None:
    half = replace(COPY, entries=COPY.entries[:4])
    with Library.open(location) as store:
        first = store.plays.take_in(half)
        assert (first.play.name, first.play.entries, first.added) == ("Ensayo", 4, 4)
        assert store.plays.take_in(half).added == 0
        store.plays.rename(first.play.id, "Mi nombre")
        later = store.plays.take_in(COPY)
        assert (later.play.id, later.play.name, later.added) == (first.play.id, "Mi nombre", 5)
        assert store.plays.take_in(half).added == store.plays.take_in(COPY).added == 0
        assert store.plays.copy(first.play.id) == replace(COPY, name="Mi nombre")
        # It went on in another way elsewhere: neither takes the other's place.
        aside = replace(COPY, entries=(*half.entries, *record(*SAID[:4], MomentMarked())[4:]))
        other = store.plays.take_in(aside)
        assert (other.play.name, other.added) == ("Ensayo", 5)
        assert store.plays.take_in(aside).added == 0
        assert store.plays.entries(first.play.id) == COPY.entries
        twin = replace(COPY, begun_at=NOON + timedelta(seconds=1))
        assert store.plays.take_in(twin).play.name == "Ensayo 2"
        assert len(store.plays.listed()) == 3


def test_that_nothing_of_a_play_is_brought_in_where_a_part_of_it_cannot_be_kept(
    location: str | Path,
) -> None:
    wrong = replace(COPY, entries=record(Begun(), Noted("a\0b", "strength")))
    with Library.open(location) as store:
        with pytest.raises(EntryNotStorableError):
            store.plays.take_in(wrong)
        assert store.plays.listed() == ()


def _entry(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, bytes]], None]:
    """Return what changes the fourth entry of a pack, an offer."""

    def work(parts: dict[str, bytes]) -> None:
        lines = parts["entries/0000.jsonl"].splitlines()
        plain = json.loads(lines[3])
        change(plain)
        lines[3] = json.dumps(plain).encode()
        parts["entries/0000.jsonl"] = b"\n".join(lines)

    return work


def _cover(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def work(parts: dict[str, bytes]) -> None:
        parts["play.json"] = json.dumps(json.loads(parts["play.json"]) | changes).encode()

    return work


def _cut(parts: dict[str, bytes]) -> None:
    parts["entries/0000.jsonl"] = b"\n".join(parts["entries/0000.jsonl"].splitlines()[:-1])


HARM: dict[str, Callable[[dict[str, bytes]], object]] = {
    "an entry out of order": _entry(lambda one: one.update(number=5)),
    "an unknown kind": _entry(lambda one: one.update(kind="a kind to come")),
    "a lever without a name": _entry(lambda one: one["content"].update(lever="")),
    "an unknown field": _entry(lambda one: one["content"].update(mood="calm")),
    "an unknown key": _entry(lambda one: one.update(mood="calm")),
    "a number that is a switch": _entry(lambda one: one.update(seconds=True)),
    "content that is none": _entry(lambda one: one.update(content=[])),
    "a day that is none": _entry(lambda one: one.update(instant="2026-02-30T00:00:00+00:00")),
    "an instant without zone": _entry(lambda one: one.update(instant="2026-02-03T00:00:00")),
    "the last of all instants": _entry(lambda one: one.update(instant="9999-12-31T23:59:59+00:00")),
    "an author of two lines": _entry(lambda one: one.update(author="a\nb")),
    "an entry too few": _cut,
    "a name that nobody sees": _cover(name=" "),
    "a rehearsal that is a number": _cover(rehearsal=1),
    "a beginning that is none": _cover(begun_at="yesterday"),
    "no cover": lambda parts: parts.pop("play.json"),
    "no exercise": lambda parts: parts.pop("exercise.toml"),
    "an exercise that is no text": lambda parts: parts.update({"exercise.toml": b"\xff"}),
    "an exercise with NUL": lambda parts: parts.update({"exercise.toml": b"a\0b"}),
    "a part of another name": lambda parts: parts.update({"more.toml": b""}),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_that_a_pack_of_what_is_no_play_is_called_damaged(
    tmp_path: Path, harm: Callable[[dict[str, bytes]], object]
) -> None:
    parts = parts_of_play(COPY, pack.LIMITS.part_bytes)
    harm(parts)
    with pytest.raises(PackDamagedError):
        read(pack._bundled(pack.PLAYS, parts), tmp_path)


@pytest.mark.long
def test_that_an_altered_pack_of_a_play_is_refused_or_holds_what_a_library_keeps(
    path: Path, tmp_path: Path
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    chosen = random.Random(seed)
    whole = parts_of_play(COPY, pack.LIMITS.part_bytes)
    refused = taken = 0
    with Library.open(path) as store:
        for _ in range(800):
            parts = dict(whole)
            place = chosen.choice(["play.json", "entries/0000.jsonl"])
            lines = parts[place].splitlines()
            number = chosen.randrange(len(lines))
            plain = edited(json.loads(lines[number]), chosen)
            lines[number] = json.dumps(plain).encode()
            parts[place] = b"\n".join(lines) + b"\n"
            try:
                found = read(pack._bundled(pack.PLAYS, parts), tmp_path)
            except PackDamagedError:
                refused += 1
                continue
            assert found is not None
            assert pack.packed_play(found) == pack._bundled(pack.PLAYS, parts_of_play(found, 10**6))
            kept = store.plays.take_in(found).play.id
            # Words apart: those that a library has are not taken from a pack again.
            assert rows("", store.plays.entries(kept)) == rows("", found.entries)
            taken += 1
    assert min(refused, taken) > 50, seed
    assert check_store(path).damaged == ()
