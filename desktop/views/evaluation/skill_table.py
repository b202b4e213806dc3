"""Figures of the track record as tables to read, walk through and copy."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.calibration.skill import Skill
from desktop.charts.paint import across
from desktop.charts.tokens import SIZE_HEADLINE
from desktop.domain.indicator import Indicator
from desktop.reports.track_words import NOTHING, percent
from desktop.ui.typography import font, metrics
from desktop.ui.ui_context import UiContext

ROW = 28
HEAD = 34
_PADDING = 26
_FRAME = 2
COLUMNS = (
    "series",
    "origin",
    "n",
    "error",
    "inside50",
    "inside90",
    "score",
    "walk_score",
    "bias",
)
"""The words of a column are the message `trust.column.<name>`."""
_HERE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_THERE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def cells(row: Skill, indicators: Mapping[str, Indicator], look: UiContext) -> tuple[str, ...]:
    """Return one row in words, in the order of COLUMNS."""
    language = look.language

    def number(value: float | None, decimals: int, *, signed: bool = False) -> str:
        return NOTHING if value is None else language.number(value, decimals, signed=signed)

    if row.indicator:
        name = language.wording(indicators[row.indicator].name)
    else:
        name = look.text("trust.pooled")
    return (
        name,
        look.text("trust.all_origins") if row.origin is None else str(row.origin),
        language.number(row.n),
        number(row.relative_error, 2),
        percent(row.coverage_50, language),
        percent(row.coverage_90, language),
        number(row.interval_score, 2),
        number(row.walk_score, 2),
        number(row.bias, 2, signed=True),
    )


@dataclass(frozen=True, slots=True)
class TableWords:
    """Hold a table in one language; its last row is of all series together."""

    name: str
    description: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    hints: tuple[str, ...] = ()
    """What is said of each head; none where the description does."""


Wording = Callable[[UiContext], TableWords]


def skill_words(rows: Sequence[Skill], indicators: Mapping[str, Indicator]) -> Wording:
    """Return what words the skill of every series from every origin."""

    def worded(look: UiContext) -> TableWords:
        return TableWords(
            look.text("trust.table"),
            look.text("trust.table_note"),
            tuple(look.text(f"trust.column.{name}") for name in COLUMNS),
            tuple(cells(row, indicators, look) for row in rows),
            tuple(look.text(f"trust.hint.{name}") for name in COLUMNS),
        )

    return worded


class SkillModel(QAbstractTableModel):
    """Give the rows in the order they came in; nothing is sorted by how well it went."""

    def __init__(self, worded: Wording, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._worded = worded
        self.set_look(look)

    def set_look(self, look: UiContext) -> None:
        """Speak another language."""
        self.beginResetModel()
        words = self._worded(look)
        self.name, self.description = words.name, words.description
        self.heads, self.hints, self.table = words.heads, words.hints, words.rows
        self.endResetModel()

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.table)

    def columnCount(self, parent: Place = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, and what a screen reader says of it."""
        row, column = index.row(), index.column()
        words = self.table[row][column]
        if role == Qt.ItemDataRole.DisplayRole:
            first = column == 0 and row > 0 and self.table[row - 1][0] == words
            return "" if first else words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words if column == 0 else f"{self.heads[column]}: {words}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _HERE if column == 0 else _THERE
        if role == Qt.ItemDataRole.FontRole:
            return font(SIZE_HEADLINE, strong=column == 0 or row == len(self.table) - 1)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's words."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.hints[section] if self.hints else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _HERE if section == 0 else _THERE
        return None

    @property
    def text(self) -> str:
        """Return the whole table with tabs between the cells, heads first."""
        return "\n".join("\t".join(line) for line in (self.heads, *self.table)) + "\n"


class _Rows(QStyledItemDelegate):
    """Draw a hairline above each series."""

    def __init__(self, table: "SkillTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        """Draw the cell, and the line where a series begins."""
        super().paint(painter, option, index)
        words = self._table.words.table
        row = index.row()
        if row > 0 and words[row][0] != words[row - 1][0]:
            box = QRectF(option.rect)
            across(painter, box.left(), box.right() + 1, box.top() + 0.5, self._table.line)


class SkillTable(QTableView):
    """Show the whole table at once; the page round it scrolls, and follows the row in focus."""

    row_reached = Signal(int, int)
    """Upper and lower edge, in the table's pixels, of the row that the keys came to."""

    def __init__(
        self,
        worded: Wording,
        look: UiContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.words = SkillModel(worded, look, self)
        self.line = look.tokens.line
        self.setModel(self.words)
        self.setItemDelegate(_Rows(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setAlternatingRowColors(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setFixedHeight(HEAD)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(HEAD + ROW * len(self.words.table) + 2 * _FRAME)
        self.selectionModel().currentRowChanged.connect(self._notify)
        self.set_look(look)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self.words.set_look(look)
        self.line = look.tokens.line
        self.setAccessibleName(self.words.name)
        self.setAccessibleDescription(self.words.description)
        measure = metrics(SIZE_HEADLINE, strong=True)
        columns = zip(self.words.heads, *self.words.table, strict=True)
        self._least = [
            round(max(map(measure.horizontalAdvance, shown))) + _PADDING for shown in columns
        ]
        self._spread()

    def copy(self) -> None:
        """Put the whole table on the clipboard."""
        QGuiApplication.clipboard().setText(self.words.text)

    def minimumSizeHint(self) -> QSize:
        """Return a width in which every column has room."""
        return QSize(sum(self._least) + 2 * _FRAME, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share what room there is among the columns."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        spare = max(0, self.viewport().width() - sum(self._least))
        each = spare // len(self._least)
        for column, least in enumerate(self._least):
            extra = spare - each * (len(self._least) - 1) if column == 0 else each
            self.setColumnWidth(column, least + extra)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy on the system's key for it; the rest is Qt's walk through the rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def _notify(self, current: QModelIndex) -> None:
        top = HEAD + self.rowViewportPosition(current.row())
        self.row_reached.emit(top, top + ROW)
