"""The work on the page: injects, decisions, predictions, teams, notes and record, each a pane."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import tip
from desktop.session.play.conduct import Conduct
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.catch_up_panel import CatchUpPanel
from desktop.views.conduct.conduct_state import ConductState
from desktop.views.conduct.decision_grid import DecisionGrid
from desktop.views.conduct.decision_summary import DecisionSummary
from desktop.views.conduct.entry_list import EntryList
from desktop.views.conduct.import_sheets import ImportSheets
from desktop.views.conduct.inject_desk import InjectDesk
from desktop.views.conduct.notes_panel import NotesPanel
from desktop.views.conduct.prediction_sheet import PredictionSheet
from desktop.views.conduct.teams_panel import TeamsPanel

SIDE = 316
WIDE = 1260
"""Pixels of the page from which notes and decisions stand beside the pane."""


class Pane(StrEnum):
    """Name what the work area shows, one at a time."""

    INJECTS = "injects"
    NOTES = "notes"
    DECISIONS = "decisions"
    PREDICTIONS = "predictions"
    TEAMS = "teams"
    RECORD = "record"
    SO_FAR = "so_far"


PANES = tuple(Pane)


class WorkArea(QWidget):
    """Show one pane below the course; a pane is made when it is first asked for."""

    told = Signal(str)

    def __init__(
        self,
        play: Conduct,
        look: UiContext,
        files: SystemFiles,
        state: ConductState,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._play, self._look, self._state, self._page = play, look, state, parent
        self._files = files
        self.injects = InjectDesk(play, look, state, self)
        self.injects.told.connect(self.told)
        self.panes: dict[Pane, QWidget] = {Pane.INJECTS: self.injects}
        self.choice = Segments(len(PANES), look.tokens, self)
        self.choice.setAccessibleName(look.text("conduct.panes"))
        self.choice.set_words([look.text(f"conduct.pane.{pane}") for pane in PANES])
        self.choice.chosen.connect(lambda place: self.show_pane(PANES[place]))
        self._keys = [self._key(place) for place in range(len(PANES))]
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.injects)
        self.sheets: ImportSheets | None = None
        """What came from another laptop, in the place of a pane, once it was asked for."""
        self.summary: DecisionSummary | None = None
        self._side = QSplitter(Qt.Orientation.Vertical, self)
        self._side.setChildrenCollapsible(False)
        self._side.setHandleWidth(8)
        self._side.setFixedWidth(SIDE)
        self._side.hide()
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.injects.above)
        middle.addWidget(self.choice)
        middle.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(middle, 1)
        row.addWidget(self._side)
        self._wide = False
        self.show_pane(PANES[state.pane])

    def _key(self, place: int) -> QShortcut:
        keys = QKeySequence(f"Alt+{place + 1}")
        shortcut = QShortcut(keys, self._page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self._go(PANES[place]))
        segment = self.choice.segments[place]
        named = self._look.text("action.with_keys", action=segment.text(), keys=keys.toString())
        segment.setToolTip(tip(named))
        return shortcut

    def forget(self) -> None:
        """Hear keys no longer: it is about to go."""
        for shortcut in self._keys:
            shortcut.setEnabled(False)
            shortcut.deleteLater()

    @property
    def pane(self) -> Pane:
        """Return the pane on show."""
        return PANES[self._state.pane]

    def take_focus(self) -> None:
        """Put the focus where one begins in the pane on show."""
        self._begin(self.pane)

    def show_sheets(self, paths: Sequence[Path] = ()) -> None:
        """Look through sheets from another laptop in the place of the pane; read these at once."""
        if self.sheets is None:
            self.sheets = ImportSheets(self._play, self._look, self._files, self)
            self.sheets.closed.connect(lambda: self._go(self.pane))
            self._stack.addWidget(self.sheets)
        self._stack.setCurrentWidget(self.sheets)
        self.choice.hide()
        self.sheets.begin()
        self.sheets.read(paths)

    def _go(self, pane: Pane) -> None:
        """Show a pane, and put the focus into it."""
        self.show_pane(pane)
        shown, now = self._made(pane), self.window().focusWidget()
        if now is None or not shown.isAncestorOf(now):
            self._begin(pane)

    def _begin(self, pane: Pane) -> None:
        match self._made(pane):
            case InjectDesk() as injects:
                injects.list.table.setFocus()
            case DecisionGrid() | PredictionSheet() | NotesPanel() as table:
                table.begin()
            case shown:
                _first_stop(shown).setFocus()

    def show_pane(self, pane: Pane) -> None:
        """Show a pane; notes that stand beside stay there."""
        if self._wide and pane is Pane.NOTES:
            return
        shown = self._made(pane)
        if self._stack.indexOf(shown) < 0:
            self._stack.addWidget(shown)
        self._state.pane = PANES.index(pane)
        self.choice.segments[self._state.pane].setChecked(True)
        self._stack.setCurrentWidget(shown)
        self.choice.show()

    def _made(self, pane: Pane) -> QWidget:
        if pane not in self.panes:
            self.panes[pane] = self._make(pane)
        return self.panes[pane]

    def _make(self, pane: Pane) -> QWidget:
        play, look = self._play, self._look
        match pane:
            case Pane.NOTES:
                notes = NotesPanel(play, look, self)
                notes.given_up.connect(self.take_focus)
                return notes
            case Pane.DECISIONS:
                return DecisionGrid(play, look, self)
            case Pane.PREDICTIONS:
                return PredictionSheet(play, look, self)
            case Pane.TEAMS:
                return TeamsPanel(play, look, self)
            case Pane.SO_FAR:
                return CatchUpPanel(play, look, self._files, self)
            case _:
                return EntryList(play, look, self)

    def set_wide(self, wide: bool) -> None:
        """Let decisions and notes stand beside the pane, or notes be a pane like the others."""
        if wide == self._wide:
            return
        self._wide = wide
        self.choice.segments[PANES.index(Pane.NOTES)].setHidden(wide)
        notes = self._made(Pane.NOTES)
        if wide:
            if self.summary is None:
                self.summary = DecisionSummary(self._play, self._look, self._side)
                self._side.addWidget(self.summary)
            if self.pane is Pane.NOTES:
                self.show_pane(Pane.INJECTS)
            self._stack.removeWidget(notes)
            self._side.addWidget(notes)
            notes.show()
        else:
            self._stack.addWidget(notes)
        self._side.setVisible(wide)


def _first_stop(pane: QWidget) -> QWidget:
    """Return what Tab comes to first in a pane, the pane where there is nothing."""
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane and pane.isAncestorOf(widget):
        tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        scrolls = isinstance(widget, QScrollArea)
        if tabs and not scrolls and widget.isEnabled() and widget.isVisible():
            return widget
        widget = widget.nextInFocusChain()
    return pane
