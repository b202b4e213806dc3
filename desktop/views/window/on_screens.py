"""Screens that come, go and change: no window of the desk is left where nobody sees it."""

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.popover import Popover
from desktop.views.window.placement import inside


class OnScreens(QObject):
    """Bring the desk, and the windows beside it, back onto a screen that is there.

    A popover closes: what it stood beside is elsewhere.
    """

    def __init__(self, desk: QWidget) -> None:
        super().__init__(desk)
        self._desk = desk
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._bring_back)
        program = QGuiApplication.instance()
        assert isinstance(program, QGuiApplication)
        self._program = program
        program.screenAdded.connect(self._meet)
        program.screenRemoved.connect(self._later.start)
        program.primaryScreenChanged.connect(self._later.start)
        for screen in QGuiApplication.screens():
            self._follow(screen)

    def release(self) -> None:
        """Follow no screen any more: the desk closes."""
        self._later.stop()
        self._program.screenAdded.disconnect(self._meet)
        self._program.screenRemoved.disconnect(self._later.start)
        self._program.primaryScreenChanged.disconnect(self._later.start)
        for screen in QGuiApplication.screens():
            screen.availableGeometryChanged.disconnect(self._later.start)

    def _follow(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._later.start)

    def _meet(self, screen: QScreen) -> None:
        self._follow(screen)
        self._later.start()

    def _bring_back(self) -> None:
        rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        for window in QApplication.topLevelWidgets():
            if not window.isVisible() or not self._belongs(window):
                continue
            place = standing(window.geometry(), rooms)
            if place == window.geometry() or window.windowState() & _FILLING:
                continue
            if isinstance(window, Popover):
                window.close()
            else:
                window.setGeometry(place)

    def _belongs(self, window: QWidget) -> bool:
        return window is self._desk or self._desk.isAncestorOf(window)


_FILLING = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen
"""What the system itself moves to another screen."""


def standing(place: QRect, rooms: list[QRect]) -> QRect:
    """Return where a window stands: as it does where a screen shows its middle, else on the first.

    A window that lies across two screens was put there by somebody.
    """
    if not rooms or any(room.contains(place) for room in rooms):
        return place
    home = next((room for room in rooms if room.contains(place.center())), None)
    if home is not None and place.size().boundedTo(home.size()) == place.size():
        return place if home.contains(place.topLeft()) else inside(place, home)
    return inside(place, home or rooms[0])
