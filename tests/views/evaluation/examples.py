"""A past that is made up in a moment: real series, invented fans, five invented answers."""

import math
from dataclasses import replace

import numpy as np

from desktop.calibration.experiments import Answer, ExperimentResult
from desktop.calibration.hindcast import ORIGINS, YEARS, Curve, Hindcast
from desktop.calibration.report import report
from desktop.calibration.rivals import Rival
from desktop.calibration.skill import Five, Point
from desktop.calibration.told import Told
from desktop.calibration.track_record import TrackRecord
from desktop.calibration.window import observed
from desktop.domain.clock import Clock, Month
from desktop.domain.experiment import Experiment, InputSelection, Measure, Window
from desktop.domain.history import Series
from desktop.domain.indicator import Change
from desktop.domain.lever import Grade
from desktop.domain.model.model import Model
from desktop.domain.wording import Wording
from desktop.session.evaluation_sources import Sources

WIDTHS = (-1.6449, -0.6745, 0.0, 0.6745, 1.6449)


def curve(name: str, series: Series, origin: Month, *, spread: float = 0.12) -> Curve:
    """Return a level fan that widens from the last value known, and a walk twice as wide."""
    clock = Clock(origin, origin.plus(12 * YEARS))
    known = observed(name, series, 2007, origin.year)
    later = observed(name, series, origin.year + 1, origin.year + YEARS)
    start = float(known.logs[-1]) if known.years else math.log(series.values[0])
    ahead = np.arange(clock.steps + 1) / 12
    logs = start + 0.02 * ahead + spread * np.outer(WIDTHS, np.sqrt(ahead))
    walk = None
    if len(known.years) > 3 and known.years[-1] == origin.year:
        walk = np.exp(start + 2 * spread * np.outer(WIDTHS, np.sqrt(np.arange(YEARS + 1))))
    points = []
    for year, log in zip(later.years, later.logs, strict=True):
        step = 12 * (year - origin.year)
        column = None if walk is None else np.log(walk[:, year - origin.year])
        points.append(
            Point(
                indicator=name,
                series=series.id,
                origin=origin.year,
                year=year,
                observed=float(log),
                percentiles=_five(logs[:, step]),
                last=start if known.years else None,
                walk=None if column is None else _five(column),
            )
        )
    return Curve(name, series, clock, np.exp(logs), walk, tuple(points))


def _five(values: np.ndarray) -> Five:
    a, b, c, d, e = (float(value) for value in values)
    return a, b, c, d, e


def hindcast(model: Model, origin: Month) -> Hindcast:
    """Return the fans of every indicator with a series."""
    curves = {
        name: curve(name, model.series[indicator.series], origin)
        for name, indicator in model.indicators.items()
        if indicator.series is not None
    }
    return Hindcast(origin, origin, curves)


def record(model: Model) -> TrackRecord:
    """Return the skill of the fans, the same whatever is told, beside walks as rivals."""
    made = [hindcast(model, origin) for origin in ORIGINS]
    bands: dict[tuple[str, str, int], tuple[Five, ...]] = {
        (rival, point.indicator, point.origin): (point.walk,) * YEARS
        for each in made
        for point in each.points
        if point.walk is not None
        for rival in Rival
    }
    told = {told: report([replace(each, told=told) for each in made], bands) for told in Told}
    return TrackRecord("model", "history", told, bands)


def answer(
    variable: str = "irregular_encounters",
    *,
    recorded: float | None = -29.0,
    model: tuple[float, float, float] = (-34.0, -21.0, -8.0),
    central: float = -25.0,
    change: Change = Change.PERCENT,
    grade: Grade = Grade.B,
) -> Answer:
    """Return an answer of the model, 5th percentile, median and 95th, beside its record."""
    measure = Measure(
        given=InputSelection.SETTINGS,
        variable=variable,
        change=change,
        window=Window(Month(2014, 10), Month(2015, 2)),
        before=Window(Month(2013, 10), Month(2014, 2)),
        series=None if recorded is None else "usbp_sw_apprehensions",
        low=central - 12,
        central=central,
        high=central + 11,
        grade=grade,
        sources=(),
        why=Wording(
            "Every nationality fell by a quarter; reported for Central Americans: a third.",
            "Todas las nacionalidades bajaron una cuarta parte; en centroamericanos, un tercio.",
        ),
    )
    return Answer(measure, *model, recorded)


def result(model: Model, name: str, *answers: Answer) -> ExperimentResult:
    """Return an experiment with its answers."""
    experiment = Experiment(
        id=name,
        name=Wording("Southern Border Program, 2014–15", "Programa Frontera Sur, 2014–15"),
        question=Wording(
            "Does closer control in Mexico mean fewer people at the U.S. border?",
            "¿Más control en México significa menos personas en la frontera de Estados Unidos?",
        ),
        happened=Wording(
            "In July 2014 Mexico set up checkpoints and closed its freight trains to riders. " * 2,
            "En julio de 2014 México instaló retenes y cerró sus trenes a los viajeros. " * 2,
        ),
        caveats=Wording(
            "The summer of 2014 was a peak that would have eased by itself.",
            "El verano de 2014 fue un pico que habría cedido solo.",
        ),
        vantage=Month(2012, 12),
        sources=tuple(list(model.sources)[:2]),
        moves=(),
        events=(),
        measures=tuple(each.measure for each in answers),
    )
    return ExperimentResult(experiment, Month(2012, 12), answers)


def experiments(model: Model) -> tuple[ExperimentResult, ...]:
    """Return two experiments: one measure inside the band, one outside, one not counted."""
    judged = answer(
        "transit_control",
        recorded=None,
        model=(3.2, 8.0, 14.0),
        central=20.0,
        change=Change.POINTS,
        grade=Grade.C,
    )
    return (
        result(model, "program", answer()),
        result(model, "threat", judged, answer(recorded=-73.0, central=-55.0)),
    )


def sources(model: Model) -> Sources:
    """Return all that the pages need."""
    return Sources(
        weakness=lambda: Wording("Nothing starts a wave.", "Nada inicia una ola."),
        record=lambda: record(model),
        hindcast=lambda origin: hindcast(model, origin),
        experiments=lambda: experiments(model),
    )
