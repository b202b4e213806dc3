"""The pages that explain one curve over the whole of the window, and who answers what they ask."""

from PySide6.QtCore import QObject

from desktop.bridge.wedge_runs import WedgeFinder
from desktop.domain.errors import VecinosError
from desktop.domain.policy import PlannedEvent
from desktop.session.live_curves import LiveCurves
from desktop.session.session import Session
from desktop.views.curves.chart_area import ChartArea
from desktop.views.explain.panel import ExplainPanel
from desktop.views.explain.wedge_page import WedgePage, WedgeState
from desktop.views.window.pages import Pages


class ExplainPages(QObject):
    """Open parts over time, and let the page follow the curves."""

    def __init__(
        self, session: Session, panel: ExplainPanel, desk: ChartArea, pages: Pages
    ) -> None:
        super().__init__(panel)
        self._session, self._panel, self._desk, self._pages = session, panel, desk, pages
        self._wedge_state: WedgeState | None = None
        self.wedges = WedgeFinder(self)
        session.projector.projected.connect(self._follow)
        session.projector.failed.connect(self._fail)

    def open_wedges(self, indicator: str) -> None:
        """Show how a curve's distance from the status quo divides, in the month of the headlines.

        By levers, families or sides, as it was looked at last.
        """
        before = self._wedge_state
        state = self._wedge_state = WedgeState(indicator, self._desk.headline_month)
        if before is not None:
            state.grouping = before.grouping
        self._pages.open_page(self._make_wedges)

    def release(self) -> None:
        """Answer nothing any more: the window closes."""
        self._session.projector.projected.disconnect(self._follow)
        self._session.projector.failed.disconnect(self._fail)
        self.wedges.close()

    def _make_wedges(self) -> WedgePage | None:
        state, model = self._wedge_state, self._session.model
        if state is None or state.indicator not in model.indicators:
            return None
        page = WedgePage(model, self._now, state, self._panel.look)
        page.wanted.connect(lambda question: self.wedges.ask(model, question))
        page.given_up.connect(self.wedges.cancel)
        page.left.connect(self.wedges.cancel)
        self.wedges.found.connect(page.show_wedges)
        self.wedges.failed.connect(page.show_failure)
        self.wedges.advanced.connect(page.show_progress)
        page.refresh()
        return page

    def _now(self) -> tuple[LiveCurves | None, tuple[PlannedEvent, ...]]:
        """Return the curves of the scenario as it stands, once they are exact."""
        curves, document = self._session.projector.latest, self._session.document
        if curves is None or not curves.exact or curves.revision != document.revision:
            return None, ()
        return curves, document.scenario.drawn

    @property
    def _wedge_page(self) -> WedgePage | None:
        page = self._pages.page
        return page if isinstance(page, WedgePage) else None

    def _follow(self, curves: LiveCurves) -> None:
        if curves.exact and self._wedge_page is not None:
            self._wedge_page.refresh()

    def _fail(self, error: VecinosError) -> None:
        if self._wedge_page is not None:
            self._wedge_page.show_failure(error)
