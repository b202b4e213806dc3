"""Finds out what dead levers need, once the scenario's own curves stand; the latest wins."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.analysis.gates import Gates, Need
from desktop.bridge.spare_runs import SpareRuns
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.engine.compile.compiler import CompiledModel
from desktop.session.idle_runs import IdleRuns
from desktop.session.projector import Projector

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins


class Needs(IdleRuns):
    """Answer what levers of the document's policy need that move nothing, for all windows.

    Nothing is asked while every lever is at its status quo, nor while a gesture is open: a row
    that grew in a drag would push the slider from under the hand.
    """

    found = Signal(tuple)
    """What the levers need: a tuple of Need."""

    def __init__(
        self,
        document: Document,
        projector: Projector,
        runs: SpareRuns,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(document, projector, runs, parent)
        self._latest: LatestWins[tuple[Need, ...]] = runs.questions(
            # The run of all members has failed as well, and the desk says so.
            self,
            self._tell,
            lambda _: self._tell(()),
        )
        self._gates_of = lru_cache(maxsize=1)(Gates)
        self.latest: tuple[Need, ...] = ()
        """What was found last."""

    def _give_way(self, changes: Changes) -> None:
        self._latest.cancel()

    def _begin(self) -> None:
        request = self._document.scenario.request
        if not request.policy.settings:
            self._latest.cancel()
            self._tell(())
            return

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> tuple[Need, ...]:
            return self._gates_of(compiled).needs(request, stopped)

        self._latest.want(self._runs.question(work))

    def _tell(self, found: tuple[Need, ...]) -> None:
        self.latest = found
        self.found.emit(found)
