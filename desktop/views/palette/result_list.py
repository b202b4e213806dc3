"""The list below the field of the palette: groups under their heads, a line an entry."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_BODY, SIZE_HEADLINE
from desktop.ui.typography import Line, colour
from desktop.ui.ui_context import UiContext
from desktop.views.palette.entries import Group, PaletteEntry

LINE, HEAD = 32, 26
_LEFT, _NAME_LEFT, _RIGHT, _GAP = 12, 38, 12, 12
_ICON = 16
_MOST_ABOUT = 0.45
"""Share of a line that what stands at its right may take."""


class ResultList(QListWidget):
    """Show groups of entries; a line has the choice as long as there is one that can be chosen."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._held: list[PaletteEntry | None] = []
        """The entry of each row, None of a head."""
        self.setProperty("role", "rows")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Lines(look, self))

    def show_groups(self, groups: Sequence[Group]) -> None:
        """List these; what was chosen stays so if the hand had moved to it, else the first is."""
        chosen, moved = self.entry, self.currentRow() != self._first()
        self.clear()
        self._held = []
        for group in groups:
            self._add_head(group)
            for entry in group.entries:
                self._add(entry)
        again = self._row_of(chosen) if moved else -1
        if again < 0:
            self.scrollToTop()
        self.setCurrentRow(again if again >= 0 else self._first())

    def _add_head(self, group: Group) -> None:
        words = self._look.text(f"palette.group.{group.kind}")
        if group.total > len(group.entries):
            number = self._look.language.number
            shown, total = number(len(group.entries)), number(group.total)
            words = self._look.text("palette.some", group=words, shown=shown, total=total)
        head = QListWidgetItem(words, self)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setSizeHint(QSize(0, HEAD))
        self._held.append(None)

    def _add(self, entry: PaletteEntry) -> None:
        item = QListWidgetItem(" · ".join(filter(None, (entry.name, entry.about))), self)
        item.setToolTip(tip(item.text()))
        item.setSizeHint(QSize(0, LINE))
        if not entry.enabled:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._held.append(entry)

    @property
    def _lines(self) -> list[int]:
        """Return the rows that can be chosen."""
        return [row for row, entry in enumerate(self._held) if entry is not None and entry.enabled]

    def _first(self) -> int:
        return next(iter(self._lines), -1)

    def _row_of(self, entry: PaletteEntry | None) -> int:
        ids = [held.id if held is not None else "" for held in self._held]
        return ids.index(entry.id) if entry is not None and entry.id in ids and entry.id else -1

    def entry_of(self, row: int) -> PaletteEntry | None:
        """Return the entry of a row; None of a head, and where there is no such row."""
        return self._held[row] if 0 <= row < len(self._held) else None

    @property
    def entry(self) -> PaletteEntry | None:
        """Return the entry that has the choice."""
        return self.entry_of(self.currentRow())

    @property
    def entries(self) -> tuple[PaletteEntry, ...]:
        """Return what is listed, in order."""
        return tuple(held for held in self._held if held is not None)

    def step(self, steps: int) -> None:
        """Give the choice to an entry further down, or up; the ends lead to each other."""
        lines = self._lines
        if not lines:
            return
        row = self.currentRow()
        goal = (lines.index(row) if row in lines else -1) + steps
        if abs(steps) == 1:
            goal %= len(lines)
        self.setCurrentRow(lines[min(len(lines) - 1, max(0, goal))])
        if self.currentRow() == lines[0]:
            # With its head.
            self.scrollToTop()

    @property
    def needed(self) -> int:
        """Return the height that shows every line."""
        heights = (HEAD if held is None else LINE for held in self._held)
        return sum(heights) + 2 * self.frameWidth()

    @property
    def page(self) -> int:
        """Return how many lines a page has."""
        return max(1, self.viewport().height() // LINE - 1)


class _Lines(QStyledItemDelegate):
    def __init__(self, look: UiContext, results: ResultList) -> None:
        super().__init__(results)
        self._look, self._results = look, results
        self._name, self._other, self._about = Line(), Line(), Line()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        entry = self._results.entry_of(index.row())
        if entry is not None:
            self._paint_entry(painter, option, entry)
        else:
            self._paint_head(painter, QRectF(option.rect), str(index.data() or ""))
        painter.restore()

    def _paint_head(self, painter: QPainter, box: QRectF, words: str) -> None:
        painter.setPen(colour(self._look.tokens.ink3))
        self._name.set(words, SIZE_AXIS, box.width() - _LEFT - _RIGHT, strong=True)
        self._name.draw(painter, box.left() + _LEFT, box.bottom() - 10)

    def _paint_entry(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: PaletteEntry
    ) -> None:
        look, tokens, box = self._look, self._look.tokens, QRectF(option.rect)
        middle = box.center().y()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver) and entry.enabled
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.select if chosen else tokens.hover))
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 6, 6)
        if entry.family is not None:
            bar = QRectF(box.left() + _LEFT + 6, middle - 7, 4, 14)
            painter.fillRect(bar, colour(tokens.family(entry.family)))
        elif entry.icon:
            icon = look.icon(entry.icon, tokens.ink2 if entry.enabled else tokens.ink3)
            top = round(middle - _ICON / 2)
            icon.paint(painter, round(box.left()) + _LEFT, top, _ICON, _ICON)
        right = box.right() - _RIGHT
        room = right - box.left() - _NAME_LEFT
        self._about.set(entry.about, SIZE_HEADLINE, room * _MOST_ABOUT)
        room -= self._about.width + (_GAP if entry.about else 0)
        self._name.set(entry.name, SIZE_BODY, room)
        left = box.left() + _NAME_LEFT
        painter.setPen(colour(tokens.ink if entry.enabled else tokens.ink3))
        self._name.draw(painter, left, middle)
        painter.setPen(colour(tokens.ink2 if entry.enabled else tokens.ink3))
        self._about.draw(painter, right - self._about.width, middle)
        left_over = room - self._name.width - _GAP
        if entry.other and left_over > 60:
            self._other.set(entry.other, SIZE_HEADLINE, left_over)
            painter.setPen(colour(tokens.ink2 if chosen else tokens.ink3))
            self._other.draw(painter, left + self._name.width + _GAP, middle)
