"""When a lever's setting applies, and in which moves it gets there."""

from copy import copy
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_BODY, SIZE_CARD_TITLE, SIZE_HEADLINE, Tokens
from desktop.document.causes import in_words
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.clock import Clock, Month
from desktop.domain.errors import BadRampError, VecinosError
from desktop.domain.lever import Lever, Move, Setting
from desktop.domain.wording import LanguageCode
from desktop.language.months import read_month
from desktop.session.lever_course import lever_course
from desktop.ui.lever_words import LeverWords, typed_number
from desktop.ui.notice import Notice
from desktop.ui.popover import Popover
from desktop.ui.typography import font, metrics
from desktop.views.levers.move_draft import MoveDraft
from desktop.views.levers.profile_chart import ProfileChart

_MONTH_WIDTH = 92


class _StepField(QLineEdit):
    """A line that the up and down keys move by one, and Shift by twelve."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            by *= 12
        self.step(by)

    def step(self, by: int) -> None:
        raise NotImplementedError


class _MonthField(_StepField):
    def __init__(self, clock: Clock, empty: Month, code: LanguageCode) -> None:
        super().__init__()
        self._code = code
        self._clock = clock
        self._empty = empty

    def step(self, by: int) -> None:
        try:
            month = read_month(self.text(), self._code).plus(by)
        except VecinosError:
            month = self._empty
        self.setText(str(max(self._clock.first_planned, min(self._clock.horizon, month))))


class _CountField(_StepField):
    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        # Python refuses to read numbers of thousands of digits.
        self.setMaxLength(12)

    def step(self, by: int) -> None:
        text = self.text().strip()
        count = int(text) if text.isdecimal() else 0
        self.setText(str(max(0, min(self._most, count + by))))


class _ValueField(_StepField):
    def __init__(self, lever: Lever) -> None:
        super().__init__()
        self._lever = lever

    def step(self, by: int) -> None:
        lever, now = self._lever, typed_number(self.text())
        value = lever.default if now is None else now + by * lever.step
        self.setText(f"{max(lever.low, min(lever.high, value)):.{lever.decimals}f}")


class TimeProfile(Popover):
    """Set value, first month, ramp and, of the last move, last month of each move of a lever.

    The fields are those of one move, chosen in the chart. Nothing goes to the document before it
    is set: then all of it, in one step.

    Nothing is applied that `Setting.check` refuses; the sentence that says why stands below the
    fields, and the popover stays open.
    """

    def __init__(
        self, document: Document, words: LeverWords, tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(tokens, parent)
        self._document = document
        self._words = words
        self._clock = document.model.clock
        self._setting = document.scenario.combined.settings.get(words.lever.id)
        self._draft = MoveDraft(self._setting or Setting(words.lever.default), self._clock)
        self._filling = False
        language = words.language
        self.setAccessibleName(language.text("levers.timing.of", name=words.name))

        title = language.text("levers.timing.title")
        self.column.addWidget(self._label(title, SIZE_CARD_TITLE, "cardTitle"))
        self.chart = ProfileChart(words.lever, self._clock, tokens)
        self.chart.setAccessibleName(language.text("levers.timing.course", name=words.name))
        self.chart.chosen.connect(self._choose)
        self.chart.dragged.connect(self._drag)
        self.column.addWidget(self.chart)
        self.column.addLayout(self._move_row())
        self.value = _ValueField(words.lever)
        self.start = _MonthField(self._clock, self._clock.first, language.code)
        self.ramp = _CountField(self._clock.steps)
        self.last = _MonthField(self._clock, self._clock.horizon, language.code)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        self._hints = []
        for line, (field, message) in enumerate(
            (
                (self.value, "levers.timing.value"),
                (self.start, "levers.timing.start"),
                (self.ramp, "levers.timing.ramp_months"),
                (self.last, "levers.timing.last"),
            )
        ):
            name = self._label(language.text(message), SIZE_HEADLINE, "second")
            name.setBuddy(field)
            field.setAccessibleName(language.text(message))
            field.setFixedSize(_MONTH_WIDTH, 28)
            field.setFont(font(SIZE_BODY))
            field.textChanged.connect(self._preview)
            field.returnPressed.connect(self._apply)
            hint = self._label("", SIZE_HEADLINE, "note")
            hint.setWordWrap(True)
            self._hints.append(hint)
            grid.addWidget(name, line, 0)
            grid.addWidget(field, line, 1)
            grid.addWidget(hint, line, 2)
        self.column.addLayout(grid)
        pattern = language.text("levers.timing.pattern")
        self.start.setPlaceholderText(pattern)
        self.last.setPlaceholderText(pattern)
        self._sentence = self._label("", SIZE_HEADLINE, "second")
        self._sentence.setWordWrap(True)
        self._wrong = Notice(tokens)
        for widget in (self._sentence, self._wrong):
            # Room for several moves and a frame, so that no sentence moves a button.
            widget.setFixedHeight(4 * round(metrics(SIZE_HEADLINE).lineSpacing()) + 10)
            self.column.addWidget(widget)
        self._wrong.hide()

        self.now = QPushButton(language.text("levers.timing.now"))
        self.now.setProperty("role", "quiet")
        self.set = QPushButton(language.text("levers.timing.set"))
        self.set.setProperty("role", "primary")
        self.set.setDefault(True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.now)
        row.addWidget(self.set)
        self.column.addLayout(row)
        self.now.clicked.connect(self._clear)
        self.set.clicked.connect(self._apply)
        self._fill(self._setting)

    def _move_row(self) -> QHBoxLayout:
        language = self._words.language
        self._which = self._label("", SIZE_HEADLINE, "second")
        self.remove = QPushButton(language.text("levers.timing.remove_move"))
        self.add = QPushButton(language.text("levers.timing.add_move"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._which, 1)
        for button in (self.remove, self.add):
            button.setProperty("role", "quiet")
            button.setAutoDefault(False)
            row.addWidget(button)
        self.remove.clicked.connect(self._remove)
        self.add.clicked.connect(self._add)
        return row

    def _label(self, text: str, size: int, role: str) -> QLabel:
        label = PlainLabel(text)
        label.setProperty("role", role)
        label.setFont(font(size))
        return label

    @property
    def said(self) -> str:
        """Return the sentence below the fields."""
        return self._wrong.text if self._wrong.isVisibleTo(self) else self._sentence.text()

    def _say(self, text: str, *, wrong: bool) -> None:
        self._wrong.setVisible(wrong)
        self._sentence.setVisible(not wrong)
        if wrong:
            self._wrong.show_text(text)
        else:
            self._sentence.setText(text)

    def _fill(self, setting: Setting | None) -> None:
        for control in (self.value, self.start, self.ramp, self.now, self.set, self.chart):
            control.setEnabled(setting is not None)
        if setting is None:
            for control in (self.last, self.add, self.remove):
                control.setEnabled(False)
            self._say(self._words.language.text("levers.timing.nothing"), wrong=False)
            for hint in self._hints:
                hint.hide()
            return
        self._show_move()
        self.start.setFocus()

    def _show_move(self) -> None:
        """Let the fields say what the chosen move is."""
        draft, move = self._draft, self._draft.move
        alone = len(draft.moves) == 1
        at_first = alone and move.start == self._clock.first
        open_start = at_first and self._setting is not None and self._setting.start is None
        self._filling = True
        self._shown_value = self._words.number(move.value)
        self.value.setText(self._shown_value)
        self.start.setText("" if open_start else str(move.start))
        self.ramp.setText(str(move.ramp))
        self.last.setText("" if draft.last is None or not draft.is_last else str(draft.last))
        self._filling = False
        self.last.setEnabled(draft.is_last)
        self.now.setEnabled(alone)
        self.remove.setEnabled(not alone)
        self.add.setEnabled(draft.added is not None)
        which = {"number": draft.chosen + 1, "count": len(draft.moves)}
        self._which.setText(self._words.language.text("levers.timing.move_of", **which))
        self._preview()

    def _typed_value(self) -> tuple[float | None, str]:
        """Return the value of the field; None where it cannot be set, and why."""
        text, kept = self.value.text(), self._draft.move.value
        return (kept, "") if text == self._shown_value else self._words.read(text, kept)

    def _typed_draft(self, value: float) -> MoveDraft:
        """Return the draft with what the fields say; raise the ArgumentError that is due."""
        code = self._words.language.code
        start, ramp, last = (field.text().strip() for field in (self.start, self.ramp, self.last))
        if not (ramp or "0").isdecimal():
            raise BadRampError(ramp=ramp, most=self._clock.steps)
        month = read_month(start, code) if start else self._clock.first
        draft = copy(self._draft)
        draft.moves = list(draft.moves)
        draft.put(Move(value, month, int(ramp or "0")))
        if draft.is_last:
            draft.last = read_month(last, code) if last else None
        draft.setting().check(self._words.lever, self._clock)
        return draft

    def _read(self) -> tuple[MoveDraft | None, str]:
        """Return the draft with what the fields say; None where it cannot be, and why."""
        value, refusal = self._typed_value()
        if value is None:
            return None, refusal
        try:
            return self._typed_draft(value), ""
        except VecinosError as wrong:
            return None, self._words.language.error(in_words(wrong, self._document.model))

    def _setting_of(self, draft: MoveDraft) -> Setting:
        setting = draft.setting()
        if not setting.earlier and not self.start.text().strip():
            setting = replace(setting, start=None)
        return setting

    def _preview(self) -> None:
        if self._filling:
            return
        language = self._words.language
        value_hint, start_hint, ramp_hint, last_hint = self._hints
        start_hint.setText(self._month_hint(self.start.text(), language.date(self._clock.first)))
        ramp_hint.setText(language.text("levers.timing.months"))
        forever = language.text("levers.timing.for_good") if self._draft.is_last else ""
        last_hint.setText(self._month_hint(self.last.text(), forever))
        value, _ = self._typed_value()
        value_hint.setText("" if value is None else self._words.value(value))
        draft, refusal = self._read()
        if draft is None:
            self.chart.show_moves(self._draft.moves, self._draft.chosen, None, None)
            self._say(refusal, wrong=True)
            return
        setting = self._setting_of(draft)
        course = lever_course(self._document.model, self._words.lever, setting)
        self.chart.show_moves(draft.moves, draft.chosen, course, draft.last)
        said = self._words.timing(setting, self._clock)
        self.chart.setAccessibleDescription(f"{self._which.text()}. {said}")
        self._say(said, wrong=False)

    def _committed(self) -> bool:
        """Take what the fields say into the draft; False, and the sentence says why, if unsound."""
        draft, _ = self._read()
        if draft is None:
            self._preview()
            return False
        self._draft = draft
        return True

    def _choose(self, number: int) -> None:
        if self._committed():
            self._draft.choose(number)
            self._show_move()

    def _drag(self, month: Month, value: float) -> None:
        if self._committed():
            self._draft.drag(month, value)
            self._show_move()

    def _add(self) -> None:
        if self._committed():
            self._draft.add()
            self._show_move()

    def _remove(self) -> None:
        # Whatever its fields say, sound or not.
        self._draft.remove()
        self._show_move()

    def _month_hint(self, text: str, empty: str) -> str:
        if not text.strip():
            return empty
        try:
            language = self._words.language
            return language.date(read_month(text, language.code))
        except VecinosError:
            return ""

    def _clear(self) -> None:
        self.start.clear()
        self.ramp.setText("0")
        self.last.clear()
        self._apply()

    def _apply(self) -> None:
        draft, _ = self._read()
        if draft is None:
            self._preview()
            return
        self._document.apply(SetLever(self._words.lever.id, self._setting_of(draft)))
        self.close()
