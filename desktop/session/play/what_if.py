"""What would have been without a decision or an inject: found out off the widgets' thread."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.analysis.counterfactual import RUNS, Counterfactual
from desktop.bridge.job import JobCancelledError, Progress
from desktop.document.causes import runs_in_words
from desktop.document.play.headlines import headlines
from desktop.document.play.players import Act
from desktop.document.play.state import PlayState, Setup
from desktop.document.play.without import runs_without, without
from desktop.domain.ensemble import RunRequest
from desktop.domain.errors import VecinosError
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.session.play.play_question import PlayQuestion


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


class WhatIf(PlayQuestion):
    """Answer what would have been without some acts, everything else as it was recorded."""

    answered = Signal(Answer)

    def __init__(
        self,
        stands: Callable[[], tuple[Setup, PlayState]],
        moving: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        what = "finding out what would have been in play"
        super().__init__(stands, moving, what, parent)
        self._of = RUNS
        self._kept: _Kept | None = None
        """The thread that works makes it, and `forget` lets go of it."""

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

    def _answer(self, found: Answer) -> None:
        self.answered.emit(found)

    def _let_go(self) -> None:
        self._kept = None

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
            advance = partial(self._advance, progress)
            with runs_in_words(setup.model):
                found = without(kept.compiled, setup, state, out, headlines(setup), advance)
            if found is None:
                raise JobCancelledError
            kept.found[runs] = found
        return Answer(out, kept.found[runs])
