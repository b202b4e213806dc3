"""What the charts, the timeline and the small windows beside them show, and where to put a hand."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.desk import Desk
from desktop.document.packages import chosen_packages
from desktop.domain.clock import Month

_ABOVE_EVENTS = 14
"""A height of the timeline at which no event lies."""


class Shown:
    """Answer questions about one window; places are in the screen's own pixels."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._window = desk.window

    @property
    def answers(self) -> dict[str, Callable[..., object]]:
        """Return the questions by their word."""
        return {"shown": self._shown, "in_chart": self._in_chart, "in_timeline": self._in_timeline}

    def _shown(self) -> dict[str, object]:
        window, scenario = self._window, self._desk.document.scenario
        desk, span = window.desk, window.timeline.span
        focus, popup = QApplication.focusWidget(), QApplication.activePopupWidget()
        return {
            "charts": desk.shown,
            "held": desk.held,
            "month": str(desk.card(desk.shown[0]).chart.month),
            "months": span.months,
            "whole": window.timeline.whole.months,
            "targets": [[one.value, str(one.month)] for one in scenario.targets],
            "notes": scenario.notes,
            "packages": [package.name for package in chosen_packages(scenario)],
            "focus": type(focus).__name__,
            "popup": type(popup).__name__,
            "settled": not self._desk.document.within_gesture,
        }

    def _in_chart(self, slot: object, month: str, value: object = None) -> list[int]:
        """Return the place of a month, and of a value or half the height, in a chart."""
        desk = self._window.desk
        chart = desk.card(desk.shown[int(str(slot))]).chart
        frame = chart.plot.frame
        y = frame.plot.center().y() if value is None else frame.y(float(str(value)))
        at = QPointF(frame.x(Month.parse(month).year_fraction), y)
        return self._pixels(chart, (at + QPointF(chart.plot.pos())).toPoint())

    def _in_timeline(self, month: str) -> list[int]:
        timeline = self._window.timeline
        place = QPoint(round(timeline.x_of(Month.parse(month))), _ABOVE_EVENTS)
        return self._pixels(timeline, place)

    def _pixels(self, widget: QWidget, place: QPoint) -> list[int]:
        scale = self._window.devicePixelRatio()
        on_screen = widget.mapToGlobal(place)
        return [round(on_screen.x() * scale), round(on_screen.y() * scale)]
