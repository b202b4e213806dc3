"""Entries of a play's record, each in one line that people understand."""

from dataclasses import dataclass

from desktop.document.play.state import Setup
from desktop.domain.indicator import Change
from desktop.domain.play.entries import (
    BREAK,
    FACILITATOR,
    Advanced,
    Begun,
    Correction,
    CountdownAction,
    CountdownChanged,
    Ended,
    Endorsement,
    Entry,
    EventsDrawn,
    GoalDeclared,
    InjectReleased,
    InjectRetimed,
    InjectShown,
    InjectSkipped,
    Joined,
    MomentMarked,
    Noted,
    NoteKind,
    Offer,
    Predicted,
    Rationale,
    StageBegun,
    SuggestionDismissed,
    TeamAdded,
    Tie,
)
from desktop.domain.wording import Wording
from desktop.language.language import Language
from desktop.language.lever_values import LeverValues


@dataclass(frozen=True, slots=True)
class EntryWords:
    """Word the entries of one play in one language; ids have the names that people know."""

    setup: Setup
    language: Language

    # ------------------------------------------------------------ names

    def team(self, team: str) -> str:
        """Return the name of a team, that of whoever moves levers without teams included."""
        if team == FACILITATOR:
            return self.language.text("sheet.facilitator")
        names = {one.id: one.name for one in self.setup.exercise.teams}
        return self.either(names[team]) if team in names else team

    def caller(self, team: str) -> str:
        """Return who predicts: a team or, where there are none, the room."""
        return self.language.text("entry.room") if team == FACILITATOR else self.team(team)

    def lever(self, lever: str) -> str:
        """Return the name of a lever."""
        return self.language.wording(self.setup.model.levers[lever].name)

    def inject(self, inject: str) -> str:
        """Return number and title of an inject."""
        exercise = self.setup.exercise
        number = exercise.number(inject)
        title = self.either(exercise.injects[number - 1].title)
        return self.language.text("entry.inject", number=number, title=title)

    def objective(self, objective: str) -> str:
        """Return an objective by its number."""
        ids = [one.id for one in self.setup.exercise.objectives]
        return self.language.text("entry.objective", number=ids.index(objective) + 1)

    def round(self, round_id: str) -> str:
        """Return a round by its number."""
        number = list(self.setup.rounds).index(round_id) + 1
        return self.language.text("entry.round", number=number)

    def tie(self, noted: Noted) -> str:
        """Return what a note is tied to, short; empty for one that is tied to nothing."""
        match noted.tie:
            case Tie.OBJECTIVE:
                return self.objective(noted.tied_to)
            case Tie.INJECT:
                number = self.setup.exercise.number(noted.tied_to)
                return self.language.text("entry.tied_inject", number=number)
            case Tie.DECISION:
                team, _, lever = noted.tied_to.rpartition("/")
                return self.language.text(
                    "entry.tied_decision", lever=self.lever(lever), team=self.team(team)
                )
            case Tie.TEAM:
                return self.caller(noted.tied_to)
        return ""

    def either(self, wording: Wording) -> str:
        """Return a text in this language, or in the other one where it has none."""
        return self.language.wording(wording) or wording.en or wording.es

    # ------------------------------------------------------------ entries

    def words(self, entry: Entry) -> str:
        """Return what an entry says."""
        match entry:
            case Offer() | Rationale() | Endorsement() | Predicted():
                return self._of_a_team(entry)
            case InjectShown() | InjectReleased() | InjectSkipped():
                return self._of_an_inject(entry)
            case InjectRetimed() | SuggestionDismissed():
                return self._of_an_inject(entry)
            case Noted() | MomentMarked() | Joined() | TeamAdded() | GoalDeclared():
                return self._beside(entry)
        return self._of_the_course(entry)

    def _of_the_course(self, entry: Entry) -> str:
        text = self.language.text
        match entry:
            case StageBegun():
                return self._stage(entry)
            case CountdownChanged():
                return self._countdown(entry)
            case Advanced():
                return text("entry.advanced", round=self.round(entry.round))
            case EventsDrawn():
                if not entry.events:
                    return text("entry.no_events")
                return self.language.plural("entry.events", len(entry.events))
            case Correction():
                return text("entry.correction", number=entry.entry)
            case Begun():
                return text("entry.begun")
            case Ended():
                return text("entry.ended")
        raise TypeError(entry)

    def _stage(self, entry: StageBegun) -> str:
        text, round_words = self.language.text, self.round(entry.round)
        if entry.stage == BREAK:
            return text("entry.break", round=round_words)
        stage = text(f"exercise.phase.{entry.stage}")
        return text("entry.stage", round=round_words, stage=stage)

    def _countdown(self, entry: CountdownChanged) -> str:
        text = self.language.text
        if entry.action == CountdownAction.HOLD:
            return text("entry.held")
        if entry.action == CountdownAction.RUN:
            return text("entry.runs")
        minutes = self.language.number(entry.by / 60.0, 1, signed=True)
        return text("entry.changed_by", minutes=minutes.removesuffix(".0"))

    def _of_an_inject(self, entry: Entry) -> str:
        text = self.language.text
        match entry:
            case InjectShown(""):
                return text("entry.put_away")
            case InjectShown():
                return text("entry.shown", inject=self.inject(entry.inject))
            case InjectReleased():
                return text("entry.released", inject=self.inject(entry.inject))
            case InjectSkipped():
                return text("entry.skipped", inject=self.inject(entry.inject))
            case InjectRetimed():
                return text("entry.retimed", inject=self.inject(entry.inject), minute=entry.at)
            case SuggestionDismissed():
                return text("entry.dismissed", inject=self.inject(entry.inject))
        raise TypeError(entry)

    def _of_a_team(self, entry: Offer | Rationale | Endorsement | Predicted) -> str:
        text, team = self.language.text, self.team(entry.team)
        match entry:
            case Offer():
                words = LeverValues(self.language, self.setup.model.levers[entry.lever])
                fields = {"team": team, "lever": words.name, "value": words.value(entry.value)}
                if entry.ramp:
                    return self.language.plural("entry.offer_over", entry.ramp, **fields)
                return text("entry.offer", **fields)
            case Rationale():
                return text("entry.why", team=team, text=entry.text)
            case Endorsement():
                lever, mover = self.lever(entry.lever), self.team(entry.mover)
                if entry.endorses:
                    return text("entry.endorses", team=team, lever=lever, mover=mover)
                return text("entry.opposes", team=team, lever=lever, mover=mover)
        return self._predicted(entry)

    def _predicted(self, entry: Predicted) -> str:
        language, indicator = self.language, self.setup.model.indicators[entry.indicator]
        said = [language.text(f"calls.{entry.direction}")]
        if entry.confidence is not None:
            said.append(language.text("calls.percent", value=entry.confidence))
        if entry.amount is not None:
            value = language.number(entry.amount, 1, signed=True)
            if indicator.change is Change.PERCENT:
                said.append(language.text("calls.percent", value=value))
            else:
                said.append(language.text("calls.points", value=value))
        return language.text(
            "entry.predicted",
            team=self.caller(entry.team),
            indicator=language.wording(indicator.name),
            said=", ".join(said),
        )

    def _kept(self, said: str) -> str:
        """Return a name or a note, or that it was forgotten: neither is taken down empty."""
        return said or self.language.text("entry.forgotten")

    def _beside(self, entry: Entry) -> str:
        text = self.language.text
        match entry:
            case Noted():
                if entry.kind == NoteKind.STRENGTH:
                    return text("entry.strength", text=self._kept(entry.text))
                return text("entry.improve", text=self._kept(entry.text))
            case MomentMarked(""):
                return text("entry.moment")
            case MomentMarked():
                return text("entry.moment_of", text=entry.text)
            case Joined() if not entry.team:
                return text("entry.helps", name=self._kept(entry.name))
            case Joined():
                name = self._kept(entry.name)
                return text("entry.joined", name=name, team=self.team(entry.team))
            case TeamAdded():
                return text("entry.team_added", team=entry.team)
            case GoalDeclared():
                goal = next(one for one in self.setup.exercise.goals if one.id == entry.goal)
                return text("entry.goal", goal=self.either(goal.name))
        raise TypeError(entry)
