"""One move that the facilitator makes before the room, where there are no teams."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.charts.tokens import SIZE_BODY, SIZE_HEADLINE
from desktop.domain.exercise.rounds import GuidedMove
from desktop.domain.play.entries import FACILITATOR, Offer
from desktop.session.play.conduct import Conduct
from desktop.ui.elided_label import ElidedLabel
from desktop.views.conduct.cell import ENTER, leap_of, step_of
from desktop.views.conduct.offer_row import LEFT
from desktop.views.conduct.table_words import TableWords, can_decide


class _Press(QPushButton):
    """Press with Enter or the space bar; arrows go on.

    Once the move is made Enter goes on, too: pressed twice it undoes nothing.
    """

    made = False
    moved = Signal(int)
    leapt = Signal(int)
    reached = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not self.made:
            if not event.isAutoRepeat():
                self.click()
        elif step := step_of(event):
            self.moved.emit(step)
        elif leap := leap_of(event):
            self.leapt.emit(leap)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()


class GuidedRow(QWidget):
    """Set a lever as the exercise has it with one press, and put it back with another."""

    def __init__(self, play: Conduct, words: TableWords, move: GuidedMove, parent: QWidget) -> None:
        super().__init__(parent)
        self.move_made, self._play, self._words = move, play, words
        self.setObjectName(f"guided-{move.lever}")
        look = words.look
        self.name = ElidedLabel(SIZE_BODY, look.tokens.ink, strong=True, parent=self)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name.show_text(words.lever(move.lever).name, look.tokens.ink)
        self.way = ElidedLabel(SIZE_HEADLINE, look.tokens.ink2, parent=self)
        self.cell = _Press(self)
        self.cell.setAutoDefault(False)
        self.cell.clicked.connect(self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(LEFT, 3, 8, 3)
        row.setSpacing(12)
        row.addWidget(self.name, 1)
        row.addWidget(self.way)
        row.addWidget(self.cell)
        self.follow()

    @property
    def _before(self) -> float:
        state, lever = self._play.state, self.move_made.lever
        return state.standing.get((FACILITATOR, lever), self._words.lever(lever).lever.default)

    @property
    def is_set(self) -> bool:
        """Say whether the lever stands where the move takes it."""
        return self._play.state.offer(FACILITATOR, self.move_made.lever) == self.move_made.value

    def follow(self) -> None:
        """Show whether the move is made."""
        look, move = self._words.look, self.move_made
        lever = self._words.lever(move.lever)
        way = look.text(
            "sheet.from_to", before=lever.number(self._before), after=lever.value(move.value)
        )
        if move.ramp:
            way = look.language.plural("sheet.over_months", move.ramp, move=way)
        self.way.show_text(way, look.tokens.ink2)
        text = look.text
        self.cell.made = self.is_set
        self.cell.setText(text("sheet.put_back") if self.is_set else text("sheet.set_it"))
        role = "plain" if self.is_set else "main"
        if self.cell.property("role") != role:
            self.cell.setProperty("role", role)
            self.cell.style().unpolish(self.cell)
            self.cell.style().polish(self.cell)
        fields = {"lever": lever.name, "move": way}
        put_back, set_it = text("sheet.put_back_of", **fields), text("sheet.set_it_of", **fields)
        self.cell.setAccessibleName(put_back if self.is_set else set_it)
        self.cell.setEnabled(can_decide(self._play))

    def _press(self) -> None:
        move = self.move_made
        value = self._before if self.is_set else move.value
        self._play.enter(Offer(FACILITATOR, move.lever, value, move.ramp))
        self.follow()
