"""How the parts of one window follow the curves, and the month that is read on them."""

from PySide6.QtCore import QObject, QTimer

from desktop.analysis.gates import Need
from desktop.document.changes import Changes
from desktop.domain.clock import Month
from desktop.session.live_curves import LiveCurves
from desktop.session.session import Session
from desktop.views.curves.chart_area import ChartArea
from desktop.views.explain.panel import ExplainPanel
from desktop.views.levers.lever_panel import LeverPanel
from desktop.views.timeline.timeline import Timeline
from desktop.views.window.explaining import Explaining
from desktop.views.window.pages import Pages

IN_FORCE_AFTER = 12
"""Months after the vantage at which the levers show what is in force while no month is read."""


class CurvesFollower(QObject):
    """Let levers, timeline, explanation and page show what belongs to the curves on the charts."""

    def __init__(
        self,
        session: Session,
        desk: ChartArea,
        levers: LeverPanel,
        timeline: Timeline,
        explanation: ExplainPanel,
        explaining: Explaining,
        pages: Pages,
    ) -> None:
        super().__init__(desk)
        self._session = session
        self._desk, self._levers, self._timeline = desk, levers, timeline
        self._explanation, self._explaining, self._pages = explanation, explaining, pages
        self._curves: LiveCurves | None = None
        self._discreet = False
        # What is read beside the charts waits until they are painted.
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._telling.timeout.connect(self._tell)
        session.signals.changed.connect(self._on_document_changed)
        session.projector.projected.connect(self._show)
        session.needs.found.connect(self._show_needs)
        session.own_data.changed.connect(self._mark_own_data)
        desk.cross_hair_moved.connect(self._follow_cross_hair)
        timeline.month_pointed.connect(desk.set_cross_hair)
        timeline.hold_asked.connect(desk.turn_hold)
        self._follow_cross_hair(None)

    @property
    def waits(self) -> bool:
        """Say whether what the last exact run says beside the charts is still to be shown."""
        return self._telling.isActive()

    def take_up(self) -> None:
        """Show what there is already, in a session that had its library or curves before."""
        self._mark_own_data()
        self._show_needs(self._session.needs.latest)
        if self._session.projector.latest is not None:
            self._show(self._session.projector.latest)

    def set_discreet(self, discreet: bool) -> None:
        """Warn of nothing about the levers, or again."""
        self._discreet = discreet
        self._levers.warning.set_silent(discreet)
        self._show_needs(self._session.needs.latest)

    def _show_needs(self, needs: tuple[Need, ...]) -> None:
        self._levers.show_needs(() if self._discreet else needs)

    def release(self) -> None:
        """Follow no longer: the window closes."""
        self._telling.stop()
        self._session.projector.projected.disconnect(self._show)
        self._explaining.release()

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.model:
            # The parts that hear the document themselves have done so already.
            self._curves = None
            self._explanation.take_model()
            self._follow_cross_hair(self._desk.cross_hair)
        if changes.needs_projection:
            self._telling.stop()
            self._explaining.stop()

    def _show(self, curves: LiveCurves) -> None:
        if self._curves is None:
            self._pages.take_model()
        self._curves = curves
        if curves.exact:
            self._telling.start()
        else:
            self._telling.stop()
            self._explanation.show_curves(curves)

    def _tell(self) -> None:
        """Show what an exact run says beside the charts."""
        if self._curves is not None:
            self._explanation.show_curves(self._curves, self._session.document.scenario.drawn)
            self._show_in_force()
            if self._explanation.subject is None and self._desk.shown:
                self._explanation.explain(self._desk.shown[0])

    def _show_in_force(self) -> None:
        if self._curves is not None and self._curves.in_force:
            clock = self._session.model.clock
            month = self._desk.read_month or clock.vantage.plus(IN_FORCE_AFTER)
            step = clock.step(month)
            self._levers.set_in_force(
                {lever: float(path[step]) for lever, path in self._curves.in_force.items()}, month
            )

    def _follow_cross_hair(self, month: Month | None) -> None:
        told = self._desk.headline_month
        self._timeline.set_cross_hair(month, told, held=self._desk.held)
        self._explanation.set_month(self._desk.read_month or told, told)
        self._show_in_force()

    def _mark_own_data(self) -> None:
        self._desk.grid.set_user_observations(self._session.own_data.series)
