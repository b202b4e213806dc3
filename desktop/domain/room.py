"""What a room is told beside its curves; whatever is here may be read by everybody in it."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.clock import Month
from desktop.domain.indicator import Indicator
from desktop.domain.parts import Parts
from desktop.domain.prediction import Prediction
from desktop.domain.scenario import TargetLine
from desktop.domain.wording import Wording

MOST_CURVES = 4
"""Charts that are still legible from the last row."""
NOTICE_LIMIT = 600
"""Characters of a notice in one language; more would not be legible from the last row."""


class PanelKind(StrEnum):
    """Say what the panel holds; its heading is the message `room.panel_<kind>`."""

    NOTICE = "notice"
    QUESTION = "question"
    CALLS = "calls"
    INJECT = "inject"


@dataclass(frozen=True, slots=True)
class Panel:
    """Hold one text that everybody shall read."""

    kind: PanelKind
    text: Wording
    month: Month | None = None
    """When it happens in the story; of a question, until when it asks."""


@dataclass(frozen=True, slots=True)
class CountdownFace:
    """Hold what a room sees of a countdown."""

    remaining: int
    """Whole seconds, 0 at the end and never less."""
    total: int
    running: bool
    label: Wording | None = None
    """What the time is for, in words of one's own."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Hold one line of the scoreboard: a target, and how many of the runs meet it."""

    indicator: Indicator
    target: TargetLine
    met: float | None
    """Share of the members, 0 to 1; None where its month is not seen, or nothing is projected."""


@dataclass(frozen=True, slots=True)
class Question:
    """Hold what a room is asked before a curve is revealed, and who has called; never what."""

    indicator: Indicator
    month: Month
    """The change in this month is asked for."""
    called: tuple[str, ...] = ()
    """Teams whose call was taken down."""
    missing: tuple[str, ...] = ()
    """Teams that are still expected to call."""
    hands: bool = False
    """Hands were counted."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Hold what happened in a round that is replayed, a line each."""

    decided: tuple[Wording, ...] = ()
    news: tuple[Wording, ...] = ()
    """Titles of injects that went to everybody."""


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """Say which of the kept versions is shown, counted from 1, oldest first."""

    number: int
    count: int


@dataclass(frozen=True, slots=True)
class RoomScene:
    """Hold what stands round the curves of a room."""

    title: Wording
    subtitle: Wording | None = None
    story: StoryPlace | None = None
    """Not the present is shown but this version, which the subtitle names."""
    countdown: CountdownFace | None = None
    panel: Panel | None = None
    goals: tuple[Goal, ...] = ()
    question: Question | None = None
    """What is asked, from the hold to the reveal; the panel then is one of `PanelKind.QUESTION`."""
    prediction: Prediction | None = None
    """What was called and what came; None before it was revealed. Its panel is `CALLS`."""
    why: Parts | None = None
    """Why a curve moved, up to a month that is seen."""
    happened: Happened | None = None
    """What happened in the round that is replayed."""
    spoken: bool = False
    """The sentence of the first chart stands under it."""
    blank: bool = False
    """Nothing is shown, however much there is to show."""
