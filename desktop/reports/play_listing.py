"""A play that was scripted: a table for people, and one record for programs."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.document.play.state import PlayState, Setup, released
from desktop.domain.clock import Month
from desktop.domain.indicator import Change
from desktop.domain.play.entries import PlayHeader
from desktop.domain.wording import Wording
from desktop.language.language import Language
from desktop.language.lever_values import LeverValues
from desktop.reports.entry_words import EntryWords
from desktop.reports.listing import Listing
from desktop.reports.play_words import stage_name
from desktop.reports.played_rounds import (
    PlayedCall,
    PlayedInject,
    PlayedRound,
    played_event,
    played_rounds,
)


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """Hold why a script was not played to its end."""

    line: int
    code: str
    """Of the error, which stays the same in every version."""
    text: Wording


@dataclass(frozen=True, slots=True)
class PlayReport:
    """Hold a play as a whole."""

    id: int | None
    """In the library; None where no entry was kept."""
    name: str
    exercise: str
    rehearsal: bool
    model_version: str
    model_digest: str
    entries: int
    refused: RefusedLine | None
    round: str
    stage: str
    seconds: float
    ended: bool
    played_until: str
    declared: tuple[str, ...]
    notes: int
    injects: tuple[PlayedInject, ...]
    rounds: tuple[PlayedRound, ...]


def play_report(
    setup: Setup,
    state: PlayState,
    header: PlayHeader,
    name: str,
    number: int | None,
    refused: RefusedLine | None,
) -> PlayReport:
    """Return what a play came to; `number` is its id in the library."""
    return PlayReport(
        id=number,
        name=name,
        exercise=setup.exercise.id,
        rehearsal=header.rehearsal,
        model_version=header.model_version,
        model_digest=header.model_digest,
        entries=state.number,
        refused=refused,
        round=state.round,
        stage=state.stage,
        seconds=state.seconds,
        ended=state.ended,
        played_until=str(state.played_until),
        declared=state.declared,
        notes=len(state.notes),
        injects=tuple(_released(state)),
        rounds=played_rounds(setup, state),
    )


def _released(state: PlayState) -> Iterator[PlayedInject]:
    for name in released(state):
        inject = state.injects[name]
        assert inject.released is not None
        strikes = None if inject.strikes is None else played_event(inject.strikes)
        yield PlayedInject(name, inject.released.seconds, strikes)


def play_listing(report: PlayReport, setup: Setup, state: PlayState, language: Language) -> Listing:
    """List a play round by round, and where it stands in the end."""
    words = _Words(setup, state, language)
    headings = (
        language.text("listing.round"),
        language.text("listing.what"),
        language.text("listing.team"),
        language.text("listing.about"),
        language.text("listing.value"),
        language.text("listing.came_to"),
    )
    lines = [line for one in report.rounds for line in words.round(one)]
    return Listing((report,), headings, [*lines, *words.end(report)])


_Row = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Words:
    """Word the rows of a play."""

    setup: Setup
    state: PlayState
    language: Language

    @property
    def _entries(self) -> EntryWords:
        return EntryWords(self.setup, self.language)

    def round(self, one: PlayedRound) -> Iterator[_Row]:
        """Yield the rows of one round."""
        text, title = self.language.text, self._entries.either(one.title)
        for made in one.decisions:
            what = text("play.listed.late") if made.late else text("play.listed.decision")
            moved = text(
                "play.listed.from_to",
                before=self._values(made.lever).value(made.before),
                value=self._values(made.lever).value(made.value),
            )
            yield (
                *(title, what, self._team(made.team), self._values(made.lever).name, moved),
                self._points(made.cost) if made.team in self.state.teams else "",
            )
        for joint in one.joint:
            values = self._values(joint.lever)
            offers = text(
                "play.listed.offers", us=values.value(joint.us), mx=values.value(joint.mx)
            )
            what, came = text("play.listed.joint"), values.value(joint.value)
            yield title, what, "", values.name, offers, came
        for said in one.support:
            yes, no = text("play.listed.endorsed"), text("play.listed.opposed")
            what = yes if said.endorses else no
            mover, lever = self._team(said.mover), self._values(said.lever).name
            yield title, what, self._team(said.team), lever, mover, ""
        for purse in one.purses:
            if purse.spent:
                spent = text(
                    "play.listed.of",
                    spent=self._points(purse.spent),
                    purse=self._points(purse.purse),
                )
                yield title, text("play.listed.spent"), self._team(purse.team), "", spent, ""
        for drawn in one.drawn:
            name = self.language.wording(self.setup.model.events[drawn.event].name)
            month = self._month(drawn.month)
            yield title, text("play.listed.drawn"), "", name, month, ""
        for call in one.predictions:
            yield title, text("play.listed.prediction"), *self._call(call)
        if one.first is not None and one.last is not None:
            first, last = self._month(one.first), self._month(one.last)
            months = text("play.listed.from_to", before=first, value=last)
            yield title, text("play.listed.played"), "", "", months, ""

    def end(self, report: PlayReport) -> Iterator[_Row]:
        """Yield the rows about the play as a whole."""
        text = self.language.text
        titles = {one.id: self._entries.either(one.title) for one in self.setup.exercise.injects}
        rounds = {one.id: one.round for one in self.setup.exercise.injects}
        for one in report.injects:
            strikes = "" if one.strikes is None else self._month(one.strikes.month)
            title = self._entries.either(self.setup.rounds[rounds[one.inject]].title)
            yield title, text("play.listed.released"), "", titles[one.inject], "", strikes
        goals = {one.id: self._entries.either(one.name) for one in self.setup.exercise.goals}
        for goal in report.declared:
            yield "", text("play.listed.declared"), "", goals[goal], "", ""
        stage = text("play.listed.ended") if report.ended else ""
        if report.stage and not report.ended:
            stage = stage_name(report.stage, self.language)
        now = self.setup.rounds.get(report.round)
        yield (
            "" if now is None else self._entries.either(now.title),
            text("play.listed.stands"),
            *("", stage, self._month(report.played_until)),
            self.language.plural("play.listed.entries", report.entries),
        )

    def _call(self, call: PlayedCall) -> tuple[str, str, str, str]:
        indicator = self.setup.model.indicators[call.indicator]
        said = self.language.text(f"calls.{call.direction}")
        if call.confidence is not None:
            said = self.language.text("play.listed.sure", call=said, sure=call.confidence)
        came = ""
        if call.outcome is not None:
            percent = indicator.change is Change.PERCENT
            came = self.language.number(call.outcome, 1, signed=True)
            came = self.language.text("play.listed.percent", number=came) if percent else came
            if call.brier is not None:
                brier = self.language.number(call.brier, 2)
                came = self.language.text("play.listed.score", change=came, brier=brier)
        return self._team(call.team), self.language.wording(indicator.name), said, came

    def _team(self, team: str) -> str:
        return self._entries.team(team)

    def _values(self, lever: str) -> LeverValues:
        return LeverValues(self.language, self.setup.model.levers[lever])

    def _month(self, month: str) -> str:
        return self.language.date(Month.parse(month))

    def _points(self, points: float) -> str:
        return self.language.exactly(points)
