"""Where Tab leads, and the key that leads from one part of the window to the next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

Panel = Sequence[QWidget]
"""A part of the window: what lies in it, in the order in which it is read."""


class ReadingOrder:
    """Lead the focus through a window as it is read; charts come and go, and Qt appends them."""

    def __init__(self, window: QWidget, panels: Callable[[], Sequence[Panel]]) -> None:
        self._window = window
        self._panels = panels

    def stops(self) -> list[list[QWidget]]:
        """Return what takes the focus now, in reading order, by panel."""
        panels = self._panels()
        parts = [(panel, part) for panel, parts in enumerate(panels) for part in parts]
        found: list[list[QWidget]] = [[] for _ in parts]
        widget = self._window.nextInFocusChain()
        while widget is not None and widget is not self._window:
            if self._takes_focus(widget):
                for place, (_, part) in enumerate(parts):
                    if part is widget or part.isAncestorOf(widget):
                        found[place].append(widget)
                        break
            widget = widget.nextInFocusChain()
        stops: list[list[QWidget]] = [[] for _ in panels]
        for (panel, _), widgets in zip(parts, found, strict=True):
            stops[panel] += widgets
        return stops

    def step(self, *, forward: bool) -> bool:
        """Give the focus to the next stop, or to the one before; False where there is none."""
        stops = [stop for panel in self.stops() for stop in panel]
        if not stops:
            return False
        now = self._window.focusWidget()
        if now in stops:
            place = stops.index(now) + (1 if forward else -1)
        else:
            # What shows no ring holds the focus for all that lies in it.
            inside = [at for at, stop in enumerate(stops) if now and now.isAncestorOf(stop)]
            place = (inside[0] if forward else inside[0] - 1) if inside else 0 if forward else -1
        _give_focus(stops[place % len(stops)], forward=forward)
        return True

    def turn(self, *, forward: bool) -> None:
        """Give the focus to the next panel, where it was last, or to the panel before."""
        panels = [
            (parts, stops)
            for parts, stops in zip(self._panels(), self.stops(), strict=True)
            if stops
        ]
        now = self._window.focusWidget()
        held = [
            place
            for place, (parts, _) in enumerate(panels)
            if now is not None and any(part is now or part.isAncestorOf(now) for part in parts)
        ]
        place = held[0] + (1 if forward else -1) if held else 0 if forward else -1
        parts, stops = panels[place % len(panels)]
        before = (part.focusWidget() for part in parts)
        last = next((widget for widget in before if widget in stops), stops[0])
        _give_focus(last, forward=forward)

    def _takes_focus(self, widget: QWidget) -> bool:
        return bool(
            widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isEnabled()
            and widget.isVisibleTo(self._window)
            and widget.window() is self._window
            and widget.focusProxy() is None
        )


def _give_focus(widget: QWidget, *, forward: bool) -> None:
    reasons = Qt.FocusReason
    widget.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, 24)
        above = above.parentWidget()
