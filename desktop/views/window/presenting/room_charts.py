"""Which charts the room is shown: chosen at the presenter's bar, or at a chart of the desk."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from desktop.domain.room import MOST_CURVES
from desktop.session.pin_board import PinBoard
from desktop.session.room.room_show import RoomShow
from desktop.ui.ui_context import UiContext
from desktop.views.compare.pin_words import pin_words
from desktop.views.curves.chart_area import ChartArea


class RoomCharts:
    """Show a chart in the room, or take it away."""

    def __init__(self, show: RoomShow, board: PinBoard, desk: ChartArea) -> None:
        self._show, self._board, self._desk = show, board, desk

    def fill(self, menu: QMenu, look: UiContext, turn: Callable[[str], None]) -> None:
        """List all charts in a menu: the room's, then the desk's, then the others; then pins."""
        shown, names = self._show.charts, self._desk.indicators
        menu.clear()
        first = (*shown, *(one for one in self._desk.shown if one not in shown))
        for indicator in (*first, *(one for one in names if one not in first)):
            action = menu.addAction(look.language.wording(names[indicator].name))
            action.setCheckable(True)
            action.setChecked(indicator in shown)
            action.setEnabled(indicator in shown or len(shown) < MOST_CURVES)
            action.triggered.connect(lambda _=False, one=indicator: turn(one))
        pins = self._board.pins
        if pins:
            menu.addSeparator()
        for pin in pins:
            named = look.text("compare.pin", letter=pin.letter, what=pin_words(pin, pins, look))
            # In a menu, a sign before a letter would make that letter a key.
            action = menu.addAction(look.text("room.pin", pin=named).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(pin.letter in self._show.pins.shown)
            action.triggered.connect(lambda _=False, one=pin.letter: self._show.pins.turn(one))

    def turn(self, indicator: str) -> None:
        """Show it, or show it no longer; of more than four it is said that there is no room."""
        shown = self._show.charts
        if indicator in shown:
            self._show.show_charts([one for one in shown if one != indicator])
        elif len(shown) < MOST_CURVES:
            self._show.show_charts([*shown, indicator])
        else:
            self._desk.notice.say(lambda look: look.text("room.charts_full"))
