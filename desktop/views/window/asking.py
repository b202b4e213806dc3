"""Questions to the model in one window: what opens their page, who answers, what is done then."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.bridge.inquiries import Members
from desktop.document.kept_answers import answer_to
from desktop.document.moves import MoveLevers
from desktop.domain.clock import Month
from desktop.domain.inquiry import Answer, Asked, Inquiry, WhatItTakes
from desktop.engine.results.projection import MEDIAN
from desktop.session.live_curves import LiveCurves
from desktop.session.session import Session
from desktop.ui.actions import ActionId
from desktop.ui.ui_context import UiContext

if TYPE_CHECKING:
    from desktop.views.ask.ask_page import AskPage, AskState
    from desktop.views.window.main_window import MainWindow


class Asking(QObject):
    """Open the page of questions about a curve, and let it be answered."""

    def __init__(self, window: "MainWindow", session: Session) -> None:
        super().__init__(window)
        self._window, self._session, self._look = window, session, window.look
        self._state: AskState | None = None
        window.actions_[ActionId.ASK].triggered.connect(self.open)
        window.finding.question_wanted.connect(self.open_with)
        window.look_changed.connect(self._set_look)

    def _set_look(self, look: UiContext) -> None:
        self._look = look

    def open(self) -> None:
        """Ask what was asked last about the curve that is explained, aimed at or first on show."""
        self.open_with(None)

    def open_with(self, asked: Asked | None) -> None:
        """Ask this; None asks what was asked last."""
        # Nobody who does not ask pays for it when the program starts.
        from desktop.views.ask.ask_page import goal_state

        indicator = self._subject()
        before = self._state
        state = goal_state(self._session.document, indicator, self._window.desk.headline_month)
        if before is not None:
            state.asked, state.held = before.asked, before.held
            if before.indicator == indicator and state.value is None:
                state.value, state.at_least = before.value, before.at_least
        if asked is not None:
            state.asked = asked
        self._state = state
        self._window.pages.open_page(self._make)

    def _subject(self) -> str:
        indicators, shown = self._session.model.indicators, self._window.desk.shown
        aimed = [one.indicator for one in self._session.document.scenario.targets]
        explained = self._window.explanation.subject
        wanted = (*(one for one in (explained,) if one in aimed), *aimed, explained, *shown)
        return next(one for one in (*wanted, *indicators) if one is not None and one in indicators)

    def _make(self) -> "AskPage | None":
        from desktop.views.ask.ask_page import AskPage

        state, document, answers = self._state, self._session.document, self._session.inquiries
        if state is None or state.indicator not in document.model.indicators:
            return None
        page = AskPage(document, state, self._known, self._median, self._look)
        page.wanted.connect(self._ask)
        page.given_up.connect(answers.cancel)
        page.left.connect(answers.cancel)
        page.moves_wanted.connect(self._move)
        answers.answered.connect(page.show_answer)
        answers.failed.connect(page.show_failure)
        answers.advanced.connect(page.show_progress)
        return page

    def _known(self, inquiry: Inquiry) -> Answer | None:
        found = self._session.inquiries.known(self._session.model, inquiry)
        document = self._session.document
        return found or answer_to(inquiry, document.scenario, document.model)

    @property
    def _curves(self) -> LiveCurves | None:
        """Return the curves of the scenario as it stands, once they are exact."""
        curves, request = self._session.projector.latest, self._session.document.scenario.request
        if curves is None or not curves.exact or curves.projection.request != request:
            return None
        return curves

    def _median(self, indicator: str, month: Month) -> float | None:
        curves = self._curves
        if curves is None or indicator not in curves.bands.indicators:
            return None
        step = self._session.model.clock.step(month)
        return float(curves.bands.of(indicator)[MEDIAN][step])

    def _ask(self, inquiry: Inquiry) -> None:
        curves = self._curves
        # The members of the desk's own run, where it is of the lines that are asked about.
        members = None
        if curves is not None and not curves.monthly:
            members = Members(curves.projection, curves.baseline)
        self._session.inquiries.ask(self._session.model, inquiry, members)

    def _move(self, found: WhatItTakes) -> None:
        document, notice = self._session.document, self._window.desk.notice
        document.apply(MoveLevers(found.moves), self)
        self._window.pages.close()
        count = len(found.moves)

        def undo() -> None:
            document.undo(self)

        notice.say(lambda look: look.language.plural("notice.levers_moved", count), undo)
