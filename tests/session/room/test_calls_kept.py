"""What a room has called is in the library before it is revealed."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.document.commands import SetLever
from desktop.document.filing import ForgetPrediction, KeepPrediction
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.prediction import Call, Prediction
from desktop.session.session import Session
from tests.session.room.test_room_show import settle
from tests.session.test_session import saved, session_alone
from tests.views.desks import TARIFF

ASKED, MONTH = "effective_tariff", Month(2027, 6)
EARLIER = Prediction("homicide_rate", MONTH, (Call("Norte", "up", 60),), outcome=2.0)
CALL = Call("Norte", "down", 95, -12.5)


def opened(qtbot: QtBot, session: Session, path: Path) -> None:
    session.room.set_open(open_=True)
    session.open_library(path)
    saved(qtbot, session)
    settle(qtbot, session)


def in_library(path: Path) -> tuple[Prediction, ...]:
    with Library.open(path, read_only=True) as store:
        number = store.scenarios.last_opened()
        assert number is not None
        return store.scenarios.load(number).predictions


@pytest.mark.long
def test_that_calls_outlive_the_program_and_the_same_question_goes_on_with_them(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "a.vecinos-library"
    with session_alone() as session:
        opened(qtbot, session, path)
        session.document.apply(KeepPrediction(EARLIER))
        session.document.apply(SetLever(TARIFF, Setting(25)))
        session.document.undo()
        session.room.hold(ASKED, MONTH)
        session.room.calls.take_call(CALL)
        assert session.document.scenario.predictions == (EARLIER,)
        saved(qtbot, session)
        # As somebody finds it who comes after a program that was killed.
        assert in_library(path) == (EARLIER, Prediction(ASKED, MONTH, (CALL,)))
        session.room.calls.cancel()
        saved(qtbot, session)
        assert in_library(path) == (EARLIER,)
        session.room.hold(ASKED, MONTH)
        session.room.calls.take_call(CALL)
        saved(qtbot, session)
    with session_alone() as session:
        opened(qtbot, session, path)
        assert [one.label for one in session.document.history.done] == [
            "command.keep_prediction"
        ] * 2
        session.room.calls.usual_teams = ("Sur",)
        session.document.apply(ForgetPrediction(0))
        session.room.hold(ASKED, MONTH)
        asked = session.room.calls.asked
        assert asked is not None
        assert asked.calls == (CALL,)
        assert session.room.calls.teams == ("Sur", "Norte")
        session.document.apply(SetLever(TARIFF, Setting(25)))
        settle(qtbot, session)
        session.room.reveal()
        qtbot.waitUntil(lambda: session.room.calls.result is not None, timeout=20000)
        (last,) = session.document.scenario.predictions
        assert last.calls == (CALL,)
        assert last.outcome is not None
