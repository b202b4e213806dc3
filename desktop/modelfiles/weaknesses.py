"""`weaknesses.toml`: what the model is known to be weak at, said by those who built it."""

import re
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.wording import Wording
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.tables import Table, file_bytes, parse

FILE = "model/weaknesses.toml"
_ABOUT = re.compile(r"[a-z][a-z0-9_]*|link\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Weakness:
    """Hold one known weakness.

    `{fields}` in the text are counts of the model, put in by whoever shows it.
    """

    id: str
    name: Wording
    text: Wording
    about: tuple[str, ...]
    """Elements, curves, levers and `link.<number>` it is about."""


def read_weaknesses(folder: Path = RESOURCES) -> tuple[Weakness, ...]:
    """Read the weaknesses of a resources folder in their order, the gravest first.

    Raise ModelFileError or MissingResourceError where the file cannot be read.
    """
    whole = parse(FILE, file_bytes(folder / FILE))
    found = tuple(_weakness(name, table) for name, table in whole.entries("weakness"))
    whole.close()
    return found


def _weakness(name: str, table: Table) -> Weakness:
    about = table.texts("about")
    for subject in about:
        if _ABOUT.fullmatch(subject) is None:
            table.fault("about", "unknown_name", name=subject)
    weakness = Weakness(name, table.wording("name"), table.wording("text"), about)
    table.close()
    return weakness
