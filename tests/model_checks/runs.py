"""Runs of the shipped model, and of models with one thing changed."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.run.project import variables
from desktop.modelfiles.read import read_model

Run = Mapping[str, NDArray[np.floating]]
"""Every variable of a run, (TIME, MEMBER)."""

CENTRAL = EnsembleChoice(members=0)
MEMBERS = EnsembleChoice(members=200)
"""Enough for a median; the same members serve every policy."""
EVIDENCE = EnsembleChoice(members=200, calibrated=False)
"""Draws as in the reference run of the evidence, which history has not conditioned."""
REFERENCE_NOISES = {
    "trade_noise": (18, 0.04),
    "fdi_noise": (12, 0.14),
    "violence_noise": (60, 0.33),
    "epidemic_noise": (36, 0.18),
    "seizure_noise": (18, 0.3),
}
"""Time and size of the swings of the reference run, which knew of no growth."""
LATER_NOISES = (
    "crossing_noise",
    "favor_noise",
    "region_fdi_noise",
    "remittance_noise",
    "us_demand_noise",
    "fdi_trend_noise",
    "remittance_trend_noise",
    "epidemic_course_noise",
    "favor_noise",
)
"""Regimes and drivers that stood still in the reference run."""


@cache
def shipped() -> Model:
    return read_model()


@cache
def compiled() -> CompiledModel:
    return compile_model(shipped())


LATER_PARTS = {"new_share_0": 1.0, "measured_new_share": 1.0, "exports_fdi": 0.0}
"""Where investment was not yet divided into new and reinvested, nor followed exports."""


@cache
def as_in_the_reference() -> CompiledModel:
    """Return the model with the noises of the reference run and no others, nor later parts."""
    noises, parameters = dict(shipped().noises), dict(shipped().parameters)
    for name, (tau, sd) in REFERENCE_NOISES.items():
        noises[name] = replace(noises[name], tau=tau, sd=sd, growth=None)
    for name in LATER_NOISES:
        noises[name] = replace(noises[name], sd=0.0, growth=None)
    for name, value in LATER_PARTS.items():
        parameters[name] = replace(parameters[name], low=value, central=value, high=value)
    return compile_model(replace(shipped(), noises=noises, parameters=parameters))


def policy(*events: tuple[str, str], **settings: float) -> Policy:
    """Set levers from the first month on, and place events by id and month."""
    return Policy(
        {lever: Setting(value) for lever, value in settings.items()},
        tuple(PlannedEvent(event, Month.parse(month)) for event, month in events),
    )


def starting(month: str, lever: str, value: float) -> Policy:
    """Set one lever from a month on."""
    return Policy({lever: Setting(value, Month.parse(month))})


def run(
    chosen: Policy = STATUS_QUO,
    ensemble: EnsembleChoice = CENTRAL,
    model: CompiledModel | None = None,
) -> Run:
    """Return every variable of one run of the shipped model or of another."""
    model = model or compiled()
    return variables(model, chosen, model.draws(ensemble))


def step(month: str) -> int:
    """Return the step at the end of a month."""
    return shipped().clock.step(Month.parse(month))


def year(values: NDArray[np.floating], calendar_year: int) -> NDArray[np.floating]:
    """Return each member's mean over a calendar year."""
    first = step(f"{calendar_year}-01")
    mean: NDArray[np.floating] = values[first : first + 12].mean(axis=0)
    return mean


def mutant(**central: float) -> CompiledModel:
    """Compile the model with some parameters certain at other values."""
    return compile_model(_certain(shipped(), central))


def _certain(model: Model, central: Mapping[str, float]) -> Model:
    assert central.keys() <= model.parameters.keys()
    parameters = {
        name: replace(known, low=central[name], central=central[name], high=central[name])
        if name in central
        else known
        for name, known in model.parameters.items()
    }
    return replace(model, parameters=parameters)


def with_equation(auxiliary: str, old: str, new: str, **central: float) -> CompiledModel:
    """Compile the model with a piece of one equation exchanged, and some parameters certain."""
    model = _certain(shipped(), central)
    known = model.auxiliaries[auxiliary]
    assert old in known.equation
    changed = replace(known, equation=known.equation.replace(old, new))
    return compile_model(replace(model, auxiliaries={**model.auxiliaries, auxiliary: changed}))


def frozen_drivers() -> CompiledModel:
    """Compile the model with its drivers, its calendar and its heated start at rest."""
    model = shipped()
    at_rest = {
        "job_openings_rest": model.parameters["job_openings_0"].central,
        "third_country_rest": 0.0,
        "remittance_growth": 0.0,
        "trade_growth": 0.0,
        "fdi_growth": 0.0,
        "population_growth": 0.0,
        "epidemic_growth": 0.0,
        "member_growth": 0.0,
        "summit_0": 0.0,
        "us_rhetoric_0": model.parameters["us_rhetoric_rest"].central,
        "mx_rhetoric_0": model.parameters["mx_rhetoric_rest"].central,
    }
    parameters = {
        name: replace(known, low=at_rest[name], central=at_rest[name], high=at_rest[name])
        if name in at_rest
        else known
        for name, known in model.parameters.items()
    }
    pulses = {name: replace(pulse, votes=()) for name, pulse in model.pulses.items()}
    return compile_model(replace(model, parameters=parameters, pulses=pulses))
