"""The page of projections from past origins: in words, in figures, in charts, in a table."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.bridge.cached_answers import CachedAnswers
from desktop.calibration.hindcast import ORIGINS, Hindcast
from desktop.calibration.told import Told
from desktop.calibration.track_record import TrackRecord
from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_BODY, SIZE_HEADLINE
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.indicator import Indicator
from desktop.session.evaluation_sources import Sources
from desktop.ui.card_rows import paragraph
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.evaluation import hindcast_words
from desktop.views.evaluation.hindcast_chart import HindcastChart
from desktop.views.evaluation.skill_table import SkillTable, skill_words
from desktop.views.evaluation.tab import GAP, EvaluationTab, WordCard
from desktop.views.evaluation.track_parts import RivalSection, Verdict, rival_sections

if TYPE_CHECKING:
    from desktop.domain.wording import Wording

CHART_HEIGHT = 212
WIDE = 1400
"""Pixels of width from which four charts stand side by side, else three."""
SHOWN_FIRST = ORIGINS[-1]


class HindcastView(EvaluationTab):
    """Show good and bad alike; the figures come at once, the curves of an origin when computed."""

    origin_shown = Signal(Month)
    """All charts of this origin stand on the page."""
    failed = Signal(VecinosError)
    """The curves of an origin could not be computed."""

    def __init__(
        self,
        indicators: Mapping[str, Indicator],
        sources: Sources,
        look: UiContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._indicators, self._sources = indicators, sources
        self._look = look
        self._origin: Month = SHOWN_FIRST
        self._record: TrackRecord | None = None
        self._weakness: Wording | None = None
        self._figures_failure: VecinosError | None = None
        self._curves_failure: VecinosError | None = None
        self._hindcast: Hindcast | None = None
        self._opened = False
        self.charts: list[HindcastChart] = []
        self.verdicts: list[Verdict] = []
        self.table: SkillTable | None = None
        self.sections: list[RivalSection] = []
        self._waiting: list[str] = []
        self._building = QTimer(self, singleShot=True, interval=0)
        self._building.timeout.connect(self._build_next)
        self.hindcasts: CachedAnswers[Month, Hindcast] = CachedAnswers(
            sources.hindcast, self, self._show_hindcast, self._show_failure, what="a hindcast"
        )
        self._lay_out()
        self.set_look(look)

    # ------------------------------------------------------------ building

    def _lay_out(self) -> None:
        inside, column = self._inside, self._column
        self._how = WordCard(inside)
        self._worst = WordCard(inside)
        words = QHBoxLayout()
        words.setSpacing(GAP)
        words.addWidget(self._how, 2)
        words.addWidget(self._worst, 3)
        column.addLayout(words)
        self._verdicts = QVBoxLayout()
        column.addLayout(self._verdicts)
        column.addSpacing(8)
        self._origin_words = self._head(inside)
        self.origins = Segments(len(ORIGINS), self._look.tokens, inside)
        self.origins.set_words([str(origin.year) for origin in ORIGINS])
        self.origins.segments[ORIGINS.index(SHOWN_FIRST)].setChecked(True)
        self.origins.chosen.connect(lambda place: self.show_origin(ORIGINS[place]))
        self._key = paragraph("", SIZE_HEADLINE, "second", inside)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._origin_words)
        row.addWidget(self.origins)
        row.addWidget(self._key, 1)
        column.addLayout(row)
        self._wait = QFrame(inside)
        self._wait.setProperty("role", "card")
        waiting = QVBoxLayout(self._wait)
        waiting.setContentsMargins(12, 24, 12, 24)
        self._wait_words = paragraph("", SIZE_BODY, "body", self._wait)
        self._bar = QProgressBar(self._wait)
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(320)
        self._bar.setRange(0, 0)
        waiting.addWidget(self._wait_words)
        waiting.addWidget(self._bar)
        column.addWidget(self._wait)
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        column.addLayout(self._grid)
        column.addSpacing(8)
        self._table_words = self._head(inside)
        self._copied = paragraph("", SIZE_HEADLINE, "second", inside)
        self.copy = QPushButton(inside)
        self.copy.setProperty("role", "plain")
        self.copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._table_words)
        row.addWidget(self._copied, 1)
        row.addWidget(self.copy)
        column.addLayout(row)
        self._table_at = column.count()
        self._note = paragraph("", SIZE_HEADLINE, "second", inside)
        column.addWidget(self._note)
        self._sections = QVBoxLayout()
        column.addLayout(self._sections)
        column.addStretch(1)

    @staticmethod
    def _head(parent: QWidget) -> QLabel:
        label = PlainLabel(parent)
        label.setProperty("role", "title")
        return label

    # ------------------------------------------------------------ what is shown

    @property
    def origin(self) -> Month:
        """Return the origin chosen."""
        return self._origin

    @property
    def waiting(self) -> bool:
        """Say whether curves of the origin chosen are still to come."""
        return not self._wait.isHidden() or self._building.isActive()

    def open_page(self) -> None:
        """Read the figures, the first time, and ask for the curves where they are not there."""
        if not self._opened:
            self._opened = True
            self._read_figures()
        if self._hindcast is None:
            self.show_origin(self._origin)

    def _read_figures(self) -> None:
        try:
            self._weakness = self._sources.weakness()
            self._record = self._sources.record()
        except VecinosError as error:
            self._figures_failure = error
        else:
            self._fill_record(self._record)
        self._retranslate()

    def close_page(self) -> None:
        """Build and compute nothing more; work under way is waited for."""
        self._building.stop()
        self._waiting = []
        self.hindcasts.close()

    def show_origin(self, origin: Month) -> None:
        """Show the curves from an origin, at once where they are kept."""
        self._origin = origin
        self.origins.segments[ORIGINS.index(origin)].setChecked(True)
        self._clear_charts()
        self._curves_failure = None
        self._word_wait()
        self._wait.show()
        self.hindcasts.want(origin)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.origins.set_look(look.tokens)
        for verdict in self.verdicts:
            verdict.set_look(look)
        for section in self.sections:
            section.set_look(look)
        if self.table is not None:
            self.table.set_look(look)
        self._retranslate()
        if self._hindcast is not None:
            self._show_hindcast(self._hindcast)

    def _retranslate(self) -> None:
        look = self._look
        self.setAccessibleName(look.text("trust.hindcast"))
        for card, message in ((self._how, "trust.how"), (self._worst, "trust.where_worst")):
            card.title.setText(look.text(message))
        first, last = ORIGINS[0].year, ORIGINS[-1].year
        self._how.body.setText(look.text("trust.how_body", first=first, last=last))
        if self._record is not None:
            rows = self._record.told[Told.NOTHING].rows
            worst = hindcast_words.worst_words(rows, self._indicators, look.language)
            assert self._weakness is not None
            weakness = look.text("trust.weakness", text=look.language.wording(self._weakness))
            self._worst.body.setText(f"{worst}\n{weakness}")
        elif self._figures_failure is not None:
            self._worst.body.setText(look.language.error(self._figures_failure))
        self._origin_words.setText(look.text("trust.from_origin"))
        for origin, segment in zip(ORIGINS, self.origins.segments, strict=True):
            segment.setAccessibleName(look.text("trust.from_year", year=origin.year))
        self._key.setText(look.text("trust.key"))
        self._word_wait()
        self._table_words.setText(look.text("trust.table"))
        self.copy.setText(look.text("trust.copy"))
        self._copied.setText("")
        self._note.setText(look.text("trust.table_note"))
        for part in (self._table_words, self.copy, self._note):
            part.setVisible(self.table is not None)

    def _fill_record(self, record: TrackRecord) -> None:
        for each in record.told.values():
            if each.targets:
                verdict = Verdict(each, self._indicators, self._look, self)
                self.verdicts.append(verdict)
                self._verdicts.addWidget(verdict)
        report = record.told[Told.BOTH]
        order = {name: place for place, name in enumerate(self._indicators)}
        rows = sorted(
            (*report.rows, *report.by_series),
            key=lambda row: (order[row.indicator], row.origin is None, row.origin or 0),
        )
        worded = skill_words((*rows, report.pooled), self._indicators)
        self.table = SkillTable(worded, self._look, self)
        self._column.insertWidget(self._table_at, self.table)
        self.sections = rival_sections(record, self._indicators, self._look, self)
        for section in self.sections:
            self._sections.addWidget(section)
        for table in (self.table, *(section.table for section in self.sections)):
            table.row_reached.connect(partial(self._follow, table))

    # ------------------------------------------------------------ curves

    def _show_failure(self, error: VecinosError) -> None:
        self._curves_failure = error
        self._word_wait()
        self._wait.show()
        self.failed.emit(error)

    def _show_hindcast(self, hindcast: Hindcast) -> None:
        self._clear_charts()
        self._hindcast = hindcast
        self._wait.hide()
        self._waiting = [name for name in self._indicators if name in hindcast.curves]
        self._building.start()

    def _build_next(self) -> None:
        # One chart a turn of the event loop: all at once would hold up everything else.
        if self._hindcast is None or not self._waiting:
            return
        name = self._waiting.pop(0)
        look = self._look
        chart = HindcastChart(
            self._hindcast.curves[name], self._indicators[name], look.language, look.tokens, self
        )
        chart.setFixedHeight(CHART_HEIGHT)
        self.charts.append(chart)
        self._place(len(self.charts) - 1)
        # Shown by its layout it would not be reached by Tab before the next turn.
        chart.show()
        self._order_keys()
        if self._waiting:
            self._building.start()
        else:
            self.origin_shown.emit(self._hindcast.origin)

    def _order_keys(self) -> None:
        before: QWidget = self.origins.segments[-1]
        for chart in self.charts:
            QWidget.setTabOrder(before, chart)
            before = chart

    def _clear_charts(self) -> None:
        self._building.stop()
        self._hindcast = None
        self._waiting = []
        for chart in self.charts:
            self._grid.removeWidget(chart)
            chart.hide()
            chart.deleteLater()
        self.charts = []

    def _word_wait(self) -> None:
        """Say what is awaited, or why it will not come."""
        look, failure = self._look, self._curves_failure
        if failure is None:
            words = look.text("trust.computing", year=self._origin.year)
        else:
            words = look.language.error(failure)
        self._wait_words.setText(words)
        self._wait_words.setAccessibleName(words)
        self._bar.setVisible(failure is None)

    # ------------------------------------------------------------ place

    @property
    def across(self) -> int:
        """Return how many charts stand side by side."""
        return 4 if self.width() >= WIDE else 3

    def _place(self, place: int) -> None:
        self._grid.addWidget(self.charts[place], place // self.across, place % self.across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many charts side by side as can be read."""
        super().resizeEvent(event)
        for column in range(4):
            self._grid.setColumnStretch(column, int(column < self.across))
        for chart in self.charts:
            self._grid.removeWidget(chart)
        for place in range(len(self.charts)):
            self._place(place)

    def _follow(self, table: SkillTable, top: int, bottom: int) -> None:
        at = table.mapTo(self._inside, QPoint(0, (top + bottom) // 2)).y()
        self.ensureVisible(0, at, 0, (bottom - top) // 2 + 2 * GAP)

    def _copy(self) -> None:
        if self.table is not None:
            self.table.copy()
            self._copied.setText(self._look.text("trust.copied"))
