"""The decision sheets of a round, entered from paper by the keyboard alone."""

from collections.abc import Sequence
from itertools import chain

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_BODY, SIZE_HEADLINE
from desktop.domain.play.entries import FACILITATOR
from desktop.session.play.conduct import Conduct
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.page import Scrolled
from desktop.ui.team_mark import TeamMark
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.cell import Cell
from desktop.views.conduct.endorse_row import EndorseRow
from desktop.views.conduct.guided_row import GuidedRow
from desktop.views.conduct.offer_row import LEFT, NARROW, TIGHT, WIDE, Columns, OfferRow
from desktop.views.conduct.purses import PurseBar, purse_words
from desktop.views.conduct.rationale_row import RationaleRow
from desktop.views.conduct.seen_frame import SeenFrame
from desktop.views.conduct.table_words import TableWords

_COLUMNS = ((800, WIDE), (600, NARROW), (0, TIGHT))
"""From which width on there is room for which columns; tooltips tell what the others would."""
_TEAM, _WIDE_TEAM = 110, 190
"""Least widths of a team's name."""
Row = OfferRow | EndorseRow | RationaleRow | GuidedRow


class _Head(QWidget):
    """Say what the columns hold, beside a scroll bar of that width."""

    def __init__(self, bar: int, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        heads = {
            "lever": look.text("sheet.head_lever"),
            "range": look.text("sheet.head_range"),
            "stands": look.text("sheet.head_stands"),
            "offer": look.text("sheet.head_offer"),
            "cost": look.text("sheet.head_cost"),
            "status": look.text("sheet.head_status"),
        }
        self._parts = {
            column: ElidedLabel(SIZE_HEADLINE, look.tokens.ink2, parent=self) for column in heads
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(LEFT, 4, 8 + bar, 4)
        row.setSpacing(8)
        for column, part in self._parts.items():
            row.addWidget(part, 1 if column == "lever" else 0)
            part.show_text(heads[column], look.tokens.ink2)
        self._parts["lever"].setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_columns(self, columns: Columns) -> None:
        """Take other widths."""
        for column in ("range", "stands", "offer", "cost", "status"):
            width = getattr(columns, column)
            self._parts[column].setVisible(width > 0)
            self._parts[column].setFixedWidth(width)


class TeamSection(QFrame):
    """One team's sheet: its purse, its levers or its endorsement, and why."""

    def __init__(self, play: Conduct, words: TableWords, team: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.team = team
        self._play, self._words = play, words
        self._tight = False
        self.setObjectName(f"sheet-{team}")
        self.setProperty("role", "line")
        state, tokens = play.state, words.look.tokens
        self.name = ElidedLabel(SIZE_BODY, tokens.ink, strong=True, parent=self)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name.show_text(words.team(team), tokens.ink)
        self.late = ElidedLabel(SIZE_HEADLINE, tokens.warnink, parent=self)
        self.bar = PurseBar(words.look, self)
        self.purse = ElidedLabel(SIZE_HEADLINE, tokens.ink2, parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(10, 8, 8, 2)
        head.setSpacing(10)
        if team in state.teams:
            place = list(state.teams).index(team)
            head.addWidget(TeamMark(place, state.teams[team].color, words.look, self))
        for part in (self.name, self.late, self.bar, self.purse):
            head.addWidget(part, 1 if part is self.name else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self.rows: tuple[Row, ...] = tuple(self._rows())
        for row in self.rows:
            column.addWidget(row)
            if isinstance(row, OfferRow):
                row.costed.connect(self._weigh)
        self.follow()

    @property
    def _spends(self) -> bool:
        """Say whether the team has a purse to spend."""
        known = self._play.state.teams.get(self.team)
        return known is not None and bool(known.levers)

    def _rows(self) -> Sequence[Row]:
        play, words, team = self._play, self._words, self.team
        current = play.setup.rounds[play.state.round]
        free = current.levers or play.setup.exercise.levers
        if team == FACILITATOR:
            guided = [GuidedRow(play, words, move, self) for move in current.moves]
            others = [name for name in free if name not in {one.lever for one in current.moves}]
            return [*guided, *(OfferRow(play, words, team, lever, self) for lever in others)]
        levers = play.state.teams[team].levers
        offers = [OfferRow(play, words, team, one, self) for one in levers if one in free]
        said = [] if levers else [EndorseRow(play, words, team, self)]
        return [*offers, *said, RationaleRow(play, words, team, self)]

    def set_columns(self, columns: Columns) -> None:
        """Take other widths; where there is no room for a status, there is none for a bar."""
        self._tight = columns is TIGHT
        self.name.setMinimumWidth(_TEAM if self._tight else _WIDE_TEAM)
        self.bar.setHidden(self._tight or not self._spends)
        for row in self.rows:
            if isinstance(row, OfferRow):
                row.set_columns(columns)

    def follow(self) -> None:
        """Show how the sheet stands."""
        for row in self.rows:
            row.follow()
        self._weigh()

    def _weigh(self) -> None:
        """Show the purse, with what is being typed."""
        state, words, team = self._play.state, self._words, self.team
        tokens, text = words.look.tokens, words.look.text
        self.bar.setHidden(self._tight or not self._spends)
        self.purse.setVisible(self._spends)
        late = any(one.late for (mover, _), one in state.made.items() if mover == team)
        self.late.show_text(text("sheet.late_team") if late else "", tokens.warnink)
        if not self._spends:
            return
        spent = sum(row.points for row in getattr(self, "rows", ()) if isinstance(row, OfferRow))
        purse = state.purse(team)
        self.bar.show_spent(spent, purse)
        said = purse_words(words, state, team, spent)
        shown = text("sheet.purse_line", spent=words.points(spent), purse=words.points(purse))
        short, by_others = shown, purse - state.teams[team].purse
        if by_others:
            points = words.look.language.number(by_others, 0, signed=True)
            shown = text("sheet.purse_others", purse=shown, points=points)
        self.purse.show_text(shown, tokens.warnink if spent > purse else tokens.ink2, short)
        self.purse.setAccessibleName(said)
        self.purse.setToolTip(tip(said))


class DecisionGrid(SeenFrame):
    """Let the sheets of all teams be typed in, row by row.

    Enter, Tab and the arrow down go on, an unchanged cell costs one key, Page Down goes to the
    next team. What was typed and not taken yet stays where it is, whatever else happens.
    """

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(play, parent)
        self._look = look
        self._words: TableWords | None = None
        self._made_for: tuple[str, tuple[str, ...]] | None = None
        self.sections: tuple[TeamSection, ...] = ()
        self.setAccessibleName(look.text("sheet.title"))
        self.title = PlainLabel(self)
        self.title.setProperty("role", "key")
        self.counted = ElidedLabel(SIZE_HEADLINE, look.tokens.ink3, parent=self)
        self.counted.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.told = PlainLabel(self, wraps=True)
        self.told.setProperty("role", "second")
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll = Scrolled(self._inside, self)
        self._scroll.setProperty("role", "strip")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._head = _Head(self._scroll.verticalScrollBar().sizeHint().width(), look, self)
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 0)
        top.addWidget(self.title)
        top.addSpacing(8)
        top.addWidget(self.counted, 1)
        said = QHBoxLayout()
        said.setContentsMargins(12, 2, 12, 2)
        said.addWidget(self.told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(said)
        column.addWidget(self._head)
        column.addWidget(self._scroll, 1)

    def minimumSizeHint(self) -> QSize:
        """Return what a window of 1024 pixels leaves at least."""
        return QSize(420, 240)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return all rows, in the order of the table."""
        return tuple(chain.from_iterable(one.rows for one in self.sections))

    def begin(self) -> None:
        """Put the focus on the first cell that can be typed in."""
        first = next((row for row in self.rows if row.cell.isEnabled()), None)
        if first is not None:
            first.cell.setFocus()

    # ------------------------------------------------------------ following

    def follow(self) -> None:
        """Show how the round stands."""
        state, text = self._play.state, self._look.text
        wanted = (state.round, tuple(state.teams) or (FACILITATOR,)) if state.round else ("", ())
        if wanted != self._made_for:
            self._make(*wanted)
        else:
            for section in self.sections:
                section.follow()
        self.title.setText(text("sheet.title"))
        self._head.setVisible(bool(self.sections))
        self._tell_count()
        said = ""
        if not state.round:
            said = text("sheet.not_begun")
        elif state.advanced:
            said = text("sheet.played")
        self.told.setText(said)
        self.told.setVisible(bool(said))
        self._scroll.fit()

    def _tell_count(self) -> None:
        self.counted.show_text(self._count(), self._look.tokens.ink3)

    def _count(self) -> str:
        state = self._play.state
        if not state.teams or not state.round:
            return ""
        made = {team for team, _ in state.made} | set(state.endorsements.get(state.round, {}))
        plural = self._look.language.plural
        said = plural("sheet.teams_decided", len(state.teams), made=len(made))
        typed = sum(isinstance(row.cell, Cell) and row.cell.open for row in self.rows)
        return plural("sheet.not_entered", typed, said=said) if typed else said

    def _make(self, round_id: str, teams: tuple[str, ...]) -> None:
        held = next((row.objectName() for row in self.rows if row.cell.hasFocus()), "")
        for section in self.sections:
            self._column.removeWidget(section)
            section.hide()
            section.deleteLater()
        self._made_for = (round_id, teams)
        words = TableWords(self._look, self._play.setup) if teams else None
        self.sections = tuple(
            TeamSection(self._play, words, team, self._inside) for team in teams if words
        )
        for place, section in enumerate(self.sections):
            self._column.insertWidget(place, section)
            section.show()
        for row in self.rows:
            if isinstance(row.cell, Cell):
                row.cell.typed.connect(lambda _: self._tell_count())
                row.cell.restored.connect(self._tell_count)
            row.cell.moved.connect(lambda by, one=row: self._move(one, by))
            row.cell.leapt.connect(lambda by, one=row: self._leap(one, by))
            row.cell.reached.connect(lambda one=row: self._scroll.ensureWidgetVisible(one, 0, 40))
        self._set_columns()
        again = next((row for row in self.rows if row.objectName() == held), None) if held else None
        if again is not None:
            again.cell.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ going on

    def _move(self, row: Row, by: int) -> None:
        rows = [one for one in self.rows if one.cell.isEnabled()]
        place = rows.index(row) + by
        if 0 <= place < len(rows):
            rows[place].cell.setFocus(Qt.FocusReason.TabFocusReason)

    def _leap(self, row: Row, by: int) -> None:
        """Go to the first cell of another team."""
        sections = [one for one in self.sections if any(r.cell.isEnabled() for r in one.rows)]
        place = next(n for n, one in enumerate(sections) if row in one.rows) + by
        if 0 <= place < len(sections):
            first = next(one for one in sections[place].rows if one.cell.isEnabled())
            first.cell.setFocus(Qt.FocusReason.TabFocusReason)

    def _set_columns(self) -> None:
        columns = next(columns for least, columns in _COLUMNS if self.width() >= least)
        self._head.set_columns(columns)
        for section in self.sections:
            section.set_columns(columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns what there is room for."""
        super().resizeEvent(event)
        self._set_columns()
