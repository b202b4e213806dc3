"""What the operator is asked for a room: a notice in its languages, and the length of a countdown.

They are bars under the presenter's, never windows: a modal one would silence every key.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.axes import FIRST_SHOWN
from desktop.charts.plain_text import PlainLabel
from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError, MonthOutOfRangeError
from desktop.domain.room import NOTICE_LIMIT
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.durations import read_duration
from desktop.language.language import LANGUAGES
from desktop.language.months import read_month
from desktop.session.room.room_show import RoomShow
from desktop.ui.focus import FocusBefore
from desktop.ui.inline_prompt import TopPrompt
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext

PRESETS = (5, 10, 15, 20)
"""Minutes that one press begins."""
USUAL = "10"
LABEL_LENGTH = 60
_LINES = 58
"""Height of two lines of a notice."""


class _Prompt(QFrame):
    """Ask for something the room shall see; Escape lets it be, and keeps what was typed."""

    def __init__(self, icon: str, look: UiContext, focus: FocusBefore, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon_name, self._focus = icon, focus
        self.setProperty("role", "ask-top")
        self._icon = PlainLabel(self)
        self.no = worded_button("", "plain", look, self)
        self.no.clicked.connect(self.let_be)
        self.away = worded_button("", "plain", look, self)
        self.yes = worded_button("", "main", look, self)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(14, 8, 12, 8)
        self.row.setSpacing(8)
        self.row.addWidget(self._icon)
        self.hide()

    def _add_buttons(self) -> None:
        for button in (self.no, self.away, self.yes):
            self.row.addWidget(button)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme; what was typed stays."""
        self._look = look
        tint = look.tokens.ink2
        self._icon.setPixmap(look.icon(self._icon_name, tint).pixmap(QSize(16, 16)))
        self.no.setText(look.text("dialog.cancel"))
        self.away.setText(look.text("room.take_away"))

    def _open(self, field: QWidget, *, can_go: bool) -> None:
        if self.isHidden():
            self._focus.remember()
        self.away.setVisible(can_go)
        self.show()
        field.setFocus()

    def let_be(self) -> None:
        """Put the question away; what had the focus before has it again."""
        if self.isHidden():
            return
        self.hide()
        self._focus.bring_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let it be with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.let_be()
        else:
            super().keyPressEvent(event)


class _TextField(QTextEdit):
    """Take a text of a few lines; Enter is the answer, and Shift with it a new line."""

    answered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFixedHeight(_LINES)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with Enter, once."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if not event.isAutoRepeat():
                self.answered.emit()
        else:
            super().keyPressEvent(event)


class NoticePrompt(_Prompt):
    """Ask for a notice: a text for each language, of which one is enough."""

    def __init__(
        self,
        answer: Callable[[Wording | None], None],
        look: UiContext,
        focus: FocusBefore,
        parent: QWidget,
    ) -> None:
        super().__init__("message-square", look, focus, parent)
        self._answer = answer
        self.fields = {code: _TextField(self) for code in LANGUAGES}
        self._fault = PlainLabel(self, wraps=True)
        self._fault.setProperty("role", "fault")
        texts = QVBoxLayout()
        texts.setSpacing(4)
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(8)
        for field in self.fields.values():
            side_by_side.addWidget(field)
            field.textChanged.connect(self._judge)
            field.answered.connect(self._show_it)
        texts.addLayout(side_by_side)
        texts.addWidget(self._fault)
        self.row.addLayout(texts, 1)
        self._add_buttons()
        self.yes.clicked.connect(self._show_it)
        self.away.clicked.connect(lambda: self._give(None))
        self.set_look(look)

    @property
    def fault(self) -> str:
        """Return why what was typed cannot be shown, empty where it can."""
        return self._fault.text()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        super().set_look(look)
        self.yes.setText(look.text("room.show_notice"))
        for code, field in self.fields.items():
            language = look.text(f"desk.language_{code}")
            field.setPlaceholderText(look.text("room.notice_hint", language=language))
            field.setAccessibleName(look.text("room.notice_in", language=language))
        self._judge()

    def ask(self, first: LanguageCode, shown: Wording | None) -> None:
        """Ask, beginning with the room's first language; what was typed last stands there."""
        self._open(self.fields[first], can_go=shown is not None)
        self.fields[first].selectAll()

    def _text(self, code: LanguageCode) -> str:
        return self.fields[code].toPlainText().strip()

    def _judge(self) -> None:
        over = max(len(self._text(code)) for code in self.fields) - NOTICE_LIMIT
        said = ""
        if over > 0:
            most = self._look.language.number(NOTICE_LIMIT)
            said = self._look.language.plural("room.notice_too_long", over, most=most)
        self._fault.setText(said)
        self._fault.setVisible(bool(said))
        self.yes.setEnabled(over <= 0 and any(self._text(code) for code in self.fields))

    def _show_it(self) -> None:
        if self.yes.isEnabled():
            self._give(Wording(en=self._text("en"), es=self._text("es")))

    def _give(self, notice: Wording | None) -> None:
        self._answer(notice)
        self.let_be()


class CountdownPrompt(_Prompt):
    """Ask how long a countdown shall be, and what for."""

    def __init__(
        self,
        answer: Callable[[float | None, Wording | None], None],
        look: UiContext,
        focus: FocusBefore,
        parent: QWidget,
    ) -> None:
        super().__init__("timer", look, focus, parent)
        self._answer = answer
        self.field = QLineEdit(USUAL, self)
        self.field.setProperty("role", "field")
        self.field.setFixedWidth(76)
        self.field.textChanged.connect(self._judge)
        self.label = QLineEdit(self)
        self.label.setProperty("role", "field")
        self.label.setMaxLength(LABEL_LENGTH)
        self._fault = PlainLabel(self)
        self._fault.setProperty("role", "fault")
        self.presets: Sequence[QPushButton] = tuple(
            worded_button("", "plain", look, self) for _ in PRESETS
        )
        for button, minutes in zip(self.presets, PRESETS, strict=True):
            button.clicked.connect(lambda _=False, minutes=minutes: self._give(60.0 * minutes))
            self.row.addWidget(button)
        self._unit = PlainLabel(self)
        self.row.addWidget(self.field)
        self.row.addWidget(self._unit)
        self.row.addWidget(self.label, 1)
        self.row.addWidget(self._fault)
        self._add_buttons()
        self.yes.clicked.connect(self._start)
        self.away.clicked.connect(lambda: self._give(None))
        self.set_look(look)

    @property
    def fault(self) -> str:
        """Return why what was typed is no length of time, empty where it is one."""
        return self._fault.text()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        super().set_look(look)
        self.yes.setText(look.text("room.start_countdown"))
        self._unit.setText(look.text("room.countdown_minutes"))
        self.field.setAccessibleName(look.text("room.countdown_minutes"))
        self.field.setPlaceholderText(USUAL)
        self.label.setPlaceholderText(look.text("room.countdown_label"))
        self.label.setAccessibleName(look.text("room.countdown_label"))
        for button, minutes in zip(self.presets, PRESETS, strict=True):
            button.setText(look.language.plural("room.minutes", minutes))
        self._judge()

    def ask(self, *, running: bool) -> None:
        """Ask for the minutes; one that there is can be taken away instead."""
        self._open(self.field, can_go=running)
        self.field.selectAll()

    def _judge(self) -> None:
        good = read_duration(self.field.text()) is not None
        said = "" if good else self._look.text("room.countdown_fault")
        self._fault.setText(said)
        self._fault.setVisible(bool(said))
        self.yes.setEnabled(good)

    def _start(self) -> None:
        seconds = read_duration(self.field.text())
        if seconds is not None:
            self._give(seconds)

    def _give(self, seconds: float | None) -> None:
        words = " ".join(self.label.text().split())
        self._answer(seconds, Wording(words, words) if words else None)
        self.let_be()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Start with Enter in a field; a button that has the focus is pressed by it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.window().focusWidget()
            if not event.isAutoRepeat():
                if isinstance(focused, QPushButton):
                    focused.click()
                else:
                    self._start()
        else:
            super().keyPressEvent(event)


def ask_month(ask: TopPrompt, show: RoomShow, look: UiContext) -> None:
    """Ask for the last month that the room sees; nothing typed lets it see all."""

    def read(text: str) -> Month | None:
        if not text.strip():
            return None
        month, last = read_month(text, look.language.code), show.state.clock.horizon
        if not FIRST_SHOWN <= month <= last:
            raise MonthOutOfRangeError(month=month, first=FIRST_SHOWN, last=last)
        return month

    def judge(text: str) -> str:
        try:
            read(text)
        except (BadMonthError, MonthOutOfRangeError) as error:
            return look.language.error(error)
        return ""

    def answer(text: str) -> None:
        show.set_seen_until(read(text))
        ask.done()

    until = show.seen_until
    ask.ask(
        look.text("room.ask_month"),
        "" if until is None else look.language.date(until),
        look.text("room.set_month"),
        answer,
        judge=judge,
        hint=look.text("room.all_months"),
    )
