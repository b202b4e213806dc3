"""Lines of text with stressed pieces, marked in them until they are cut into runs."""

import re
from dataclasses import dataclass

_START, _END = "\ue000", "\ue001"
"""Private characters round a stressed field; they never reach a screen."""
_STRESSED = re.compile(f"{_START}(.*?){_END}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """Hold a piece of a line and whether it is stressed."""

    text: str
    strong: bool


def strong(text: str) -> str:
    """Return a text marked as stressed, to be put into a line."""
    return f"{_START}{text}{_END}"


def is_stressed(line: str) -> bool:
    """Say whether some of a line is stressed."""
    return _START in line


def runs_of(line: str) -> tuple[Run, ...]:
    """Cut a line into its runs."""
    pieces = _STRESSED.split(line)
    return tuple(Run(text, strong=index % 2 == 1) for index, text in enumerate(pieces) if text)


def plain(line: str) -> str:
    """Return a line without stress."""
    return line.replace(_START, "").replace(_END, "")
