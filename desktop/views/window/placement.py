"""Where the window stands: wholly on a screen, the first time and after a screen has gone."""

import base64
import binascii

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FRAME = QSize(0, 32)
"""What the system's title bar takes of a screen, before a window has one."""


def stand_as_designed(window: QWidget, designed: QSize) -> None:
    """Take the size it was designed for; where a screen has no room for it, all of the screen."""
    room = window.screen().availableGeometry()
    if fits(designed, room.size()):
        window.resize(designed)
        return
    # What the window comes back to when it is not maximized any more.
    window.setGeometry(inside(QRect(room.topLeft(), designed), room))
    window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def restored(window: QWidget, kept: str) -> bool:
    """Stand as it stood; False, with nothing done, where what was kept cannot be read.

    Qt leaves a window where it stood on a screen that has gone or has become smaller.
    """
    try:
        place = QByteArray(base64.b64decode(kept.encode(), validate=True))
    except (ValueError, binascii.Error):
        return False
    if not window.restoreGeometry(place):
        return False
    if window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
        return True
    stood = window.geometry()
    if not any(one.availableGeometry().contains(stood) for one in QGuiApplication.screens()):
        screen = QGuiApplication.screenAt(stood.center()) or QGuiApplication.primaryScreen()
        window.setGeometry(inside(stood, screen.availableGeometry()))
    return True


def kept_place(window: QWidget) -> str:
    """Return what `restored` reads."""
    return base64.b64encode(bytes(window.saveGeometry().data())).decode()


def fits(size: QSize, room: QSize) -> bool:
    """Say whether a window of this size fits with its title bar."""
    whole = size + FRAME
    return whole.width() <= room.width() and whole.height() <= room.height()


def inside(wanted: QRect, room: QRect) -> QRect:
    """Return the rectangle moved, and cut where it must be, into the room under a title bar."""
    room = room.adjusted(FRAME.width(), FRAME.height(), 0, 0)
    place = QRect(wanted.topLeft(), wanted.size().boundedTo(room.size()))
    place.moveLeft(max(room.left(), min(place.left(), room.right() + 1 - place.width())))
    place.moveTop(max(room.top(), min(place.top(), room.bottom() + 1 - place.height())))
    return place
