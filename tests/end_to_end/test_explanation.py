"""A facilitator sets a lever at the real window, clicks charts, and reads aloud what moved them."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.screen import WHEEL_DOWN, Hands, desk_on_screen
from tests.end_to_end.screens import Setting, every_setting

LEVER = "mx_federal_backup"
BESIDE, BELOW = 100, 200
"""Pixels from the button that hides the explanation to a place over its words."""
NAMES = {
    "en": "Federal support for local security",
    "es": "Respaldo federal a seguridad local",
}


@pytest.fixture(scope="module", params=every_setting())
def setting(request: pytest.FixtureRequest) -> Setting:
    found: Setting = request.param
    return found


@pytest.fixture(scope="module")
def hands(setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    with desk_on_screen(tmp_path_factory.mktemp("desk"), setting) as found:
        yield found


def _told(hands: Hands) -> dict[str, object]:
    found = hands.ask("told")
    assert isinstance(found, dict)
    return found


def _press(hands: Hands, *question: object) -> None:
    place = hands.ask(*question)
    assert isinstance(place, list)
    hands.do("mousemove", *place, "click", 1)


def _turn_to_fold(hands: Hands) -> None:
    """Turn the wheel over the explanation until what lays the equation open is seen."""
    across, down = hands.found("button", "explain.hide")[:2]

    def seen() -> bool:
        if hands.ask("fold") is None:
            hands.do("mousemove", across - BESIDE, down + BELOW, "click", WHEEL_DOWN)
        return hands.ask("fold") is not None

    hands.until(seen, "the fold in sight")


@pytest.mark.long
def test_that_the_explanation_tells_what_moved_a_curve_and_follows_a_click_on_another(
    hands: Hands, setting: Setting
) -> None:
    hands.scroll_to(LEVER)
    hands.do("mousemove", *hands.where(LEVER, 20), "click", 1, "key", "End")
    hands.rest()

    # The first chart lies left of where the explanation is laid over the others.
    _press(hands, "chart", 0, "head")
    hands.until(lambda: bool(_told(hands)["open"]), "the explanation")
    hands.until(lambda: not _told(hands)["waits"], "what moved the curve")
    first = _told(hands)
    assert first["subject"] == "homicide_rate"
    assert NAMES[setting.language] in str(first["said"])
    assert str(first["causes"]).count(NAMES[setting.language]) == 1
    assert not first["equation"]

    _turn_to_fold(hands)
    _press(hands, "fold")
    hands.until(lambda: bool(_told(hands)["equation"]), "the equation")
    _press(hands, "fold")
    hands.until(lambda: not _told(hands)["equation"], "the equation folded away")

    shown = first["shown"]
    assert isinstance(shown, list)
    below = {1: 0, 2: 1, 4: 2, 6: 2, 9: 3}[len(shown)]
    _press(hands, "chart", below, "plot")
    hands.until(lambda: _told(hands)["subject"] == shown[below], "the other chart's explanation")
    hands.until(lambda: not _told(hands)["waits"], "what moved the other curve")
    assert _told(hands)["said"] != first["said"]

    hands.do("key", "ctrl+z")
    hands.rest()
    hands.until(lambda: not _told(hands)["waits"], "what is told after undo")
    assert _told(hands)["causes"] == []
    assert NAMES[setting.language] not in str(_told(hands)["said"])
