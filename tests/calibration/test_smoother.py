"""The smoother on a problem whose answer is known."""

import numpy as np
import pytest

from desktop.calibration.noise import MEASURED
from desktop.calibration.smoother import (
    ASSIMILATIONS,
    assimilate,
    covariance,
    data,
    responses,
)
from desktop.calibration.window import Observed
from desktop.domain.model.model import FittedNoise
from desktop.engine.ensemble.sampling import prior_scores

MEMBERS = 4000


def test_that_a_linear_problem_ends_at_its_posterior() -> None:
    """Hold the smoother against the formula for a linear model and a normal prior."""
    generator = np.random.default_rng(1)
    slope = generator.normal(size=(6, 3))
    error = 0.5 * np.eye(6) + 0.2
    record = np.array([1.0, -0.5, 2.0, 0.3, -1.0, 0.7])
    scores = np.stack([prior_scores(f"p{i}", MEMBERS, 1) for i in range(3)], axis=1)
    for step in range(ASSIMILATIONS):
        scores = assimilate(scores, record, slope @ scores.T, error, 1, f"step {step}")
    precision = np.eye(3) + slope.T @ np.linalg.solve(error, slope)
    mean = np.linalg.solve(precision, slope.T @ np.linalg.solve(error, record))
    assert scores.mean(axis=0) == pytest.approx(mean, abs=0.05)
    assert np.cov(scores.T) == pytest.approx(np.linalg.inv(precision), abs=0.05)


def test_that_a_parameter_without_a_trace_in_the_record_keeps_its_range() -> None:
    scores = np.stack([prior_scores(name, 1000, 1) for name in ("seen", "unseen")], axis=1)
    given = np.stack([scores[:, 0], 2 * scores[:, 0]])
    moved = assimilate(scores, np.array([1.0, 2.0]), given, 0.1 * np.eye(2), 1, "step")
    assert (moved[:, 1] == scores[:, 1]).all()
    assert moved[:, 0].mean() > 0.5


def test_that_the_record_is_read_as_change_since_its_first_year() -> None:
    observed = Observed("remittances", (2009, 2010, 2012), np.array([1.0, 1.2, 1.7]))
    assert data((observed,)) == pytest.approx([0.2, 0.7])
    years = np.array([[0.0], [0.1], [0.3], [0.6], [1.0], [1.5]])
    assert responses((observed,), {"remittances": years})[:, 0] == pytest.approx([0.3, 1.2])


def test_that_the_error_of_a_year_grows_with_what_nothing_explains() -> None:
    observed = Observed("remittances", tuple(range(2007, 2013)), np.zeros(6))
    noises = {"remittance_noise": FittedNoise(36.0, 0.2)}
    found = covariance((observed,), noises, 5)
    assert (np.diff(np.diag(found)) > 0).all()
    assert found[0, 0] > MEASURED**2
    assert np.linalg.eigvalsh(found).min() > 0
