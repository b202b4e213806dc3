"""A room learns nothing that is later than its month, and nothing that is the facilitator's."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.document.commands import SetLever
from desktop.document.events import PlaceEvents
from desktop.document.filing import SetTargets
from desktop.document.play.rules import start
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.parts import Parts
from desktop.domain.play.entries import Advanced, InjectReleased, Offer
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.room import RoomScene
from desktop.domain.scenario import Package, Scenario, TargetLine
from desktop.domain.wording import LanguageCode, Wording
from desktop.session.room.play_scene import public
from desktop.session.session import Session
from desktop.views.room.room_window import RoomWindow
from tests.document.play.played import US, WORDS, Table, two_rounds
from tests.session.play.test_why import asking
from tests.session.test_session import session_alone
from tests.views.desks import FEW, TARIFF, compiled, open_desk
from tests.views.room.heard import heard
from tests.views.room.rooms import TITLE, shown, state

SEEN = Month(2027, 5)
LATER = Month(2027, 6)
BOTH: tuple[LanguageCode, ...] = ("en", "es")
TOKEN = "xyzzy"


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.projector.busy, timeout=20000)


class Told:
    """Hold all that a room gets of one state: picture, words, and what is copied from it."""

    def __init__(self, window: RoomWindow) -> None:
        QApplication.clipboard().setText("kept")
        QTest.keySequence(window, "Ctrl+A")
        QTest.keySequence(window, "Ctrl+C")
        self.copied = QApplication.clipboard().text()
        self.words = heard(window)
        self.axes = [chart.plot.axis for chart in window.page.charts]
        self.picture = window.grab().toImage()


def told(
    qtbot: QtBot, session: Session, window: RoomWindow, charts: Sequence[str], *, busy: bool
) -> Told:
    """Return what the room gets where much, or nothing, happens after the month it sees."""
    setting = Setting(25 if busy else 0, LATER)
    session.document.apply(SetLever(TARIFF, setting))
    events = tuple(PlannedEvent(event, LATER) for event in session.model.events) if busy else ()
    session.document.apply(PlaceEvents(events))
    session.room.show_charts(charts)
    settle(qtbot, session)
    window.show_state(session.room.state)
    return Told(window)


@pytest.mark.parametrize(
    "languages", [BOTH, *(pytest.param((code,), marks=pytest.mark.long) for code in BOTH)]
)
def test_that_two_futures_which_part_after_the_month_seen_are_one_to_the_room(
    qtbot: QtBot, languages: tuple[LanguageCode, ...]
) -> None:
    parted = 0
    with session_alone() as session, shown(qtbot, languages=languages) as window:
        indicators = list(session.model.indicators)
        goals = [TargetLine(each, 20.0, Month(2030, 12)) for each in indicators[:2]]
        session.document.apply(SetTargets(tuple(goals)))
        session.room.set_open(open_=True)
        for first in range(0, len(indicators), 4):
            charts = indicators[first : first + 4]
            session.room.set_seen_until(None)
            calm, busy = (told(qtbot, session, window, charts, busy=busy) for busy in (False, True))
            parted += calm.picture != busy.picture and calm.words != busy.words
            session.room.set_seen_until(SEEN)
            calm, busy = (told(qtbot, session, window, charts, busy=busy) for busy in (False, True))
            assert len(calm.axes) == len(charts)
            assert calm.axes == busy.axes, charts
            assert calm.words == busy.words, charts
            assert calm.picture == busy.picture, charts
            assert calm.copied == busy.copied == "kept"
            assert "not counted yet" in calm.words or "aún no se cuenta" in calm.words
    assert parted >= len(indicators) // 4, "the two futures hardly differ at all"


def test_that_a_motion_shows_nothing_later_than_the_month_seen(qtbot: QtBot) -> None:
    with session_alone() as session, shown(qtbot) as window:
        room, indicators = session.room, session.model.indicators
        room.set_open(open_=True)
        room.set_seen_until(SEEN)
        told(qtbot, session, window, list(indicators)[:4], busy=False)
        room.changed.connect(window.show_state)
        before = window.grab().toImage()
        # It moves after the month seen only.
        session.document.apply(SetLever(TARIFF, Setting(25, LATER)))
        settle(qtbot, session)
        room.replay()
        settle(qtbot, session)
        assert window.grab().toImage() == before


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """Make a library whose every name and note has the token, but for what the room is shown."""
    path = tmp_path / TOKEN / f"{TOKEN}.vecinos-library"
    path.parent.mkdir()
    scenario = Scenario(
        "Talk",
        notes=f"{TOKEN} what to ask next",
        folder=TOKEN,
        tags=(TOKEN,),
        packages=(Package(TOKEN, Policy({TARIFF: Setting(10)})),),
        targets=(TargetLine("homicide_rate", 20.0),),
        ensemble=FEW,
    )
    with Library.open(path) as store:
        number = store.scenarios.create(scenario)
        store.scenarios.create(Scenario(TOKEN, ensemble=FEW))
        store.versions.keep(number, TOKEN)
        store.scenarios.set_last_opened(number)
    return path


def test_that_nothing_which_is_the_facilitators_reaches_the_room(
    qtbot: QtBot, planted: Path
) -> None:
    with open_desk(qtbot, library=planted) as desk, shown(qtbot, languages=BOTH) as window:
        room = desk.session.room
        room.changed.connect(window.show_state)
        room.set_open(open_=True)
        room.set_notice(Wording("Back at ten", "Volvemos a las diez"))
        room.set_spoken(True)
        qtbot.waitUntil(lambda: len(room.state.curves) == 2 and not desk.projector.busy)
        said = [window.windowTitle(), *heard(window)]
        assert "Talk" in said
        assert "Back at ten" in said
        assert [words for words in said if TOKEN in words] == []
        assert compiled().model.version not in " ".join(said)


def test_that_why_a_curve_moved_tells_of_nothing_that_is_not_played_yet(qtbot: QtBot) -> None:
    calm, busy = two_rounds(), two_rounds()
    for table in (calm, busy):
        table.begin(round_="review")
    busy.enter(Offer(US, WORDS, 20.0), InjectReleased("antennas"), InjectReleased("twelve_hours"))
    pictures, words = [], []
    with shown(qtbot, languages=BOTH) as window:
        for table in (calm, busy):
            found = answered(qtbot, table)
            seen = public(table.setup, table.record.state, None, BOTH, found)
            assert seen.why is found
            window.show_state(state(2, RoomScene(TITLE, why=found)))
            pictures.append(window.grab().toImage())
            words.append(heard(window))
    assert words[0] == words[1]
    assert pictures[0] == pictures[1]
    injects = [one.title.en for one in calm.setup.exercise.injects]
    assert not [said for said in words[0] if any(title in said for title in injects)]
    assert public(busy.setup, busy.record.state, "antennas", BOTH, found).why is None
    # What is not of the last month played is not shown, be it later or stale.
    busy.enter(Advanced("review"))
    assert public(busy.setup, busy.record.state, None, BOTH, found).why is None
    assert public(calm.setup, start(calm.setup), None, BOTH, found).why is None


def answered(qtbot: QtBot, table: Table) -> Parts:
    with asking(table) as asker:
        asker.why.ask("cooperation_depth")
        qtbot.waitUntil(lambda: bool(asker.answers), timeout=20000)
        return asker.answers[0]
