"""The column that explains, in one window: what opens it, what it is told, where it leads."""

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop.bridge.attribution import Attributor
from desktop.session.session import Session
from desktop.ui.actions import ActionId, Actions
from desktop.views.curves.chart_area import ChartArea
from desktop.views.explain.inspector import Inspector
from desktop.views.explain.panel import Tab
from desktop.views.window.explain_pages import ExplainPages
from desktop.views.window.pages import Pages


class Explaining(QObject):
    """Open the card of what somebody asks about, and find out what moves its curve."""

    def __init__(
        self,
        session: Session,
        inspector: Inspector,
        desk: ChartArea,
        actions: Actions,
        pages: Pages,
    ) -> None:
        panel = inspector.panel
        super().__init__(panel)
        self._panel, self._inspector, self._desk = panel, inspector, desk
        self._attributor = Attributor(session.spare_runs, self)
        self.pages = ExplainPages(session, panel, desk, pages)
        self._session = session
        actions[ActionId.EXPLAIN].triggered.connect(inspector.toggle)
        actions[ActionId.EVIDENCE].triggered.connect(self._open_evidence)
        actions[ActionId.NOTES].triggered.connect(self._open_notes)
        actions[ActionId.WEDGES].triggered.connect(self._open_wedges)
        desk.requests.explain_asked.connect(self.explain)
        desk.requests.pressed.connect(self._follow_press)
        panel.address_opened.connect(self.open_browser)
        panel.shown.connect(desk.grid.set_chosen)
        actions[ActionId.CAUSAL_MAP].triggered.connect(lambda: self.pages.open_map(self._explained))
        panel.map_wanted.connect(self.pages.open_map)
        self.pages.card_wanted.connect(self.explain)
        panel.strengths_wanted.connect(self.pages.links.ask_strengths)
        self.pages.links.strengths_found.connect(panel.show_strengths)
        panel.wedges_wanted.connect(self.pages.open_wedges)
        panel.attribution_wanted.connect(self._attributor.ask)
        self._attributor.found.connect(panel.show_attribution)

    def explain(self, subject: str) -> None:
        """Show the card of an indicator, a lever or an element of the model."""
        if self._panel.tab is Tab.NOTES:
            self._panel.show_tab(Tab.EXPLAIN)
        self._panel.explain(subject)
        self._inspector.reveal()

    def show_evidence(self, subject: str) -> None:
        """Show what an indicator, a lever, an element or a link of the model rests on."""
        self._panel.show_tab(Tab.EVIDENCE)
        self.explain(subject)

    def open_browser(self, address: str) -> None:
        """Hand an address to the system's browser; only ever because somebody pressed for it."""
        if QDesktopServices.openUrl(QUrl(address)):
            return
        self._desk.notice.say(
            lambda look: look.text("notice.no_browser", address=address),
            lambda: QGuiApplication.clipboard().setText(address),
            "notice.copy_address",
            stays=True,
        )

    def stop(self) -> None:
        """Want no more to know what moves the curve: it moves again."""
        self._attributor.stop()
        self.pages.links.stop()

    def release(self) -> None:
        """Find out nothing any more: the window closes."""
        self.stop()
        self.pages.release()

    @property
    def _explained(self) -> str:
        """Return what is explained, or else the first curve on the desk."""
        subject, model = self._panel.subject, self._session.model
        if subject is None or self._panel.causes.element_of(subject) is None:
            return next(iter((*self._desk.shown, *model.indicators)))
        return subject

    def _open_wedges(self) -> None:
        """Divide the curve that is explained, or else the first on the desk."""
        indicators, subject = self._session.model.indicators, self._explained
        if subject not in indicators:
            subject = next(iter((*self._desk.shown, *indicators)))
        self.pages.open_wedges(subject)

    def _follow_press(self, indicator: str) -> None:
        """Let the explanation follow a press on any chart, where it is on show."""
        if self._inspector.open and self._panel.subject != indicator:
            self._panel.explain(indicator)

    def _open_notes(self) -> None:
        self._panel.show_tab(Tab.NOTES)
        self._inspector.reveal()
        self._panel.notes.setFocus()

    def _open_evidence(self) -> None:
        self._panel.show_tab(Tab.EVIDENCE)
        self._inspector.reveal()
        self._panel.tabs[Tab.EVIDENCE].setFocus()
