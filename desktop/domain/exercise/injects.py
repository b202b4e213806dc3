"""Injects: the rows of the master scenario events list."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from desktop.domain.clock import Month
from desktop.domain.exercise.audience import FACILITATOR
from desktop.domain.wording import Wording


class InjectType(StrEnum):
    """Say what an inject is for."""

    INFORMATION = "information"
    SHOCK = "shock"
    DECISION = "decision"
    MEDIA = "media"
    CONTINGENCY = "contingency"
    """Held ready, and released only when play calls for it: it takes no planned time."""
    ADMINISTRATIVE = "administrative"


class Delivery(StrEnum):
    """Say how an inject reaches the players."""

    SCREEN = "screen"
    SPOKEN = "spoken"
    HANDOUT = "handout"
    CALL = "call"


class Status(StrEnum):
    """Say how far the writing of an inject is; what happens to it in play is another record's."""

    DRAFT = "draft"
    APPROVED = "approved"
    READY = "ready"


class NoShock(StrEnum):
    """Name the reason why an inject changes nothing in the model."""

    INFORMS = "informs"
    """It only tells what has happened."""
    ASKS = "asks"
    """It asks for a decision, and the levers carry what follows."""
    IN_THE_MODEL = "in_the_model"
    """The model has it happen by itself: a dated event of its calendar, or a curve of its own."""
    NOT_IN_THE_MODEL = "not_in_the_model"
    """The model has nothing that it could strike."""
    ORGANIZES = "organizes"
    """It is about the running of the exercise."""


class Weight(IntEnum):
    """Weigh an expected action."""

    USEFUL = 1
    IMPORTANT = 2
    ESSENTIAL = 3


@dataclass(frozen=True, slots=True)
class ExpectedAction:
    """Say what a good team would do about an inject."""

    text: Wording
    weight: Weight


@dataclass(frozen=True, slots=True)
class Shock:
    """Place an event of the model at the date of the inject."""

    event: str
    size: float
    """What all effects of the event are multiplied by, 0 to 3."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Say when an inject is suggested; nothing is ever released by itself.

    `when` says it in words. A curve or a lever that crosses a line says it to the program: one of
    `indicator` and `lever`, with one of `at_least` and `at_most`, or none of the four.
    """

    when: Wording
    indicator: str | None = None
    lever: str | None = None
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Inject:
    """Describe one inject as designed. Its number is its place in the exercise, from 1."""

    id: str
    round: str
    at: int | None = field(metadata=FACILITATOR)
    """Minutes from the start of its round; None for one that is only held ready."""
    date: Month
    """Of the story; a shock strikes in this month, or in the first one not yet played."""
    type: InjectType = field(metadata=FACILITATOR)
    title: Wording
    text: Wording
    """What the players get, 40 to 150 words in each language."""
    delivery: Delivery = field(metadata=FACILITATOR)
    sender: Wording
    """Whom it comes from, in the story."""
    to: tuple[str, ...]
    """Teams; none named is everybody."""
    minutes: int = field(metadata=FACILITATOR)
    """What it takes of the clock."""
    questions: tuple[Wording, ...]
    """To discuss."""
    chart: str | None
    """Indicator to show with it."""
    controller: Wording | None = field(default=None, metadata=FACILITATOR)
    """Who hands it in."""
    expected: tuple[ExpectedAction, ...] = field(default=(), metadata=FACILITATOR)
    objectives: tuple[str, ...] = field(default=(), metadata=FACILITATOR)
    learning_point: Wording | None = field(default=None, metadata=FACILITATOR)
    note: Wording | None = field(default=None, metadata=FACILITATOR)
    remarks: Wording | None = field(default=None, metadata=FACILITATOR)
    """For whoever works on the list."""
    shock: Shock | None = field(default=None, metadata=FACILITATOR)
    no_shock: NoShock | None = field(default=None, metadata=FACILITATOR)
    """Why there is no shock, where there is none."""
    trigger: Trigger | None = field(default=None, metadata=FACILITATOR)
    after: tuple[str, ...] = field(default=(), metadata=FACILITATOR)
    """Injects without which this one makes no sense."""
    claims: tuple[str, ...] = field(default=(), metadata=FACILITATOR)
    sources: tuple[str, ...] = field(default=(), metadata=FACILITATOR)
    status: Status = field(default=Status.DRAFT, metadata=FACILITATOR)
