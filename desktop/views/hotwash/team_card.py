"""What one team did well and what it is to do better, taken down live."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.document.play.state import Note, PlayedTeam
from desktop.domain.play.entries import FACILITATOR, WORDS_LIMIT, Noted, NoteKind, Tie
from desktop.reports.entry_words import EntryWords
from desktop.session.play.conduct import Conduct
from desktop.ui.page import icon_button
from desktop.ui.team_mark import TeamMark
from desktop.ui.ui_context import UiContext
from desktop.views.hotwash.typed_line import TypedLine

WANTED = 3
"""Strengths, and improvements, that a team is asked for; more are taken."""


class KindColumn(QWidget):
    """Take down one kind of note about one team; each is in the record at once.

    What is typed and not entered is kept as a draft. A note that is taken back is taken back by a
    correction, and its words come back into the line to be mended.
    """

    went_on = Signal()
    """Enter was pressed, and nothing more is asked for here."""
    grew = Signal()
    """There is more or less in it than before."""

    def __init__(
        self, play: Conduct, team: str, kind: NoteKind, look: UiContext, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._play, self._team, self._kind, self._look = play, team, kind, look
        self._draft_place = f"hot_wash/{team}/{kind}"
        self.shown: dict[int, QFrame] = {}
        """By the number of the entry."""
        text = look.text
        self._strength = kind is NoteKind.STRENGTH
        named = text("hotwash.strengths") if self._strength else text("hotwash.improvements")
        title = PlainLabel(named, self)
        title.setProperty("role", "key")
        self.counted = PlainLabel(self)
        self.counted.setProperty("role", "quiet")
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.line = TypedLine("", self)
        self.line.setToolTip(tip(text("hotwash.keys")))
        self.line.setPlainText(play.draft(self._draft_place))
        self.line.textChanged.connect(self._keep_draft)
        self.line.finished.connect(self.add)
        self.line.refused.connect(self._refuse)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self.fault.hide()
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.counted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._column)
        column.addWidget(self.line)
        column.addWidget(self.fault)
        column.addStretch(1)

    @property
    def lacks(self) -> int:
        """Return how many more are asked for."""
        return max(0, WANTED - len(self.shown))

    # ------------------------------------------------------------ what is shown

    def follow(self, notes: Iterable[Note]) -> None:
        """Show the notes of the play that are of this kind and about this team."""
        wanted = {one.recorded.number: one for one in notes if self._holds(one.said)}
        changed = wanted.keys() != self.shown.keys() or not self.line.accessibleName()
        if not changed:
            return
        for number in [one for one in self.shown if one not in wanted]:
            gone = self.shown.pop(number)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for number, note in wanted.items():
            if number not in self.shown:
                self.shown[number] = self._row(note)
                self._column.addWidget(self.shown[number])
                self.shown[number].show()
        self._count()
        self.grew.emit()

    def _holds(self, said: object) -> bool:
        if not isinstance(said, Noted) or said.kind != self._kind:
            return False
        return said.tie == Tie.TEAM and said.tied_to == self._team

    def _count(self) -> None:
        look, taken = self._look, len(self.shown)
        self.counted.setText(look.text("hotwash.counted", n=taken, wanted=WANTED))
        match self._strength, bool(self.lacks):
            case True, True:
                name = look.text("hotwash.strength", n=taken + 1, wanted=WANTED)
            case False, True:
                name = look.text("hotwash.improvement", n=taken + 1, wanted=WANTED)
            case True, False:
                name = look.text("hotwash.more_strengths")
            case _:
                name = look.text("hotwash.more_improvements")
        self.line.name_it(name)

    def _row(self, note: Note) -> QFrame:
        look = self._look
        row = QFrame(self)
        row.setProperty("role", "line")
        words = EntryWords(self._play.setup, look.language)
        said = PlainLabel(note.said.text or words.words(note.said), row, wraps=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        back = icon_button("undo-2", look.text("hotwash.take_back"), look, row)
        back.setFixedSize(26, 26)
        back.clicked.connect(lambda: self._take_back(note))
        line = QHBoxLayout(row)
        line.setContentsMargins(2, 5, 0, 5)
        line.setSpacing(6)
        line.addWidget(said, 1)
        line.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return row

    # ------------------------------------------------------------ what is done

    def add(self) -> None:
        """Enter what was typed; with nothing typed, or nothing lacking then, go on."""
        said = self.line.text.strip()
        if said:
            if not self._play.enter(Noted(said, self._kind.value, Tie.TEAM.value, self._team)):
                return
            self.line.clear()
            if self.lacks:
                return
        self.went_on.emit()

    def _take_back(self, note: Note) -> None:
        if self._play.take_back(note.recorded.number):
            if not self.line.text.strip():
                self.line.setPlainText(note.said.text)
            self.line.setFocus()
            self.line.moveCursor(QTextCursor.MoveOperation.End)

    def _keep_draft(self) -> None:
        self.fault.hide()
        self._play.set_draft(self._draft_place, self.line.text)

    def _refuse(self, length: int) -> None:
        language = self._look.language
        most = language.number(WORDS_LIMIT)
        self.fault.setText(language.plural("noted.too_long", length, most=most))
        self.fault.show()
        self.grew.emit()


class TeamCard(QFrame):
    """Show strengths and improvements of one team side by side."""

    def __init__(
        self, play: Conduct, team: PlayedTeam | None, place: int, look: UiContext, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.team = FACILITATOR if team is None else team.id
        words = EntryWords(play.setup, look.language)
        name = words.caller(self.team)
        self.setAccessibleName(name)
        title = PlainLabel(name, self, wraps=True)
        title.setProperty("role", "title")
        head = QHBoxLayout()
        head.setSpacing(8)
        if team is not None:
            head.addWidget(TeamMark(place, team.color, look, self))
        head.addWidget(title, 1)
        self.columns = tuple(KindColumn(play, self.team, kind, look, self) for kind in NoteKind)
        for column, kind in zip(self.columns, NoteKind, strict=True):
            column.line.setObjectName(f"hot-wash-{place}-{kind}")
        row = QHBoxLayout()
        row.setSpacing(20)
        for column in self.columns:
            row.addWidget(column, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(14, 10, 14, 12)
        lines.setSpacing(8)
        lines.addLayout(head)
        lines.addLayout(row)

    def follow(self, notes: Sequence[Note]) -> None:
        """Show the notes about this team."""
        for column in self.columns:
            column.follow(notes)
