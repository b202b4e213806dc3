"""The table of levers and curves, as Qt reads it."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.analysis.outcomes import SMALL, Outcomes
from desktop.charts.plain_text import tip
from desktop.domain.clock import Month
from desktop.domain.indicator import Indicator
from desktop.domain.lever import Family, Lever
from desktop.domain.model.model import Model
from desktop.reports.cells import Cell
from desktop.ui.lever_words import LeverWords
from desktop.ui.typography import blend, colour, font
from desktop.ui.ui_context import UiContext
from desktop.views.cards.outcome_words import cell_sentence, change_figure, change_unit

FIGURE = 12
"""Pixels of the figures."""
_STRONGEST = 0.5
"""Share of the status quo from which a cell is tinted as much as any."""
_TINT = 0.26
"""Of the family's colour over the ground: words keep their contrast."""

T = TypeVar("T", Lever, Indicator)

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


def by_family(things: Iterable[T]) -> list[T]:
    """Return levers or indicators family by family, as the desk lists them."""
    families = list(Family)
    return sorted(things, key=lambda one: families.index(one.family))


class OutcomeModel(QAbstractTableModel):
    """Give a lever a row and a curve a column."""

    def __init__(
        self, model: Model, found: Outcomes, month: Month, look: UiContext, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.found, self.month, self.look = found, month, look
        self._step = found.clock.step(month)
        self.levers = by_family(model.levers[lever] for lever in found.settings)
        self.indicators = by_family(model.indicators.values())

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Count the levers."""
        return 0 if parent.isValid() else len(self.levers)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Count the curves."""
        return 0 if parent.isValid() else len(self.indicators)

    def change(self, row: int, column: int) -> float:
        """Return the change that a cell holds."""
        return self.found.change(self.levers[row].id, self.indicators[column].id, self._step)

    def share(self, row: int, column: int) -> float:
        """Return the change of a cell as a share of the status quo."""
        return self.found.share(self.levers[row].id, self.indicators[column].id, self._step)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """Return what a cell says, and how it looks."""
        row, column = index.row(), index.column()
        if not index.isValid():
            return None
        if role == _Role.DisplayRole:
            return change_figure(self.change(row, column), self.look.language)
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            said = self.sentence(row, column)
            return tip(said) if role == _Role.ToolTipRole else said
        return self._appearance(row, column, role)

    def _appearance(self, row: int, column: int, role: int) -> object:
        tokens = self.look.tokens
        share = abs(self.share(row, column)) if self.change(row, column) else 0.0
        if role == _Role.FontRole:
            return font(FIGURE, strong=share >= SMALL)
        if role == _Role.ForegroundRole:
            return colour(tokens.ink if share >= SMALL else tokens.ink2 if share else tokens.ink3)
        if role == _Role.BackgroundRole:
            over = colour(tokens.family(self.indicators[column].family))
            strength = _TINT * min(1.0, share / _STRONGEST)
            return blend(colour(tokens.surface), over, strength if share >= SMALL else 0.0)
        return None

    def sentence(self, row: int, column: int) -> str:
        """Return a cell as a sentence."""
        lever = self.levers[row]
        named = self.look.text("outcomes.lever_at", lever=self.name(row), value=self.value(row))
        return cell_sentence(
            self.found, lever.id, named, self.indicators[column], self.month, self.look.language
        )

    def name(self, row: int) -> str:
        """Return the name of a row's lever."""
        return self.look.language.wording(self.levers[row].name)

    def value(self, row: int) -> str:
        """Return what a row's lever is set to, in words."""
        lever = self.levers[row]
        return LeverWords(self.look.language, lever).value(self.found.settings[lever.id].value)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """Return the names of rows and columns; the headers paint them."""
        language = self.look.language
        across = orientation == Qt.Orientation.Horizontal
        if role == _Role.DisplayRole:
            if across:
                return language.wording(self.indicators[section].short)
            return language.wording(self.levers[section].short)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            if across:
                one = self.indicators[section]
                unit = change_unit(one, language)
                name = language.wording(one.name)
                said = self.look.text("outcomes.column", curve=name, unit=unit)
            else:
                fields = {"lever": self.name(section), "value": self.value(section)}
                said = self.look.text("outcomes.lever_at", **fields)
            return tip(said) if role == _Role.ToolTipRole else said
        return None

    def cells(self) -> tuple[list[str], list[list[Cell]]]:
        """Return the whole table for the clipboard: headings with units, and plain figures."""
        language = self.look.language
        headings = [self.look.text("outcomes.lever"), self.look.text("outcomes.set_to")]
        headings += [
            self.look.text(
                "outcomes.column", curve=language.wording(one.name), unit=change_unit(one, language)
            )
            for one in self.indicators
        ]
        rows: list[list[Cell]] = [
            [
                self.name(row),
                self.value(row),
                *(round(self.change(row, column), 2) for column in range(len(self.indicators))),
            ]
            for row in range(len(self.levers))
        ]
        return headings, rows
