"""A pin: a state of some scenario that stays on the charts to be compared with."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop.domain import kinds
from desktop.domain.fields import kept
from desktop.domain.scenario import NAME_LIMIT, Scenario

LETTERS = ("A", "B", "C", "D")
"""By which pins go, in the order in which they are given."""
NO_PIN = "-"
"""Stands for the status quo in place of a letter."""


class PinSource(StrEnum):
    """Say what was pinned."""

    NOW = "now"
    """The scenario as it stood on the desk."""
    STEP = "step"
    """The scenario on the desk as it stood before some later steps of its undo history."""
    VERSION = "version"
    """A version that was kept of a scenario."""
    SAVED = "saved"
    """A scenario of the library as it was last saved."""


@dataclass(frozen=True, slots=True)
class Pin:
    """Hold a state as it was pinned; nothing that happens to its scenario later changes it."""

    letter: str = field(metadata=kept(kinds.Line(1)))
    state: Scenario = field(metadata=kept(kinds.Record(Scenario)))
    """Without what no run and no table of differences asks for: see `bare`."""
    source: str = field(default=PinSource.NOW.value, metadata=kept(kinds.Text(10)))
    """A PinSource."""
    scenario_id: int | None = field(default=None, metadata=kept(kinds.Whole(kinds.LARGEST)))
    """By which the library knows the scenario, whose name it follows; None where none does."""
    version: str = field(default="", metadata=kept(kinds.Text(NAME_LIMIT)))
    """Name of the version, if somebody gave it one."""
    made_at: str = field(default="", metadata=kept(kinds.Text(40)))
    """When it stood so: an instant in UTC, as ISO 8601 has it."""

    @property
    def name(self) -> str:
        """Return what the scenario was called when it was pinned, or has been called since."""
        return self.state.name

    def named(self, name: str) -> "Pin":
        """Return the pin with its scenario's name of now."""
        return replace(self, state=replace(self.state, name=name))


def bare(scenario: Scenario) -> Scenario:
    """Return what a pin keeps of a scenario: nothing that people wrote about it, or filed it by."""
    usual = Scenario(scenario.name)
    return replace(
        scenario,
        notes=usual.notes,
        charts=usual.charts,
        folder=usual.folder,
        tags=usual.tags,
        targets=usual.targets,
        predictions=usual.predictions,
        lever_names=usual.lever_names,
        answers=usual.answers,
    )


def free_letter(pins: tuple[Pin, ...]) -> str | None:
    """Return the first letter that no pin has; None where all are in use."""
    taken = {pin.letter for pin in pins}
    return next((letter for letter in LETTERS if letter not in taken), None)
