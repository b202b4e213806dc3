"""The left column: the countdown, the stages, the rounds, and what the room sees."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_BODY
from desktop.ui.actions import ActionId, Actions
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.page import icon_button, worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.countdown_ring import CountdownRing

WIDTH = 236
PICTURE = QSize(204, 115)
"""Room for the picture of what the room sees, in logical pixels."""

ROOM_KEYS = {ActionId.PRESENT: "P", ActionId.BLANK: "B", ActionId.FREEZE: "F"}
"""Commands about the room, each with the letter that does it on the page."""


class CountdownPart(QWidget):
    """Show the countdown with what is done to it."""

    turned = Signal()
    more_time = Signal(int)
    """The countdown shall be so many minutes longer, or shorter."""
    next_wanted = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._turn: tuple[bool, bool] | None = None
        self.ring = CountdownRing(look, self)
        self.turn = worded_button("", "main", look, self, "pause")
        self.turn.clicked.connect(self.turned)
        self.less = worded_button(look.text("conduct.less"), "plain", look, self)
        self.more = worded_button(look.text("conduct.more"), "plain", look, self)
        for button, name in (
            (self.less, look.text("room.less_time")),
            (self.more, look.text("room.more_time")),
        ):
            button.setProperty("role", "key")
            button.setToolTip(tip(name))
            button.setAccessibleName(name)
        self.less.clicked.connect(lambda: self.more_time.emit(-1))
        self.more.clicked.connect(lambda: self.more_time.emit(1))
        self.returns = PlainLabel("", self, wraps=True)
        self.returns.setProperty("role", "strong")
        self.returns.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.next = worded_button("", "plain", look, self, "skip-forward")
        self.next.clicked.connect(self.next_wanted)
        self.stages = icon_button("chevron-down", look.text("conduct.go_to_stage"), look, self)
        self.stages.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.stages)
        self.stages.setMenu(self.menu)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.turn, 1)
        row.addWidget(self.less)
        row.addWidget(self.more)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.next, 1)
        below.addWidget(self.stages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.ring)
        column.addWidget(self.returns)
        column.addLayout(row)
        column.addLayout(below)

    def show_turn(self, *, running: bool, possible: bool) -> None:
        """Offer to hold what runs, and to run what is held."""
        if (running, possible) == self._turn:
            return
        self._turn = running, possible
        look = self._look
        words = look.text("conduct.hold") if running else look.text("conduct.run")
        self.turn.setText(words)
        self.turn.setToolTip(tip(look.text("action.with_keys", action=words, keys="H, F6")))
        tint = look.tokens.onprimary if possible else look.tokens.ink3
        self.turn.setIcon(look.icon("pause" if running else "play", tint))
        for button in (self.turn, self.less, self.more):
            button.setEnabled(possible)

    def show_return(self, instant: datetime | None) -> None:
        """Say when a break is over, by the clock on the wall."""
        words = ""
        if instant is not None:
            words = self._look.text("conduct.returns", time=f"{instant.astimezone():%H:%M}")
        if words != self.returns.text() or self.returns.isHidden() == bool(words):
            self.returns.setText(words)
            self.returns.setVisible(bool(words))


class RoundList(QWidget):
    """Name the rounds, each with how it stands."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: list[tuple[str, str, str, bool]] = []
        title = PlainLabel(look.text("exercise.part.rounds"), self)
        title.setProperty("role", "head")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(title)
        self._rows: list[QWidget] = []

    def show_rounds(self, rounds: list[tuple[str, str, str, bool]]) -> None:
        """Show rounds: short name, title, how each stands, and whether it is the present one."""
        if rounds == self._shown:
            return
        self._shown = rounds
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(*one) for one in rounds]
        for row in self._rows:
            self._column.addWidget(row)

    def _row(self, short: str, title: str, stands: str, present: bool) -> QWidget:
        tokens = self._look.tokens
        row = QWidget(self)
        row.setProperty("role", "present" if present else "row")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row.setFixedHeight(30)
        row.setAccessibleName(f"{short} {title}: {stands}")
        number = PlainLabel(short, row)
        number.setProperty("role", "second")
        number.setFixedWidth(24)
        name = ElidedLabel(SIZE_BODY, tokens.ink, strong=present, parent=row)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name.show_text(title, tokens.ink)
        state = PlainLabel(stands, row)
        state.setProperty("role", "second")
        line = QHBoxLayout(row)
        line.setContentsMargins(8, 0, 8, 0)
        line.setSpacing(6)
        line.addWidget(number)
        line.addWidget(name, 1)
        line.addWidget(state)
        return row


class RoomPart(QWidget):
    """Show small what the room sees, with the commands about it."""

    def __init__(
        self, actions: Actions, menu: QMenu | None, look: UiContext, parent: QWidget
    ) -> None:
        """Word the commands by the window's actions; `menu` has all there are about the room."""
        super().__init__(parent)
        self._look = look
        title = PlainLabel(look.text("conduct.on_room_screen"), self)
        title.setProperty("role", "head")
        self.rest = icon_button("ellipsis", look.text("room.rest"), look, self)
        self.rest.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        if menu is not None:
            self.rest.setMenu(menu)
        self.picture = PlainLabel(self)
        self.picture.setFixedSize(PICTURE + QSize(10, 10))
        self.picture.setProperty("role", "picture")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setToolTip(tip(look.text("room.picture")))
        self.state = ElidedLabel(12, look.tokens.ink2, parent=self)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(title, 1)
        head.addWidget(self.rest)
        self.buttons = {act: self._button(actions, act, key) for act, key in ROOM_KEYS.items()}
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in self.buttons.values():
            row.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.picture, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.state)
        column.addLayout(row)

    def _button(self, actions: Actions, act: ActionId, key: str) -> QPushButton:
        action, look = actions[act], self._look
        words = look.text(f"conduct.room.{act}")
        button = worded_button(words, "plain", look, self)
        button.setProperty("role", "key")
        button.setCheckable(True)
        button.setToolTip(tip(look.text("action.with_keys", action=action.text(), keys=key)))
        button.setAccessibleName(action.text())
        button.clicked.connect(action.trigger)
        return button

    def show_picture(self, picture: QPixmap) -> None:
        """Show what the room sees."""
        ratio = self.devicePixelRatioF()
        scaled = picture.scaled(
            PICTURE * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        self.picture.setPixmap(scaled)

    def show_state(self, words: str, actions: Actions) -> None:
        """Say how the room stands; the commands that hold now are pressed."""
        self.state.show_text(words, self._look.tokens.ink2)
        self.picture.setAccessibleName(self._look.text("room.sees", state=words))
        for act, button in self.buttons.items():
            button.setChecked(actions[act].isChecked())
