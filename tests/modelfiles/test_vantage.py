"""The same model at another vantage."""

from pathlib import Path

import numpy as np
import pytest

from desktop.domain.clock import Month
from desktop.domain.ensemble import CENTRAL
from desktop.domain.errors import ModelFileError
from desktop.domain.historical_record import DriverPast, DriverPoint, LeverChange, LeverHistory, cut
from desktop.domain.lever import Grade, Setting
from desktop.domain.model.model import ParameterKind
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.domain.wording import Wording
from desktop.engine.compile.compiler import compile_model
from desktop.engine.ensemble.draws import draw
from desktop.engine.ensemble.paths import forces
from desktop.engine.run.project import project, run_member, variables
from desktop.modelfiles.historical_record import with_record
from desktop.modelfiles.read import read_model, read_record
from desktop.reports.xmile.file import xmile

WORDS = Wording("word", "palabra")
VANTAGES = [Month(year, 12) for year in (2007, 2012, 2014, 2016, 2018, 2020)]


def change(month: Month, value: float, ramp: int = 0) -> LeverChange:
    return LeverChange(month, value, ramp, Grade.C, (), WORDS)


def test_that_a_lever_moves_in_a_straight_line_and_arrives() -> None:
    past = LeverHistory("a", (change(Month(2007, 1), 10), change(Month(2010, 3), 40, 3)))
    found = past.settings(Month(2010, 1), Month(2010, 7))
    assert found == [10, 10, 20, 30, 40, 40, 40]
    assert past.settings(Month(2010, 4), Month(2010, 4)) == [30]


def test_that_a_later_move_starts_from_where_the_lever_is() -> None:
    past = LeverHistory(
        "a",
        (
            change(Month(2007, 1), 0),
            change(Month(2010, 1), 40, 4),
            change(Month(2010, 3), 0, 2),
        ),
    )
    assert past.settings(Month(2010, 1), Month(2010, 5)) == [10, 20, 10, 0, 0]


def test_that_what_is_known_ends_with_the_month() -> None:
    past = LeverHistory("a", (change(Month(2007, 1), 0), change(Month(2010, 1), 9)))
    assert past.until(Month(2009, 12)).settings(Month(2011, 1), Month(2011, 1)) == [0]
    driver = DriverPast(
        "d",
        None,
        tuple(
            DriverPoint(Month(year, 12), value, Grade.C, (), WORDS)
            for year, value in ((2010, 1.0), (2012, 3.0))
        ),
    )
    first, last = Month(2011, 12), Month(2013, 12)
    assert driver.values({}, first, last)[::12] == [2.0, 3.0, 3.0]
    assert driver.until(Month(2011, 12)).values({}, first, last)[::12] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("vantage", VANTAGES, ids=str)
def test_that_nothing_later_is_left_in_the_model(vantage: Month) -> None:
    model = read_model(vantage=vantage, calibrated=False)
    for series in model.series.values():
        assert not series.months or series.months[-1] <= vantage
        assert not series.raw_months or series.raw_months[-1] <= vantage
    assert model.clock.vantage == vantage
    assert model.clock.horizon == Month(2036, 12)


GAPS = {
    "fdi_regional_share",
    "fentanyl_seizures",
    "mx_fav_us",
    "extraditions",
    "port_encounters",
}
"""Curves whose series has no figure at some vantages; they start where it is judged."""


@pytest.mark.parametrize("vantage", VANTAGES, ids=str)
def test_that_charts_with_a_series_start_from_it(vantage: Month) -> None:
    model = read_model(vantage=vantage, horizon=vantage.plus(12))
    lines = project(compile_model(model), STATUS_QUO, draw(model, CENTRAL))
    for indicator in model.indicators.values():
        if indicator.series is None or indicator.id in GAPS:
            continue
        known = cut(read_model().series[indicator.series], vantage)
        if not known.values:
            continue
        assert lines.of(indicator.id)[0, 0] == pytest.approx(known.values[-1], rel=0.02)


def test_that_levers_stand_where_they_stood() -> None:
    record = read_record()
    model = read_model(vantage=Month(2014, 12))
    for name, lever in model.levers.items():
        if name in record.levers:
            then = record.levers[name].settings(Month(2014, 12), Month(2014, 12))[0]
            assert lever.default == then
    now = read_model().levers
    moved = [name for name, lever in model.levers.items() if lever.default != now[name].default]
    assert len(moved) > 10


def test_that_the_vantage_of_the_files_needs_no_past_and_gives_the_same_model() -> None:
    here, there = read_model(), read_model(vantage=Month(2023, 12))
    assert here.digest == there.digest


def test_that_only_starts_and_trends_differ_between_vantages() -> None:
    now, then = read_model(calibrated=False), read_model(vantage=Month(2012, 12), calibrated=False)
    for name, parameter in now.parameters.items():
        if parameter.kind is ParameterKind.EFFECT:
            other = then.parameters[name]
            assert (other.low, other.central, other.high) == (
                parameter.low,
                parameter.central,
                parameter.high,
            )


def test_that_a_record_takes_the_place_of_drivers_and_of_the_status_quo() -> None:
    record = read_record()
    vantage = Month(2018, 12)
    model = with_record(read_model(vantage=vantage, horizon=Month(2021, 12)), record)
    found = variables(compile_model(model), STATUS_QUO, draw(model, CENTRAL))
    openings = record.drivers["job_openings"].values(record.series, vantage, Month(2021, 12))
    assert found["job_openings"][:, 0].tolist() == pytest.approx(openings)
    # A plain number is a ratio to the vantage.
    assert found["third_country_pressure"][0, 0] == 1.0
    assert "job_openings" not in model.auxiliaries
    transit = forces(model, STATUS_QUO)["mx_transit_enforcement_in_force"]
    assert transit[0] == model.levers["mx_transit_enforcement"].default
    assert transit.max() > transit[0] + 10


def test_that_a_setting_still_moves_a_lever_off_its_record() -> None:
    vantage = Month(2018, 12)
    model = with_record(read_model(vantage=vantage, horizon=Month(2021, 12)), read_record())
    held = Policy({"mx_transit_enforcement": Setting(40.0, Month(2019, 6))})
    path = forces(model, held)["mx_transit_enforcement_in_force"]
    assert path[-1] == pytest.approx(40.0, abs=0.1)
    assert (path[:6] == forces(model, STATUS_QUO)["mx_transit_enforcement_in_force"][:6]).all()


def test_that_a_recorded_driver_is_exported_with_the_model() -> None:
    model = with_record(read_model(vantage=Month(2018, 12), horizon=Month(2020, 12)), read_record())
    run = run_member(compile_model(model), STATUS_QUO, draw(model, CENTRAL))
    text = xmile(model, run)
    assert '<aux name="job_openings">' in text
    assert np.isfinite(run.values["irregular_encounters"]).all()


def test_that_an_unknown_vantage_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError) as caught:
        read_model(vantage=Month(2013, 12))
    assert "2012-12" in str(caught.value.fields["known"])
