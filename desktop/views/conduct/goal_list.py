"""The goals of an exercise: where they stand, and those that teams can still declare."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.document.play.goal_standing import standing
from desktop.document.play.scenario import goals
from desktop.domain.exercise.exercise import Criterion, Goal
from desktop.domain.play.entries import GoalDeclared
from desktop.session.play.conduct import Conduct
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.table_words import TableWords


class GoalList(QWidget):
    """List the goals on the scoreboard, then those that were offered to be declared."""

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._play, self._words = play, TableWords(look, play.setup)
        self._shown: tuple[object, ...] | None = None
        self.sentences: list[str] = []
        """What is told of every criterion."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        play.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show where the goals stand."""
        if not self._play.open:
            return
        state = self._play.state
        told = (state.declared, tuple(one.number for one in state.advances), state.ended)
        if told == self._shown:
            return
        self._shown, self.sentences = told, []
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        set_ = goals(self._play.setup, state)
        for goal in (*set_, *(one for one in self._play.setup.exercise.goals if one not in set_)):
            self._column.addWidget(self._block(goal, offered=goal not in set_))

    def _block(self, goal: Goal, *, offered: bool) -> QWidget:
        look, entries = self._words.look, self._words.entries
        block = QFrame(self)
        block.setProperty("role", "line")
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        whose = look.text("paper.everybody") if goal.team is None else self._words.team(goal.team)
        name = look.text("teams.goal", goal=entries.either(goal.name), team=whose)
        head = QHBoxLayout()
        title = PlainLabel(name, block, wraps=True)
        title.setProperty("role", "strong")
        head.addWidget(title, 1)
        column.addLayout(head)
        for criterion in goal.criteria:
            self.sentences.append(self._criterion(criterion))
            label = PlainLabel(self.sentences[-1], block, wraps=True)
            label.setProperty("role", "second")
            column.addWidget(label)
        if offered:
            button = worded_button(look.text("teams.declare"), "plain", look, block)
            button.setAccessibleName(look.text("teams.declare_of", goal=name))
            button.setEnabled(not self._play.state.ended)
            button.clicked.connect(lambda: self._play.enter(GoalDeclared(goal.id)))
            head.addWidget(button)
        return block

    def _criterion(self, one: Criterion) -> str:
        """Return what is to be reached, and where the curve stands."""
        look, setup = self._words.look, self._play.setup
        language = look.language
        indicator = setup.model.indicators[one.indicator]

        def shown(value: float) -> str:
            number = language.number(value, indicator.decimals)
            return language.wording(indicator.value).replace("{value}", number)

        last = setup.exercise.last_month
        fields = {
            "indicator": language.wording(indicator.name),
            "month": language.date(one.month or last),
        }
        if one.at_least is not None:
            said = look.text("paper.criterion.at_least", value=shown(one.at_least), **fields)
        else:
            assert one.at_most is not None
            said = look.text("paper.criterion.at_most", value=shown(one.at_most), **fields)
        stands = standing(self._play.state, one, last)
        if stands is None:
            return said
        now = {"value": shown(stands.value), "month": language.date(stands.month)}
        if stands.final:
            how = look.text("teams.met", **now) if stands.met else look.text("teams.missed", **now)
        else:
            met, not_yet = look.text("teams.would_be_met", **now), look.text("teams.not_yet", **now)
            how = met if stands.met else not_yet
        return look.text("teams.stands", goal=said, standing=how)
