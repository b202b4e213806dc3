"""`units.toml`, `sources.toml` and `links.toml`: what the numbers rest on."""

import re
from enum import StrEnum

from desktop.domain.indicator import Source
from desktop.domain.lever import Grade
from desktop.domain.model.model import Link
from desktop.domain.wording import Wording
from desktop.modelfiles.elements import check_grounds
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table

BASE_DIMENSIONS = frozenset(
    {
        "person",
        "dollar",
        "peso",
        "mass",
        "time",
        "idx",
        "percent",
        "level",
        "firm",
        "group",
        "gun",
    }
)

_SOURCE = re.compile(r"S[1-9][0-9]{0,2}")
_LINK = re.compile(r"[1-9][0-9]{0,2}")


class Form(StrEnum):
    """Name the shape of a link's equation."""

    ELASTICITY = "elasticity"
    LINEAR = "linear"
    SATURATING = "saturating"
    LOGARITHMIC = "logarithmic"
    STEP = "step"
    PULSE = "pulse"
    ADJUSTMENT = "adjustment"
    REPLY = "reply"
    DECAY = "decay"
    MULTIPLIER = "multiplier"


class Sign(StrEnum):
    """Say which way the effect goes when the cause rises."""

    UP = "+"
    DOWN = "-"
    EITHER = "±"


def read_units(whole: Table, register: SymbolTable) -> dict[str, Wording]:
    """Return the formal units in words; no number is converted, so nothing else is kept."""
    units: dict[str, Wording] = {}
    for name, table in whole.entries("unit"):
        register.define(table, Kind.UNIT, name)
        dimension = table.table("dimension")
        for base in dimension.values:
            if base not in BASE_DIMENSIONS:
                dimension.fault(base, "unknown_choice", choices=", ".join(sorted(BASE_DIMENSIONS)))
            dimension.integer(base, -3, 3)
        if table.has("scale"):
            table.positive("scale")
        units[name] = table.own_wording()
        table.close()
    whole.close()
    return units


def read_sources(whole: Table, register: SymbolTable) -> dict[str, Source]:
    """Read the publications and datasets."""
    sources: dict[str, Source] = {}
    for name, table in whole.entries("source"):
        if _SOURCE.fullmatch(name) is None:
            table.fault("", "bad_id")
        register.define(table, Kind.SOURCE, name)
        sources[name] = Source(name, table.text("text"), table.text("address"))
        table.close()
    whole.close()
    return sources


def _end(
    table: Table, register: SymbolTable, key: str, refinement: bool
) -> tuple[str, Wording | None]:
    """Return an element; a refinement may name in words what no element stands for."""
    words = f"{key}_name"
    if refinement and not table.has(key):
        return "", table.wording(words)
    return register.element(table, key), None


def read_links(whole: Table, register: SymbolTable) -> dict[int, Link]:
    """Read the rows of the evidence that this version of the model carries."""
    links: dict[int, Link] = {}
    for name, table in whole.entries("link"):
        if _LINK.fullmatch(name) is None:
            table.fault("", "bad_id")
        register.define(table, Kind.LINK, name)
        refinement = table.flag("refinement")
        cause, cause_name = _end(table, register, "cause", refinement)
        effect, effect_name = _end(table, register, "effect", refinement)
        links[int(name)] = Link(
            number=int(name),
            cause=cause,
            effect=effect,
            sign=table.choice("sign", Sign).value,
            form=table.choice("form", Form).value,
            size=table.wording("size"),
            delay=table.wording("delay"),
            grade=table.choice("grade", Grade),
            sources=register.sources(table),
            parameters=register.parameters(table),
            why=table.optional_wording("why"),
            refinement=refinement,
            cause_name=cause_name,
            effect_name=effect_name,
            change_my_mind=table.optional_wording("change_my_mind"),
        )
        if refinement and links[int(name)].parameters:
            table.fault("parameters", "refinement_parameters")
        check_grounds(table, links[int(name)].grade, bool(links[int(name)].sources))
        table.close()
    whole.close()
    return links
