"""The column of a lever's help card: its sections, one below the other, on one template."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.analysis.outcomes import SMALL, Outcomes
from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE
from desktop.document.causes import ModelGraph
from desktop.document.grounds import EvidenceSummary, grounds_of
from desktop.domain.clock import Month
from desktop.domain.help_card import HelpCard
from desktop.domain.lever import Setting
from desktop.reports.element_words import ElementWords
from desktop.reports.reach_words import short_of_record
from desktop.ui.card_rows import paragraph
from desktop.ui.lever_words import LeverWords
from desktop.ui.page import worded_button
from desktop.ui.typography import font
from desktop.ui.ui_context import UiContext
from desktop.views.cards.outcome_words import change_with_unit
from desktop.views.cards.reply_words import reply_words

MOST_MOVED = 6
"""Curves that a card lists; all of them stand on the page of outcomes."""
_MOST_LINKS = 8


class CardColumn(QWidget):
    """Say what there is to say about one lever; anew when any of it changes."""

    chart_wanted = Signal(str)
    """An indicator whose chart shall be shown."""
    charts_wanted = Signal()
    """The suggested charts shall be shown."""
    value_wanted = Signal(float)
    """The lever shall be set to a named setting."""

    def __init__(
        self,
        card: HelpCard,
        causes: ModelGraph,
        setting: Setting | None,
        look: UiContext,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.card, self._causes, self._setting, self._look = card, causes, setting, look
        self._model = causes.model
        self._lever = self._model.levers[card.lever]
        self._words = LeverWords(look.language, self._lever)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 12, 8)
        self._column.setSpacing(4)
        self.settings: list[QPushButton] = []
        """A button for each named setting, in their order."""
        self.moved: list[QPushButton] = []
        """A button for each curve that the lever moves, the most moved first."""
        self.grounds: EvidenceSummary = grounds_of(causes, card.lever)
        self._build()

    # ------------------------------------------------------------ pieces

    def _say(self, text: str, role: str = "body", size: int = SIZE_HEADLINE) -> QLabel:
        label = paragraph(text, size, role, self)
        self._column.addWidget(label)
        return label

    def _head(self, message: str) -> None:
        self._column.addSpacing(10)
        self._say(self._look.text(message), "title")

    def _link(self, words: str) -> QPushButton:
        button = worded_button(words, "link", self._look, self)
        button.setStyleSheet("padding-left: 0; text-align: left")
        return button

    def _grounds(self, *names: Sequence[object]) -> str:
        said = [self._look.text("cards.link", number=one) for one in names[1]]
        return ", ".join([*map(str, names[0]), *said, *map(str, names[2])])

    # ------------------------------------------------------------ sections

    def _build(self) -> None:
        language, card = self._look.language, self.card
        self._say(language.wording(self._lever.sentence))
        self._add_facts()
        self._head("cards.messages")
        for message in card.messages:
            self._say(language.wording(message.text))
            grounds = self._grounds(message.claims, message.links, message.sources)
            self._say(grounds, "quiet", SIZE_AXIS)
            self._column.addSpacing(4)
        self._head("cards.examples")
        for example in card.examples:
            fields = {"month": language.date(example.month), "text": language.wording(example.text)}
            self._say(self._look.text("cards.example", **fields))
            self._say(self._grounds((), (), example.sources), "quiet", SIZE_AXIS)
            self._column.addSpacing(4)
        self._head("cards.gains")
        self._say(language.wording(card.gains))
        self._head("cards.loses")
        self._say(language.wording(card.loses))
        end = self._lever.high if self._lever.default < self._lever.high else self._lever.low
        cost = {"value": self._words.value(end), "cost": self._words.cost(end)}
        self._say(self._look.text("cards.cost", **cost), "quiet", SIZE_AXIS)
        self._head("cards.moves")
        self._moves = QVBoxLayout()
        self._moves.setSpacing(4)
        self._column.addLayout(self._moves)
        self._add_reach()
        self._head("cards.against")
        self._say(language.wording(card.against))
        self._add_replies()
        self._add_charts()
        self._add_settings()
        self._add_evidence()
        self._column.addStretch(1)

    def _add_facts(self) -> None:
        words, language = self._words, self._look.language
        form = QFormLayout()
        form.setContentsMargins(0, 2, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(4)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for message, fact in (
            ("levers.card.range", words.range()),
            ("levers.card.status_quo", words.value(self._lever.default)),
            ("levers.card.lead", language.plural("levers.card.months", round(self._lever.lead))),
        ):
            name = paragraph(self._look.text(message), SIZE_HEADLINE, "second", self)
            form.addRow(name, paragraph(fact, SIZE_HEADLINE, "body", self))
        self._column.addLayout(form)
        self._say(words.held_by())

    def _add_reach(self) -> None:
        if self._lever.small_effect:
            self._say(self._look.text("levers.card.small_effect"), "second")
        reach = self._model.reaches.get(self._lever.id)
        if reach is not None and reach.move is not None and reach.move.falls_short:
            curve = self._model.indicators[reach.move.indicator]
            self._say(short_of_record(reach, curve, self._look.language), "second")

    def _add_replies(self) -> None:
        for reply in reply_words(self._model, self._words, self._setting):
            self._say(reply.head, "strong")
            self._say(reply.sentence)
            self._say(reply.grounds, "quiet", SIZE_AXIS)

    def _add_charts(self) -> None:
        language = self._look.language
        self._head("cards.charts")
        for indicator in self.card.charts:
            name = language.wording(self._model.indicators[indicator].name)
            button = self._link(name)
            button.clicked.connect(lambda _, one=indicator: self.chart_wanted.emit(one))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        count = len(self.card.charts)
        self.charts = worded_button(
            language.plural("cards.show_charts", count), "plain", self._look, self
        )
        self.charts.clicked.connect(self.charts_wanted)
        self._column.addWidget(self.charts, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_settings(self) -> None:
        language, lever = self._look.language, self._lever
        self._head("cards.settings")
        ends = {lever.low: lever.low_end, lever.high: lever.high_end}
        names = {notch.value: language.wording(notch.name) for notch in lever.notches}
        levels = map(float, range(len(lever.levels)))
        for value in sorted({*ends, lever.default, *self.card.settings, *levels}):
            said = self._words.value(value)
            button = self._link(said)
            button.setToolTip(tip(self._look.text("cards.set_tip", value=said)))
            button.clicked.connect(lambda _, one=value: self.value_wanted.emit(one))
            self.settings.append(button)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            name = names.get(value)
            if name is None and value == lever.default:
                name = self._look.text("cards.status_quo")
            if name is None:
                name = "" if lever.levels else language.wording(ends[value])
            if value in self.card.settings:
                meaning = language.wording(self.card.settings[value])
                name = self._look.text("cards.setting", name=name, meaning=meaning)
            if name not in said:
                self._say(name, "second")

    def _add_evidence(self) -> None:
        look, grounds = self._look, self.grounds
        self._head("cards.evidence")
        self._say(look.text(f"levers.grade.{self._lever.grade}"), "second")
        claims = ", ".join(claim.id for claim in grounds.claims)
        if claims:
            self._say(look.text("cards.claims", claims=claims), "second")
        words = ElementWords(self._causes, look.language)
        for link in grounds.links[:_MOST_LINKS]:
            fields = {"link": words.link(link), "grade": link.grade}
            self._say(look.text("cards.link_graded", **fields))
            self._say(look.language.wording(link.size), "quiet", SIZE_AXIS)
        for source in (*grounds.own, *grounds.further):
            self._say(look.text("cards.source", id=source.id, text=source.text), "quiet", SIZE_AXIS)

    # ------------------------------------------------------------ what it moves

    def say_moves(self, sentence: str) -> None:
        """Say why no curves are listed: they are being worked out, or cannot be."""
        self._clear_moves()
        self._moves.addWidget(paragraph(sentence, SIZE_HEADLINE, "second", self))

    def show_moves(self, found: Outcomes, month: Month) -> None:
        """List the curves that the lever moves most alone at its far end, in the central run."""
        self._clear_moves()
        look, lever, step = self._look, self._lever.id, found.clock.step(month)
        value = self._words.value(found.settings[lever].value)
        moved = found.largest(lever, step, MOST_MOVED)
        message = "cards.moves_about" if moved else "cards.moves_nothing"
        fields = {"value": value, "month": look.language.date(month)}
        self._moves.addWidget(paragraph(look.text(message, **fields), SIZE_AXIS, "quiet", self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for row, indicator in enumerate(moved):
            known = self._model.indicators[indicator]
            button = self._link(look.language.wording(known.name))
            button.clicked.connect(lambda _, one=indicator: self.chart_wanted.emit(one))
            change = change_with_unit(found.change(lever, indicator, step), known, look.language)
            large = abs(found.share(lever, indicator, step)) >= SMALL
            said = paragraph(change, SIZE_HEADLINE, "strong" if large else "second", self)
            said.setFont(font(SIZE_HEADLINE, strong=large))
            said.setWordWrap(False)
            self.moved.append(button)
            grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(said, row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        self._moves.addLayout(grid)

    def _clear_moves(self) -> None:
        self.moved.clear()
        waiting = [self._moves]
        while waiting:
            layout = waiting.pop()
            while (item := layout.takeAt(0)) is not None:
                widget, inner = item.widget(), item.layout()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
                elif inner is not None:
                    waiting.append(inner)  # type: ignore[arg-type]
