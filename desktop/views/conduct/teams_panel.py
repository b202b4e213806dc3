"""The teams: what they have spent, their goals, and who sits in them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.session.play.conduct import Conduct
from desktop.ui.page import Scrolled
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.goal_list import GoalList
from desktop.views.conduct.purses import PurseList
from desktop.views.conduct.roster import Roster


class TeamsPanel(QFrame):
    """Put purses, goals and roster under each other."""

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(look.text("teams.title"))
        inside = QWidget()
        self.purses = PurseList(play, look, inside)
        self.goals = GoalList(play, look, inside)
        self.roster = Roster(play, look, inside)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(12, 8, 12, 8)
        lines.setSpacing(6)
        spends = any(one.levers for one in play.state.teams.values())
        parts = (
            (look.text("teams.purses"), self.purses, spends),
            (look.text("teams.goals"), self.goals, bool(play.setup.exercise.goals)),
            (look.text("teams.roster"), self.roster, True),
        )
        for name, part, there in parts:
            title = PlainLabel(name, inside, wraps=True)
            title.setProperty("role", "head")
            title.setVisible(there)
            part.setVisible(there)
            lines.addWidget(title)
            lines.addWidget(part)
            lines.addSpacing(8)
        lines.addStretch(1)
        self._scroll = Scrolled(inside, self)
        self._scroll.setProperty("role", "strip")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        play.changed.connect(self._scroll.fit)
