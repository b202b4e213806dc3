"""A projector that is plugged in, pulled out and plugged in again, on a real screen."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.screen import Hands, desk_on_screen
from tests.end_to_end.screens import BEAMER, BOTH, DESK

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    with desk_on_screen(tmp_path_factory.mktemp("desk"), BOTH) as found:
        found.plug("DESK", DESK, "screen")
        found.until(lambda: _fits(found), "the desk on its own screen")
        yield found


def _fits(hands: Hands) -> bool:
    stands = hands.ask("stands")
    assert isinstance(stands, dict)
    return bool(stands["inside"])


def _room(hands: Hands) -> dict[str, object]:
    found = hands.ask("room")
    assert isinstance(found, dict)
    return found


def test_that_the_room_goes_with_its_screen_and_comes_back_with_it(hands: Hands) -> None:
    hands.plug("BEAMER", BEAMER)
    hands.key("F11")
    hands.until(lambda: _room(hands)["frame"] == [1366, 0, 1024, 768], "the room on its screen")
    assert _room(hands)["says"] == "On BEAMER"
    # The desk stays in front, its keys act, and what is typed is typed there.
    hands.until(lambda: hands.ask("focus") is not None, "the desk in front")
    hands.key("F8")
    hands.until(lambda: _room(hands)["blank"] is True, "a blank room")
    hands.unplug("BEAMER")
    hands.until(lambda: _room(hands)["stage"] == "gone", "the room gone")
    assert _room(hands)["shown"] is False
    assert _fits(hands)
    hands.key("F8")
    hands.until(lambda: _room(hands)["blank"] is False, "the desk goes on")
    hands.plug("BEAMER", "800/300x600/200+1366+0")
    hands.until(lambda: _room(hands)["frame"] == [1366, 0, 800, 600], "the room is back")
    hands.key("F11")
    hands.until(lambda: _room(hands)["shown"] is False, "the room put away")
    hands.unplug("BEAMER")
    hands.key("F11")
    hands.until(lambda: _room(hands)["frame"] == [0, 0, 1366, 768], "the room over the desk")
    # Whoever plugs a projector in while the room lies over the desk wants it there.
    hands.plug("BEAMER", BEAMER)
    hands.until(lambda: _room(hands)["frame"] == [1366, 0, 1024, 768], "the room has moved")
    hands.key("F11")
    hands.until(lambda: _room(hands)["shown"] is False, "the room put away")
    hands.unplug("BEAMER")
    hands.go_home()
