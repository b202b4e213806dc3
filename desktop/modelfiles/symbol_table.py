"""Ids of a whole model: unique, and every reference met."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from desktop.modelfiles.tables import Table, check_id

FORCE = "_in_force"
"""What the equations see of a lever: its id with this ending."""

WORDS = frozenset(
    (
        "if",
        "else",
        "and",
        "or",
        "not",
        "time",
        "min",
        "max",
        "exp",
        "ln",
        "sqrt",
        "abs",
        "clip",
        "smooth",
        "smooth3",
        "lookup",
    )
)
"""Words of the equation language; no element may bear one."""

_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")
_CLAIM = re.compile(r"([BC])([1-9][0-9]?)")
_LAST_CLAIM = {"B": 76, "C": 87}


class Kind(StrEnum):
    """Name the kinds of things that have an id."""

    UNIT = "unit"
    SOURCE = "source"
    LINK = "link"
    SERIES = "series"
    LEVER = "lever"
    EVENT = "event"
    PARAMETER = "parameter"
    VARIABLE = "variable"
    NOISE = "noise"
    PULSE = "pulse"
    CHANNEL = "channel"
    FUNCTION = "function"
    LOOKUP = "lookup"
    INDICATOR = "indicator"
    CLAIM = "claim"
    PRESET = "preset"


_OWN_SPACE = frozenset({Kind.UNIT, Kind.SOURCE, Kind.LINK, Kind.INDICATOR, Kind.CLAIM, Kind.PRESET})
"""Kinds that no equation names, so that their ids need not differ from the others'."""

_IN_EQUATIONS = (
    Kind.PARAMETER,
    Kind.VARIABLE,
    Kind.NOISE,
    Kind.PULSE,
    Kind.CHANNEL,
    Kind.FUNCTION,
    Kind.LOOKUP,
)

_ELEMENTS = (
    Kind.LEVER,
    Kind.EVENT,
    Kind.PARAMETER,
    Kind.VARIABLE,
    Kind.NOISE,
    Kind.PULSE,
    Kind.CHANNEL,
)


def _is_claim(name: str) -> bool:
    found = _CLAIM.fullmatch(name)
    return found is not None and int(found[2]) <= _LAST_CLAIM[found[1]]


class _Reference(NamedTuple):
    table: Table
    key: str
    kinds: tuple[Kind, ...]
    name: str


@dataclass(eq=False)
class SymbolTable:
    """Collect ids and references while the files are read, and compare them at the end."""

    known: dict[Kind, set[str]] = field(default_factory=lambda: {kind: set() for kind in Kind})
    taken: set[str] = field(default_factory=set)
    open: list[_Reference] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    """The file of each table that defines something, by the table's name."""

    def define(self, table: Table, kind: Kind, name: str) -> str:
        """Take an id; refuse one that is ill-formed or taken by any other kind."""
        if kind not in _OWN_SPACE:
            check_id(table, name)
            if name in WORDS or name.endswith(FORCE):
                table.fault("", "reserved_id")
            if name in self.taken:
                table.fault("", "repeated_id")
            self.taken.add(name)
        elif name in self.known[kind]:
            table.fault("", "repeated_id")
        self.known[kind].add(name)
        self.files[table.name] = table.file
        return name

    def refer(self, table: Table, key: str, name: str, *kinds: Kind) -> str:
        """Note that a key names something of one of these kinds."""
        self.open.append(_Reference(table, key, kinds, name))
        return name

    def element(self, table: Table, key: str) -> str:
        """Return the id of any element of the model that a key names."""
        return self.refer(table, key, table.text(key), *_ELEMENTS)

    def unit(self, table: Table, key: str = "unit") -> str:
        """Return the formal unit that a key names."""
        return self.refer(table, key, table.text(key), Kind.UNIT)

    def sources(self, table: Table) -> tuple[str, ...]:
        """Return the sources that a table names."""
        return self.named(table, "sources", Kind.SOURCE)

    def links(self, table: Table) -> frozenset[int]:
        """Return the rows of the evidence that a table names."""
        numbers = table.integers("links")
        for number in numbers:
            self.refer(table, "links", str(number), Kind.LINK)
        return frozenset(numbers)

    def parameters(self, table: Table) -> tuple[str, ...]:
        """Return the parameters that a table names."""
        return self.named(table, "parameters", Kind.PARAMETER)

    def named(self, table: Table, key: str, kind: Kind) -> tuple[str, ...]:
        """Return the ids of one kind that a key lists; an absent key is the empty list."""
        return tuple(self.refer(table, key, name, kind) for name in table.texts(key))

    def claims(self, table: Table) -> tuple[str, ...]:
        """Return the claims of the founding documents that a table names."""
        claims = table.texts("claims")
        for claim in claims:
            if not _is_claim(claim):
                table.fault("claims", "unknown_claim", name=claim)
        return claims

    def claim(self, table: Table, name: str) -> str:
        """Take the id of a claim; refuse one that neither document has."""
        if not _is_claim(name):
            table.fault("", "unknown_claim", name=name)
        return self.define(table, Kind.CLAIM, name)

    def equation(self, table: Table, key: str, arguments: tuple[str, ...] = ()) -> str:
        """Return an equation, noting every name in it that is not an argument."""
        text = table.text(key)
        for name in dict.fromkeys(_NAME.findall(text)):
            if name in WORDS or name in arguments:
                continue
            if name.endswith(FORCE):
                self.refer(table, key, name.removesuffix(FORCE), Kind.LEVER)
            else:
                self.refer(table, key, name, *_IN_EQUATIONS)
        return text

    def resolve(self) -> None:
        """Raise the fault of the first reference that leads nowhere."""
        for reference in self.open:
            if not any(reference.name in self.known[kind] for kind in reference.kinds):
                reference.table.fault(reference.key, "unknown_name", name=reference.name)
