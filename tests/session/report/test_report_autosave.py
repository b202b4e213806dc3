"""What is written into a report is on the disk a moment later, or it is said why not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import Library
from db.errors import BusyLibraryError
from db.reports.repository import ReportRepository
from desktop.bridge.store_lane import StoreLane
from desktop.document.report.document import ReportDocument, blank
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import PlayHeader
from desktop.domain.report import ReportDraft, ReportHistory
from desktop.domain.wording import Wording
from desktop.session.report import report_autosave
from desktop.session.report.report_autosave import ReportAutosave

HEADER = PlayHeader("# an exercise\n", "1", "d")
THEIRS = ReportHistory(((5, ReportDraft(forms=99)),), 5)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, int]:
    path = tmp_path / "a.vecinos-library"
    with Library.open(path) as store:
        return path, store.plays.begin("Morning", HEADER)


@pytest.fixture
def autosave(qtbot: QtBot, kept: tuple[Path, int]) -> Iterator[ReportAutosave]:
    path, number = kept
    lane = StoreLane(path)
    lane.submit(lambda store: store.reports.load(number))
    yield ReportAutosave(ReportDocument(blank(3)), lane, number)
    lane.close()


def write(autosave: ReportAutosave, words: str, place: object = None) -> None:
    document = autosave.document
    document.apply(replace(document.draft, summary=Wording(words, "")), place)


def stands(autosave: ReportAutosave) -> bool:
    return autosave.is_saved


def on_disk(kept: tuple[Path, int]) -> ReportHistory:
    with Library.open(kept[0], read_only=True) as store:
        found = store.reports.load(kept[1])
        assert found is not None
        return found.history


def test_that_what_was_typed_is_on_the_disk_a_moment_later_with_its_undo_steps(
    qtbot: QtBot, kept: tuple[Path, int], autosave: ReportAutosave
) -> None:
    with qtbot.waitSignal(autosave.saved, timeout=10_000):
        for words in ("S", "So", "So."):
            write(autosave, words, "summary")
        assert not stands(autosave)
    assert stands(autosave)
    with qtbot.waitSignal(autosave.saved, timeout=10_000):
        write(autosave, "=cmd|'/C calc'!A0 🦜 ليلى")
        autosave.save()
    history = on_disk(kept)
    assert history == autosave.document.history
    assert [draft.summary.en[:4] for _, draft in history.states] == ["", "So.", "=cmd"]


def test_that_a_save_that_failed_is_told_and_made_up_for_by_itself(
    qtbot: QtBot,
    kept: tuple[Path, int],
    autosave: ReportAutosave,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = list[VecinosError]()
    autosave.failed.connect(told.append)

    def busy(*_: object, **__: object) -> None:
        raise BusyLibraryError(path=kept[0])

    with qtbot.waitSignal(autosave.failed, timeout=10_000):
        monkeypatch.setattr(ReportRepository, "save", busy)
        write(autosave, "Kept here")
        autosave.save()
    assert [error.code for error in told] == ["library_busy"]
    assert autosave.error == told[0]
    assert not stands(autosave)
    monkeypatch.undo()
    autosave._again.setInterval(1)
    with qtbot.waitSignal(autosave.saved, timeout=10_000):
        autosave._again.start()
    assert stands(autosave)
    assert on_disk(kept).draft.summary.en == "Kept here"
    assert report_autosave.AGAIN_MS <= 5000


def test_that_what_somebody_else_saved_stays_until_it_is_said_whose_shall_count(
    qtbot: QtBot, kept: tuple[Path, int], autosave: ReportAutosave
) -> None:
    path, number = kept
    with qtbot.waitSignal(autosave.saved, timeout=10_000):
        write(autosave, "Mine")
    # The lane holds the library: whoever else writes does it through another program.
    autosave._lane.close()
    with Library.open(path) as store:
        store.reports.load(number)
        store.reports.save(number, THEIRS)
    lane = StoreLane(path)
    autosave._lane = lane

    def forget_what_was_read(store: Library) -> None:
        store.reports._editions[number] = 1

    lane.submit(forget_what_was_read)
    try:
        with qtbot.waitSignal(autosave.failed, timeout=10_000):
            write(autosave, "Mine, again")
        assert autosave.error is not None
        assert autosave.error.code == report_autosave.CHANGED_ELSEWHERE
        write(autosave, "Mine, for good")
        autosave.save()
        assert lane.flush(10.0)
        assert on_disk(kept) == THEIRS
        with qtbot.waitSignal(autosave.saved, timeout=10_000):
            autosave.save_over()
        assert on_disk(kept) == autosave.document.history
        assert stands(autosave)
        with Library.open(path, read_only=True) as store:
            drafts = [store.reports.load_version(one.id) for one in store.reports.versions(number)]
        assert THEIRS.draft in drafts
    finally:
        lane.close()
