"""What the shipped past says: all levers and starting values, in order, in range, with grounds."""

import itertools
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from desktop.modelfiles.resources import RESOURCES

VANTAGES = ("2007-12", "2012-12", "2014-12", "2016-12", "2018-12", "2020-12")
FIRST, LAST = "2007-01", "2023-12"


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((RESOURCES / name).read_text(encoding="utf-8"))


LEVERS = _load("model/levers.toml")["lever"]
SOURCES = _load("model/sources.toml")["source"]
SERIES = _load("history/manifest.toml")["series"]
PAST = _load("history/levers.toml")["lever"]
DRIVERS = _load("history/drivers.toml")["driver"]
STARTS = _load("history/starts.toml")["start"]
PARAMETERS: dict[str, dict[str, Any]] = {}
for _file in sorted((RESOURCES / "model").glob("*.toml")):
    PARAMETERS |= tomllib.loads(_file.read_text(encoding="utf-8")).get("parameter", {})


def _ordinal(month: str) -> int:
    year, number = map(int, month.split("-"))
    assert 1 <= number <= 12
    return year * 12 + number - 1


def _months(series: str) -> tuple[str, str]:
    return SERIES[series]["first"], SERIES[series]["last"]


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, rows in PAST.items():
        yield from ((f"levers {name}", row) for row in rows)
    for name, driver in DRIVERS.items():
        yield from ((f"drivers {name}", row) for row in driver.get("point", ()))
    for name, rows in STARTS.items():
        yield from ((f"starts {name}", row) for row in rows)


def _setting(rows: list[dict[str, Any]], month: str) -> float:
    """Return where a lever stood in a month, by the rules of docs/history.md."""
    now, at = float(rows[0]["value"]), _ordinal(month)
    for row in rows[1:]:
        begun = at - _ordinal(row["month"]) + 1
        if begun <= 0:
            break
        now += (row["value"] - now) * min(1.0, begun / row["ramp"])
    return now


def _on_path(rows: list[dict[str, Any]], month: str) -> float:
    at = _ordinal(month)
    for before, after in itertools.pairwise(rows):
        left, right = _ordinal(before["month"]), _ordinal(after["month"])
        if left <= at <= right:
            share = (at - left) / (right - left)
            return float(before["value"] + share * (after["value"] - before["value"]))
    raise AssertionError(month)


def test_that_every_lever_has_a_past_from_2007_that_ends_at_its_default() -> None:
    assert set(PAST) == set(LEVERS)
    for name, rows in PAST.items():
        assert rows[0]["month"] == FIRST, name
        assert _setting(rows, LAST) == pytest.approx(LEVERS[name]["default"], abs=1e-12), name


def test_that_a_lever_has_arrived_before_it_moves_again() -> None:
    for name, rows in PAST.items():
        for row, following in itertools.pairwise([*rows, {"month": "2024-01"}]):
            assert row["ramp"] >= 1
            arrived = _ordinal(row["month"]) + row["ramp"]
            assert arrived <= _ordinal(following["month"]), (name, row["month"])


def test_that_levers_stay_within_their_range() -> None:
    for name, rows in PAST.items():
        lever = LEVERS[name]
        assert all(lever["low"] <= row["value"] <= lever["high"] for row in rows), name
        if "levels" in lever:
            assert all(row["ramp"] == 1 and row["value"] % 1 == 0 for row in rows), name


def test_that_notches_of_known_policies_agree_with_the_past() -> None:
    for lever, month, notch in [
        ("mx_transit_enforcement", "2014-09", 70),
        ("mx_transit_enforcement", "2019-07", 80),
        ("us_border_enforcement", "2020-06", 70),
        ("return_cooperation", "2019-09", 60),
        ("asylum_access", "2019-11", 25),
        ("asylum_access", "2020-06", 5),
        ("us_interior_removals", "2009-06", 235),
        ("us_interior_removals", "2018-06", 95),
        ("mx_energy_openness", "2016-06", 100),
        ("mx_leader_targeting", "2010-06", 8),
        ("mx_military_share", "2018-06", 50),
        ("dea_access", "2020-06", 60),
        ("coop_framework", "2010-01", 3),
        ("coop_framework", "2023-12", 1),
    ]:
        assert _setting(PAST[lever], month) == notch, (lever, month)
        assert any(each["value"] == notch for each in LEVERS[lever]["notches"])


@pytest.mark.parametrize("name", sorted(DRIVERS))
def test_that_a_driver_covers_the_whole_past(name: str) -> None:
    driver = DRIVERS[name]
    assert ("series" in driver) != ("point" in driver)
    if "series" in driver:
        first, last = _months(driver["series"])
    else:
        months = [_ordinal(point["month"]) for point in driver["point"]]
        assert months == sorted(set(months))
        first, last = driver["point"][0]["month"], driver["point"][-1]["month"]
    assert _ordinal(first) <= _ordinal(FIRST)
    assert last == LAST


def test_that_no_driver_is_an_indicator_or_quotes_one() -> None:
    shown = {
        each["series"]
        for each in _load("model/indicators.toml")["indicator"].values()
        if "series" in each
    }
    assert not {driver.get("series") for driver in DRIVERS.values()} & shown


def test_that_every_start_is_known_at_every_vantage() -> None:
    for name, parameter in PARAMETERS.items():
        if parameter["kind"] != "start" or "from_lever" in parameter:
            continue
        if str(parameter.get("note", "")).startswith("by definition"):
            continue
        given = {row["vantage"] for row in STARTS.get(name, ())}
        for vantage in VANTAGES:
            measured = "from_series" in parameter and _reaches(parameter["from_series"], vantage)
            assert (vantage in given) != measured, (name, vantage)
    assert set(STARTS) <= set(PARAMETERS)


def _reaches(reference: dict[str, Any], vantage: str) -> bool:
    """Say whether a series holds what the starting value needs."""
    series = SERIES[reference["series"]]
    if series["frequency"] == "yearly":
        year = vantage[:4]
        return series["first"] <= year <= series["last"] and year not in series.get("missing", ())
    full = _ordinal(series["first"]) + reference.get("months", 12) - 1
    return bool(full <= _ordinal(vantage))


def test_that_starts_are_ordered_ranges_within_their_units() -> None:
    for name, rows in STARTS.items():
        assert [row["vantage"] for row in rows] == sorted({row["vantage"] for row in rows})
        unit = PARAMETERS[name]["unit"]
        for row in rows:
            assert row["low"] <= row["central"] <= row["high"], (name, row["vantage"])
            assert row["low"] >= 0
            if unit in ("idx", "%"):
                assert row["high"] <= 100


def test_that_starts_agree_with_the_record_of_levers_and_drivers() -> None:
    forces = LEVERS["coop_framework"]["level_forces"]
    starts = {
        (name, row["vantage"]): row["central"] for name, rows in STARTS.items() for row in rows
    }
    for vantage in VANTAGES:
        level = int(_setting(PAST["coop_framework"], vantage))
        assert starts["framework_0", vantage] == forces[level]
        for name in ("us_china_tension", "china_duty"):
            path = _on_path(DRIVERS[name]["point"], vantage)
            assert starts[f"{name}_0", vantage] == pytest.approx(path, abs=1e-3)


def test_that_measured_starts_repeat_their_series() -> None:
    rows = (RESOURCES / "history/mx_homicides_inegi_annual.csv").read_text().split()[1:]
    counted = dict(row.split(",") for row in rows)
    for row in STARTS["homicides_0"]:
        assert row["central"] == float(counted[row["vantage"][:4]])
    shares = [_last_year(f"usbp_sw_apprehensions{part}") for part in ("_mexicans", "")]
    for row in STARTS["mexican_share"]:
        mexicans, everyone = (share(row["vantage"]) for share in shares)
        assert row["central"] == pytest.approx(mexicans / everyone, abs=6e-4)


def _last_year(series: str) -> Any:
    lines = (RESOURCES / f"history/{series}.csv").read_text().split()[1:]
    values = {_ordinal(line.split(",")[0]): float(line.split(",")[1]) for line in lines}
    return lambda vantage: sum(values[_ordinal(vantage) - back] for back in range(12))


def test_that_everything_has_both_languages_and_grounds() -> None:
    for where, row in _entries():
        assert set(row["why"]) == {"en", "es"}, where
        for text in row["why"].values():
            assert text == text.strip(), where
            assert text[0].isupper() or text[0].isdigit(), (where, text)
            assert text.endswith("."), (where, text)
            assert len(text) <= 200, (where, text)
        assert row["why"]["en"] != row["why"]["es"], where
        assert row["grade"] in ("A", "B", "C"), where
        assert set(row["sources"]) <= set(SOURCES), where
        if row["grade"] != "C":
            assert row["sources"], (where, row)


def test_that_what_has_no_source_says_how_it_was_found() -> None:
    for where, row in _entries():
        if where.startswith("drivers") or row["sources"]:
            continue
        words = row["why"]["en"], row["why"]["es"]
        known = (
            ("Judged", "Recalled", "No ", "As in the record"),
            ("Estim", "De memoria", "Asignaciones de memoria", "Sin ", "Como en el registro"),
        )
        for text, openings in zip(words, known, strict=True):
            assert text.startswith(openings), (where, text)


EXPERIMENTS = _load("history/experiments.toml")["experiment"]
EVENTS = _load("model/events.toml")["event"]
VARIABLES = {
    name
    for file in (RESOURCES / "model").glob("*.toml")
    for kind in ("auxiliary", "stock")
    for name in tomllib.loads(file.read_text(encoding="utf-8")).get(kind, {})
}


def test_that_experiments_are_told_in_both_languages() -> None:
    assert len(EXPERIMENTS) >= 6
    for name, experiment in EXPERIMENTS.items():
        for key in ("name", "question", "happened", "caveats"):
            assert set(experiment[key]) == {"en", "es"}, (name, key)
            assert experiment[key]["en"] != experiment[key]["es"]
        assert experiment["question"]["en"].endswith("?")
        assert "¿" in experiment["question"]["es"]
        assert experiment["vantage"] in VANTAGES
        assert experiment["sources"]
        assert set(experiment["sources"]) <= set(SOURCES)


@pytest.mark.parametrize("name", sorted(EXPERIMENTS))
def test_that_the_settings_of_an_experiment_are_those_of_the_past(name: str) -> None:
    experiment = EXPERIMENTS[name]
    for setting in experiment["setting"]:
        told = {key: setting[key] for key in ("month", "value", "ramp")}
        known = [{key: row[key] for key in told} for row in PAST[setting["lever"]]]
        assert told in known, (name, told)
        assert _ordinal(setting["month"]) > _ordinal(experiment["vantage"])
    for event in experiment.get("event", ()):
        assert event["event"] in EVENTS
        assert _ordinal(event["month"]) > _ordinal(experiment["vantage"])


@pytest.mark.parametrize("name", sorted(EXPERIMENTS))
def test_that_an_experiment_measures_what_the_model_has(name: str) -> None:
    experiment = EXPERIMENTS[name]
    for measure in experiment["measure"]:
        assert measure["variable"] in VARIABLES
        assert measure["change"] in ("percent", "points")
        assert measure["given"] in ("settings", "events", "settings_and_events")
        if "events" in measure["given"]:
            assert experiment["event"]
        assert measure["low"] <= measure["central"] <= measure["high"]
        assert measure["low"] * measure["high"] > 0, "the sign is what the record knows"
        months = [_ordinal(month) for month in (*measure["before"], *measure["window"])]
        assert months == sorted(months)
        assert months[2] > _ordinal(experiment["vantage"])
        assert set(measure["why"]) == {"en", "es"}
        assert set(measure["sources"]) <= set(SOURCES)
        if "series" in measure:
            assert measure["series"] in SERIES
