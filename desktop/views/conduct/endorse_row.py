"""What a team without levers says to one move of another team."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.document.play.fold import taken_back
from desktop.domain.lever import Holder
from desktop.domain.play.entries import Endorsement
from desktop.session.play.conduct import Conduct
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.focus import TAKES_LETTERS
from desktop.ui.lever_words import plain
from desktop.ui.picks import Picks
from desktop.views.conduct.cell import leap_of, step_of
from desktop.views.conduct.offer_row import LEFT
from desktop.views.conduct.table_words import TableWords, can_decide

_PLUS, _MINUS = "+", "-\u2212"
Move = tuple[str, str]
"""Who moves, and which lever."""


class _Moves(ChoiceBox):
    """Choose a move by its number or its first letters; + and − say what is said to it."""

    asked = Signal(str)
    """What was typed to find a move, from its first letter on."""
    said = Signal(bool)
    """Whether it is endorsed."""
    withdrawn = Signal()
    given = Signal()
    moved = Signal(int)
    leapt = Signal(int)
    reached = Signal()
    gone = Signal()
    """The focus has gone elsewhere."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setProperty(TAKES_LETTERS, "yes")
        self.typed = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, say, or move on."""
        key, text = event.key(), event.text()
        step, leap = step_of(event), leap_of(event)
        if step or leap:
            self.given.emit()
            if not self.typed:
                (self.moved if step else self.leapt).emit(step or leap)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            if self.typed:
                self._ask(self.typed[:-1])
            else:
                self.withdrawn.emit()
        elif key == Qt.Key.Key_Escape and self.typed:
            self._ask("")
        elif text and text in _PLUS + _MINUS:
            self.said.emit(text == _PLUS)
        elif text.isprintable() and text.strip() and not event.modifiers() & _COMMANDS:
            self._ask(self.typed + text)
        else:
            super().keyPressEvent(event)

    def _ask(self, typed: str) -> None:
        self.typed = typed
        self.asked.emit(typed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be seen, where the row has to be scrolled to."""
        super().focusInEvent(event)
        self.reached.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus goes."""
        super().focusOutEvent(event)
        self.gone.emit()


_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class EndorseRow(QWidget):
    """Take down which move a team endorses or opposes; one a round."""

    def __init__(self, play: Conduct, words: TableWords, team: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.team = team
        self._play, self._words = play, words
        self._round = play.state.round
        self._moves: tuple[Move, ...] = ()
        self.setObjectName(f"endorse-{team}")
        look = words.look
        name = words.team(team)
        self.cell = _Moves(look.text("sheet.says_to", team=name), self)
        self.cell.setAccessibleDescription(look.text("sheet.endorse_keys"))
        self.cell.setToolTip(tip(look.text("sheet.endorse_keys")))
        self.ways = Picks(2, look.tokens, self)
        self.ways.set_words(
            [look.text("sheet.endorses"), look.text("sheet.opposes")],
            [
                look.text("sheet.endorses_of", team=name),
                look.text("sheet.opposes_of", team=name),
            ],
        )
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "second")
        self.fault.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.cell, 1)
        line.addWidget(self.ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(LEFT, 1, 8, 1)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self.fault)
        self.cell.asked.connect(self._find)
        self.cell.said.connect(self._say)
        self.cell.withdrawn.connect(self._withdraw)
        self.cell.given.connect(self._check)
        self.cell.reached.connect(self._list)
        self.cell.gone.connect(self._leave)
        self.cell.activated.connect(lambda _: self._choose())
        self.ways.chosen.connect(lambda place: self._say(place == 0))
        self.follow()

    @property
    def endorsement(self) -> Endorsement | None:
        """Return what the team says in this round, None where it says nothing."""
        return self._play.state.endorsements.get(self._round, {}).get(self.team)

    def follow(self) -> None:
        """Show the moves of the round, and what the team says to one of them."""
        state, words = self._play.state, self._words
        moves = words.moves(state)
        names = [
            words.look.text(
                "sheet.numbered_move",
                number=number,
                lever=words.lever(lever).name,
                move=words.move(state.made[mover, lever]),
                team=words.team(mover),
            )
            for number, (mover, lever) in enumerate(moves, 1)
        ]
        shown = [self.cell.itemText(at) for at in range(1, self.cell.count())]
        said = self.endorsement
        chosen = self._chosen if self.cell.typed or said is None else (said.mover, said.lever)
        if names != shown or not self.cell.count():
            self.cell.clear()
            text = words.look.text
            self.cell.addItem(text("sheet.no_move") if moves else text("sheet.no_moves"))
            self.cell.addItems(names)
        self._moves = moves
        self.cell.setCurrentIndex(moves.index(chosen) + 1 if chosen in moves else 0)
        self.ways.show_choice(None if said is None else 0 if said.endorses else 1)
        possible = can_decide(self._play) and bool(moves)
        self.cell.setEnabled(possible)
        self.ways.setEnabled(possible)

    @property
    def _chosen(self) -> Move | None:
        place = self.cell.currentIndex() - 1
        return self._moves[place] if 0 <= place < len(self._moves) else None

    def _find(self, typed: str) -> None:
        """Choose the one move that this may mean: its number, or letters its words begin with."""
        key = plain(typed)
        if not key:
            self.follow()
            self._list()
            return
        found = [at for at, move in enumerate(self._moves) if self._means(move, at + 1, key)]
        if len(found) == 1:
            self.cell.setCurrentIndex(found[0] + 1)
            self._tell(self._words.look.text("sheet.then_sign"))
            return
        self.cell.setCurrentIndex(0)
        text = self._words.look.text
        if found:
            choices = self._words.look.language.either([self._short(at) for at in found])
            self._tell(text("sheet.several_moves", text=typed, choices=choices))
        else:
            self._tell(text("sheet.unknown_move", text=typed))

    def _short(self, place: int) -> str:
        """Return a move by its number, its lever and, where two can make it, its team."""
        mover, lever = self._moves[place]
        text, words = self._words.look.text, self._words.lever(lever)
        short = words.language.wording(words.lever.short)
        if words.lever.holder is not Holder.JOINT:
            return text("sheet.numbered", number=place + 1, lever=short)
        team = self._words.team(mover)
        return text("sheet.numbered_joint", number=place + 1, lever=short, team=team)

    def _list(self) -> None:
        """Tell the numbers of the moves to whoever is about to type one."""
        if self._moves and not self.cell.typed:
            moves = ", ".join(self._short(at) for at in range(len(self._moves)))
            self._tell(self._words.look.text("sheet.which_move", moves=moves))

    def _leave(self) -> None:
        if not self.cell.typed:
            self.fault.hide()

    def _means(self, move: Move, number: int, key: str) -> bool:
        if key.isdigit():
            return str(number) == key
        lever = self._words.setup.model.levers[move[1]]
        names = (self._words.look.language.wording(one) for one in (lever.name, lever.short))
        return any(f" {plain(name)}".find(f" {key}") >= 0 for name in names)

    def _choose(self) -> None:
        """Take a move that was chosen with the mouse: what was said of another is said of it."""
        said, move = self.endorsement, self._chosen
        self.cell.typed = ""
        if move is None:
            self._withdraw()
        elif said is None:
            self._tell(self._words.look.text("sheet.then_sign"))
        else:
            self._say(said.endorses)

    def _say(self, endorses: bool) -> None:
        move = self._chosen
        if move is None:
            self.ways.show_choice(None)
            self._tell(self._words.look.text("sheet.choose_first"))
            return
        entry = Endorsement(self.team, *move, endorses)
        self.cell.typed = ""
        self.fault.hide()
        if entry != self.endorsement:
            self._play.enter(entry)
        self.follow()

    def _check(self) -> None:
        """Forget what found a move that is endorsed already; else say what is missing."""
        if self.cell.typed:
            said = self.endorsement
            if said is not None and (said.mover, said.lever) == self._chosen:
                self.cell.typed = ""
                self.fault.hide()

    def _withdraw(self) -> None:
        """Take back what the team has said in this round."""
        gone = taken_back(self._play.entries)
        for one in reversed(self._play.entries):
            if self.endorsement is None:
                break
            own = isinstance(one.entry, Endorsement) and one.entry.team == self.team
            if own and one.number not in gone:
                self._play.take_back(one.number)
        self.follow()

    def _tell(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()
