"""Sheets from another laptop are looked through, decided about, and taken in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge.preferences import Preferences
from desktop.charts.tokens import Theme
from desktop.domain.play.entries import Offer
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.play_form_columns import Part, What
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.import_sheets import DIFFERS, HERE, NEW, WRONG, ImportSheets
from tests.modelfiles.test_play_forms import MOVE, NOTE, book
from tests.session.play.test_conduct import US, at_table, begin
from tests.views.conduct.at_table import at_table as desk_at_table
from tests.views.conduct.at_table import page_of
from tests.views.conduct.conducted import on_screen
from tests.views.exercise.test_sheet_exchange import drop

RESTRAINT = "us_rhetoric_restraint"


@contextmanager
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Conduct, ImportSheets]]:
    with at_table(qtbot, tmp_path / "a.vecinos-library") as (_, play, _):
        begin(qtbot, play)
        look = UiContext(load_language("en", RESOURCES), Theme.LIGHT, RESOURCES)
        files = SystemFiles(Preferences())
        with on_screen(qtbot, lambda shell: ImportSheets(play, look, files, shell)) as view:
            yield play, view


def rows(view: ImportSheets) -> list[str]:
    return [view.list.item(row).text() for row in range(view.list.count())]


def shown(qtbot: QtBot, view: ImportSheets, met: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: view.list.isVisible() and met(), timeout=30_000)


def test_that_what_came_is_taken_in_once_somebody_decided_about_what_differs(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(qtbot, tmp_path) as (play, view):
        play.enter(Offer(US, RESTRAINT, 70.0))
        notes, moves = tmp_path / "notes.xlsx", tmp_path / "moves.csv"
        notes.write_bytes(book(Part.NOTES, NOTE | {What.TIME: None}, NOTE | {What.TEXT: "Two"}))
        moves.write_bytes(book(Part.DECISIONS, MOVE))
        monkeypatch.setattr(SystemFiles, "to_open_all", lambda *_: (notes, moves))
        assert not view.take.isVisible()
        view.choose.click()
        shown(qtbot, view, lambda: view.lists.choice == DIFFERS)
        number = len(play.entries)
        assert len(rows(view)) >= 1
        assert "80 of 100" in rows(view)[-1]
        assert "70 of 100" in rows(view)[-1]
        view.list.setFocus()
        view.list.setCurrentRow(len(rows(view)) - 1)
        before = view.take.text()
        QTest.keyClick(view.list, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: view.take.text() != before)
        with qtbot.waitSignal(view.intake.taken):
            view.take.click()
        assert play.state.offer(US, RESTRAINT) == 80.0
        assert len(play.entries) > number
        qtbot.waitUntil(lambda: view.lists.choice == HERE and bool(rows(view)))
        assert any("80 of 100" in row for row in rows(view))
        QTest.keyClick(view, Qt.Key.Key_Escape)
        assert not view.intake.files


@pytest.mark.long
def test_that_the_clock_is_asked_about_where_times_came(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, tmp_path) as (play, view):
        form, at = tmp_path / "notes.xlsx", play.entries[0].instant.astimezone()
        form.write_bytes(book(Part.NOTES, NOTE | {What.TIME: f"{at:%Y-%m-%d %H:%M:%S}"}))
        view.read([form])
        shown(qtbot, view, lambda: view.lists.choice == NEW and bool(rows(view)))
        assert view.clock.isVisible()
        before = view.intake.plan
        QTest.keyClick(view.minutes, Qt.Key.Key_Up)
        QTest.keyClick(view.seconds, Qt.Key.Key_Down)
        assert (view.minutes.value, view.seconds.value) == (1, -1)
        assert view.intake.ahead.total_seconds() == 59
        assert before is not None
        assert view.intake.plan is not None
        (then,), (now,) = before.new, view.intake.plan.new
        assert then.instant is not None
        assert now.instant is not None
        assert (then.instant - now.instant).total_seconds() == 59


def test_that_what_is_wrong_is_listed_row_by_row_and_read_again_when_mended(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(qtbot, tmp_path) as (_, view):
        form = tmp_path / "moves.xlsx"
        form.write_bytes(book(Part.DECISIONS, MOVE | {What.LEVER: "gravity"}, {What.SETTING: 3}))
        view.read([form])
        shown(qtbot, view, lambda: view.lists.choice == WRONG and len(rows(view)) == 4)
        assert all("moves.xlsx" in row for row in rows(view))
        assert not view.take.isEnabled()
        form.write_bytes(book(Part.DECISIONS, MOVE))
        view.again.click()
        shown(qtbot, view, lambda: view.lists.choice == NEW and len(rows(view)) == 1)
        assert view.take.isEnabled()


@pytest.mark.long
def test_that_forms_are_written_for_everybody_evaluators_and_each_team(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(qtbot, tmp_path) as (play, view):
        out = tmp_path / "form"
        monkeypatch.setattr(SystemFiles, "to_write", lambda *_: out)
        view.forms.fill()
        actions = [one for one in view.forms.menu.actions() if not one.isSeparator()]
        assert len(actions) == 2 + len(play.state.teams)
        with qtbot.waitSignal(view.told, timeout=30_000) as told:
            actions[1].trigger()
        assert str(out.with_suffix(".xlsx")) in told.args[0]
        assert out.with_suffix(".xlsx").exists()


@pytest.mark.long
def test_that_sheets_dropped_on_the_page_of_a_play_are_looked_through_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    form, language = tmp_path / "moves.xlsx", load_language("en", RESOURCES)
    form.write_bytes(book(Part.DECISIONS, MOVE))
    with desk_at_table(qtbot, tmp_path) as (desk, _):
        page = page_of(desk)
        work = page.work
        assert work is not None
        assert drop(desk, form) == language.text("files.drop_on_play")
        sheets = work.sheets
        assert sheets is not None
        shown(qtbot, sheets, lambda: len(rows(sheets)) == 1)
        assert not work.choice.isVisible()
        sheets.no.click()
        assert not sheets.isVisible()
        assert work.choice.isVisible()
        page.turn_cover()
        assert page.drop_hint() == ""


def test_that_every_list_has_its_name_in_both_languages() -> None:
    for code in LANGUAGES:
        language = load_language(code, RESOURCES)
        names = {
            language.text(f"sheets.{one}", n="3") for one in ("new", "differs", "here", "wrong")
        }
        assert len(names) == 4
