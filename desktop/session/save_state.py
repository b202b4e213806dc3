"""Whether the scenario on the desk is saved, and what is told of one that came or went."""

from dataclasses import dataclass
from enum import StrEnum


class SaveState(StrEnum):
    """Say where the scenario on the desk stands; its words are the message `state.<name>`."""

    OPENING = "opening"
    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not_saved"
    """A save failed, or there is no library; what is on the desk is only here."""
    READ_ONLY = "read_only"

    @property
    def good(self) -> bool:
        """Say whether nothing on the desk is at risk."""
        return self not in (SaveState.NOT_SAVED, SaveState.READ_ONLY)


@dataclass(frozen=True, slots=True)
class Opened:
    """Tell that a scenario came onto the desk, and what about it needs a word."""

    name: str
    made: str
    """The version of the model it was made under."""
    other_model: bool
    """That model is not the one it is projected with now."""
    dropped: int
    """Settings and events that this model does not allow; they are left out here."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """Tell that a scenario went to the trash."""

    id: int
    name: str
