"""What the tests of the report under edit share: a session, and a play cut short in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.play.entries import Noted, NoteKind, Offer, Tie
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.session.session import Session
from tests.document.play.played import US, WORDS
from tests.session.test_session import saved, session_alone

FEW = "[start]\nmembers = 40\n"
TEXT = (RESOURCES / "exercises" / "concurrent_elections.toml").read_text(encoding="utf-8")
TEXT = TEXT.replace("[start]\n", FEW, 1)


@pytest.fixture(scope="package")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session with a library of its own, without a window."""
    with session_alone() as made:
        made.open_library(tmp_path_factory.mktemp("report") / "a.vecinos-library")
        yield made


@pytest.fixture
def play(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[Conduct]:
    """A first round in which one thing was decided and two were noted; nobody predicted."""
    saved(qtbot, session)
    play = session.play
    play.begin(TEXT, tmp_path.name)
    qtbot.waitUntil(lambda: play.open, timeout=30_000)
    # Nobody looks at curves here.
    play.curves.open(None)
    assert play.begin_stage(next(iter(play.setup.rounds)), "deliberate")
    for entry in (
        Offer(US, WORDS, 80.0),
        Noted("Came late", NoteKind.IMPROVEMENT.value, Tie.TEAM.value, US),
        Noted("Listened", NoteKind.STRENGTH.value),
    ):
        assert play.enter(entry)
    try:
        yield play
    finally:
        qtbot.waitUntil(lambda: not play.saving.unsaved, timeout=30_000)
        session.reporting.leave()
        play.leave()
