"""A person at the real window: mouse and keys from outside, pictures off the screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.screen import Hands, desk_on_screen

LEVER = "us_tariff_on_mexico"
STATUS_QUO = 0.2
HIGH = 28.0
MOVES = 60
ASIDE = (1590, 990)
"""A place on the screen where nothing lights up under the mouse."""


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    with desk_on_screen(tmp_path_factory.mktemp("desk")) as found:
        found.scroll_to(LEVER)
        # The focus ring stands from here on, so that it is in every picture.
        found.do("mousemove", *found.where(LEVER, STATUS_QUO), "click", 1)
        # Moved within the window in between, the next press is no second click of a double one.
        found.do("mousemove", *found.where(LEVER, HIGH))
        found.rest()
        yield found


@pytest.fixture
def at_rest(hands: Hands) -> Hands:
    while hands.ask("steps"):
        hands.do("key", "ctrl+z")
        hands.rest()
    if hands.ask("language") != "en":
        hands.do("key", "ctrl+l")
        hands.rest()
    assert hands.ask("value", LEVER) == STATUS_QUO
    return hands


class Pictures:
    """Take pictures of the charts and of the lever's row, mouse aside."""

    def __init__(self, hands: Hands, folder: Path) -> None:
        self._hands = hands
        self._folder = folder
        self._taken = 0

    def charts(self) -> bytes:
        self._taken += 1
        return self._hands.picture("charts", self._folder / f"charts{self._taken}.png", LEVER)

    def both(self) -> tuple[bytes, bytes]:
        self._hands.do("mousemove", *ASIDE)
        self._hands.rest()
        self._taken += 1
        row = self._hands.picture("row", self._folder / f"row{self._taken}.png", LEVER)
        return self.charts(), row


@pytest.fixture
def pictures(at_rest: Hands, tmp_path: Path) -> Pictures:
    return Pictures(at_rest, tmp_path)


def _drag(hands: Hands, meanwhile: Callable[[], None]) -> None:
    start, end = hands.where(LEVER, STATUS_QUO), hands.where(LEVER, HIGH)
    hands.do("mousemove", *start, "mousedown", 1)
    for move in range(1, MOVES + 1):
        across = start[0] + (end[0] - start[0]) * move // MOVES
        hands.do("mousemove", across, start[1])
        if move == MOVES // 2:
            meanwhile()
    hands.do("mouseup", 1)
    hands.rest()


def test_that_curves_follow_a_drag_and_one_undo_restores_the_first_picture(
    at_rest: Hands, pictures: Pictures
) -> None:
    hands = at_rest
    before = pictures.both()
    during: list[bytes] = []

    def look() -> None:
        hands.until(lambda: pictures.charts() != before[0], "curves that follow the slider")
        during.append(pictures.charts())

    _drag(hands, look)
    after = pictures.both()

    assert hands.ask("value", LEVER) == HIGH
    assert during[0] not in (before[0], after[0])
    assert after[0] != before[0]
    assert after[1] != before[1]
    assert hands.ask("steps") == 1
    hands.do("key", "ctrl+z")
    assert pictures.both() == before


@pytest.mark.long
@pytest.mark.parametrize(
    "keys",
    [["1", "7", "Return"], ["Right"], ["shift+Right"], ["End"]],
    ids=["typed value", "arrow", "coarse arrow", "end key"],
)
def test_that_one_undo_takes_back_what_the_keys_set(
    at_rest: Hands, pictures: Pictures, keys: list[str]
) -> None:
    before = pictures.both()
    at_rest.do("key", "--delay", 60, *keys)
    after = pictures.both()

    assert at_rest.ask("value", LEVER) != STATUS_QUO
    assert after[0] != before[0]
    assert after[1] != before[1]
    assert at_rest.ask("steps") == 1
    at_rest.do("key", "ctrl+z")
    assert pictures.both() == before


@pytest.mark.long
def test_that_a_reset_restores_the_first_picture_and_its_undo_the_second(
    at_rest: Hands, pictures: Pictures
) -> None:
    before = pictures.both()
    at_rest.do("key", "End")
    moved = pictures.both()
    at_rest.do("key", "BackSpace")
    reset = pictures.both()

    assert moved != before
    assert reset == before
    assert at_rest.ask("steps") == 2
    at_rest.do("key", "ctrl+z")
    assert pictures.both() == moved


@pytest.mark.long
def test_that_a_language_switch_during_a_drag_neither_ends_nor_splits_it(
    at_rest: Hands, pictures: Pictures
) -> None:
    hands = at_rest
    before = pictures.both()

    def switch() -> None:
        hands.do("key", "ctrl+l")
        hands.until(lambda: hands.ask("language") == "es", "the desk in Spanish")

    _drag(hands, switch)

    assert hands.ask("value", LEVER) == HIGH
    assert hands.ask("steps") == 1
    hands.do("key", "ctrl+z")
    hands.rest()
    hands.do("key", "ctrl+l")
    assert pictures.both() == before
