"""The list of injects in play: what is found, and the keys that work on a row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel
from desktop.document.play.state import InjectStatus, PlayState, Setup
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.exercise_words import either
from desktop.ui.page import card
from desktop.ui.two_lines import told_whole
from desktop.ui.typography import colour
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.inject_model import COLUMNS, Hours, InjectModel, Wanted

ROW = 30
WIDTHS = {
    "number": 58,
    "round": 44,
    "clock": 64,
    "date": 88,
    "type": 124,
    "to": 132,
    "status": 116,
}
DISPENSABLE = {"date": 900, "to": 740}
"""Columns that can be done without, each with the width in pixels below which it is left out."""


class _Tinted(QStyledItemDelegate):
    """Lay a row's own color under it, which a style sheet leaves out, and a line below it."""

    def __init__(self, line: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = line

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        tint = index.data(Qt.ItemDataRole.BackgroundRole)
        if tint is not None and not option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, tint)
        super().paint(painter, option, index)
        painter.setPen(QPen(colour(self._line), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tell the whole of a cell."""
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "") if index.isValid() else ""
        return told_whole(event, view, index, words)


class _Table(QTableView):
    """Tell the keys that show, skip and re-time a row."""

    show_wanted = Signal()
    skip_wanted = Signal()
    move_wanted = Signal(int)
    """The inject shall be so many minutes later."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show with Enter, skip with Delete, re-time with Alt and the arrows."""
        key = event.key()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.show_wanted.emit()
        elif key == Qt.Key.Key_Delete:
            if not event.isAutoRepeat():
                self.skip_wanted.emit()
        elif alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.move_wanted.emit(1 if key == Qt.Key.Key_Right else -1)
        elif event.text().isprintable() and event.text():
            # A letter is a command of the page and looks for no row.
            event.ignore()
        else:
            super().keyPressEvent(event)


class InjectList(QWidget):
    """Show the injects that are asked for; `chosen` tells which one is the current one."""

    chosen = Signal(str)
    asked = Signal(Wanted)
    """Others are asked for: a Wanted, to be remembered."""

    def __init__(
        self, setup: Setup, state: PlayState, look: UiContext, wanted: Wanted, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.model = InjectModel(setup, state, look)
        self.table = _Table(self)
        self.table.setProperty("role", "injects")
        self.table.setItemDelegate(_Tinted(look.tokens.grid, self.table))
        self.table.setModel(self.model)
        self.table.setAccessibleName(look.text("conduct.injects"))
        self.table.setAccessibleDescription(look.text("conduct.injects.keys"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW)
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, name in enumerate(COLUMNS):
            if name == "title":
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            else:
                self.table.setColumnWidth(place, WIDTHS[name])
        self.table.selectionModel().currentRowChanged.connect(self._tell)
        self.title = PlainLabel(look.text("conduct.injects"), self)
        self.title.setProperty("role", "title")
        self.count = PlainLabel("", self)
        self.count.setProperty("role", "second")
        self.search = QLineEdit(self)
        self.search.setProperty("role", "field")
        self.search.setPlaceholderText(look.text("conduct.find"))
        self.search.setAccessibleName(look.text("conduct.find"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(220)
        self.search.setText(wanted.words)
        self.rounds = ChoiceBox(look.text("exercises.all_rounds"), self)
        self.rounds.addItem(look.text("exercises.all_rounds"), "")
        self.rounds.setMinimumWidth(140)
        self.rounds.setMaximumWidth(180)
        for name, one in setup.rounds.items():
            self.rounds.addItem(either(one.title, look), name)
        self.rounds.setCurrentIndex(max(self.rounds.findData(wanted.round), 0))
        self.search.textChanged.connect(self._ask)
        self.rounds.activated.connect(self._ask)
        self._lay_out()
        self.model.ask(wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 6)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.search, 2)
        head.addWidget(self.rounds)
        box = card(self)
        lines = QVBoxLayout(box)
        lines.setContentsMargins(1, 1, 1, 1)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(box)

    def show_state(self, state: PlayState, hours: Hours) -> None:
        """Show where play stands; the current inject stays the current one."""
        self.model.show_state(state, hours)
        done = sum(one.status is InjectStatus.RELEASED for one in state.injects.values())
        self.count.setText(
            self._look.text("conduct.released_of", released=done, count=len(state.injects))
        )

    @property
    def current(self) -> str | None:
        """Return the inject in the current row, None where there is none."""
        row = self.table.currentIndex().row()
        return self.model.rows[row].id if 0 <= row < len(self.model.rows) else None

    def show_inject(self, name: str | None) -> None:
        """Make an inject the current one; ask for all where it is not among those asked for."""
        if name is not None and self.model.row_of(name) < 0:
            self.rounds.setCurrentIndex(0)
            self.search.clear()
            self._ask()
        self.mark(name)

    def end_search(self) -> bool:
        """Ask for all again, if somebody is searching; return False where nobody is."""
        searching = self.search.hasFocus() and bool(self.search.text())
        if searching:
            self.search.clear()
        return searching

    def mark(self, name: str | None) -> None:
        """Make an inject the current one, if it is among those asked for."""
        row = self.model.row_of(name)
        if row >= 0 and name != self.current:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def _ask(self) -> None:
        current = self.current
        wanted = Wanted(str(self.rounds.currentData() or ""), self.search.text())
        self.model.ask(wanted)
        self.asked.emit(wanted)
        self.mark(current)

    def _tell(self, now: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.model.rows[now.row()].id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out columns where there is no room for them."""
        super().resizeEvent(event)
        for name, least in DISPENSABLE.items():
            self.table.setColumnHidden(COLUMNS.index(name), self.width() < least)
        to = max(WIDTHS["to"], self.width() // 6)
        self.table.setColumnWidth(COLUMNS.index("to"), to)
