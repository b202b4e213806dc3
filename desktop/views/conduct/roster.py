"""Who sits at the table: people who come later, and teams that do."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.domain.exercise.exercise import TeamColor
from desktop.domain.play.entries import NAME_LIMIT, Entry, Joined, TeamAdded
from desktop.session.play.conduct import Conduct
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.exercise_words import choice_words
from desktop.ui.page import worded_button
from desktop.ui.team_mark import SIZE, TEAM_COLORS, TeamMark, draw_team
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.table_words import TableWords, refusal


def _field(name: str, parent: QWidget) -> QLineEdit:
    field = QLineEdit(parent)
    field.setProperty("role", "field")
    field.setMaxLength(NAME_LIMIT)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return field


class Roster(QWidget):
    """List the people of each team, and take in latecomers and new teams."""

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._play, self._words = play, TableWords(look, play.setup)
        self._shown: tuple[object, ...] | None = None
        text = look.text
        self._lists = QVBoxLayout()
        self._lists.setSpacing(4)
        self.person = _field(text("teams.person"), self)
        self.team = ChoiceBox(text("teams.of_person"), self)
        self.join = worded_button(text("teams.join"), "plain", look, self)
        self.new_team = _field(text("teams.new"), self)
        self.new_team.setToolTip(tip(text("teams.new_about")))
        self.color = ChoiceBox(text("exercise.field.color"), self)
        self.add = worded_button(text("teams.add"), "plain", look, self)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self.fault.hide()
        self._colors()
        self.join.clicked.connect(self._join)
        self.person.returnPressed.connect(self._join)
        self.add.clicked.connect(self._add)
        self.new_team.returnPressed.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._lists)
        column.addWidget(self.person)
        column.addLayout(self._line(self.team, self.join))
        column.addSpacing(8)
        column.addWidget(self.new_team)
        column.addLayout(self._line(self.color, self.add))
        column.addWidget(self.fault)
        play.changed.connect(self.follow)
        self.follow()

    def _line(self, first: QWidget, button: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(first, 1)
        line.addWidget(button)
        return line

    def _colors(self) -> None:
        """Offer the colors, those first that no team has."""
        look = self._words.look
        used = {one.color for one in self._play.state.teams.values()}
        place = len(self._play.state.teams)
        self.color.clear()
        for one in sorted(TeamColor, key=lambda color: color in used):
            picture = QPixmap(QSize(SIZE, SIZE))
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            draw_team(painter, place, TEAM_COLORS[look.theme][one], QPointF(SIZE / 2, SIZE / 2))
            painter.end()
            self.color.addItem(QIcon(picture), choice_words(one, look), one.value)

    # ------------------------------------------------------------ following

    def follow(self) -> None:
        """Show who is there."""
        if not self._play.open:
            return
        state = self._play.state
        told = (tuple(state.teams), state.roster)
        if told == self._shown:
            return
        if self._shown is not None and self._shown[0] != told[0]:
            self._colors()
        self._shown = told
        chosen = self.team.currentData()
        self.team.clear()
        for team in state.teams:
            self.team.addItem(self._words.team(team), team)
        self.team.addItem(self._words.look.text("teams.runs"), "")
        self.team.setCurrentIndex(max(0, self.team.findData(chosen)))
        while (item := self._lists.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        # A name that was forgotten is empty.
        named = [one for one in state.roster if one[1]]
        for place, (team, one) in enumerate(state.teams.items()):
            members = one.designed.members if one.designed is not None else ()
            people = [*members, *(name for where, name in named if where == team)]
            mark = TeamMark(place, one.color, self._words.look, self)
            self._lists.addWidget(self._people(self._words.team(team), people, mark))
        helpers = [name for where, name in named if not where]
        if helpers:
            self._lists.addWidget(self._people(self._words.look.text("teams.runs"), helpers, None))

    def _people(self, team: str, people: Sequence[str], mark: TeamMark | None) -> QWidget:
        block = QFrame(self)
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if mark is not None:
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        text = self._words.look.text
        said = text("teams.people", team=team, people=", ".join(people)) if people else team
        label = PlainLabel(said, block, wraps=True)
        label.setProperty("role", "body")
        row.addWidget(label, 1)
        return block

    # ------------------------------------------------------------ taking in

    def _join(self) -> None:
        name = " ".join(self.person.text().split())
        if not name:
            self._tell(self._words.look.text("teams.no_name"))
            self.person.setFocus()
        elif self._enter(Joined(name, str(self.team.currentData() or ""))):
            self.person.clear()

    def _add(self) -> None:
        name = " ".join(self.new_team.text().split())
        if not name:
            self._tell(self._words.look.text("teams.no_team_name"))
            self.new_team.setFocus()
        elif self._enter(TeamAdded(name, str(self.color.currentData()))):
            self.new_team.clear()

    def _enter(self, entry: Entry) -> bool:
        play = self._play
        error = refusal(play.setup, play.state, play.entries, entry)
        if error is not None:
            self._tell(self._words.error(error))
            return False
        self.fault.hide()
        return play.enter(entry)

    def _tell(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()
