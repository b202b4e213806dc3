"""Help cards of levers, and the page of what each lever does: what opens them, where they lead."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.session.outcome_runs import KeptOutcomes, OutcomeRuns, Stand
from desktop.session.session import Session
from desktop.ui.actions import ActionId
from desktop.ui.ui_context import UiContext
from desktop.views.cards.outcomes_page import OutcomesPage

if TYPE_CHECKING:
    from desktop.views.window.main_window import MainWindow


class HelpCards(QObject):
    """Open cards and page in one window."""

    def __init__(self, window: "MainWindow", session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._look = window.look
        self._kept = KeptOutcomes()
        self._stand = Stand.FAR_END
        window.actions_[ActionId.OUTCOMES].triggered.connect(self.open_outcomes)
        window.look_changed.connect(self._set_look)

    def open_outcomes(self) -> None:
        """Show what each lever alone does to each curve."""
        self._window.pages.open_page(self._outcomes)

    def _outcomes(self) -> OutcomesPage:
        document, month = self._session.document, self._window.desk.headline_month
        page = OutcomesPage(document, self._runs(), month, self._look, self._stand)
        page.chosen.connect(self._show)
        page.stand_chosen.connect(self._keep_stand)
        return page

    def _runs(self) -> OutcomeRuns:
        return OutcomeRuns(self._session.document, self._session.spare_runs, self._kept)

    def _keep_stand(self, stand: Stand) -> None:
        self._stand = stand

    def _set_look(self, look: UiContext) -> None:
        self._look = look

    def _show(self, lever: str, indicator: str) -> None:
        """Show the chart of a cell, and what is known of its lever."""
        self._window.pages.close()
        self._window.desk.show_chart(indicator)
        self._window.explaining.explain(lever)
