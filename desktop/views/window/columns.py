"""The three columns of the desk, levers, charts and explanation, and the widths they have."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.bridge.preferences import Preferences
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import ChartArea
from desktop.views.explain.inspector import RAIL, WIDTH, Inspector
from desktop.views.explain.panel import ExplainPanel
from desktop.views.levers.lever_panel import LeverPanel

LEVERS_WIDTH = 340


class DeskColumns(QSplitter):
    """Lay the columns out; the explanation opens beside the charts, or over them."""

    def __init__(
        self,
        levers: LeverPanel,
        desk: ChartArea,
        explanation: ExplainPanel,
        preferences: Preferences,
        look: UiContext,
        middle: QWidget,
    ) -> None:
        """Build them; `middle` is what the explanation lies over where there is no room."""
        super().__init__(Qt.Orientation.Horizontal, middle)
        self._desk, self._preferences = desk, preferences
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(levers)
        self.addWidget(desk)
        self.inspector = Inspector(explanation, middle, self._is_tight, look, self)
        self.inspector.width_wanted.connect(self._make_room)
        self.inspector.set_column(preferences.explanation)
        self.inspector.column_chosen.connect(self._choose_column)
        desk.room_wanted.connect(self.inspector.put_away)
        self.addWidget(self.inspector)
        for place, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(place, stretch)

    @property
    def _levers_width(self) -> int:
        return self._preferences.lever_width or LEVERS_WIDTH

    def stand(self) -> None:
        """Take the widths that were chosen, or as they were designed."""
        beside = self.inspector.maximumWidth() if not self.inspector.open else WIDTH
        width = self.window().width()
        self.setSizes([self._levers_width, max(1, width - self._levers_width - beside), beside])

    def remember(self) -> None:
        """Let the levers have next time the width they have now."""
        self._preferences.lever_width = self.sizes()[0]

    def _is_tight(self) -> bool:
        return not self._desk.keeps_charts(RAIL - WIDTH)

    def _choose_column(self, column: bool) -> None:
        self._preferences.explanation = column

    def _make_room(self, wanted: int) -> None:
        """Give the explanation its width; the charts give or take the difference."""
        levers, *rest = self.sizes()
        shared = sum(rest)
        if not self.window().isVisible():
            # Nothing has been laid out yet, and the sizes of now are nobody's choice.
            levers = self._levers_width
            shared = self.window().width() - levers
        self.setSizes([levers, max(1, shared - wanted), wanted])
        self._desk.set_spare(wanted - RAIL)
