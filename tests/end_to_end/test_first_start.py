"""The first start on the screens people have: it fits, it greets, it leads round the desk."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.end_to_end.screen import Hands, desk_on_screen
from tests.end_to_end.screens import QUICK, Setting, every_setting

STEPS = 6
RAIL_BELOW = 1400
"""Windows narrower than this, in their own measure, have the explanation as a rail."""
SMALLER = (1000, 640)


@pytest.fixture(params=every_setting())
def hands(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hands]:
    setting: Setting = request.param
    with desk_on_screen(tmp_path_factory.mktemp("desk"), setting, greets=True) as found:
        yield found


def _all_within(hands: Hands) -> None:
    """Check that every part of the window lies in it."""
    stands, parts = _stands(hands), hands.ask("parts")
    assert isinstance(parts, dict)
    assert not stands["modal"]
    left, top, width, height = parts["window"]
    assert {"scenario", "assumptions", "trust", "language", "timeline", "charts"} <= set(parts)
    for name, (x, y, wide, high) in parts.items():
        assert wide > 0, name
        assert high > 0, name
        assert left <= x, name
        assert top <= y, name
        assert x + wide <= left + width, name
        assert y + high <= top + height, name
    assert stands["charts"] >= 2
    if stands["frame"][2] < RAIL_BELOW:
        assert "rail" in parts


def _resize(hands: Hands) -> None:
    """Take the window off the whole screen and make it as small as people do."""
    hands.do("mousemove", 300, 8, "click", "--repeat", 2, "--delay", 60, 1)
    hands.until(lambda: not _stands(hands)["maximized"], "a window that is no more maximized")
    scale = _stands(hands)["scale"]
    hands.do("getactivewindow", "windowsize", *(round(side * scale) for side in SMALLER))
    hands.until(lambda: _stands(hands)["size"] == list(SMALLER), "a smaller window")


def _stands(hands: Hands) -> dict[str, Any]:
    stands = hands.ask("stands")
    assert isinstance(stands, dict)
    return stands


@pytest.mark.long
def test_that_a_first_start_fits_its_screen_greets_and_leads_round_the_desk(
    hands: Hands, seen: None
) -> None:
    hands.until(lambda: hands.open == ["WelcomePage"], "the greeting")
    assert _stands(hands)["inside"]
    for door in ("look_round", "example", "empty"):
        assert hands.ask("button", f"welcome.{door}") is not None

    # The first door has the focus: a key takes it, and keys walk all the way.
    hands.key("Return")
    for step in range(1, STEPS + 1):
        _at(hands, step)
        assert not _stands(hands)["modal"]
        hands.key("Return")
    hands.until(lambda: hands.at_desk, "the desk alone")
    assert _stands(hands)["inside"]
    _all_within(hands)
    if _stands(hands)["maximized"]:
        _resize(hands)
        _all_within(hands)

    # Again, by its buttons, and left in the middle.
    hands.key("F1")
    hands.press("help.look_round")
    _at(hands, 1)
    hands.press("tour.next")
    _at(hands, 2)
    hands.press("tour.back")
    _at(hands, 1)
    hands.press("tour.next")
    _at(hands, 2)
    hands.key("Escape")
    hands.until(lambda: hands.at_desk, "the desk alone")
    hands.rest()


def _at(hands: Hands, step: int) -> None:
    hands.until(
        lambda: hands.ask("says", "tour.count", f"n={step}", f"total={STEPS}") is True,
        f"step {step}",
    )


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("door", "opens"), [("example", ["ScenarioBrowser"]), ("empty", []), ("", [])]
)
def test_that_each_other_door_leads_where_it_says(
    door: str, opens: list[str], language: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    setting = Setting(QUICK.width, QUICK.height, QUICK.scale, "es" if language == "es" else "en")
    with desk_on_screen(tmp_path_factory.mktemp("desk"), setting, greets=True) as hands:
        hands.until(lambda: hands.open == ["WelcomePage"], "the greeting")
        if door:
            hands.press(f"welcome.{door}")
        else:
            hands.key("Escape")
        hands.until(lambda: hands.open == opens, f"where {door} leads")
