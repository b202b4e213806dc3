"""From the end of 2018, told levers and drivers: the border of May to November 2019."""

import numpy as np
import pytest

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.engine.run.project import variables
from desktop.modelfiles.historical_record import with_record
from desktop.modelfiles.read import read_model, read_record
from tests.model_checks.behaviours import Change

VANTAGE = Month(2018, 12)
MAY, NOVEMBER = (Month(2019, month).minus(VANTAGE) for month in (5, 11))


def fall(change: Change) -> float:
    """Return how far the median monthly flow of November lies below May's, as a share.

    The flow is the model's own, the annual rate of each month without season. Ordinary years had no
    fall from May to November among those who are not Mexican.
    """
    told = with_record(read_model(vantage=VANTAGE, horizon=VANTAGE.plus(12)), read_record())
    compiled = compile_model(change.on(told))
    members = compiled.draws(EnsembleChoice(members=300))
    flow = variables(compiled, STATUS_QUO, members)["irregular_encounters"]
    return 1.0 - float(np.median(flow[NOVEMBER]) / np.median(flow[MAY]))


def test_that_the_border_of_november_2019_is_far_below_that_of_may() -> None:
    assert 0.5 <= fall(Change()) <= 0.8


@pytest.mark.mutant
@pytest.mark.parametrize(
    "nothing",
    [{"transit_effect": 0.0}, {"access_effect": 0.0, "pathways_draw": 0.0}],
    ids=["transit", "access"],
)
def test_that_neither_transit_nor_access_would_do_it_alone(nothing: dict[str, float]) -> None:
    assert fall(Change(nothing)) < 0.5
