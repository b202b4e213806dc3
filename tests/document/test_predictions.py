"""A scenario keeps what a room predicted."""

from dataclasses import replace

import pytest

from desktop.document.document import Document
from desktop.document.filing import ForgetPrediction, KeepPrediction, RestoreVersion
from desktop.domain.clock import Month
from desktop.domain.errors import (
    BadConfidenceError,
    TooManyPredictionsError,
    UnknownIndicatorError,
)
from desktop.domain.prediction import MOST_PREDICTIONS, Call, Prediction
from desktop.domain.scenario import Scenario
from tests.document.models import plain_model

ASKED = Prediction("x", Month(2026, 6), (Call("Sur", "up", 60),), outcome=2.0)


def test_that_a_prediction_is_kept_and_forgotten_in_a_step_each() -> None:
    document = Document(plain_model(), Scenario("x"))
    changes = document.apply(KeepPrediction(ASKED))
    assert changes.details
    assert not changes.needs_projection
    document.apply(KeepPrediction(replace(ASKED, outcome=-3.0)))
    document.apply(ForgetPrediction(0))
    assert [one.outcome for one in document.scenario.predictions] == [-3.0]
    document.undo()
    assert [one.outcome for one in document.scenario.predictions] == [2.0, -3.0]
    assert document.apply(ForgetPrediction(7)) == document.apply(ForgetPrediction(-1))
    assert len(document.scenario.predictions) == 2


def test_that_what_cannot_be_kept_is_refused_and_changes_nothing() -> None:
    scenario = Scenario("x", predictions=(ASKED,) * MOST_PREDICTIONS)
    document = Document(plain_model(), scenario)
    wrong = replace(ASKED, calls=(Call("Sur", "up", 100),))
    for prediction, error in (
        (ASKED, TooManyPredictionsError),
        (wrong, BadConfidenceError),
        (replace(ASKED, indicator="gone"), UnknownIndicatorError),
    ):
        with pytest.raises(error):
            document.apply(KeepPrediction(prediction))
    assert document.scenario == scenario


def test_that_an_earlier_version_put_back_leaves_what_was_predicted_meanwhile() -> None:
    document = Document(plain_model(), Scenario("x", notes="new", predictions=(ASKED,)))
    document.apply(RestoreVersion(Scenario("old")))
    assert document.scenario == Scenario("x", predictions=(ASKED,))
