"""What a sheet of injects would change, or what is wrong with it, before anything is taken."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.document.exercise.edits import part_of
from desktop.domain.errors import VecinosError
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.exercise.injects import Inject
from desktop.modelfiles.exercises.msel import MselChanges, MselFileError
from desktop.ui.exercise_words import part_name
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext
from desktop.ui.worded_list import worded_list
from desktop.views.exercise.words import field_words


class Answer(Enum):
    """Say what the button with the most weight does."""

    TAKE = auto()
    COPY = auto()
    READ_AGAIN = auto()


class SheetProposal(QWidget):
    """Stand in the place of the exercise until somebody agrees or puts it away."""

    answered = Signal(Answer)
    closed = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._answers = {
            Answer.TAKE: look.text("exercises.sheet.take"),
            Answer.COPY: look.text("exercises.sheet.copy"),
            Answer.READ_AGAIN: look.text("exercises.sheet.again"),
        }
        self._answer = Answer.TAKE
        self.title = PlainLabel("", self, wraps=True)
        self.title.setProperty("role", "strong")
        self.words = PlainLabel("", self, wraps=True)
        self.words.setProperty("role", "second")
        self.list = worded_list(self)
        self.yes = worded_button("", "main", look, self)
        self.yes.clicked.connect(lambda: self.answered.emit(self._answer))
        self.no = worded_button(look.text("dialog.cancel"), "plain", look, self)
        self.no.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self._rest = QWidget(self)
        column.addWidget(self._rest, 1)

    def propose(self, file: str, before: Exercise, changes: MselChanges) -> None:
        """Show what a sheet would change, row by row; with nothing to change there is no taking."""
        look, text, plural = self._look, self._look.text, self._look.language.plural
        parts = []
        if changes.added:
            parts.append(plural("exercises.sheet.added", len(changes.added)))
        if changes.changed:
            parts.append(plural("exercises.sheet.changed", len(changes.changed)))
        if changes.removed:
            parts.append(plural("exercises.sheet.removed", len(changes.removed)))
        if changes.reordered:
            parts.append(text("exercises.sheet.reordered"))
        if not parts:
            self.say(text("exercises.sheet.same", file=file))
            return
        title = text("exercises.sheet.would", file=file, what=look.language.together(parts))
        self._show(title, text("exercises.sheet.about"), Answer.TAKE)
        after, ink = changes.exercise, look.tokens.ink2
        for name in changes.added:
            self._add(
                "plus", ink, text("exercises.sheet.row_add", inject=_named(after, name, look))
            )
        for name in changes.changed:
            old, new = (part_of(one, "injects", name) for one in (before, after))
            self._add(
                "pencil",
                ink,
                text(
                    "exercises.sheet.row_change",
                    inject=_named(after, name, look),
                    fields=", ".join(_differing(old, new, look)),
                ),
            )
        for name in changes.removed:
            inject = _named(before, name, look)
            row = text("exercises.sheet.row_remove", inject=inject)
            self._add("trash-2", look.tokens.errink, row)
        self._begin()

    def refuse(self, file: str, error: VecinosError) -> None:
        """Show why nothing can be taken: one sentence, and below it all that is wrong by row."""
        language, faults = self._look.language, _faults(error)
        again = self._look.text("exercises.sheet.mend")
        if faults:
            title = language.plural("exercises.sheet.wrong", len(faults), file=file)
            self._show(title, again, Answer.READ_AGAIN)
        else:
            self._show(language.error(error), again, Answer.READ_AGAIN)
        for fault in faults:
            self._add("circle-alert", self._look.tokens.errink, language.error(fault))
        self._begin()

    def ask_for_copy(self, file: str, name: str) -> None:
        """Ask whether the sheet shall go into a copy of what comes with the program."""
        title = self._look.text("exercises.sheet.shipped", name=name, file=file)
        self._show(title, "", Answer.COPY)
        self._begin()

    def say(self, words: str) -> None:
        """Say why there is nothing to agree to."""
        self._show(words, "", None)
        self._begin()

    def _show(self, title: str, words: str, answer: Answer | None) -> None:
        self.list.clear()
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.list.setAccessibleName(title)
        self.setAccessibleName(title)
        self.yes.setVisible(answer is not None)
        text = self._look.text
        self.no.setText(text("dialog.close") if answer is None else text("dialog.cancel"))
        if answer is not None:
            self._answer = answer
            self.yes.setText(self._answers[answer])

    def _add(self, icon: str, tint: str, words: str) -> None:
        item = QListWidgetItem(words, self.list)
        item.setIcon(self._look.icon(icon, tint))

    def _begin(self) -> None:
        some = self.list.count() > 0
        self.list.setVisible(some)
        self._rest.setVisible(not some)
        self.list.setCurrentRow(0)

    def begin(self) -> None:
        """Put the focus where reading begins, or on the answer where there is no more to read."""
        if self.list.count():
            self.list.setFocus()
        else:
            (self.no if self.yes.isHidden() else self.yes).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put it away with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _faults(error: VecinosError) -> Sequence[VecinosError]:
    return error.faults if isinstance(error, MselFileError) else ()


def _named(exercise: Exercise, name: str, look: UiContext) -> str:
    """Return number and title of an inject."""
    one = part_of(exercise, "injects", name)
    number = look.language.number(exercise.number(name))
    return look.text("exercises.sheet.inject", number=number, title=part_name(one, look))


def _differing(old: Inject, new: Inject, look: UiContext) -> Iterable[str]:
    """Yield the fields in which two states of an inject differ, in words."""
    for one in fields(Inject):
        if getattr(old, one.name) != getattr(new, one.name):
            yield field_words(Inject, one.name, look)
