"""A facilitator at the real window: families, a held cross-hair, a zoomed timeline, targets,
notes and packages.
"""

from collections.abc import Iterator

import pytest

from tests.end_to_end.screen import Hands, desk_on_screen
from tests.end_to_end.screens import Setting, every_setting

WHEEL_UP = 4
LEVER, MORE = "mx_security_spending", 2.0
MIGRATION = {"irregular_encounters", "port_encounters", "remittances", "migration_salience"}


@pytest.fixture(scope="module", params=every_setting())
def setting(request: pytest.FixtureRequest) -> Setting:
    found: Setting = request.param
    return found


@pytest.fixture(scope="module")
def desk(setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    with desk_on_screen(tmp_path_factory.mktemp("desk"), setting) as found:
        yield found


@pytest.fixture
def hands(desk: Hands) -> Hands:
    """Begin where nothing has been done."""
    while desk.ask("steps"):
        desk.do("key", "ctrl+z")
        desk.rest()
    return desk


def _shown(hands: Hands, what: str) -> object:
    found = hands.ask("shown")
    assert isinstance(found, dict)
    return found[what]


def _until(hands: Hands, what: str, wanted: object) -> None:
    """Wait until something is as it should be; fail with how it is."""
    try:
        hands.until(lambda: _shown(hands, what) == wanted, what)
    except AssertionError as late:
        raise AssertionError(f"{what}: {_shown(hands, what)!r}, not {wanted!r}") from late


def _place(hands: Hands, *question: object) -> list[int]:
    found = hands.ask(*question)
    assert isinstance(found, list)
    return found


def _click(hands: Hands, *question: object) -> None:
    hands.do("mousemove", *_place(hands, *question), "click", 1)


@pytest.mark.long
def test_that_keys_pick_the_charts_of_a_family(hands: Hands) -> None:
    before = _shown(hands, "charts")
    hands.do("key", "ctrl+shift+f")
    _until(hands, "popup", "QMenu")
    hands.do("key", "--delay", 60, "Down", "Down", "Down", "Down", "Return")
    hands.rest()
    charts = _shown(hands, "charts")
    assert isinstance(charts, list)
    assert set(charts[:3]) < MIGRATION
    hands.do("key", "ctrl+z")
    hands.rest()
    assert isinstance(before, list)
    after = _shown(hands, "charts")
    assert isinstance(after, list)
    assert after[: len(before)] == before[: len(after)]


@pytest.mark.long
def test_that_a_click_holds_the_cross_hair_and_the_next_lets_it_go(hands: Hands) -> None:
    _click(hands, "in_chart", 0, "2030-06")
    _until(hands, "held", wanted=True)
    held = _shown(hands, "month")
    hands.do("mousemove", *_place(hands, "in_chart", 0, "2034-06"))
    hands.rest()
    assert _shown(hands, "month") == held != "None"
    _click(hands, "in_chart", 0, "2034-06")
    _until(hands, "held", wanted=False)
    assert _shown(hands, "month") != held


@pytest.mark.long
def test_that_wheel_drag_and_key_zoom_the_timeline_and_bring_it_back(hands: Hands) -> None:
    whole = _shown(hands, "whole")
    assert isinstance(whole, int)
    middle = _place(hands, "in_timeline", "2028-06")
    hands.do("mousemove", *middle, "click", WHEEL_UP, "click", WHEEL_UP)
    hands.until(lambda: _shown(hands, "months") != whole, "fewer months by the wheel")
    hands.do("key", "ctrl+0")
    _until(hands, "months", whole)
    start, end = (_place(hands, "in_timeline", month) for month in ("2024-06", "2032-06"))
    hands.do("mousemove", *start, "mousedown", 1)
    hands.do("mousemove", (start[0] + end[0]) // 2, start[1])
    hands.do("mousemove", *end, "mouseup", 1)
    hands.until(lambda: _shown(hands, "months") != whole, "fewer months by a drag")
    months = _shown(hands, "months")
    assert isinstance(months, int)
    assert abs(months - 97) <= 3
    hands.do("key", "ctrl+0")
    _until(hands, "months", whole)


@pytest.mark.long
def test_that_a_target_is_typed_dragged_and_taken_back(hands: Hands) -> None:
    hands.do("key", "ctrl+shift+t")
    _until(hands, "popup", "TargetCard")
    hands.do("type", "15.5")
    hands.do("key", "Tab")
    hands.do("type", "3/2031")
    hands.do("key", "Return")
    _until(hands, "targets", [[15.5, "2031-03"]])
    _until(hands, "popup", "NoneType")
    hands.rest()
    start, end = (_place(hands, "in_chart", 0, "2028-01", value) for value in (15.5, 30))
    hands.do("mousemove", *start, "mousedown", 1)
    hands.do("mousemove", start[0], (start[1] + end[1]) // 2)
    hands.do("mousemove", *end, "mouseup", 1)
    hands.until(lambda: hands.ask("steps") == 2, "a step for the drag")
    targets = _shown(hands, "targets")
    assert isinstance(targets, list)
    (value, month) = targets[0]
    assert abs(value - 30) < 2
    assert month == "2031-03"
    assert _shown(hands, "held") is False
    hands.do("key", "ctrl+z")
    _until(hands, "targets", [[15.5, "2031-03"]])
    hands.do("key", "ctrl+z")
    _until(hands, "targets", [])


@pytest.mark.long
def test_that_notes_are_typed_and_escape_leaves_the_field_only(hands: Hands) -> None:
    hands.do("key", "ctrl+shift+n")
    _until(hands, "focus", "NotesField")
    hands.do("type", "Ask why")
    _until(hands, "notes", "Ask why")
    hands.do("key", "Escape")
    _until(hands, "focus", "QToolButton")
    assert _shown(hands, "settled") is True
    assert hands.ask("steps") == 1
    hands.do("key", "ctrl+shift+n")
    _until(hands, "focus", "NotesField")
    hands.do("type", "!")
    hands.do("key", "ctrl+z")
    _until(hands, "notes", "Ask why")
    hands.do("key", "ctrl+z")
    _until(hands, "notes", "")
    hands.do("key", "--delay", 60, "Escape", "Escape")
    hands.rest()


@pytest.mark.long
def test_that_what_is_set_is_kept_as_a_package_and_taken_back(hands: Hands) -> None:
    hands.scroll_to(LEVER)
    hands.do("mousemove", *hands.where(LEVER, MORE), "click", 1)
    hands.rest()
    value = hands.ask("value", LEVER)
    hands.do("key", "ctrl+shift+p")
    _until(hands, "popup", "PackageCard")
    hands.do("type", "Spending")
    hands.do("key", "Return")
    _until(hands, "packages", ["Spending"])
    hands.do("key", "Escape")
    _until(hands, "popup", "NoneType")
    assert hands.ask("value", LEVER) == value
    hands.do("key", "ctrl+z")
    _until(hands, "packages", [])
    assert hands.ask("value", LEVER) == value
