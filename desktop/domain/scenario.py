"""A scenario: named departures from the baseline."""

import unicodedata
from dataclasses import dataclass, field

from desktop.domain import kinds
from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.fields import kept
from desktop.domain.indicator import Better
from desktop.domain.inquiry import MOST_ANSWERS, KeptAnswer
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.prediction import MOST_PREDICTIONS, Prediction

NAME_LIMIT = 120
"""Characters (code points) of a name."""
NOTES_LIMIT = 100_000
FOLDER_LIMIT = 240
"""Characters of a folder with all that hold it."""
OWN_NAME_LIMIT = 60
"""Characters of a name of somebody's own for a lever."""
TAG_LIMIT = 40
MOST_TAGS = 32


@dataclass(frozen=True, slots=True)
class Package:
    """Name a bundle of settings and events that a scenario takes in as a whole."""

    name: str = field(metadata=kept(kinds.Text(visible=True)))
    policy: Policy = field(default_factory=Policy, metadata=kept(kinds.Within(Policy)))
    future: int | None = field(default=None, metadata=kept(kinds.Whole()))
    """The number by which chance drew these events; None for a bundle that somebody chose."""
    on: bool = field(default=True, metadata=kept(kinds.Switch(), since=7))
    """Its settings and events hold; switched off it keeps them, and its place, for later."""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """Mark a value of one indicator, in its unit, that a chart shows as a line."""

    indicator: str = field(metadata=kept(kinds.Text()))
    value: float = field(metadata=kept(kinds.Number()))
    month: Month | None = field(default=None, metadata=kept(kinds.YearMonth()))
    """By when it is to be reached; None marks it throughout."""
    at_least: bool | None = field(default=None, metadata=kept(kinds.Switch(), since=3))
    """The indicator shall be at or above it, or at or below; None: as it is better."""

    def is_floor(self, better: Better) -> bool:
        """Say whether an indicator shall be at or above it, given which way that one is better.

        Where nobody chose, and neither direction is better, it shall be at or below.
        """
        return better is Better.UP if self.at_least is None else self.at_least


@dataclass(frozen=True, slots=True)
class LeverName:
    """Call a lever by a name of one's own; a language without one has the model's."""

    lever: str = field(metadata=kept(kinds.Text()))
    en: str = field(default="", metadata=kept(kinds.Text(OWN_NAME_LIMIT)))
    es: str = field(default="", metadata=kept(kinds.Text(OWN_NAME_LIMIT)))


@dataclass(frozen=True, slots=True)
class Scenario:
    """Hold everything a scenario keeps, apart from where it is kept."""

    name: str = field(metadata=kept(kinds.Line(NAME_LIMIT)))
    policy: Policy = field(default_factory=Policy, metadata=kept(kinds.Within(Policy)))
    """Its own settings and events; see `combined` for what a run is asked to project."""
    notes: str = field(default="", metadata=kept(kinds.Text(NOTES_LIMIT)))
    assumptions: str = field(default=NEUTRAL.text, metadata=kept(kinds.Text()))
    """The written form of Assumptions, as it is kept."""
    ensemble: EnsembleChoice = field(
        default_factory=EnsembleChoice, metadata=kept(kinds.Within(EnsembleChoice))
    )
    charts: tuple[str, ...] = field(default=(), metadata=kept(kinds.Several(kinds.Text())))
    """Indicators in the chart slots, in order."""
    model_version: str = field(default="", metadata=kept(kinds.Text()))
    model_digest: str = field(default="", metadata=kept(kinds.Text(), part="model_version"))
    folder: str = field(default="", metadata=kept(kinds.FolderPath(FOLDER_LIMIT)))
    """Names of the folders that hold it, outermost first, with `/` between; empty at the top."""
    tags: tuple[str, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Line(TAG_LIMIT), MOST_TAGS))
    )
    packages: tuple[Package, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Record(Package)))
    )
    """Alternatives put on top of each other: of two that set one lever the later holds."""
    targets: tuple[TargetLine, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Record(TargetLine)))
    )
    predictions: tuple[Prediction, ...] = field(
        default=(),
        metadata=kept(kinds.Several(kinds.Record(Prediction), MOST_PREDICTIONS), since=4),
    )
    """What rooms called and what came, in the order in which it was revealed."""
    lever_names: tuple[LeverName, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Record(LeverName)), since=9)
    )
    """Names of one's own for levers, at most one a lever, in the order of their ids."""
    answers: tuple[KeptAnswer, ...] = field(
        default=(),
        metadata=kept(kinds.Several(kinds.Record(KeptAnswer), MOST_ANSWERS), since=10),
    )
    """What was asked of the model and found out, in the order in which it was kept."""

    @property
    def combined(self) -> Policy:
        """Return packages and own settings as one policy: later packages win, own settings last.

        Packages that are off count for nothing.

        Events add up; one that several of them place in the same month happens once, in the size
        that the later gives it, or somebody rather than chance.
        """
        return self._put_together(self.packages)

    @property
    def decided(self) -> Policy:
        """Return what `combined` has without the events that chance drew."""
        return self._put_together(tuple(one for one in self.packages if one.future is None))

    @property
    def drawn(self) -> tuple[PlannedEvent, ...]:
        """Return the events that are there only because chance drew them."""
        decided = set(self.decided.events)
        return tuple(event for event in self.combined.events if event not in decided)

    def _put_together(self, packages: tuple[Package, ...]) -> Policy:
        packages = tuple(package for package in packages if package.on)
        if not packages:
            return self.policy
        layers = [*(package.policy for package in packages), self.policy]
        settings = {lever: one for layer in layers for lever, one in layer.settings.items()}
        events: dict[tuple[str, Month], PlannedEvent] = {}
        for package in packages:
            for event in package.policy.events:
                if package.future is None or event.place not in events:
                    events[event.place] = event
        events |= {event.place: event for event in self.policy.events}
        return Policy(settings, tuple(events.values()))

    @property
    def assumed(self) -> Assumptions:
        """Return the assumptions read; raise BadAssumptionsError where the text is none."""
        return Assumptions.parse(self.assumptions)

    @property
    def request(self) -> RunRequest:
        """Ask for the projection of this scenario."""
        return RunRequest(self.combined, self.ensemble, self.assumed)


def order_key(name: str) -> str:
    """Return the name as lists order it: without case and accents, ñ between n and o."""
    folded = name.casefold()
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFC", folded).translate(_PLAIN)


_LATIN = range(0x00C0, 0x0180)
_PLAIN = {sign: unicodedata.normalize("NFD", chr(sign))[0] for sign in _LATIN}
_PLAIN[ord("ñ")] = "n\U0010ffff"
"""Letters with marks -> how they are ordered."""
