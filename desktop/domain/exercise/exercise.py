"""The exercise as it is designed: a tabletop exercise in the sense of HSEEP, on the live model.

Ids tie its parts together; the order of each tuple is that in which parts are shown and numbered.
What is played, decided, predicted and noted belongs to other records.

A `Wording` of an exercise may lack one language: it then is empty there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import takewhile

from desktop.domain.assumptions import Assumptions
from desktop.domain.clock import Month
from desktop.domain.exercise.audience import FACILITATOR
from desktop.domain.exercise.injects import Inject
from desktop.domain.exercise.rounds import Round
from desktop.domain.policy import Policy
from desktop.domain.wording import LanguageCode, Wording

PURSE = 12
"""Points of political capital that a side has in a round, where nothing else is said."""


class ExerciseType(StrEnum):
    """Name the kinds of discussion-based exercise."""

    SEMINAR = "seminar"
    WORKSHOP = "workshop"
    TABLETOP = "tabletop"
    GAME = "game"
    DEMONSTRATION = "demonstration"
    """One facilitator and a room, without teams."""


class Rating(StrEnum):
    """Rate how an objective was performed, best first."""

    PERFORMED = "performed"
    SOME_CHALLENGES = "some_challenges"
    MAJOR_CHALLENGES = "major_challenges"
    UNABLE = "unable"


class Side(StrEnum):
    """Say whose levers a team may hold, and on which side it pays."""

    US = "us"
    MX = "mx"
    NONE = "none"
    """Holds no levers; it endorses and opposes."""


class TeamColor(StrEnum):
    """Name a color that a theme has for a team."""

    BLUE = "blue"
    GREEN = "green"
    ORANGE = "orange"
    PURPLE = "purple"
    TEAL = "teal"
    RED = "red"
    BROWN = "brown"
    GRAY = "gray"


class Answer(StrEnum):
    """Say how a question of the feedback form is answered."""

    SCALE = "scale"
    """From 1, not at all, to 5, fully."""
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Start:
    """Say where play starts, under which assumptions, and with which chance."""

    vantage: Month
    horizon: Month
    model: str
    """Version of the model that the exercise was written for."""
    assumptions: Assumptions
    seed: int = field(metadata=FACILITATOR)
    members: int = field(metadata=FACILITATOR)
    policy: Policy = field(metadata=FACILITATOR)
    """The opening policy: what holds before anybody decides, and the shocks already planned.

    Players see its settings, and none of its shocks.
    """
    charts: tuple[str, ...]
    """Indicators that the room sees first."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Name a decision that can fail an objective: the round of it, and how."""

    round: str
    when: Wording


@dataclass(frozen=True, slots=True)
class Objective:
    """Describe what the exercise tests."""

    id: str
    text: Wording
    capability: Wording
    tasks: tuple[Wording, ...] = field(metadata=FACILITATOR)
    """Critical tasks."""
    judged: Wording = field(metadata=FACILITATOR)
    """How it will be judged."""
    target: Rating = field(metadata=FACILITATOR)
    failed_by: tuple[Failure, ...] = field(metadata=FACILITATOR)


@dataclass(frozen=True, slots=True)
class Team:
    """Describe one team; who sits in it is known only when it is played, or not even then."""

    id: str
    name: Wording
    side: Side
    color: TeamColor
    brief: Wording
    """200 to 400 words in each language, for this team alone."""
    interests: tuple[Wording, ...]
    """Three, for this team alone."""
    red_lines: tuple[Wording, ...]
    """Two, for this team alone."""
    levers: tuple[str, ...]
    purse: float
    """Points of political capital a round."""
    members: tuple[str, ...] = field(default=(), metadata=FACILITATOR)
    """Names of people, where they are known beforehand."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """Ask for a curve to stand on one side of a line, exactly one of the two.

    The value is the ensemble's median as the chart shows it: of a flow, its last twelve months.
    """

    indicator: str
    month: Month | None
    """None is the last month played."""
    at_least: float | None = None
    at_most: float | None = None

    def met(self, value: float) -> bool:
        """Say whether a value stands on the right side, or on the line."""
        if self.at_least is not None:
            return value >= self.at_least
        return self.at_most is not None and value <= self.at_most


@dataclass(frozen=True, slots=True)
class Goal:
    """Describe something to be reached, on the scoreboard once it is set or declared."""

    id: str
    name: Wording
    """Short, for the scoreboard."""
    text: Wording
    team: str | None
    """Whose it is; None is everybody's."""
    declared: bool
    """Offered to teams to declare at the start; one that is not is set from the start."""
    criteria: tuple[Criterion, ...]
    """All of them have to be met."""


@dataclass(frozen=True, slots=True)
class FeedbackQuestion:
    """Ask participants something at the end."""

    id: str
    text: Wording
    answer: Answer


@dataclass(frozen=True, slots=True)
class ReadyText:
    """Hold a text that the facilitator can put before the room at any time."""

    id: str
    title: Wording
    text: Wording


@dataclass(frozen=True, slots=True)
class Exercise:
    """Hold one exercise as designed."""

    id: str
    name: Wording
    type: ExerciseType
    summary: Wording
    """One or two sentences, for the list of exercises."""
    purpose: Wording
    storyline: Wording
    languages: tuple[LanguageCode, ...]
    """In which it is meant to be played; every text has to be there in each of them."""
    minutes: int
    """On the clock, breaks included."""
    start: Start
    levers: tuple[str, ...]
    """Those in play. Each belongs to one team of its holder's side, a joint one to one on each."""
    objectives: tuple[Objective, ...]
    teams: tuple[Team, ...]
    rounds: tuple[Round, ...]
    injects: tuple[Inject, ...]
    goals: tuple[Goal, ...]
    assumptions: tuple[Wording, ...]
    """What everybody takes for given."""
    artificialities: tuple[Wording, ...]
    """Where the exercise departs from life."""
    ground_rules: tuple[Wording, ...]
    feedback: tuple[FeedbackQuestion, ...]
    ready_texts: tuple[ReadyText, ...] = field(default=(), metadata=FACILITATOR)
    facilitator_note: Wording | None = field(default=None, metadata=FACILITATOR)
    """How to prepare and run it."""
    first_day: date | None = None
    last_day: date | None = None
    place: Wording | None = None
    sponsor: Wording | None = None
    handling: Wording | None = None
    """Who may see its papers, on every page of them."""

    @property
    def last_month(self) -> Month:
        """Return the last month that is played."""
        return self.start.vantage.plus(sum(one.months for one in self.rounds))

    def number(self, inject: str) -> int:
        """Return the number of an inject, from 1; raise StopIteration for one it does not have."""
        return next(n for n, one in enumerate(self.injects, 1) if one.id == inject)

    def stands_at(self, round_id: str) -> Month:
        """Return the last month already played when a round starts."""
        return self.start.vantage.plus(sum(one.months for one in self._before(round_id)))

    def begins_at(self, round_id: str) -> float:
        """Return the minute of the exercise at which a round begins."""
        return sum(one.minutes.total + one.pause for one in self._before(round_id))

    def _before(self, round_id: str) -> Iterator[Round]:
        return takewhile(lambda one: one.id != round_id, self.rounds)

    @property
    def planned_minutes(self) -> float:
        """Return the minutes of all phases and breaks."""
        return sum(one.minutes.total + one.pause for one in self.rounds)
