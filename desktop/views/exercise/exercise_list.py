"""The list of exercises, those of one's own first, and what is known of the chosen one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.domain.exercise.exercise import Exercise
from desktop.session.exercise_list import ListedExercise
from desktop.ui.exercise_words import choice_words, either
from desktop.ui.page import Scrolled, card, worded_button
from desktop.ui.row_table import RowTable
from desktop.ui.table_cells import cell
from desktop.ui.ui_context import UiContext

DETAIL = 300
COLUMNS = ("exercise", "minutes", "teams", "rounds", "injects", "findings")


class ExerciseList(QWidget):
    """Show exercises; what is done with the chosen one is the page's."""

    chosen = Signal()
    opened = Signal()
    play_wanted = Signal(str, str, bool)
    """An exercise shall be played: its text, its name, and whether for practice."""
    plays_wanted = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._listed: tuple[ListedExercise, ...] = ()
        self._wished: tuple[int | None, str] | None = None
        """What shall be chosen once it is listed: its id in the library, and its name there."""
        self.table = RowTable([look.text(f"exercises.column.{name}") for name in COLUMNS], self)
        self.table.setAccessibleName(look.text("exercises.title"))
        self.table.currentItemChanged.connect(self._show)
        self.table.itemActivated.connect(lambda _: self.opened.emit())
        box = card(self)
        inside = QWidget(box)
        self.name = PlainLabel("", inside, wraps=True)
        self.name.setProperty("role", "strong")
        self.about = PlainLabel("", inside, wraps=True)
        self.facts = PlainLabel("", inside, wraps=True)
        self.facts.setProperty("role", "second")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(16, 16, 16, 16)
        lines.setSpacing(8)
        for label in (self.name, self.about, self.facts):
            lines.addWidget(label)
        self.below = QVBoxLayout()
        self.below.setSpacing(6)
        lines.addSpacing(8)
        lines.addLayout(self.below)
        self._add_playing(lines)
        lines.addStretch(1)
        self._scroll = Scrolled(inside, box)
        column = QVBoxLayout(box)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._scroll)
        box.setFixedWidth(DETAIL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.table, 1)
        row.addWidget(box)

    def _add_playing(self, lines: QVBoxLayout) -> None:
        """Add what begins a play, after all that is done to the exercise itself."""
        look = self._look
        self.play = worded_button(look.text("plays.begin"), "plain", look, self, "play")
        self.rehearse = worded_button(look.text("plays.rehearse"), "plain", look, self, "repeat")
        self.plays = worded_button(look.text("plays.list"), "plain", look, self, "history")
        self.play.clicked.connect(lambda: self._begin(rehearsal=False))
        self.rehearse.clicked.connect(lambda: self._begin(rehearsal=True))
        self.plays.clicked.connect(self.plays_wanted)
        self.rehearse.setToolTip(tip(look.text("plays.rehearse.tooltip")))
        lines.addSpacing(12)
        for button in (self.play, self.rehearse, self.plays):
            lines.addWidget(button)
            button.setEnabled(button is self.plays)

    def _begin(self, *, rehearsal: bool) -> None:
        one = self.current
        if one is not None and one.exercise is not None:
            name = either(one.exercise.name, self._look) or one.name
            self.play_wanted.emit(one.text, name, rehearsal)

    def button(self, message: str, icon: str, role: str = "plain") -> QPushButton:
        """Add a button below what is known of the exercise, and return it."""
        made = worded_button(self._look.text(message), role, self._look, self, icon)
        self.below.addWidget(made)
        return made

    def choose(self, id_: int | None, name: str) -> None:
        """Choose an exercise: by its id in the library, by its name where it ships."""
        self._wished = id_, name
        self.show_all(self._listed)

    def show_all(self, listed: Sequence[ListedExercise], current: int | None = None) -> None:
        """Show these exercises; `current` is the id of the one to choose."""
        before = self.current
        self._listed = tuple(listed)
        self.table.setRowCount(len(listed))
        for row, one in enumerate(self._listed):
            self._fill(row, one)
        wanted = current if current is not None else before and before.id
        name = before.name if before else ""
        if listed and self._wished is not None:
            (wanted, name), self._wished = self._wished, None
        rows = [
            row
            for row, one in enumerate(self._listed)
            if (one.id == wanted if wanted is not None else one.name == name)
        ]
        if listed:
            self.table.setCurrentCell(rows[0] if rows else 0, 0)
        self._show()

    def _fill(self, row: int, one: ListedExercise) -> None:
        look, number = self._look, self._look.language.number
        exercise = one.exercise
        if exercise is None:
            words = [one.name, "", "", "", "", ""]
        else:
            counts = (len(exercise.teams), len(exercise.rounds), len(exercise.injects))
            found = number(len(one.findings)) if one.findings else ""
            words = [
                either(exercise.name, look) or one.name,
                number(exercise.minutes),
                *(number(count) for count in counts),
                found,
            ]
        for column, text in enumerate(words):
            item: QTableWidgetItem = cell(self.table, row, column)
            item.setText(text)
            if column:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        first = cell(self.table, row, 0)
        first.setIcon(look.icon("pencil" if one.id is not None else "lock", look.tokens.ink2))
        first.setToolTip(tip(words[0]))

    @property
    def current(self) -> ListedExercise | None:
        """Return the exercise in the current row."""
        row = self.table.currentRow()
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def _show(self) -> None:
        one, look = self.current, self._look
        if one is None:
            self.name.setText(look.text("exercises.none_there"))
            self.about.setText("")
            self.facts.setText("")
        elif one.exercise is None:
            self.name.setText(one.name)
            self.about.setText("" if one.error is None else look.language.error(one.error))
            self.facts.setText("")
        else:
            self.name.setText(either(one.exercise.name, look) or one.name)
            self.about.setText(either(one.exercise.summary, look))
            self.facts.setText("\n".join(self._facts(one, one.exercise)))
        wrong = one is None or any(each.is_fault for each in one.findings)
        for button in (self.play, self.rehearse):
            button.setEnabled(not wrong and one is not None and one.exercise is not None)
        self._scroll.fit()
        self.chosen.emit()

    def _facts(self, one: ListedExercise, exercise: Exercise) -> list[str]:
        look = self._look
        languages = [look.text(f"desk.language_{code}") for code in exercise.languages]
        kind = "exercises.is_own" if one.id is not None else "exercises.is_shipped"
        wrong = sum(each.is_fault for each in one.findings)
        facts = [
            look.text("exercises.kind", kind=choice_words(exercise.type, look)),
            look.text("exercises.languages", languages=", ".join(languages)),
            look.text(kind),
        ]
        if wrong:
            facts.append(look.language.plural("exercises.faults", wrong))
        if len(one.findings) > wrong:
            facts.append(look.language.plural("exercises.warnings", len(one.findings) - wrong))
        return facts
