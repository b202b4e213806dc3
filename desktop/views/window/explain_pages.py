"""The pages that explain one curve over the whole of the window, and who answers what they ask."""

from PySide6.QtCore import QObject, Signal

from desktop.bridge.link_strengths import LinkFinder
from desktop.bridge.wedge_runs import WedgeFinder
from desktop.domain.errors import VecinosError
from desktop.domain.policy import PlannedEvent
from desktop.session.live_curves import LiveCurves
from desktop.session.session import Session
from desktop.views.curves.chart_area import ChartArea
from desktop.views.explain.map_page import MapPage, MapState
from desktop.views.explain.panel import ExplainPanel
from desktop.views.explain.wedge_page import WedgePage, WedgeState
from desktop.views.window.pages import Pages


class ExplainPages(QObject):
    """Open parts over time and the causal map, and let the page follow the curves."""

    card_wanted = Signal(str)
    """The card of an element shall be shown on the desk."""

    def __init__(
        self, session: Session, panel: ExplainPanel, desk: ChartArea, pages: Pages
    ) -> None:
        super().__init__(panel)
        self._session, self._panel, self._desk, self._pages = session, panel, desk, pages
        self._wedge_state: WedgeState | None = None
        self._map_state: MapState | None = None
        self.wedges = WedgeFinder(self)
        self.links = LinkFinder(session.spare_runs, self)
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

    def open_map(self, subject: str) -> None:
        """Show the causal map round an indicator, a lever or an element."""
        element = self._panel.causes.element_of(subject)
        if element is not None:
            before = self._map_state
            state = self._map_state = MapState([element], self._desk.headline_month)
            if before is not None:
                state.zoom = before.zoom
            self._pages.open_page(self._make_map)

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

    def _make_map(self) -> MapPage | None:
        state, graph = self._map_state, self._panel.causes
        if state is None:
            return None
        # Another version of the model may not have all that stood in the middle.
        state.visited = [one for one in state.visited if one in graph]
        if not state.visited:
            return None
        page = MapPage(graph, lambda: self._now()[0], state, self._panel.look)
        page.wanted.connect(self.links.ask_map)
        page.left.connect(self.links.cancel_map)
        page.card_wanted.connect(self._show_card)
        self.links.map_found.connect(page.show_map)
        self.links.map_failed.connect(page.show_failure)
        page.refresh()
        return page

    def _show_card(self, element: str) -> None:
        self._pages.close()
        self.card_wanted.emit(element)

    def _now(self) -> tuple[LiveCurves | None, tuple[PlannedEvent, ...]]:
        """Return the curves of the scenario as it stands, once they are exact."""
        curves, document = self._session.projector.latest, self._session.document
        if curves is None or not curves.exact or curves.revision != document.revision:
            return None, ()
        return curves, document.scenario.drawn

    @property
    def _page(self) -> WedgePage | MapPage | None:
        page = self._pages.page
        return page if isinstance(page, WedgePage | MapPage) else None

    def _follow(self, curves: LiveCurves) -> None:
        if curves.exact and self._page is not None:
            self._page.refresh()

    def _fail(self, error: VecinosError) -> None:
        if self._page is not None:
            self._page.show_failure(error)
