"""What the room shall be asked: an indicator, a month, by whom, and for how long."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.charts.plain_text import tip
from desktop.domain.clock import Month
from desktop.domain.model.model import Model
from desktop.language.months import read_month
from desktop.ui.page import worded_button
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext

MINUTES = (0, 1, 2, 3, 5, 10)
"""Lengths of a countdown on offer; 0 is none."""
_MONTH_WIDTH = 96
_SHORTEST = 12
"""Characters of an indicator's name that are always to be seen."""


class QuestionForm(QWidget):
    """Let an operator say what is asked; `asked` is told by its button and by Enter."""

    asked = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.indicator = QComboBox(self)
        self.indicator.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.indicator.setMinimumContentsLength(_SHORTEST)
        self.indicator.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.month = self._field()
        self.month.setFixedWidth(_MONTH_WIDTH)
        self.way = Segments(2, look.tokens, self)
        self.way.chosen.connect(self._follow_way)
        self.teams = self._field()
        self.teams.setObjectName("calls-teams")
        self.teams.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.minutes = QComboBox(self)
        self.ask = worded_button("", "main", look, self)
        self.ask.clicked.connect(self.asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part, stretch in (
            (self.indicator, 3),
            (self.month, 0),
            (self.way, 0),
            (self.teams, 4),
            (self.minutes, 0),
            (self.ask, 0),
        ):
            row.addWidget(part, stretch)
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.set_look(look)

    def _field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setProperty("role", "field")
        field.setMaxLength(2_000)
        field.returnPressed.connect(self.asked)
        return field

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        text = look.text
        self.way.set_words([text("calls.by_teams"), text("calls.by_hands")])
        self.way.set_look(look.tokens)
        for field, name in (
            (self.indicator, text("calls.indicator")),
            (self.month, text("calls.month")),
            (self.teams, text("calls.teams")),
            (self.minutes, text("calls.countdown")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(tip(name))
        self.month.setPlaceholderText(text("calls.month"))
        self.teams.setPlaceholderText(text("calls.teams_hint"))
        self.ask.setText(text("calls.ask"))
        chosen = max(0, self.minutes.currentIndex())
        self.minutes.clear()
        self.minutes.addItem(text("calls.no_countdown"))
        for minutes in MINUTES[1:]:
            self.minutes.addItem(look.language.plural("calls.minutes", minutes))
        self.minutes.setCurrentIndex(chosen)

    def offer(self, model: Model, first: Sequence[str], month: Month, teams: Sequence[str]) -> None:
        """Offer the indicators of a model, some of them first; what was chosen or typed stays."""
        chosen = self.indicator.currentData()
        order = dict.fromkeys((*first, *model.indicators))
        self.indicator.clear()
        for indicator in order:
            self.indicator.addItem(
                self._look.language.wording(model.indicators[indicator].name), indicator
            )
        if chosen in order:
            self.indicator.setCurrentIndex([*order].index(chosen))
        if not self.month.text():
            self.month.setText(self._look.language.date(month))
        if not self.teams.isModified():
            self.teams.setText(", ".join(teams))

    @property
    def by_hands(self) -> bool:
        """Say whether hands are counted instead of calls taken down by team."""
        return self.way.choice == 1

    @property
    def question(self) -> tuple[str, Month]:
        """Return indicator and month; raise BadMonthError where what was typed is none."""
        month = read_month(self.month.text(), self._look.language.code)
        return str(self.indicator.currentData()), month

    @property
    def named(self) -> tuple[str, ...]:
        """Return the teams as they were typed."""
        typed = self.teams.text().replace(";", ",").split(",")
        return tuple(name.strip() for name in typed if name.strip())

    @property
    def seconds(self) -> float | None:
        """Return how long the room has, None for as long as it takes."""
        return MINUTES[self.minutes.currentIndex()] * 60.0 or None

    def _follow_way(self) -> None:
        self.teams.setVisible(not self.by_hands)
