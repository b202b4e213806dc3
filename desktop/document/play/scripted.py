"""Plays what a script asks for, by the same rules and the same runs as the window."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property

from desktop.analysis.played_figures import played_figures
from desktop.document.causes import runs_in_words
from desktop.document.play import script
from desktop.document.play.errors import PlayError
from desktop.document.play.fitting import known, present_round
from desktop.document.play.fold import follow
from desktop.document.play.record import PlayRecord
from desktop.document.play.scenario import drawn, request
from desktop.document.play.script import ScriptLine
from desktop.document.play.state import Setup
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import (
    FACILITATOR,
    KINDS,
    STAGES,
    Advanced,
    Begun,
    Entry,
    InjectRetimed,
    Offer,
    Recorded,
    StageBegun,
)
from desktop.engine.compile.compiler import CompiledModel, compile_model


class NothingGuidedError(PlayError):
    """Fields: round. The facilitator guides through no moves in it."""

    code = "play_nothing_guided"


class RefusedLineError(VecinosError):
    """Fields: path, line, why: the sentence of `refusal`, the error that the rules raise."""

    code = "script_refused"

    def __init__(self, file: str, line: int, refusal: VecinosError) -> None:
        super().__init__(path=file, line=line, why=refusal.code)
        self.file, self.line, self.refusal = file, line, refusal


class ScriptedPlay:
    """Play an exercise without a window; `keep` is handed each entry as soon as it stands."""

    def __init__(self, setup: Setup, start: datetime, keep: Callable[[Recorded], object]) -> None:
        self.record = PlayRecord(setup)
        self._start, self._keep = start, keep

    def play(self, file: str, lines: Iterable[ScriptLine]) -> None:
        """Enter what lines ask for; stop with RefusedLineError at the first that is refused.

        What stands before it stays, and nothing of it does. Raise what `keep` and runs of the model
        raise besides.
        """
        for line in lines:
            with _refusals(file, line):
                entries = self._asked(line)
                self._try(line, entries)
            for entry in entries:
                entered = self._with_figures(entry) if isinstance(entry, Advanced) else entry
                with _refusals(file, line):
                    added = self.record.add(entered, self._instant(line), line.seconds, line.author)
                self._keep(added)

    def _asked(self, line: ScriptLine) -> tuple[Entry, ...]:
        """Return what a line enters; play knows what it leaves out."""
        setup, state, said = self.record.setup, self.record.state, dict(line.values)
        match line.do:
            case script.BEGUN:
                return (Begun(),)
            case script.DRAW:
                return (drawn(setup, state),)
            case script.GUIDED:
                moves = present_round(setup, state).moves
                if not moves:
                    raise NothingGuidedError(round=state.round)
                return tuple(Offer(FACILITATOR, one.lever, one.value, one.ramp) for one in moves)
            case script.RETIMED:
                return (InjectRetimed(said["inject"], said["minute"]),)
            case script.ADVANCE:
                return (Advanced(said.get("round") or present_round(setup, state).id),)
            case script.STAGE:
                place = said.get("round", state.round or next(iter(setup.rounds)))
                known("round", place, setup.rounds)
                known("stage", said["stage"], STAGES)
                planned = 60.0 * setup.minutes(place, said["stage"])
                return (StageBegun(place, said["stage"], said.get("duration", planned)),)
        if line.do == script.OFFER and said["lever"] in setup.model.levers:
            # As where it is typed: nothing is rounded that nobody asked to be.
            lever, value = setup.model.levers[said["lever"]], said["value"]
            lever.check(value)
            lever.check_typed(f"{value:.15g}", value)
        return (KINDS[line.do](**said),)

    def _try(self, line: ScriptLine, entries: Sequence[Entry]) -> None:
        """Raise what the rules say against entries, before the model runs and one stands."""
        record, state = list(self.record.entries), self.record.state
        for entry in entries:
            number = len(record) + 1
            one = Recorded(number, self._instant(line), line.seconds, line.author, entry)
            state = follow(self.record.setup, state, record, one)
            record.append(one)

    def _with_figures(self, advance: Advanced) -> Advanced:
        """Return an advance that the rules allow, with what the model shows of its months."""
        setup, state = self.record.setup, self.record.state
        last = state.played_until.plus(setup.rounds[advance.round].months)
        with runs_in_words(setup.model):
            figures = played_figures(
                self._compiled, request(setup, state), state.played_until, last
            )
        return replace(advance, figures=figures)

    def _instant(self, line: ScriptLine) -> datetime:
        return self._start + timedelta(seconds=line.seconds)

    @cached_property
    def _compiled(self) -> CompiledModel:
        return compile_model(self.record.setup.model)


@contextmanager
def _refusals(file: str, line: ScriptLine) -> Iterator[None]:
    """Let what the rules say against a line name it."""
    try:
        yield
    except VecinosError as refusal:
        raise RefusedLineError(file, line.number, refusal) from refusal
