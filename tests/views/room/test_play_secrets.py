"""A room that sees a play learns what was played and released, and nothing else of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.exercise.exercise import Exercise
from desktop.domain.play.entries import (
    Endorsement,
    EventsDrawn,
    InjectReleased,
    Joined,
    MomentMarked,
    Noted,
    Offer,
    Predicted,
    Rationale,
)
from desktop.domain.wording import LanguageCode, Wording
from desktop.modelfiles.exercises.write import changed_file
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.session.session import Session
from desktop.views.room.room_window import RoomWindow
from tests.document.play.played import setup
from tests.reports.exercise_paper.tokens import Tokens
from tests.session.test_session import saved, session_alone
from tests.views.room.heard import heard
from tests.views.room.rooms import shown

BOTH: tuple[LanguageCode, ...] = ("en", "es")
SAID = "qwzx"
"""In whatever somebody says or is called."""
UNTOLD = "jvkq"
"""In whatever an inject says that was not released."""
US = "us_administration"


def told(window: RoomWindow) -> str:
    """Return all that can be read, heard or copied of a room."""
    QApplication.clipboard().setText("")
    QTest.keySequence(window, "Ctrl+A")
    QTest.keySequence(window, "Ctrl+C")
    return "\n".join([window.windowTitle(), *heard(window), QApplication.clipboard().text()])


def exercise_with_tokens() -> tuple[Exercise, Tokens]:
    """Return an exercise of which each facilitator's word and each inject can be told apart."""
    one = replace(setup().exercise, goals=setup().exercise.goals[:1])
    injects = tuple(
        replace(
            inject,
            title=Wording(f"{UNTOLD} {inject.id}", f"{UNTOLD} {inject.id}"),
            text=Wording(f"{UNTOLD} {inject.id}", f"{UNTOLD} {inject.id}"),
        )
        for inject in one.injects
    )
    tokens = Tokens(replace(one, injects=injects))
    # What names something that exists has to go on doing so.
    kept = tuple(
        replace(inject, claims=before.claims, sources=before.sources)
        for inject, before in zip(tokens.exercise.injects, injects, strict=True)
    )
    return replace(tokens.exercise, injects=kept, start=one.start), tokens


@contextmanager
def in_room(
    qtbot: QtBot, path: Path, exercise: Exercise
) -> Iterator[tuple[Session, Conduct, RoomWindow]]:
    source = (RESOURCES / "exercises" / "concurrent_elections.toml").read_text(encoding="utf-8")
    text = changed_file(source, exercise, setup().model)
    with session_alone() as session, shown(qtbot, languages=BOTH) as window:
        session.preferences.room.languages = BOTH
        session.room.changed.connect(window.show_state)
        session.room.set_open(open_=True)
        session.open_library(path)
        saved(qtbot, session)
        session.play.failed.connect(lambda error: pytest.fail(f"{error} {error.fields}"))
        session.play.begin(text, SAID)
        qtbot.waitUntil(lambda: session.play.curves.latest is not None, timeout=30_000)
        yield session, session.play, window


def advanced(qtbot: QtBot, play: Conduct) -> None:
    assert play.advance()
    qtbot.waitUntil(lambda: not play.advancing, timeout=30_000)


def test_that_no_facilitators_word_and_no_unreleased_inject_reaches_the_room(
    qtbot: QtBot, tmp_path: Path
) -> None:
    exercise, tokens = exercise_with_tokens()
    with in_room(qtbot, tmp_path / "a.vecinos-library", exercise) as (_, play, window):
        seen = [told(window)]
        rounds = list(play.setup.rounds)
        assert play.begin_stage(rounds[0], "deliberate")
        for entry in (
            Noted(f"{SAID} nobody asked", "improvement"),
            MomentMarked(SAID),
            Joined(SAID, US),
            Offer(US, "us_rhetoric_restraint", 80.0),
            Rationale(US, f"{SAID} show them"),
            Endorsement("business", US, "us_rhetoric_restraint", endorses=True),
        ):
            assert play.enter(entry)
            seen.append(told(window))
        assert play.injects.show_next()
        seen.append(told(window))
        assert play.begin_stage(rounds[0], "predict")
        for place, indicator in enumerate(play.setup.rounds[rounds[0]].predict):
            assert play.enter(Predicted("business", indicator, "up", 95, 4321.0 + place))
            seen.append(told(window))
        unread = "\n".join(seen)
        advanced(qtbot, play)
        after = told(window)
        for text in (unread, after):
            assert [token for token in tokens.placed if token in text] == []
            assert SAID not in text
            assert UNTOLD not in text
        # What was called is told with what came, and how many injects there are never.
        assert "4321" not in unread.replace(",", "")
        assert str(len(exercise.injects)) not in unread.split()
        # Replayed, each round tells what was decided and played in it, and of nothing else.
        lever = play.setup.model.levers["us_rhetoric_restraint"].name.en
        assert play.begin_stage(rounds[1], "deliberate")
        assert play.enter(Offer(US, "us_rhetoric_restraint", 71.0))
        again = []
        for step in range(3):
            play.replay.go(step)
            again.append(told(window))
        assert [lever in text for text in again] == [False, True, False]
        assert "71 of 100" not in "\n".join(again)
        for text in again:
            assert [token for token in tokens.placed if token in text] == []
            assert SAID not in text
            assert UNTOLD not in text
        play.replay.end()
        assert lever not in told(window)


@pytest.mark.long
def test_that_the_room_reads_a_released_inject_that_comes_by_the_screen_and_no_other(
    qtbot: QtBot, tmp_path: Path
) -> None:
    exercise, tokens = exercise_with_tokens()
    with in_room(qtbot, tmp_path / "a.vecinos-library", exercise) as (_, play, window):
        assert play.begin_stage(next(iter(play.setup.rounds)), "deliberate")
        assert play.injects.show_next()
        shown_inject = play.state.shown_inject
        assert play.injects.release_shown()
        text = told(window)
        assert f"{UNTOLD} {shown_inject}" in text
        assert text.count(UNTOLD) == text.count(f"{UNTOLD} {shown_inject}")
        assert [token for token in tokens.placed if token in text] == []
        silent = next(one.id for one in exercise.injects if one.id != shown_inject)
        assert play.enter(InjectReleased(silent))
        assert f"{UNTOLD} {silent}" not in told(window)


@pytest.mark.parametrize("stage", ["deliberate", pytest.param("predict", marks=pytest.mark.long)])
def test_that_what_is_decided_drawn_or_released_moves_nothing_before_it_is_played(
    qtbot: QtBot, tmp_path: Path, stage: str
) -> None:
    with in_room(qtbot, tmp_path / "a.vecinos-library", setup().exercise) as (
        session,
        play,
        window,
    ):
        first = next(iter(play.setup.rounds))
        assert play.begin_stage(first, stage)
        play.countdown.hold()
        calm, picture = told(window), window.grab().toImage()
        lever = play.setup.model.levers["us_tariff_on_mexico"]
        assert play.enter(Offer(US, lever.id, 25.0))
        assert play.draw_events()
        assert isinstance(play.entries[-1].entry, EventsDrawn)
        shock = next(one.id for one in play.setup.exercise.injects if one.shock and not one.after)
        assert play.enter(InjectReleased(shock))
        play.curves.want(play.state)
        qtbot.waitUntil(lambda: not play.curves.busy, timeout=30_000)
        # Nor does a pin of the desk, which a room that sees the desk would see.
        session.pins.pin_now()
        session.room.pins.turn("A")
        qtbot.waitUntil(lambda: not session.pinned.busy, timeout=30_000)
        assert session.room.pins.shown == {"A"}
        assert not any(curve.fan.pins for curve in session.room.state.curves)
        assert told(window) == calm
        assert window.grab().toImage() == picture
        advanced(qtbot, play)
        assert told(window) != calm
