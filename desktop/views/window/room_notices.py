"""What the desk says and shows of the room's commands; the room itself is told none of it."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer

from desktop.domain.errors import VecinosError
from desktop.session.session import Session
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import ChartArea

WAIT_MS = 400
"""A wait that is shorter needs no word."""


class RoomNotices(QObject):
    """Follow the room of a session on the bar over the charts, and let the charts replay."""

    def __init__(self, session: Session, desk: ChartArea) -> None:
        super().__init__(desk)
        self._room, self._desk = session.room, desk
        self._long = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._long.timeout.connect(self._say_waiting)
        self._room.told.connect(self._tell)
        self._room.last_change.found.connect(desk.replay)
        self._room.last_change.waiting.connect(self._wait)
        self._room.story.waiting.connect(self._wait)
        self._room.marks.marked.connect(self._tell_marked)
        self._room.marks.unchanged.connect(self._tell_unchanged)

    def release(self) -> None:
        """Tell nothing any more: the window closes."""
        self._long.stop()
        self._room.told.disconnect(self._tell)
        self._room.last_change.found.disconnect(self._desk.replay)
        self._room.last_change.waiting.disconnect(self._wait)
        self._room.story.waiting.disconnect(self._wait)
        self._room.marks.marked.disconnect(self._tell_marked)
        self._room.marks.unchanged.disconnect(self._tell_unchanged)

    def mark(self, look: UiContext) -> None:
        """Keep a version that is named by the time of day, in the words of a window."""
        now = datetime.now(UTC).astimezone()
        self._room.marks.mark(look.text("room.marked_at", time=f"{now:%H:%M}"))

    def _tell_marked(self, name: str) -> None:
        self._desk.notice.say(lambda look: look.text("room.marked", name=name))

    def _tell_unchanged(self, name: str) -> None:
        self._desk.notice.say(lambda look: look.text("room.mark_unchanged", name=name))

    def _tell(self, error: VecinosError) -> None:
        """Say it on the bar that leaves by itself: nothing on the desk is at risk."""
        self._desk.notice.say(lambda look: look.language.error(error))

    def _wait(self, waits: bool) -> None:
        if waits:
            self._long.start()
            return
        self._long.stop()
        self._desk.notice.withdraw(_waits)

    def _say_waiting(self) -> None:
        self._desk.notice.say(_waits, stays=True)


def _waits(look: UiContext) -> str:
    return look.text("room.waits")
