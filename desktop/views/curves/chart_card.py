"""One chart slot: the chart, and the button that picks its indicator."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.charts.difference_chart import DifferenceChart
from desktop.charts.fan_chart import FanChart
from desktop.charts.plain_text import tip
from desktop.charts.projected_chart import ProjectedChart
from desktop.domain.clock import Month
from desktop.domain.model.model import Model
from desktop.ui.actions import KEYS, ActionId, with_keys
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_requests import ChartRequests
from desktop.views.curves.exporting import offer_exports

PICKER = 24
LOWEST = 150
"""Height of a chart in a window just large enough for it, while a bar stands over the charts."""


class _Picker(QToolButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "icon")
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return the smallest target a pointer should be asked to hit."""
        return QSize(PICKER, PICKER)


class ChartSlot(QWidget):
    """Hold one indicator's chart; what is asked here goes to `requests`."""

    target_asked = Signal()
    """Somebody wants to set a target line, or to change one."""

    def __init__(
        self,
        indicator: str,
        model: Model,
        look: UiContext,
        order: Callable[[], Sequence[str]],
        requests: ChartRequests,
        parent: QWidget | None = None,
    ) -> None:
        """Build the chart; `order` gives the indicators of the picker, those shown first."""
        super().__init__(parent)
        self._model = model
        self._order = order
        self._requests = requests
        self._indicator = model.indicators[indicator]
        series = self._indicator.series
        self.chart = FanChart(
            self._indicator,
            None if series is None else model.series[series],
            model.clock,
            model.votes,
            look.language,
            look.tokens,
        )
        self.chart.setParent(self)
        self.chart.setObjectName(f"chart-{indicator}")
        self.difference: DifferenceChart | None = None
        """What stands in the chart's place while differences are shown."""
        self._hear(self.chart)
        self._picker = _Picker(self)
        self._picker.setIconSize(QSize(16, 16))
        self._picker.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._picker.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self._picker)
        self.menu.aboutToShow.connect(self._list)
        self._picker.setMenu(self.menu)
        self.chart.set_corner(self._picker)
        self.set_look(look)

    def _hear(self, chart: ProjectedChart) -> None:
        chart.setMinimumHeight(LOWEST)
        chart.head_pressed.connect(self._ask_why)
        chart.cross_hair_moved.connect(self._requests.month_pointed)
        chart.hold_asked.connect(self._ask_to_hold)

    @property
    def charts(self) -> tuple[ProjectedChart, ...]:
        """Return the chart, and that of differences where there is one."""
        return (self.chart,) if self.difference is None else (self.chart, self.difference)

    @property
    def seen(self) -> ProjectedChart:
        """Return the chart that is seen."""
        return self.charts[-1]

    def compare(self) -> DifferenceChart:
        """Put a chart of differences in the chart's place, and return it; it shows nothing yet."""
        if self.difference is None:
            model, look = self._model, self._look
            self.difference = made = DifferenceChart(
                self._indicator, model.clock, model.votes, look.language, look.tokens, self
            )
            made.setObjectName(f"difference-{self.indicator}")
            self._hear(made)
            self._put(made, self.chart)
        return self.difference

    def stop_comparing(self) -> None:
        """Show the chart again."""
        gone, self.difference = self.difference, None
        if gone is not None:
            self._put(self.chart, gone)
            gone.deleteLater()

    def _put(self, chart: ProjectedChart, other: ProjectedChart) -> None:
        # Of a window that is not in front, too.
        focused = self.window().focusWidget() is other
        other.set_corner(None)
        chart.set_corner(self._picker)
        chart.setGeometry(self.rect())
        chart.show()
        if focused:
            chart.setFocus()
        other.hide()

    @property
    def indicator(self) -> str:
        """Return the indicator's id."""
        return self._indicator.id

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        for chart in self.charts:
            chart.set_look(look.tokens)
            chart.set_language(look.language)
        name = look.language.wording(self._indicator.name)
        words = look.text("curves.pick", name=name)
        self._picker.setIcon(look.icon("ellipsis", look.tokens.ink2))
        self._picker.setToolTip(tip(words))
        self._picker.setAccessibleName(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the chart all the room."""
        super().resizeEvent(event)
        for chart in self.charts:
            chart.setGeometry(self.rect())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu of the three dots where the pointer is, or in the chart for the keys."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self.menu.popup(event.globalPos() if by_mouse else self.mapToGlobal(self.rect().center()))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest readable card."""
        return self.chart.minimumSize()

    @property
    def is_measured(self) -> bool:
        """Say whether a published series stands behind the chart."""
        return self._indicator.series is not None

    def _list(self) -> None:
        self.menu.clear()
        explain = self.menu.addAction(self._look.text("curves.explain"))
        explain.triggered.connect(self._ask_why)
        if self.is_measured:
            data = self.menu.addAction(self._look.text("curves.own_data"))
            data.triggered.connect(lambda: self._requests.data_asked.emit(self.indicator))
        words = with_keys(self._look.text("action.target"), QKeySequence(KEYS[ActionId.TARGET][0]))
        target = self.menu.addAction(words)
        target.triggered.connect(self.target_asked)
        # It is a value of the level, and has no place among differences.
        target.setEnabled(self.difference is None)
        in_room = self.menu.addAction(self._look.text("curves.in_room"))
        in_room.setCheckable(True)
        in_room.setChecked(self.indicator in self._requests.in_room)
        in_room.triggered.connect(lambda: self._requests.room_asked.emit(self.indicator))
        self.menu.addSeparator()
        offer_exports(
            self.menu,
            self._look,
            lambda way: self._requests.export_asked.emit(way, self.indicator),
        )
        self.menu.addSeparator()
        for indicator in self._order():
            words = self._look.language.wording(self._model.indicators[indicator].name)
            action = self.menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(indicator == self.indicator)
            action.triggered.connect(
                lambda _=False, other=indicator: self._requests.picked.emit(self.indicator, other)
            )

    def _ask_why(self) -> None:
        self._requests.explain_asked.emit(self.indicator)

    def _ask_to_hold(self, month: Month | None) -> None:
        self._requests.hold_asked.emit(month)
        if month is not None:
            self._requests.pressed.emit(self.indicator)
