"""The entries of a play's record, each of one kind; the record is only ever added to.

What people said in their own words stands in the fields that `WORDS` names: they are kept apart, so
that they can be forgotten without touching the record, and no digest covers them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, TypeAlias

from desktop.domain import kinds
from desktop.domain.exercise.rounds import Phase
from desktop.domain.fields import kept
from desktop.domain.policy import PlannedEvent
from desktop.domain.wording import LONGEST

WORDS_LIMIT = LONGEST
"""Characters of a note or a rationale."""
NAME_LIMIT = 120
"""Characters of a person's or a team's name."""
ID_LIMIT = 120
FACILITATOR = "facilitator"
"""Author of what nobody else is named for, and the team of whoever moves levers without teams."""
BREAK = "break"
"""Stands where a phase is named, between two rounds."""
STAGES = (*(phase.value for phase in Phase), BREAK)


class CountdownAction(StrEnum):
    """Name what can be done with the countdown."""

    HOLD = "hold"
    RUN = "run"
    ADD = "add"


class NoteKind(StrEnum):
    """Say what an evaluator's note is about."""

    STRENGTH = "strength"
    IMPROVEMENT = "improvement"


class Tie(StrEnum):
    """Name what a note is tied to."""

    NOTHING = ""
    OBJECTIVE = "objective"
    INJECT = "inject"
    DECISION = "decision"
    """Its id is `team/lever`."""
    TEAM = "team"
    """As strengths and improvements are in the hot wash."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Begin play."""

    WORDS: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class StageBegun:
    """Go on to a phase of a round, or to the break after it, and let its countdown run."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    round: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    stage: str = field(metadata=kept(kinds.Text()))
    """One of STAGES."""
    duration: float = field(metadata=kept(kinds.Number()))
    """Seconds of the countdown."""


@dataclass(frozen=True, slots=True)
class CountdownChanged:
    """Hold the countdown, let it run, or make it longer or shorter."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    action: str = field(metadata=kept(kinds.Text()))
    """A CountdownAction."""
    by: float = field(default=0.0, metadata=kept(kinds.Number()))
    """Seconds to add."""


@dataclass(frozen=True, slots=True)
class InjectShown:
    """Show an inject to the facilitator, who may release it."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    inject: str = field(metadata=kept(kinds.Text(ID_LIMIT)))
    """Empty puts away the one that is shown."""


@dataclass(frozen=True, slots=True)
class InjectReleased:
    """Release an inject to the players; it is locked from now on."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    inject: str = field(metadata=kept(kinds.Line(ID_LIMIT)))


@dataclass(frozen=True, slots=True)
class InjectSkipped:
    """Leave an inject out."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    inject: str = field(metadata=kept(kinds.Line(ID_LIMIT)))


@dataclass(frozen=True, slots=True)
class InjectRetimed:
    """Plan an inject for another minute of its round."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    inject: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    at: int = field(metadata=kept(kinds.Whole()))
    """Minutes from the start of its round."""


@dataclass(frozen=True, slots=True)
class SuggestionDismissed:
    """Suggest an inject no more, though its threshold is crossed."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    inject: str = field(metadata=kept(kinds.Line(ID_LIMIT)))


@dataclass(frozen=True, slots=True)
class Offer:
    """Set a lever for a team; of a joint lever it is one of two offers.

    It stands until changed. The team FACILITATOR moves any lever, where there are no teams.
    """

    WORDS: ClassVar[tuple[str, ...]] = ()
    team: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    lever: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    value: float = field(metadata=kept(kinds.Number()))
    """In the lever's unit."""
    ramp: int = field(default=0, metadata=kept(kinds.Whole()))
    """Months to reach the value; 0 is at once."""


@dataclass(frozen=True, slots=True)
class Rationale:
    """Take down in one line why a team decides as it does in this round."""

    WORDS: ClassVar[tuple[str, ...]] = ("text",)
    team: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    text: str = field(metadata=kept(kinds.Text(WORDS_LIMIT)))


@dataclass(frozen=True, slots=True)
class Endorsement:
    """Endorse or oppose a move: two points to or from the mover's purse."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    team: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    """That holds no levers."""
    mover: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    lever: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    endorses: bool = field(metadata=kept(kinds.Switch()))


@dataclass(frozen=True, slots=True)
class Predicted:
    """Take down what a team expects of an indicator over the months of this round."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    team: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    indicator: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    direction: str = field(metadata=kept(kinds.Text()))
    """A Direction."""
    confidence: int | None = field(default=None, metadata=kept(kinds.Whole()))
    """In percent, one of CONFIDENCES."""
    amount: float | None = field(default=None, metadata=kept(kinds.Number()))
    """The change expected, in percent or in points, with its sign."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold one indicator's percentiles in the months of an advance, as they were shown."""

    indicator: str = field(metadata=kept(kinds.Text()))
    values: tuple[tuple[float, ...], ...] = field(
        metadata=kept(kinds.Several(kinds.Several(kinds.Number())))
    )
    """(PERCENTILE, MONTH) in the indicator's unit, to nine significant digits.

    The first month is the last one that was played before.
    """


@dataclass(frozen=True, slots=True)
class Advanced:
    """Play the months of the round: what was decided holds from their first one on."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    round: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    figures: tuple[Figures, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Record(Figures)))
    )


@dataclass(frozen=True, slots=True)
class EventsDrawn:
    """Let events strike that chance drew, by the play's seed, for the months of this round."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    events: tuple[PlannedEvent, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Row(PlannedEvent)))
    )


@dataclass(frozen=True, slots=True)
class MomentMarked:
    """Mark this moment, to come back to it afterwards."""

    WORDS: ClassVar[tuple[str, ...]] = ("text",)
    text: str = field(default="", metadata=kept(kinds.Text(WORDS_LIMIT)))
    source: str = field(default="", metadata=kept(kinds.Text(ID_LIMIT)))
    """As of a note."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Take down what an evaluator saw."""

    WORDS: ClassVar[tuple[str, ...]] = ("text",)
    text: str = field(metadata=kept(kinds.Text(WORDS_LIMIT)))
    kind: str = field(metadata=kept(kinds.Text()))
    """A NoteKind."""
    tie: str = field(default=Tie.NOTHING.value, metadata=kept(kinds.Text()))
    """A Tie."""
    tied_to: str = field(default="", metadata=kept(kinds.Text(ID_LIMIT)))
    source: str = field(default="", metadata=kept(kinds.Text(ID_LIMIT)))
    """Where it came from another laptop: what tells it from every other note there."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Add somebody to a team or, without one, to those who run the exercise."""

    WORDS: ClassVar[tuple[str, ...]] = ("name",)
    name: str = field(metadata=kept(kinds.Text(NAME_LIMIT)))
    team: str = field(default="", metadata=kept(kinds.Text(ID_LIMIT)))


@dataclass(frozen=True, slots=True)
class TeamAdded:
    """Add a team that holds no levers: it endorses, opposes and predicts."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    team: str = field(metadata=kept(kinds.Line(ID_LIMIT)))
    """Its id, and what it is called."""
    color: str = field(default="gray", metadata=kept(kinds.Text()))
    """A TeamColor."""


@dataclass(frozen=True, slots=True)
class GoalDeclared:
    """Put a goal on the scoreboard that was offered to be declared."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    goal: str = field(metadata=kept(kinds.Line(ID_LIMIT)))


@dataclass(frozen=True, slots=True)
class Correction:
    """Take an earlier entry back."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    entry: int = field(metadata=kept(kinds.Whole()))
    """Its number."""


@dataclass(frozen=True, slots=True)
class Ended:
    """End play."""

    WORDS: ClassVar[tuple[str, ...]] = ()


Entry: TypeAlias = (
    Begun | StageBegun | CountdownChanged | InjectShown | InjectReleased | InjectSkipped
    | InjectRetimed | SuggestionDismissed | Offer | Rationale | Endorsement | Predicted | Advanced
    | EventsDrawn | MomentMarked | Noted | Joined | TeamAdded | GoalDeclared | Correction | Ended
)  # fmt: skip

KINDS: dict[str, type[Entry]] = {
    "begun": Begun,
    "stage": StageBegun,
    "countdown": CountdownChanged,
    "inject_shown": InjectShown,
    "inject_released": InjectReleased,
    "inject_skipped": InjectSkipped,
    "inject_retimed": InjectRetimed,
    "suggestion_dismissed": SuggestionDismissed,
    "offer": Offer,
    "rationale": Rationale,
    "endorsement": Endorsement,
    "prediction": Predicted,
    "advance": Advanced,
    "events_drawn": EventsDrawn,
    "moment": MomentMarked,
    "note": Noted,
    "joined": Joined,
    "team_added": TeamAdded,
    "goal_declared": GoalDeclared,
    "correction": Correction,
    "ended": Ended,
}
"""By the name under which an entry is kept and scripted."""
KIND_OF = {record: name for name, record in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Recorded:
    """Hold an entry with its place in the record."""

    number: int
    """From 1, without gaps."""
    instant: datetime
    """By the wall clock, in UTC: it may go back, and nothing is counted by it."""
    seconds: float
    """Of the exercise, since it began; it never goes back, and stands while the program is shut."""
    author: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Pulse:
    """Hold where the countdown stood a moment ago; one takes the place of the one before."""

    seconds: float
    """Of the exercise."""
    remaining: float
    """Seconds of the countdown."""
    running: bool
    instant: datetime
    """By the wall clock, in UTC."""


@dataclass(frozen=True, slots=True)
class PlayHeader:
    """Hold what a play pins, so that it goes on with the same numbers wherever it is opened."""

    exercise: str
    """The exercise as it stood when play began, TOML."""
    model_version: str
    model_digest: str
    """Of the model at its own vantage."""
    rehearsal: bool = False
    """It is played for practice, and is no record of an exercise."""
