"""Which charts the room is shown: chosen at the presenter's bar, or at a chart of the desk."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from desktop.domain.room import MOST_CURVES
from desktop.session.room.room_show import RoomShow
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import ChartArea


class RoomCharts:
    """Show a chart in the room, or take it away."""

    def __init__(self, show: RoomShow, desk: ChartArea) -> None:
        self._show, self._desk = show, desk

    def fill(self, menu: QMenu, look: UiContext, turn: Callable[[str], None]) -> None:
        """List all charts in a menu: the room's, then the desk's, then the others."""
        shown, names = self._show.charts, self._desk.indicators
        menu.clear()
        first = (*shown, *(one for one in self._desk.shown if one not in shown))
        for indicator in (*first, *(one for one in names if one not in first)):
            action = menu.addAction(look.language.wording(names[indicator].name))
            action.setCheckable(True)
            action.setChecked(indicator in shown)
            action.setEnabled(indicator in shown or len(shown) < MOST_CURVES)
            action.triggered.connect(lambda _=False, one=indicator: turn(one))

    def turn(self, indicator: str) -> None:
        """Show it, or show it no longer; of more than four it is said that there is no room."""
        shown = self._show.charts
        if indicator in shown:
            self._show.show_charts([one for one in shown if one != indicator])
        elif len(shown) < MOST_CURVES:
            self._show.show_charts([*shown, indicator])
        else:
            self._desk.notice.say(lambda look: look.text("room.charts_full"))
