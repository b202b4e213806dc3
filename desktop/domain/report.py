"""What people write into the after-action report of a play; all else in it is the record's.

A draft holds no fact of the record: it names notes by their entries' numbers and objectives and
questions by their ids. So facts come from the record each time, and what somebody wrote stays.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain import kinds
from desktop.domain.fields import kept
from desktop.domain.play.entries import ID_LIMIT
from desktop.domain.wording import Wording

UNSAID = Wording("", "")
MOST_PARTS = 1000
"""Points or corrective actions of one report."""
DAY = len("2026-01-31")


class Element(StrEnum):
    """Name what a corrective action works on: POETE."""

    PLANNING = "planning"
    ORGANIZATION = "organization"
    EQUIPMENT = "equipment"
    TRAINING = "training"
    EXERCISES = "exercises"


@dataclass(frozen=True, slots=True)
class ObjectiveRating:
    """Hold how an objective was rated, and which notes were tied to it for that or taken away."""

    objective: str = field(metadata=kept(kinds.Text(ID_LIMIT)))
    rating: str = field(default="", metadata=kept(kinds.Text(ID_LIMIT)))
    """A Rating; empty while nobody has rated."""
    comment: Wording = field(default=UNSAID, metadata=kept(kinds.Record(Wording)))
    tied: frozenset[int] = field(
        default=frozenset(), metadata=kept(kinds.WholeSet(kinds.Whole(), MOST_PARTS))
    )
    """Entries of notes that count as evidence though they were tied to nothing of it in play."""
    untied: frozenset[int] = field(
        default=frozenset(), metadata=kept(kinds.WholeSet(kinds.Whole(), MOST_PARTS))
    )
    """Entries of notes that do not count though they were."""


@dataclass(frozen=True, slots=True)
class ReportPoint:
    """Hold a strength or an area for improvement: one of a note as it was edited, or one's own."""

    id: str = field(metadata=kept(kinds.Text(ID_LIMIT)))
    kind: str = field(metadata=kept(kinds.Text(ID_LIMIT)))
    """A NoteKind."""
    note: int = field(default=0, metadata=kept(kinds.Whole()))
    """Number of the entry whose words it takes the place of; 0 is one's own."""
    text: Wording = field(default=UNSAID, metadata=kept(kinds.Record(Wording)))
    """Empty in both languages: the note's own words."""
    root_cause: Wording = field(default=UNSAID, metadata=kept(kinds.Record(Wording)))
    left_out: bool = field(default=False, metadata=kept(kinds.Switch()))


@dataclass(frozen=True, slots=True)
class CorrectiveAction:
    """Hold one row of the improvement plan."""

    id: str = field(metadata=kept(kinds.Text(ID_LIMIT)))
    issue: str = field(default="", metadata=kept(kinds.Text(ID_LIMIT)))
    """Id of the point that it answers; empty for none."""
    action: Wording = field(default=UNSAID, metadata=kept(kinds.Record(Wording)))
    element: str = field(default="", metadata=kept(kinds.Text(ID_LIMIT)))
    """An Element; empty while none is chosen."""
    owner: Wording = field(default=UNSAID, metadata=kept(kinds.Record(Wording)))
    """A person or an office; what stands in one language alone goes for both."""
    start: str = field(default="", metadata=kept(kinds.Text(DAY)))
    """A day, `2026-01-31`."""
    due: str = field(default="", metadata=kept(kinds.Text(DAY)))


@dataclass(frozen=True, slots=True)
class FeedbackTally:
    """Hold how often each answer to a question was ticked on the feedback forms, 1 to 5."""

    question: str = field(metadata=kept(kinds.Text(ID_LIMIT)))
    counts: tuple[int, ...] = field(default=(), metadata=kept(kinds.Several(kinds.Whole(), 5)))
    """One for each step of the scale; empty while nobody has counted."""
    remarks: Wording = field(default=UNSAID, metadata=kept(kinds.Record(Wording)))
    """What was answered in words."""


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """Hold all that was written into the report of one play."""

    seen: int = field(default=0, metadata=kept(kinds.Whole()))
    """Entries of the record whose facts somebody has looked through."""
    summary: Wording = field(default=UNSAID, metadata=kept(kinds.Record(Wording)))
    ratings: tuple[ObjectiveRating, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Record(ObjectiveRating), MOST_PARTS))
    )
    points: tuple[ReportPoint, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Record(ReportPoint), MOST_PARTS))
    )
    actions: tuple[CorrectiveAction, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Record(CorrectiveAction), MOST_PARTS))
    )
    """In the order of the plan."""
    method: Wording = field(default=UNSAID, metadata=kept(kinds.Record(Wording)))
    """Remarks on how the exercise was run and judged."""
    forms: int = field(default=0, metadata=kept(kinds.Whole()))
    """Feedback forms that were handed in."""
    feedback: tuple[FeedbackTally, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Record(FeedbackTally), MOST_PARTS))
    )

    def rating(self, objective: str) -> ObjectiveRating:
        """Return how an objective was rated; an empty rating of one that was not."""
        found = (one for one in self.ratings if one.objective == objective)
        return next(found, ObjectiveRating(objective))

    def point(self, note: int) -> ReportPoint | None:
        """Return what was made of a note, None where nobody touched it."""
        return next((one for one in self.points if note and one.note == note), None)

    def tally(self, question: str) -> FeedbackTally:
        """Return the tally of a question; an empty one of a question that nobody counted."""
        found = (one for one in self.feedback if one.question == question)
        return next(found, FeedbackTally(question))


UNWRITTEN = ReportDraft()


@dataclass(frozen=True, slots=True)
class ReportHistory:
    """Hold a draft with the states before it and those that were undone, each with a number."""

    states: tuple[tuple[int, ReportDraft], ...]
    """Oldest first; numbers rise, and none is ever given to a second state."""
    now: int
    """Number of the state that the draft is in."""

    @property
    def draft(self) -> ReportDraft:
        """Return the draft as it stands."""
        return dict(self.states)[self.now]
