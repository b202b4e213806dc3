"""What is known about a lever."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.charts.tokens import SIZE_AXIS, SIZE_CARD_TITLE, SIZE_HEADLINE, Tokens
from desktop.engine.model import Model
from desktop.views.levers.lever_words import LeverWords
from desktop.views.widgets.popover import MARGIN, WIDTH, Popover
from desktop.views.widgets.type import font

_TALLEST_SOURCES = 150


def _label(text: str, size: int, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setFont(font(size))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return label


class LeverCard(Popover):
    """Tell what a lever does, its range, who holds it, how soon it acts and where that is from."""

    def __init__(self, model: Model, words: LeverWords, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        lever, language = words.lever, words.language
        self.setAccessibleName(words.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column.addWidget(_label(words.name, SIZE_CARD_TITLE, "cardTitle"))
        self.column.addWidget(_label(language.wording(lever.sentence), SIZE_HEADLINE, ""))
        form = QFormLayout()
        form.setContentsMargins(0, 4, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(5)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.facts = [
            ("levers.card.range", words.range()),
            ("levers.card.low_end", language.wording(lever.low_end)),
            ("levers.card.high_end", language.wording(lever.high_end)),
            ("levers.card.status_quo", words.value(lever.default)),
            ("levers.card.holder", words.held_by()),
            ("levers.card.lead", language.plural("levers.card.months", round(lever.lead))),
            ("levers.card.grade", language.text(f"levers.grade.{lever.grade}")),
        ]
        for message, fact in self.facts:
            form.addRow(
                _label(language.text(message), SIZE_HEADLINE, "note"),
                _label(fact, SIZE_HEADLINE, ""),
            )
        self.column.addLayout(form)
        self._add_sources(model, words)

    def _add_sources(self, model: Model, words: LeverWords) -> None:
        known = [model.sources[source] for source in words.lever.sources if source in model.sources]
        if not known:
            return
        heading = words.language.text("levers.card.sources")
        self.column.addWidget(_label(heading, SIZE_HEADLINE, "note"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for source in known:
            label = _label(f"{source.id}\u2002{source.text}", SIZE_AXIS, "second")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inside)
        # The area fills its widget as it takes it.
        inside.setAutoFillBackground(False)
        wanted = column.totalHeightForWidth(WIDTH - 2 * MARGIN)
        area.setFixedHeight(min(_TALLEST_SOURCES, wanted))
        self.column.addWidget(area)
