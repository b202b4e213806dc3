"""What a record says, in the words of the page of a report: facts, notes, and what is new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from desktop.document.play.state import Note, PlayState, Setup
from desktop.document.report.facts import FactChange
from desktop.document.report.points import DraftedPoint, issues, notes
from desktop.document.report.timeline import timeline
from desktop.domain.play.entries import FACILITATOR, MomentMarked, Noted, Recorded
from desktop.domain.report import ReportDraft
from desktop.reports.after_action.words import clock
from desktop.reports.entry_words import EntryWords
from desktop.ui.exercise_words import either, short
from desktop.ui.ui_context import UiContext

_LONGEST = 200
"""Characters of a note in a list; its own place has all of it."""
_CHOICE = 40
"""Characters of an area where one of them is chosen."""


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of a list; a heading stands over those that follow."""

    words: str
    heading: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class RecordWords:
    """Word the record of one play in the window's language."""

    setup: Setup
    state: PlayState
    entries: tuple[Recorded, ...]
    look: UiContext

    @property
    def _words(self) -> EntryWords:
        return EntryWords(self.setup, self.look.language)

    # ------------------------------------------------------------ lists

    def decisions(self) -> Iterator[Line]:
        """Yield what was decided in each round, with why."""
        words, text = self._words, self.look.text
        rounds = dict.fromkeys(one.round for one in self.state.course)
        for id_ in rounds:
            title = either(self.setup.rounds[id_].title, self.look)
            yield Line(f"{words.round(id_)} · {title}", heading=True)
            made = self.state.decisions.get(id_, {})
            for one in made.values():
                yield Line(words.words(one.offer))
            if not made:
                yield Line(text("after_action.undecided"))
            for team, (_, said) in self.state.rationales.get(id_, {}).items():
                yield Line(_cut(text("entry.why", team=words.team(team), text=said)))
            for endorsed in self.state.endorsements.get(id_, {}).values():
                yield Line(words.words(endorsed))
        if not rounds:
            yield Line(text("after_action.no_round"))

    def timeline(self) -> Iterator[Line]:
        """Yield what happened when, by the exercise's own clock."""
        found = timeline(self.state, self.entries)
        for one in found:
            said = _cut(self._words.words(one.entry))
            yield Line(f"{clock(one.seconds)}  {said}")
        if not found:
            yield Line(self.look.text("after_action.nothing_happened"))

    def moments(self) -> Iterator[Line]:
        """Yield the moments that were marked."""
        found = [one for one in self.state.notes if isinstance(one.said, MomentMarked)]
        for one in found:
            said = one.said.text.strip() or self.look.text("after_action.unnamed_moment")
            yield Line(f"{_cut(said)} ({self.about(one)})")
        if not found:
            yield Line(self.look.text("after_action.no_moments"))

    def news(self, changes: Sequence[FactChange]) -> Iterator[Line]:
        """Yield what the record says otherwise."""
        for one in changes:
            turn = self.look.text(f"report_page.turn.{one.turn}")
            said = _cut(self._words.words(one.entry))
            yield Line(self.look.text("report_page.turned", turn=turn, what=said))

    # ------------------------------------------------------------ notes

    def about(self, note: Note) -> str:
        """Return when a note was taken, about what, and by whom."""
        words, said = self._words, note.said
        found = [clock(note.recorded.seconds)]
        found += [words.round(note.round)] if note.round else []
        if isinstance(said, Noted) and said.tie:
            found.append(words.tie(said))
        author = note.recorded.author
        found += [] if author == FACILITATOR else [words.team(author)]
        return " · ".join(one for one in found if one)

    def notes(self) -> Mapping[str, str]:
        """Return every note in one line, by the number of its entry."""
        return {
            str(one.recorded.number): f"{_cut(one.said.text)} ({self.about(one)})"
            for one in notes(self.state)
        }

    # ------------------------------------------------------------ what was written

    def point(self, one: DraftedPoint) -> str:
        """Return the beginning of a point, in one line; the note's words where it has no others."""
        if one.own_words:
            return _named(either(one.point.text, self.look))
        assert one.note is not None
        return _named(one.note.said.text)

    def areas(self, draft: ReportDraft, points: Mapping[str, DraftedPoint]) -> Mapping[str, str]:
        """Return the improvements in the report by the ids of their points."""
        return {
            id_: self.look.text(
                "exercises.part_named",
                what=self.look.text("after_action.area", n=number),
                name=shorten(self.point(points[id_]), _CHOICE, placeholder="…"),
            )
            for id_, number in issues(self.state, draft).items()
        }


def _named(said: str) -> str:
    """Return what something is called by its text: a sentence without its end."""
    return short(_begin(said)).rstrip(".")


def _cut(said: str) -> str:
    line = " ".join(_begin(said).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _begin(said: str) -> str:
    """Return so much of a text as any line shows: one may have 10,000 words."""
    return said[: 2 * _LONGEST]
