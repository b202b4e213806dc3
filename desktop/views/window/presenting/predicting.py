"""The command that asks a room and reveals, wherever it is given."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.session.session import Session
from desktop.ui.actions import ActionId, Actions
from desktop.ui.focus import FocusBefore
from desktop.ui.ui_context import UiContext
from desktop.views.calls.calls_bar import CallsBar
from desktop.views.curves.chart_area import ChartArea


class Predicting(QObject):
    """Hold the bar where calls are taken down, and remember the teams of a room."""

    def __init__(
        self,
        session: Session,
        desk: ChartArea,
        actions: Actions,
        look: UiContext,
        remember: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._show, self._preferences = session.room, session.preferences.room
        self._remember = remember
        self._show.calls.usual_teams = self._preferences.teams
        self.bar = CallsBar(
            session.room,
            session.document,
            session.signals,
            lambda: desk.shown,
            lambda: desk.headline_month,
            look,
            FocusBefore(desk),
            parent,
        )
        self.bar.teams_named.connect(self._take_teams)
        self._action = actions[ActionId.PREDICT]
        self._follow()
        self._show.calls.changed.connect(self._follow)

    def act(self, *, over_desk: bool, back_to_desk: Callable[[], None]) -> None:
        """Ask on the desk, or reveal; where the room covers the desk, it is revealed as it is."""
        if over_desk and self._show.held:
            self._show.reveal()
        else:
            back_to_desk()
            self.bar.act()

    def release(self) -> None:
        """Follow nothing any more: the window closes."""
        self._show.calls.changed.disconnect(self._follow)
        self.bar.release()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self.bar.set_look(look)

    def _follow(self) -> None:
        """Let the command wait while something is being revealed."""
        self._action.setEnabled(not self._show.calls.revealing)

    def _take_teams(self, teams: list[str]) -> None:
        self._preferences.teams = tuple(teams)
        self._remember()
