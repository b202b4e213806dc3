"""Differences in the place of levels, on the charts of the desk."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.session.difference_runs import DifferenceCurves
from desktop.session.projector import Subscription
from desktop.views.curves.chart_grid import ChartGrid


class Differing(QObject):
    """Put differences on the charts of one grid, and levels back, which `redraw` draws anew.

    `step` gives the step of the clock that headlines speak of.
    """

    def __init__(
        self,
        grid: ChartGrid,
        subscription: Subscription,
        redraw: Callable[[], object],
        step: Callable[[], int],
    ) -> None:
        super().__init__(grid)
        self._grid, self._subscription = grid, subscription
        self._redraw, self._step = redraw, step
        self._found: DifferenceCurves | None = None

    @property
    def on(self) -> bool:
        """Say whether differences stand in the place of levels."""
        return self._grid.compares

    @property
    def found(self) -> DifferenceCurves | None:
        """Return the differences that are drawn; None while there are none."""
        return self._found

    def turn(self, *, on: bool) -> None:
        """Put differences in the place of levels, or levels again."""
        was, self._found = self.on, None
        self._subscription.levels = not on
        self._grid.compare(compares=on)
        if was and not on:
            self._redraw()

    def draw(self, found: DifferenceCurves) -> None:
        """Draw differences, while they are wanted."""
        if self.on:
            self._found = found
            self._grid.draw_differences(found, self._step())
