"""The page of questions: what it would take, where the plan breaks, what matters."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.axes import THOUSAND, in_millions
from desktop.charts.headline import unit_words, value_words, when
from desktop.charts.plain_text import PlainLabel
from desktop.charts.targets import target_number
from desktop.charts.tokens import SIZE_BODY
from desktop.document.causes import in_words
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError, VecinosError
from desktop.domain.indicator import Indicator
from desktop.domain.inquiry import Answer, Asked, Goal, Inquiry, WhatItTakes
from desktop.domain.scenario import TargetLine
from desktop.language.months import read_month
from desktop.ui.card_rows import paragraph
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.lever_words import typed_number
from desktop.ui.page import EmptyState, Page, card, worded_button
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.ask.answer_card import AnswerCard
from desktop.views.ask.held_list import HeldList
from desktop.views.ask.kept_list import KeptList

ROW = 26
LONGEST = 24
QUESTIONS = tuple(Asked)
_WITH_GOAL = (Asked.REACH, Asked.BREAK)
_VALUE, _MONTH = 96, 112


@dataclass(slots=True)
class AskState:
    """Hold what the page asks, for when it is made anew; what is typed stays as it was typed."""

    indicator: str
    month: Month
    asked: Asked = Asked.REACH
    value: float | None = None
    at_least: bool = False
    held: frozenset[str] = field(default_factory=frozenset)
    of_change: bool = False
    typed: str | None = None
    """In the field of the value, where it was no number."""


Known = Callable[[Inquiry], Answer | None]
Now = Callable[[str, Month], float | None]
"""Gives the middle line of an indicator in a month, where the curves stand."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Say why a field cannot be read."""

    why: str
    field: QLineEdit


class AskPage(Page):
    """Ask about the policy on the desk; `wanted` asks for an answer and `given_up` for none.

    Whoever answers calls `show_answer`, `show_failure` and `show_progress`. `moves_wanted` carries
    the moves of an answer that shall be made.
    """

    wanted = Signal(Inquiry)
    given_up = Signal()
    moves_wanted = Signal(WhatItTakes)

    def __init__(
        self, document: Document, state: AskState, known: Known, now: Now, look: UiContext
    ) -> None:
        super().__init__(look, look.text("ask.title"), look.text("ask.about"))
        self._document, self.state, self._known, self._now = document, state, known, now
        self.answer: Answer | None = None
        self._asked: Inquiry | None = None
        """What an answer is awaited to."""
        model = document.model
        self.copy = worded_button(look.text("ask.copy"), "plain", look, self, "copy")
        self.copy.clicked.connect(self._copy)
        self.head.addWidget(self.copy)
        self.questions = Segments(len(QUESTIONS), look.tokens, self)
        self.questions.set_words([look.text(f"ask.question.{one}") for one in QUESTIONS])
        self.questions.segments[QUESTIONS.index(state.asked)].setChecked(True)
        self.questions.setAccessibleName(look.text("ask.title"))
        self.questions.chosen.connect(self._choose_question)
        self.indicator = ChoiceBox(look.text("ask.indicator"), self)
        for one in model.indicators.values():
            self.indicator.addItem(look.language.wording(one.name), one.id)
        self.indicator.setCurrentIndex(list(model.indicators).index(state.indicator))
        self.indicator.activated.connect(self._choose_indicator)
        self.sense = Segments(2, look.tokens, self)
        self.sense.set_words([look.text("target.at_most"), look.text("target.at_least")])
        self.sense.setAccessibleName(look.text("target.sense"))
        self.sense.chosen.connect(lambda _: self._read())
        self.of_change = Segments(2, look.tokens, self)
        self.of_change.set_words([look.text("ask.of_curve"), look.text("ask.of_change")])
        self.of_change.setAccessibleName(look.text("ask.of"))
        self.of_change.segments[int(state.of_change)].setChecked(True)
        self.of_change.chosen.connect(self._choose_of_change)
        self.value = self._field(look.text("target.value"), _VALUE)
        self.unit = PlainLabel(self)
        self.unit.setProperty("role", "second")
        self.month = self._field(look.text("target.month"), _MONTH)
        self.month.setText(look.language.date(state.month))
        self.ask = worded_button(look.text("ask.ask"), "main", look, self)
        self.ask.clicked.connect(self.ask_now)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self.fault.hide()
        self.kept = KeptList(document, look, self)
        self.kept.picked.connect(self._show_kept)
        self.levers = HeldList(model, state.held, look, self)
        self.levers.changed.connect(self._read)
        self._lay_out()
        self._show_goal()
        self.destroyed.connect(document.listen(lambda _: self._follow()))
        self._show_question()

    def _field(self, name: str, width: int) -> QLineEdit:
        made = QLineEdit(self)
        made.setProperty("role", "field")
        made.setMaxLength(LONGEST)
        made.setFixedWidth(width)
        made.setAccessibleName(name)
        made.returnPressed.connect(self.ask_now)
        made.editingFinished.connect(self._read)
        return made

    def _lay_out(self) -> None:
        look = self.look
        asked = QHBoxLayout()
        asked.addWidget(self.questions)
        asked.addStretch(1)
        asked.addWidget(self.kept)
        form = QHBoxLayout()
        form.setSpacing(8)
        form.addWidget(self.indicator, 1)
        for part in (self.sense, self.value, self.unit, self.of_change):
            form.addWidget(part)
        by = PlainLabel(look.text("target.month"), self)
        by.setProperty("role", "second")
        by.setBuddy(self.month)
        form.addWidget(by)
        form.addWidget(self.month)
        form.addWidget(self.ask)
        self.body.addLayout(asked)
        self.body.addLayout(form)
        self.body.addWidget(self.fault)
        self._make_answer_parts()
        work = QHBoxLayout()
        work.setSpacing(12)
        work.addWidget(self.levers)
        for shown in (self.answered, self._wait, self.empty):
            work.addWidget(shown, 1)
        self.body.addLayout(work, 1)

    def _make_answer_parts(self) -> None:
        look = self.look
        self._wait = card(self)
        self._wait_words = paragraph("", SIZE_BODY, "body", self._wait)
        self.bar = QProgressBar(self._wait)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(320)
        self.bar.setRange(0, 100)
        self.stop = worded_button(look.text("dialog.cancel"), "plain", look, self._wait)
        self.stop.clicked.connect(self.give_up)
        row = QHBoxLayout()
        row.addWidget(self.stop)
        row.addStretch(1)
        waiting = QVBoxLayout(self._wait)
        waiting.setContentsMargins(16, 16, 16, 16)
        waiting.setSpacing(12)
        waiting.addWidget(self._wait_words)
        waiting.addWidget(self.bar)
        waiting.addLayout(row)
        waiting.addStretch(1)
        self.empty = EmptyState(look, self)
        self.empty.acted.connect(self.ask_now)
        self.answered = AnswerCard(self._document, look, self)
        self.answered.apply.clicked.connect(self._apply)

    def take_focus(self) -> None:
        """Begin where something is to be typed, or where a question is asked."""
        wanted = self.value if self.state.asked in _WITH_GOAL else self.ask
        wanted.setFocus()
        self.value.selectAll()

    # ------------------------------------------------------------ what is asked

    @property
    def _indicator(self) -> Indicator:
        return self._document.model.indicators[self.state.indicator]

    @property
    def _divisor(self) -> float:
        """Return what values are divided by where they are typed: some are told in millions."""
        now = self._now(self.state.indicator, self.state.month)
        reach = max(abs(now or 0.0), abs(self.state.value or 0.0))
        return THOUSAND if in_millions(reach, self._indicator) else 1.0

    def _show_goal(self) -> None:
        """Show the target of the state, in the unit of its indicator."""
        state, look, indicator = self.state, self.look, self._indicator
        self.sense.segments[int(state.at_least)].setChecked(True)
        reach = THOUSAND if self._divisor > 1.0 else 0.0
        if state.typed is not None:
            self.value.setText(state.typed)
        elif state.value is None:
            self.value.clear()
        else:
            self.value.setText(target_number(state.value, indicator, look.language, reach))
        now = self._now(state.indicator, state.month)
        self.unit.setText(unit_words(indicator, look.language, reach))
        hint = ""
        if now is not None:
            year = when(state.month, look.language)
            name, value = (
                look.language.wording(indicator.name),
                value_words(now, indicator, look.language),
            )
            hint = look.text("ask.now", name=name, when=year, value=value)
        self.say_about(hint or look.text("ask.about"))

    def _choose_question(self, place: int) -> None:
        self.state.asked = QUESTIONS[place]
        self._show_question()

    def _choose_of_change(self, place: int) -> None:
        self.state.of_change = place == 1
        self._show_question()

    def _choose_indicator(self, place: int) -> None:
        name = str(self.indicator.itemData(place))
        if name == self.state.indicator:
            return
        begun = goal_state(self._document, name, self.state.month)
        self.state.indicator, self.state.month = name, begun.month
        self.state.value, self.state.at_least, self.state.typed = begun.value, begun.at_least, None
        self.month.setText(self.look.language.date(self.state.month))
        self._show_goal()
        self._show_question()

    def _show_question(self) -> None:
        """Show the fields that a question needs, and the answer where it is known."""
        with_goal = self.state.asked in _WITH_GOAL
        for part in (self.sense, self.value, self.unit):
            part.setVisible(with_goal)
        self.levers.setVisible(self.state.asked is Asked.REACH)
        self.of_change.setVisible(self.state.asked is Asked.UNCERTAINTIES)
        self.fault.hide()
        inquiry = self._inquiry()
        known = None if isinstance(inquiry, _Refusal) else self._known(inquiry)
        if inquiry == self._asked:
            self._show_only(self._wait)
        elif known is not None:
            self._show(known)
        else:
            self._say(self.look.text(f"ask.hint.{self.state.asked}"))

    def _read(self) -> None:
        """Take what the fields say; an answer that is known comes back with its question."""
        if isinstance(self._inquiry(), Inquiry):
            self._show_question()

    def _inquiry(self) -> "Inquiry | _Refusal":
        """Return what is asked as the fields stand, or why they cannot be read."""
        state, clock, look = self.state, self._document.model.clock, self.look
        try:
            month = read_month(self.month.text(), look.language.code)
        except BadMonthError as error:
            return _Refusal(look.language.error(error), self.month)
        first, last = clock.vantage.plus(1), clock.horizon
        if not first <= month <= last:
            ends = {"first": look.language.date(first), "last": look.language.date(last)}
            return _Refusal(look.text("target.out_of_time", **ends), self.month)
        state.month, state.held = month, self.levers.held
        typed = self._typed_value()
        if not isinstance(typed, _Refusal):
            state.value, state.at_least = typed, self.sense.choice == 1
        elif state.asked in _WITH_GOAL:
            return typed
        goal = Goal(state.indicator, month, state.value or 0.0, state.at_least)
        request = self._document.scenario.request
        return Inquiry.about(state.asked, request, goal, state.held, of_change=state.of_change)

    def _typed_value(self) -> "float | _Refusal":
        text, look, indicator = self.value.text().strip(), self.look, self._indicator
        number = typed_number(text)
        self.state.typed = text if number is None and text else None
        if number is None:
            why = look.text("target.no_number", text=text) if text else look.text("ask.no_target")
            return _Refusal(why, self.value)
        # Exactly what was typed: 2.03 million are 2,030 thousand and no fraction beside them.
        number = float(Decimal(repr(number)) * int(self._divisor))
        low, high = indicator.bounds or (-math.inf, math.inf)
        if not low <= number <= high:
            ends = {
                "low": target_number(low, indicator, look.language),
                "high": target_number(high, indicator, look.language),
            }
            return _Refusal(look.text("target.out_of_bounds", **ends), self.value)
        return number

    def ask_now(self) -> None:
        """Ask what the fields say, or say why it cannot be asked."""
        self.fault.hide()
        inquiry = self._inquiry()
        if isinstance(inquiry, _Refusal):
            self.fault.setText(inquiry.why)
            self.fault.show()
            inquiry.field.setFocus()
            inquiry.field.selectAll()
            return
        known = self._known(inquiry)
        if known is not None and not known.of_another_run:
            self._show(known)
            return
        self._asked = inquiry
        self.show_progress(0)
        self._show_only(self._wait)
        self.wanted.emit(inquiry)
        self.stop.setFocus()

    def give_up(self) -> None:
        """Want no answer any more."""
        self._asked = None
        self.given_up.emit()
        self._say(self.look.text("ask.stopped"), self.look.text("ask.ask"))
        self.ask.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give a search up with Escape, and leave with the next."""
        if event.key() == Qt.Key.Key_Escape and self._asked is not None:
            self.give_up()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ answers

    def show_progress(self, percent: int) -> None:
        """Tell how much is worked out."""
        self.bar.setValue(percent)
        self._wait_words.setText(self.look.text("ask.working", percent=percent))

    def show_failure(self, error: VecinosError) -> None:
        """Say why there is no answer."""
        self._asked = None
        words = self.look.language.error(in_words(error, self._document.model))
        self._say(words, self.look.text("ask.ask"))

    def show_answer(self, answer: Answer) -> None:
        """Show an answer that was waited for."""
        if answer.inquiry != self._asked:
            return
        self._asked = None
        waited = self.stop.hasFocus()
        self._show(answer)
        if waited:
            (apply if (apply := self.answered.apply).isVisibleTo(self) else self.ask).setFocus()

    def _show(self, answer: Answer) -> None:
        self.answer = answer
        self.answered.show_answer(answer)
        self._show_only(self.answered)

    def _show_kept(self, answer: Answer) -> None:
        """Ask what a kept answer answers, and show it."""
        if self._asked is not None:
            self.give_up()
        state, inquiry = self.state, answer.inquiry
        state.asked, state.indicator = inquiry.asked, inquiry.goal.indicator
        state.month, state.typed, state.held = inquiry.goal.month, None, inquiry.held
        state.of_change = inquiry.of_change
        if inquiry.asked in _WITH_GOAL:
            state.value, state.at_least = inquiry.goal.value, inquiry.goal.at_least
        self.questions.segments[QUESTIONS.index(state.asked)].setChecked(True)
        self.indicator.setCurrentIndex(list(self._document.model.indicators).index(state.indicator))
        self.of_change.segments[int(state.of_change)].setChecked(True)
        self.month.setText(self.look.language.date(state.month))
        self.levers.hold(state.held)
        self._show_goal()
        self._show_question()
        self._show(answer)

    def _follow(self) -> None:
        """Keep what is shown true when the scenario is another one."""
        self.kept.follow()
        self.answered.show_stale()
        if self.answer is not None and self.answer.of_another_run:
            # It may be about the run of now again, or be kept no longer.
            self._show_question()

    def _say(self, sentence: str, action: str = "") -> None:
        self.answer = None
        self.empty.say(sentence, action)
        self._show_only(self.empty)

    def _show_only(self, shown: QWidget) -> None:
        self.show_only(shown, (self.answered, self._wait, self.empty), self.ask.setFocus)
        self.copy.setEnabled(shown is self.answered)

    def _copy(self) -> None:
        self.answered.copy_answer()

    def _apply(self) -> None:
        if self.answer is not None and isinstance(self.answer.found, WhatItTakes):
            self.moves_wanted.emit(self.answer.found)


def goal_state(document: Document, indicator: str, month: Month) -> AskState:
    """Return what is asked of an indicator at first: its target line, where it has one."""
    better = document.model.indicators[indicator].better
    lines = [one for one in document.scenario.targets if one.indicator == indicator]
    target = lines[0] if lines else None
    floor = (target or TargetLine(indicator, 0.0)).is_floor(better)
    if target is None:
        return AskState(indicator, month, at_least=floor)
    clock = document.model.clock
    by = target.month if target.month is not None and target.month > clock.vantage else month
    return AskState(indicator, by, value=target.value, at_least=floor)
