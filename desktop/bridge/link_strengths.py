"""Finds out how strongly elements act on each other in the present run; the latest wins."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.analysis.strengths import InputStrengths, StrengthQuestion, Strengths
from desktop.bridge.spare_runs import REST_MS, SpareRuns
from desktop.document.causal_map import CausalMap, Way, causal_map
from desktop.document.causes import ModelGraph, runs_in_words
from desktop.domain.ensemble import RunRequest
from desktop.domain.errors import VecinosError
from desktop.engine.compile.compiler import CompiledModel

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins


@dataclass(frozen=True, slots=True)
class MapQuestion:
    """Ask for the map round an element, in one month of the central run of a request."""

    request: RunRequest
    subject: str
    step: int
    whole: frozenset[Way] = frozenset()
    """The sides of which all that stand beside the subject are shown."""


@dataclass(frozen=True, slots=True, eq=False)
class MapAnswer:
    """Hold the map that was asked for."""

    question: MapQuestion
    map: CausalMap


class LinkFinder(QObject):
    """Answer how strongly an element answers its inputs, and what the map round one is.

    Runs over the spare model, one question at a time. A card whose strengths cannot be had goes
    without them; a map that cannot be had is told by `map_failed`.
    """

    strengths_found = Signal(InputStrengths)
    map_found = Signal(MapAnswer)
    map_failed = Signal(VecinosError)

    def __init__(self, runs: SpareRuns, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._strengths: LatestWins[InputStrengths] = runs.questions(
            # The desk's own run has failed as well, and says so.
            self,
            self.strengths_found.emit,
            lambda _: None,
        )
        self._asked: StrengthQuestion | None = None
        self._rested = QTimer(self, singleShot=True, interval=REST_MS)
        self._rested.timeout.connect(self._begin)
        self._maps: LatestWins[MapAnswer] = runs.questions(
            self, self.map_found.emit, self.map_failed.emit
        )
        self._strengths_of = lru_cache(maxsize=1)(_strengths)
        self._graph_of = lru_cache(maxsize=1)(_graph)

    def ask_strengths(self, question: StrengthQuestion) -> None:
        """Find out for this element; what is under way for another one ends."""
        self._strengths.cancel()
        self._asked = question
        self._rested.start()

    def _begin(self) -> None:
        question = self._asked
        assert question is not None

        def work(compiled: CompiledModel, _: Callable[[], bool]) -> InputStrengths:
            strengths = self._of(compiled, question.request)
            return InputStrengths(question, strengths.into(question.element))

        self._strengths.want(self._runs.question(work))

    def ask_map(self, question: MapQuestion) -> None:
        """Find out for this subject and month; one of `map_found` and `map_failed` tells."""

        def work(compiled: CompiledModel, _: Callable[[], bool]) -> MapAnswer:
            with runs_in_words(compiled.model):
                strengths = self._of(compiled, question.request)

            def into(element: str) -> Mapping[str, float]:
                found = strengths.into(element)
                return {name: path[question.step].item() for name, path in found.items()}

            graph = self._graph_of(compiled)
            drawn = causal_map(graph, question.subject, into, question.whole)
            return MapAnswer(question, drawn)

        self._maps.want(self._runs.question(work))

    def cancel_map(self) -> None:
        """Want no map any more."""
        self._maps.cancel()

    def stop(self) -> None:
        """Want no strengths any more: the curves move."""
        self._rested.stop()
        self._strengths.cancel()

    def _of(self, compiled: CompiledModel, request: RunRequest) -> Strengths:
        return self._strengths_of(compiled, request)


def _strengths(compiled: CompiledModel, request: RunRequest) -> Strengths:
    return Strengths(compiled, request.policy, request.assumptions)


def _graph(compiled: CompiledModel) -> ModelGraph:
    return ModelGraph(compiled.model)
