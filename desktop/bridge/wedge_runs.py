"""Finds out how a curve's distance from the status quo divides; the latest question wins."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.analysis.parts import Runs
from desktop.analysis.wedges import WedgeQuestion, Wedges, runs_wanted, wedges
from desktop.bridge.job import JobCancelledError, Progress
from desktop.bridge.latest_wins import LatestWins
from desktop.document.causes import runs_in_words
from desktop.domain.assumptions import Assumptions
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.engine.compile.compiler import CompiledModel, compile_model

MOST_KEPT = 16
"""Answers kept; of the runs, those of the kind that was asked about last."""

_RunsKey = tuple[EnsembleChoice, Assumptions, str, bool]


class WedgeFinder(QObject):
    """Answer how a curve divides, over a compiled model of its own: the sliders' stays as it is.

    An answer is kept for as long as the same model is asked about, and told again at once; of a
    question that was cancelled, or asked by another grouping, the runs are kept, so that what
    several coalitions share is run once. `close` must be called.
    """

    found = Signal(Wedges)
    failed = Signal(VecinosError)
    advanced = Signal(int, int)
    """How many coalitions are worked out, and of how many."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._of = 0
        self._model: Model | None = None
        self._answers: dict[WedgeQuestion, Wedges] = {}
        self._compiled: CompiledModel | None = None
        """Of the thread that works, as the runs are."""
        self._runs: tuple[_RunsKey, Runs] | None = None
        self._latest: LatestWins[Wedges] = LatestWins(
            self,
            self._keep,
            self.failed.emit,
            lambda done: self.advanced.emit(done, self._of),
            what="finding out how a curve divides",
        )

    @property
    def busy(self) -> bool:
        """Say whether an answer is still to come."""
        return self._latest.busy

    def ask(self, model: Model, question: WedgeQuestion) -> None:
        """Find out; one of `found` and `failed` tells, the first at once where it is known."""
        self.cancel()
        if model is not self._model:
            self._model = model
            self._answers.clear()
        known = self._answers.get(question)
        if known is not None:
            self.found.emit(known)
            return
        self._of = runs_wanted(question, model)
        self._latest.want(partial(self._work, model, question))

    def cancel(self) -> None:
        """Want no answer any more; a run under way is the last."""
        self._latest.cancel()

    def close(self) -> None:
        """Cancel, and wait for the run under way; nothing is found out any more."""
        self._latest.close()

    def _keep(self, answer: Wedges) -> None:
        self._answers[answer.question] = answer
        while len(self._answers) > MOST_KEPT:
            del self._answers[next(iter(self._answers))]
        self.found.emit(answer)

    def _work(self, model: Model, question: WedgeQuestion, progress: Progress) -> Wedges:
        with runs_in_words(model):
            answer = wedges(self._runs_for(model, question), question, progress.advance)
        if answer is None:
            raise JobCancelledError
        return answer

    def _runs_for(self, model: Model, question: WedgeQuestion) -> Runs:
        compiled = self._compiled
        if compiled is None or compiled.model is not model:
            compiled = self._compiled = compile_model(model)
            self._runs = None
        request = question.request
        key = (request.ensemble, request.assumptions, question.indicator, question.monthly)
        if self._runs is None or self._runs[0] != key:
            runs = Runs(compiled, request, [question.indicator], monthly=question.monthly)
            self._runs = key, runs
        return self._runs[1]
