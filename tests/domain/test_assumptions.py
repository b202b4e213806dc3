"""What is assumed, as a choice: equal choices are one, and the written form loses nothing."""

import pytest

from desktop.domain.assumptions import (
    NEUTRAL,
    AssumptionCatalogue,
    Assumptions,
    AssumptionSet,
    Conflict,
    Position,
    Side,
)
from desktop.domain.errors import BadAssumptionsError
from desktop.domain.scenario import Scenario
from desktop.domain.wording import Wording

WORDS = Wording("word", "palabra")
EMPTY = Position(WORDS, (), (), {})
CATALOGUE = AssumptionCatalogue(
    sets={
        "neutral": AssumptionSet("neutral", WORDS, WORDS, WORDS, Side.POOLED, {}),
        "studies": AssumptionSet("studies", WORDS, WORDS, WORDS, Side.STUDIES, {}),
    },
    conflicts={"aid": Conflict("aid", WORDS, frozenset({26}), EMPTY, EMPTY)},
)


@pytest.mark.parametrize(
    "text",
    [
        "neutral",
        "articles",
        "studies;aid=pooled",
        "neutral;aid=studies;hunt=articles;china_duty=60;trade_growth=-0.035",
    ],
)
def test_that_the_written_form_reads_back_as_it_was(text: str) -> None:
    assert Assumptions.parse(text).text == text
    assert Assumptions.parse(text.replace(";", ","), mark=",") == Assumptions.parse(text)


def test_that_the_order_in_which_things_are_set_does_not_count() -> None:
    one = NEUTRAL.with_side("b", Side.ARTICLES).with_side("a", Side.STUDIES)
    other = Assumptions.parse("neutral;a=studies;b=articles")
    assert one == other
    assert hash(one) == hash(other)


def test_that_nothing_set_is_the_neutral_choice() -> None:
    moved = NEUTRAL.with_side("aid", Side.STUDIES).with_value("china_duty", 60)
    assert moved != NEUTRAL
    assert moved.with_side("aid", None).with_value("china_duty", None) == NEUTRAL
    assert Scenario("x").assumed == NEUTRAL
    assert Scenario("x").request.assumptions == NEUTRAL


@pytest.mark.parametrize(
    "text",
    ["", ";", "=", "articles;", "articles;aid", "articles;aid=", "articles;=studies",
     "articles;aid=maybe", "articles;aid=studies;aid=articles", "neutral;a=1;a=2",
     "neutral;a=nan", "neutral;a=inf", "neutral;a=1e999", "aid=studies"],
)  # fmt: skip
def test_that_what_is_no_choice_is_refused(text: str) -> None:
    with pytest.raises(BadAssumptionsError):
        Assumptions.parse(text)


def test_that_a_conflict_follows_the_set_unless_it_is_set_by_itself() -> None:
    studies = Assumptions("studies")
    assert CATALOGUE.side(studies, "aid") is Side.STUDIES
    assert CATALOGUE.side(studies.with_side("aid", Side.POOLED), "aid") is Side.POOLED
    assert CATALOGUE.side(NEUTRAL, "aid") is Side.POOLED


def test_that_a_side_which_only_repeats_the_set_is_dropped() -> None:
    studies = Assumptions("studies")
    assert CATALOGUE.plain(studies.with_side("aid", Side.STUDIES)) == studies
    other = studies.with_side("aid", Side.ARTICLES)
    assert CATALOGUE.plain(other) == other
