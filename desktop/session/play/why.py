"""Why a curve moved in play: found out off the widgets' thread; the latest question wins."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.analysis.kept_parts import Kept, kept_parts
from desktop.analysis.parts import Medians, Runs, Span, coalitions
from desktop.bridge.job import JobCancelledError, Progress
from desktop.document.causes import runs_in_words
from desktop.document.play.errors import NothingPlayedError
from desktop.document.play.players import by_side, policy_of
from desktop.document.play.scenario import request
from desktop.document.play.state import PlayState, Setup
from desktop.domain.errors import UnknownIndicatorError
from desktop.domain.parts import Parts
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.session.play.play_question import PlayQuestion


class Since(StrEnum):
    """Say from when a change is counted."""

    ROUND = "round"
    """The round that was played last, as teams' calls are judged."""
    START = "start"
    """The whole of play."""


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """Hold what was run for one play."""

    setup: Setup
    compiled: CompiledModel
    medians: dict[str, Medians] = field(default_factory=dict)
    """By indicator."""


class Why(PlayQuestion):
    """Answer why a curve moved: what each side, joint moves, injects and chance had to do with it.

    The change is that of the drawn median up to the last month played, and all parts, with what
    came anyway, add up to it. Nothing later than that month is asked or told. Runs are kept, so
    that a second question about a curve is answered at once; answers stay where `kept` says, for
    whoever asks the same another day.
    """

    answered = Signal(Parts)

    def __init__(
        self,
        stands: Callable[[], tuple[Setup, PlayState]],
        moving: Callable[[], bool],
        parent: QObject | None = None,
        kept: Callable[[], Kept] | None = None,
    ) -> None:
        what = "finding out why a curve moved in play"
        super().__init__(stands, moving, what, parent)
        self._answers = kept
        self._kept: _Kept | None = None
        """The thread that works makes it, and `forget` lets go of it."""

    def ask(self, indicator: str, since: Since = Since.ROUND) -> None:
        """Find out why an indicator moved; one of `answered` and `failed` tells."""
        self.cancel()
        setup, state = self._stands()
        if indicator not in setup.model.indicators:
            self.failed.emit(UnknownIndicatorError(indicator=indicator))
        elif not state.advances:
            self.failed.emit(NothingPlayedError())
        else:
            played = state.advances[0 if since is Since.START else -1]
            span = Span(state.played_until, played.first.plus(-1))
            self._of = coalitions(len(by_side(setup, state)))
            kept = None if self._answers is None else self._answers()
            self._latest.want(partial(self._work, setup, state, kept, indicator, span))

    def _answer(self, found: Parts) -> None:
        self.answered.emit(found)

    def _let_go(self) -> None:
        self._kept = None

    def _work(
        self,
        setup: Setup,
        state: PlayState,
        kept: Kept | None,
        indicator: str,
        span: Span,
        progress: Progress,
    ) -> Parts:
        players = by_side(setup, state)
        with runs_in_words(setup.model):
            found = kept_parts(
                kept,
                self._runs(setup, state, indicator),
                tuple(players),
                policy_of(setup, state, players),
                span,
                partial(self._advance, progress),
            )
        if found is None:
            raise JobCancelledError
        return found

    def _runs(self, setup: Setup, state: PlayState, indicator: str) -> Medians:
        kept = self._kept
        if kept is None or kept.setup is not setup:
            # A model of its own: the sliders' arrays stay laid out as they are.
            kept = self._kept = _Kept(setup, compile_model(setup.model))
        if indicator not in kept.medians:
            runs = Runs(kept.compiled, request(setup, state), [indicator])
            kept.medians[indicator] = Medians(runs, setup.model.indicators[indicator])
        return kept.medians[indicator]
