"""The look round in one window: what is put away for it, and what comes back after it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.focus import FocusBefore
from desktop.ui.ui_context import UiContext
from desktop.views.explain.inspector import Inspector
from desktop.views.help.look_round import LookRound, Stop
from desktop.views.window.evaluation_overlay import EvaluationOverlay
from desktop.views.window.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Callable


class DeskTour(QObject):
    """Lead through the stops on the bare desk, with the explanation in sight."""

    def __init__(
        self,
        stops: tuple[Stop, ...],
        pages: Pages,
        evaluation: EvaluationOverlay,
        inspector: Inspector,
        focus: FocusBefore,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._stops, self._window = stops, window
        self._pages, self._evaluation = pages, evaluation
        self._inspector, self._focus = inspector, focus
        self._end: Callable[[], None] | None = None
        """Ends the look round that is under way."""

    def start(self, look: UiContext) -> LookRound:
        """Lead through the desk in six steps."""
        self._pages.close()
        if self._evaluation.open:
            self._evaluation.leave()
        self.end()
        self._focus.remember()
        explained = self._inspector.open
        self._inspector.reveal()
        tour = LookRound(self._stops, look, self._window)
        self._end = tour.end
        tour.ended.connect(lambda: self._put_back(explained=explained))
        return tour

    def end(self) -> None:
        """End it where it stands, if it is under way."""
        if self._end is not None:
            self._end()

    def _put_back(self, *, explained: bool) -> None:
        self._end = None
        if not explained:
            self._inspector.put_away()
        self._focus.bring_back()
