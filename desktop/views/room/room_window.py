"""The window that everybody in the room sees."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from desktop.charts.room_state import Motion, RoomState
from desktop.charts.style import style_sheet
from desktop.domain.errors import MissingResourceError
from desktop.domain.room import PanelKind, RoomScene
from desktop.domain.wording import LanguageCode
from desktop.language.language import Language, load_language
from desktop.ui.motion import STILL_MS, TRAVEL_MS, eased, motion_time
from desktop.ui.ui_context import UiContext
from desktop.views.room.room_look import RoomLook, RoomSizes
from desktop.views.room.room_page import RoomPage

SMALLEST = QSize(320, 240)
_NARROWEST = 5 / 4
"""Width over height of the squarest screens there are."""
CURSOR_MS = 3000
"""After so long a rest the pointer is not seen any more."""


class RoomWindow(QWidget):
    """Show one RoomState after the other, and nothing that is in none.

    It has a title that tells nothing, no tooltip, no dialog, takes nothing that is dropped, and
    gives nothing to the clipboard.
    """

    def __init__(self, look: UiContext, languages: tuple[LanguageCode, ...]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setMinimumSize(SMALLEST)
        self.setMouseTracking(True)
        self.setWindowTitle(QCoreApplication.applicationName())
        self._commands: tuple[QAction, ...] = ()
        self._state: RoomState | None = None
        self._rested: RoomScene | None = None
        """The scene round the curves as they were before they began to move."""
        self._motion: Motion | None = None
        self._way = eased(self)
        self._way.valueChanged.connect(self._travel)
        self._way.finished.connect(self._arrive)
        self._hide_cursor = QTimer(self, singleShot=True)
        self._hide_cursor.timeout.connect(lambda: self.setCursor(Qt.CursorShape.BlankCursor))
        self._missing: tuple[MissingResourceError, ...] = ()
        self._languages: tuple[Language, ...] = ()
        self._page: RoomPage | None = None
        self.set_look(look, languages)

    @property
    def missing(self) -> tuple[MissingResourceError, ...]:
        """Return why the room does not speak a language it was to speak; mostly empty."""
        return self._missing

    @property
    def page(self) -> RoomPage:
        """Return what stands in the window."""
        assert self._page is not None
        return self._page

    def set_look(self, look: UiContext, languages: tuple[LanguageCode, ...]) -> None:
        """Take a theme and one or two languages, the first one first.

        A language without its catalogue is left out, and `missing` tells why; the show goes on.
        """
        self._look = look
        found: list[Language] = []
        missing: list[MissingResourceError] = []
        for code in languages:
            try:
                own = code == look.language.code
                found.append(look.language if own else load_language(code, look.resources))
            except MissingResourceError as failure:
                missing.append(failure)
        self._languages, self._missing = tuple(found) or (look.language,), tuple(missing)
        self._build()

    def set_commands(self, actions: Sequence[QAction]) -> None:
        """Take what the context menu offers."""
        self._commands = tuple(actions)

    def show_state(self, state: RoomState) -> None:
        """Show a state; what is as it was stays as it is."""
        before, self._state = self._state, state
        number = None if self._motion is None else self._motion.number
        if state.motion is None:
            self._way.stop()
        elif before is None:
            # Whoever opens the window has missed it.
            self._motion = state.motion
        elif state.motion.number != number:
            self._rested = before.scene
            self._motion = state.motion
            self._show()
            self._set_out()
            return
        self._show()

    def picture(self, size: QSize) -> QPixmap:
        """Return what the room sees, as small as to fit a size."""
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        return self.grab().scaled(size, keep, smooth)

    # Motion

    @property
    def moves(self) -> bool:
        """Say whether curves are on their way."""
        return self._way.state() is QVariantAnimation.State.Running

    def _set_out(self) -> None:
        """Let the curves move; where nothing shall move, let the picture before stand first."""
        self._way.stop()
        time = motion_time(self, TRAVEL_MS)
        self._still = time == 0
        self._way.setDuration(time or STILL_MS)
        self._way.setStartValue(0.0)
        self._way.setEndValue(1.0)
        self._travel(0.0)
        self._way.start()
        self._show()

    def _travel(self, share: float) -> None:
        if self._motion is not None:
            self.page.travel(self._motion.before, 0.0 if self._still and share < 1.0 else share)

    def _arrive(self) -> None:
        self._show()

    # What stands in it

    def _build(self) -> None:
        """Make everything anew, for another look or another size."""
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
        # Of a window that is narrower than any projector's, the width says how large things are.
        height = min(self.height(), round(self.width() / _NARROWEST))
        look = RoomLook(self._languages, self._look.tokens, RoomSizes(height))
        self._page = RoomPage(look, self)
        self._page.setGeometry(self.rect())
        # Whoever shows a word over it goes on doing so.
        self._page.lower()
        self._show()
        self.update()

    def _show(self) -> None:
        state = self._state
        if state is None or self._page is None:
            return
        self._page.show_state(state, self._told(state.scene))
        if not self.moves:
            self._page.travel(tuple(None for _ in state.curves), 1.0)
        self._page.setVisible(not state.scene.blank)

    def _told(self, scene: RoomScene) -> RoomScene:
        """Return what may be told: while curves move, nothing of what they will come to."""
        rested = self._rested
        if not self.moves or rested is None:
            return scene
        held = replace(scene, goals=rested.goals, prediction=rested.prediction, spoken=False)
        if scene.panel is not None and scene.panel.kind is PanelKind.CALLS:
            held = replace(held, panel=rested.panel, question=rested.question)
        return held

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the sizes that go with the height."""
        super().resizeEvent(event)
        self._build()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground; it is all there is while the room shall see nothing."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.tokens.window))
        painter.end()

    # Pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the pointer for a while."""
        super().mouseMoveEvent(event)
        self.unsetCursor()
        self._hide_cursor.start(CURSOR_MS)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the pointer for a while."""
        super().enterEvent(event)
        self.unsetCursor()
        self._hide_cursor.start(CURSOR_MS)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the commands."""
        if self._commands:
            menu = QMenu(self)
            menu.setStyleSheet(style_sheet(self._look.tokens, self._look.resources))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions(list(self._commands))
            menu.popup(event.globalPos())
