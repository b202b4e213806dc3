"""Parts of the track record that are words and figures alone: verdicts with tiles, and tables."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.calibration.report import SkillReport
from desktop.calibration.track_record import TrackRecord
from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_HEADLINE
from desktop.domain.indicator import Indicator
from desktop.reports.track_words import sections, verdict_lines
from desktop.ui.card_rows import paragraph
from desktop.ui.ui_context import UiContext
from desktop.views.evaluation.skill_table import SkillTable, TableWords
from desktop.views.evaluation.tab import GAP
from desktop.views.evaluation.target_tile import TargetTile

ACROSS = 5
"""Tiles side by side."""


class Verdict(QWidget):
    """Show how many targets are met, and every one of them as a tile."""

    def __init__(
        self,
        report: SkillReport,
        indicators: Mapping[str, Indicator],
        look: UiContext,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._report, self._indicators = report, indicators
        self.head = PlainLabel(self)
        self.head.setProperty("role", "title")
        self.tiles = [TargetTile(target, indicators, look, self) for target in report.targets]
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for place, tile in enumerate(self.tiles):
            grid.addWidget(tile, place // ACROSS, place % ACROSS)
        for column in range(ACROSS):
            grid.setColumnStretch(column, 1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, GAP, 0, 0)
        column_.addWidget(self.head)
        column_.addLayout(grid)
        self.set_look(look)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self.head.setText(verdict_lines(self._report, self._indicators, look.language)[0])
        for tile in self.tiles:
            tile.set_look(look)


class RivalSection(QWidget):
    """Show one of the tables beside the rivals under its title and note."""

    def __init__(
        self,
        record: TrackRecord,
        place: int,
        indicators: Mapping[str, Indicator],
        look: UiContext,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._title = PlainLabel(self)
        self._title.setProperty("role", "title")
        self._note = paragraph("", SIZE_HEADLINE, "second", self)
        self.table = SkillTable(partial(_worded, record, place, indicators), look, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addWidget(self.table)
        self.set_look(look)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self.table.set_look(look)
        self._title.setText(self.table.words.name)
        self._note.setText(self.table.words.description)


def _worded(
    record: TrackRecord, place: int, indicators: Mapping[str, Indicator], look: UiContext
) -> TableWords:
    found = sections(record, indicators, look.language)[place]
    return TableWords(found.title, found.note, found.head, found.rows)


def rival_sections(
    record: TrackRecord, indicators: Mapping[str, Indicator], look: UiContext, parent: QWidget
) -> list[RivalSection]:
    """Return every table beside the rivals, and that of the placebo."""
    count = len(sections(record, indicators, look.language))
    return [RivalSection(record, place, indicators, look, parent) for place in range(count)]
