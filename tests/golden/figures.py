"""Measure what one version of the model projects over the lever space.

Also a script: started inside the files of another version, it measures that version with that
version's own engine. So it needs nothing of the tests, and of the program only what has long been
there.
"""

import csv
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Family, Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.results.bands import bands
from desktop.engine.results.projection import PERCENTILES, Projection
from desktop.engine.run.project import project
from desktop.modelfiles.read import read_model

Key = tuple[str, str]
"""A case of the lever space, and an indicator."""
Figures = Mapping[Key, Mapping[str, float]]
"""What is read off each line: `2030` is the central run in December, `2030 p05` a percentile."""

CENTRAL_YEARS = (2025, 2027, 2030, 2036)
BAND_YEARS = (2030, 2036)
SHOWN = (5, 50, 95)
MEMBERS = 100
"""Enough to notice that the ensemble is another one; the same members serve every case."""
BETWEEN_EVENTS = 5
"""Months between two events of a family."""
DEFAULT_SET = "neutral"
BELIEVED = ("berg_package", "carnegie_package")
"""Presets tried under the other assumption sets too: those of the two documents."""


def cases(model: Model) -> dict[str, Policy]:
    """Return the policies tried: each lever at its ends, each preset, each family's events."""
    found = {"status_quo": STATUS_QUO}
    for lever in model.levers.values():
        for end in (lever.low, lever.high):
            if end != lever.default:
                found[f"{lever.id}={end:g}"] = Policy({lever.id: Setting(end)})
    for preset in model.presets.values():
        if preset.policy != STATUS_QUO:
            found[f"preset {preset.id}"] = preset.policy
    for family in Family:
        events = [event.id for event in model.events.values() if event.family is family]
        months = (model.clock.first.plus(BETWEEN_EVENTS * place) for place in range(len(events)))
        planned = tuple(map(PlannedEvent, events, months))
        found[f"events {family.value}"] = Policy({}, planned)
    return found


def beliefs(model: Model) -> Iterator[tuple[str, Policy, str]]:
    """Return name, policy and assumption set of what is tried beside the default set."""
    sets = getattr(model, "assumptions", None)
    for name in () if sets is None else sets.sets:
        if name != DEFAULT_SET:
            yield f"{name}: status_quo", STATUS_QUO, name
            for preset in BELIEVED:
                if preset in model.presets:
                    yield f"{name}: preset {preset}", model.presets[preset].policy, name


def _projected(
    compiled: CompiledModel, policy: Policy, members: int, assumptions: str
) -> Projection:
    choice: list[Any] = [EnsembleChoice(members=members)]
    if assumptions:
        # Versions before assumption sets do not have this.
        from desktop.domain.assumptions import Assumptions

        choice.append(Assumptions.parse(assumptions))
    if hasattr(compiled, "draws"):
        return project(compiled, policy, compiled.draws(*choice))
    # Versions before draws were a value were asked in one.
    from desktop.domain.ensemble import RunRequest

    old: Callable[..., Projection] = project
    return old(compiled, RunRequest(policy, *choice))


def measure(model: Model, tried: Mapping[str, Policy] | None = None) -> Figures:
    """Return the figures of one model, in these cases or in all."""
    compiled = compile_model(model)
    found: dict[Key, dict[str, float]] = {}
    chosen = [(case, policy, "") for case, policy in (tried or cases(model)).items()]
    for case, policy, believed in (*chosen, *(beliefs(model) if tried is None else ())):
        central = _projected(compiled, policy, 0, believed)
        drawn = bands(_projected(compiled, policy, MEMBERS, believed))
        for indicator in model.indicators:
            line, fan = central.of(indicator)[:, 0], drawn.of(indicator)
            row = {str(year): float(line[_step(model, year)]) for year in CENTRAL_YEARS}
            for year in BAND_YEARS:
                for percentile in SHOWN:
                    value = fan[PERCENTILES.index(percentile), _step(model, year)]
                    row[f"{year} p{percentile:02d}"] = float(value)
            found[case, indicator] = row
    return found


def _step(model: Model, year: int) -> int:
    return model.clock.step(Month(year, 12))


def write(figures: Figures, file: TextIO) -> None:
    """Write figures as CSV, each with nine significant digits."""
    columns = list(next(iter(figures.values())))
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["case", "indicator", *columns])
    for (case, indicator), row in figures.items():
        # A zero of either sign is one zero.
        table.writerow([case, indicator, *(f"{row[column] + 0.0:.9g}" for column in columns)])


def read(file: TextIO) -> Figures:
    """Read what `write` wrote."""
    found: dict[Key, dict[str, float]] = {}
    for row in csv.DictReader(file):
        key = row.pop("case"), row.pop("indicator")
        found[key] = {column: float(value) for column, value in row.items()}
    return found


def main(target: Path) -> None:
    """Measure the model of the program that is found first on the import path."""
    with np.errstate(all="ignore"), target.open("w", encoding="utf-8", newline="") as file:
        write(measure(read_model()), file)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
