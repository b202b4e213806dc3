"""`history/experiments.toml`: the natural experiments that the model is held against."""

from collections.abc import Container
from pathlib import Path

from desktop.domain.clock import Month
from desktop.domain.experiment import Experiment, InputSelection, LeverMove, Measure, Window
from desktop.domain.indicator import Change
from desktop.domain.lever import Grade
from desktop.domain.model.model import Model
from desktop.domain.policy import PlannedEvent
from desktop.modelfiles.elements import check_grounds
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.tables import Table, file_bytes, parse

FILE = "history/experiments.toml"

_LONGEST_RAMP = 240


def read_experiments(model: Model, folder: Path = RESOURCES) -> tuple[Experiment, ...]:
    """Read the experiments, in the order of the file; `model` is the shipped one, at any vantage.

    Raise ModelFileError at the first fault.
    """
    whole = parse(FILE, file_bytes(folder / FILE))
    experiments = tuple(
        _experiment(name, table, model) for name, table in whole.entries("experiment")
    )
    whole.close()
    return experiments


def _experiment(name: str, table: Table, model: Model) -> Experiment:
    vantage = table.month("vantage")
    experiment = Experiment(
        id=name,
        name=table.wording("name"),
        question=table.wording("question"),
        happened=table.wording("happened"),
        caveats=table.wording("caveats"),
        vantage=vantage,
        sources=_sources(table, model),
        moves=tuple(_move(row, model, vantage) for row in table.rows("setting")),
        events=tuple(_event(row, model, vantage) for row in table.rows("event")),
        measures=tuple(_measure(row, model, vantage) for row in table.rows("measure")),
    )
    if not experiment.measures:
        table.fault("measure", "no_rows")
    table.close()
    return experiment


def _sources(table: Table, model: Model) -> tuple[str, ...]:
    sources = table.texts("sources")
    for source in sources:
        if source not in model.sources:
            table.fault("sources", "unknown_name", name=source)
    return sources


def _move(row: Table, model: Model, vantage: Month) -> LeverMove:
    lever = _named(row, "lever", model.levers)
    move = LeverMove(
        lever=lever,
        month=_after(row, "month", vantage),
        value=row.within("value", model.levers[lever].low, model.levers[lever].high),
        ramp=row.integer("ramp", 0, _LONGEST_RAMP) if row.has("ramp") else 0,
    )
    row.close()
    return move


def _event(row: Table, model: Model, vantage: Month) -> PlannedEvent:
    event = PlannedEvent(_named(row, "event", model.events), _after(row, "month", vantage))
    row.close()
    return event


def _measure(row: Table, model: Model, vantage: Month) -> Measure:
    variables = {**model.auxiliaries, **model.stocks}
    window = _window(row, "window")
    if window.first <= vantage:
        row.fault("window", "not_after_the_vantage", vantage=vantage)
    measure = Measure(
        given=row.choice("given", InputSelection),
        variable=_named(row, "variable", variables),
        change=row.choice("change", Change),
        window=window,
        before=_window(row, "before"),
        series=_named(row, "series", model.series) if row.has("series") else None,
        low=row.number("low"),
        central=row.number("central"),
        high=row.number("high"),
        grade=row.choice("grade", Grade),
        sources=_sources(row, model),
        why=row.wording("why"),
    )
    if not measure.low <= measure.central <= measure.high:
        row.fault("central", "not_between")
    check_grounds(row, measure.grade, bool(measure.sources))
    row.close()
    return measure


def _window(row: Table, key: str) -> Window:
    ends = row.months(key)
    if len(ends) != 2 or ends[1] < ends[0]:
        row.fault(key, "not_pair")
    return Window(ends[0], ends[1])


def _after(row: Table, key: str, vantage: Month) -> Month:
    month = row.month(key)
    if month <= vantage:
        row.fault(key, "not_after_the_vantage", vantage=vantage)
    return month


def _named(row: Table, key: str, known: Container[str]) -> str:
    name = row.text(key)
    if name not in known:
        row.fault(key, "unknown_name", name=name)
    return name
