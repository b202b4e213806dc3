"""Hands at the real window find by typing: a lever by a word without its accent, set at once."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.screen import Hands, desk_on_screen
from tests.end_to_end.screens import Setting, every_setting

LEVER, WORDS = "youth_prevention", "prevencion del reclutamiento"


@pytest.fixture(scope="module", params=every_setting())
def hands(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hands]:
    setting: Setting = request.param
    with desk_on_screen(tmp_path_factory.mktemp("desk"), setting) as found:
        yield found


def _find(hands: Hands, words: str) -> None:
    """Open the palette, type and choose: an action to open it, one to choose."""
    hands.key("ctrl+k")
    hands.until(lambda: "Palette" in hands.open, "the palette")
    hands.do("type", words)
    hands.key("Return")
    hands.until(lambda: "Palette" not in hands.open, "the desk")


@pytest.mark.long
def test_that_a_lever_is_found_without_its_accent_and_set_in_three_actions(hands: Hands) -> None:
    _find(hands, WORDS)
    hands.do("type", "90")
    hands.key("Return")
    hands.until(lambda: hands.ask("value", LEVER) == 90, "the value")


@pytest.mark.long
def test_that_a_value_behind_the_name_sets_it_in_two(hands: Hands) -> None:
    _find(hands, f"{WORDS} 120")
    hands.until(lambda: hands.ask("value", LEVER) == 120, "the value")
    hands.key("ctrl+z")
    hands.until(lambda: hands.ask("value", LEVER) != 120, "the value before")
