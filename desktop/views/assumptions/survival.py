"""The window that says which conclusions about the policy survive every set of assumptions."""

import math

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.analysis.survival import Conclusion, Variant, sets_of, switches_of
from desktop.bridge.latest_wins import LatestWins
from desktop.bridge.survey import survey
from desktop.charts.headline import change_words, when
from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_BODY
from desktop.document.causes import in_words
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.ui.assumption_words import side_words
from desktop.ui.side_window import SideWindow
from desktop.ui.table_cells import cell
from desktop.ui.typography import font, metrics
from desktop.ui.ui_context import UiContext

SIZE = QSize(1160, 760)
SMALLEST = QSize(760, 420)
ROW = 30
PADDING = 12
LEAST_LAST = 260
"""Pixels under which the names of conflicts are not pressed; the table then scrolls."""


class SurvivalWindow(SideWindow):
    """Try the policy as it stands under every set, and list what holds in all of them."""

    def __init__(
        self, document: Document, month: Month, look: UiContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(SMALLEST, parent)
        self._document = document
        self._month = month
        self._survey: LatestWins[tuple[Conclusion, ...]] = LatestWins(
            self,
            self._take,
            self._fail,
            self._advance,
            what="a survey of the assumptions",
        )
        self._found: tuple[Conclusion, ...] = ()
        self._error: VecinosError | None = None
        self._done = 0
        self._title = self._label("title")
        self._about = self._label("second")
        self.summary = self._label("strong")
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.table = QTableWidget(self)
        self.table.setProperty("role", "table")
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setAlternatingRowColors(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.again = QPushButton(self)
        self.again.setProperty("role", "plain")
        self.again.clicked.connect(self.start)
        self.done_ = QPushButton(self)
        self.done_.setProperty("role", "main")
        self.done_.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(self.done_)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        for widget in (self._title, self._about, self.summary, self.progress):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.stand(SIZE)
        self._stop_listening = document.listen(self._on_document_changed)
        self._begin()
        self.set_look(look)

    def _label(self, role: str) -> QLabel:
        label = PlainLabel(self, wraps=True)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    # ------------------------------------------------------------ the work

    def start(self) -> None:
        """Try the policy as it stands now."""
        self._begin()
        self._show()

    def _begin(self) -> None:
        document = self._document
        catalogue, scenario = document.model.assumptions, document.scenario
        self._sets = sets_of(catalogue, scenario.assumed)
        self._switches = switches_of(catalogue)
        variants = (*self._sets, *self._switches)
        self._found, self._error, self._done, self._stale = (), None, 0, False
        self.progress.setRange(0, len(variants))
        step = document.model.clock.step(self._month)
        self._survey.want(survey(document.model, scenario.request, variants, step))

    @property
    def busy(self) -> bool:
        """Say whether the survey is still under way."""
        return self._survey.busy

    def _advance(self, done: int) -> None:
        self._done = done
        self.progress.setValue(done)

    def _take(self, found: tuple[Conclusion, ...]) -> None:
        self._found = found
        self._show()

    def _fail(self, error: VecinosError) -> None:
        self._error = error
        self._show()

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.needs_projection:
            self._stale = True
            self._show()

    # ------------------------------------------------------------ words

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        year = when(self._month, look.language)
        self.setWindowTitle(look.text("survey.title"))
        self._title.setText(look.text("survey.title"))
        self._about.setText(look.text("survey.about", year=year))
        self.again.setText(look.text("survey.again"))
        self.done_.setText(look.text("dialog.close"))
        self.table.setAccessibleName(look.text("survey.title"))
        self._show()

    def _show(self) -> None:
        look = self._look
        self.progress.setVisible(self.busy)
        self.again.setEnabled(self._stale or self._error is not None)
        if self._error is not None:
            shown = in_words(self._error, self._document.model)
            self.summary.setText(look.language.error(shown))
        elif self.busy:
            self.summary.setText(look.text("survey.working"))
        elif self._stale:
            self.summary.setText(look.text("survey.stale"))
        else:
            held = sum(one.holds(self._sets) for one in self._found)
            count = look.language.number(len(self._found))
            self.summary.setText(look.language.plural("survey.summary", held, count=count))
        self._fill()

    def _set_name(self, variant: Variant) -> str:
        if variant.set is None:
            return self._look.text("survey.ours")
        one = self._document.model.assumptions.sets[variant.set]
        return self._look.language.wording(one.short)

    def _fill(self) -> None:
        look, model, table = self._look, self._document.model, self.table
        heads = [
            look.text("survey.indicator"),
            *(self._set_name(variant) for variant in self._sets),
            look.text("survey.holds"),
            look.text("survey.switches"),
        ]
        table.setColumnCount(len(heads))
        table.setHorizontalHeaderLabels(heads)
        table.setRowCount(len(self._found))
        for row, conclusion in enumerate(self._found):
            indicator = model.indicators[conclusion.indicator]
            holds = conclusion.holds(self._sets)
            cells = [look.language.wording(indicator.name)]
            cells += [self._change(conclusion, one) for one in self._sets]
            cells += [self._verdict(conclusion), self._breakers(conclusion)]
            for column, words in enumerate(cells):
                item = cell(table, row, column)
                item.setText(words)
                item.setToolTip(tip(words))
                strong = holds and column in (0, len(cells) - 2)
                item.setFont(font(SIZE_BODY, strong=strong))
                item.setForeground(QColor(look.tokens.ink if holds else look.tokens.ink2))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Fixed)
        self._fit()

    def _fit(self) -> None:
        """Give the last column what the others leave, and its rows the lines they need."""
        table = self.table
        last = table.columnCount() - 1
        taken = sum(table.columnWidth(column) for column in range(last))
        table.setColumnWidth(last, max(LEAST_LAST, table.viewport().width() - taken))
        room = QRect(0, 0, table.columnWidth(last) - 2 * PADDING, 10_000)
        for row in range(table.rowCount()):
            item = table.item(row, last)
            words = "" if item is None else item.text()
            wrapped = metrics(SIZE_BODY).boundingRect(room, Qt.TextFlag.TextWordWrap, words)
            table.setRowHeight(row, max(ROW, math.ceil(wrapped.height()) + PADDING))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the last column out anew."""
        super().resizeEvent(event)
        if self.table.columnCount():
            self._fit()

    def _change(self, conclusion: Conclusion, variant: Variant) -> str:
        found = conclusion.contrasts[variant]
        if found.change == found.change_low == found.change_high == 0.0:
            return self._look.text("survey.same")
        indicator = self._document.model.indicators[conclusion.indicator]
        return change_words(found, indicator, self._look.language)

    def _verdict(self, conclusion: Conclusion) -> str:
        if conclusion.holds(self._sets):
            return self._look.text("survey.verdict_holds")
        if all(conclusion.direction(one) == 0 for one in self._sets):
            return self._look.text("survey.verdict_none")
        return self._look.text("survey.verdict_differs")

    def _breakers(self, conclusion: Conclusion) -> str:
        look, conflicts = self._look, self._document.model.assumptions.conflicts
        names = []
        for variant in conclusion.breakers():
            assert variant.conflict is not None
            assert variant.side is not None
            name = look.language.wording(conflicts[variant.conflict].name)
            side = side_words(variant.side, look)
            names.append(look.text("survey.switch", name=name, side=side))
        return " · ".join(names) if names else look.text("survey.no_switch")

    def release(self) -> None:
        """End the survey, if it is under way."""
        self._stop_listening()
        self._survey.close()
