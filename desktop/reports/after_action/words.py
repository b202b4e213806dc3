"""How a report speaks in one language of what is in a play."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from desktop.domain.clock import Month
from desktop.domain.indicator import Change
from desktop.domain.play.entries import FACILITATOR, Noted, Tie
from desktop.language.language import Language
from desktop.language.lever_values import LeverValues
from desktop.reports.after_action.names import Withheld, names_of_people
from desktop.reports.after_action.played import PlayedExercise
from desktop.reports.entry_words import EntryWords
from desktop.reports.exercise_paper.voice import Voice
from desktop.reports.paper.tree import Block, ItemList, Paragraph, Text, plain


@dataclass(frozen=True, slots=True, eq=False)
class ReportWords:
    """Word the parts of one play in one language; `said` is applied to whatever people said."""

    played: PlayedExercise
    language: Language
    said: Callable[[str], str]
    named: bool
    """Whether people are named."""

    @property
    def voice(self) -> Voice:
        """Return the voice of the exercise's own texts."""
        return Voice(self.language)

    @property
    def entries(self) -> EntryWords:
        """Return the words of entries."""
        return EntryWords(self.played.setup, self.language)

    @property
    def handling(self) -> str:
        """Return who may see the report, on every page of it."""
        handling = self.played.setup.exercise.handling
        own = self.language.text("paper.handling")
        said = own if handling is None else self.voice.string(handling)
        return self.language.text("after_action.handling", handling=said)

    def text(self, message: str, **fields: object) -> Text:
        """Return a message of the catalogue."""
        return self.voice.text(message, **fields)

    def team(self, team: str) -> str:
        """Return the name of a team; one that came later may bear the name of somebody."""
        known = team in {one.id for one in self.played.setup.exercise.teams}
        name = self.entries.team(team)
        return name if known or team == FACILITATOR else self.said(name)

    def about_team(self, team: str) -> str:
        """Return whom a note is about: a team or, where there are none, the room."""
        return self.entries.caller(team) if team == FACILITATOR else self.team(team)

    def round(self, round_id: str) -> str:
        """Return number and title of a round."""
        title = self.voice.string(self.played.setup.rounds[round_id].title)
        return self.language.text("paper.round", n=self.played.number(round_id), title=title)

    def values(self, lever: str) -> LeverValues:
        """Return the words of a lever's values."""
        return LeverValues(self.language, self.played.setup.model.levers[lever])

    def indicator(self, indicator: str) -> str:
        """Return the name of an indicator."""
        return self.language.wording(self.played.setup.model.indicators[indicator].name)

    def value(self, indicator: str, value: float) -> str:
        """Return a value of an indicator with its unit."""
        known = self.played.setup.model.indicators[indicator]
        number = self.language.number(value, known.decimals)
        return self.language.wording(known.value).replace("{value}", number)

    def change(self, indicator: str, change: float) -> str:
        """Return a change of an indicator with its sign, in percent or in points."""
        number = self.language.number(change, 1, signed=True)
        if self.played.setup.model.indicators[indicator].change is Change.PERCENT:
            return self.language.text("calls.percent", value=number)
        return self.language.text("calls.points", value=number)

    def months(self, first: Month, last: Month) -> str:
        """Return the first and the last of some months."""
        return self.language.text(
            "paper.months", first=self.language.date(first), last=self.language.date(last)
        )

    def points(self, points: float) -> str:
        """Return points of political capital."""
        return self.language.exactly(points, 1)

    def tie(self, noted: Noted) -> str:
        """Return what a note is tied to; empty for one that is tied to nothing."""
        if noted.tie == Tie.TEAM:
            return self.about_team(noted.tied_to)
        if noted.tie != Tie.DECISION:
            return self.entries.tie(noted)
        team, _, lever = noted.tied_to.rpartition("/")
        return self.language.text(
            "entry.tied_decision", lever=self.entries.lever(lever), team=self.team(team)
        )


def in_each(
    played: PlayedExercise, languages: Iterable[Language], *, named: bool
) -> Iterator[tuple[ReportWords, Withheld]]:
    """Yield the words of each language, and what takes the names of people out if not `named`."""
    names = () if named else names_of_people(played.setup, played.entries)
    for language in languages:
        withheld = Withheld(names, language.text("after_action.withheld"))
        yield ReportWords(played, language, withheld.said, named), withheld


def clock(seconds: float) -> str:
    """Return seconds of the exercise as hours, minutes and seconds, `1:05:09`."""
    return str(timedelta(seconds=int(seconds)))


def items(found: Sequence[Text], nothing: Text) -> list[Block]:
    """Return a list, or a line that says there is nothing in it."""
    return [ItemList(tuple(found))] if found else [Paragraph(nothing)]


def lines(*found: str) -> Text:
    """Return lines one under the other."""
    return plain("\n".join(found))
