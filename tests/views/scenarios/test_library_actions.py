"""Libraries and packs as files: opening, copying, bringing in, recovering."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.errors import (
    DamagedLibraryError,
    DiskFullError,
    LibraryIsPackError,
    MissingLibraryError,
    NameTakenError,
    NewerLibraryError,
    PackIsLibraryError,
    ReadOnlyLibraryError,
    ScenarioDamagedError,
    SpoiledLibraryError,
    VanishedLibraryError,
)
from db.file.backups import backups, make
from db.library import Library
from db.packs.pack import packed
from desktop.app.desk import Desk
from desktop.bridge.preferences import Preferences
from desktop.document.commands import SetLever
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.lever import Setting
from desktop.domain.scenario import Scenario
from desktop.session.save_state import SaveState
from desktop.ui.actions import ActionId
from tests.views.desks import FEW, TARIFF, compiled, open_desk, settled, sparing
from tests.views.scenarios.libraries import (
    ON_DESK,
    Answers,
    browse,
    library,
    library_desk,
    names,
    scenario,
)


def _other(folder: Path, name: str = "Elsewhere") -> Path:
    path = folder / "other.vecinos-library"
    with Library.open(path) as store:
        store.scenarios.set_last_opened(store.scenarios.create(Scenario(name, ensemble=FEW)))
    return path


def _on_desk(qtbot: QtBot, desk: Desk, name: str) -> None:
    qtbot.waitUntil(lambda: desk.document.scenario.name == name, timeout=20000)


@pytest.mark.long
def test_that_another_library_is_opened_and_the_first_one_let_go(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path, other = library(tmp_path), _other(tmp_path)
    preferences = Preferences()
    with library_desk(qtbot, path, preferences=preferences) as (desk, files):
        desk.document.apply(SetLever(TARIFF, Setting(25)))
        files.opened = other
        desk.window.actions_[ActionId.OPEN_LIBRARY].trigger()
        _on_desk(qtbot, desk, "Elsewhere")
        assert preferences.recent == (str(other), str(path))
        assert preferences.library == str(other)
        desk.document.apply(SetLever(TARIFF, Setting(10)))
        qtbot.waitUntil(lambda: desk.autosave.state is SaveState.SAVED, timeout=10000)  # type: ignore[union-attr]  # a library is open
        with Library.open(path) as store:
            assert not store.read_only
            kept = store.scenarios.load(store.scenarios.find(ON_DESK))
        assert kept.policy.settings == {TARIFF: Setting(25)}
    with Library.open(other) as store:
        assert store.scenarios.load(store.scenarios.find("Elsewhere")).policy.settings == {
            TARIFF: Setting(10)
        }


@pytest.mark.long
def test_that_recent_libraries_are_a_menu(qtbot: QtBot, tmp_path: Path) -> None:
    path, other = library(tmp_path), _other(tmp_path)
    preferences = Preferences()
    preferences.remember(str(other))
    with library_desk(qtbot, path, preferences=preferences) as (desk, _):
        menu = desk.window.main_menu.recent
        menu.aboutToShow.emit()
        assert [a.text() for a in menu.actions()] == [f"{other.name} ({tmp_path})"]
        menu.actions()[0].trigger()
        _on_desk(qtbot, desk, "Elsewhere")
        menu.aboutToShow.emit()
        assert menu.actions()[0].text().startswith(path.name)


@pytest.mark.long
def test_that_a_library_that_was_open_last_and_is_gone_is_told_and_a_new_one_begun_on_request(
    qtbot: QtBot, tmp_path: Path
) -> None:
    gone, lost = tmp_path / "gone.vecinos-library", tmp_path / "stick" / "lost.vecinos-library"
    preferences = sparing()
    preferences.remember(str(lost))
    preferences.remember(str(gone))
    with open_desk(qtbot, preferences=preferences) as desk, Answers().instead() as files:
        desk.open_library(gone, create=False)
        banner = desk.window.desk.banner
        qtbot.waitUntil(lambda: banner.isVisible(), timeout=10000)
        assert banner.sentence.startswith(
            f"{gone} is no longer there; nothing was made in its place."
        )
        assert [button.text() for button in banner.buttons] == [
            "Open another library…",
            "Begin a new one…",
        ]
        desk.window.set_language("es")
        assert f"{gone} ya no está ahí; no se creó nada en su lugar." in banner.sentence
        assert banner.buttons[1].text() == "Empezar una nueva…"
        menu = desk.window.main_menu.recent
        menu.aboutToShow.emit()
        # The drive may be there again: what is not open can be chosen anew.
        assert [action.text().partition(" ")[0] for action in menu.actions()] == [
            gone.name,
            lost.name,
        ]
        menu.actions()[1].trigger()
        qtbot.waitUntil(lambda: str(lost) in banner.sentence, timeout=10000)
        assert list(tmp_path.iterdir()) == []
        files.written = tmp_path / "fresh"
        banner.buttons[1].click()
        assert files.titles == [lost.name]
        qtbot.waitUntil(
            lambda: desk.autosave is not None and desk.autosave.state is SaveState.SAVED,
            timeout=10000,
        )
        assert not banner.isVisible()
        assert preferences.library == str(tmp_path / "fresh.vecinos-library")
        assert not gone.exists()


def test_that_a_library_that_cannot_be_opened_leaves_the_open_one_on_the_desk(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = library(tmp_path)
    bad = tmp_path / "bad.vecinos-library"
    bad.write_bytes(b"no library")
    with library_desk(qtbot, path) as (desk, files):
        keeper = desk.autosave
        files.opened = bad
        desk.window.actions_[ActionId.OPEN_LIBRARY].trigger()
        banner = desk.window.desk.banner
        qtbot.waitUntil(lambda: banner.isVisible(), timeout=10000)
        assert str(bad) in banner.sentence
        assert desk.autosave is keeper
        desk.document.apply(SetLever(TARIFF, Setting(25)))
        assert keeper is not None
        qtbot.waitUntil(lambda: keeper.state is SaveState.SAVED, timeout=10000)
        assert bad.read_bytes() == b"no library"


@pytest.mark.long
def test_that_a_copy_of_the_library_can_be_saved_and_opened(qtbot: QtBot, tmp_path: Path) -> None:
    path = library(tmp_path)
    with library_desk(qtbot, path) as (desk, files):
        files.written = tmp_path / "copy"
        desk.window.actions_[ActionId.COPY_LIBRARY].trigger()
        notice = desk.window.desk.notice
        qtbot.waitUntil(lambda: notice.isVisible(), timeout=10000)
        copy = tmp_path / "copy.vecinos-library"
        assert str(copy) in notice.sentence
        with Library.open(copy) as store:
            assert len(store.scenarios.listed()) == 5
        keeper = desk.autosave
        notice.action.click()
        qtbot.waitUntil(lambda: desk.autosave is not keeper, timeout=10000)
        assert desk.preferences.library == str(copy)


def test_that_the_scenario_on_the_desk_is_packed_and_a_pack_brought_in(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, files):
        files.written = files.opened = tmp_path / "talk.vecinos"
        desk.window.actions_[ActionId.PACK].trigger()
        assert files.titles[-1] == "Baseline talk.vecinos"
        notice = desk.window.desk.notice
        qtbot.waitUntil(lambda: notice.isVisible(), timeout=10000)
        notice.hide()
        desk.window.actions_[ActionId.BRING_IN].trigger()
        qtbot.waitUntil(lambda: notice.isVisible(), timeout=10000)
        assert notice.sentence == "“Baseline talk 2” was imported."
        notice.action.click()
        _on_desk(qtbot, desk, "Baseline talk 2")


@pytest.mark.long
def test_that_the_menu_brings_the_examples_back_and_says_how_many(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        act, notice = desk.window.actions_[ActionId.EXAMPLES], desk.window.desk.notice
        assert act in desk.window.main_menu.library.actions()
        examples = [preset.name.en for preset in desk.document.model.presets.values()]
        act.trigger()
        qtbot.waitUntil(lambda: notice.isVisible(), timeout=10000)
        assert notice.sentence == f"{len(examples)} examples were put back as shipped."
        keeper = desk.autosave
        assert keeper is not None
        qtbot.waitUntil(lambda: len(keeper.summaries) == 5 + len(examples), timeout=10000)
        kept = {summary.name: summary.id for summary in keeper.summaries}
        assert set(examples) <= set(kept)
        keeper.open(kept[examples[0]])
        _on_desk(qtbot, desk, desk.window.look.text("scenarios.mine", name=examples[0]))
        keeper.delete(kept[examples[1]], examples[1])
        qtbot.waitUntil(lambda: examples[1] in notice.sentence, timeout=10000)
        act.trigger()
        qtbot.waitUntil(
            lambda: notice.sentence == "1 example was put back as shipped.", timeout=10000
        )
        act.trigger()
        qtbot.waitUntil(lambda: notice.sentence.startswith("Every example is"), timeout=10000)
        desk.window.set_language("es")
        assert (
            notice.sentence == "Todos los ejemplos están en la biblioteca en su versión original."
        )


def _drop(desk: Desk, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window, action = desk.window, Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(200, 200), action, data, left, none)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    assert window.drop_hint.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), action, data, left, none))
    assert window.drop_hint.isHidden()


@pytest.mark.long
def test_that_dropped_files_are_told_apart_by_what_they_hold(qtbot: QtBot, tmp_path: Path) -> None:
    pack = tmp_path / "misnamed.vecinos-library"
    pack.write_bytes(packed([scenario("From a pack")]))
    other = _other(tmp_path).rename(tmp_path / "misnamed.vecinos")
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        _drop(desk, pack)
        qtbot.waitUntil(lambda: desk.window.desk.notice.isVisible(), timeout=10000)
        assert "From a pack" in names(browse(qtbot, desk))
        _drop(desk, other)
        _on_desk(qtbot, desk, "Elsewhere")
        assert desk.window.pages.page is None


def test_that_dragging_something_else_says_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        data = QMimeData()
        data.setText("words")
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        entered = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
        entered.ignore()
        QApplication.sendEvent(desk.window, entered)
        assert not entered.isAccepted()
        QApplication.sendEvent(desk.window, QDragLeaveEvent())
        assert desk.window.drop_hint.isHidden()


OFFERS = (
    (DamagedLibraryError(path="x"), "Open newest backup"),
    (SpoiledLibraryError(path="x", backup="y"), "Open newest backup"),
    (MissingLibraryError(path="x", backup="y"), "Open newest backup"),
    (VanishedLibraryError(path="x"), "Open newest backup"),
    (ScenarioDamagedError(scenario=1), "Open newest backup"),
    (DiskFullError(path="x"), "Save a copy elsewhere…"),
    (ReadOnlyLibraryError(path="x"), "Save a copy elsewhere…"),
    (
        NewerLibraryError(path="x", library_format=9, program_format=2),
        "Open another library…",
    ),
    (LibraryIsPackError(path="x"), "Import it"),
    (PackIsLibraryError(path="x"), "Open it"),
    (NameTakenError(name="x"), ""),
)


def test_that_each_failure_is_one_sentence_with_what_helps(qtbot: QtBot, tmp_path: Path) -> None:
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        banner = desk.window.desk.banner
        for error, offer in OFFERS:
            desk.window.show_failure(error)
            assert banner.sentence == desk.window.look.language.error(error)
            assert (banner.action.text() if banner.action.isVisible() else "") == offer
        banner.clear()


@pytest.mark.long
def test_that_a_failure_over_a_page_is_told_on_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    error = DiskFullError(path="x")
    with library_desk(qtbot, library(tmp_path)) as (desk, _):
        browser = browse(qtbot, desk)
        desk.window.show_failure(error)
        banner = desk.window.desk.banner
        assert banner.isVisible()
        assert browser.isAncestorOf(banner)
        browser.back.click()
        assert banner.isVisible()
        assert desk.window.desk.isAncestorOf(banner)
        banner.clear()


@pytest.mark.long
def test_that_a_damaged_library_is_replaced_by_a_copy_of_its_newest_backup_at_one_press(
    qtbot: QtBot, tmp_path: Path
) -> None:
    from datetime import UTC, datetime

    path = library(tmp_path)
    make(path, datetime.now(UTC))
    damaged = path.read_bytes()[:5000]
    path.write_bytes(damaged)
    with open_desk(qtbot) as desk:
        desk.open_library(path)
        banner = desk.window.desk.banner
        qtbot.waitUntil(lambda: banner.isVisible(), timeout=10000)
        assert desk.window.top_bar.state_words == "Not saved"
        assert banner.action.text() == "Open newest backup"
        banner.action.click()
        _on_desk(qtbot, desk, ON_DESK)
        qtbot.waitUntil(lambda: banner.isHidden(), timeout=10000)
        assert path.read_bytes() == damaged
        assert len(backups(path)) == 1


@pytest.mark.parametrize("kept_before", [True, pytest.param(False, marks=pytest.mark.long)])
def test_that_a_scenario_of_an_older_model_says_so_and_shows_its_curves_of_then(
    qtbot: QtBot, tmp_path: Path, kept_before: bool
) -> None:
    model, path = compiled().model, tmp_path / "older.vecinos-library"
    old = Scenario("Old", ensemble=FEW, model_version="0.1", model_digest="1" * 16)
    shown = "us_mx_trade"
    months = tuple(model.clock.month(step) for step in range(0, model.clock.steps + 1, 12))
    curve = tuple(tuple(600.0 + 20 * p for _ in months) for p in range(5))
    with Library.open(path) as store:
        number = store.scenarios.create(old)
        store.scenarios.set_last_opened(number)
        if kept_before:
            bands = BandSnapshot("0.1", "1" * 16, months, {shown: curve})
            store.runs.keep(number, old, (), bands)
    with open_desk(qtbot, preferences=Preferences(), library=path) as desk:
        settled(qtbot, desk)
        notice = desk.window.desk.notice
        assert "model 0.1" in notice.sentence
        chart = desk.window.desk.card(shown).chart
        if kept_before:
            qtbot.waitUntil(lambda: chart.frozen_under == "0.1", timeout=10000)
            assert "Model 0.1 640" in [placed.label.text for placed in chart.plot.labels]
            assert "as it was under model 0.1" in chart.spoken_description()
        else:
            assert chart.frozen_under == ""
        assert desk.autosave is not None
        desk.autosave.new("Fresh")
        _on_desk(qtbot, desk, "Fresh")
        assert chart.frozen_under == ""
