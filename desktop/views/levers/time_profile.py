"""When a lever's setting applies."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_BODY, SIZE_CARD_TITLE, SIZE_HEADLINE, Tokens
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.clock import Clock, Month
from desktop.domain.errors import BadRampError, VecinosError
from desktop.domain.lever import Setting
from desktop.domain.wording import LanguageCode
from desktop.language.months import read_month
from desktop.ui.lever_words import LeverWords
from desktop.ui.notice import Notice
from desktop.ui.popover import Popover
from desktop.ui.typography import font, metrics

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


class TimeProfile(Popover):
    """Set the first month, the months it takes to get there and, if any, the last month.

    Of a lever with several moves these are the last move's; the earlier ones stay as they are.

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
        language = words.language
        self.setAccessibleName(language.text("levers.timing.of", name=words.name))

        title = language.text("levers.timing.title")
        self.column.addWidget(self._label(title, SIZE_CARD_TITLE, "cardTitle"))
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
            # Room for two lines and a frame, so that no sentence moves a field.
            widget.setFixedHeight(2 * round(metrics(SIZE_HEADLINE).lineSpacing()) + 10)
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
        for control in (self.start, self.ramp, self.last, self.now, self.set):
            control.setEnabled(setting is not None)
        # The last of several moves has a month of its own after the others.
        self.now.setEnabled(setting is not None and not setting.earlier)
        if setting is None:
            self._say(self._words.language.text("levers.timing.nothing"), wrong=False)
            for hint in self._hints:
                hint.hide()
            return
        self.start.setText("" if setting.start is None else str(setting.start))
        self.ramp.setText(str(setting.ramp))
        self.last.setText("" if setting.last is None else str(setting.last))
        self._preview()
        self.start.setFocus()

    def typed(self) -> Setting:
        """Return what the fields say; raise the ArgumentError that says what is wrong."""
        start, ramp, last = (field.text().strip() for field in (self.start, self.ramp, self.last))
        if not (ramp or "0").isdecimal():
            raise BadRampError(ramp=ramp, most=self._clock.steps)
        setting = replace(
            self._setting or Setting(self._words.lever.default),
            start=read_month(start, self._words.language.code) if start else None,
            ramp=int(ramp or "0"),
            last=read_month(last, self._words.language.code) if last else None,
        )
        setting.check(self._words.lever, self._clock)
        return setting

    def _preview(self) -> None:
        language = self._words.language
        start_hint, ramp_hint, last_hint = self._hints
        start_hint.setText(self._month_hint(self.start.text(), language.date(self._clock.first)))
        ramp_hint.setText(language.text("levers.timing.months"))
        forever = language.text("levers.timing.for_good")
        last_hint.setText(self._month_hint(self.last.text(), forever))
        try:
            self._say(self._words.timing(self.typed(), self._clock), wrong=False)
        except VecinosError as wrong:
            self._say(language.error(wrong), wrong=True)

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
        try:
            setting = self.typed()
        except VecinosError:
            self._preview()
            return
        self._document.apply(SetLever(self._words.lever.id, setting))
        self.close()
