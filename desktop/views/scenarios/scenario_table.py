"""The list of scenarios: page after page as it is scrolled, painted and never recomputed."""

from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from desktop.charts.headline import range_words, value_words
from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_BODY, SIZE_HEADLINE
from desktop.domain.model.model import Model
from desktop.domain.outcome import Outcome
from desktop.ui.timestamps import instant_words, short_instant
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext
from desktop.views.scenarios.listing import BrowserQuery, LibrarySection, Listing
from desktop.views.scenarios.preview import KeptFan, PreviewGround, draw_preview

if TYPE_CHECKING:
    from db import ScenarioSummary

ROW = 44
HEAD = 30
_SIDE = 12
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """Name a column; its words are the message `browser.column.<name>`."""

    NAME = 0
    CURVE = 1
    OUTCOME = 2
    CHANGED = 3


WIDTHS = {Column.CURVE: 132, Column.OUTCOME: 132, Column.CHANGED: 108}
NAME_AT_LEAST = 180
"""Where a name would have less, its small fan gives way; the preview beside the list has one."""


class ScenarioRows(QAbstractTableModel):
    """Hold the pages that have come; `more_wanted` asks for the next one, from that row on."""

    more_wanted = Signal(int)

    def __init__(self, model: Model, look: UiContext, start: float | None, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        self.start = start
        """Value at the vantage, where all curves begin; taken with the next first page."""
        self._rows: list[ScenarioSummary] = []
        self._outcomes: dict[int, tuple[Outcome, ...]] = {}
        self._fans: dict[int, KeptFan] = {}
        self._total = 0
        self._waiting = False
        self.query: BrowserQuery | None = None
        self.ground: PreviewGround | None = None
        self.on_desk: int | None = None
        """The scenario that is open."""

    @property
    def rows(self) -> "list[ScenarioSummary]":
        """Return the scenarios that have come, in their order."""
        return self._rows

    @property
    def total(self) -> int:
        """Return how many there are on all pages."""
        return self._total

    def take(self, listing: Listing) -> None:
        """Show a first page in place of everything, or a later one below what there is."""
        self._waiting = False
        if listing.first == 0:
            self.beginResetModel()
            self._rows, self._outcomes = list(listing.rows), dict(listing.outcomes)
            self._fans = dict(listing.fans)
            self._total, self.query = listing.total, listing.query
            self._lay_ground()
            self.endResetModel()
        elif listing.query == self.query and listing.first == len(self._rows) and listing.rows:
            last = listing.first + len(listing.rows) - 1
            self.beginInsertRows(QModelIndex(), listing.first, last)
            self._rows += listing.rows
            self._outcomes.update(listing.outcomes)
            self._fans.update(listing.fans)
            self.endInsertRows()

    def _lay_ground(self) -> None:
        assert self.query is not None
        indicator = self._model.indicators[self.query.indicator]
        self.ground = PreviewGround.of(indicator, self._model, self.start, self._fans.values())

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows have come."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: Index) -> bool:
        """Say whether rows are still to come; while some are asked for, none more are."""
        return not (parent.isValid() or self._waiting) and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page; it comes through `take`."""
        if self.canFetchMore(parent):
            self._waiting = True
            self.more_wanted.emit(len(self._rows))

    def summary(self, row: int) -> "ScenarioSummary":
        """Return one scenario."""
        return self._rows[row]

    def outcomes(self, row: int) -> tuple[Outcome, ...]:
        """Return what is kept of the shown indicator's outcome, earliest year first."""
        return self._outcomes.get(self._rows[row].id, ())

    def outcomes_of(self, scenario_id: int) -> tuple[Outcome, ...]:
        """Return what is kept of one scenario, by its id."""
        return self._outcomes.get(scenario_id, ())

    def fan_of(self, scenario_id: int) -> KeptFan:
        """Return the fan of one scenario, by its id; without years where none is kept."""
        return self._fans.get(scenario_id, KeptFan())

    def place_of(self, scenario_id: int) -> int | None:
        """Return the row of a scenario, None while it has not come."""
        return next((at for at, one in enumerate(self._rows) if one.id == scenario_id), None)

    def outcome_words(self, row: int) -> str:
        """Return the outcome with its unit, empty where no run was kept."""
        value = self._rows[row].outcome
        if value is None or self.ground is None:
            return ""
        return value_words(value, self.ground.indicator, self._look.language)

    def range_words(self, row: int) -> str:
        """Return the 90 % band of the outcome, empty where no run was kept."""
        query = self.query
        kept = [one for one in self.outcomes(row) if query is not None and one.year == query.year]
        if not kept or self.ground is None:
            return ""
        indicator, language = self.ground.indicator, self._look.language
        low, high = range_words(kept[0].p05, kept[0].p95, indicator, language, kept[0].p50)
        return self._look.text("browser.range", low=low, high=high)

    def second_line(self, row: int) -> str:
        """Return folder, tags and how much departs from the status quo."""
        summary, look = self._rows[row], self._look
        parts = [look.language.plural("scenarios.levers", summary.levers)]
        if summary.folder:
            parts.insert(0, " › ".join(summary.folder.split("/")))
        if summary.tags:
            parts.append(" ".join(f"#{tag}" for tag in summary.tags))
        return " · ".join(parts)

    def when(self, row: int) -> datetime:
        """Return when it was changed, or deleted."""
        summary = self._rows[row]
        return summary.deleted_at or summary.changed_at

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what is said of a cell; painting reads more than that."""
        if not index.isValid():
            return None
        row, column = index.row(), Column(index.column())
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role not in spoken:
            return None
        match column:
            case Column.NAME:
                return "\n".join((self._rows[row].name, self.second_line(row)))
            case Column.OUTCOME | Column.CURVE:
                words = self.outcome_words(row)
                if not words:
                    return self._look.text("browser.no_outcome")
                return f"{words}\n{self.range_words(row)}"
            case Column.CHANGED:
                return instant_words(self.when(row), self._look)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section in (Column.OUTCOME, Column.CHANGED)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if self.query is None or self.ground is None:
            return ""
        look = self._look
        match Column(section):
            case Column.CURVE:
                return look.language.wording(self.ground.indicator.short)
            case Column.OUTCOME:
                return look.text("browser.column.outcome", year=self.query.year)
            case Column.CHANGED if self.query.section is LibrarySection.TRASH:
                return look.text("browser.column.deleted")
            case Column.CHANGED:
                return look.text("browser.column.changed")
            case _:
                return look.text("browser.column.name")


class _Cells(QStyledItemDelegate):
    """Paint the cells; what does not fit is told by pointing at it."""

    def __init__(self, rows: ScenarioRows, look: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._rows, self._look = rows, look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of every row."""
        return QSize(60, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        tokens = self._look.tokens
        rect = QRect(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.surface
        if state & QStyle.StateFlag.State_Selected:
            ground = tokens.select
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = tokens.hover
        painter.fillRect(rect, colour(ground))
        painter.setPen(QPen(colour(tokens.grid), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column, row = Column(index.column()), index.row()
        if column is Column.CURVE:
            self._paint_curve(painter, rect, row)
        else:
            self._paint_words(painter, rect, row, column)
        if column is Column.NAME and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), 6, 6)
        painter.restore()

    def _lines(self, row: int, column: Column) -> tuple[str, str]:
        rows, look = self._rows, self._look
        match column:
            case Column.NAME:
                return rows.summary(row).name, rows.second_line(row)
            case Column.OUTCOME:
                return rows.outcome_words(row) or look.text("browser.dash"), rows.range_words(row)
            case _:
                return short_instant(rows.when(row), datetime.now(UTC), look), ""

    def _paint_words(self, painter: QPainter, rect: QRect, row: int, column: Column) -> None:
        tokens = self._look.tokens
        right = column is not Column.NAME
        strong = column is Column.NAME and self._rows.summary(row).id == self._rows.on_desk
        upper, lower = self._lines(row, column)
        left, room = float(rect.left() + _SIDE), float(rect.width() - 2 * _SIDE)
        if strong:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.primary))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top() + 8, 3, ROW - 17), 1.5, 1.5)
        size = SIZE_BODY if column is Column.NAME else SIZE_HEADLINE
        baselines = (19.0, 35.0) if lower else (27.0, 0.0)
        self._line(
            painter,
            (left, rect.top() + baselines[0], room),
            upper,
            size,
            tokens.ink if column is not Column.CHANGED else tokens.ink2,
            strong=strong,
            right=right,
        )
        if lower:
            place = (left, rect.top() + baselines[1], room)
            self._line(painter, place, lower, SIZE_AXIS, tokens.ink3, strong=False, right=right)

    @staticmethod
    def _line(
        painter: QPainter,
        place: tuple[float, float, float],
        text: str,
        size: int,
        tint: str,
        *,
        strong: bool,
        right: bool,
    ) -> None:
        left, base, room = place
        measure = metrics(size, strong=strong)
        shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room)
        x = left + room - measure.horizontalAdvance(shown) if right else left
        painter.setFont(font(size, strong=strong))
        painter.setPen(colour(tint))
        painter.drawText(QPointF(round(x), base), shown)

    def _paint_curve(self, painter: QPainter, rect: QRect, row: int) -> None:
        rows = self._rows
        fan = rows.fan_of(rows.summary(row).id)
        if rows.ground is None or not fan.years:
            return
        place = QRectF(rect).adjusted(_SIDE, 8, -_SIDE, -9)
        draw_preview(painter, place, rows.ground, fan, self._look.tokens)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tell the whole of a cell."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        words = self._rows.data(index)
        QToolTip.showText(event.globalPos(), tip(str(words or "")), view)
        return True


class ScenarioTable(QTableView):
    """Choose scenarios; Enter opens, other keys are the browser's."""

    activated_ = Signal()
    chosen = Signal()
    sort_wanted = Signal(int)
    """A head was pressed: its column."""
    deleted_ = Signal()
    let_go = Signal()
    """The pointer has left the rows."""

    def __init__(self, rows: ScenarioRows, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = rows
        self._look = look
        self.setModel(rows)
        self._cells = _Cells(rows, look, self)
        self.setItemDelegate(self._cells)
        self.setProperty("role", "rows")
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        down = self.verticalHeader()
        down.setVisible(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(ROW)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        across.setSectionsClickable(True)
        across.setFixedHeight(HEAD)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            across.resizeSection(column, width)
        across.sectionClicked.connect(self.sort_wanted)
        self.doubleClicked.connect(lambda _: self.activated_.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        rows.modelReset.connect(self.chosen)
        rows.modelReset.connect(self._tell_heads)

    def _tell_heads(self) -> None:
        ground = self.rows.ground
        if ground is not None:
            names = (ground.indicator.name, ground.indicator.short)
            told = dict.fromkeys(self._look.language.wording(name) for name in names)
            self.horizontalHeader().setToolTip(tip(" · ".join(told)))

    def chosen_rows(self) -> "list[ScenarioSummary]":
        """Return the chosen scenarios, in the order of the list."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.summary(place) for place in places]

    def choose(self, scenario_ids: "tuple[int, ...]") -> None:
        """Choose scenarios by their ids; those that are not in the list are left out."""
        places = [self.rows.place_of(one) for one in scenario_ids]
        found = sorted(place for place in places if place is not None)
        selection = QItemSelection()
        for place in found:
            left = self.rows.index(place, 0)
            selection.select(left, self.rows.index(place, len(Column) - 1))
        model: QItemSelectionModel = self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        if found:
            model.setCurrentIndex(self.rows.index(found[0], 0), flags.NoUpdate)
        model.select(selection, flags.ClearAndSelect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is chosen in sight when something else takes some of the room."""
        super().resizeEvent(event)
        short = self.viewport().width() < NAME_AT_LEAST + sum(WIDTHS.values())
        self.setColumnHidden(Column.CURVE, short)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell when nobody points at a row any more."""
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.Leave:
            self.let_go.emit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, delete with Delete, hand Escape on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.activated_.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted_.emit()
        elif event.key() == Qt.Key.Key_Escape or _searches(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _searches(event: QKeyEvent) -> bool:
    """Say whether a key is the beginning of a search; Space chooses."""
    usual = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return bool(event.text().strip()) and event.modifiers() in usual
