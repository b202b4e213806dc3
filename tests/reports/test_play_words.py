"""What stands in the way of an entry is told with names, in both languages."""

import re

import pytest

from desktop.document.play import errors
from desktop.domain.clock import Month
from desktop.domain.errors import ValueOutOfRangeError, VecinosError
from desktop.domain.wording import LanguageCode
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.play_words import play_error_text, stage_name
from tests.document.play.small import MX, setup

NAMED = (
    errors.OverspentError(team=MX, cost=12.5, purse=10.0),
    errors.NotItsLeverError(team=MX, lever="us_tariff_on_mexico"),
    errors.LeverNotInRoundError(lever="us_tariff_on_mexico", round="second"),
    errors.NoMoveError(team="Late comers", lever="coop_framework"),
    errors.FirstRoundError(round="second", first="first"),
    errors.WrongRoundError(round="third", current="first"),
    errors.StageOrderError(stage="discuss", round="first"),
    errors.NotAdvancedError(round="first"),
    errors.BeyondHorizonError(month=Month(2027, 1), horizon=Month(2026, 12)),
    errors.InjectLockedError(inject="caravan"),
    errors.InjectNeedsAnotherError(inject="offer", other="caravan"),
    errors.InjectTimeError(inject="caravan", most=1440),
    errors.GoalDeclaredError(goal="calm"),
    errors.EventNotInRoundError(
        event="migrant_caravan", first=Month(2024, 1), last=Month(2024, 12)
    ),
    ValueOutOfRangeError(lever="us_tariff_on_mexico", value=31.0, low=0.0, high=30.0),
)
AN_ID = re.compile(
    r"\b[a-z]+_[a-z_]+\b|[“«](first|second|third|caravan|offer|discuss|calm)[”»]|^mexico"
)


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("error", NAMED, ids=lambda error: error.code)
def test_that_nobody_is_told_an_id(error: VecinosError, code: LanguageCode) -> None:
    language = load_language(code, RESOURCES)
    fields = dict(error.fields)
    said = play_error_text(error, setup(), language)
    assert AN_ID.search(said) is None, said
    assert said != language.error(error) or isinstance(error, errors.BeyondHorizonError)
    assert error.fields == fields


def test_that_what_was_typed_and_is_no_name_stays_as_it_was_typed() -> None:
    language = load_language("en", RESOURCES)
    unknown = errors.UnknownInPlayError("team", "mexicoo", ("mexico", "washington"))
    said = "Not entered: this exercise has no team “mexicoo”; choose mexico or washington."
    assert play_error_text(unknown, setup(), language) == said
    assert stage_name("break", language) == "Break"
