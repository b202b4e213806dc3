"""What was seen and what shall follow: objectives, goals, strengths, improvements, actions."""

from collections.abc import Iterator
from itertools import count
from textwrap import shorten

from desktop.document.play.goal_standing import standing
from desktop.document.play.scenario import goals
from desktop.document.play.state import InjectStatus, Note
from desktop.domain.exercise.exercise import Criterion, Objective, Rating
from desktop.domain.play.entries import FACILITATOR, MomentMarked, Noted, NoteKind, Tie
from desktop.reports.after_action.words import ReportWords, clock, items, lines
from desktop.reports.exercise_paper.voice import ticks
from desktop.reports.paper.tree import (
    Block,
    Boxes,
    Heading,
    ItemList,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    WriteOn,
    plain,
    strong,
)

_LEAST_ACTIONS = 5
"""Rows of corrective actions, where fewer improvements were noted."""
_LINES = 2
"""To write on in a row of the plan."""


class Evaluated:
    """Make the sections about what evaluators saw."""

    def __init__(self, words: ReportWords) -> None:
        self._words = words
        self._played, self._language = words.played, words.language

    def objectives(self) -> list[Block]:
        """Return each objective with what bears on it, and boxes for its rating."""
        text = self._words.text
        found = self._played.setup.exercise.objectives
        blocks: list[Block] = [Heading(text("after_action.objectives"))]
        if not found:
            return [*blocks, Paragraph(text("after_action.no_objectives"))]
        blocks.append(Paragraph(text("after_action.objectives.about")))
        for number, objective in enumerate(found, 1):
            blocks += self.objective(number, objective)
        return blocks

    def objective(self, number: int, objective: Objective) -> Iterator[Block]:
        """Yield one objective: what bears on it, and the boxes for its rating."""
        text, voice, language = self._words.text, self._words.voice, self._language
        capability = voice.string(objective.capability)
        yield Heading(text("paper.evaluation.objective", n=number, capability=capability), 3)
        yield from voice.paragraphs(objective.text)
        judged = voice.string(objective.judged)
        yield Paragraph(text("after_action.judged", how=judged))
        served = [
            text("after_action.inject_was", inject=self._words.entries.inject(one.id), how=how)
            for one in self._played.setup.exercise.injects
            if objective.id in one.objectives
            for how in (self._became(one.id),)
        ]
        if served:
            yield Paragraph(strong(language.text("after_action.served")), introduces=True)
            yield ItemList(tuple(served))
        yield Paragraph(strong(language.text("after_action.evidence")), introduces=True)
        yield from items(self.evidence(objective), text("after_action.no_evidence"))
        target = language.text(f"exercise.rating.{objective.target}")
        yield Paragraph(text("after_action.rate", target=target), introduces=True)
        yield Boxes(
            tuple(
                text(
                    f"after_action.rated.{rating}",
                    rating=language.text(f"exercise.rating.{rating}"),
                )
                for rating in Rating
            )
        )

    def evidence(self, objective: Objective) -> list[Text]:
        """Return the notes that are tied to an objective or to an inject that serves it."""
        return [self.noted(one) for one in self.notes() if self._bears_on(one, objective)]

    def _became(self, inject: str) -> str:
        stands = self._played.state.injects.get(inject)
        if stands is not None and stands.status is InjectStatus.RELEASED:
            return self._language.text("after_action.was_released")
        if stands is not None and stands.status is InjectStatus.SKIPPED:
            return self._language.text("after_action.was_skipped")
        return self._language.text("after_action.was_waiting")

    def _bears_on(self, note: Note, objective: Objective) -> bool:
        said = note.said
        if not isinstance(said, Noted):
            return False
        if said.tie == Tie.OBJECTIVE:
            return said.tied_to == objective.id
        injects = {one.id: one.objectives for one in self._played.setup.exercise.injects}
        return said.tie == Tie.INJECT and objective.id in injects.get(said.tied_to, ())

    # ------------------------------------------------------------ notes

    def notes(self, kind: NoteKind | None = None) -> list[Note]:
        """Return the notes whose words are there, in their order."""
        return [
            one
            for one in self._played.state.notes
            if isinstance(one.said, Noted)
            and one.said.text.strip()
            and (kind is None or one.said.kind == kind)
        ]

    def by_team(self, kind: NoteKind) -> list[tuple[str, list[Note]]]:
        """Return such notes by the team they are about, in the order of teams; of none first."""
        found: dict[str, list[Note]] = {one: [] for one in ("", *self._played.state.teams)}
        for note in self.notes(kind):
            said = note.said
            team = said.tied_to if isinstance(said, Noted) and said.tie == Tie.TEAM else ""
            found.setdefault(team, []).append(note)
        return [(team, some) for team, some in found.items() if some]

    def noted(self, note: Note, longest: int | None = None, *, under_team: bool = False) -> Text:
        """Return what was noted, with when, by whom and about what; `longest` in characters.

        `under_team` leaves away the team under whose name it stands.
        """
        assert isinstance(note.said, Noted)
        words = self._words.said(note.said.text.strip())
        if longest is not None:
            words = shorten(words, longest, placeholder="…")
        said = Run(words)
        about = [clock(note.recorded.seconds)]
        if note.round:
            about.append(self._words.entries.round(note.round))
        tied = self._words.tie(note.said)
        if tied and not (under_team and note.said.tie == Tie.TEAM):
            about.append(tied)
        author = note.recorded.author
        if self._words.named and author != FACILITATOR:
            about.append(self._words.team(author))
        return said, Run(f" ({' · '.join(about)})", emphasis=True)

    def strengths(self) -> list[Block]:
        """Return what evaluators took down as strengths."""
        blocks: list[Block] = [Heading(self._words.text("paper.evaluation.strengths"))]
        found = self.by_team(NoteKind.STRENGTH)
        for team, notes in found:
            blocks += self._named(team)
            blocks.append(ItemList(tuple(self.noted(one, under_team=True) for one in notes)))
        if not found:
            blocks.append(Paragraph(self._words.text("after_action.no_strengths")))
        return blocks

    def _named(self, team: str) -> list[Block]:
        """Return what stands over the notes about a team; nothing over those about none."""
        return [Heading(plain(self._words.about_team(team)), 3)] if team else []

    def improvements(self) -> list[Block]:
        """Return what is to be done better, each with room for its root cause."""
        text = self._words.text
        blocks: list[Block] = [Heading(text("paper.evaluation.improvements"))]
        numbers = count(1)
        found = self.by_team(NoteKind.IMPROVEMENT)
        for team, notes in found:
            blocks += self._named(team)
            for note in notes:
                numbered = self._language.text("after_action.area", n=next(numbers))
                said = self.noted(note, under_team=True)
                blocks += [
                    Paragraph((Run(numbered, strong=True), Run(" "), *said)),
                    Paragraph(text("after_action.root_cause"), introduces=True),
                    WriteOn(1),
                ]
        if not found:
            blocks.append(Paragraph(text("after_action.no_improvements")))
        gone = len(self._played.state.notes) - len(self.notes()) - len(self._moments())
        if gone:
            blocks.append(Paragraph(self._words.voice.plural("after_action.forgotten", gone)))
        return blocks

    def actions(self) -> list[Block]:
        """Return the improvement plan, to be filled in."""
        language = self._language
        heads = (
            language.text("after_action.issue"),
            language.text("after_action.action"),
            language.text("after_action.element"),
            language.text("after_action.owner"),
            language.text("after_action.start"),
            language.text("after_action.due"),
        )
        elements = (
            language.text("after_action.planning"),
            language.text("after_action.organization"),
            language.text("after_action.equipment"),
            language.text("after_action.training"),
            language.text("after_action.exercises"),
        )
        areas = len(self.notes(NoteKind.IMPROVEMENT))
        rows = tuple(
            Row(
                (
                    plain(language.text("after_action.area", n=n) if n <= areas else ""),
                    plain(""),
                    ticks(elements, "\n"),
                    *(plain(""),) * 3,
                ),
                lines=_LINES,
            )
            for n in range(1, max(areas, _LEAST_ACTIONS) + 1)
        )
        alt = language.text("after_action.actions.alt")
        return [
            Heading(self._words.text("after_action.plan")),
            Paragraph(self._words.text("after_action.plan.about"), introduces=True),
            Table(heads, rows, (0.17, 0.26, 0.19, 0.16, 0.11, 0.11), alt),
        ]

    def moments(self) -> list[Block]:
        """Return the moments that were marked."""
        found = []
        for one in self._moments():
            assert isinstance(one.said, MomentMarked)
            when = [clock(one.recorded.seconds)]
            when += [self._words.entries.round(one.round)] if one.round else []
            when.append(self._language.date(one.month))
            said = self._words.said(one.said.text.strip())
            unnamed = self._language.text("after_action.unnamed_moment")
            found.append((Run(said or unnamed), Run(f" ({' · '.join(when)})", emphasis=True)))
        return [
            Heading(self._words.text("after_action.moments")),
            *items(found, self._words.text("after_action.no_moments")),
        ]

    def _moments(self) -> list[Note]:
        return [one for one in self._played.state.notes if isinstance(one.said, MomentMarked)]

    # ------------------------------------------------------------ goals

    def goals(self) -> list[Block]:
        """Return which goals were met in the months that were played."""
        language = self._language
        on_board = goals(self._played.setup, self._played.state)
        rows = tuple(
            Row(
                (
                    self._words.voice.of(goal.name),
                    plain(self._whose(goal.team)),
                    lines(*(self._stands(one) for one in goal.criteria)),
                    plain(self._met(goal.criteria)),
                )
            )
            for goal in on_board
        )
        heads = (
            language.text("paper.goal"),
            language.text("paper.goal.whose"),
            language.text("after_action.stood"),
            language.text("after_action.met"),
        )
        title = Heading(self._words.text("paper.goals"))
        if not rows:
            return [title, Paragraph(self._words.text("after_action.no_goals"))]
        alt = language.text("after_action.goals.alt")
        return [title, Table(heads, rows, (0.2, 0.2, 0.45, 0.15), alt)]

    def _whose(self, team: str | None) -> str:
        return self._language.text("paper.everybody") if team is None else self._words.team(team)

    def _criterion(self, one: Criterion) -> str:
        value = one.at_least if one.at_least is not None else one.at_most
        assert value is not None
        month = one.month or self._played.setup.exercise.last_month
        fields = {
            "indicator": self._words.indicator(one.indicator),
            "value": self._words.value(one.indicator, value),
            "month": self._language.date(month),
        }
        if one.at_least is not None:
            return self._language.text("paper.criterion.at_least", **fields)
        return self._language.text("paper.criterion.at_most", **fields)

    def _stands(self, one: Criterion) -> str:
        last = self._played.setup.exercise.last_month
        stands, asked = standing(self._played.state, one, last), self._criterion(one)
        if stands is None:
            return asked
        return self._language.text(
            "after_action.stood_at",
            asked=asked,
            value=self._words.value(one.indicator, stands.value),
            month=self._language.date(stands.month),
        )

    def _met(self, criteria: tuple[Criterion, ...]) -> str:
        last = self._played.setup.exercise.last_month
        found = [standing(self._played.state, one, last) for one in criteria]
        settled = [one for one in found if one is not None and one.final]
        if any(not one.met for one in settled):
            return self._language.text("after_action.goal_missed")
        if len(settled) < len(criteria):
            return self._language.text("after_action.goal_open")
        return self._language.text("after_action.goal_met")
