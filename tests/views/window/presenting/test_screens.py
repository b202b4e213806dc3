"""Which screen the room's window is for."""

import pytest

from desktop.views.window.presenting.screens import Display, choose

LAPTOP = Display("eDP-1", "LP140", "", (0, 0, 1440, 900))
BEAMER = Display("HDMI-1", "Beamer", "B7", (1440, 0, 1024, 768))
WALL = Display("DP-2", "Wall", "W1", (2464, 0, 1920, 1080))
COPY = Display("HDMI-1", "Beamer", "B7", (0, 0, 1440, 900))


@pytest.mark.parametrize(
    ("displays", "wanted", "mirrored", "found"),
    [
        pytest.param((LAPTOP,), "", False, LAPTOP, id="one"),
        pytest.param((LAPTOP, BEAMER), "", False, BEAMER, id="another"),
        pytest.param((LAPTOP, BEAMER, WALL), WALL.key, False, WALL, id="the-one-wanted"),
        pytest.param((LAPTOP, BEAMER), WALL.key, False, BEAMER, id="the-one-wanted-is-gone"),
        pytest.param((LAPTOP, BEAMER), LAPTOP.key, False, BEAMER, id="never-the-desks-own"),
        pytest.param((LAPTOP, COPY), "", False, LAPTOP, id="a-copy-that-the-system-tells-of"),
        pytest.param((LAPTOP, BEAMER), BEAMER.key, True, LAPTOP, id="the-room-sees-the-desk"),
    ],
)
def test_that_the_room_gets_a_screen_of_its_own_where_there_is_one(
    displays: tuple[Display, ...], wanted: str, mirrored: bool, found: Display
) -> None:
    assert choose(displays, LAPTOP, wanted, mirrored=mirrored) == found


def test_that_a_screen_is_known_again_at_another_connection() -> None:
    again = Display("DP-9", "Beamer", "B7", (3000, 0, 1280, 800))
    assert again.key == BEAMER.key
    assert choose((LAPTOP, WALL, again), LAPTOP, BEAMER.key) == again
    assert Display("HDMI-1").key == "HDMI-1"
