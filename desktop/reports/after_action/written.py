"""What people wrote, and where nobody did the notes: summary, points, the plan, feedback."""

from collections.abc import Iterator
from itertools import groupby
from textwrap import shorten

from desktop.document.play.state import Note
from desktop.document.report.findings import day
from desktop.document.report.points import DraftedPoint, in_report, issues, notes, points
from desktop.domain.exercise.exercise import Answer
from desktop.domain.play.entries import FACILITATOR, MomentMarked, Noted, NoteKind, Tie
from desktop.domain.report import UNSAID, CorrectiveAction, Element
from desktop.domain.wording import Wording
from desktop.reports.after_action.words import ReportWords, clock
from desktop.reports.exercise_paper.voice import section, ticks
from desktop.reports.paper.tree import (
    Block,
    Heading,
    ItemList,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    WriteOn,
    plain,
)

_LEAST_ACTIONS = 5
"""Rows of corrective actions to be filled in, where fewer improvements were noted."""
_LINES = 2
"""To write on in a row of the plan."""
_STEPS = 5
"""Of the scale on a feedback form."""


class Written:
    """Make the sections that people write in."""

    def __init__(self, words: ReportWords) -> None:
        self._words = words
        self._played, self._language = words.played, words.language
        self._draft = words.played.draft

    def about(self) -> Text:
        """Return where the report comes from."""
        if self._played.edited:
            return self._words.text("after_action.edited")
        return self._words.text("after_action.draft")

    def nameless(self, wording: Wording) -> Wording:
        """Return what somebody wrote, without names where nobody is named."""
        return Wording(self._words.said(wording.en), self._words.said(wording.es))

    def paragraphs(self, wording: Wording) -> list[Block]:
        """Return what somebody wrote, nothing where nobody did."""
        return self._words.voice.paragraphs(self.nameless(wording))

    def summary(self) -> list[Block]:
        """Return the summary, nothing where nobody wrote one."""
        title = self._words.text("after_action.summary")
        return section(title, self.paragraphs(self._draft.summary))

    def remarks(self) -> list[Block]:
        """Return the remarks on the method, nothing where there are none."""
        title = self._words.text("after_action.remarks")
        return section(title, self.paragraphs(self._draft.method), level=3)

    # ------------------------------------------------------------ points

    def of_kind(self, kind: NoteKind) -> tuple[DraftedPoint, ...]:
        """Return the points of a kind in their order."""
        return in_report(self._played.state, self._draft, kind)

    def point(
        self, one: DraftedPoint, longest: int | None = None, *, under_team: bool = False
    ) -> Text:
        """Return a point, of a note with when, by whom and about what; `longest` in characters.

        `under_team` leaves away the team under whose name it stands.
        """
        said: tuple[Run, ...]
        if one.own_words:
            said = self._words.voice.of(self.nameless(one.point.text))
        else:
            assert one.note is not None
            said = plain(self._words.said(_words_of(one.note)))
        if longest is not None:
            said = tuple(
                Run(shorten(run.text, longest, placeholder="…"), language=run.language)
                for run in said
            )
        if one.note is None:
            return said
        about = " · ".join(self._about(one.note, under_team=under_team))
        return (*said, Run(f" ({about})", emphasis=True))

    def _about(self, note: Note, *, under_team: bool) -> Iterator[str]:
        assert isinstance(note.said, Noted)
        yield clock(note.recorded.seconds)
        if note.round:
            yield self._words.entries.round(note.round)
        tied = self._words.tie(note.said)
        if tied and not (under_team and note.said.tie == Tie.TEAM):
            yield tied
        author = note.recorded.author
        if self._words.named and author != FACILITATOR:
            yield self._words.team(author)

    def evidence(self, notes: tuple[Note, ...]) -> list[Text]:
        """Return notes as evidence, in the words that the report has for them."""
        drafted = {
            one.note.recorded.number: one
            for kind in NoteKind
            for one in points(self._played.state, self._draft, kind)
            if one.note is not None
        }
        return [self.point(drafted[note.recorded.number]) for note in notes]

    def strengths(self) -> list[Block]:
        """Return the strengths, by the team that they are about."""
        blocks: list[Block] = [Heading(self._words.text("paper.evaluation.strengths"))]
        found = self.of_kind(NoteKind.STRENGTH)
        for team, some in groupby(found, lambda one: one.team):
            blocks += self._named(team)
            blocks.append(ItemList(tuple(self.point(one, under_team=True) for one in some)))
        if not found:
            blocks.append(Paragraph(self._words.text("after_action.no_strengths")))
        return blocks

    def _named(self, team: str) -> list[Block]:
        """Return what stands over the notes about a team; nothing over those about none."""
        return [Heading(plain(self._words.about_team(team)), 3)] if team else []

    def improvements(self) -> list[Block]:
        """Return what is to be done better, each with its root cause or with room for it."""
        text = self._words.text
        blocks: list[Block] = [Heading(text("paper.evaluation.improvements"))]
        found = self.of_kind(NoteKind.IMPROVEMENT)
        team = ""
        for number, one in enumerate(found, 1):
            if one.team != team:
                team = one.team
                blocks += self._named(team)
            area = Run(self._language.text("after_action.area", n=number), strong=True)
            blocks.append(Paragraph((area, Run(" "), *self.point(one, under_team=True))))
            blocks.append(Paragraph(text("after_action.root_cause"), introduces=True))
            blocks += self.paragraphs(one.point.root_cause) or [WriteOn(1)]
        if not found:
            blocks.append(Paragraph(text("after_action.no_improvements")))
        gone = self._forgotten()
        if gone:
            blocks.append(Paragraph(self._words.voice.plural("after_action.forgotten", gone)))
        return blocks

    def _forgotten(self) -> int:
        state = self._played.state
        moments = sum(isinstance(one.said, MomentMarked) for one in state.notes)
        return len(state.notes) - len(notes(state)) - moments

    # ------------------------------------------------------------ the plan

    def actions(self) -> list[Block]:
        """Return the improvement plan, to be filled in where nobody did."""
        language = self._language
        heads = (
            language.text("after_action.issue"),
            language.text("after_action.action"),
            language.text("after_action.element"),
            language.text("after_action.owner"),
            language.text("after_action.start"),
            language.text("after_action.due"),
        )
        areas = issues(self._played.state, self._draft)
        if self._draft.actions:
            about = self._words.text("after_action.plan.filled")
            rows = tuple(self._action(one, areas) for one in self._draft.actions)
        else:
            about = self._words.text("after_action.plan.about")
            rows = tuple(
                Row(
                    (
                        plain(self._area(n) if n <= len(areas) else ""),
                        plain(""),
                        ticks(map(self._element, Element), "\n"),
                        *(plain(""),) * 3,
                    ),
                    lines=_LINES,
                )
                for n in range(1, max(len(areas), _LEAST_ACTIONS) + 1)
            )
        alt = language.text("after_action.actions.alt")
        return [
            Heading(self._words.text("after_action.plan")),
            Paragraph(about, introduces=True),
            Table(heads, rows, (0.17, 0.26, 0.19, 0.16, 0.11, 0.11), alt),
        ]

    def _action(self, one: CorrectiveAction, areas: dict[str, int]) -> Row:
        owner = self._words.voice.of(self.nameless(one.owner))
        if not self._words.named and one.owner != UNSAID:
            # Whoever has to do something may be a person whom no roster knows.
            owner = self._words.text("after_action.withheld")
        known = one.element in set(Element)
        return Row(
            (
                plain(self._area(areas[one.issue]) if one.issue in areas else ""),
                self._words.voice.of(self.nameless(one.action)),
                plain(self._element(Element(one.element)) if known else ""),
                owner,
                *(plain(each if day(each) else "") for each in (one.start, one.due)),
            )
        )

    def _area(self, number: int) -> str:
        return self._language.text("after_action.area", n=number)

    def _element(self, element: Element) -> str:
        return self._language.text(f"after_action.element.{element}")

    # ------------------------------------------------------------ feedback

    def feedback(self) -> list[Block]:
        """Return what participants answered on their forms, nothing where nobody tallied them."""
        draft, language = self._draft, self._language
        if not self._played.counted:
            return []
        blocks: list[Block] = [Heading(self._words.text("after_action.feedback"))]
        if draft.forms:
            blocks.append(Paragraph(self._words.voice.plural("after_action.forms", draft.forms)))
        asked = self._played.setup.exercise.feedback
        rows = tuple(
            Row(
                (
                    self._words.voice.of(question.text),
                    *(plain(language.number(n)) for n in counts),
                    plain(language.number(_mean(counts), 1)),
                )
            )
            for question in asked
            if question.answer is Answer.SCALE
            for counts in (draft.tally(question.id).counts,)
            if len(counts) == _STEPS and any(counts)
        )
        if rows:
            heads = (
                language.text("after_action.question"),
                *(language.text(f"paper.feedback.scale.{n}") for n in range(1, _STEPS + 1)),
                language.text("after_action.mean"),
            )
            alt = language.text("after_action.feedback.alt")
            blocks.append(Table(heads, rows, (0.38, *(0.1,) * _STEPS, 0.12), alt))
        for question in asked:
            remarks = self.paragraphs(draft.tally(question.id).remarks)
            blocks += section(self._words.voice.of(question.text), remarks, level=3)
        return blocks


def _words_of(note: Note) -> str:
    return note.said.text.strip()


def _mean(counts: tuple[int, ...]) -> float:
    return sum(step * n for step, n in enumerate(counts, 1)) / sum(counts)
