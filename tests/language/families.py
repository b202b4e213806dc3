"""Reviewed exceptions: messages whose ids are put together, and pairs that may be the same.

Whoever adds a line here has looked at it: every id of a family exists, and a pair that is the
same in English and Spanish is meant to be.
"""

from collections.abc import Iterable, Mapping

from desktop.arguments.commands import COMMANDS, GLOBAL
from desktop.cli import ASSUMPTIONS
from desktop.domain.errors import VecinosError
from desktop.domain.lever import Family, Grade, Holder


def error_classes(of: type[VecinosError] = VecinosError) -> set[type[VecinosError]]:
    """Return every error that people can be told about, as far as its module was imported."""
    found = {below for direct in of.__subclasses__() for below in error_classes(direct)}
    return found | ({of} if "code" in vars(of) else set())


OPTIONS = {option.id for command in COMMANDS.values() for option in command.options}

FAMILIES: Mapping[str, Iterable[str]] = {
    "assumptions.{}": ASSUMPTIONS,
    "command_line.{}": {"vecinos", *(command.id for command in COMMANDS.values())},
    "month.{}": {str(number) for number in range(1, 13)},
    "option.{}": OPTIONS | {option.id for option in GLOBAL},
}
"""Pattern of an f-string -> what its field can be."""

CHOSEN_ELSEWHERE = {
    ("desktop/arguments/explain.py", "command.argument"): "takes of Command",
    ("desktop/arguments/explain.py", "option.takes"): "takes of Option",
    ("desktop/arguments/explain.py", "title"): "two literals in the loop above it",
    ("desktop/cli.py", "code"): "a Wording, not the catalogue",
    ("desktop/language/language.py", "self.code"): "a Wording, not the catalogue",
}
"""Where a message id reaches the translator as a variable -> where the id is written."""

SAME_IN_BOTH = {
    "date.month_year",
    "metavar.lang",
    "metavar.number",
    "metavar.scale",
    "metavar.theme",
    "metavar.view",
    "month.2",
    "month.3",
    "month.5",
    "month.6",
    "month.7",
    "month.9",
    "month.10",
    "month.11",
}

SAME_MODEL_TEXTS: set[str] = set()
