"""Commands about assumptions: one undo step each, refused where they lead nowhere."""

import pytest

from desktop.document.assuming import AdoptSet, HoldValue, TakeSide
from desktop.document.commands import Command, ResetAssumptions, SetLever
from desktop.document.document import Document
from desktop.domain.assumptions import NEUTRAL, Assumptions, Side
from desktop.domain.errors import (
    AssumptionOutOfRangeError,
    UnknownAssumptionError,
    UnknownAssumptionsError,
)
from desktop.domain.lever import Setting
from desktop.domain.scenario import Scenario
from desktop.engine.ensemble.assumptions import fitted_assumptions
from desktop.modelfiles.read import read_model

MODEL = read_model()


def opened() -> Document:
    return Document(MODEL, Scenario("a"))


def test_that_each_choice_is_one_step_that_undo_takes_back() -> None:
    document = opened()
    heard: list[bool] = []
    document.listen(lambda changes: heard.append(changes.assumptions and changes.needs_projection))
    written = [document.scenario.assumptions]
    for command in (
        AdoptSet("studies"),
        TakeSide("military_aid", Side.ARTICLES),
        HoldValue("china_duty", 40),
        HoldValue("china_duty", None),
    ):
        document.apply(command)
        written.append(document.scenario.assumptions)
    assert written == [
        "neutral",
        "studies",
        "studies;military_aid=articles",
        "studies;military_aid=articles;china_duty=40",
        "studies;military_aid=articles",
    ]
    assert heard == [True] * 4
    for before in reversed(written[:-1]):
        document.undo()
        assert document.scenario.assumptions == before


def test_that_another_set_takes_departures_from_the_old_one_with_it() -> None:
    document = opened()
    document.apply(TakeSide("military_aid", Side.STUDIES))
    document.apply(HoldValue("china_duty", 40))
    document.apply(AdoptSet("articles"))
    assert document.scenario.assumed == Assumptions("articles")


def test_that_the_sets_own_side_is_no_departure() -> None:
    document = opened()
    document.apply(AdoptSet("studies"))
    document.apply(TakeSide("military_aid", Side.POOLED))
    document.apply(TakeSide("military_aid", Side.STUDIES))
    assert document.scenario.assumed == Assumptions("studies")


def test_that_a_reset_leaves_the_policy_and_takes_every_assumption_back() -> None:
    document = opened()
    document.apply(SetLever("us_tariff_on_mexico", Setting(10.0)))
    document.apply(AdoptSet("articles"))
    document.apply(HoldValue("china_duty", 40))
    document.apply(ResetAssumptions())
    assert document.scenario.assumed == NEUTRAL
    assert "us_tariff_on_mexico" in document.scenario.policy.settings


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (AdoptSet("hopeful"), UnknownAssumptionsError),
        (TakeSide("climate", Side.STUDIES), UnknownAssumptionError),
        (HoldValue("trust_0", 40), UnknownAssumptionError),
        (HoldValue("china_duty", 61), AssumptionOutOfRangeError),
    ],
)
def test_that_what_cannot_be_assumed_changes_nothing(
    command: Command, error: type[Exception]
) -> None:
    document = opened()
    with pytest.raises(error):
        document.apply(command)
    assert document.scenario == Scenario("a")
    assert not document.history.done


@pytest.mark.parametrize(
    ("written", "kept", "dropped"),
    [
        ("neutral", "neutral", 0),
        (
            "studies;military_aid=pooled;china_duty=40",
            "studies;military_aid=pooled;china_duty=40",
            0,
        ),
        ("hopeful", "neutral", 1),
        ("hopeful;military_aid=studies", "neutral;military_aid=studies", 1),
        ("studies;climate=pooled", "studies", 1),
        ("studies;china_duty=75;trust_0=3", "studies", 2),
        ("=;;", "neutral", 1),
    ],
)
def test_that_assumptions_of_another_model_lose_only_what_this_one_lacks(
    written: str, kept: str, dropped: int
) -> None:
    assert fitted_assumptions(MODEL, written) == (kept, dropped)
