"""Predictions are taken down by keys, taken back, and held against what came."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.play.entries import Advanced, Figures, Predicted
from desktop.session.play.conduct import Conduct
from desktop.session.session import Session
from desktop.views.conduct.prediction_sheet import PredictionSheet
from tests.views.conduct.conducted import Keys, conducted, on_screen
from tests.views.desks import look

BORDER, OPINION = "irregular_encounters", "mx_fav_us"
US = "us_administration"


@pytest.fixture
def play(qtbot: QtBot, session: Session) -> Iterator[Conduct]:
    with conducted(qtbot, session, "predict") as play:
        yield play


@pytest.fixture
def sheet(qtbot: QtBot, play: Conduct) -> Iterator[PredictionSheet]:
    with on_screen(qtbot, lambda shell: PredictionSheet(play, look(), shell)) as sheet:
        yield sheet


def figures(indicator: str, before: float, after: float) -> Figures:
    """Return figures of a year that go from one median to another in its last month."""
    return Figures(indicator, ((*[before] * 12, after),) * 5)


def test_that_a_confidence_waits_for_a_direction_and_an_amount_has_its_sign(
    play: Conduct, sheet: PredictionSheet
) -> None:
    sheet.begin()
    keys = Keys()
    keys.type("8")
    assert play.state.predictions == {}
    keys.type("da12")
    keys.press(Qt.Key.Key_Return)
    made = play.state.predictions["campaign"]
    assert made == {(US, BORDER): Predicted(US, BORDER, "down", 80, -12.0)}
    assert sheet.standing.text.startswith("1 of 12 predictions.")
    keys.press(Qt.Key.Key_Backspace)
    assert play.state.predictions == {}


def test_that_who_is_missing_is_named_once_some_have_called(
    play: Conduct, sheet: PredictionSheet
) -> None:
    for team in play.state.teams:
        for indicator in (BORDER, OPINION):
            if (team, indicator) != ("business", OPINION):
                play.enter(Predicted(team, indicator, "up", 60))
    assert sheet.standing.text == "11 of 12 predictions. Missing: Business and investors."


def test_that_scores_stand_beside_what_came_and_are_pooled_from_twenty_calls_on(
    play: Conduct, sheet: PredictionSheet
) -> None:
    play.enter(Predicted(US, BORDER, "up", 80, 10.0))
    play.enter(Predicted("business", BORDER, "down", 60))
    play.enter(Advanced("campaign", (figures(BORDER, 100.0, 112.4), figures(OPINION, 50.0, 50.2))))
    assert sheet.rows == {}
    assert sheet.sentences[1:3] == [
        (
            "Called up, 80\u00a0% sure: Brier 0.06 (0 is best, 2 worst). "
            "Amount +10.0\u00a0%: off by 2.4\u00a0%."
        ),
        "Called down, 60\u00a0% sure: Brier 1.04 (0 is best, 2 worst).",
    ]
    told = " ".join(sheet.sentences)
    assert "U.S. administration 1 of 1 and Business and investors 0 of 1" in told
    assert "is told from 20 calls on" in told
    assert "Nobody predicted this" in told
