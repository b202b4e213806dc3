"""The list of injects in the window: the table, what narrows it, and the keys that work in it."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel
from desktop.document.exercise.document import ExerciseDocument
from desktop.document.exercise.shape import Source
from desktop.domain.exercise.injects import InjectType
from desktop.ui.clipboard import table_data
from desktop.ui.exercise_words import choice_words
from desktop.ui.ui_context import UiContext
from desktop.views.exercise.msel_columns import Audience
from desktop.views.exercise.msel_model import MselFilter, MselModel
from desktop.views.exercise.words import names

ROW = 30


class _Cells(QStyledItemDelegate):
    """Offer the words of a cell that holds one of several, in place of a field to type in."""

    def __init__(self, model: MselModel, filtered: MselFilter, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._filtered = model, filtered

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        choices = self._model.choices(index.column())
        if choices is None:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems(list(choices))
        box.setCurrentText(str(index.data()))
        box.activated.connect(lambda: self._end(box))
        return box

    def _end(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)


class MselTable(QTableView):
    """Copy and paste cells with the usual keys; Delete asks for rows to go."""

    pasted = Signal(int, int)
    """How many cells were taken, and how many were not."""
    delete_wanted = Signal()

    def __init__(self, model: MselModel, filtered: MselFilter, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._filtered = model, filtered
        self.setModel(filtered)
        self.setProperty("role", "table")
        self.setItemDelegate(_Cells(model, filtered, self))
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for place, column in enumerate(model.columns):
            self.setColumnWidth(place, column.width)

    def show_for(self, audience: Audience) -> None:
        """Show the columns that are for somebody."""
        for place, column in enumerate(self._model.columns):
            self.setColumnHidden(place, audience not in column.audiences)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste and delete; the rest is the table's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _shown(self) -> list[int]:
        return [n for n in range(len(self._model.columns)) if not self.isColumnHidden(n)]

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, with their headings."""
        chosen = {(one.row(), one.column()) for one in self.selectedIndexes()}
        rows = sorted({row for row, _ in chosen})
        columns = [n for n in self._shown() if any(column == n for _, column in chosen)]
        cells = [
            [str(self._filtered.index(row, column).data()) for column in columns] for row in rows
        ]
        headings = [self._model.columns[n].heading for n in columns]
        if cells:
            QGuiApplication.clipboard().setMimeData(table_data(headings, cells))

    def paste(self, words: str) -> None:
        """Take cells of a spreadsheet from the current cell on."""
        current = self.currentIndex()
        first = max(current.row(), 0)
        columns = [n for n in self._shown() if n >= max(current.column(), 0)]
        rows = [
            self._filtered.mapToSource(self._filtered.index(row, 0)).row()
            for row in range(first, self._filtered.rowCount())
        ]
        lines = words.splitlines()
        headings = [self._model.columns[n].heading for n in columns]
        if lines and lines[0].split("\t")[: len(headings)] == headings[: lines[0].count("\t") + 1]:
            # What was copied here has its headings with it.
            words = "\n".join(lines[1:])
        if words.strip():
            self.pasted.emit(*self._model.paste(words, rows, columns))


class MselView(QWidget):
    """Show the table below what narrows it."""

    chosen = Signal(str)
    """The id of the inject in the current row."""

    def __init__(self, document: ExerciseDocument, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._look = document, look
        self.model = MselModel(document, look)
        self.filtered = MselFilter(self.model)
        self.table = MselTable(self.model, self.filtered, self)
        self.table.setAccessibleName(look.text("exercise.part.injects"))
        self.table.selectionModel().currentChanged.connect(self._tell)
        self.table.pasted.connect(self._say_pasted)
        self.rounds = self._box(look.text("exercises.all_rounds"))
        self.types = self._box(look.text("exercises.all_types"))
        self.teams = self._box(look.text("exercises.all_teams"))
        self.audience = QComboBox(self)
        self.audience.setAccessibleName(look.text("exercises.columns"))
        for audience in Audience:
            self.audience.addItem(look.text(f"exercises.columns.{audience}"), audience)
        self.audience.activated.connect(self._show_columns)
        for kind in InjectType:
            self.types.addItem(choice_words(kind, look), kind)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(look.text("exercises.search"))
        self.search.setAccessibleName(look.text("exercises.search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._ask)
        self.note = PlainLabel("", self, wraps=True)
        self.note.setProperty("role", "second")
        self.note.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        for box in (self.audience, self.rounds, self.types, self.teams):
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            head.addWidget(box, 1)
        head.addWidget(self.search, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self._show_columns()
        self.refresh()

    def _box(self, any_: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(any_)
        box.addItem(any_, None)
        box.activated.connect(self._ask)
        return box

    def _show_columns(self) -> None:
        self.table.show_for(Audience(self.audience.currentData()))

    def refresh(self) -> None:
        """Show the document as it stands; the current inject stays the current one."""
        exercise, model, look = self._document.exercise, self._document.model, self._look
        for box, source in ((self.rounds, Source.ROUNDS), (self.teams, Source.TEAMS)):
            wanted = list(names(source, exercise, model, look).items())
            if [(box.itemData(n), box.itemText(n)) for n in range(1, box.count())] != wanted:
                chosen = box.currentData()
                while box.count() > 1:
                    box.removeItem(1)
                for id_, name in wanted:
                    box.addItem(name, id_)
                box.setCurrentIndex(max(box.findData(chosen), 0))
        current = self.current
        self.model.refresh()
        head = self.table.horizontalHeader()
        self.filtered.sort(head.sortIndicatorSection(), head.sortIndicatorOrder())
        if current is not None:
            self.show_inject(current)

    @property
    def current(self) -> str | None:
        """Return the inject in the current row, None where there is none."""
        index = self.filtered.mapToSource(self.table.currentIndex())
        return self.model.inject(index.row()).id if index.isValid() else None

    def show_inject(self, name: str) -> None:
        """Make an inject the current one, in the current column; show it if it is hidden."""
        row = self.model.row_of(name)
        if row < 0 or name == self.current:
            return
        index = self.filtered.mapFromSource(self.model.index(row, 0))
        if not index.isValid():
            for box in (self.rounds, self.types, self.teams):
                box.setCurrentIndex(0)
            self.search.clear()
            self._ask()
            index = self.filtered.mapFromSource(self.model.index(row, 0))
        column = max(self.table.currentIndex().column(), 0)
        self.table.setCurrentIndex(index.siblingAtColumn(column))

    def _ask(self) -> None:
        self.filtered.ask(
            self.rounds.currentData(),
            self.types.currentData(),
            self.teams.currentData(),
            self.search.text(),
        )

    def _tell(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)

    def _say_pasted(self, taken: int, refused: int) -> None:
        words = self._look.language.plural("exercises.pasted", taken)
        if refused:
            not_taken = self._look.language.plural("exercises.not_pasted", refused)
            words = self._look.language.together([words, not_taken])
        self.note.setText(words)
        self.note.show()
