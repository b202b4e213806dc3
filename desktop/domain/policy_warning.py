"""Warnings of settings that hardly go together, with what would mend them."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class PolicyWarning:
    """Hold one combination of settings that is implausible; it forbids nothing."""

    id: str
    condition: str
    """On what levers are set to, each in its own unit, by their ids."""
    text: Wording
    fix: Mapping[str, float]
    """Lever → what to set it to; whatever else is set, the condition is false then."""
    claims: tuple[str, ...]
    links: frozenset[int]
    sources: tuple[str, ...]
