"""The model as data: what the files say, read and cross-checked, before it is compiled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.assumptions import AssumptionCatalogue
from desktop.domain.claim import Claim
from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series
from desktop.domain.indicator import CalendarEntry, Event, Indicator, Source, Vote
from desktop.domain.lever import Grade, Lever
from desktop.domain.policy_warning import PolicyWarning
from desktop.domain.preset import Preset
from desktop.domain.reach import Reach
from desktop.domain.reply import Reply
from desktop.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Evidence:
    """Say where an element comes from."""

    name: Wording
    sources: tuple[str, ...]
    grade: Grade
    links: frozenset[int]
    note: str
    """Why a value departs from the evidence table, or empty."""


class ParameterKind(StrEnum):
    """Say what a parameter is, which decides when it may be held at its central value."""

    EFFECT = "effect"
    """Size or delay of a link."""
    START = "start"
    """Starting value at the vantage."""
    DRIVER = "driver"
    """Path of an exogenous driver."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Describe one uncertain number: 5th, 50th, 95th percentile; all equal if certain."""

    id: str
    unit: str
    low: float
    central: float
    high: float
    kind: ParameterKind
    least: float | None
    """Draws are clipped here: 1 for time constants in months, 0 where an end is exactly zero."""
    most: float | None
    evidence: Evidence

    @property
    def certain(self) -> bool:
        """Say whether there is but one value."""
        return self.low == self.central == self.high


@dataclass(frozen=True, slots=True)
class Function:
    """Name a one-line expression, expanded wherever it is called."""

    id: str
    arguments: tuple[str, ...]
    equation: str


@dataclass(frozen=True, slots=True)
class LookupTable:
    """Hold a piecewise linear table, held at its ends."""

    id: str
    unit: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    x_unit: str = "1"


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """Give a variable computed from others in the same month."""

    id: str
    unit: str
    equation: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Stock:
    """Give a variable that moves only by its flows.

    Either `change` (one net flow, which may be negative) or inflow and outflow names. A flow's
    unit is the stock's per month or per year; the engine converts years to months.
    """

    id: str
    unit: str
    initial: str
    inflow: str | None
    outflow: str | None
    change: str | None
    change_unit: str
    bounds: tuple[float, float] | None
    """The flow is cut so that the stock stays inside."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Growth:
    """Give chance in the growth of a noise: what it adds stays."""

    tau: float
    """Months that a spell of growth lasts."""
    sd: float
    """Standard deviation of what a year adds, in the noise's unit."""


@dataclass(frozen=True, slots=True)
class Noise:
    """Give an exogenous path per member that starts at zero: swings that fade, and growth.

    Swings are a first-order autoregression; so is growth, which adds up month by month.
    """

    id: str
    unit: str
    tau: float
    """Months."""
    sd: float
    """Stationary standard deviation."""
    cut: float | None
    """Values are held within ± this; with growth it is approached softly."""
    evidence: Evidence
    growth: Growth | None = None
    """None where nothing adds up."""


@dataclass(frozen=True, slots=True)
class ElectionPulse:
    """Give a path that climbs 0 → 1 before each vote and falls back after it."""

    id: str
    votes: tuple[Month, ...]
    rise: int
    """Months from 0 to 1, ending at the vote."""
    fall: int


@dataclass(frozen=True, slots=True)
class Channel:
    """Give a path that is zero but for events; equations add it."""

    id: str
    unit: str


@dataclass(frozen=True, slots=True)
class RecordedPath:
    """Give a driver as it was recorded, in place of the element that stands for it otherwise."""

    id: str
    unit: str
    values: tuple[float, ...]
    """One value a step, the vantage first."""
    name: Wording


@dataclass(frozen=True, slots=True)
class FittedGrowth(Growth):
    """Give the growth of a noise as history has it: also how fast it grows at the origin."""

    start: float = 0.0
    """What it would add in a year at the origin's pace, which fades within `tau`."""
    start_doubt: float = 0.0
    """Standard deviation of that."""


@dataclass(frozen=True, slots=True)
class FittedNoise:
    """Give the size of a noise as history has it, and where it stands at the origin."""

    tau: float
    """Months."""
    sd: float
    """Stationary standard deviation, in the noise's unit: the median of what it may be."""
    doubt: float = 0.0
    """Standard deviation of its logarithm: few years do not tell how large a noise is."""
    rest: float = 0.0
    """Where swings return to within `tau`, from the last twelve months: they were no usual ones."""
    rest_doubt: float = 0.0
    """Standard deviation of that."""
    growth: FittedGrowth | None = None


@dataclass(frozen=True, eq=False)
class Calibrated:
    """Hold the ensemble that was conditioned on history up to an origin; equal if the same one."""

    origin: Month
    digest: str
    """SHA-256 of its numbers."""
    scores: Mapping[str, Sequence[float]]
    """Parameter → one standard normal score a member; `sampling.spread` turns it into a value."""
    noises: Mapping[str, FittedNoise]

    @property
    def members(self) -> int:
        """Count its members."""
        return min(map(len, self.scores.values()), default=0)


class Shape(StrEnum):
    """Say how an effect runs after its onset."""

    IMPULSE = "impulse"
    """Added once to a stock's change, in the onset month."""
    FADE = "fade"
    """Full size at the end of the onset month, then e-folding over `months`."""
    WINDOW = "window"
    """Full size for `months` months, then gone."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Let one event act on one stock (impulse) or channel (fade, window)."""

    event: str
    target: str
    size: float
    shape: Shape
    months: float
    delay: int
    """Months between the event and the onset."""


@dataclass(frozen=True, slots=True)
class LeverForce:
    """Say how a lever's setting comes into force.

    The setting passes through `levels` (force by whole-number level, linear between them) if
    there are any, then through a first-order delay of lead / ln 2 months, never under one.
    """

    lever: str
    levels: tuple[float, ...]
    lead: float
    lead_down: float | None
    """Lead when the setting falls, where it differs."""
    unit: str = "1"
    """Formal unit of what is in force: the lever's own unless its levels stand for something."""


@dataclass(frozen=True, slots=True)
class Link:
    """Give one row of the evidence: cause, effect, form, size, delay."""

    number: int
    cause: str
    effect: str
    sign: str
    form: str
    size: Wording
    delay: Wording
    grade: Grade
    sources: tuple[str, ...]
    parameters: tuple[str, ...]
    why: Wording | None = None
    """Why the model departs from the evidence table, where it does."""
    refinement: bool = False
    """True where the row is kept as documentation: no equation carries it, so no parameter."""
    cause_name: Wording | None = None
    """What the cause of a refinement is where no element stands for it; `cause` is empty then."""
    effect_name: Wording | None = None
    change_my_mind: Wording | None = None
    """What finding would change this row."""


@dataclass(frozen=True)
class Model:
    """Hold one whole model. Ids are unique over all kinds; mappings keep the order of the files."""

    version: str
    digest: str
    """SHA-256 of what decides its numbers, and of no words; see `modelfiles.digest`."""
    clock: Clock
    parameters: Mapping[str, Parameter]
    functions: Mapping[str, Function]
    lookups: Mapping[str, LookupTable]
    auxiliaries: Mapping[str, Auxiliary]
    stocks: Mapping[str, Stock]
    noises: Mapping[str, Noise]
    pulses: Mapping[str, ElectionPulse]
    channels: Mapping[str, Channel]
    effects: tuple[Effect, ...]
    forces: Mapping[str, LeverForce]
    levers: Mapping[str, Lever]
    indicators: Mapping[str, Indicator]
    events: Mapping[str, Event]
    links: Mapping[int, Link]
    votes: tuple[Vote, ...]
    calendar: tuple[CalendarEntry, ...]
    sources: Mapping[str, Source]
    series: Mapping[str, Series]
    claims: Mapping[str, Claim] = field(default_factory=dict)
    replies: Mapping[str, Reply] = field(default_factory=dict)
    presets: Mapping[str, Preset] = field(default_factory=dict)
    warnings: Mapping[str, PolicyWarning] = field(default_factory=dict)
    reaches: Mapping[str, Reach] = field(default_factory=dict)
    """Lever → what the record has of its kind."""
    units: Mapping[str, Wording] = field(default_factory=dict)
    """Formal units in words."""
    assumptions: AssumptionCatalogue = field(default_factory=AssumptionCatalogue)
    calibrated: Calibrated | None = None
    """What history says of the parameters and noises; without it the evidence alone speaks."""
    recorded: Mapping[str, RecordedPath] = field(default_factory=dict)
    """Drivers given as they were; such an id is no auxiliary, noise or parameter."""
    status_quo: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """Lever → its setting in each month after the vantage where nobody moves it.

    A lever that is absent stays at its default.
    """
    own: Mapping[str, Series] = field(default_factory=dict)
    """Series with the figures that people added up to a vantage they moved; others are as in
    `series`, which holds what was published."""
