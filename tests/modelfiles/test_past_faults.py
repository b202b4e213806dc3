"""Every kind of damage to the record of the past ends in one fault that names its place."""

import re
from pathlib import Path

import pytest

from desktop.domain.clock import Month
from desktop.domain.errors import ModelFileError
from desktop.language.language import Language
from desktop.modelfiles.experiments import read_experiments
from desktop.modelfiles.read import read_model, read_record
from desktop.modelfiles.resources import RESOURCES
from tests.modelfiles.damage import copy_replacing, copy_with

LEVERS, DRIVERS = "history/levers.toml", "history/drivers.toml"
STARTS, EXPERIMENTS = "history/starts.toml", "history/experiments.toml"
WHY = 'grade = "C"\nwhy = { en = "x", es = "y" }\n'
OPENINGS = 'series = "us_job_openings_rate"'


def point(month: str, value: str = "1") -> str:
    return f'[[driver.fdi_noise.point]]\nmonth = "{month}"\nvalue = {value}\n{WHY}'


def step(lever: str, month: str, value: str) -> str:
    return f'[[lever.{lever}]]\nmonth = "{month}"\nvalue = {value}\n{WHY}'


def start(name: str, vantage: str = "2012-12", central: str = "2") -> str:
    return f'[[start.{name}]]\nvantage = "{vantage}"\nlow = 1\ncentral = {central}\nhigh = 3\n{WHY}'


FAULTS = [
    (LEVERS, step("no_lever", "2007-01", "1"), "lever", "no_lever", "unknown_name"),
    (LEVERS, step("dea_access", "2008-01", "25"), "[1]", "month", "not_the_first_month"),
    (LEVERS, step("dea_access", "2007-01", "101"), "[1]", "value", "out_of_limits"),
    (LEVERS, step("dea_access", "2007-01", "24"), "[1]", "value", "not_the_default"),
    (
        LEVERS,
        step("dea_access", "2007-01", "20") + step("dea_access", "2024-01", "25"),
        "[2]",
        "month",
        "after_the_vantage",
    ),
    (
        LEVERS,
        step("dea_access", "2007-01", "20") + step("dea_access", "2007-01", "25"),
        "lever",
        "dea_access",
        "not_ascending",
    ),
    (LEVERS, "[lever]\ndea_access = []\n", "lever", "dea_access", "no_rows"),
    (
        LEVERS,
        step("dea_access", "2007-01", "25").replace('"C"', '"A"'),
        "[1]",
        "sources",
        "no_source",
    ),
    (DRIVERS, f"[driver.no_element]\n{OPENINGS}\n", "no_element", "–", "unknown_name"),
    (DRIVERS, "[driver.fdi_noise]\n", "fdi_noise", "series", "series_or_points"),
    (
        DRIVERS,
        f"[driver.fdi_noise]\n{OPENINGS}\n{point('2007-01')}",
        "fdi_noise",
        "series",
        "series_or_points",
    ),
    (DRIVERS, '[driver.fdi_noise]\nseries = "no_series"\n', "fdi_noise", "series", "unknown_name"),
    (DRIVERS, point("2008-01") + point("2007-01"), "fdi_noise", "point", "not_ascending"),
    (DRIVERS, point("2007-01", "nan"), "point[1]", "value", "bad_number"),
    (DRIVERS, point("2007-13"), "point[1]", "month", "bad_month"),
    (DRIVERS, f"[driver.trust]\n{OPENINGS}\n", "driver.trust", "–", "not_a_driver"),
    (DRIVERS, f"[driver.us_reply]\n{OPENINGS}\n", "driver.us_reply", "–", "not_a_driver"),
    (STARTS, start("no_parameter"), "[1]", "–", "unknown_name"),
    (STARTS, start("groups_0", "2023-12"), "[1]", "vantage", "after_the_vantage"),
    (STARTS, start("groups_0", central="9"), "[1]", "central", "not_between"),
    (STARTS, start("groups_0") * 2, "[2]", "vantage", "repeated_item"),
]


@pytest.mark.parametrize(
    ("file", "text", "table", "key", "reason"),
    FAULTS,
    ids=[f"{number}-{fault[-1]}" for number, fault in enumerate(FAULTS)],
)
def test_that_a_fault_names_file_table_key_and_reason(
    tmp_path: Path, english: Language, file: str, text: str, table: str, key: str, reason: str
) -> None:
    with pytest.raises(ModelFileError) as caught:
        read_record(copy_with(tmp_path, file, text.encode("utf-8")))
    fields = caught.value.fields
    assert (fields["file"], fields["key"]) == (file, key)
    assert str(fields["table"]).endswith(table)
    assert fields["reason"] == f"reason.{reason}"
    sentence = english.error(caught.value)
    assert file in sentence
    assert "{" not in sentence


@pytest.mark.parametrize("name", ["remittances_0", "backup_0"])
def test_that_what_follows_from_a_series_or_a_lever_cannot_be_given(
    tmp_path: Path, name: str
) -> None:
    shipped = (RESOURCES / STARTS).read_text(encoding="utf-8")
    folder = copy_with(tmp_path, STARTS, f"{shipped}\n{start(name)}".encode())
    with pytest.raises(ModelFileError) as caught:
        read_model(folder, Month(2012, 12))
    assert caught.value.fields["reason"] == "reason.start_is_derived"


def test_that_a_vantage_without_starts_is_refused(tmp_path: Path) -> None:
    folder = copy_with(tmp_path, STARTS, b"[start]\n")
    with pytest.raises(ModelFileError) as caught:
        read_model(folder, Month(2012, 12))
    assert caught.value.fields["reason"] == "reason.no_starts"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('vantage = "2012-12"', 'vantage = "2014-12"', "not_after_the_vantage"),
        ('lever = "mx_transit_enforcement"', 'lever = "no_lever"', "unknown_name"),
        ("value = 70", "value = 170", "out_of_limits"),
        ('window = ["2014-10", "2015-02"]', 'window = ["2015-02", "2014-10"]', "not_pair"),
        ('window = ["2014-10", "2015-02"]', 'window = ["2014-10"]', "not_pair"),
        ('window = ["2014-10", "2015-02"]', 'window = ["2014", "2015"]', "bad_month"),
        ('variable = "irregular_encounters"', 'variable = "no_variable"', "unknown_name"),
        ('series = "usbp_sw_apprehensions"', 'series = "no_series"', "unknown_name"),
        ('given = "settings"', 'given = "wishes"', "unknown_choice"),
        ("low = -35", "low = 35", "not_between"),
        ('sources = ["S59", "S154"]', 'sources = ["S9999"]', "unknown_name"),
    ],
)
def test_that_a_fault_of_an_experiment_is_named(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    folder = copy_replacing(tmp_path, EXPERIMENTS, old, new)
    with pytest.raises(ModelFileError) as caught:
        read_experiments(read_model(), folder)
    assert caught.value.fields["file"] == EXPERIMENTS
    assert caught.value.fields["reason"] == f"reason.{reason}"


def test_that_the_model_is_read_without_its_past() -> None:
    """Starting the desk reads no record: it takes time and nothing on screen needs it yet."""
    text = (RESOURCES / "history/levers.toml").read_text(encoding="utf-8")
    assert re.search(r"(?m)^\[\[lever\.", text)
    assert not read_model().status_quo
    assert not read_model().recorded
