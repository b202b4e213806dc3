"""What evaluators see, taken down while it happens."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_HEADLINE
from desktop.document.play.state import Note, released
from desktop.domain.play.entries import (
    FACILITATOR,
    WORDS_LIMIT,
    MomentMarked,
    Noted,
    NoteKind,
    Tie,
)
from desktop.session.play.conduct import Conduct
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.page import Scrolled, icon_button, worded_button
from desktop.ui.segmented_control import Segments
from desktop.ui.text_field import TextField
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.cell import ENTER
from desktop.views.conduct.table_words import TableWords

KINDS = tuple(NoteKind)
PLACE = "note"
"""Where what is typed of a note is kept until it is added."""
MOST_SHOWN = 100
"""Notes in the panel; the list of everything entered has them all."""
_FIELD = 64
Tied = tuple[str, str]


class _Field(TextField):
    """Add with Ctrl+Enter: Enter alone begins another line."""

    finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.finished.emit()
        else:
            super().keyPressEvent(event)


class NotesPanel(QFrame):
    """Take down notes, tied to what they are about, and list them, the newest first.

    What is typed and not added yet is kept as a draft.
    """

    given_up = Signal()
    """Escape was pressed in the field."""

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._play, self._words = play, TableWords(look, play.setup)
        self._ties: tuple[Tied, ...] = ()
        self._latest = ""
        self.shown: dict[int, QWidget] = {}
        text = look.text
        self.setProperty("role", "card")
        self.setAccessibleName(text("noted.title"))
        title = PlainLabel(text("noted.title"), self)
        title.setProperty("role", "key")
        self.counted = PlainLabel(self)
        self.counted.setProperty("role", "quiet")
        self.field = _Field(WORDS_LIMIT, self)
        self.field.setFixedHeight(_FIELD)
        self.field.setPlaceholderText(text("noted.hint"))
        self.field.setAccessibleName(text("noted.hint"))
        self.field.setToolTip(tip(text("noted.keys")))
        self.field.setPlainText(play.draft(PLACE))
        self.field.textChanged.connect(self._draft)
        self.field.finished.connect(self.add)
        self.field.given_up.connect(self.given_up)
        self.field.refused.connect(self._refuse)
        self.kind = Segments(len(KINDS), look.tokens, self)
        self.kind.set_words([text("noted.strength"), text("noted.improve")])
        self.tie = ChoiceBox(text("noted.tie"), self)
        self.author = ChoiceBox(text("noted.author"), self)
        self.button = worded_button(text("noted.add"), "main", look, self)
        self.button.setToolTip(tip(text("noted.keys")))
        self.button.clicked.connect(self.add)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self.fault.hide()
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll = Scrolled(self._inside, self)
        self._scroll.setProperty("role", "strip")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out(title)
        play.changed.connect(self.follow)
        self.follow()

    def _lay_out(self, title: QWidget) -> None:
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.counted)
        about = QHBoxLayout()
        about.setSpacing(8)
        about.addWidget(self.tie, 1)
        about.addWidget(self.author, 1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.kind)
        line.addStretch(1)
        line.addWidget(self.button)
        top = QVBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(8)
        top.addLayout(head)
        top.addWidget(self.field)
        top.addLayout(about)
        top.addLayout(line)
        top.addWidget(self.fault)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)

    # ------------------------------------------------------------ following

    def follow(self) -> None:
        """Show the notes, and what a note can be tied to."""
        if not self._play.open:
            return
        self._offer_ties()
        self._offer_authors()
        notes = self._play.state.notes
        look = self._words.look
        self.counted.setText(look.language.number(len(notes)) if notes else "")
        self.counted.setAccessibleName(look.language.plural("noted.counted", len(notes)))
        wanted = {one.recorded.number: one for one in notes[-MOST_SHOWN:]}
        for number in [one for one in self.shown if one not in wanted]:
            gone = self.shown.pop(number)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for number, note in wanted.items():
            if number not in self.shown:
                card = self._card(note)
                self.shown[number] = card
                newer = sum(1 for one in self.shown if one > number)
                self._column.insertWidget(newer, card)
                card.show()
        self._scroll.fit()

    def _offer_ties(self) -> None:
        """Offer what a note may be about, the inject that was released last before all."""
        state, text = self._play.state, self._words.look.text
        entries = self._words.entries
        injects = [*reversed(released(state))]
        ties: list[tuple[Tied, str]] = [
            ((Tie.INJECT.value, one), text("noted.inject", inject=entries.inject(one)))
            for one in injects
        ]
        ties.insert(1 if injects else 0, ((Tie.NOTHING.value, ""), text("noted.untied")))
        for mover, lever in self._words.moves(state):
            decision = Noted("", KINDS[0].value, Tie.DECISION.value, f"{mover}/{lever}")
            ties.append(((decision.tie, decision.tied_to), entries.tie(decision)))
        for one in self._play.setup.exercise.objectives:
            words = self._words.look.text(
                "noted.objective",
                objective=entries.objective(one.id),
                text=entries.either(one.text),
            )
            ties.append(((Tie.OBJECTIVE.value, one.id), words))
        ties += [((Tie.TEAM.value, one), self._words.team(one)) for one in state.teams]
        keys = tuple(key for key, _ in ties)
        if keys == self._ties:
            return
        kept = self.tied
        latest = injects[0] if injects else ""
        if latest != self._latest and not self.field.text:
            # Nobody is writing about anything else: what comes now is about this.
            kept = (Tie.INJECT.value, latest) if latest else kept
        self._latest, self._ties = latest, keys
        self.tie.clear()
        for _, words in ties:
            self.tie.addItem(words)
            self.tie.setItemData(self.tie.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        untied = keys.index((Tie.NOTHING.value, ""))
        self.tie.setCurrentIndex(keys.index(kept) if kept in keys else untied)

    @property
    def tied(self) -> Tied:
        """Return what the note is to be tied to: its kind and its id."""
        place = self.tie.currentIndex()
        return self._ties[place] if 0 <= place < len(self._ties) else (Tie.NOTHING.value, "")

    def _offer_authors(self) -> None:
        roster = self._play.state.roster
        # A name that was forgotten is empty.
        people = list(dict.fromkeys(name for team, name in roster if name and not team))
        wanted = [self._words.team(FACILITATOR), *people]
        if wanted != [self.author.itemText(at) for at in range(self.author.count())]:
            chosen = self.author.currentText()
            self.author.clear()
            self.author.addItems(wanted)
            self.author.setCurrentIndex(wanted.index(chosen) if chosen in wanted else 0)
        self.author.setVisible(bool(people))

    def _card(self, note: Note) -> QWidget:
        look, one = self._words.look, note.recorded
        tokens, text = look.tokens, look.text
        card = QFrame(self._inside)
        card.setProperty("role", "line")
        entries = self._words.entries
        if isinstance(note.said, MomentMarked):
            icon, kind, tie = "bookmark", text("noted.moment"), ""
        else:
            strength = note.said.kind == NoteKind.STRENGTH
            icon = "plus" if strength else "triangle-alert"
            kind = text("noted.strength") if strength else text("noted.improve")
            tie = entries.tie(note.said)
        head = text("noted.tied", kind=kind, tie=tie) if tie else kind
        if one.author != FACILITATOR:
            head = text("noted.by", head=head, author=one.author)
        sign = PlainLabel(card)
        sign.setPixmap(look.icon(icon, tokens.ink2).pixmap(QSize(16, 16)))
        upper = ElidedLabel(SIZE_HEADLINE, tokens.ink2, parent=card)
        upper.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        upper.show_text(head, tokens.ink2)
        time = ElidedLabel(SIZE_HEADLINE, tokens.ink2, parent=card)
        time.show_text(f"{one.instant.astimezone():%H:%M}", tokens.ink2)
        back = icon_button("undo-2", text("noted.take_back"), look, card)
        back.setFixedSize(24, 24)
        back.clicked.connect(lambda: self._play.take_back(one.number))
        grid = QGridLayout(card)
        grid.setContentsMargins(12, 4, 8, 4)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for place, part in enumerate((sign, upper, time, back)):
            grid.addWidget(part, 0, place)
        said = PlainLabel(note.said.text, card, wraps=True)
        said.setProperty("role", "body")
        said.setVisible(bool(note.said.text))
        grid.addWidget(said, 1, 0, 1, 4)
        return card

    # ------------------------------------------------------------ taking notes

    def begin(self) -> None:
        """Put the focus where a note is typed."""
        self.field.setFocus()

    def add(self) -> None:
        """Add what was typed."""
        if not self._play.open:
            return
        said = self.field.text.strip()
        if not said:
            self._tell(self._words.look.text("noted.empty"))
            return
        author = FACILITATOR if self.author.currentIndex() <= 0 else self.author.currentText()
        if self._play.enter(Noted(said, KINDS[self.kind.choice].value, *self.tied), author):
            self.field.clear()
            self.fault.hide()
        self.field.setFocus()

    def _draft(self) -> None:
        self.fault.hide()
        self._play.set_draft(PLACE, self.field.text)

    def _refuse(self, length: int) -> None:
        language = self._words.look.language
        self._tell(language.plural("noted.too_long", length, most=language.number(WORDS_LIMIT)))

    def _tell(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()
