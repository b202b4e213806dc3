"""From the files in `resources/` to one Model, or one fault that names its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.assumptions import AssumptionCatalogue
from desktop.domain.clock import Clock, Month, MovedClock
from desktop.domain.errors import ModelFileError
from desktop.domain.historical_record import Past, Start
from desktop.domain.history import Series
from desktop.domain.lever import Lever
from desktop.domain.model.model import Model
from desktop.domain.observation import LibraryDataState, Observation
from desktop.domain.preset import Preset
from desktop.engine.compile.equations import read_equations
from desktop.modelfiles.assumptions import read_assumptions
from desktop.modelfiles.calendar import read_calendar
from desktop.modelfiles.claims import read_claims
from desktop.modelfiles.digest import content_digest, content_of
from desktop.modelfiles.elements import Elements
from desktop.modelfiles.ensembles import read_calibrated
from desktop.modelfiles.events import read_events
from desktop.modelfiles.evidence import read_links, read_sources, read_units
from desktop.modelfiles.historical_record import check_drivers, levers_at, read_past, starts_at
from desktop.modelfiles.history import MANIFEST, read_history
from desktop.modelfiles.indicators import read_indicators
from desktop.modelfiles.levers import read_levers
from desktop.modelfiles.observations import extend_series
from desktop.modelfiles.policy_warnings import read_warnings
from desktop.modelfiles.presets import read_presets
from desktop.modelfiles.reach import read_reaches
from desktop.modelfiles.replies import read_replies
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.symbol_table import SymbolTable
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


def read_model(
    folder: Path = RESOURCES,
    vantage: Month | None = None,
    horizon: Month | None = None,
    *,
    calibrated: bool = True,
    observations: Sequence[Observation] = (),
) -> Model:
    """Read the model and the history of a resources folder.

    At another vantage than the files' own the same model starts from there: series end with it,
    levers stand where they stood, and starting values are those of `starts.toml`. Nothing that
    came later decides any number of it. The calibrated ensemble, unless it is not wanted, is the
    latest one whose origin is not after the vantage.

    At a later vantage the starting values that come from a series take its newest twelve months,
    with what people added up to that month; all else starts as it did.

    Raise ModelFileError, HistoryFileError or MissingResourceError at the first fault; what is
    returned has unique ids, no reference that leads nowhere, and equations that can be run.
    """
    model, _ = _read(folder, vantage, horizon, observations=observations)
    content = content_of(model)
    model = replace(model, digest=content_digest(content, None))
    ensemble = read_calibrated(folder, model) if calibrated else None
    if ensemble is None:
        return model
    return replace(model, calibrated=ensemble, digest=content_digest(content, ensemble))


def at_chosen_vantage(model: Model, state: LibraryDataState, folder: Path = RESOURCES) -> Model:
    """Return the model started where a library says, itself where that says nothing.

    `folder` is where the model was read from. Raise what `read_model` raises.
    """
    vantage = state.vantage(model.clock)
    if vantage is None:
        return model
    return read_model(folder, vantage, observations=state.observations)


def read_record(folder: Path = RESOURCES) -> Past:
    """Read what levers and drivers did up to the vantage, where things started, and the series.

    Raise what `read_model` raises.
    """
    _, past = _read(folder, None, None, with_past=True)
    assert past is not None
    return past


def _read(
    folder: Path,
    vantage: Month | None,
    horizon: Month | None,
    *,
    with_past: bool = False,
    observations: Sequence[Observation] = (),
) -> tuple[Model, Past | None]:
    files, register = _Folder(folder), SymbolTable()
    version, now = _frame(files.table("model/model.toml"))
    clock = _clock(now, vantage, horizon)
    units = read_units(files.table("model/units.toml"), register)
    series = read_history(files.table(MANIFEST), register, files.content)
    sources = read_sources(files.table("model/sources.toml"), register)
    votes, calendar, pulses = read_calendar(files.table("model/calendar.toml"), register)
    levers, forces = read_levers(files.table("model/levers.toml"), register)
    past = None
    if with_past or clock.vantage < now.vantage:
        past = read_past(files.table, register, levers, series, now.vantage)
    standing, known, starts = _as_of(clock.vantage, now.vantage, past, levers, series)
    moved = isinstance(clock, MovedClock)
    own = _own(known, clock.vantage, observations) if moved else {}
    elements = Elements(
        {**known, **own},
        standing,
        clock.vantage.ordinal,
        starts,
        moved,
    )
    for name in ELEMENT_FILES:
        elements.read(files.table(f"model/{name}.toml"), register)
    events, effects = read_events(files.table("model/events.toml"), register, elements)
    indicators = read_indicators(files.table("model/indicators.toml"), register, series)
    links = read_links(files.table("model/links.toml"), register)
    claims = read_claims(files.table("model/claims.toml"), register)
    replies = read_replies(files.table("model/replies.toml"), register, levers)
    presets = read_presets(files.table("model/presets.toml"), register, levers, now)
    warnings = read_warnings(files.table("model/warnings.toml"), register, levers)
    reaches = read_reaches(files.table("model/reach.toml"), register, levers)
    # The sets speak of the ranges of today; starts and drivers of an earlier vantage are others.
    assumptions = AssumptionCatalogue()
    if clock.vantage >= now.vantage:
        table = files.table("model/assumptions.toml")
        assumptions = read_assumptions(table, register, elements.parameters, units)
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
        levers=standing,
        indicators=indicators,
        events=events,
        links=links,
        votes=votes,
        calendar=calendar,
        sources=sources,
        series=known,
        claims=claims,
        replies=replies,
        presets={name: each for name, each in presets.items() if _fits(each, clock)},
        warnings=warnings,
        reaches=reaches,
        units=units,
        assumptions=assumptions,
        own=own,
    )
    _check_equations(model, register)
    if past is not None:
        check_drivers(past, model)
    return model, past


def _clock(now: Clock, vantage: Month | None, horizon: Month | None) -> Clock:
    last = horizon or now.horizon
    if vantage is not None and vantage > now.vantage:
        return MovedClock(vantage, last, now.vantage)
    return Clock(vantage or now.vantage, last)


def _own(
    series: Mapping[str, Series], vantage: Month, observations: Sequence[Observation]
) -> dict[str, Series]:
    """Return the series that people made longer, up to the vantage."""
    longer = extend_series(series, [one for one in observations if one.month <= vantage])
    return {name: each for name, each in longer.items() if each is not series[name]}


def _as_of(
    vantage: Month,
    now: Month,
    past: Past | None,
    levers: Mapping[str, Lever],
    series: Mapping[str, Series],
) -> tuple[Mapping[str, Lever], Mapping[str, Series], Mapping[str, Start] | None]:
    """Return levers, series and starting values as they stood at a vantage."""
    if past is None or vantage >= now:
        return levers, series, None
    return (
        levers_at(past, levers, vantage),
        past.until(vantage).series,
        starts_at(past, vantage),
    )


def _fits(preset: Preset, clock: Clock) -> bool:
    """Say whether all that a package plans lies after the vantage."""
    starts = [setting.start or clock.first for setting in preset.policy.settings.values()]
    months = [*starts, *(planned.month for planned in preset.policy.events)]
    return all(clock.first <= month <= clock.horizon for month in months)


def _check_equations(model: Model, register: SymbolTable) -> None:
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
