"""Shipped exercises under play, for tests."""

from datetime import UTC, datetime
from functools import cache

from desktop.document.play.record import PlayRecord
from desktop.document.play.scenario import drawn
from desktop.document.play.state import Setup
from desktop.domain.play.entries import (
    Advanced,
    Begun,
    Entry,
    InjectReleased,
    Offer,
    Recorded,
    StageBegun,
)
from desktop.modelfiles.exercises.drafts import read_draft
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES

US, MX = "us_administration", "mx_presidency"
FRAMEWORK = "coop_framework"
"""A joint lever of the two; its status quo is 1."""
WORDS = "us_rhetoric_restraint"
MORNING = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


@cache
def setup(name: str = "concurrent_elections") -> Setup:
    """Return a shipped exercise with the model it is for."""
    model = read_model(RESOURCES)
    text = (RESOURCES / "exercises" / f"{name}.toml").read_bytes()
    return Setup(read_draft(name, text, model).exercise, model)


class Table:
    """Play an exercise by hand, a minute from one entry to the next."""

    def __init__(self, name: str = "concurrent_elections") -> None:
        self.setup = setup(name)
        self.record = PlayRecord(self.setup)

    def enter(self, *entries: Entry) -> Recorded:
        """Add entries; return the last one."""
        for entry in entries:
            minutes = len(self.record.entries)
            last = self.record.add(entry, MORNING, 60.0 * minutes)
        return last

    def begin(self, stage: str = "deliberate", round_: str | None = None) -> None:
        """Begin a round, and play where it has not begun."""
        if not self.record.state.begun:
            self.enter(Begun())
        ids = list(self.setup.rounds)
        self.enter(StageBegun(round_ or ids[0], stage, 600.0))


def two_rounds() -> Table:
    """Play two rounds of *Concurrent elections* in which everything had a part."""
    table = Table()
    table.begin()
    table.enter(
        Offer(US, WORDS, 80.0),
        Offer(MX, "dea_access", 55.0),
        Offer(US, FRAMEWORK, 3.0),
        Offer(MX, FRAMEWORK, 2.0),
        InjectReleased("made_here"),
        Advanced("campaign"),
    )
    table.begin(round_="window")
    table.enter(
        Offer(US, FRAMEWORK, 2.0, 6),
        Offer(MX, FRAMEWORK, 3.0),
        drawn(table.setup, table.record.state),
        InjectReleased("four_travelers"),
        Advanced("window"),
    )
    return table
