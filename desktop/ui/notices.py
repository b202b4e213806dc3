"""Bars over the curves: what failed, and what can be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.domain.errors import VecinosError
from desktop.ui.ui_context import UiContext

NOTICE_MS = 12_000
MOST_OFFERS = 2

Offer = tuple[str, Callable[[], None]]
"""Message on a button, and what it does."""


class _Bar(QFrame):
    """Say something until it is closed; while others look on it waits until somebody asks."""

    kept_back = Signal()
    """Something waits now, or nothing does any more."""

    def __init__(self, role: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeps_back = self._waits = False
        self.setProperty("role", role)
        self._icon_name = icon
        self._icon = PlainLabel(self)
        self._sentence = PlainLabel(self, wraps=True)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QToolButton(self)
        self._close.setProperty("role", "icon")
        self._close.setIconSize(QSize(16, 16))
        self._close.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 4, 4)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._sentence, 1)
        self._row.addWidget(self._close)
        self.hide()

    @property
    def sentence(self) -> str:
        """Return what the bar says."""
        return self._sentence.text()

    @property
    def waits(self) -> bool:
        """Say whether there is something to read that was not shown."""
        return self._waits

    def keep_back(self, keeps_back: bool) -> None:
        """Show nothing from now on unless somebody asks, or all there is again."""
        self._keeps_back = keeps_back
        if keeps_back and not self.isHidden():
            self.hide()
            self._set_waiting(waits=True)
        elif not keeps_back and self._waits:
            self.show_waiting()

    def show_waiting(self) -> None:
        """Show what waits."""
        if self._waits:
            self._set_waiting(waits=False)
            self.show()

    def _appear(self) -> None:
        if self._keeps_back:
            self.hide()
        else:
            self.show()
        self._set_waiting(waits=self._keeps_back)

    def _disappear(self) -> None:
        self.hide()
        self._set_waiting(waits=False)

    def _set_waiting(self, *, waits: bool) -> None:
        if waits != self._waits:
            self._waits = waits
            self.kept_back.emit()

    def _paint_icons(self, look: UiContext, colour: str) -> None:
        self._icon.setPixmap(look.icon(self._icon_name, colour).pixmap(QSize(16, 16)))
        self._close.setIcon(look.icon("x", colour))
        self._close.setToolTip(tip(look.text("notice.close")))
        self._close.setAccessibleName(look.text("notice.close"))


class FailureBanner(_Bar):
    """Say in one sentence what failed; what was on the desk stays under it."""

    def __init__(self, look: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("failure", "circle-alert", parent)
        self._error: VecinosError | None = None
        self._offers: tuple[Offer, ...] = ()
        self._actions = tuple(QPushButton(self) for _ in range(MOST_OFFERS))
        for place, action in enumerate(self._actions):
            action.setProperty("role", "link")
            action.clicked.connect(lambda _=False, place=place: self._offers[place][1]())
            action.hide()
            self._row.insertWidget(2 + place, action)
        self.set_look(look)

    @property
    def error(self) -> VecinosError | None:
        """Return the failure on show, None while there is none."""
        return self._error if self._waits or not self.isHidden() else None

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Return the buttons that do what is offered, the most helpful first."""
        return self._actions

    @property
    def action(self) -> QPushButton:
        """Return the button that does what is offered first."""
        return self._actions[0]

    def show_error(self, error: VecinosError, *offers: Offer) -> None:
        """Show a failure until it is closed or cleared, with what helps."""
        self._error, self._offers = error, offers
        for place, action in enumerate(self._actions):
            action.setVisible(place < len(offers))
        self._retranslate()
        self._appear()

    def withdraw(self, error: VecinosError | None) -> None:
        """Take this failure off the desk, told once or twice; another one stays."""
        shown = self.error
        if shown is None or error is None:
            return
        if (shown.code, shown.fields) == (error.code, error.fields):
            self.clear()

    def clear(self) -> None:
        """Take the failure off the desk."""
        self._error = None
        self._disappear()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._paint_icons(look, look.tokens.errink)
        self._retranslate()

    def _retranslate(self) -> None:
        if self._error is not None:
            self._sentence.setText(self._look.language.error(self._error))
            self.setAccessibleName(self._sentence.text())
        for action, (message, _) in zip(self._actions, self._offers, strict=False):
            action.setText(self._look.text(message))


class NoticeBar(_Bar):
    """Say what was done, with a button for what comes next, mostly to take it back.

    It leaves by itself, unless it has to be read.
    """

    def __init__(self, look: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("notice", "info", parent)
        self._say: Callable[[UiContext], str] | None = None
        self._take_back: Callable[[], None] | None = None
        self._offer = "notice.undo"
        self._action = QPushButton(self)
        self._action.setProperty("role", "link")
        self._action.clicked.connect(self._act)
        self._row.insertWidget(2, self._action)
        self._leaving = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._leaving.timeout.connect(self._leave)
        self._stays = False
        self.set_look(look)

    def say(
        self,
        sentence: Callable[[UiContext], str],
        take_back: Callable[[], None] | None = None,
        offer: str = "notice.undo",
        *,
        stays: bool = False,
    ) -> None:
        """Show a sentence, worded anew when the language changes.

        `offer` is the message on the button that does `take_back`.
        """
        self._say, self._take_back, self._offer = sentence, take_back, offer
        self._stays = stays
        self._action.setVisible(take_back is not None)
        self._retranslate()
        self._appear()
        self._time()

    def withdraw(self, sentence: Callable[[UiContext], str]) -> None:
        """Take this sentence away; what was said since stays."""
        if self._say == sentence:
            self._disappear()

    def refresh(self, sentence: Callable[[UiContext], str]) -> None:
        """Word this sentence anew, where it is the one that was said last."""
        if self._say == sentence:
            self._retranslate()

    def show_waiting(self) -> None:
        """Show what waits, as long as if it were said now."""
        super().show_waiting()
        self._time()

    def _time(self) -> None:
        if self._stays:
            self._leaving.stop()
        else:
            self._leaving.start()

    def _leave(self) -> None:
        """Go by itself; what nobody was shown goes on waiting."""
        if not self._waits:
            self._disappear()

    @property
    def action(self) -> QPushButton:
        """Return the button that takes it back."""
        return self._action

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._paint_icons(look, look.tokens.ink2)
        self._retranslate()

    def _retranslate(self) -> None:
        self._action.setText(self._look.text(self._offer))
        if self._say is not None:
            self._sentence.setText(self._say(self._look))
            self.setAccessibleName(self._sentence.text())

    def _act(self) -> None:
        take_back, self._take_back = self._take_back, None
        self._disappear()
        if take_back is not None:
            take_back()
