"""Finds out what every lever alone does to every curve, off the widgets' thread, each time once."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.analysis.outcomes import Outcomes, far_end, outcomes
from desktop.bridge.job import JobCancelledError, Progress
from desktop.bridge.spare_runs import SpareRuns
from desktop.document.document import Document
from desktop.domain.errors import VecinosError
from desktop.domain.lever import Setting
from desktop.engine.compile.compiler import CompiledModel

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins

MOST_KEPT = 8
"""Tables that are kept: a third of a megabyte each."""

Key = tuple[str, str, tuple[tuple[str, Setting], ...]]


class Stand(StrEnum):
    """Say where each lever stands while it stands alone; words: the message `outcomes.<stand>`."""

    FAR_END = "far_end"
    AS_SET = "as_set"
    """Where the scenario sets it; levers at their status quo are left out."""


class KeptOutcomes:
    """Keep what was found, by the model's digest, the assumptions and the settings."""

    def __init__(self) -> None:
        self._kept: dict[Key, Outcomes] = {}

    def of(self, key: Key) -> Outcomes | None:
        """Return what was found for a key, if it is still there."""
        return self._kept.get(key)

    def keep(self, key: Key, found: Outcomes) -> None:
        """Keep this, and let go of the oldest of too many."""
        self._kept[key] = found
        while len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]


class OutcomeRuns(QObject):
    """Answer for the document as it stands; the latest question wins.

    What is kept is told before `want` returns. `close` must be called.
    """

    found = Signal(Outcomes)
    failed = Signal(VecinosError)
    advanced = Signal(int)
    """How many of `count` levers are done."""

    def __init__(
        self, document: Document, runs: SpareRuns, kept: KeptOutcomes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._runs, self._kept = document, runs, kept
        self._key: Key | None = None
        self._latest: LatestWins[Outcomes] = runs.questions(
            self, self._take, self.failed.emit, self.advanced.emit
        )
        self.count = 0

    @property
    def busy(self) -> bool:
        """Say whether an answer is still to come."""
        return self._latest.busy

    def want(self, stand: Stand) -> None:
        """Find out what each lever does alone at its far end, or where it is set."""
        settings = self._settings(stand)
        assumptions = self._document.scenario.assumed
        self._key = (
            self._document.model.digest,
            self._document.scenario.assumptions,
            tuple(sorted(settings.items(), key=lambda item: item[0])),
        )
        self.count = len(settings)
        known = self._kept.of(self._key)
        if known is not None:
            self._latest.cancel()
            self.found.emit(known)
            return

        def work(compiled: CompiledModel, progress: Progress) -> Outcomes:
            found = outcomes(compiled, settings, assumptions, progress.advance)
            if found is None:
                raise JobCancelledError
            return found

        self._latest.want(self._runs.long_question(work))

    def _settings(self, stand: Stand) -> Mapping[str, Setting]:
        levers = self._document.model.levers
        if stand is Stand.FAR_END:
            return {lever.id: Setting(far_end(lever)) for lever in levers.values()}
        given = self._document.scenario.combined.settings
        return {lever: given[lever] for lever in levers if lever in given}

    def _take(self, found: Outcomes) -> None:
        if self._key is not None:
            self._kept.keep(self._key, found)
        self.found.emit(found)

    def cancel(self) -> None:
        """Want no answer any more; a run under way is the last."""
        self._latest.cancel()

    def close(self) -> None:
        """Cancel, and wait for the run under way."""
        self._latest.close()
