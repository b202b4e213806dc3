"""A vantage later than the files' own, with the figures that people added up to it."""

from datetime import date
from functools import cache

import numpy as np
import pytest

from desktop.domain.clock import Month, MovedClock
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import MonthOutOfRangeError
from desktop.domain.lever import Setting
from desktop.domain.observation import Observation
from desktop.domain.policy import PlannedEvent, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.ensemble.paths import check_policy, settings_path
from desktop.engine.results.bands import bands
from desktop.engine.run.project import project
from desktop.modelfiles.read import read_model

BORDER, ENCOUNTERS = "usbp_sw_apprehensions", "irregular_encounters"
LEVER = "legal_pathways"
YEAR = tuple(
    Observation(BORDER, Month(2024, 1).plus(step), 90.0 - 2 * step, "CBP", date(2026, 1, 5))
    for step in range(18)
)
JUNE, DECEMBER, LATE = Month(2024, 6), Month(2024, 12), Month(2025, 6)


@cache
def moved(vantage: Month | None, count: int = len(YEAR)) -> CompiledModel:
    return compile_model(read_model(vantage=vantage, observations=YEAR[:count]))


def run(compiled: CompiledModel, policy: Policy) -> np.ndarray:
    found = bands(project(compiled, policy, compiled.draws(EnsembleChoice(members=60))))
    return found.of(ENCOUNTERS)


def test_that_figures_alone_change_no_number_of_the_model() -> None:
    assert moved(None).model.digest == read_model().digest
    assert moved(None).model.own == {}


@pytest.mark.parametrize("vantage", [JUNE, DECEMBER, LATE])
def test_that_the_fan_starts_at_the_newest_twelve_months(vantage: Month) -> None:
    compiled = moved(vantage)
    published = compiled.model.series[BORDER].raw_values
    added = [one.value * 12 for one in YEAR if one.month <= vantage]
    newest = float(np.mean([*published, *added][-12:]))
    found = run(compiled, Policy())
    assert found.shape[1] == Month(2036, 12).minus(vantage) + 1
    assert found[:, 0] == pytest.approx(newest)
    assert found[2, 1] == pytest.approx(newest, rel=0.08)


def test_that_only_figures_up_to_the_vantage_count() -> None:
    assert moved(JUNE, 6).model.digest == moved(JUNE).model.digest
    assert moved(JUNE, 5).model.digest != moved(JUNE).model.digest


def test_that_published_series_stay_what_was_published() -> None:
    own = read_model()
    assert moved(LATE).model.series == own.series
    assert list(moved(LATE).model.own) == [BORDER]


def test_that_the_newest_value_holds_where_nothing_was_added() -> None:
    assert moved(LATE).model.parameters["remittances_0"].central == pytest.approx(
        read_model().parameters["remittances_0"].central
    )


def test_that_the_same_ensemble_serves_a_later_vantage() -> None:
    later, own = moved(DECEMBER).model.calibrated, read_model().calibrated
    assert (later and later.origin) == (own and own.origin)


def test_that_what_was_planned_before_the_vantage_is_still_allowed() -> None:
    model = moved(DECEMBER).model
    assert isinstance(model.clock, MovedClock)
    assert model.clock.first_planned == read_model().clock.first
    begun = Policy({LEVER: Setting(2000, Month(2024, 3), 156)}, (PlannedEvent(_event(), JUNE),))
    check_policy(model, begun)
    with pytest.raises(MonthOutOfRangeError):
        check_policy(model, Policy({LEVER: Setting(2000, Month(2023, 12))}))


def _event() -> str:
    return next(iter(moved(DECEMBER).model.events))


def test_that_of_a_setting_begun_before_the_vantage_the_rest_is_left() -> None:
    own, later = read_model(), moved(DECEMBER).model
    lever = own.levers[LEVER]
    for setting in (
        Setting(lever.high, Month(2024, 7), 24),
        Setting(lever.high, Month(2024, 2), 3, Month(2026, 1)),
        Setting(lever.high, Month(2024, 2), 0, Month(2024, 12)),
        Setting(lever.high, Month(2024, 2), 0, Month(2024, 5)),
        Setting(lever.high, Month(2027, 2), 6),
    ):
        policy = Policy({LEVER: setting})
        whole = settings_path(lever, policy, own.clock)
        assert np.array_equal(settings_path(lever, policy, later.clock), whole[12:]), setting


def test_that_an_event_before_the_vantage_strikes_no_more() -> None:
    compiled = moved(DECEMBER)
    quiet = run(compiled, Policy())
    assert np.array_equal(run(compiled, Policy(events=(PlannedEvent(_event(), JUNE),))), quiet)
    strikes = [
        not np.array_equal(run(compiled, Policy(events=(PlannedEvent(name, LATE),))), quiet)
        for name in compiled.model.events
    ]
    assert any(strikes)


def test_that_a_run_at_the_own_vantage_is_what_it_was() -> None:
    policy = Policy({LEVER: Setting(2000)})
    assert np.array_equal(run(moved(None), policy), run(compile_model(read_model()), policy))
