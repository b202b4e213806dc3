"""What people write into a report is kept with its undo history and earlier states."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.errors import (
    PlayNotFoundError,
    ReportChangedElsewhereError,
    ReportDamagedError,
    ReportNotStorableError,
    VersionDamagedError,
    VersionNotFoundError,
)
from db.file.integrity_report import Part, check_store
from db.library import Library
from desktop.domain.report import (
    CorrectiveAction,
    FeedbackTally,
    ObjectiveRating,
    ReportDraft,
    ReportHistory,
    ReportPoint,
)
from desktop.domain.wording import Wording
from tests.db.plays.test_repository import played

FULL = ReportDraft(
    9,
    Wording("So it went 🗺", "Así fue \u200fשלום"),
    (ObjectiveRating("o1", "unable", Wording("late", ""), frozenset({3}), frozenset({6})),),
    (
        ReportPoint(
            "n6", "strength", 6, Wording("Heard", "Oyó"), Wording("", "=cmd"), left_out=True
        ),
    ),
    (
        CorrectiveAction(
            *("a", "n6"),
            Wording("Drill", "Ensayar"),
            "training",
            Wording("Embassy", ""),
            "2026-02-01",
            "2026-03-01",
        ),
    ),
    Wording("Two rooms", "Dos salas"),
    12,
    (FeedbackTally("q1", (0, 1, 2, 3, 4), Wording("More time", "")),),
)


def one(draft: ReportDraft, number: int = 1) -> ReportHistory:
    return ReportHistory(((number, draft),), number)


def test_that_a_report_comes_back_whole_with_what_was_done_and_undone(location: str | Path) -> None:
    with Library.open(location) as store:
        play = played(store)
        assert store.reports.load(play) is None
        states = ((1, ReportDraft()), (4, FULL), (5, replace(FULL, actions=())))
        store.reports.save(play, ReportHistory(states, 4))
        store.reports.save(play, ReportHistory(states[1:], 5))
        store.reports.save(play, ReportHistory(states[1:], 4))
    with Library.open(location) as store:
        kept = store.reports.load(play)
        assert kept is not None
        assert kept.history == ReportHistory(states[1:], 4)
        assert kept.history.draft == FULL
        store.plays.delete(play)
        with pytest.raises(PlayNotFoundError):
            store.reports.load(play)
        with pytest.raises(PlayNotFoundError):
            store.reports.save(play, one(FULL))
        store.plays.undelete(play)
        assert store.reports.load(play) == kept


def test_that_versions_are_ten_minutes_apart_and_hold_what_was_before(location: str | Path) -> None:
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    with Library.open(location) as store:
        store._transactions.now = lambda: now
        play = played(store)
        texts = []
        for minute in (0, 1, 5, 12, 30):
            now = now.replace(minute=0) + timedelta(minutes=minute)
            texts.append(replace(FULL, summary=Wording(str(minute), "")))
            store.reports.save(play, one(texts[-1], minute + 1))
        versions = store.reports.versions(play)
        found = [store.reports.load_version(each.id).summary.en for each in versions]
        assert found == ["12", "5", "0"]
        with pytest.raises(VersionNotFoundError):
            store.reports.load_version(99)


def test_that_two_writers_never_overwrite_each_other(location: str | Path) -> None:
    with Library.open(location) as store:
        play = played(store)
        assert store.reports.load(play) is None
        store.reports._editions[play] = 0
        store.reports.save(play, one(FULL))
        store.reports._editions[play] -= 1
        with pytest.raises(ReportChangedElsewhereError):
            store.reports.save(play, one(ReportDraft()))
        kept = store.reports.load(play)
        assert kept is not None
        assert kept.history.draft == FULL


def test_that_one_saved_over_another_has_its_own_steps_and_leaves_the_other_as_a_version(
    location: str | Path,
) -> None:
    with Library.open(location) as store:
        play = played(store)
        mine = ReportHistory(((0, ReportDraft()), (1, replace(FULL, forms=7))), 1)
        store.reports.save(play, ReportHistory(((0, FULL), (1, ReportDraft())), 0))
        store.reports._editions[play] = 0
        with pytest.raises(ReportChangedElsewhereError):
            store.reports.save(play, mine)
        store.reports.save(play, mine, over=True)
        kept = store.reports.load(play)
        assert kept is not None
        assert kept.history == mine
        (version,) = store.reports.versions(play)
        assert store.reports.load_version(version.id) == FULL
        # From now on it is written as any other is.
        store.reports.save(play, one(FULL, 2))
        assert store.reports.load(play) != kept


@pytest.mark.parametrize(
    ("draft", "part"),
    [
        (ReportDraft(summary=Wording("\0", "")), "summary"),
        (ReportDraft(summary=Wording("\ud800", "")), "summary"),
        (ReportDraft(summary=Wording("x" * 100_001, "")), "summary"),
        (ReportDraft(actions=(CorrectiveAction("a", due="2026-01-01T00:00"),)), "actions"),
        (
            ReportDraft(points=(ReportPoint("a", "strength", text=Wording("ñ" * 90_000, "")),) * 9),
            "length",
        ),
    ],
)
def test_that_what_no_library_could_hold_is_refused_whole(
    tmp_path: Path, draft: ReportDraft, part: str
) -> None:
    with Library.open(tmp_path / "a.vecinos-library") as store:
        play = played(store)
        with pytest.raises(ReportNotStorableError) as refused:
            store.reports.save(play, one(draft))
        assert part in (refused.value.fields["part"], "summary", "actions")
        assert store.reports.load(play) is None


def test_that_damage_is_told_and_an_undo_history_is_not_worth_a_report(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos-library"
    with Library.open(path) as store:
        play = played(store)
        store.reports.save(play, one(ReportDraft()))
        store.reports.save(play, ReportHistory(((1, ReportDraft()), (2, FULL)), 2))
        (version,) = store.reports.versions(play)
    assert (check_store(path).reports, check_store(path).damaged) == (1, ())

    def spoil(statement: str) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(statement)
            connection.commit()
        assert [each.part for each in check_store(path).damaged] == [Part.REPORT]

    spoil("UPDATE report_step SET content = x'00' WHERE number = 1")
    with Library.open(path) as store:
        kept = store.reports.load(play)
        assert kept is not None
        assert kept.history == one(FULL, 3)
        store.reports.save(play, kept.history)
    assert check_store(path).damaged == ()
    spoil("UPDATE report_version SET digest = 'x'")
    with Library.open(path) as store:
        assert store.reports.readable_versions(play) == ()
        with pytest.raises(VersionDamagedError):
            store.reports.load_version(version.id)


@pytest.mark.parametrize(
    ("damage", "mended"),
    [
        ("UPDATE report SET content = replace(content, 'Embassy', 'Consulate')", True),
        ("UPDATE report SET content = x'00'", True),
        ("UPDATE report SET digest = 'x'", True),
        ("UPDATE report SET step = 1", False),
        ("UPDATE report SET step = 'x'", False),
        ("UPDATE report SET content = '{}', digest = 'x'", False),
        ("UPDATE report SET content = '{}'; DELETE FROM report_step", False),
        ("UPDATE report SET content = 'ñ'; UPDATE report_step SET content = x'00'", False),
    ],
)
def test_that_a_damaged_report_is_what_was_saved_or_gives_way_to_an_earlier_state(
    tmp_path: Path, damage: str, mended: bool
) -> None:
    path = tmp_path / "a.vecinos-library"
    first = replace(FULL, forms=7)
    with Library.open(path) as store:
        play = played(store)
        store.reports.save(play, one(first))
        store.reports.save(play, ReportHistory(((1, first), (2, FULL)), 2))
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(damage)
    assert [each.part for each in check_store(path).damaged] == [Part.REPORT]
    with Library.open(path) as store:
        if mended:
            kept = store.reports.load(play)
            assert kept is not None
            assert kept.history == ReportHistory(((1, first), (2, FULL)), 2)
            store.reports.save(play, kept.history)
        else:
            with pytest.raises(ReportDamagedError):
                store.reports.load(play)
            (version,) = store.reports.readable_versions(play)
            assert store.reports.load_version(version.id) == first
            store.reports.save(play, one(first), over=True)
    with Library.open(path) as store:
        kept = store.reports.load(play)
        assert kept is not None
        assert kept.history.draft == (FULL if mended else first)
        # What is left of the damaged one is an earlier state, wherever it can be read at all.
        found = [store.reports.load_version(each.id) for each in store.reports.versions(play)]
        assert found[-1] == first
        assert len(found) == (1 if "x'00'" in damage or "'ñ'" in damage else 2)
    assert check_store(path).damaged == ()
