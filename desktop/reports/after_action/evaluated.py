"""What was judged: objectives with their evidence and ratings, goals, marked moments."""

from collections.abc import Iterator

from desktop.document.play.goal_standing import standing
from desktop.document.play.scenario import goals
from desktop.document.play.state import InjectStatus, Note
from desktop.document.report.points import evidence
from desktop.domain.exercise.exercise import Criterion, Objective, Rating
from desktop.domain.play.entries import MomentMarked
from desktop.reports.after_action.words import ReportWords, clock, items, lines
from desktop.reports.after_action.written import Written
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
    plain,
    strong,
)


class Evaluated:
    """Make the sections about what evaluators saw."""

    def __init__(self, words: ReportWords) -> None:
        self._words = words
        self._played, self._language = words.played, words.language
        self._written = Written(words)

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
        yield from self.rating(objective)

    def rating(self, objective: Objective) -> Iterator[Block]:
        """Yield how an objective was rated, with what was said of it, or boxes to rate it."""
        text, language = self._words.text, self._language
        target = language.text(f"exercise.rating.{objective.target}")
        given = self._played.draft.rating(objective.id)
        if given.rating in set(Rating):
            rated = self._rated(Rating(given.rating))
            yield Paragraph(strong(language.text("after_action.given", rating=rated)))
            yield Paragraph(text("after_action.target", target=target))
        else:
            yield Paragraph(text("after_action.rate", target=target), introduces=True)
            yield Boxes(tuple(plain(self._rated(one)) for one in Rating))
        yield from self._written.paragraphs(given.comment)

    def _rated(self, rating: Rating) -> str:
        said = self._language.text(f"exercise.rating.{rating}")
        return self._language.text(f"after_action.rated.{rating}", rating=said)

    def evidence(self, objective: Objective) -> list[Text]:
        """Return the notes that count for an objective."""
        played = self._played
        found = evidence(played.state, played.draft, objective, played.setup.exercise)
        return self._written.evidence(found)

    def _became(self, inject: str) -> str:
        stands = self._played.state.injects.get(inject)
        if stands is not None and stands.status is InjectStatus.RELEASED:
            return self._language.text("after_action.was_released")
        if stands is not None and stands.status is InjectStatus.SKIPPED:
            return self._language.text("after_action.was_skipped")
        return self._language.text("after_action.was_waiting")

    # ------------------------------------------------------------ moments

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
