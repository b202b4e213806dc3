"""The page of natural experiments: what happened, what the model answers, and the difference."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.bridge.cached_answers import CachedAnswers
from desktop.calibration.experiments import ExperimentResult
from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_AXIS, SIZE_BODY, SIZE_HEADLINE
from desktop.document.causes import ModelGraph
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.reports.element_words import ElementWords
from desktop.session.evaluation_sources import Sources
from desktop.ui.card_rows import paragraph
from desktop.ui.source_row import SourceRow
from desktop.ui.ui_context import UiContext
from desktop.views.evaluation import case_words
from desktop.views.evaluation.answer_chart import AnswerChart
from desktop.views.evaluation.tab import EvaluationTab


class CaseCard(QFrame):
    """Show one experiment: on the left the record, on the right the model beside it."""

    address_opened = Signal(str)

    def __init__(
        self,
        result: ExperimentResult,
        model: Model,
        causes: ModelGraph,
        look: UiContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.result = result
        case = result.experiment
        self._model, self._look = model, look
        self.charts: list[AnswerChart] = []
        self.verdicts: list[QLabel] = []
        self.setProperty("role", "card")
        wording = look.language.wording
        self.setAccessibleName(wording(case.name))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(6)
        title = PlainLabel(wording(case.question), self)
        title.setProperty("role", "title")
        title.setWordWrap(True)
        left.addWidget(title)
        run = look.text("trust.case_run", name=wording(case.name), year=case.vantage.year)
        self._say(left, run, "quiet", SIZE_AXIS)
        for head, text in (
            ("trust.happened", case.happened),
            ("trust.caveats", case.caveats),
        ):
            self._head(left, look.text(head))
            self._say(left, wording(text))
        self._head(left, look.text("trust.sources"))
        for source in case.sources:
            row = SourceRow(model.sources[source], look, self)
            row.address_opened.connect(self.address_opened)
            left.addWidget(row)
        left.addStretch(1)
        words = ElementWords(causes, look.language)
        for place, answer in enumerate(result.answers):
            if place:
                right.addSpacing(14)
            name = self._named(answer.measure.variable, words)
            self._say(right, case_words.what_words(answer, name, look.language), "strong")
            colour = self._colour(answer.measure.variable)
            chart = AnswerChart(answer, name, colour, look.language, look.tokens, self)
            self.charts.append(chart)
            right.addWidget(chart)
            said = self._say(right, case_words.verdict(answer, look.language))
            self.verdicts.append(said)
            self._say(right, case_words.record_words(answer, look.language), "quiet", SIZE_AXIS)
        right.addStretch(1)
        row_ = QHBoxLayout(self)
        row_.setContentsMargins(16, 14, 16, 14)
        row_.setSpacing(32)
        row_.addLayout(left, 1)
        row_.addLayout(right, 1)

    def _say(
        self, column: QVBoxLayout, text: str, role: str = "body", size: int = SIZE_HEADLINE
    ) -> QLabel:
        label = paragraph(text, size, role, self)
        column.addWidget(label)
        return label

    def _head(self, column: QVBoxLayout, text: str) -> None:
        column.addSpacing(4)
        self._say(column, text, "head")

    def _named(self, variable: str, words: ElementWords) -> str:
        indicator = self._model.indicators.get(variable)
        if indicator is not None:
            return self._look.language.wording(indicator.name)
        return words.name(variable)

    def _colour(self, variable: str) -> str:
        indicator = self._model.indicators.get(variable)
        tokens = self._look.tokens
        return tokens.base if indicator is None else tokens.family(indicator.family)


class ExperimentsView(EvaluationTab):
    """Show all cases, in the order of the files; they are computed when the page is opened."""

    shown = Signal()
    """All cases stand on the page."""
    failed = Signal(VecinosError)
    """The cases could not be computed."""
    address_opened = Signal(str)

    def __init__(
        self,
        model: Model,
        sources: Sources,
        look: UiContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        self._results: tuple[ExperimentResult, ...] = ()
        self._failure: VecinosError | None = None
        self._causes: ModelGraph | None = None
        self.cards: list[CaseCard] = []
        self._building = QTimer(self, singleShot=True, interval=0)
        self._building.timeout.connect(self._build_next)
        self.cases: CachedAnswers[None, tuple[ExperimentResult, ...]] = CachedAnswers(
            lambda _: sources.experiments(),
            self,
            self._show_cases,
            self._show_failure,
            what="the experiments",
        )
        inside = self._inside
        self._about = paragraph("", SIZE_HEADLINE, "second", inside)
        self._wait_words = paragraph("", SIZE_BODY, "body", inside)
        self._bar = QProgressBar(inside)
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(320)
        self._bar.setRange(0, 0)
        for part in (self._about, self._wait_words, self._bar):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.set_look(look)

    @property
    def waiting(self) -> bool:
        """Say whether there are cards still to come."""
        return not self._results or len(self.cards) < len(self._results)

    def close_page(self) -> None:
        """Build and compute nothing more; work under way is waited for."""
        self._building.stop()
        self.cases.close()

    def open_page(self) -> None:
        """Ask for the cases where they are not there yet."""
        if not self._results:
            self._failure = None
            self._word_wait()
            self.cases.want(None)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.setAccessibleName(look.text("trust.experiments"))
        self._about.setText(look.text("trust.cases_about"))
        self._fill()

    def _show_cases(self, results: tuple[ExperimentResult, ...]) -> None:
        # Those whose middle the model misses come first, the worst before the others.
        self._results = tuple(sorted(results, key=lambda each: -each.apart))
        self._fill()

    def _show_failure(self, error: VecinosError) -> None:
        self._failure = error
        self._word_wait()
        self.failed.emit(error)

    def _fill(self) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        self._word_wait()
        self._building.start()

    def _word_wait(self) -> None:
        """Say what is awaited, or why it will not come."""
        look, failure = self._look, self._failure
        if failure is None:
            self._wait_words.setText(look.text("trust.computing_cases"))
        else:
            self._wait_words.setText(look.language.error(failure))
        self._wait_words.setVisible(not self._results)
        self._bar.setVisible(not self._results and failure is None)

    def _build_next(self) -> None:
        # One card a turn of the event loop: all at once would hold up everything else.
        if len(self.cards) == len(self._results):
            return
        if self._causes is None:
            self._causes = ModelGraph(self._model)
        result = self._results[len(self.cards)]
        card = CaseCard(result, self._model, self._causes, self._look, self)
        card.address_opened.connect(self.address_opened)
        self.cards.append(card)
        self._column.insertWidget(self._column.count() - 1, card)
        card.show()
        if len(self.cards) == len(self._results):
            self.shown.emit()
        else:
            self._building.start()
