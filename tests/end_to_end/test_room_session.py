"""A session before a room, by keys and clicks at two real screens: the desk in English, the room
in Spanish, from the first curve to the room in both languages.
"""

from collections.abc import Callable, Iterator
from functools import partial
from operator import ne
from pathlib import Path

import pytest

from tests.end_to_end.screen import Hands, desk_on_screen
from tests.end_to_end.screens import BEAMER, BOTH, DESK

pytestmark = pytest.mark.long

TARIFF, LEADERS = "us_tariff_on_mexico", "mx_leader_targeting"
NOTICE = "Volvemos a las 10:40"


class Room:
    """Ask what the room sees, and take pictures of it."""

    def __init__(self, hands: Hands, folder: Path) -> None:
        self.hands, self._folder = hands, folder

    def now(self, what: str) -> object:
        found = self.hands.ask("room")
        assert isinstance(found, dict)
        return found[what]

    def until(self, what: str, met: Callable[[object], bool], told: str) -> None:
        self.hands.until(lambda: met(self.now(what)), told)

    @property
    def heard(self) -> str:
        found = self.now("heard")
        assert isinstance(found, list)
        return "\n".join(found)

    def hears(self, words: str) -> None:
        self.hands.until(lambda: words in self.heard, f"{words} in the room")

    @property
    def ends(self) -> dict[str, float]:
        found = self.now("ends")
        assert isinstance(found, dict)
        return found

    def rest(self) -> None:
        """Wait until the desk is at rest and nothing moves in the room."""
        self.hands.rest()
        self.until("moves", lambda moves: moves is False, "the room at rest")

    def picture(self, name: str) -> None:
        assert self.hands.ask("shoot_room", self._folder / f"room-session-{name}.png")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with desk_on_screen(tmp_path, BOTH) as hands:
        hands.plug("DESK", DESK, "screen")
        hands.plug("BEAMER", BEAMER)
        yield Room(hands, tmp_path)


def test_that_a_session_is_shown_asked_hidden_revealed_and_replayed(room: Room) -> None:
    hands = room.hands

    # Shown on the projector, in Spanish, while the desk speaks English.
    hands.key("F11")
    room.until("frame", lambda frame: frame == [1366, 0, 1024, 768], "the room on its screen")
    hands.press("room.speak_es")
    room.hears("Tasa de homicidios")
    assert hands.ask("language") == "en"
    assert "Homicide rate" not in room.heard
    room.picture("1-shown")

    # Goals: a target of the first chart stands on the scoreboard.
    hands.click(hands.ask("part", "chart1"))
    hands.key("ctrl+shift+t")
    hands.do("type", "20")
    hands.key("Tab")
    hands.do("type", "12/2030")
    hands.key("Return")
    room.rest()
    room.hears("como máximo 20")

    # Two moves: the room follows.
    before = room.ends
    hands.drag(TARIFF, 25.0)
    hands.drag(LEADERS, 20.0)
    room.rest()
    after = room.ends
    assert after.keys() == before.keys()
    assert after["homicide_rate"] != before["homicide_rate"]
    room.picture("2-two-moves")

    # Hold: levers move unseen, and what was called is nobody's but the operator's.
    hands.key("ctrl+r")
    hands.click(hands.ask("part", "calls-teams"))
    hands.do("type", "Norte, Sur, Prensa")
    hands.key("Return")
    room.until("held", lambda held: held is True, "a curve that is held")
    hands.drag(TARIFF, 0.0)
    hands.drag(LEADERS, 2.0)
    assert room.ends == after
    hands.click(hands.ask("part", "call-Norte"))
    hands.key("d", "8", "Return", "s", "4", "Return", "u", "9", "Return")
    room.until("called", lambda called: called == 3, "three calls")
    room.hears("¿sube, queda casi igual o baja?")
    assert "de seguridad" not in room.heard
    room.picture("3-called")

    # Reveal, and replay it: again and again.
    hands.press("calls.reveal")
    room.until("outcome", lambda outcome: outcome is not None, "what came")
    room.rest()
    assert room.ends["homicide_rate"] != after["homicide_rate"]
    room.hears("Norte")
    room.picture("4-revealed")
    hands.key("Escape")
    for _ in range(2):
        number = room.now("motion")
        hands.key("F10")
        room.until("motion", partial(ne, number), "a replay")
        room.rest()

    # Blank and freeze: the desk moves on.
    hands.key("F8")
    hands.until(lambda: "Tasa de homicidios" not in room.heard, "an empty room")
    room.picture("5-blank")
    hands.key("F8")
    room.hears("Tasa de homicidios")
    hands.key("F9")
    frozen = room.ends
    hands.drag(LEADERS, 15.0)
    assert room.ends == frozen
    hands.key("F9")
    hands.until(lambda: room.ends != frozen, "the room follows again")

    # A notice, in front of everybody.
    hands.key("ctrl+shift+m")
    hands.do("type", "--delay", 20, NOTICE)
    hands.key("Return")
    room.hears(NOTICE)
    room.picture("6-notice")

    # The projector out and in.
    hands.unplug("BEAMER")
    room.until("stage", lambda stage: stage == "gone", "the room gone")
    hands.plug("BEAMER", BEAMER)
    room.until("frame", lambda frame: frame == [1366, 0, 1024, 768], "the room is back")
    room.hears(NOTICE)

    # In both languages at once.
    hands.press("room.speak_both")
    room.hears("Homicide rate")
    assert "Tasa de homicidios" in room.heard
    room.rest()
    room.picture("7-both")
    hands.key("F11")
    room.until("shown", lambda shown: shown is False, "the room put away")
