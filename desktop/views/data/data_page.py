"""Your data: later figures of measured series, typed or taken from a file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.bridge.latest_wins import LatestWins
from desktop.charts.fan_chart import FanChart
from desktop.charts.plain_text import PlainLabel
from desktop.domain.clock import Month
from desktop.domain.errors import ObservationError, VecinosError
from desktop.domain.indicator import Indicator
from desktop.domain.model.model import Model
from desktop.domain.observation import Observation
from desktop.modelfiles.observations import (
    FileFigures,
    ImportRules,
    extend_series,
    read_observation_file,
    typed_observation,
)
from desktop.session.live_curves import LiveCurves
from desktop.session.own_data import OwnData
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.page import Page, card, worded_button
from desktop.ui.timestamps import instant_words
from desktop.ui.ui_context import UiContext
from desktop.views.data.entry import DAY, MONTH, SOURCE, Entry
from desktop.views.data.figure_words import (
    about_words,
    doubt_words,
    figure_words,
    origin_words,
    period_words,
    preview_words,
)
from desktop.views.data.figures import Figures, Row
from desktop.views.data.series_list import SeriesList

LIST_WIDTH = 320
_CHART_FROM = 560
"""Pixels of height from which the page has room for a chart."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Hold what a file would add."""

    name: str
    found: FileFigures

    @property
    def figures(self) -> tuple[Observation, ...]:
        """Return what would be added."""
        return self.found.figures


@dataclass(frozen=True, slots=True)
class DataPageState:
    """Hold what the page showed, for when it is opened again."""

    series: str
    texts: tuple[str, ...] = ("", "", "", "")
    preview: Preview | None = None
    file: Path | None = None
    """What was read last, while it is neither taken nor put away."""


class DataPage(Page):
    """Show, for one series at a time, what was published and what was added."""

    added = Signal(tuple)
    """The ids of figures that were just added."""
    removed = Signal(tuple)
    """The ids of figures that were just removed."""

    def __init__(
        self,
        model: Model,
        own: OwnData,
        look: UiContext,
        files: SystemFiles,
        stand: DataPageState,
        curves: Callable[[], LiveCurves | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, look.text("data.title"), look.text("data.about"), parent)
        self._model = model
        self._own = own
        self._files = files
        self._stand = stand
        self._curves = curves
        self._reading: LatestWins[tuple[Path, FileFigures]] = LatestWins(
            self, self._preview_file, self._refuse_file, what="reading a file of figures"
        )
        self._doubted: tuple[Observation, ...] = ()
        """Doubtful figures that were asked about; giving them once more adds them."""
        self.chart: FanChart | None = None
        self._build()
        self._show_series()
        self.entry.fill(stand.texts)
        if not any(stand.texts):
            self._suggest_month()
        own.changed.connect(self._refresh)

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        look = self.look
        self.list = SeriesList(look, self)
        self.list.chosen.connect(self.choose)
        left = card(self)
        left.setFixedWidth(LIST_WIDTH)
        down = QVBoxLayout(left)
        down.setContentsMargins(1, 8, 1, 8)
        down.addWidget(self.list)
        self._title = PlainLabel(self, wraps=True)
        self._title.setProperty("role", "title")
        self._origin = PlainLabel(self, wraps=True)
        self._origin.setProperty("role", "quiet")
        self.entry = Entry(look, self)
        self.entry.given.connect(self.add_typed)
        self.figures = Figures(look, self)
        self.figures.itemSelectionChanged.connect(self._update_enabled)
        self.figures.removal_asked.connect(self.remove)
        self._note = PlainLabel(self, wraps=True)
        self._note.setProperty("role", "second")
        self.file_button = worded_button(
            look.text("data.from_file"), "plain", look, self, "file-spreadsheet"
        )
        self.file_button.clicked.connect(self._ask_file)
        self.remove_button = worded_button(look.text("data.remove"), "plain", look, self, "trash-2")
        self.remove_button.clicked.connect(self.remove)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._note, 1)
        bar.addWidget(self.remove_button)
        bar.addWidget(self.file_button)
        self._preview = self._preview_bar()
        right = card(self)
        self._inside = inside = QVBoxLayout(right)
        inside.setContentsMargins(16, 12, 16, 8)
        inside.setSpacing(8)
        inside.addWidget(self._title)
        inside.addWidget(self._origin)
        inside.addWidget(self.entry)
        inside.addLayout(bar)
        inside.addWidget(self._preview)
        inside.addWidget(self.figures, 2)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left)
        row.addWidget(right, 1)
        self.body.addLayout(row, 1)

    def _preview_bar(self) -> QFrame:
        look = self.look
        frame = QFrame(self)
        frame.setProperty("role", "ask")
        self.preview_words = PlainLabel(frame, wraps=True)
        self.take_button = worded_button("", "main", look, frame)
        self.take_button.clicked.connect(self.take)
        self.cancel_button = worded_button(look.text("data.cancel"), "plain", look, frame)
        self.cancel_button.clicked.connect(self.cancel)
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.preview_words, 1)
        row.addWidget(self.take_button)
        row.addWidget(self.cancel_button)
        return frame

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the list."""
        super().showEvent(event)
        self.list.setFocus()

    # ------------------------------------------------------------ one series

    @property
    def stand(self) -> DataPageState:
        """Return what the page shows, to open it alike."""
        file = self._stand.file if self._stand.preview is not None else None
        return replace(self._stand, texts=self.entry.texts, file=file)

    def take_model(self, model: Model) -> None:
        """Show the series and curves of another model."""
        self._model = model
        self._make_chart()
        self._refresh()

    @property
    def series(self) -> str:
        """Return the series on show."""
        return self._stand.series

    def choose(self, series: str) -> None:
        """Show another series; a file that was read is read for this one in its place."""
        if series == self._stand.series:
            return
        source, day = self.entry.texts[SOURCE], self.entry.texts[DAY]
        file = self._stand.file
        self._stand = DataPageState(series, ("", "", source, day))
        self.entry.fill(self._stand.texts)
        self.entry.fault.hide()
        self._show_series()
        self._suggest_month()
        if file is not None:
            self.read(file)

    def _rules(self) -> ImportRules:
        return ImportRules.of(self._model, self.series, self._own.months(self.series))

    def _show_series(self) -> None:
        look, series, ground = self.look, self._model.series[self.series], self._rules()
        self._title.setText(look.language.wording(series.name))
        heads = (
            look.text("data.year") if ground.yearly else look.text("data.month"),
            look.text("data.value"),
            look.text("data.source"),
            look.text("data.day"),
        )
        after = self._suggested()
        figure = (series.raw_values or series.values)[-1] / (12 if series.adds_up else 1)
        hints = (str(after), f"{figure:.4g}", look.text("data.source_hint"), "2026-01-31")
        self.entry.word(heads, hints)
        self._make_chart()
        self._refresh()

    def _suggested(self) -> Month:
        """Return the first month that is not known yet."""
        ground = self._rules()
        step = 12 if ground.yearly else 1
        month = ground.last.plus(step)
        while month in ground.known:
            month = month.plus(step)
        return month

    def _suggest_month(self) -> None:
        self.entry.fields[MONTH].setText(str(self._suggested()))

    def _indicator(self) -> Indicator | None:
        """Return the indicator whose chart shows the series, itself or as a part."""
        for indicator in self._model.indicators.values():
            if indicator.series is not None:
                made_of = self._model.series[indicator.series].made_of
                shown = {indicator.series, *(made_of.parts if made_of else ())}
                if self.series in shown:
                    return indicator
        return None

    def _make_chart(self) -> None:
        if self.chart is not None:
            self._inside.removeWidget(self.chart)
            self.chart.hide()
            self.chart.deleteLater()
            self.chart = None
        indicator = self._indicator()
        if indicator is None or indicator.series is None:
            return
        model, look = self._model, self.look
        self.chart = FanChart(
            indicator,
            model.series[indicator.series],
            model.clock,
            model.votes,
            look.language,
            look.tokens,
            self,
        )
        curves = self._curves()
        if curves is not None and indicator.id in curves.bands.indicators:
            self.chart.set_monthly(curves.monthly)
            self.chart.show_baseline(curves.baseline_bands.of(indicator.id))
            self.chart.show_policy(curves.bands.of(indicator.id), moving=False)
        self._inside.insertWidget(2, self.chart, 3)
        self._fit_chart()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the chart's room to the figures in a low window."""
        super().resizeEvent(event)
        self._fit_chart()

    def _fit_chart(self) -> None:
        if self.chart is not None:
            self.chart.setVisible(self.height() >= _CHART_FROM)

    # ------------------------------------------------------------ what there is

    def _refresh(self) -> None:
        look, model = self.look, self._model
        rows = []
        for series in model.series.values():
            if series.made_of is None:
                ground = ImportRules.of(model, series.id)
                last = period_words(ground.last, series, look)
                lower = look.text("data.published_to", last=last)
                count = sum(one.series == series.id for one in self._own.observations)
                if count:
                    lower = look.language.plural("data.published_and_added", count, last=last)
                rows.append((series.id, look.language.wording(series.name), lower))
        self.list.show_series(rows, self.series)
        self._show_figures()
        self._update_enabled()

    def _show_figures(self) -> None:
        look, preview = self.look, self._stand.preview
        self._origin.setText(origin_words(self._model, self.series, look))
        self._preview.setVisible(preview is not None)
        longer = self._own.series
        if preview is not None:
            self.preview_words.setText(
                preview_words(preview.name, preview.found, self._rules(), look)
            )
            self.take_button.setText(look.language.plural("data.take", len(preview.figures)))
            self.figures.show_rows([self._row(0, one) for one in preview.figures], added=False)
            longer = extend_series(self._model.series, (*self._own.observations, *preview.figures))
        else:
            self.figures.show_rows(self._kept_rows(), added=True)
        series, added = self._model.series[self.series], self._own.of(self.series)
        self._note.setText(about_words(series, added, look) if preview is None else "")
        if self.chart is not None and self.chart.indicator.series is not None:
            self.chart.set_user_observations(longer[self.chart.indicator.series])

    def _row(self, number: int, one: Observation, added: str = "") -> Row:
        series = self._model.series[one.series]
        return (
            number,
            period_words(one.month, series, self.look),
            figure_words(one.value, self.look),
            one.source,
            one.dated.isoformat(),
            added,
        )

    def _kept_rows(self) -> list[Row]:
        rows: list[Row] = []
        for kept in self._own.kept:
            when = instant_words(kept.added_at, self.look)
            if kept.observation is None:
                rows.append((kept.id, "–", "–", self.look.text("data.damaged"), "–", when))
            elif kept.observation.series == self.series:
                rows.append(self._row(kept.id, kept.observation, when))
        return rows

    def _update_enabled(self) -> None:
        writable = self._own.writable
        free = writable and self._stand.preview is None
        self.entry.allow(writable=free)
        self.file_button.setEnabled(free and not self._reading.busy)
        self.take_button.setEnabled(writable)
        self.remove_button.setVisible(self._stand.preview is None)
        self.remove_button.setEnabled(free and bool(self.figures.chosen_ids()))

    # ------------------------------------------------------------ typed figures

    def add_typed(self) -> None:
        """Add what the fields say, unless something is wrong with it."""
        if not self.entry.add.isEnabled():
            return
        try:
            figure = typed_observation(self._rules(), self.entry.texts, self.look.language.code)
        except ObservationError as error:
            self.entry.refuse(error)
            return
        doubt = doubt_words((figure,), self._rules(), self.look)
        if doubt and self._doubted != (figure,):
            self._doubted = (figure,)
            self.entry.tell(doubt)
            return
        self._doubted = ()
        self._stand = replace(self._stand, file=None)
        self._reading.cancel()
        self.entry.fault.hide()

        def done(ids: tuple[int, ...]) -> None:
            texts = ("", "", figure.source, figure.dated.isoformat())
            self.entry.fill(texts)
            self._suggest_after(figure)
            self.added.emit(ids)

        self._own.add([figure], done)

    def _suggest_after(self, figure: Observation) -> None:
        step = 12 if self._rules().yearly else 1
        if figure.series == self.series:
            self.entry.fields[MONTH].setText(str(figure.month.plus(step)))
            self.entry.fields[MONTH].setFocus()

    # ------------------------------------------------------------ figures from a file

    def _ask_file(self) -> None:
        found = self._files.to_open(
            self, self.look.text("data.file_title"), self.look.text("data.file_kinds")
        )
        if found is not None:
            self.read(found)

    def read(self, path: Path) -> None:
        """Read a file and show what it would add; nothing is added yet."""
        if not self._own.writable:
            self.entry.tell(self.look.text("data.read_only"))
            return
        self._stand = replace(self._stand, preview=None, file=path)
        rules = self._rules()
        # The file may lie on a drive that takes its time.
        self._reading.want(lambda _: (path, read_observation_file(path, rules)))
        self._update_enabled()

    def _preview_file(self, found: tuple[Path, FileFigures]) -> None:
        path, read = found
        preview = Preview(path.name, read)
        self._stand = replace(self._stand, preview=preview)
        self._doubted = ()
        self.entry.fault.hide()
        self._show_figures()
        self.take_button.setFocus()
        self._update_enabled()

    def _refuse_file(self, error: VecinosError) -> None:
        self.entry.refuse(error)
        self._show_figures()
        self._update_enabled()

    def take(self) -> None:
        """Add what is on show of a file, all of it."""
        preview = self._stand.preview
        if preview is None:
            return
        doubt = doubt_words(preview.figures, self._rules(), self.look)
        if doubt and self._doubted != preview.figures:
            self._doubted = preview.figures
            self.take_button.setText(self.look.text("data.take_anyway"))
            return
        self._doubted = ()
        self.take_button.setEnabled(False)

        def done(ids: tuple[int, ...]) -> None:
            self.cancel()
            self._suggest_month()
            self.added.emit(ids)

        self._own.add(preview.figures, done)

    def cancel(self) -> None:
        """Put away what a file would have added."""
        self._stand = replace(self._stand, preview=None, file=None)
        self._show_figures()
        self._update_enabled()
        self.list.setFocus()

    # ------------------------------------------------------------ removing

    def remove(self) -> None:
        """Remove the chosen figures; they can be put back."""
        ids = self.figures.chosen_ids()
        if ids and self.remove_button.isEnabled():
            self._own.remove(ids, lambda: self.removed.emit(ids))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put away a preview with Escape, then the page."""
        if event.key() == Qt.Key.Key_Escape and self._stand.preview is not None:
            self.cancel()
        else:
            super().keyPressEvent(event)
