"""The record of a play is kept entry by entry, and says so where it is not as it was written."""

import math
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.errors import (
    DamagedLibraryError,
    DiskFullError,
    EntryNotStorableError,
    ExerciseNotStorableError,
    NameEmptyError,
    PlayChangedElsewhereError,
    PlayDamagedError,
    PlayNotFoundError,
    ReadOnlyLibraryError,
    VanishedLibraryError,
)
from db.file.integrity_report import Part, check_store
from db.library import Library
from desktop.domain.clock import Month
from desktop.domain.play.entries import (
    KINDS,
    Advanced,
    Begun,
    Correction,
    Ended,
    Entry,
    EventsDrawn,
    Figures,
    Joined,
    MomentMarked,
    Noted,
    Offer,
    PlayHeader,
    Pulse,
    Rationale,
    Recorded,
    StageBegun,
)
from desktop.domain.policy import PlannedEvent

HEADER = PlayHeader("# ejercicio ñ\n", "2026.1", "abc", rehearsal=True)
NOON = datetime(2026, 11, 30, 12, 0, 0, 123456, tzinfo=UTC)
SAID: tuple[Entry, ...] = (
    Begun(),
    StageBegun("campaign", "brief", 600.0),
    Joined("Ana Ñandú", "us"),
    Offer("us", "tariff", 12.5, 6),
    Rationale("us", "Porque sí ⚖"),
    Noted("Escuchó a todos", "strength", "objective", "o1"),
    EventsDrawn((PlannedEvent("hurricane", Month(2027, 9), 1.5),)),
    Advanced("campaign", (Figures("remittances", ((1.0, 2.0), (0.1, 1e-9))),)),
    MomentMarked(),
)


def record(*said: Entry) -> tuple[Recorded, ...]:
    return tuple(
        Recorded(number, NOON + timedelta(seconds=number), 1.25 * number, "Eva", entry)
        for number, entry in enumerate(said, 1)
    )


def played(store: Library, *said: Entry, name: str = "Ensayo") -> int:
    made = store.plays.begin(name, HEADER)
    for one in record(*(said or SAID)):
        store.plays.append(made, one)
    return made


def test_that_a_play_comes_back_as_it_was_recorded(location: str | Path) -> None:
    with Library.open(location) as store:
        made = played(store)
        other = played(store, Begun(), Ended(), name="ensayo")
    with Library.open(location, read_only=True) as store:
        assert store.plays.load_header(made) == HEADER
        assert store.plays.entries(made) == record(*SAID)
        shown = store.plays.listed()
        assert [(one.id, one.name, one.entries, one.ended) for one in shown] == [
            (other, "ensayo 2", 2, True),
            (made, "Ensayo", len(SAID), False),
        ]
        assert all(one.rehearsal for one in shown)
        assert store.plays.find("ENSAYO") == made
        assert list(store.plays.damaged()) == []
        with pytest.raises(ReadOnlyLibraryError):
            store.plays.append(made, replace(record(*SAID)[-1], number=10))


def test_that_only_the_next_entry_is_taken_and_an_end_can_be_taken_back(
    location: str | Path,
) -> None:
    with Library.open(location) as store:
        made = played(store, Begun(), Ended())
        for number in (1, 2, 4):
            with pytest.raises(PlayChangedElsewhereError):
                store.plays.append(made, Recorded(number, NOON, 9.0, "Eva", MomentMarked()))
        assert store.plays.listed()[0].ended
        store.plays.append(made, Recorded(3, NOON, 9.0, "Eva", Correction(2)))
        (shown,) = store.plays.listed()
        assert (shown.entries, shown.ended) == (3, False)
        store.plays.rename(made, "Otra")
        store.plays.delete(made)
        with pytest.raises(PlayNotFoundError):
            store.plays.entries(made)
        with pytest.raises(PlayNotFoundError):
            store.plays.append(made, Recorded(4, NOON, 9.0, "Eva", MomentMarked()))
        assert store.plays.listed() == ()
        store.plays.undelete(made)
        assert [one.name for one in store.plays.listed()] == ["Otra"]


def test_that_one_pulse_takes_the_place_of_the_one_before_and_changes_nothing_else(
    location: str | Path,
) -> None:
    with Library.open(location) as store:
        made = played(store)
        before = store.plays.listed()
        assert store.plays.last_pulse(made) is None
        for left in (30.0, 28.0):
            pulse = Pulse(60.0, left, running=left > 29, instant=NOON)
            store.plays.beat(made, pulse)
            assert store.plays.last_pulse(made) == pulse
        assert store.plays.listed() == before
        with pytest.raises(EntryNotStorableError):
            store.plays.beat(made, replace(pulse, remaining=math.nan))
        with pytest.raises(PlayNotFoundError):
            store.plays.beat(made + 1, pulse)


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        (Noted("a\0b", "strength"), "text"),
        (Noted("\ud800", "strength"), "text"),
        (Joined("ñ" * 121), "name"),
        (StageBegun("a", "brief", math.inf), "duration"),
        (Offer("", "tariff", 1.0), "team"),
    ],
)
def test_that_an_entry_that_no_library_holds_is_refused_whole(
    path: Path, entry: Entry, part: str
) -> None:
    with Library.open(path) as store:
        made = played(store, Begun())
        with pytest.raises(EntryNotStorableError) as refused:
            store.plays.append(made, Recorded(2, NOON, 9.0, "Eva", entry))
        assert refused.value.fields["part"] == part
        for wrong in (
            Recorded(2, NOON, math.nan, "Eva", MomentMarked()),
            Recorded(2, NOON, 9.0, "a\nb", MomentMarked()),
        ):
            with pytest.raises(EntryNotStorableError):
                store.plays.append(made, wrong)
        assert store.plays.entries(made) == record(Begun())
        with pytest.raises(ExerciseNotStorableError):
            store.plays.begin("Otra", replace(HEADER, exercise="a\0b"))
        with pytest.raises(NameEmptyError):
            store.plays.begin(" ", HEADER)
        assert len(store.plays.listed()) == 1


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a library with two plays, ids 1 and 2."""
    path = tmp_path_factory.mktemp("plays") / "a.vecinos-library"
    with Library.open(path) as store:
        played(store)
        played(store, name="Otra")
    return path.read_bytes()


@pytest.mark.parametrize(
    "harm",
    [
        """UPDATE play_entry SET content = replace(content, '12.5', '12.6') WHERE number = 4""",
        "UPDATE play_entry SET seconds = 5.0 WHERE number = 1",
        "UPDATE play_entry SET instant = '2026-11-30 12:00:00.000000' WHERE number = 2",
        "UPDATE play_entry SET instant = 'noon' WHERE number = 2",
        "UPDATE play_entry SET author = x'ff' WHERE number = 2",
        "UPDATE play_entry SET kind = 'moment' WHERE number = 1",
        "UPDATE play_entry SET kind = 'a kind to come' WHERE number = 1",
        "UPDATE play_entry SET content = '{' WHERE number = 1",
        "UPDATE play_entry SET author = CAST(x'ff80' AS TEXT) WHERE number = 2",
        "DELETE FROM play_entry WHERE number = 9",
        "DELETE FROM play_entry WHERE number = 2",
        "UPDATE play_words SET text = x'ff' WHERE number = 3",
        "UPDATE play_words SET field = 'kind' WHERE number = 6",
    ],
)
def test_that_a_play_that_was_altered_is_told_and_no_other_suffers(
    path: Path, whole: bytes, harm: str
) -> None:
    path.write_bytes(whole)
    alter(path, f"{harm} {'AND' if 'WHERE' in harm else 'WHERE'} play_id = 1")
    with Library.open(path) as store:
        with pytest.raises((PlayDamagedError, DamagedLibraryError)):
            store.plays.entries(1)
        if "number = 9" in harm:
            with pytest.raises(PlayDamagedError):
                store.plays.append(1, replace(record(*SAID)[-1], number=10))
        assert store.plays.entries(2) == record(*SAID)
        assert len(store.plays.listed()) == 2
    assert [(one.part, one.id, one.name) for one in check_store(path).damaged] == [
        (Part.PLAY, 1, "Ensayo")
    ]


def test_that_what_a_play_pins_is_told_where_it_was_altered(path: Path, whole: bytes) -> None:
    path.write_bytes(whole)
    alter(path, "UPDATE play SET exercise = '# otro' WHERE id = 2")
    with Library.open(path) as store, pytest.raises(PlayDamagedError):
        store.plays.load_header(2)
    found = check_store(path)
    assert (found.plays, [one.id for one in found.damaged]) == (2, [2])


def test_that_a_sound_digest_does_not_make_an_entry_of_an_unknown_kind_readable(
    path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(whole)
    monkeypatch.delitem(KINDS, "offer")
    with Library.open(path) as store, pytest.raises(PlayDamagedError):
        store.plays.entries(1)


def test_that_what_people_said_can_be_forgotten_and_the_record_stays_sound(
    path: Path, whole: bytes
) -> None:
    path.write_bytes(whole)
    alter(path, "DELETE FROM play_words WHERE play_id = 1")
    with Library.open(path) as store:
        found = [one.entry for one in store.plays.entries(1)]
    assert [found[place] for place in (2, 4, 5)] == [
        Joined("", "us"),
        Rationale("us", ""),
        Noted("", "strength", "objective", "o1"),
    ]
    assert check_store(path).damaged == ()


def test_that_an_entry_that_could_not_be_written_is_taken_once_it_can(
    path: Path, whole: bytes
) -> None:
    path.write_bytes(whole)
    one = replace(record(*SAID)[-1], number=10)

    def fill(connection: sqlite3.Connection, _: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    long = replace(one, entry=Noted("ñ" * 50_000, "strength"))
    with Library.open(path) as store:
        sa.event.listen(sa.Engine, "connect", fill)
        try:
            with pytest.raises(DiskFullError):
                store.plays.append(1, long)
        finally:
            sa.event.remove(sa.Engine, "connect", fill)
        pulled = path.rename(path.with_name("elsewhere"))
        for act in _acts(store, one):
            with pytest.raises(VanishedLibraryError):
                act()
        pulled.rename(path)
        assert store.plays.entries(1) == record(*SAID)
        store.plays.append(1, long)
        assert store.plays.entries(1)[-1] == long
    assert check_store(path).damaged == ()


def _acts(store: Library, one: Recorded) -> tuple[Callable[[], object], ...]:
    return (
        lambda: store.plays.append(1, one),
        lambda: store.plays.beat(1, Pulse(1.0, 1.0, running=True, instant=NOON)),
        lambda: store.plays.entries(1),
    )
