"""One team: what it calls, by a key each for direction and confidence."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_BODY
from desktop.domain.prediction import CONFIDENCES, DIRECTIONS, Call
from desktop.ui.call_words import ARROWS, CallWords
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.focus import TAKES_LETTERS
from desktop.ui.picks import Picks
from desktop.ui.typography import colour

HEIGHT = 36
NARROWEST = 452
_AMOUNT = 70
_LONGEST = 12
_ARROW_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down)
_DIGITS = tuple(str(one)[0] for one in CONFIDENCES)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Amount(QLineEdit):
    """Take an amount; Enter gives it, Escape goes back to what was called."""

    given = Signal(str)
    done = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setFixedWidth(_AMOUNT)
        self.setMaxLength(_LONGEST)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._called = ""
        self.editingFinished.connect(self._give)

    def show_amount(self, amount: str) -> None:
        self._called = amount
        if not self.hasFocus():
            self.setText(amount)

    def _give(self) -> None:
        if self.text() != self._called:
            self.given.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER or event.key() == Qt.Key.Key_Escape:
            if event.key() == Qt.Key.Key_Escape:
                self.setText(self._called)
            self._give()
            self.done.emit()
        else:
            super().keyPressEvent(event)


class CallRow(QWidget):
    """Show one team and take its call down.

    With the focus on it, an arrow or a letter calls a direction, the first digit of a confidence
    how surely, and Enter goes on; Backspace takes the call away. What is called is told, and shown
    once whoever owns the row says so.
    """

    direction_called = Signal(int)
    confidence_called = Signal(int)
    amount_called = Signal(str)
    taken_back = Signal()
    done = Signal()
    reached = Signal()
    """The focus has come to it."""

    def __init__(
        self, team: str, indicator: str, words: CallWords, parent: QWidget, *, about: bool = False
    ) -> None:
        """Show a team's call under its name; `about` shows it under that of the indicator."""
        super().__init__(parent)
        self.team, self._words = team, words
        self._label = words.name(indicator) if about else team
        self.setObjectName(f"call-{team}")
        look = words.look
        self._letters = look.text("calls.letters")
        self.setProperty(TAKES_LETTERS, "yes")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(NARROWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name = ElidedLabel(SIZE_BODY, look.tokens.ink, strong=True, parent=self)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.directions = Picks(len(DIRECTIONS), look.tokens, self)
        self.directions.set_words(
            [ARROWS[one] for one in DIRECTIONS], [words.direction(one) for one in DIRECTIONS]
        )
        self.directions.chosen.connect(self.direction_called)
        self.confidences = Picks(len(CONFIDENCES), look.tokens, self)
        sure = [words.sure(one) for one in CONFIDENCES]
        self.confidences.set_words(
            [str(one) for one in CONFIDENCES], [look.text("calls.sure", sure=one) for one in sure]
        )
        self.confidences.chosen.connect(self.confidence_called)
        self.amount = _Amount(self)
        self.amount.setPlaceholderText(words.unit(indicator))
        self.amount.setAccessibleName(look.text("calls.amount_of", team=team))
        self.amount.given.connect(self.amount_called)
        self.amount.done.connect(self.setFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(8)
        for part in (self.name, self.directions, self.confidences, self.amount):
            row.addWidget(part, 1 if part is self.name else 0)
        self.setAccessibleDescription(look.text("calls.keys"))
        self.setToolTip(tip(look.text("calls.keys")))
        self.show_call(None, hidden=False)

    def show_call(self, call: Call | None, *, hidden: bool) -> None:
        """Show what the team called, or only that it has where others see this screen too."""
        look, tokens = self._words.look, self._words.look.tokens
        shown = None if hidden else call
        called = None if shown is None else shown.direction
        way = next((at for at, one in enumerate(DIRECTIONS) if one == called), None)
        self.directions.show_choice(way)
        sure = None if shown is None else shown.confidence
        self.confidences.show_choice(CONFIDENCES.index(sure) if sure in CONFIDENCES else None)
        amount = None if shown is None else shown.amount
        self.amount.show_amount("" if amount is None else look.language.exactly(amount, 3))
        name = self._label if call is None else look.text("calls.has_called", team=self._label)
        self.name.show_text(name, tokens.ink if call is not None else tokens.ink2)
        said = look.text("calls.missing") if call is None else look.text("calls.is_called")
        told = said if shown is None else self._words.call(shown)
        self.setAccessibleName(
            look.language.together([*dict.fromkeys((self.team, self._label)), told])
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be seen, where the row has to be scrolled to."""
        super().focusInEvent(event)
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Call with one key; Enter goes on."""
        key, letter = event.key(), event.text().upper()
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
            | Qt.KeyboardModifier.AltModifier
            | Qt.KeyboardModifier.MetaModifier
        )
        if key in _ARROW_KEYS:
            self.direction_called.emit(_ARROW_KEYS.index(Qt.Key(key)))
        elif key in _ENTER:
            if not event.isAutoRepeat():
                self.done.emit()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.taken_back.emit()
        elif plain and letter in _DIGITS:
            self.confidence_called.emit(_DIGITS.index(letter))
        elif plain and letter and letter in self._letters:
            self._take_letter(self._letters.index(letter))
        else:
            super().keyPressEvent(event)

    def _take_letter(self, place: int) -> None:
        if place < len(DIRECTIONS):
            self.direction_called.emit(place)
        else:
            self.amount.setFocus()
            self.amount.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring of the focus."""
        if self.hasFocus():
            tokens = self._words.look.tokens
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.setBrush(colour(tokens.select))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
