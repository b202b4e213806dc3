"""The course of one lever, as its time profile draws it."""

import pytest

from desktop.domain.clock import Month
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import Policy
from desktop.engine.ensemble.paths import forces
from desktop.session.lever_course import lever_course
from tests.views.desks import compiled

SEVERAL = Setting(40.0, Month(2029, 3), 6, Month(2033, 6), (Move(55.0, Month(2025, 1)),))


def test_that_a_course_is_what_a_run_is_asked_for() -> None:
    model = compiled().model
    lever = model.levers["mx_federal_backup"]
    course = lever_course(model, lever, SEVERAL)
    months = [model.clock.month(step) for step in range(1, model.clock.steps + 1)]
    expected = [SEVERAL.in_month(month, lever.default, model.clock) for month in months]
    assert course.settings == pytest.approx(expected)
    run = forces(model, Policy({lever.id: SEVERAL}))["mx_federal_backup_in_force"]
    assert course.in_force == tuple(run[1:].tolist())


def test_that_what_is_in_force_in_another_unit_has_no_line() -> None:
    model = compiled().model
    force = next(force for force in model.forces.values() if force.levels)
    lever = model.levers[force.lever]
    assert lever_course(model, lever, Setting(lever.high)).in_force is None
