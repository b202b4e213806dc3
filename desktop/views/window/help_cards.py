"""Help cards of levers, and the page of what each lever does: what opens them, where they lead."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.errors import VecinosError
from desktop.modelfiles.help_cards import read_help_cards
from desktop.session.outcome_runs import KeptOutcomes, OutcomeRuns, Stand
from desktop.session.session import Session
from desktop.ui.actions import ActionId
from desktop.ui.ui_context import UiContext
from desktop.views.cards.lever_card import LeverCard
from desktop.views.cards.outcomes_page import OutcomesPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.help_card import HelpCard
    from desktop.views.window.main_window import MainWindow


class HelpCards(QObject):
    """Open cards and page in one window; the texts are read when the first card is opened."""

    def __init__(self, window: "MainWindow", session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._look = window.look
        self._texts: Mapping[str, HelpCard] = {}
        self._kept = KeptOutcomes()
        self._stand = Stand.FAR_END
        self._last = next(iter(session.model.levers))
        """The lever whose card was opened last."""
        self.card: LeverCard | None = None
        window.actions_[ActionId.OUTCOMES].triggered.connect(self.open_outcomes)
        window.actions_[ActionId.LEVER_CARD].triggered.connect(self._open_focused)
        window.levers.card_asked.connect(self.open_card)
        window.look_changed.connect(self._set_look)

    # ------------------------------------------------------------ the page

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

    def _show(self, lever: str, indicator: str) -> None:
        """Show the chart of a cell, and the card of its lever."""
        self._show_chart(indicator)
        self.open_card(lever)

    # ------------------------------------------------------------ the card

    def open_card(self, lever: str) -> None:
        """Show the card of a lever; one that is open turns to it."""
        try:
            self._texts = self._texts or read_help_cards(self._session.model, self._look.resources)
        except VecinosError as error:
            self._window.show_failure(error)
            return
        self._last = lever
        if self.card is None:
            self.card = self._made()
        self.card.set_month(self._window.desk.headline_month)
        self.card.show_lever(lever)
        self.card.show()
        self.card.raise_()
        self.card.activateWindow()

    def _made(self) -> LeverCard:
        month = self._window.desk.headline_month
        card = LeverCard(
            self._session.document, self._texts, self._runs(), month, self._look, self._window
        )
        card.chart_wanted.connect(self._show_chart)
        card.evidence_wanted.connect(self._show_evidence)
        card.explain_wanted.connect(self._explain)
        card.closed.connect(self._forget)
        return card

    def _open_focused(self) -> None:
        """Show the card of the lever that has the focus, else the one that was open last."""
        self.open_card(self._window.levers.focused or self._last)

    def _forget(self) -> None:
        if self.card is not None:
            self._last = self.card.lever
        self.card = None

    def _set_look(self, look: UiContext) -> None:
        self._look = look
        if self.card is not None:
            self.card.set_look(look)

    def _show_chart(self, indicator: str) -> None:
        self._window.pages.close()
        self._window.desk.show_chart(indicator)

    def _show_evidence(self, lever: str) -> None:
        self._window.pages.close()
        self._window.explaining.show_evidence(lever)

    def _explain(self, lever: str) -> None:
        self._window.pages.close()
        self._window.explaining.explain(lever)
