"""Why a team decides as it does, in one line, as it wrote it on its sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.domain.play.entries import Rationale
from desktop.session.play.conduct import Conduct
from desktop.views.conduct.cell import Cell
from desktop.views.conduct.offer_row import LEFT
from desktop.views.conduct.table_words import TableWords

_LONGEST = 2_000


def rationale_place(round_id: str, team: str) -> str:
    """Return where what is typed of a rationale is kept until it is entered."""
    return f"rationale/{round_id}/{team}"


class RationaleRow(QWidget):
    """Take down the rationale of a team; what is typed and not entered yet is kept as a draft."""

    def __init__(self, play: Conduct, words: TableWords, team: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.team = team
        self._play, self._words = play, words
        self._round = play.state.round
        self._place = rationale_place(self._round, team)
        self.setObjectName(f"rationale-{team}")
        text = words.look.text
        label = PlainLabel(text("sheet.why"), self)
        label.setProperty("role", "second")
        self.cell = Cell(_LONGEST, self)
        self.cell.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.cell.setPlaceholderText(text("sheet.why_hint"))
        self.cell.setAccessibleName(text("sheet.why_of", team=words.team(team)))
        row = QHBoxLayout(self)
        row.setContentsMargins(LEFT, 1, 8, 8)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.cell, 1)
        self.cell.typed.connect(self._draft)
        self.cell.given.connect(self.take)
        self.cell.restored.connect(lambda: self._draft(""))
        draft = play.draft(self._place)
        if draft:
            self.cell.show_typed(draft)
        self.follow()

    @property
    def _said(self) -> str:
        return self._play.state.rationales.get(self._round, {}).get(self.team, (0, ""))[1]

    def follow(self) -> None:
        """Show what was entered."""
        said = self._said
        self.cell.show_value(said, said)
        self.cell.setToolTip(tip(said))
        self.cell.setEnabled(not self._play.state.ended and self._play.same_model)

    def take(self) -> None:
        """Enter what was typed."""
        if not self.cell.open or not self._play.open:
            return
        said = " ".join(self.cell.text().split())
        if said != self._said:
            self.cell.open = False
            if not self._play.enter(Rationale(self.team, said)):
                self.cell.open = True
                return
        self._draft("")
        self.cell.settle()

    def _draft(self, text: str) -> None:
        self._play.set_draft(self._place, text)
