"""The help that F1 opens: marks, how to read a fan, where it all comes from, keys, the program."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import Tokens
from desktop.domain.model.model import Model
from desktop.language.language import Language
from desktop.reports.about import executor, version
from desktop.ui.actions import KEYS, ActionId
from desktop.ui.marked_picture import MarkedPicture
from desktop.ui.page import Page, Scrolled, card, worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.help.chart_picture import chart_picture

LEVER_MARKS = range(1, 8)
CHART_MARKS = range(8, 15)
LESSON = range(1, 5)
_OTHER_KEYS = (
    ("Tab", "keys.next"),
    ("← →", "keys.fine"),
    ("Shift+← →", "keys.coarse"),
    ("Ctrl+↑ ↓", "keys.row"),
    ("Home  End", "keys.ends"),
    ("0–9", "keys.type"),
    ("Backspace", "keys.status_quo"),
    ("Alt+↓", "keys.timing"),
    ("Menu", "keys.lever_menu"),
    ("Esc", "keys.cross_hair"),
    ("E", "keys.explain"),
    ("S", "keys.single"),
    ("1–9", "keys.slot"),
    ("N T M B F R P", "keys.operator"),
    ("H  C", "keys.conduct"),
    ("Alt+1–7", "keys.panes"),
    ("Alt+← →", "keys.retime"),
    ("Page ↓ ↑  B  .", "keys.remote"),
    ("Delete", "keys.remove_event"),
)


PictureOfModel = Callable[[Model, Language, Tokens, QWidget], MarkedPicture]


class HelpPage(Page):
    """Say what every mark means on pictures of the desk, in the window's language and theme."""

    def __init__(self, model: Model, look: UiContext, lever_picture: PictureOfModel) -> None:
        """Draw the help; `lever_picture` draws a lever row of the model with its marks."""
        super().__init__(look, look.text("help.title"), look.text("help.about"))
        self.look_round = worded_button(look.text("help.look_round"), "plain", look, self)
        self.head.addWidget(self.look_round)
        inside = QWidget(self)
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        column.addWidget(self._lesson(inside))
        pictures = (
            (look.text("help.lever_title"), lever_picture, LEVER_MARKS),
            (look.text("help.chart_title"), chart_picture, CHART_MARKS),
        )
        self.pictures: list[MarkedPicture] = []
        for title, make, numbers in pictures:
            box = card(inside)
            picture = make(model, look.language, look.tokens, box)
            self.pictures.append(picture)
            column.addWidget(self._marks(box, title, picture, numbers))
        column.addWidget(self._documents(inside))
        column.addWidget(self._keys(inside))
        column.addWidget(self._about_program(inside))
        column.addStretch(1)
        self.body.addWidget(Scrolled(inside, self))

    def _label(self, words: str, role: str, parent: QWidget) -> PlainLabel:
        label = PlainLabel(words, parent, wraps=True)
        label.setProperty("role", role)
        return label

    def _column(self, box: QFrame, title: str) -> QVBoxLayout:
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addWidget(self._label(title, "title", box))
        return column

    def _lesson(self, parent: QWidget) -> QFrame:
        box = card(parent)
        column = self._column(box, self.look.text("help.lesson_title"))
        for number in LESSON:
            words = self.look.text(f"help.lesson.{number}")
            column.addWidget(self._label(words, "body", box))
        return box

    def _marks(self, box: QFrame, title: str, picture: MarkedPicture, numbers: range) -> QFrame:
        column = self._column(box, title)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for line, number in enumerate(numbers):
            sign = self._label(str(number), "key", box)
            sign.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(sign, line, 0)
            grid.addWidget(self._label(self.look.text(f"help.mark.{number}"), "body", box), line, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(numbers), 1)
        row.addLayout(grid, 1)
        column.addLayout(row)
        picture.setAccessibleName(
            " ".join(self.look.text(f"help.mark.{number}") for number in numbers)
        )
        return box

    def _documents(self, parent: QWidget) -> QFrame:
        box = card(parent)
        column = self._column(box, self.look.text("help.documents_title"))
        for words in (self.look.text("help.documents"), self.look.text("help.codes")):
            column.addWidget(self._label(words, "body", box))
        return box

    def _about_program(self, parent: QWidget) -> QFrame:
        box, look = card(parent), self.look
        column = self._column(box, look.text("about.title"))
        program = look.text("about.version", version=version())
        for words in (program, executor(look.language)):
            column.addWidget(self._label(words, "body", box))
        return box

    def _keys(self, parent: QWidget) -> QFrame:
        box, look = card(parent), self.look
        column = self._column(box, look.text("keys.title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        commands = [
            ("  ".join(KEYS[act]), look.text(f"action.{act}")) for act in ActionId if KEYS[act]
        ]
        others = [(keys, look.text(message)) for keys, message in _OTHER_KEYS]
        for side, half in enumerate((commands, others)):
            for line, (keys, words) in enumerate(half):
                key = PlainLabel(keys, box)
                key.setProperty("role", "key")
                grid.addWidget(key, line, 2 * side)
                grid.addWidget(self._label(words, "second", box), line, 2 * side + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        column.addLayout(grid)
        return box
