"""What would have been without a decision or an inject: found out off the widgets' thread."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.analysis.counterfactual import RUNS, Counterfactual
from desktop.bridge.job import JobCancelledError, Progress
from desktop.bridge.latest_wins import LatestWins
from desktop.document.causes import runs_in_words
from desktop.document.play.headlines import headlines
from desktop.document.play.players import Act
from desktop.document.play.state import PlayState, Setup
from desktop.document.play.without import runs_without, without
from desktop.domain.ensemble import RunRequest
from desktop.domain.errors import VecinosError
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model

_PAUSE = 0.02
"""Seconds between two looks whether a slider is still held."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """Hold what the headline indicators would have been without some acts."""

    out: frozenset[Act]
    found: Mapping[str, Counterfactual]
    """By indicator; without those of which a percentage of zero would be needed."""


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """Hold what was run for one play."""

    setup: Setup
    compiled: CompiledModel
    found: dict[tuple[RunRequest, Policy], Mapping[str, Counterfactual]] = field(
        default_factory=dict
    )
    """By both runs, so that what is asked again is there, and what is otherwise is run anew."""


class WhatIf(QObject):
    """Answer what would have been without some acts, everything else as it was recorded.

    `stands` gives the play and where it stands. While `moving` says that a slider is held, no run
    begins: sliders come first. It is asked on another thread. `close` must be called.
    """

    answered = Signal(Answer)
    failed = Signal(VecinosError)
    advanced = Signal(int, int)
    """How many runs are done, and of how many."""

    def __init__(
        self,
        stands: Callable[[], tuple[Setup, PlayState]],
        moving: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stands, self._moving = stands, moving
        self._kept: _Kept | None = None
        """The thread that works makes it, and `forget` lets go of it."""
        self._latest: LatestWins[Answer] = LatestWins(
            self,
            self.answered.emit,
            self.failed.emit,
            lambda done: self.advanced.emit(done, RUNS),
            what="finding out what would have been in play",
        )

    @property
    def busy(self) -> bool:
        """Say whether an answer is still to come."""
        return self._latest.busy

    def ask(self, out: Collection[Act]) -> None:
        """Find out what would have been without these acts; `answered` or `failed` tells."""
        self.cancel()
        setup, state = self._stands()
        try:
            runs = runs_without(setup, state, out)
        except VecinosError as error:
            self.failed.emit(error)
        else:
            self._latest.want(partial(self._work, setup, state, frozenset(out), runs))

    def cancel(self) -> None:
        """Want no answer any more; a run under way is the last."""
        self._latest.cancel()

    def forget(self) -> None:
        """Cancel, and keep nothing: the play is left."""
        self.cancel()
        self._kept = None

    def close(self) -> None:
        """Cancel, and wait for the run under way; nothing is found out any more."""
        self._latest.close()

    def _work(
        self,
        setup: Setup,
        state: PlayState,
        out: frozenset[Act],
        runs: tuple[RunRequest, Policy],
        progress: Progress,
    ) -> Answer:
        kept = self._kept
        if kept is None or kept.setup is not setup:
            # A model of its own: the sliders' arrays stay laid out as they are.
            kept = self._kept = _Kept(setup, compile_model(setup.model))
        if runs not in kept.found:

            def advance(done: int) -> bool:
                while self._moving() and not progress.is_cancelled():
                    time.sleep(_PAUSE)
                return progress.advance(done)

            with runs_in_words(setup.model):
                found = without(kept.compiled, setup, state, out, headlines(setup), advance)
            if found is None:
                raise JobCancelledError
            kept.found[runs] = found
        return Answer(out, kept.found[runs])
