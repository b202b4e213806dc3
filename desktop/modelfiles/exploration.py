"""From a TOML file to one Exploration, or to everything that is wrong with it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.domain.assumptions import NEUTRAL_SET
from desktop.domain.clock import Month
from desktop.domain.ensemble import DEFAULT_SEED, MOST_MEMBERS
from desktop.domain.errors import ModelFileError, VecinosError
from desktop.domain.exploration import (
    MOST_POINTS,
    MOST_RUNS,
    Exploration,
    LeverRange,
    ParameterRange,
)
from desktop.domain.model.model import Model
from desktop.modelfiles.exercises.form import ExerciseFaultError, Faults, Form, TooManyFaultsError
from desktop.modelfiles.tables import MOST_BYTES, Table, parse

FORMAT = 1
GREATEST_SEED = 2**32 - 1
MOST_SEEDS = 1000


class ExplorationFileError(VecinosError):
    """Fields: file, count. Its faults say what is wrong, in the order in which they were found."""

    code = "exploration_file"

    def __init__(self, file: str, faults: Sequence[ExerciseFaultError]) -> None:
        super().__init__(file=file, count=len(faults))
        self.faults = tuple(faults)


class ExplorationFileNotReadError(VecinosError):
    """Fields: path. There is no such file, or the system does not let it be read."""

    code = "exploration_file_not_read"


def read_exploration(path: Path, model: Model) -> Exploration:
    """Read what shall be explored; raise ExplorationFileError with every fault at once."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        raise ExplorationFileNotReadError(path=path) from fault
    faults = Faults(path.name)
    found = None
    try:
        found = _exploration(Form(parse(path.name, content), faults), model)
    except ModelFileError as fault:
        faults.found.append(ExerciseFaultError(**fault.fields))
    except TooManyFaultsError:
        pass
    if faults.found or found is None:
        raise ExplorationFileError(path.name, faults.found)
    return found


def _exploration(form: Form, model: Model) -> Exploration:
    form.whole("format", 1, FORMAT)
    points = form.whole("points", 1, MOST_POINTS)
    members = form.whole("members", 1, MOST_MEMBERS)
    if points * members > MOST_RUNS:
        form.fault("points", "too_many", count=points * members, most=MOST_RUNS)
    clock = model.clock
    found = Exploration(
        points,
        members,
        form.whole("seed", 0, GREATEST_SEED, 1),
        form.ids("indicators", model.indicators) or tuple(model.indicators),
        _months(form, model) or (clock.horizon,),
        form.ids("assumptions", model.assumptions.sets) or (NEUTRAL_SET,),
        _seeds(form) or (DEFAULT_SEED,),
        tuple(_lever(name, inside, model) for name, inside in _named(form, "levers", model.levers)),
        tuple(
            _parameter(name, inside, model)
            for name, inside in _named(form, "parameters", model.assumptions.movables)
        ),
    )
    if not found.levers and not found.parameters and len(found.assumptions) == 1:
        form.fault("levers", "missing_key")
    form.close()
    return found


def _named(form: Form, key: str, known: Mapping[str, object]) -> list[tuple[str, Form]]:
    """Return the tables `[key.<id>]` whose id the model knows, in the order of their ids."""
    found = form.entries(key, len(known))
    for name, inside in found.items():
        if name not in known:
            inside.fault("", "unknown_name", name=name)
    return sorted((name, inside) for name, inside in found.items() if name in known)


def _lever(name: str, form: Form, model: Model) -> LeverRange:
    lever = model.levers[name]
    low = form.amount("low", lever.low, lever.high, lever.low)
    high = form.amount("high", lever.low, lever.high, lever.high)
    _check_order(form, low, high)
    clock = model.clock
    start = form.optional_month("start")
    if start is not None and not clock.first_planned <= start <= clock.horizon:
        form.fault("start", "month_out_of_limits", least=clock.first_planned, most=clock.horizon)
    ramp = form.whole("ramp", 0, clock.horizon.minus(clock.first_planned) + 1, 0)
    form.close()
    return LeverRange(name, low, high, start, ramp)


def _parameter(name: str, form: Form, model: Model) -> ParameterRange:
    movable = model.assumptions.movables[name]
    low = form.amount("low", movable.low, movable.high, movable.low)
    high = form.amount("high", movable.low, movable.high, movable.high)
    _check_order(form, low, high)
    form.close()
    return ParameterRange(name, low, high)


def _check_order(form: Form, low: float, high: float) -> None:
    if low > high:
        form.fault("low", "not_ascending")


def _months(form: Form, model: Model) -> tuple[Month, ...]:
    found = []
    for text in form.lines("months"):
        # A table of one key, so that each month has a fault of its own.
        alone = Form(Table(form.table.file, "", {"months": text}), form.faults)
        month = alone.month("months")
        if month != Month(0, 1) and not model.clock.vantage < month <= model.clock.horizon:
            first, last = model.clock.vantage.plus(1), model.clock.horizon
            form.fault("months", "month_out_of_limits", least=first, most=last)
        found.append(month)
    return tuple(sorted(set(found)))


def _seeds(form: Form) -> tuple[int, ...]:
    if not form.has("seeds"):
        return ()
    try:
        seeds = form.table.integers("seeds")
    except ModelFileError as fault:
        form.faults.take(fault)
        return ()
    if len(seeds) > MOST_SEEDS:
        form.fault("seeds", "too_many", count=len(seeds), most=MOST_SEEDS)
    if not all(0 <= one <= GREATEST_SEED for one in seeds):
        form.fault("seeds", "out_of_limits", least=0, most=GREATEST_SEED)
    return seeds
