"""What people ask of the charts of the desk: one place to ask, one place to listen."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.clock import Month
from desktop.views.curves.exporting import Way


class ChartRequests(QObject):
    """Carry what is asked at any chart, miniature or key straight to whoever does it.

    Where nothing else is said a signal carries the indicator it is asked for.
    """

    room_asked = Signal(str)
    """The indicator's chart shall be shown in the room, or no longer."""
    picked = Signal(str, str)
    """An indicator shown, and the one that shall take its place."""
    pressed = Signal(str)
    """The plot of the indicator's chart, or its miniature, was pressed."""
    explain_asked = Signal(str)
    data_asked = Signal(str)
    """Somebody wants to add to the indicator's measured series."""
    export_asked = Signal(Way, str)
    """How to take a chart out, and its indicator."""
    month_pointed = Signal(Month)
    """A month of a chart is pointed at; None where none is."""
    hold_asked = Signal(Month)
    """The cross-hair shall be held on a month, or let go; None only lets go."""

    in_room: tuple[str, ...] = ()
    """The indicators whose charts the room is shown, while it is shown anything."""
