"""What is said of a play's record in the head of its page."""

from pytestqt.qtbot import QtBot

from desktop.session.session import Session
from desktop.views.conduct.saved_words import saved_words
from tests.views.conduct.conducted import conducted
from tests.views.desks import look


def test_that_figures_which_differ_when_they_are_run_again_are_counted(
    qtbot: QtBot, session: Session
) -> None:
    with conducted(qtbot, session, "decide") as play:
        assert "differ" not in saved_words(play, look())
        play.figures_apart = 2
        assert "2 figures differ from what was shown" in saved_words(play, look())
