"""A play as it goes on: entered, on the disk, held after whatever broke it off, and seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import Library
from desktop.analysis.played_figures import apart
from desktop.bridge.preferences import Preferences
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import (
    Begun,
    CountdownChanged,
    Endorsement,
    Noted,
    Offer,
    PlayHeader,
    Predicted,
    Recorded,
)
from desktop.domain.room import PanelKind
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.session.play.spoken import SpokenSetup
from desktop.session.session import Session
from tests.session.test_session import saved, session_alone

TEXT = (RESOURCES / "exercises" / "concurrent_elections.toml").read_text(encoding="utf-8")
US = "us_administration"


@contextmanager
def at_table(qtbot: QtBot, path: Path) -> Iterator[tuple[Session, Conduct, list[VecinosError]]]:
    """Open a library with nothing under play, and hear what is refused."""
    with session_alone() as session:
        session.room.set_open(open_=True)
        session.open_library(path)
        saved(qtbot, session)
        refused: list[VecinosError] = []
        session.play.failed.connect(refused.append)
        yield session, session.play, refused


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.vecinos-library"


def begin(qtbot: QtBot, play: Conduct, stage: str = "deliberate") -> None:
    play.begin(TEXT, "Morning")
    qtbot.waitUntil(lambda: play.curves.latest is not None, timeout=30_000)
    assert play.begin_stage("campaign", stage)


def written(qtbot: QtBot, play: Conduct) -> None:
    qtbot.waitUntil(lambda: not play.saving.unsaved, timeout=30_000)


def advance(qtbot: QtBot, play: Conduct) -> None:
    assert play.advance()
    qtbot.waitUntil(lambda: not play.advancing, timeout=30_000)


def runs(play: Conduct) -> bool:
    return play.countdown.running


def panel_of(session: Session) -> PanelKind | None:
    panel = session.room.state.scene.panel
    return None if panel is None else panel.kind


def entries_in(path: Path, play: int) -> tuple[Recorded, ...]:
    with Library.open(path, read_only=True) as store:
        return store.plays.entries(play)


def test_that_what_is_entered_is_on_the_disk_and_opens_again_held_where_it_stood(
    qtbot: QtBot, path: Path
) -> None:
    with at_table(qtbot, path) as (_, play, refused):
        begin(qtbot, play)
        assert play.enter(Offer(US, "us_rhetoric_restraint", 80.0))
        written(qtbot, play)
        number, state, left = play.play_id, play.state, play.countdown.left
        assert number is not None
        assert entries_in(path, number) == play.entries
        assert play.saving.saved_at is not None
        assert refused == []
    with at_table(qtbot, path) as (session, play, refused):
        play.reopen(number, "Morning")
        qtbot.waitUntil(lambda: play.open, timeout=30_000)
        assert play.state == state
        assert not runs(play)
        assert abs(play.countdown.left - left) < 2.0
        assert play.countdown.gap is not None
        play.countdown.resume(subtract=False)
        assert runs(play)
        qtbot.waitUntil(lambda: session.room.state.seen_until == Month(2023, 12), timeout=30_000)


def test_that_a_play_opens_again_with_its_library_until_it_is_left_or_over(
    qtbot: QtBot, path: Path
) -> None:
    preferences = Preferences()

    def opened(session: Session) -> bool:
        return session.play.open

    with session_alone(preferences) as session:
        session.open_library(path)
        saved(qtbot, session)
        begin(qtbot, session.play)
        number = session.play.play_id
    with session_alone(preferences) as session:
        session.open_library(path)
        qtbot.waitUntil(lambda: opened(session), timeout=30_000)
        play = session.play
        assert (play.play_id, play.name) == (number, "Morning")
        assert not play.countdown.running
        assert play.countdown.gap is not None
        session.change_library(str(path.with_name("another.vecinos-library")), create=True)
        qtbot.waitUntil(lambda: not opened(session), timeout=30_000)
        assert preferences.open_play is None
        saved(qtbot, session)
    with session_alone(preferences) as session:
        session.open_library(path)
        saved(qtbot, session)
        assert not opened(session)
        assert number is not None
        session.play.reopen(number, "Morning")
        qtbot.waitUntil(lambda: opened(session), timeout=30_000)
        known = [preferences.open_play]
        assert session.play.end()
        session.play.leave()
        session.play.reopen(number, "Morning")
        qtbot.waitUntil(lambda: opened(session), timeout=30_000)
        assert [*known, preferences.open_play] == [(str(path), number, "Morning"), None]


@pytest.mark.long
def test_that_what_waits_is_written_though_the_play_is_left_at_once(
    qtbot: QtBot, path: Path
) -> None:
    with at_table(qtbot, path) as (_, play, refused):
        begin(qtbot, play)
        for moment in range(30):
            assert play.mark_moment(str(moment))
        number, entries = play.play_id, play.entries
        assert number is not None
        play.leave()
        assert refused == []
    assert entries_in(path, number) == entries


def test_that_an_advance_moves_the_room_on_and_tells_what_came(qtbot: QtBot, path: Path) -> None:
    with at_table(qtbot, path) as (session, play, refused):
        begin(qtbot, play, "predict")
        asked = play.setup.rounds["campaign"].predict[0]
        question = session.room.state.scene.question
        assert question is not None
        assert (question.indicator.id, question.called) == (asked, ())
        assert play.enter(Predicted("business", asked, "up", 60))
        assert session.room.state.seen_until == Month(2023, 12)
        advance(qtbot, play)
        room = session.room.state
        assert room.seen_until == play.state.played_until == Month(2024, 12)
        assert room.motion is not None
        assert room.scene.panel is not None
        assert room.scene.panel.kind is PanelKind.CALLS
        assert [one.indicator for one in play.state.advances[0].advance.figures] == list(
            play.setup.model.indicators
        )
        assert not play.advance()
        assert [one.code for one in refused] == ["play_advanced_twice"]
        play.leave()
        assert session.room.state.scene.title.en == session.document.scenario.name


class DiskFullError(VecinosError):
    """Stand for a disk that is full."""

    code = "disk_full"


def fail(*_: object) -> None:
    raise DiskFullError


def test_that_what_cannot_be_written_waits_and_the_countdown_stands_meanwhile(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_table(qtbot, path) as (_, play, refused):
        begin(qtbot, play)
        written(qtbot, play)
        with monkeypatch.context() as patched:
            patched.setattr("db.plays.repository.PlayRepository.append", fail)
            assert play.enter(Noted("calm", "strength"))
            qtbot.waitUntil(lambda: play.saving.error is not None, timeout=30_000)
            assert (play.saving.unsaved, runs(play)) == (1, False)
            assert play.enter(Noted("calmer", "strength"))
            assert play.saving.unsaved == 2
        play.saving.retry()
        written(qtbot, play)
        assert play.play_id is not None
        assert entries_in(path, play.play_id) == play.entries
        assert play.countdown.gap is not None
        play.countdown.turn()
        assert runs(play)
        assert [one.code for one in refused] == ["disk_full"]


@pytest.mark.long
def test_that_a_gap_is_told_and_counted_only_where_somebody_says_so(
    qtbot: QtBot, path: Path
) -> None:
    with session_alone() as session:
        session.open_library(path)
        saved(qtbot, session)
        steady = [1_000.0]
        play = Conduct(
            session.library,
            session.room,
            session.preferences,
            lambda: session.model,
            SpokenSetup(session.document, session.signals, session),
            RESOURCES,
            lambda: False,
            steady=lambda: steady[0],
        )
        begin(qtbot, play)
        left = play.countdown.left
        # Somebody closes the lid for ten minutes.
        steady[0] += 600.0
        qtbot.waitUntil(lambda: play.countdown.gap is not None, timeout=30_000)
        assert play.countdown.left == pytest.approx(left)
        play.countdown.resume(subtract=True)
        assert play.countdown.left == pytest.approx(left - 600.0)
        assert play.enter(CountdownChanged("hold"))
        written(qtbot, play)
        play.close()


@pytest.mark.long
def test_that_a_wall_clock_set_back_changes_nothing(qtbot: QtBot, path: Path) -> None:
    with at_table(qtbot, path) as (_, play, refused):
        begin(qtbot, play)
        before = play.entries[-1]
        play._now = lambda: before.instant - timedelta(days=1)
        assert play.enter(Noted("late", "improvement"))
        assert play.entries[-1].seconds >= before.seconds
        assert runs(play)
        assert refused == []


def test_that_a_released_inject_that_comes_by_the_screen_is_read_until_the_next_stage(
    qtbot: QtBot, path: Path
) -> None:
    with at_table(qtbot, path) as (session, play, _):
        begin(qtbot, play)
        assert play.injects.show_next()
        shown = play.state.shown_inject
        assert panel_of(session) is None
        # Once more is not the one after it: nobody skips an inject by a key held down.
        assert play.injects.show_next()
        assert play.state.shown_inject == shown
        assert play.injects.release_shown()
        assert panel_of(session) is PanelKind.INJECT
        assert play.next_stage()
        assert panel_of(session) is None


@pytest.mark.long
def test_that_figures_run_again_are_held_against_those_that_were_shown(
    qtbot: QtBot, path: Path
) -> None:
    with at_table(qtbot, path) as (_, play, refused):
        begin(qtbot, play)
        advance(qtbot, play)
        shown = play.state.advances[0].advance.figures
        written(qtbot, play)
        number = play.play_id
        assert number is not None
        play.leave()
        play.reopen(number, "Morning")
        qtbot.waitUntil(lambda: play.curves.latest is not None, timeout=30_000)
        assert (play.figures_apart, refused) == (0, [])
        indicators = play.setup.model.indicators
        homicides = next(one for one in shown if one.indicator == "homicide_rate")
        unit = 10.0 ** -indicators["homicide_rate"].decimals
        off = [
            replace(homicides, values=tuple(tuple(v + by for v in row) for row in homicides.values))
            for by in (unit, 3 * unit)
        ]
        near, far = (apart([homicides], [one], indicators) for one in off)
        assert (near.nearly, near.more) == (5 * 13, 0)
        assert (far.nearly, far.more) == (0, 5 * 13)
        assert apart([homicides], [], indicators).more == 5 * 13


def test_that_what_is_typed_is_kept_by_play_and_saved_a_moment_later(
    qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "preferences.json"
    with at_table(qtbot, path) as (_, play, _):
        play._preferences = Preferences(kept)
        play.begin(TEXT, "Morning")
        qtbot.waitUntil(lambda: play.open, timeout=30_000)
        for typed in ("W", "Wh", "Why"):
            play.set_draft("note", typed)
        place = f"{play.play_id}/note"
        assert Preferences(kept).play_draft(place) == ""
        qtbot.waitUntil(lambda: Preferences(kept).play_draft(place) == "Why", timeout=2_000)
        play.set_draft("note", "")
        number = play.play_id
        play.leave()
        assert Preferences(kept).play_draft(f"{number}/note") == ""


def test_that_the_room_reads_why_a_curve_moved_until_play_goes_on(qtbot: QtBot, path: Path) -> None:
    with at_table(qtbot, path) as (session, play, refused):
        begin(qtbot, play)
        play.explain("homicide_rate")
        assert [one.code for one in refused] == ["play_nothing_played"]
        assert play.enter(Offer(US, "us_rhetoric_restraint", 80.0))
        advance(qtbot, play)
        play.explain("cooperation_depth")
        qtbot.waitUntil(lambda: play.explained is not None, timeout=30_000)
        assert session.room.state.scene.why == play.explained
        assert play.next_stage() or play.begin_stage("campaign", "discuss")
        assert session.room.state.scene.why is None


def test_that_a_play_of_another_model_is_shown_and_neither_goes_on_nor_is_explained(
    qtbot: QtBot, path: Path
) -> None:
    kept: list[int] = []
    with at_table(qtbot, path) as (session, play, refused):
        header = PlayHeader(TEXT, "0.1", "another")
        assert session.library.lane is not None
        session.library.lane.submit(lambda store: store.plays.begin("Old", header)).then(
            session, kept.append
        )
        qtbot.waitUntil(lambda: bool(kept), timeout=30_000)
        play.reopen(kept[0], "Old")
        qtbot.waitUntil(lambda: play.open, timeout=30_000)
        play.explain("homicide_rate")
        assert not play.enter(Begun())
        assert not play.why.busy
        assert [one.code for one in refused] == 3 * ["play_of_other_model"]


@pytest.mark.long
def test_that_an_advance_which_will_not_do_any_more_leaves_play_as_it_was(
    qtbot: QtBot, path: Path
) -> None:
    with at_table(qtbot, path) as (_, play, refused):
        begin(qtbot, play)
        spent = [
            Offer(US, "us_tariff_on_mexico", 30.0),
            Offer(US, "us_rhetoric_restraint", 90.0),
        ]
        assert all(play.enter(one) for one in spent)
        opposed = [
            Endorsement(team, US, "us_tariff_on_mexico", endorses=False)
            for team in ("business", "civil_society")
        ]
        assert play.advance()
        assert all(play.enter(one) for one in opposed)
        told: list[bool] = []
        play.changed.connect(lambda: told.append(play.advancing))
        qtbot.waitUntil(lambda: not play.advancing, timeout=30_000)
        assert [one.code for one in refused] == ["play_overspent"]
        assert told[-1:] == [False]
        assert not play.state.advances
