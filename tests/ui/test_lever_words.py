"""What is said about a lever."""

import pytest

from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.lever import Setting
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.ui.lever_words import LeverWords
from desktop.views.window.top_bar import step_words
from tests.views.desks import TARIFF, compiled, look

LEVELS = "us_unilateral_force"


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_a_step_gives_a_value_the_words_that_its_row_gives_it(code: LanguageCode) -> None:
    worn, document = look(code), Document(compiled().model, Scenario("s"))
    for lever, value in ((LEVELS, 4), (TARIFF, 25)):
        document.apply(SetLever(lever, Setting(value)))
        words = LeverWords(worn.language, document.model.levers[lever])
        told = step_words(document.history.done[-1], document.model, worn)
        assert told == f"{words.name}: {words.value(value)}"


def test_that_a_level_has_its_number_and_name_and_what_is_none_has_its_number_alone() -> None:
    lever = compiled().model.levers[LEVELS]
    words = LeverWords(look("en").language, lever)
    assert words.value(4) == f"4 · {lever.levels[4].en}"
    assert [words.value(value) for value in (1.5, 9, -1)] == ["1.5", "9", "−1"]
