"""A session and the window that looks on: built together, and ended in the right order."""

from pathlib import Path

from desktop.app.qt_application import apply_look
from desktop.bridge.preferences import Preferences
from desktop.bridge.store_lane import StoreLane
from desktop.document.document import Document
from desktop.domain.errors import VecinosError
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.session.projector import Projector, RunPlacement
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.session.session import Session
from desktop.ui.ui_context import UiContext


class Desk:
    """Hold a session and its window; `close` ends both."""

    def __init__(self, session: Session, look: UiContext) -> None:
        # Only now: to load the window takes as long as the first run, which is under way.
        from desktop.views.window.main_window import MainWindow

        self.session = session
        self.window = MainWindow(session, look)
        self.window.look_changed.connect(self._take_look)

    def _take_look(self, look: UiContext) -> None:
        self.session.language = look.language
        apply_look(look)

    @property
    def document(self) -> Document:
        """Return what is on the desk."""
        return self.session.document

    @property
    def projector(self) -> Projector:
        """Return what projects it."""
        return self.session.projector

    @property
    def moving(self) -> bool:
        """Say whether a lever is held or a run is under way: a pause would be seen."""
        return self.document.within_gesture or self.projector.busy

    @property
    def preferences(self) -> Preferences:
        """Return what the desk remembers of its user."""
        return self.session.preferences

    @property
    def autosave(self) -> ScenarioAutosave | None:
        """Return what saves it, None while no library was opened."""
        return self.session.autosave

    @property
    def lane(self) -> StoreLane | None:
        """Return the lane of the open library, None while there is none."""
        return self.session.library.lane

    def open_library(self, location: str | Path, *, create: bool = True) -> ScenarioAutosave:
        """Keep the document in a library from now on; see `Session.open_library`."""
        return self.session.open_library(location, create=create)

    def show_failure(self, error: VecinosError) -> None:
        """Show a failure of whatever part on the window."""
        self.window.show_failure(error)

    def close(self) -> None:
        """Save what is asked for, end all threads, and let the window go."""
        self.window.close()
        self.session.close()
        self.window.deleteLater()


def build(
    compiled: CompiledModel,
    scenario: Scenario,
    preferences: Preferences,
    look: UiContext,
    *,
    lane: RunPlacement = RunPlacement.SPLIT,
) -> Desk:
    """Build a window over a scenario, not shown yet, with its first run asked for."""
    # Before the run, and so on this thread: draws are thousands of small steps, and a thread beside
    # the window's making would wait for Python's lock at each.
    compiled.draws(scenario.request.ensemble, scenario.request.assumptions)
    # Before the window: its style sheet takes the font as it stands then.
    apply_look(look)
    session = Session(compiled, scenario, preferences, look.language, look.resources, lane=lane)
    # The window is made while the first run is under way; both wait for the event loop.
    session.projector.refresh()
    try:
        return Desk(session, look)
    except BaseException:
        # A thread that outlives its object takes the whole program down, and the reason with it.
        session.close()
        raise
