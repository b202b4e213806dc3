"""What outlives windows: a session alone, and the windows that look on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.bridge.preferences import Preferences
from desktop.document.commands import SetLever
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.observation import Observation
from desktop.domain.scenario import Scenario
from desktop.modelfiles.resources import RESOURCES
from desktop.session.projector import RunPlacement
from desktop.session.save_state import SaveState
from desktop.session.session import Session
from tests.views.desks import FEW, TARIFF, compiled, look, open_desk, sparing

MOVED = Month(2024, 6)
FIGURES = tuple(
    Observation("usbp_sw_apprehensions", Month(2024, 1).plus(step), 90.0, "CBP", date(2026, 1, 5))
    for step in range(12)
)


@contextmanager
def session_alone(preferences: Preferences | None = None) -> Iterator[Session]:
    """Open a session that no window looks on."""
    scenario, language = Scenario("Alone", ensemble=FEW), look().language
    session = Session(
        compiled(),
        scenario,
        preferences or Preferences(),
        language,
        RESOURCES,
        lane=RunPlacement.GUI,
    )
    try:
        yield session
    finally:
        session.close()


def saved(qtbot: QtBot, session: Session) -> None:
    def stands() -> bool:
        autosave = session.autosave
        return (
            autosave is not None and autosave.id is not None and autosave.state is SaveState.SAVED
        )

    qtbot.waitUntil(stands, timeout=20000)


def test_that_a_session_saves_and_moves_its_vantage_without_a_window(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "a.vecinos-library"
    with Library.open(path) as store:
        store.scenarios.create(Scenario("Talk", ensemble=FEW))
        store.observations.add(FIGURES)
    with session_alone() as session:
        assert session.autosave is None
        told: list[str] = []
        session.library_opened.connect(lambda: told.append(session.library.location))
        moves: list[tuple[Month, Month | None]] = []
        session.vantage_moved.connect(lambda now, before: moves.append((now, before)))
        session.open_library(path)
        assert told == [str(path)]
        saved(qtbot, session)
        session.document.apply(SetLever(TARIFF, Setting(25)))
        saved(qtbot, session)
        qtbot.waitUntil(lambda: session.own_data.observations == FIGURES, timeout=10000)
        before = session.document, session.signals, session.projector, session.autosave
        lane = session.library.lane
        session.own_data.choose_vantage(MOVED)
        qtbot.waitUntil(lambda: bool(moves), timeout=30000)
        assert moves == [(MOVED, None)]
        assert session.model.clock.vantage == MOVED
        after = session.document, session.signals, session.projector, session.autosave
        assert after == before
        assert session.library.lane is lane
        assert session.document.scenario.policy.settings[TARIFF].value == 25
    with Library.open(path, read_only=True) as store:
        assert (
            store.scenarios.load(store.scenarios.find("Talk")).policy.settings[TARIFF].value == 25
        )


def test_that_a_window_follows_each_library_the_session_opens_until_it_is_closed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        window, session = desk.window, desk.session
        first = desk.open_library(tmp_path / "a.vecinos-library")
        assert window.autosave is first
        saved(qtbot, session)
        session.make_library(str(tmp_path / "b.vecinos-library"))
        qtbot.waitUntil(lambda: session.autosave is not first, timeout=20000)
        second = session.autosave
        assert window.autosave is second
        saved(qtbot, session)
        window.close()
        session.make_library(str(tmp_path / "c.vecinos-library"))
        qtbot.waitUntil(lambda: session.autosave is not second, timeout=20000)
        assert window.autosave is second
        saved(qtbot, session)
