"""What a projection from the past is told: its levers, its drivers, and the placebo."""

import pytest

from desktop.calibration.told import Told, given, mirrored
from desktop.domain.clock import Month
from desktop.domain.historical_record import Past
from desktop.domain.model.model import Model
from desktop.modelfiles.read import read_model, read_record

ORIGIN = Month(2016, 12)


@pytest.fixture(scope="module")
def past() -> Past:
    return read_record()


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model(vantage=ORIGIN, horizon=ORIGIN.plus(36))


@pytest.mark.parametrize(
    ("told", "levers", "drivers"),
    [
        (Told.BOTH, True, True),
        (Told.LEVERS, True, False),
        (Told.DRIVERS, False, True),
        (Told.NOTHING, False, False),
        (Told.MIRRORED, True, True),
    ],
)
def test_that_only_what_is_told_moves_by_itself(
    model: Model, past: Past, told: Told, *, levers: bool, drivers: bool
) -> None:
    found = given(model, past, told)
    assert set(found.status_quo) == (set(past.levers) if levers else set())
    assert set(past.drivers) <= set(found.recorded) if drivers else found.recorded == model.recorded


def test_that_the_placebo_moves_every_lever_the_other_way_within_its_range(
    model: Model, past: Past
) -> None:
    real = given(model, past, Told.BOTH)
    placebo = given(model, past, Told.MIRRORED)
    assert placebo == mirrored(real)
    moved = 0
    for name, path in real.status_quo.items():
        lever = model.levers[name]
        for one, other in zip(path, placebo.status_quo[name], strict=True):
            assert lever.low <= other <= lever.high
            if other not in (lever.low, lever.high):
                assert other - lever.default == pytest.approx(lever.default - one)
                moved += one != lever.default
    assert moved > 100
