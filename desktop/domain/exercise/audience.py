"""Which fields of an exercise no player ever sees."""

from collections.abc import Mapping
from dataclasses import Field
from types import MappingProxyType
from typing import Any

FACILITATOR: Mapping[str, bool] = MappingProxyType({"facilitator_only": True})
"""Metadata of a dataclass field that is for facilitators and evaluators."""


def is_facilitator_only(one: Field[Any]) -> bool:
    """Say whether a dataclass field is kept from players."""
    return FACILITATOR.items() <= one.metadata.items()
