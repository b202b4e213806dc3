"""Everything that was entered, newest first; what can be taken back is taken back here."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.document.play.fold import can_be_taken_back, taken_back
from desktop.domain.play.entries import FACILITATOR, Correction, Recorded
from desktop.session.play.conduct import Conduct
from desktop.ui.page import worded_button
from desktop.ui.two_lines import LOWER, UPPER, TwoLines
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.table_words import TableWords, refusal

_Index = QModelIndex | QPersistentModelIndex


class _Entries(QAbstractListModel):
    """Word the record line by line, as lines come into sight."""

    def __init__(self, play: Conduct, words: TableWords, parent: QObject) -> None:
        super().__init__(parent)
        self._play, self._words = play, words
        self._entries: tuple[Recorded, ...] = ()
        self._gone: frozenset[int] = frozenset()
        self.follow()

    def follow(self) -> None:
        """Take in what was entered since."""
        entries, before = self._play.entries, len(self._entries)
        more = len(entries) - before
        gone = taken_back(entries)
        if more < 0 or entries[:before] != self._entries:
            self.beginResetModel()
            self._entries, self._gone = entries, gone
            self.endResetModel()
        elif more:
            self.beginInsertRows(QModelIndex(), 0, more - 1)
            self._entries = entries
            self.endInsertRows()
        if gone != self._gone:
            self._gone = gone
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))

    def entry(self, row: int) -> Recorded | None:
        """Return the entry of a row."""
        return self._entries[-1 - row] if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return what an entry says, and when and by whom."""
        one = self.entry(index.row())
        if one is None:
            return None
        words = self._words.entries.words(one.entry)
        if role == UPPER:
            return words
        text = self._words.look.text
        time = f"{one.instant.astimezone():%H:%M:%S}"
        number = self._words.look.language.number(one.number)
        if one.author == FACILITATOR:
            when = text("entry.when", time=time, number=number)
        else:
            when = text("entry.when_by", time=time, number=number, author=one.author)
        if one.number in self._gone:
            when = text("entry.gone", when=when)
        if role == LOWER:
            return when
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text("entry.spoken", entry=words, when=when)
        return None


class _Rows(QListView):
    def __init__(self, owner: "EntryList") -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._owner.take_back()
        else:
            super().keyPressEvent(event)


class EntryList(QFrame):
    """List the record; nothing is ever deleted, a correction is added."""

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._play, self._words = play, TableWords(look, play.setup)
        self.setProperty("role", "card")
        title = PlainLabel(look.text("entry.title"), self)
        title.setProperty("role", "key")
        self.button = worded_button(look.text("entry.take_back"), "plain", look, self, "undo-2")
        self.button.clicked.connect(self.take_back)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self.fault.hide()
        self.model = _Entries(play, self._words, self)
        self.rows = _Rows(self)
        self.rows.setProperty("role", "rows")
        self.rows.setAccessibleName(look.text("entry.title"))
        self.rows.setUniformItemSizes(True)
        self.rows.setItemDelegate(TwoLines(look.tokens, self.rows))
        self.rows.setModel(self.model)
        self.rows.selectionModel().currentChanged.connect(lambda *_: self._show_button())
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.button)
        top = QVBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.addLayout(head)
        top.addWidget(self.fault)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.rows, 1)
        play.changed.connect(self.follow)
        self._show_button()

    def follow(self) -> None:
        """Show what was entered since."""
        if self._play.open:
            self.model.follow()
            self._show_button()

    @property
    def chosen(self) -> Recorded | None:
        """Return the entry that is chosen."""
        index = self.rows.currentIndex()
        return self.model.entry(index.row()) if index.isValid() else None

    def _show_button(self) -> None:
        one = self.chosen
        possible = one is not None and can_be_taken_back(self._play.entries, one.number)
        self.button.setEnabled(possible)
        self.fault.hide()

    def take_back(self) -> None:
        """Take back the entry that is chosen, or say why it stays."""
        one, play = self.chosen, self._play
        if one is None:
            return
        error = refusal(play.setup, play.state, play.entries, Correction(one.number))
        if error is None:
            play.take_back(one.number)
        else:
            self.fault.setText(self._words.error(error))
            self.fault.show()
