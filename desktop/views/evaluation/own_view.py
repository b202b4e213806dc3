"""The page of one's own figures: where the projection starts, and how it did against them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from desktop.bridge.cached_answers import CachedAnswers
from desktop.calibration.own_figures import OwnRecord
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.observation import LibraryDataState
from desktop.session.evaluation_sources import Sources
from desktop.session.own_data import OwnData
from desktop.ui.ui_context import UiContext
from desktop.views.evaluation import own_words
from desktop.views.evaluation.hindcast_chart import HindcastChart
from desktop.views.evaluation.tab import GAP, EvaluationTab, WordCard

CHART_HEIGHT = 230

if TYPE_CHECKING:
    from desktop.domain.observation import Observation


class OwnView(EvaluationTab):
    """Show what was added beside the projection from the model's own vantage, and move that."""

    shown = Signal()
    """Everything that there is to show stands on the page."""
    failed = Signal(VecinosError)
    """The curves beside the figures could not be computed."""

    def __init__(
        self,
        model: Model,
        sources: Sources,
        own_data: OwnData,
        look: UiContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._own_data = own_data
        self._state = own_data.state
        self._look = look
        self._found: OwnRecord | None = None
        self._failure: VecinosError | None = None
        self._opened = False
        self.charts: list[HindcastChart] = []
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self.shown)
        self._lay_out()
        self.records: CachedAnswers[tuple[Observation, ...], OwnRecord] = CachedAnswers(
            sources.own, self, self._show_record, self._show_failure, what="one's own figures"
        )
        own_data.state_read.connect(self._on_state_read)
        self.set_look(look)

    def _lay_out(self) -> None:
        column = self._column
        self._start = start = WordCard(self._inside)
        self.months = QComboBox(start)
        self.months.setProperty("role", "months")
        self.months.setMinimumWidth(220)
        self.months.activated.connect(self._choose)
        self.back = QPushButton(start)
        self.back.setProperty("role", "plain")
        self.back.clicked.connect(lambda: self._own_data.choose_vantage(None))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.months)
        row.addWidget(self.back)
        row.addStretch(1)
        start.column.insertLayout(2, row)
        self._answer = WordCard(self._inside)
        words = QHBoxLayout()
        words.setSpacing(GAP)
        words.addWidget(start, 2)
        words.addWidget(self._answer, 3)
        column.addLayout(words)
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        column.addLayout(self._grid)
        column.addStretch(1)

    # ------------------------------------------------------------ what is shown

    @property
    def words(self) -> str:
        """Return how the projection did, as it is written."""
        return self._answer.body.text()

    @property
    def waiting(self) -> bool:
        """Say whether curves are still to come."""
        return self._opened and self._found is None and self._failure is None and self._any

    @property
    def _any(self) -> bool:
        return bool(self._state.observations)

    def open_page(self) -> None:
        """Ask for the curves, if anything was added."""
        self._opened = True
        self._own_data.refresh()
        self._want()
        if not self.waiting:
            # Whoever opens the page listens only then.
            self._settled.start()

    def _on_state_read(self, state: LibraryDataState) -> None:
        before, self._state = self._state, state
        if state == before:
            return
        others = state.observations != before.observations
        if others:
            self._found, self._failure = None, None
        self._retranslate()
        if others:
            self._show_charts()
            if self._opened:
                self._want()

    def _want(self) -> None:
        figures = self._state.observations
        if not figures:
            self.records.cancel()
        elif self._found is None:
            self.records.want(figures)

    def _show_record(self, found: OwnRecord) -> None:
        self._found, self._failure = found, None
        self._show_what_came()

    def _show_failure(self, error: VecinosError) -> None:
        self._failure = error
        self._show_what_came()
        self.failed.emit(error)

    def _show_what_came(self) -> None:
        self._retranslate()
        self._show_charts()
        self._settled.start()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._retranslate()
        self._show_charts()

    def _retranslate(self) -> None:
        look, state, clock = self._look, self._state, self._model.clock
        own = clock.first_planned.plus(-1)
        date = look.language.date
        self.setAccessibleName(look.text("trust.own"))
        self._start.title.setText(look.text("trust.own_start"))
        self._start.body.setText(
            look.text("trust.own_start_body", own=date(own))
            if self._any
            else look.text("trust.own_nothing")
        )
        months = state.months(clock)
        self.months.clear()
        self.months.addItem(look.text("trust.own_vantage", month=date(own)), None)
        for month in reversed(months):
            self.months.addItem(date(month), str(month))
        now = state.vantage(clock)
        self.months.setCurrentIndex(0 if now is None else 1 + months[::-1].index(now))
        self.months.setAccessibleName(look.text("trust.own_start"))
        self.months.setEnabled(bool(months) and self._own_data.may_move)
        self.back.setText(look.text("trust.own_back", month=date(own)))
        self.back.setVisible(now is not None)
        self.back.setEnabled(self._own_data.may_move)
        self._answer.title.setText(look.text("trust.own_did", month=date(own)))
        self._answer.body.setText(self._did())

    def _did(self) -> str:
        look = self._look
        if not self._any:
            return look.text("trust.own_none")
        if self._failure is not None:
            return look.language.error(self._failure)
        if self._found is None:
            return look.text("trust.own_computing")
        told = own_words.lines(self._found, self._model.indicators, look.language)
        return "\n".join((own_words.summary(self._found, look.language), *told))

    def _choose(self, place: int) -> None:
        text = self.months.itemData(place)
        self._own_data.choose_vantage(None if text is None else Month.parse(str(text)))

    # ------------------------------------------------------------ charts

    def _show_charts(self) -> None:
        for chart in self.charts:
            self._grid.removeWidget(chart)
            chart.hide()
            chart.deleteLater()
        self.charts = []
        if self._found is None:
            return
        look = self._look
        for name, curve in self._found.curves.items():
            chart = HindcastChart(
                curve, self._model.indicators[name], look.language, look.tokens, self
            )
            chart.setFixedHeight(CHART_HEIGHT)
            self.charts.append(chart)
        self._place()

    def _place(self) -> None:
        for place, chart in enumerate(self.charts):
            self._grid.addWidget(chart, place // 3, place % 3)
            chart.show()
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
