"""Pew's polls of Mexican views, from the end of 2014, told levers and drivers."""

from dataclasses import replace

import numpy as np
import pytest

from desktop.calibration.told import Told, given
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.engine.run.project import project
from desktop.modelfiles.read import read_model, read_record

PEW_2018 = 32.0


def holds(model: Model) -> bool:
    """Tell whether the 50 % band of 2018 holds what Pew found that year."""
    told = given(model, read_record(), Told.BOTH)
    compiled = compile_model(told)
    lines = project(compiled, STATUS_QUO, compiled.draws(EnsembleChoice(members=1000)))
    first = told.clock.step(Month(2018, 1))
    year = lines.of("mx_fav_us")[first : first + 12].mean(axis=0)
    low, high = np.percentile(year, (25, 75))
    return bool(low <= PEW_2018 <= high)


def origin() -> Model:
    return read_model(vantage=Month(2014, 12), horizon=Month(2018, 12))


def test_that_the_hostile_years_are_held() -> None:
    assert read_record().series["pew_mexicans_favorable_of_us"].values[-3] == PEW_2018
    assert holds(origin())


@pytest.mark.mutant
def test_that_a_government_whose_tone_decays_would_miss_them() -> None:
    model = origin()
    known = model.parameters["restraint_rest"]
    deaf = replace(known, low=0.0, central=0.0, high=0.0)
    calm = replace(model, parameters={**model.parameters, "restraint_rest": deaf})
    assert not holds(calm)
