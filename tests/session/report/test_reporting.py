"""A report is opened beside a play, follows its record, and keeps what was written."""

import errno
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import SHARING_VIOLATION, Library, ReportVersion
from db.file import files
from desktop.bridge import own_process
from desktop.cli import main
from desktop.document.report import edits
from desktop.document.report.facts import Turn, changes
from desktop.document.report.points import points
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import Advanced, Ended, MomentMarked, Noted, NoteKind
from desktop.domain.report import ReportHistory
from desktop.domain.wording import Wording
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.session.report.reporting import Reporting
from desktop.session.session import Session
from tests.db.file.test_files import Scanner

BOTH = Wording("The café closed early", "El café cerró temprano")


def opened(qtbot: QtBot, session: Session, play: Conduct) -> Reporting:
    """Open the report of the play that is conducted."""
    qtbot.waitUntil(lambda: not play.saving.unsaved, timeout=30_000)
    assert play.play_id is not None
    with qtbot.waitSignal(session.reporting.opened, timeout=30_000):
        session.reporting.begin(play.play_id, play.name)
    return session.reporting


def test_that_the_record_goes_on_under_a_report_and_no_edit_is_lost(
    qtbot: QtBot, session: Session, play: Conduct
) -> None:
    report = opened(qtbot, session, play)
    document, autosave = report.document, report.autosave
    assert document is not None
    assert autosave is not None
    assert document.draft.seen == len(play.entries)
    (late,) = points(report.state, document.draft, NoteKind.IMPROVEMENT)
    document.apply(edits.with_point(document.draft, replace(late.point, text=BOTH)))
    before = document.draft
    with qtbot.waitSignal(report.refreshed, timeout=10_000):
        assert play.mark_moment("The lights went out")
    assert play.take_back(late.point.note)
    assert document.draft == before
    assert report.entries == play.entries
    told = changes(report.setup, report.entries, document.draft.seen)
    assert [(one.turn, type(one.entry)) for one in told] == [
        (Turn.NEW, MomentMarked),
        (Turn.GONE, Noted),
    ]
    # Left, the play can be gone on with; the report is where it was.
    qtbot.waitUntil(lambda: autosave.is_saved, timeout=10_000)
    play_id, name = play.play_id, play.name
    assert play_id is not None
    qtbot.waitUntil(lambda: not play.saving.unsaved, timeout=30_000)
    play.leave()
    assert len(report.entries) == before.seen + 2
    with qtbot.waitSignal(report.opened, timeout=30_000):
        report.begin(play_id, name)
    assert report.document is not document
    assert report.document is not None
    assert report.document.draft == before
    report.document.undo()
    assert report.document.draft.points == ()
    with qtbot.waitSignal(play.opened, timeout=30_000):
        play.reopen(play_id, name)
    play.curves.open(None)
    assert play.enter(Ended())
    assert report.state.ended


def test_that_a_report_that_is_not_saved_gives_way_to_no_other(
    qtbot: QtBot, session: Session, play: Conduct, tmp_path: Path
) -> None:
    report = opened(qtbot, session, play)
    document, autosave = report.document, report.autosave
    assert document is not None
    assert autosave is not None
    told = list[VecinosError]()
    report.failed.connect(told.append)
    # A text no library can hold.
    with qtbot.waitSignal(autosave.failed, timeout=10_000):
        document.apply(replace(document.draft, summary=Wording("\0", "")))
    report.begin(999, "Another")
    assert [error.code for error in told] == ["report_not_storable"]
    assert report.document is document
    # The program asks once before it ends, and another library is not opened.
    session.change_library(str(tmp_path / "other.vecinos-library"), create=True)
    assert not session.may_close()
    assert [error.code for error in told[1:]] == ["report_not_saved"] * 2
    assert session.may_close()
    assert report.document is document
    del told[1:]
    with qtbot.waitSignal(autosave.saved, timeout=10_000):
        document.undo()
    assert session.may_close()
    with qtbot.waitSignal(report.failed, timeout=10_000):
        report.begin(999, "Another")
    assert told[1].code == "play_not_found"
    assert report.document is document


def test_that_what_gives_way_to_another_program_s_report_stays_as_an_earlier_state(
    qtbot: QtBot, session: Session, play: Conduct
) -> None:
    report = opened(qtbot, session, play)
    document, autosave, number = report.document, report.autosave, report.play_id
    assert document is not None
    assert autosave is not None
    assert number is not None
    with qtbot.waitSignal(autosave.saved, timeout=10_000):
        document.apply(replace(document.draft, forms=1))
    theirs = ReportHistory(((9, replace(document.draft, forms=30)),), 9)

    def elsewhere(store: Library) -> None:
        store.reports.save(number, theirs, over=True)
        store.reports._editions[number] -= 1

    lane = session.library.lane
    assert lane is not None
    lane.submit(elsewhere)
    with qtbot.waitSignal(autosave.failed, timeout=10_000):
        document.apply(replace(document.draft, summary=BOTH))
    assert autosave.changed_elsewhere
    with qtbot.waitSignal(report.opened, timeout=30_000):
        report.read_again()
        # Written while the other one is read.
        document.apply(replace(document.draft, forms=2))
    mine = document.draft
    assert report.document is not None
    assert report.document.draft == theirs.draft
    with Library.open(session.library.location, read_only=True) as store:
        newest = store.reports.versions(number)[0]
        assert store.reports.load_version(newest.id) == mine


def test_that_a_damaged_report_is_opened_with_an_earlier_state_that_takes_its_place(
    qtbot: QtBot, session: Session, play: Conduct
) -> None:
    report = opened(qtbot, session, play)
    document, autosave, number = report.document, report.autosave, report.play_id
    assert document is not None
    assert autosave is not None
    assert number is not None
    for forms in (1, 2):
        with qtbot.waitSignal(autosave.saved, timeout=10_000):
            document.apply(replace(document.draft, forms=forms))
    report.leave()
    spoil_report(session.library.location)
    with qtbot.waitSignal(report.failed, timeout=30_000) as told:
        report.begin(number, play.name)
    assert told.args[0].code == "report_damaged"
    assert not report.open
    found: list[tuple[ReportVersion, ...]] = []
    report.list_readable(number, report, found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    with qtbot.waitSignal(report.opened, timeout=30_000):
        report.begin(number, play.name, found[0][0].id)
    assert report.document is not None
    assert report.document.draft.forms == 1
    qtbot.waitUntil(lambda: report.autosave is not None and report.autosave.is_saved)
    report.leave()
    with qtbot.waitSignal(report.opened, timeout=30_000):
        report.begin(number, play.name)
    assert report.document.draft.forms == 1


def spoil_report(location: str) -> None:
    """Damage all reports and their undo histories, so that what was saved cannot be told."""
    with closing(sqlite3.connect(location)) as connection:
        connection.executescript("UPDATE report SET digest = 'x'; DELETE FROM report_step")


@pytest.mark.parametrize("target", ["gone/report.docx", "report.txt", "taken.pdf"])
def test_that_a_file_that_cannot_be_written_is_told_and_nothing_is_run(
    qtbot: QtBot,
    session: Session,
    play: Conduct,
    target: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = opened(qtbot, session, play)
    (tmp_path / "taken.pdf").mkdir()

    def never(*_: object) -> None:
        raise AssertionError("a process was begun")

    monkeypatch.setattr(own_process, "in_own_process", never)
    codes = {"report.txt": "unknown_format"}
    told = list[VecinosError]()
    report.export.failed.connect(told.append)
    report.write(tmp_path / target, ("en",), named=True)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told[0].code == codes.get(target, "unwritable_output")
    assert not report.export.busy
    assert [path.name for path in tmp_path.iterdir()] == ["taken.pdf"]


@pytest.mark.parametrize("kind", ["held by another program", "a folder that may not be written"])
def test_that_an_old_report_stays_where_no_new_one_can_take_its_place_and_a_second_try_mends_it(
    qtbot: QtBot,
    session: Session,
    play: Conduct,
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = opened(qtbot, session, play)
    out = tmp_path / "report.pdf"
    out.write_bytes(b"the old one")
    monkeypatch.setattr(own_process, "in_own_process", lambda *_: b"the new one")
    with monkeypatch.context() as refused:
        if kind == "held by another program":
            reason = "open_elsewhere"
            refused.setattr(files, "PATIENCE", 0.1)
            Scanner(1_000_000, SHARING_VIOLATION).watch(refused, moving_only=True)
        else:
            reason = "not_permitted"

            def refuse(path: Path, **_: object) -> None:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))

            # Whoever runs tests may be root, whom no mode of a folder keeps from writing.
            refused.setattr(Path, "touch", refuse)
        with qtbot.waitSignal(report.export.failed, timeout=30_000) as told:
            report.write(out, ("en",), named=True)
    for code in LANGUAGES:
        language = load_language(code, RESOURCES)
        said = language.error(told.args[0])
        assert str(out) in said
        assert language.text(f"reason.{reason}") in said
    assert not report.export.busy
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_bytes() == b"the old one"
    with qtbot.waitSignal(report.export.done, timeout=30_000):
        report.write(out, ("en",), named=True)
    assert out.read_bytes() == b"the new one"


@pytest.mark.long
def test_that_the_window_and_the_command_write_the_same_report_and_a_cancelled_one_leaves_nothing(
    qtbot: QtBot, session: Session, play: Conduct, tmp_path: Path
) -> None:
    report = opened(qtbot, session, play)
    document, autosave = report.document, report.autosave
    assert document is not None
    assert autosave is not None
    play_name = session.play.name
    assert play.enter(Advanced(play.state.round))
    draft = replace(document.draft, summary=BOTH)
    document.apply(edits.with_new_action(draft))
    qtbot.waitUntil(lambda: autosave.is_saved, timeout=10_000)
    steps: list[tuple[int, int]] = []
    report.export.changed.connect(lambda: steps.append((report.export.step, report.export.of)))
    out = tmp_path / "window.html"
    out.write_text("what stood here")
    report.write(out, ("en", "es"), named=True)
    assert report.export.busy
    report.export.cancel()
    qtbot.waitUntil(lambda: not report.export.busy, timeout=60_000)
    assert out.read_text() == "what stood here"
    assert [path.name for path in tmp_path.iterdir()] == ["window.html"]
    with qtbot.waitSignal(report.export.done, timeout=120_000):
        report.write(out, ("en", "es"), named=True)
    assert steps[-1][0] > 0
    assert steps[-1][0] <= steps[-1][1]
    play.leave()
    other = tmp_path / "command.html"
    words = ["report", play_name, "--out", str(other), "--lang", "both"]
    assert main([*words, "--store", session.library.location]) == 0
    assert BOTH.es in out.read_text(encoding="utf-8")
    assert out.read_bytes() == other.read_bytes()
