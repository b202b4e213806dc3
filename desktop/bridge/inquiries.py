"""Works questions about the policy out, off the widgets' thread; the latest wins."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.analysis.goal_seek import AskingCancelledError, what_it_takes
from desktop.analysis.scenario_discovery import where_it_breaks
from desktop.analysis.tornado import levers, uncertain_parameters, uncertainties
from desktop.bridge.job import JobCancelledError, Progress
from desktop.bridge.latest_wins import LatestWins
from desktop.domain.errors import VecinosError
from desktop.domain.inquiry import Answer, Asked, Inquiry
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.results.projection import Projection
from desktop.engine.run.project import project

MOST_KEPT = 64
"""Answers that are kept, the latest; each is a few numbers."""


@dataclass(frozen=True, slots=True)
class Members:
    """Hold the runs that a question is about, where they were made already."""

    policy: Projection
    baseline: Projection
    """The status quo, of the same members."""


class Inquiries(QObject):
    """Answer one question at a time, each once; what was found out is kept with what was asked.

    A question is kept with the run that it is about, so that an answer comes back with the policy
    that it belongs to, by undo too.
    """

    answered = Signal(Answer)
    failed = Signal(VecinosError)
    advanced = Signal(int)
    """How many percent are done."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[Inquiry, Answer] = {}
        self._model: Model | None = None
        self._latest = LatestWins(
            self, self._take, self.failed.emit, self.advanced.emit, what="a question to the model"
        )

    @property
    def busy(self) -> bool:
        """Say whether an answer is still to come."""
        return self._latest.busy

    def known(self, model: Model, inquiry: Inquiry) -> Answer | None:
        """Return the answer to a question that was asked before of this model."""
        return self._kept.get(inquiry) if model is self._model else None

    def ask(self, model: Model, inquiry: Inquiry, members: Members | None) -> None:
        """Work a question out; `members` are the runs it is about, where there are any."""
        if model is not self._model:
            self._kept, self._model = {}, model
        self._latest.want(answering(model, inquiry, members))

    def cancel(self) -> None:
        """Want no answer any more, be the search in its last run."""
        self._latest.cancel()

    def close(self) -> None:
        """Answer nothing any more."""
        self._latest.close()

    def _take(self, answer: Answer) -> None:
        self._kept.pop(answer.inquiry, None)
        self._kept[answer.inquiry] = answer
        while len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self.answered.emit(answer)


def answering(
    model: Model, inquiry: Inquiry, members: Members | None
) -> Callable[[Progress], Answer]:
    """Return the work of one question; it ends soon after its progress was cancelled."""

    def work(progress: Progress) -> Answer:
        # A compiled model of its own: the sliders' arrays stay laid out as they are, and whoever
        # else asks does not wait for a search.
        try:
            return _answer(compile_model(model), inquiry, members, progress.advance)
        except AskingCancelledError as error:
            raise JobCancelledError from error

    return work


def _answer(
    compiled: CompiledModel,
    inquiry: Inquiry,
    members: Members | None,
    advance: Callable[[int], bool],
) -> Answer:
    request, goal = inquiry.request, inquiry.goal
    match inquiry.asked:
        case Asked.REACH:
            taken = what_it_takes(compiled, request, goal, inquiry.held, advance)
            return Answer(inquiry, taken)
        case Asked.LEVERS:
            found = levers(compiled, request, goal.indicator, goal.month, advance)
            return Answer(inquiry, found)
    if members is None:
        draws = compiled.draws(request.ensemble, request.assumptions)
        policies = (request.policy, STATUS_QUO)
        members = Members(*(project(compiled, one, draws) for one in policies))
    step = compiled.model.clock.step(goal.month)
    outcome = members.policy.of(goal.indicator)[step]
    if inquiry.of_change:
        # The same members serve both, so chance that strikes both alike is gone.
        outcome = outcome - members.baseline.of(goal.indicator)[step]
    parameters = uncertain_parameters(members.policy.draws.parameters, len(outcome))
    if inquiry.asked is Asked.BREAK:
        return Answer(inquiry, where_it_breaks(goal, outcome, parameters))
    return Answer(inquiry, uncertainties(goal.indicator, goal.month, outcome, parameters))
