"""The table of outcomes: names of curves stand upright, and both edges stay in sight."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_AXIS
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext
from desktop.views.cards.outcome_model import OutcomeModel
from desktop.views.cards.outcome_words import change_unit

COLUMN, WIDEST, ROW = 40, 60, 24
HEAD, SIDE = 168, 268
"""Pixels that the names of curves are high, and those of levers wide."""
_BAR, _GAP = 4, 6
_UNIT = 18

_Index = QModelIndex | QPersistentModelIndex


class _Upright(QHeaderView):
    """Paint the names of curves from below to above, each over its unit."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.setSectionsClickable(False)
        self.setHighlightSections(True)

    def sizeHint(self) -> QSize:
        return QSize(COLUMN, HEAD)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's signature
        model, tokens = self.model(), self._look.tokens
        if not isinstance(model, OutcomeModel):
            return
        indicator = model.indicators[logicalIndex]
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, colour(tokens.panel))
        bar = QRect(rect.left() + 2, rect.bottom() - _BAR, rect.width() - 4, _BAR)
        painter.fillRect(bar, colour(tokens.family(indicator.family)))
        chosen = self._is_current(logicalIndex)
        painter.setPen(colour(tokens.ink if chosen else tokens.ink2))
        painter.setFont(font(SIZE_AXIS))
        unit = QRect(rect.left(), bar.top() - _UNIT, rect.width(), _UNIT)
        painter.drawText(unit, Qt.AlignmentFlag.AlignCenter, self._unit(model, logicalIndex))
        painter.translate(rect.left(), unit.top())
        painter.rotate(-90)
        room = rect.height() - _BAR - _UNIT - _GAP
        name = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        measure = metrics(SIZE_AXIS, strong=chosen)
        shown = measure.elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font(SIZE_AXIS, strong=chosen))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(2, 0, room, rect.width()), middle, shown)
        painter.restore()

    def _unit(self, model: OutcomeModel, place: int) -> str:
        return change_unit(model.indicators[place], self._look.language)

    def _is_current(self, place: int) -> bool:
        table = self.parentWidget()
        return isinstance(table, OutcomeTable) and table.currentIndex().column() == place


class _Side(QHeaderView):
    """Paint the names of levers, and what they are set to."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._look = look
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        return QSize(SIDE, ROW)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's signature
        model, tokens = self.model(), self._look.tokens
        if not isinstance(model, OutcomeModel):
            return
        table = self.parentWidget()
        chosen = isinstance(table, OutcomeTable) and table.currentIndex().row() == logicalIndex
        painter.save()
        painter.fillRect(rect, colour(tokens.select if chosen else tokens.panel))
        family = model.levers[logicalIndex].family
        painter.fillRect(
            rect.left(), rect.top() + 2, _BAR, rect.height() - 4, tokens.family(family)
        )
        value, measure = model.value(logicalIndex), metrics(SIZE_AXIS)
        taken = min(measure.horizontalAdvance(value), SIDE / 2)
        name = str(model.headerData(logicalIndex, Qt.Orientation.Vertical))
        room = rect.width() - _BAR - 4 * _GAP - taken
        across = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(SIZE_AXIS, strong=chosen))
        painter.setPen(colour(tokens.ink))
        left = QRectF(rect.left() + _BAR + _GAP, rect.top(), room, rect.height())
        cut = metrics(SIZE_AXIS, strong=chosen)
        elided = Qt.TextElideMode.ElideRight
        painter.drawText(
            left, Qt.AlignmentFlag.AlignLeft | across, cut.elidedText(name, elided, room)
        )
        painter.setFont(font(SIZE_AXIS))
        painter.setPen(colour(tokens.ink3))
        right = QRectF(rect.right() - _GAP - taken, rect.top(), taken + 1, rect.height())
        painter.drawText(
            right, Qt.AlignmentFlag.AlignRight | across, measure.elidedText(value, elided, taken)
        )
        painter.restore()


class _Cell(QStyledItemDelegate):
    """Paint one figure over its tint, and a ring where the keys stand."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, role = self._look.tokens, Qt.ItemDataRole
        area = QRectF(option.rect)
        painter.save()
        painter.fillRect(area, index.data(role.BackgroundRole))
        painter.setFont(index.data(role.FontRole))
        painter.setPen(index.data(role.ForegroundRole))
        painter.drawText(
            area.adjusted(0, 0, -_GAP, 0), index.data(role.TextAlignmentRole), index.data()
        )
        table = self.parent()
        if isinstance(table, OutcomeTable) and table.currentIndex() == index:
            painter.setPen(QPen(colour(tokens.focus if table.hasFocus() else tokens.line2), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.restore()


class OutcomeTable(QTableView):
    """Show the changes; a press, or Enter, chooses a cell."""

    chosen = Signal(str, str)
    """A lever and an indicator."""
    copy_wanted = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "table")
        self.setAccessibleName(look.text("outcomes.title"))
        self.setHorizontalHeader(_Upright(look, self))
        self.setVerticalHeader(_Side(look, self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(_Cell(look, self))
        self._key = PlainLabel(look.text("outcomes.key"), self, wraps=True)
        self._key.setProperty("role", "quiet")
        self._key.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._key.setContentsMargins(10, 8, 12, 8)
        self.setShowGrid(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._choose)

    def show_model(self, model: OutcomeModel) -> None:
        """Show another table, at the same place where it has one."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        old = self.model()
        self.setModel(model)
        if isinstance(old, OutcomeModel):
            old.deleteLater()
        self._widen()
        self.verticalHeader().setDefaultSectionSize(ROW)
        if model.rowCount():
            self.setCurrentIndex(
                model.index(max(0, min(row, model.rowCount() - 1)), max(0, column))
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key in the corner between the names."""
        super().resizeEvent(event)
        self._key.setGeometry(self.frameWidth(), self.frameWidth(), SIDE, HEAD)
        self._widen()

    def _widen(self) -> None:
        """Share the width among the curves; where there is too little of it, they scroll."""
        count = self.horizontalHeader().count()
        share = self.viewport().width() // count if count else COLUMN
        self.horizontalHeader().setDefaultSectionSize(max(COLUMN, min(WIDEST, share)))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Mark the names of the row and the column that the keys stand at."""
        super().currentChanged(current, previous)
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model() is not None:
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter or the space bar, copy the whole table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        model = self.model()
        if index.isValid() and isinstance(model, OutcomeModel):
            lever, indicator = model.levers[index.row()], model.indicators[index.column()]
            self.chosen.emit(lever.id, indicator.id)
