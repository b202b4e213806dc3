"""Where the room's window stands: on a screen of its own, or over the desk."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPixmap, QScreen
from PySide6.QtWidgets import QWidget

from desktop.bridge.room_preferences import RoomPreferences
from desktop.charts.plain_text import PlainLabel
from desktop.charts.style import palette
from desktop.charts.tokens import SIZE_BODY, Tokens
from desktop.ui.typography import font
from desktop.views.room.room_window import RoomWindow
from desktop.views.window.presenting.screens import Display, Stage, choose

HINT_SHARE = 0.028
"""Height of its letters, of the window's."""
HINT_MS = 3000
"""How long a room reads what leads back to the desk."""
GIVE_BACK_MS = 1000
"""So long after it came a window that is active was made so by the system, and by nobody's hand."""


def display_of(screen: QScreen) -> Display:
    """Return what tells a screen from another."""
    place = screen.geometry()
    return Display(
        screen.name(),
        screen.model(),
        screen.serialNumber(),
        (place.x(), place.y(), place.width(), place.height()),
    )


def displays() -> tuple[Display, ...]:
    """Return the screens there are."""
    return tuple(display_of(screen) for screen in QGuiApplication.screens())


def display_for_room(desk: QWidget, preferences: RoomPreferences) -> Display:
    """Return the screen that a room would have now, given the window of the desk."""
    return choose(
        displays(), display_of(desk.screen()), preferences.screen, mirrored=preferences.mirrored
    )


class RoomStage(QObject):
    """Show a window full screen where the room sees it, and follow screens that come and go."""

    changed = Signal()
    """The window is shown elsewhere, or no longer, or screens came or went."""

    def __init__(
        self,
        window: RoomWindow,
        desk: QWidget,
        preferences: RoomPreferences,
        hint: Callable[[], tuple[str, Tokens]],
    ) -> None:
        """Work on a window that is not shown yet; `hint` words, and colors, the way back."""
        super().__init__(desk)
        self._window, self._desk, self._preferences = window, desk, preferences
        self._word_hint = hint
        self._stage: Stage | None = None
        self._on: Display | None = None
        self._hint = PlainLabel(window)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.hide()
        window.installEventFilter(self)
        self._hint_leaves = QTimer(self, singleShot=True, interval=HINT_MS)
        self._hint_leaves.timeout.connect(self._hint.hide)
        self._gives_back = QTimer(self, singleShot=True, interval=GIVE_BACK_MS)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._settle)
        program = QGuiApplication.instance()
        assert isinstance(program, QGuiApplication)
        self._program = program
        program.screenAdded.connect(self._meet)
        program.screenRemoved.connect(self._lose)
        program.primaryScreenChanged.connect(self._later.start)
        for screen in QGuiApplication.screens():
            self._follow(screen)

    def close(self) -> None:
        """Show nothing any more, and follow no screen."""
        self._program.screenAdded.disconnect(self._meet)
        self._program.screenRemoved.disconnect(self._lose)
        self._program.primaryScreenChanged.disconnect(self._later.start)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.disconnect(self._later.start)
        self._later.stop()
        self._gives_back.stop()
        self._hint_leaves.stop()
        self._stage = None
        self._window.close()
        self.deleteLater()

    # ------------------------------------------------------------ where it stands

    @property
    def stage(self) -> Stage | None:
        """Return where the room's window is; None while it is not to be seen."""
        return self._stage

    @property
    def screen(self) -> str:
        """Return the name of the screen that the room has, or would have."""
        return (self._on or self._chosen()).name

    @property
    def size(self) -> QSize:
        """Return the size of that screen."""
        return QRect(*(self._on or self._chosen()).place).size()

    def picture(self, size: QSize) -> QPixmap:
        """Return a picture of the window, as small as to fit a size, be it shown or not."""
        window = self._window
        if window.isVisible():
            return window.picture(size)
        # Qt lays out and draws nothing that was never shown, be it where nobody sees it.
        window.resize(self.size)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.show()
        taken = window.picture(size)
        window.hide()
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)  # noqa: FBT003
        return taken

    def _chosen(self) -> Display:
        return display_for_room(self._desk, self._preferences)

    def present(self) -> None:
        """Show the window where the room sees it."""
        self._show_on(self._chosen())

    def leave(self) -> None:
        """Show the window no longer."""
        self._stage, self._on = None, None
        self._gives_back.stop()
        self._hint.hide()
        self._window.hide()
        self._desk.activateWindow()
        self.changed.emit()

    def choose_anew(self) -> None:
        """Stand where the preferences say now."""
        self._settle()

    def _show_on(self, display: Display) -> None:
        screen = next((s for s in QGuiApplication.screens() if display_of(s) == display), None)
        if screen is None:
            return
        over_desk = display.shows_the_same_as(display_of(self._desk.screen()))
        self._stage = Stage.DESK if over_desk else Stage.SCREEN
        self._on = display
        window = self._window
        # A window that is full screen elsewhere would stay there.
        window.hide()
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.setScreen(screen)
        window.setGeometry(screen.geometry())
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not over_desk)
        window.showFullScreen()
        if over_desk:
            window.raise_()
            window.activateWindow()
            self._say_hint()
        else:
            self._hint.hide()
            self._gives_back.start()
            self._desk.activateWindow()
        self.changed.emit()

    def _say_hint(self) -> None:
        """Say for a moment, in the room's own colours, how one gets back to the desk."""
        hint, window = self._hint, self._window
        words, tokens = self._word_hint()
        hint.setText(words)
        hint.setPalette(palette(tokens))
        hint.setFont(font(max(SIZE_BODY, round(window.height() * HINT_SHARE)), strong=True))
        hint.setContentsMargins(24, 12, 24, 12)
        hint.setAutoFillBackground(True)
        hint.adjustSize()
        hint.move((window.width() - hint.width()) // 2, window.height() - hint.height() - 24)
        hint.show()
        hint.raise_()
        self._hint_leaves.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the room where the system closes its window; it is there again at the next key.

        A window manager may make it active when it comes, whoever asked for another one: what is
        typed belongs to the desk.
        """
        if event.type() == QEvent.Type.WindowActivate and self._gives_back.isActive():
            QTimer.singleShot(0, self._desk, self._desk.activateWindow)
        if event.type() == QEvent.Type.Close and self._stage is not None:
            event.ignore()
            self.leave()
            return True
        return False

    # ------------------------------------------------------------ screens come and go

    def _follow(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._later.start)

    def _meet(self, screen: QScreen) -> None:
        self._follow(screen)
        self._later.start()

    def _lose(self, screen: QScreen) -> None:
        """Take the window away with its screen: left to itself it would cover the desk."""
        if self._stage is Stage.SCREEN and self._on is not None and self._on.name == screen.name():
            self._stage = Stage.GONE
            self._window.hide()
        self._later.start()

    def _settle(self) -> None:
        """Stand where it belongs among the screens that there are now."""
        found = self._chosen()
        elsewhere = not found.shows_the_same_as(display_of(self._desk.screen()))
        if self._stage is Stage.GONE:
            if elsewhere:
                self._show_on(found)
        elif self._stage is not None and found != self._on:
            self._show_on(found)
        self.changed.emit()
