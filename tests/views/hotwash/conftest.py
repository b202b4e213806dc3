"""What the tests of the hot wash share: a play that was cut short in its second round."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.play.entries import Advanced, InjectReleased, Offer
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.session.session import Session
from tests.document.play.played import MX, US, WORDS
from tests.session.test_session import saved, session_alone

FEW = "[start]\nmembers = 40\n"


@pytest.fixture(scope="package")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session with a library of its own, without a window."""
    with session_alone() as made:
        made.open_library(tmp_path_factory.mktemp("hotwash") / "a.vecinos-library")
        yield made


@pytest.fixture
def fresh(qtbot: QtBot, session: Session) -> Iterator[Conduct]:
    """A play that has not begun; it is left in the end."""
    text = (RESOURCES / "exercises" / "concurrent_elections.toml").read_text(encoding="utf-8")
    saved(qtbot, session)
    play = session.play
    play.begin(text.replace("[start]\n", FEW, 1), "Morning")
    qtbot.waitUntil(lambda: play.open, timeout=30_000)
    try:
        yield play
        qtbot.waitUntil(lambda: not play.saving.unsaved, timeout=30_000)
    finally:
        play.leave()


@pytest.fixture
def play(fresh: Conduct) -> Conduct:
    """A round that was played, and one without any decision that was not."""
    first, second = list(fresh.setup.rounds)[:2]
    assert fresh.begin_stage(first, "deliberate")
    for entry in (
        Offer(US, WORDS, 80.0),
        Offer(MX, "dea_access", 55.0),
        InjectReleased("made_here"),
        Advanced(first),
    ):
        assert fresh.enter(entry)
    assert fresh.begin_stage(second, "deliberate")
    return fresh
