"""A question inside a page: a text to type or something to confirm, never a window of its own."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.charts.plain_text import PlainLabel
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext

LONGEST = 240
REASON = 280
"""Width for why a name cannot be taken, where all stands in one line."""


class InlinePrompt(QFrame):
    """Ask one thing at a time; Enter answers, Escape lets it be."""

    opened = Signal()
    closed = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._answer: Callable[[str], None] | None = None
        self._judge: Callable[[str], str] = lambda _: ""
        self._back: QWidget | None = None
        self._number = 0
        self._gone = QElapsedTimer()
        self.setProperty("role", "ask")
        self._icon = PlainLabel(self)
        self._question = PlainLabel(self, wraps=True)
        self._question.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.field = QLineEdit(self)
        self.field.setProperty("role", "field")
        self.field.setMaxLength(LONGEST)
        self.field.textChanged.connect(lambda _: self._check())
        self._reason = PlainLabel(self, wraps=True)
        self._reason.setProperty("role", "quiet")
        self.yes = worded_button("", "main", look, self)
        self.yes.clicked.connect(self.answer)
        self.no = worded_button(look.text("dialog.cancel"), "plain", look, self)
        self.no.clicked.connect(self.let_be)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        self._upper = QHBoxLayout()
        self._upper.setSpacing(8)
        self._upper.addWidget(self._icon)
        self._upper.addWidget(self._question, 1)
        self._lower = QHBoxLayout()
        self._lower.setSpacing(8)
        self._lower.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(self._upper)
        column.addLayout(self._lower)
        column.addWidget(self._reason)

    @property
    def question(self) -> str:
        """Return what is asked."""
        return self._question.text()

    @property
    def reason(self) -> str:
        """Return why what was typed cannot be taken, empty where it can."""
        return self._reason.text()

    @property
    def number(self) -> int:
        """Return which question this is: an answer taken late may be about an earlier one."""
        return self._number

    @property
    def just_gone(self) -> bool:
        """Say whether a question was put away a moment ago: a second Enter was meant for it."""
        return self._gone.isValid() and self._gone.elapsed() < QApplication.doubleClickInterval()

    def ask(
        self,
        question: str,
        text: str,
        yes: str,
        answer: Callable[[str], None],
        *,
        judge: Callable[[str], str] = lambda _: "",
        choices: Sequence[str] = (),
        hint: str = "",
    ) -> None:
        """Ask for a text; `judge` returns why one cannot be taken. The bar stays until `done`."""
        self._open(question, yes, answer, danger=False)
        self._judge = judge
        self.field.show()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(question)
        self.field.setText(text)
        self.field.selectAll()
        completer = QCompleter(list(choices), self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self._check()
        self.field.setFocus()

    def confirm(self, sentence: str, yes: str, answer: Callable[[], None]) -> None:
        """Ask whether something that cannot be undone shall be done; the safe answer has focus."""
        self._open(sentence, yes, lambda _: answer(), danger=True)
        self._judge = lambda _: ""
        self.field.hide()
        self._reason.hide()
        self.yes.setEnabled(True)
        self.no.setFocus()

    def _open(
        self, question: str, yes: str, answer: Callable[[str], None], *, danger: bool
    ) -> None:
        holder = self.window().focusWidget()
        if holder is not None and not self.isAncestorOf(holder):
            self._back = holder
        self._answer = answer
        self._number += 1
        self._question.setText(question)
        self._place_buttons(danger=danger)
        self.setProperty("danger", danger)
        tint = self._look.tokens.errink if danger else self._look.tokens.ink2
        icon = self._look.icon("circle-alert" if danger else "pencil", tint)
        self._icon.setPixmap(icon.pixmap(QSize(16, 16)))
        self.yes.setText(yes)
        self.yes.setProperty("role", "danger" if danger else "main")
        for widget in (self, self.yes, self._question):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.setAccessibleName(question)
        self.show()
        self.opened.emit()

    def _place_buttons(self, *, danger: bool) -> None:
        beside = self._upper if danger else self._lower
        for button in (self.no, self.yes):
            beside.addWidget(button)

    def refuse(self, reason: str) -> None:
        """Say why the answer was not taken; the question stays."""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.yes.setEnabled(not reason)

    def _check(self) -> None:
        self.refuse(self._judge(self.field.text().strip()))

    def ask_again(self) -> None:
        """Let the answer be given once more: what it led to failed."""
        if self._answer is not None and not self.field.isHidden():
            self._check()
        else:
            self.yes.setEnabled(True)

    def answer(self) -> None:
        """Give the answer that stands in the field."""
        if self._answer is not None and self.yes.isEnabled():
            # Until the answer is taken or refused, a second Enter is none.
            self.yes.setEnabled(False)
            self._answer(" ".join(self.field.text().split()))

    def done(self) -> None:
        """Put the question away; what had the focus before has it again."""
        self._answer = None
        self._gone.start()
        self.hide()
        self.closed.emit()
        if self._back is not None and isValid(self._back):
            # The page it stood on may have been put away meanwhile.
            self._back.setFocus()
        self._back = None

    let_be = done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with Enter, let it be with Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.isAutoRepeat():
                # Who holds the key too long has answered once.
                return
            if not self.no.hasFocus():
                self.answer()
            else:
                self.let_be()
        elif event.key() == Qt.Key.Key_Escape:
            self.let_be()
        else:
            super().keyPressEvent(event)


class TopPrompt(InlinePrompt):
    """Ask in one line in the place of the top bar, so that nothing below moves."""

    def __init__(self, look: UiContext, height: int, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setFixedHeight(height)
        self.setProperty("role", "ask-top")

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme; what is being asked has to be asked anew."""
        self._look = look
        self.no.setText(look.text("dialog.cancel"))

    def _lay_out(self) -> None:
        self._question.setWordWrap(False)
        self._question.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._reason.setFixedWidth(REASON)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._question)
        row.addWidget(self.field, 1)
        row.addWidget(self._reason)
        row.addWidget(self.no)
        row.addWidget(self.yes)

    def _place_buttons(self, *, danger: bool) -> None:
        """Leave them at the end of the line."""
