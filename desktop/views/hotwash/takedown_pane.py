"""Three strengths and three improvements of each team, taken down while people say them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from desktop.session.play.conduct import Conduct
from desktop.ui.page import Scrolled
from desktop.ui.ui_context import UiContext
from desktop.views.hotwash.team_card import KindColumn, TeamCard

if TYPE_CHECKING:
    from desktop.document.play.state import PlayedTeam

BESIDE = 1260
"""Pixels from which two teams stand side by side."""


class TakedownPane(QWidget):
    """Show a card for each team; Enter leads from line to line through all of them."""

    given_up = Signal()
    """Escape was pressed in a line."""

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._play, self._look = play, look
        self.cards: list[TeamCard] = []
        self._across = 0
        self._inside = QWidget(self)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 10, 0)
        self._grid.setSpacing(12)
        lines = QVBoxLayout(self._inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addLayout(self._grid)
        lines.addStretch(1)
        self._scroll = Scrolled(self._inside, self)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        play.changed.connect(self.follow)
        self.follow()

    def begin(self) -> None:
        """Put the focus where the first is still to be typed."""
        columns = self._columns
        first = next((one for one in columns if one.lacks), columns[0])
        first.line.setFocus()
        self._scroll.ensureWidgetVisible(first)

    def follow(self) -> None:
        """Show what was taken down, and a card for each team there is."""
        if not self._play.open:
            return
        state = self._play.state
        teams: list[PlayedTeam | None] = [*state.teams.values()] or [None]
        if len(teams) != len(self.cards):
            for card in self.cards:
                card.hide()
                card.deleteLater()
            self.cards = [
                TeamCard(self._play, team, place, self._look, self._inside)
                for place, team in enumerate(teams)
            ]
            for column in self._columns:
                column.went_on.connect(lambda one=column: self._go_on(one))
                column.grew.connect(self._scroll.fit)
                column.line.given_up.connect(self.given_up)
            self._across = 0
            self._lay()
        for card in self.cards:
            card.follow(state.notes)

    @property
    def _columns(self) -> list[KindColumn]:
        return [column for card in self.cards for column in card.columns]

    def _go_on(self, column: KindColumn) -> None:
        """Put the focus on the next line in which something lacks, else on the next one."""
        columns = self._columns
        place = columns.index(column)
        after = [*columns[place + 1 :], *columns[:place]]
        wanted = next((one for one in after if one.lacks), after[0])
        wanted.line.setFocus()
        # A card that grew has its height with the next layout.
        QApplication.sendPostedEvents(self._inside)
        self._scroll.ensureWidgetVisible(wanted.line)

    def _lay(self) -> None:
        across = 2 if self.width() >= BESIDE and len(self.cards) > 1 else 1
        if across == self._across:
            return
        self._across = across
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // across, place % across)
            card.show()
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, across - 1)
        self._scroll.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each team as much width as there is."""
        super().resizeEvent(event)
        self._lay()
