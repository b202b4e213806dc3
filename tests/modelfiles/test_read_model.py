"""The shipped model, as the reader hands it over."""

import math
from pathlib import Path

import pytest

from desktop.domain.clock import Month
from desktop.domain.errors import MissingResourceError
from desktop.domain.model.model import Model
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from tests.modelfiles.damage import copy_with


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model()


def test_that_a_run_starts_at_the_end_of_2023_and_takes_156_months(model: Model) -> None:
    assert model.clock.vantage == Month(2023, 12)
    assert model.clock.steps == 156


def test_that_starts_are_the_last_twelve_months_of_the_series(model: Model) -> None:
    lines = (RESOURCES / "history/usbp_sw_apprehensions.csv").read_text().splitlines()
    year = [float(line.partition(",")[2]) for line in lines if line.startswith("2023-")]
    assert len(year) == 12
    assert model.parameters["encounters_0"].central == pytest.approx(sum(year) / 1000)
    assert model.parameters["remittances_0"].central == pytest.approx(63.3187, abs=1e-3)
    assert model.parameters["us_opioid_deaths_0"].central == pytest.approx(72.776)
    assert model.parameters["job_openings_0"].central == 5.15
    assert model.parameters["homicide_rate_0"].central == pytest.approx(24.58, abs=0.01)


def test_that_every_series_shown_ends_in_the_start_of_its_variable(model: Model) -> None:
    for indicator in model.indicators.values():
        if indicator.series is not None:
            series = model.series[indicator.series]
            assert series.months[-1] == model.clock.vantage
            start = _start(model, indicator.id)
            assert series.values[-1] == pytest.approx(start * indicator.scale)


def _start(model: Model, indicator: str) -> float:
    """Return where the parameters let a measured curve begin."""
    if indicator == "us_mx_trade":
        return _central(model, "mexican_exports_0") + _central(model, "us_exports_0")
    if indicator == "fdi_regional_share":
        return 100 * _central(model, "fdi_0") / _central(model, "region_fdi_0")
    starts = {
        "irregular_encounters": "encounters_0",
        "fentanyl_seizures": "seizures_0",
        "mx_fav_us": "favor_0",
    }
    return _central(model, starts.get(indicator, f"{indicator.removesuffix('_inflow')}_0"))


def _central(model: Model, parameter: str) -> float:
    return model.parameters[parameter].central


def test_that_single_months_of_a_flow_are_annual_rates(model: Model) -> None:
    series = model.series["usbp_sw_apprehensions"]
    assert series.raw_months[-1] == Month(2023, 12)
    assert series.raw_values[-1] == pytest.approx(249.740 * 12)
    assert series.values[-1] == pytest.approx(math.fsum(series.raw_values[-12:]) / 12)
    assert series.months[0] == series.raw_months[11]


def test_that_months_of_a_level_are_averaged(model: Model) -> None:
    series = model.series["us_unemployment_rate"]
    assert series.values[-1] == pytest.approx(sum(series.raw_values[-12:]) / 12)
    assert series.raw_values[-1] == 3.8


def test_that_a_yearly_series_can_be_a_rate(model: Model) -> None:
    series = model.series["mx_homicides_inegi_annual"]
    assert series.unit == "per100k/year"
    assert series.values[-1] == pytest.approx(32_253 / 131_230_255 * 100_000)
    assert series.months[-1] == Month(2023, 12)
    assert series.raw_values == ()


def test_that_investment_and_trade_start_where_the_series_say(model: Model) -> None:
    assert model.series["mx_fdi_inflows_usd"].values[-1] == pytest.approx(31.02, abs=0.01)
    trade = sum(
        model.series[name].values[-1] for name in ("us_imports_from_mexico", "us_exports_to_mexico")
    )
    assert trade == pytest.approx(796.8, abs=0.05)
    assert model.series["us_mx_goods_trade"].values[-1] == pytest.approx(trade)
    assert model.series["mx_fdi_regional_share"].values[-1] == pytest.approx(16.83, abs=0.01)


def test_that_a_sum_holds_the_shorter_series_last_year_and_shows_no_month_it_lacks(
    model: Model,
) -> None:
    trade = model.series["us_mx_goods_trade"]
    imports, exports = (
        model.series[name] for name in ("us_imports_from_mexico", "us_exports_to_mexico")
    )
    by_month = dict(zip(trade.months, trade.values, strict=True))
    october = Month(2023, 10)
    assert exports.months[-1] == trade.raw_months[-1] == october
    assert by_month[october] == pytest.approx(imports.values[-3] + exports.values[-1])
    assert trade.values[-1] == pytest.approx(imports.values[-1] + exports.values[-1])
    assert trade.raw_values[-1] == pytest.approx(imports.raw_values[-3] + exports.raw_values[-1])


def test_that_a_quotient_has_the_years_that_both_series_have(model: Model) -> None:
    share = model.series["mx_fdi_regional_share"]
    assert [month.year for month in share.months] == [2014, 2021, 2022, 2023]
    assert share.values[2] == pytest.approx(100 * 39.069 / 224.579, abs=0.01)
    assert share.raw_months == ()


def test_that_time_constants_are_held_at_a_month_and_shares_inside_a_whole(model: Model) -> None:
    assert model.parameters["wave_delay"].least == 1
    assert (
        model.parameters["port_share"].least,
        model.parameters["port_share"].most,
    ) == (
        0,
        1,
    )


def test_that_an_end_that_is_exactly_zero_clips_and_a_range_across_zero_does_not(
    model: Model,
) -> None:
    assert model.parameters["returns_effect"].least == 0
    assert model.parameters["violence_elasticity"].least is None
    assert (
        model.parameters["violence_elasticity"].low
        < 0
        < model.parameters["violence_elasticity"].high
    )


def test_that_pulses_answer_to_presidential_votes_alone(model: Model) -> None:
    assert Month(2024, 11) in model.pulses["us_election_pulse"].votes
    assert Month(2026, 11) not in model.pulses["us_election_pulse"].votes
    assert model.pulses["mx_election_pulse"].votes[-1] == Month(2036, 6)


def test_that_levels_become_forces_before_the_lead(model: Model) -> None:
    assert list(model.forces["coop_framework"].levels) == [5, 30, 50, 70, 80]
    assert model.forces["coop_framework"].lead == 12


@pytest.mark.parametrize(
    "file", ["model/levers.toml", "history/manifest.toml", "history/mxn_per_usd.csv"]
)
def test_that_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    with pytest.raises(MissingResourceError) as caught:
        read_model(copy_with(tmp_path, file, None))
    assert caught.value.fields["path"] == tmp_path / file


def test_that_a_folder_in_a_files_place_is_no_file(tmp_path: Path) -> None:
    folder = copy_with(tmp_path, "model/units.toml", None)
    (folder / "model/units.toml").mkdir()
    with pytest.raises(MissingResourceError):
        read_model(folder)
