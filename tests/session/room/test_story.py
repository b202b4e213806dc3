"""Kept versions, shown to a room one after the other, and moments that are marked."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import sqlalchemy as sa
from pytestqt.qtbot import QtBot

from db.library import Library
from db.scenarios.summary import Cause
from desktop.document.commands import SetLever
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.prediction import Prediction
from desktop.domain.room import StoryPlace
from desktop.domain.scenario import Scenario
from desktop.domain.wording import Wording
from desktop.session.session import Session
from tests.session.room.test_room_show import policy, settle
from tests.session.test_session import saved, session_alone
from tests.views.desks import FEW, TARIFF

if TYPE_CHECKING:
    from desktop.charts.room_state import RoomState

NAMES = ("Opening", "", "After lunch")


def talk(value: float, digest: str = "") -> Scenario:
    policy = Policy({TARIFF: Setting(value)})
    return Scenario("Talk", policy, ensemble=FEW, model_digest=digest)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "a.vecinos-library"
    with Library.open(path) as store:
        number = store.scenarios.create(talk(0))
        for value, name in zip((5, 15, 25), NAMES, strict=True):
            store.scenarios.save(number, talk(value, "" if value == 5 else "older"))
            store.versions.keep(number, name)
        store.scenarios.save(number, talk(30))
        store.versions.keep(number, cause=Cause.EDITED)
        store.scenarios.save(number, talk(35))
    with session_alone() as made:
        made.room.set_open(open_=True)
        made.open_library(path)
        saved(qtbot, made)
        settle(qtbot, made)
        yield made


def before(state: "RoomState") -> np.ndarray:
    assert state.motion is not None
    found = state.motion.before[0]
    assert found is not None
    return found


def steps(qtbot: QtBot, session: Session, step: str) -> "RoomState":
    """Take a step of the story and return what the room is shown then."""
    story = session.room.story
    getattr(session.room, f"story_{step}")()
    qtbot.waitUntil(lambda: not story._waits, timeout=20000)
    return session.room.state


def test_that_a_room_steps_through_what_was_kept_and_comes_back_to_the_present(
    qtbot: QtBot, session: Session
) -> None:
    room, desk = session.room, session.projector.latest
    told: list[str] = []
    room.told.connect(lambda error: told.append(error.code))
    present = policy(room.state)
    shown = [steps(qtbot, session, "next") for _ in NAMES]
    assert [one.scene.story for one in shown] == [StoryPlace(n, 3) for n in (1, 2, 3)]
    assert [one.scene.subtitle for one in shown] == [
        Wording(name, name) if name else None for name in NAMES
    ]
    assert told == ["version_of_other_model"] * 2
    for stood, after in zip((present, *map(policy, shown)), shown, strict=False):
        assert np.array_equal(before(after), stood)
    assert session.projector.latest is desk
    assert np.array_equal(policy(steps(qtbot, session, "back")), policy(shown[1]))
    # What came of a question is told of the present only.
    room.calls.result = Prediction("homicide_rate", Month(2030, 12), outcome=4.0)
    room.set_spoken(spoken=True)
    assert (room.state.scene.prediction, room.state.scene.panel) == (None, None)
    assert room.replay()
    assert np.array_equal(before(room.state), policy(shown[2]))
    steps(qtbot, session, "next")
    end = steps(qtbot, session, "next")
    assert end.scene.story is None
    assert np.array_equal(policy(end), present)
    # One press too many does not begin anew before everybody.
    assert steps(qtbot, session, "next").scene.story is None
    assert told[-1] == "story_at_end"
    assert steps(qtbot, session, "back").scene.story == StoryPlace(3, 3)
    room.story_end()
    assert np.array_equal(policy(room.state), present)


def test_that_the_story_goes_on_while_the_desk_moves_and_ends_with_its_scenario(
    qtbot: QtBot, session: Session
) -> None:
    room = session.room
    first = policy(steps(qtbot, session, "next"))
    session.document.apply(SetLever(TARIFF, Setting(10)))
    settle(qtbot, session)
    assert policy(room.state) is first
    session.projector.set_monthly(True)
    qtbot.waitUntil(lambda: room.state.monthly, timeout=20000)
    assert room.state.scene.story == StoryPlace(1, 3)
    assert steps(qtbot, session, "back").scene.story == StoryPlace(1, 3)
    autosave = session.autosave
    assert autosave is not None
    autosave.new("Other")
    qtbot.waitUntil(lambda: session.document.scenario.name == "Other", timeout=20000)
    scene = room.state.scene
    assert (scene.story, scene.title.en) == (None, "Other")
    told: list[str] = []
    room.told.connect(lambda error: told.append(error.code))
    steps(qtbot, session, "next")
    assert told == ["no_kept_version"]


def test_that_a_version_that_is_damaged_is_told_and_stepped_over(
    qtbot: QtBot, session: Session
) -> None:
    engine = sa.create_engine(f"sqlite:///{session.library.location}")
    with engine.begin() as connection:
        connection.execute(sa.text("update scenario_version set content = x'00' where name = ''"))
    engine.dispose()
    told: list[str] = []
    session.room.told.connect(lambda error: told.append(error.code))
    first = steps(qtbot, session, "next")
    assert steps(qtbot, session, "next").curves is first.curves
    assert told == ["version_damaged"]
    assert steps(qtbot, session, "next").scene.story == StoryPlace(3, 3)


def test_that_a_moment_is_kept_once_and_no_name_is_taken_from_a_version(
    qtbot: QtBot, session: Session
) -> None:
    marks, document = session.room.marks, session.document
    gesture = document.begin_gesture()
    document.apply(SetLever(TARIFF, Setting(10), gesture))
    with qtbot.waitSignal(marks.marked, timeout=20000) as marked:
        marks.mark("Marked 10:42")
    assert marked.args == ["Marked 10:42"]
    with qtbot.waitSignal(marks.unchanged, timeout=20000) as unchanged:
        marks.mark("Marked 10:45")
    assert unchanged.args == ["Marked 10:42"]
    document.end_gesture(gesture)
    state = steps(qtbot, session, "back")
    assert state.scene.story == StoryPlace(4, 4)
    assert state.scene.subtitle == Wording("Marked 10:42", "Marked 10:42")


def test_that_there_is_neither_story_nor_mark_without_a_library(qtbot: QtBot) -> None:
    with session_alone() as session:
        told: list[str] = []
        session.room.told.connect(lambda error: told.append(error.code))
        session.room.story_next()
        session.room.story_back()
        session.room.marks.mark("Marked 10:42")
        assert told == ["room_without_library"] * 3
