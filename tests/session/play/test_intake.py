"""What comes from another laptop is read beside the window, and enters the record once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import Library, PlayCopy, packed_play
from desktop.domain.play.entries import Joined, MomentMarked, Noted, Offer
from desktop.modelfiles.play_form_columns import Part, What, form_key
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.session.play.intake import Intake
from tests.modelfiles.test_play_forms import MOVE, NOTE, book
from tests.session.play.test_conduct import US, at_table, begin, entries_in, written


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.vecinos-library"


def read(qtbot: QtBot, intake: Intake, *paths: Path) -> None:
    intake.read(paths)
    qtbot.waitUntil(lambda: bool(intake.files) and not intake.reading, timeout=30_000)


def take(qtbot: QtBot, intake: Intake) -> int:
    with qtbot.waitSignal(intake.taken, timeout=30_000) as taken:
        intake.take()
    (count,) = taken.args
    return int(count)


def codes(intake: Intake) -> list[str | None]:
    return [None if one.error is None else one.error.code for one in intake.files]


def conflicts(intake: Intake) -> int:
    assert intake.plan is not None
    return len(intake.plan.conflicts)


def copied(path: Path, play: Conduct) -> PlayCopy:
    """Return the play as the library has it."""
    assert play.play_id is not None
    with Library.open(path, read_only=True) as store:
        return store.plays.copy(play.play_id)


def pack_of(copy: PlayCopy, out: Path) -> Path:
    out.write_bytes(packed_play(copy))
    return out


def test_that_forms_enter_the_record_once_with_author_and_time(
    qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    with at_table(qtbot, path) as (_, play, refused):
        begin(qtbot, play)
        intake = Intake(play)
        notes, moves = tmp_path / "ana.xlsx", tmp_path / "moves.xlsx"
        now = play.entries[0].instant.astimezone() + timedelta(minutes=12)
        notes.write_bytes(book(Part.NOTES, NOTE | {What.TIME: f"{now:%Y-%m-%d %H:%M:%S}"}))
        moves.write_bytes(book(Part.DECISIONS, MOVE))
        read(qtbot, intake, notes, moves)
        assert conflicts(intake) == 1
        intake.set_ahead(12 * 60)
        assert conflicts(intake) == 0
        assert take(qtbot, intake) == 2
        assert play.state.offer(US, "us_rhetoric_restraint") == 80.0
        (noted,) = play.state.notes
        assert noted.recorded.author == "Ana López"
        began = play.entries[0].instant.replace(microsecond=0)
        assert noted.recorded.instant == began
        read(qtbot, intake, notes, moves)
        assert intake.plan is not None
        assert len(intake.plan.here) == 2
        assert not intake.plan.entering
        written(qtbot, play)
        number = play.play_id
        assert number is not None
        assert entries_in(path, number) == play.entries
        assert refused == []


@pytest.mark.long
def test_that_a_choice_counts_and_play_that_goes_on_is_planned_anew(
    qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    with at_table(qtbot, path) as (_, play, _):
        begin(qtbot, play)
        intake = Intake(play)
        moves = tmp_path / "moves.xlsx"
        moves.write_bytes(book(Part.DECISIONS, MOVE))
        read(qtbot, intake, moves)
        assert intake.plan is not None
        assert len(intake.plan.new) == 1
        play.enter(Offer(US, "us_rhetoric_restraint", 70.0))
        (conflict,) = intake.plan.conflicts
        assert conflict.here == Offer(US, "us_rhetoric_restraint", 70.0)
        intake.choose(conflict, take=True)
        assert take(qtbot, intake) == 1
        assert play.state.offer(US, "us_rhetoric_restraint") == 80.0
        play.leave()
        assert not intake.files


@pytest.mark.long
def test_that_a_pack_of_the_same_exercise_brings_what_the_other_laptop_noted(
    qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    with at_table(qtbot, path) as (_, play, _):
        begin(qtbot, play)
        play.enter(Noted("theirs", "strength"), "Bo")
        play.enter(MomentMarked("here"))
        play.enter(Joined("Ana", "business"))
        written(qtbot, play)
        there = pack_of(copied(path, play), tmp_path / "there.vecinos")
        for number in (4, 3, 5):
            play.take_back(number)
        play.leave()
        begin(qtbot, play)
        intake = Intake(play)
        read(qtbot, intake, there)
        assert codes(intake) == [None]
        assert take(qtbot, intake) == 3
        assert {one.recorded.author for one in play.state.notes} == {"Bo", "facilitator"}
        assert play.state.roster == (("business", "Ana"),)
        read(qtbot, intake, there)
        assert intake.plan is not None
        assert len(intake.plan.here) == 3
        assert not intake.plan.entering


def test_that_what_cannot_be_taken_is_told_file_by_file(
    qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    with at_table(qtbot, path) as (_, play, _):
        begin(qtbot, play)
        written(qtbot, play)
        intake = Intake(play)
        copy = copied(path, play)
        text = (RESOURCES / "exercises" / "precursors.toml").read_text(encoding="utf-8")
        headers = replace(copy.header, exercise=text), replace(copy.header, rehearsal=True)
        other, practice = (
            pack_of(replace(copy, header=one, entries=()), tmp_path / f"{number}.vecinos")
            for number, one in enumerate(headers)
        )
        form = tmp_path / "form.xlsx"
        form.write_bytes(book(Part.NOTES, NOTE | {What.KEY: form_key("precursors", "1")}))
        broken = tmp_path / "broken.vecinos"
        broken.write_bytes(b"PK\x03\x04 no pack")
        good = tmp_path / "good.xlsx"
        good.write_bytes(book(Part.NOTES, NOTE | {What.TIME: None}))
        read(qtbot, intake, other, practice, form, broken, tmp_path / "none.xlsx", good)
        assert codes(intake) == [
            "pack_of_other_play",
            "rehearsal_mixed",
            "sheet_file_refused",
            "pack_not_a_pack",
            "pack_not_found",
            None,
        ]
        assert take(qtbot, intake) == 1
