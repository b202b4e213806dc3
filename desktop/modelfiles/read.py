"""From the files in `resources/` to one Model, or one fault that names its place."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.clock import Clock
from desktop.domain.errors import ModelFileError
from desktop.engine.equations import read_equations
from desktop.engine.model import Model
from desktop.modelfiles.calendar import read_calendar
from desktop.modelfiles.claims import read_claims
from desktop.modelfiles.digest import digest_of
from desktop.modelfiles.elements import Elements
from desktop.modelfiles.events import read_events
from desktop.modelfiles.evidence import read_links, read_sources, read_units
from desktop.modelfiles.history import MANIFEST, read_history
from desktop.modelfiles.indicators import read_indicators
from desktop.modelfiles.levers import read_levers
from desktop.modelfiles.presets import read_presets
from desktop.modelfiles.register import Register
from desktop.modelfiles.replies import read_replies
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.tables import Table, file_bytes, parse

ELEMENT_FILES = (
    "functions",
    "drivers",
    "migration",
    "politics",
    "trade",
    "investment",
    "drugs",
    "finance",
    "security",
    "crime",
)

_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,2}")
_MOST_STEPS = 600


@dataclass(frozen=True, slots=True)
class _Folder:
    """Read files by their names in one folder."""

    path: Path

    def content(self, name: str) -> bytes:
        return file_bytes(self.path / name)

    def table(self, name: str) -> Table:
        return parse(name, self.content(name))


def read_model(folder: Path = RESOURCES) -> Model:
    """Read the model and the history of a resources folder.

    Raise ModelFileError, HistoryFileError or MissingResourceError at the first fault; what is
    returned has unique ids, no reference that leads nowhere, and equations that can be run.
    """
    files, register = _Folder(folder), Register()
    version, clock = _frame(files.table("model/model.toml"))
    units = read_units(files.table("model/units.toml"), register)
    series = read_history(files.table(MANIFEST), register, files.content)
    sources = read_sources(files.table("model/sources.toml"), register)
    votes, calendar, pulses = read_calendar(files.table("model/calendar.toml"), register)
    levers, forces = read_levers(files.table("model/levers.toml"), register)
    elements = Elements(series, levers, clock.vantage.ordinal)
    for name in ELEMENT_FILES:
        elements.read(files.table(f"model/{name}.toml"), register)
    events, effects = read_events(files.table("model/events.toml"), register, elements)
    indicators = read_indicators(files.table("model/indicators.toml"), register, series)
    links = read_links(files.table("model/links.toml"), register)
    claims = read_claims(files.table("model/claims.toml"), register)
    replies = read_replies(files.table("model/replies.toml"), register, levers)
    presets = read_presets(files.table("model/presets.toml"), register, levers, clock)
    register.resolve()
    model = Model(
        version=version,
        digest="",
        clock=clock,
        parameters=elements.parameters,
        functions=elements.functions,
        lookups=elements.lookups,
        auxiliaries=elements.auxiliaries,
        stocks=elements.stocks,
        noises=elements.noises,
        pulses=pulses,
        channels=elements.channels,
        effects=effects,
        forces=forces,
        levers=levers,
        indicators=indicators,
        events=events,
        links=links,
        votes=votes,
        calendar=calendar,
        sources=sources,
        series=series,
        claims=claims,
        replies=replies,
        presets=presets,
        units=units,
    )
    _check_equations(model, register)
    return replace(model, digest=digest_of(model))


def _check_equations(model: Model, register: Register) -> None:
    """Let the engine read the equations, and add the file to the fault it names."""
    try:
        read_equations(model)
    except ModelFileError as fault:
        table, reason = str(fault.fields["table"]), str(fault.fields["reason"])
        fields = {
            **fault.fields,
            "file": register.files.get(table, "model"),
            "reason": f"reason.{reason.removeprefix('reason.')}",
        }
        raise ModelFileError(**fields) from fault


def _frame(table: Table) -> tuple[str, Clock]:
    version = table.text("version")
    if _VERSION.fullmatch(version) is None:
        table.fault("version", "bad_version")
    clock = Clock(table.month("vantage"), table.month("horizon"))
    if not 12 <= clock.steps <= _MOST_STEPS:
        table.fault("horizon", "out_of_limits", least=12, most=_MOST_STEPS)
    table.close()
    return version, clock
