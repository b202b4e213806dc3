"""The injects of a play as rows of a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont, QIcon

from desktop.charts.tokens import SIZE_BODY
from desktop.document.play.state import InjectStatus, PlayState, Setup
from desktop.domain.exercise.injects import Inject
from desktop.ui.exercise_words import choice_words, either
from desktop.ui.typography import colour, font
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.inject_words import (
    ICONS,
    audience,
    round_short,
    status_icon,
    status_words,
)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
NEVER = "—"
"""Stands for the time of what has none."""
COLUMNS = ("number", "round", "clock", "date", "type", "title", "to", "status")


@dataclass(frozen=True, slots=True)
class Hours:
    """Hold what the clock on the wall says when injects are due, and when they were released."""

    due: Mapping[str, datetime] = field(default_factory=dict)
    released: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Say which injects are asked for."""

    round: str = ""
    """Empty for all."""
    words: str = ""

    def asks_for(self, one: Inject) -> bool:
        """Say whether an inject is asked for; words are looked for in both languages."""
        texts = (one.title.en, one.title.es, one.text.en, one.text.es)
        words = self.words.casefold().strip()
        return self.round in ("", one.round) and (
            not words or any(words in text.casefold() for text in texts)
        )


class InjectModel(QAbstractTableModel):
    """Show each inject that is asked for as a row, round by round, by its planned minute."""

    def __init__(self, setup: Setup, state: PlayState, look: UiContext) -> None:
        super().__init__()
        self._setup, self._state, self._look = setup, state, look
        self._hours, self._wanted = Hours(), Wanted()
        self._by_id = {one.id: one for one in setup.exercise.injects}
        self._place = {one: place for place, one in enumerate(setup.rounds)}
        self.rows: tuple[Inject, ...] = self._asked()

    def _asked(self) -> tuple[Inject, ...]:
        asked = [one for one in self._setup.exercise.injects if self._wanted.asks_for(one)]
        return tuple(sorted(asked, key=self._order))

    def _order(self, one: Inject) -> tuple[int, bool, int]:
        at = self._state.injects[one.id].at
        return self._place[one.round], at is None, at or 0

    def ask(self, wanted: Wanted) -> None:
        """Show what is asked for and nothing else."""
        self._wanted = wanted
        self._put(self._asked())

    def show_state(self, state: PlayState, hours: Hours) -> None:
        """Show where play stands."""
        self._state, self._hours = state, hours
        self._put(self._asked())

    def _put(self, rows: tuple[Inject, ...]) -> None:
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows:
            last = self.index(len(rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, name: str | None) -> int:
        """Return the row of an inject, -1 where it has none."""
        return next((row for row, one in enumerate(self.rows) if one.id == name), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many injects are asked for."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings of the columns; rows have none."""
        if way is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._look.text(f"conduct.column.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, and how."""
        one, column = self.rows[index.row()], COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(one, column)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(one, column)
        return self._dress(one, column, role)

    def _words(self, one: Inject, column: str) -> str:
        look, played = self._look, self._state.injects[one.id]
        match column:
            case "number":
                return look.language.number(self._setup.exercise.number(one.id))
            case "round":
                return round_short(self._setup, one.round, look)
            case "clock":
                due = self._hours.due.get(one.id)
                return NEVER if due is None else f"{due:%H:%M}"
            case "date":
                return look.language.date(one.date)
            case "type":
                return choice_words(one.type, look)
            case "title":
                return either(one.title, look)
            case "to":
                return audience(self._setup, self._state, one, look)
        return status_words(one, played, self._hours.released.get(one.id), look)

    def _icon(self, one: Inject, column: str) -> QIcon | None:
        if column == "type":
            return self._look.icon(ICONS[one.type], self._look.tokens.ink2)
        if column == "status":
            icon = status_icon(self._state.injects[one.id])
            return self._look.icon(icon, self._look.tokens.ink2)
        if column == "title" and one.shock is not None:
            return self._look.icon("activity", self._look.tokens.ink2)
        return None

    def _dress(self, one: Inject, column: str, role: int) -> QBrush | QFont | None:
        tokens, status = self._look.tokens, self._state.injects[one.id].status
        over = status in (InjectStatus.RELEASED, InjectStatus.SKIPPED)
        shown = status is InjectStatus.SHOWN
        if role == Qt.ItemDataRole.BackgroundRole:
            if over:
                return QBrush(colour(tokens.sunken))
            return QBrush(colour(tokens.select)) if shown else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(colour(tokens.ink2 if over else tokens.ink))
        if role == Qt.ItemDataRole.FontRole and (shown or column == "number"):
            return font(SIZE_BODY, strong=True)
        return None
