"""The list of injects as a table: written in, pasted into, sorted and filtered."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from desktop.charts.plain_text import tip
from desktop.document.exercise.document import ExerciseDocument
from desktop.document.exercise.edits import added, part_of, with_part
from desktop.domain.errors import VecinosError
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.exercise.injects import Inject
from desktop.modelfiles.exercises.injects import MOST_INJECTS
from desktop.ui.ui_context import UiContext
from desktop.views.exercise.msel_columns import Column, Context, columns

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ORDER = Qt.ItemDataRole.UserRole


class MselModel(QAbstractTableModel):
    """Show the injects of a document, a row each, in their order."""

    def __init__(self, document: ExerciseDocument, look: UiContext) -> None:
        super().__init__()
        self.document, self._look = document, look
        self.columns: tuple[Column, ...] = columns(look)
        self._injects: tuple[Inject, ...] = document.exercise.injects
        self._context = Context(document.exercise, document.model, look)

    def refresh(self) -> None:
        """Show the document as it stands."""
        before, now = self._injects, self.document.exercise.injects
        self._context = Context(self.document.exercise, self.document.model, self._look)
        if [one.id for one in before] == [one.id for one in now]:
            self._injects = now
            if now:
                last = self.index(len(now) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._injects = now
        self.endResetModel()

    def inject(self, row: int) -> Inject:
        """Return the inject of a row."""
        return self._injects[row]

    def row_of(self, name: str) -> int:
        """Return the row of an inject, -1 where it has none."""
        return next((row for row, one in enumerate(self._injects) if one.id == name), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many injects there are."""
        return 0 if parent.isValid() else len(self._injects)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are, hidden ones too."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, is edited from, or is ordered by."""
        column, one = self.columns[index.column()], self._injects[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return column.shown(one, self._context)
        if role == ORDER:
            return column.order(one, self._context)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(column.shown(one, self._context)[:600])
        return None

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings of the columns; rows have none."""
        if way is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say which cells can be written in."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.columns[index.column()].taken is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into a cell; what is nothing of its kind changes nothing."""
        exercise = self.document.exercise
        changed = self._taken(exercise, self._injects[index.row()].id, index.column(), str(value))
        if role != Qt.ItemDataRole.EditRole or changed is None:
            return False
        self.document.apply(changed)
        return True

    def choices(self, column: int) -> Sequence[str] | None:
        """Return the words of which one stands in a column's cells, None where any may."""
        offered = self.columns[column].choices
        return None if offered is None else offered(self._context)

    def _taken(self, exercise: Exercise, name: str, column: int, words: str) -> Exercise | None:
        take = self.columns[column].taken
        one: Inject = part_of(exercise, "injects", name)
        if take is None:
            return exercise
        try:
            changed = take(words, one, replace(self._context, exercise=exercise))
        except (ValueError, VecinosError):
            return None
        return with_part(exercise, "injects", changed)

    def paste(self, words: str, rows: Sequence[int], shown: Sequence[int]) -> tuple[int, int]:
        """Take cells parted by tabs and lines; return how many were taken, and how many were not.

        `rows` are those from the current one downwards, `shown` the columns from the current one
        to the right. Lines beyond the last row make new injects. It is one step.
        """
        exercise = self.document.exercise
        taken = refused = 0
        like: Inject | None = self._injects[rows[-1]] if rows else None
        for place, cells in enumerate(csv.reader(io.StringIO(words), delimiter="\t")):
            if place < len(rows):
                name = self._injects[rows[place]].id
            elif len(exercise.injects) >= MOST_INJECTS:
                refused += len(cells)
                continue
            else:
                exercise, name = added(exercise, "injects", like)
                like = part_of(exercise, "injects", name)
            for column, cell in zip(shown, cells, strict=False):
                changed = self._taken(exercise, name, column, cell)
                refused += changed is None
                taken += changed is not None
                exercise = changed or exercise
            refused += max(len(cells) - len(shown), 0)
        self.document.apply(exercise)
        return taken, refused


class MselFilter(QSortFilterProxyModel):
    """Leave out the rows that nobody asks for now."""

    def __init__(self, model: MselModel) -> None:
        super().__init__(model)
        self._model = model
        self._round: str | None = None
        self._type: str | None = None
        self._team: str | None = None
        self._words = ""
        self.setSourceModel(model)
        self.setSortRole(ORDER)
        self.setDynamicSortFilter(False)

    def ask(self, round_: str | None, kind: str | None, team: str | None, words: str) -> None:
        """Show the injects of a round, a type and a team, with these words; None is any."""
        self._round, self._type, self._team = round_, kind, team
        self._words = words.casefold()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Say whether a row is asked for; what goes to everybody goes to each team."""
        one = self._model.inject(row)
        if self._round not in (None, one.round) or self._type not in (None, one.type):
            return False
        if self._team is not None and one.to and self._team not in one.to:
            return False
        texts = (one.title.en, one.title.es, one.text.en, one.text.es)
        return not self._words or any(self._words in text.casefold() for text in texts)
