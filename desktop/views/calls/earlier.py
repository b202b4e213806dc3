"""The predictions that a scenario keeps, each of which can be deleted."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.domain.prediction import Prediction
from desktop.ui.call_words import CallWords
from desktop.ui.heights import height_for
from desktop.ui.page import Scrolled, icon_button
from desktop.ui.popover import Popover
from desktop.ui.style_sheet import desk_sheet

_WIDTH, _HIGHEST = 460, 320
_BAR = 16
"""Width that a scroll bar may take."""


class EarlierPredictions(Popover):
    """List them, the newest first; one that is deleted can be had back by undoing."""

    def __init__(
        self,
        predictions: tuple[Prediction, ...],
        words: CallWords,
        forget: Callable[[int], None],
        parent: QWidget,
    ) -> None:
        look = words.look
        super().__init__(look.tokens, parent)
        self.setStyleSheet(desk_sheet(look.tokens))
        self.setAccessibleName(look.text("calls.earlier"))
        title = PlainLabel(look.text("calls.earlier"), self)
        title.setProperty("role", "strong")
        self.column.addWidget(title)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        self.sentences: list[PlainLabel] = []
        self.buttons = []
        if not predictions:
            self.sentences.append(PlainLabel(look.text("calls.none_kept"), inside, wraps=True))
            lines.addWidget(self.sentences[0])
        for place, one in reversed([*enumerate(predictions)]):
            sentence = PlainLabel(words.came(one), inside, wraps=True)
            name = look.text("calls.forget", question=words.question(one))
            button = icon_button("trash-2", name, look, inside)
            button.clicked.connect(self.close)
            button.clicked.connect(lambda _=False, at=place: forget(at))
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(sentence, 1)
            line.addWidget(button)
            lines.addLayout(line)
            self.sentences.append(sentence)
            self.buttons.append(button)
        lines.addStretch(1)
        scrolled = Scrolled(inside, self)
        scrolled.setProperty("role", "strip")
        scrolled.setMinimumWidth(_WIDTH)
        self.column.addWidget(scrolled)
        for sentence in self.sentences:
            sentence.ensurePolished()
        scrolled.setFixedHeight(min(height_for(lines, _WIDTH - _BAR) + 4, _HIGHEST))
