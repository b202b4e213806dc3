"""What the teams have decided in the round, at a glance."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_BODY, SIZE_HEADLINE
from desktop.domain.lever import Holder
from desktop.domain.play.entries import FACILITATOR
from desktop.session.play.conduct import Conduct
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.page import Scrolled
from desktop.ui.team_mark import TeamMark
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.offer_row import draft_place
from desktop.views.conduct.rationale_row import rationale_place
from desktop.views.conduct.seen_frame import SeenFrame
from desktop.views.conduct.table_words import TableWords


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what is told of one team."""

    team: str
    standing: str
    """What its moves cost, or that there is none yet."""
    moves: tuple[tuple[str, str], ...]
    """Lever, and from where to where."""
    said: str
    joint: tuple[str, ...]


class DecisionSummary(SeenFrame):
    """List every team with its moves, what they cost and why it makes them."""

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(play, parent)
        self._words = TableWords(look, play.setup)
        self.told: tuple[Told, ...] | None = None
        self.title = PlainLabel(self)
        self.title.setProperty("role", "key")
        self.counted = PlainLabel(self)
        self.counted.setProperty("role", "quiet")
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._scroll = Scrolled(self._inside, self)
        self._scroll.setProperty("role", "strip")
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.addWidget(self.title, 1)
        head.addWidget(self.counted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)

    def follow(self) -> None:
        """Show what is decided."""
        state, look = self._play.state, self._words.look
        if state.round:
            number = list(self._play.setup.rounds).index(state.round) + 1
            self.title.setText(look.text("sheet.title_round", number=number))
        else:
            self.title.setText(look.text("sheet.title"))
        told = self._told()
        made = sum(1 for one in told if one.moves)
        counted = look.language.plural("sheet.teams_decided", len(told), made=made)
        self.counted.setText(counted if state.teams and state.round else "")
        self.setAccessibleName(look.language.together([self.title.text(), counted]))
        if told != self.told:
            self.told = told
            self._make(told)
        self._scroll.fit()

    def _told(self) -> tuple[Told, ...]:
        state = self._play.state
        if not state.round:
            return ()
        return tuple(self._tell(team) for team in (*state.teams,) or (FACILITATOR,))

    def _tell(self, team: str) -> Told:
        state, words, text = self._play.state, self._words, self._words.look.text
        own = [
            (lever, state.made[team, lever]) for mover, lever in words.moves(state) if mover == team
        ]
        said = state.rationales.get(state.round, {}).get(team, (0, ""))[1]
        moves, joint = [], []
        for lever, one in own:
            if words.lever(lever).lever.holder is Holder.JOINT and state.teams:
                name = text("sheet.joint_offer", lever=words.lever(lever).name)
                moves.append((name, words.lever(lever).value(one.offer.value)))
                if team == [mover for mover, other in words.moves(state) if other == lever][-1]:
                    joint.append(words.joint(state, lever, offers=False))
            else:
                moves.append((words.lever(lever).name, words.move(one)))
        endorsed = state.endorsements.get(state.round, {}).get(team)
        if endorsed is not None:
            way = text("sheet.endorses") if endorsed.endorses else text("sheet.opposes")
            moves.append((way, words.lever(endorsed.lever).name))
        if not moves:
            standing = text("sheet.writing") if self._writes(team) else text("sheet.undecided")
        elif team in state.teams and state.teams[team].levers:
            standing = text(
                "sheet.cost_line",
                spent=words.points(state.spent(team)),
                purse=words.points(state.purse(team)),
            )
        else:
            standing = ""
        late = any(one.late for _, one in own)
        standing = text("sheet.cost_late", cost=standing) if late and standing else standing
        return Told(team, standing, tuple(moves), said, tuple(joint))

    def _writes(self, team: str) -> bool:
        """Say whether something is typed for a team that is not entered yet, or its reason is."""
        state = self._play.state
        if team in state.rationales.get(state.round, {}):
            return True
        levers = state.teams[team].levers if team in state.teams else ()
        places = [draft_place(state.round, team, lever) for lever in levers]
        places.append(rationale_place(state.round, team))
        return any(self._play.draft(place) for place in places)

    # ------------------------------------------------------------ building

    def _make(self, told: tuple[Told, ...]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in told:
            self._column.addWidget(self._block(one))
        self._column.addStretch(1)

    def _block(self, one: Told) -> QWidget:
        look, state = self._words.look, self._play.state
        block = QFrame(self._inside)
        block.setProperty("role", "line")
        grid = QGridLayout(block)
        grid.setContentsMargins(12, 6, 12, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        if one.team in state.teams:
            place = list(state.teams).index(one.team)
            mark = TeamMark(place, state.teams[one.team].color, look, block)
            grid.addWidget(mark, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        name = self._line(self._words.team(one.team), block, strong=True)
        grid.addWidget(name, 0, 1)
        grid.addWidget(self._line(one.standing, block, tint=look.tokens.ink2, fixed=True), 0, 2)
        for lever, move in one.moves:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(self._line(lever, block, size=SIZE_HEADLINE), 1)
            shown = self._line(move, block, size=SIZE_HEADLINE, strong=True, fixed=True)
            line.addWidget(shown)
            grid.addLayout(line, grid.rowCount(), 0, 1, 3)
        if one.said:
            said = PlainLabel(look.text("sheet.quoted", text=one.said), block, wraps=True)
            said.setProperty("role", "second")
            grid.addWidget(said, grid.rowCount(), 0, 1, 3)
        for sentence in one.joint:
            label = PlainLabel(sentence, block, wraps=True)
            label.setProperty("role", "told")
            grid.addWidget(label, grid.rowCount(), 0, 1, 3)
        return block

    def _line(
        self,
        words: str,
        parent: QWidget,
        *,
        size: int = SIZE_BODY,
        strong: bool = False,
        tint: str = "",
        fixed: bool = False,
    ) -> ElidedLabel:
        ink = tint or self._words.look.tokens.ink
        label = ElidedLabel(size, ink, strong=strong, parent=parent)
        if not fixed:
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        label.show_text(words, ink)
        return label
