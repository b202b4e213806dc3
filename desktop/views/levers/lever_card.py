"""What is known about a lever."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_AXIS, SIZE_CARD_TITLE, SIZE_HEADLINE, Tokens
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.reports.reach_words import short_of_record
from desktop.ui.heights import height_for
from desktop.ui.lever_words import LeverWords
from desktop.ui.popover import MARGIN, WIDTH, Popover
from desktop.ui.typography import font
from desktop.views.levers.reply_words import reply_words

_TALLEST_LIST = 190


def _label(text: str, size: int, role: str) -> QLabel:
    label = PlainLabel(text)
    label.setProperty("role", role)
    label.setFont(font(size))
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return label


class LeverCard(Popover):
    """Tell what a lever does, its range, who holds it, how soon it acts and where that is from.

    Below stand the replies its setting is likely to meet, or would at either end of its range.
    """

    explain_asked = Signal(str)
    evidence_asked = Signal(str)

    def __init__(
        self,
        model: Model,
        words: LeverWords,
        setting: Setting | None,
        tokens: Tokens,
        parent: QWidget,
    ) -> None:
        super().__init__(tokens, parent)
        lever, language = words.lever, words.language
        self.setAccessibleName(words.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column.addWidget(_label(words.name, SIZE_CARD_TITLE, "cardTitle"))
        self.column.addWidget(_label(language.wording(lever.sentence), SIZE_HEADLINE, ""))
        if lever.small_effect:
            small = language.text("levers.card.small_effect")
            self.column.addWidget(_label(small, SIZE_HEADLINE, "note"))
        reach = model.reaches.get(lever.id)
        if reach is not None and reach.move is not None and reach.move.falls_short:
            curve = model.indicators[reach.move.indicator]
            short = short_of_record(reach, curve, language)
            self.column.addWidget(_label(short, SIZE_HEADLINE, "note"))
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
        self._lever = lever.id
        self.explain = self._button(language.text("levers.card.explain"), self.explain_asked)
        self.evidence = self._button(language.text("levers.card.evidence"), self.evidence_asked)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self.explain)
        ways.addWidget(self.evidence)
        ways.addStretch(1)
        self.column.addLayout(ways)
        self._add_scrolled(model, words, setting)

    def _button(self, words: str, asked: SignalInstance) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("role", "plain")
        button.clicked.connect(lambda: self._leave_for(asked))
        return button

    def _leave_for(self, asked: SignalInstance) -> None:
        lever = self._lever
        self.close()
        asked.emit(lever)

    def _add_scrolled(self, model: Model, words: LeverWords, setting: Setting | None) -> None:
        """Add replies and sources, which may be more than a screen holds."""
        known = [model.sources[source] for source in words.lever.sources if source in model.sources]
        replies = reply_words(model, words, setting)
        if not known and not replies:
            return
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for reply in replies:
            column.addWidget(_label(reply.head, SIZE_HEADLINE, "note"))
            column.addWidget(_label(reply.sentence, SIZE_HEADLINE, ""))
            column.addWidget(_label(reply.grounds, SIZE_AXIS, "second"))
        if known:
            heading = words.language.text("levers.card.sources")
            column.addWidget(_label(heading, SIZE_HEADLINE, "note"))
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
        wanted = height_for(column, WIDTH - 2 * MARGIN)
        area.setFixedHeight(min(_TALLEST_LIST, wanted))
        self.column.addWidget(area)
