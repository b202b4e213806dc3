"""What a facilitator does in the first hour, by keys and clicks at the real window."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QImage

from tests.end_to_end.screen import Hands, desk_on_screen
from tests.end_to_end.screens import Setting, every_setting

TARIFF = "us_tariff_on_mexico"
POLICING = "community_policing"
EVENT = "migrant_caravan"
SEEN = 0.01
"""A move of the middle line, as a share of it, that can be seen on a chart."""
PLACE = ("timeline.place", "month=@2028-06")


@pytest.fixture(scope="module", params=every_setting())
def hands(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hands]:
    setting: Setting = request.param
    with desk_on_screen(tmp_path_factory.mktemp("desk"), setting) as found:
        yield found


@pytest.fixture(params=every_setting())
def alone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hands]:
    """Start a desk for one test: what it opens stays open, whatever is undone."""
    setting: Setting = request.param
    with desk_on_screen(tmp_path, setting) as found:
        yield found


@pytest.fixture
def at_rest(hands: Hands, seen: None) -> Hands:
    hands.go_home()
    # Over a chart the pointer would have it tell of the month below.
    hands.do("mousemove", 1, 1)
    while hands.ask("steps"):
        hands.key("ctrl+z")
        hands.rest()
    return hands


def _answer(hands: Hands, *words: object) -> Any:
    return hands.ask(*words)


def _moved(before: list[list[float]], after: list[list[float]]) -> float:
    """Return by which share the middle line has moved at most."""
    return max(abs(now / then - 1) for then, now in zip(before[2], after[2], strict=True))


def test_that_the_printed_change_is_the_one_between_the_drawn_lines(at_rest: Hands) -> None:
    hands = at_rest
    hands.drag(TARIFF, 28.0)
    moved = 0
    for told in _answer(hands, "told_changes"):
        assert told["told"] == pytest.approx(told["between"], abs=1e-9)
        assert told["change"] in told["says"]
        number = re.search(r"[+−]?\d[\d,]*(\.\d+)?", told["change"])
        if number is not None:
            printed = number.group().replace("−", "-").replace(",", "")
            decimals = len(printed.partition(".")[2])
            assert float(printed) == round(told["between"], decimals)
            moved += 1
    assert moved


def test_that_a_lever_that_moves_nothing_says_what_it_needs_and_one_press_gives_it(
    at_rest: Hands,
) -> None:
    hands = at_rest
    before = _answer(hands, "bands", "homicide_rate")
    hands.drag(POLICING, 48.0)
    hands.until(lambda: hands.ask("need", POLICING) is not None, "the amber line")
    need = _answer(hands, "need", POLICING)
    assert _moved(before, _answer(hands, "bands", "homicide_rate")) < SEEN
    hands.click(hands.found("part", f"mend-{POLICING}"))
    hands.rest()
    assert hands.ask("value", need["lever"]) == need["value"]
    hands.until(lambda: hands.ask("need", POLICING) is None, "the line gone")
    assert _moved(before, _answer(hands, "bands", "homicide_rate")) > SEEN
    hands.key("ctrl+z")
    hands.until(lambda: hands.ask("need", POLICING) is not None, "the line again")


@pytest.mark.long
def test_that_an_event_is_placed_from_timeline_menu_and_keys_and_moved_and_removed(
    at_rest: Hands,
) -> None:
    hands = at_rest
    hands.click_right(hands.found("month", 2028, 6))
    hands.choose(*PLACE)
    hands.choose("levers.family.migration")
    hands.choose(f"event:{EVENT}")
    hands.until(lambda: _answer(hands, "events") == [[EVENT, "2028-06"]], "the event")
    hands.rest()
    # Dragged half a year on.
    hands.do("mousemove", *hands.found("month", 2028, 6), "mousedown", 1)
    hands.do("mousemove", *hands.found("month", 2028, 9))
    hands.do("mousemove", *hands.found("month", 2028, 12), "mouseup", 1)
    hands.until(lambda: _answer(hands, "events") == [[EVENT, "2028-12"]], "the event moved")
    hands.rest()
    # Removed from its own menu.
    hands.click_right(hands.found("month", 2028, 12))
    hands.choose("timeline.remove", f"mark=mark:{EVENT}:2028-12")
    hands.until(lambda: _answer(hands, "events") == [], "no event")
    hands.rest()
    # From the menu: the page of events.
    hands.press("desk.menu")
    hands.choose("action.events")
    hands.press("events.place_one", f"event=event:{_answer(hands, 'first_event')}")
    hands.until(lambda: len(_answer(hands, "events")) == 1, "an event of the page")
    hands.key("Escape")
    hands.until(lambda: hands.at_desk, "the desk alone")
    hands.key("ctrl+z")
    hands.rest()
    assert _answer(hands, "events") == []
    # By keys alone: Enter offers the families, the first event of the first is taken, moved by a
    # month and removed.
    while not str(hands.ask("focus")).startswith("Timeline"):
        hands.key("shift+Tab")
    hands.key("Return")
    hands.until(lambda: hands.open == ["EventMenu"], "the menu of the month")
    hands.key("Down", "Right", "Right", "Return")
    hands.until(lambda: len(_answer(hands, "events")) == 1, "an event placed by keys")
    hands.rest()
    [[event, month]] = _answer(hands, "events")
    hands.key("ctrl+Right")
    hands.until(lambda: _answer(hands, "events")[0][1] > month, "the event a month later")
    hands.rest()
    assert _answer(hands, "events")[0][0] == event
    hands.key("Delete")
    hands.until(lambda: _answer(hands, "events") == [], "no event")


@pytest.mark.long
def test_that_a_drawn_future_is_taken_back_at_once(at_rest: Hands) -> None:
    hands = at_rest
    hands.key("ctrl+g")
    hands.press("future.draw")
    hands.until(lambda: hands.ask("future") is True, "a future")
    assert len(_answer(hands, "events")) > 1
    hands.press("future.clear")
    hands.until(lambda: hands.ask("future") is False, "none")
    assert _answer(hands, "events") == []
    hands.key("Escape")
    hands.rest()


@pytest.mark.long
def test_that_a_chart_is_copied_with_its_table_and_exported_in_every_form(
    at_rest: Hands, tmp_path: Path
) -> None:
    hands = at_rest
    chart = _answer(hands, "shown")["charts"][0]
    hands.click(hands.ask("chart", 0, "plot"))
    hands.key("ctrl+c")
    hands.until(lambda: _answer(hands, "clipboard")["width"] > 0, "a picture to paste")
    copied = _answer(hands, "clipboard")
    bands = _answer(hands, "bands", chart)
    assert copied["html"]
    # A line of names, and a line a month: the month that everything starts from is none of them.
    assert len(copied["text"].splitlines()) == len(bands[0])
    for keys, suffix, begins in (
        ("ctrl+e", ".png", b"\x89PNG"),
        ("ctrl+e", ".svg", b"<?xml"),
        ("ctrl+e", ".pdf", b"%PDF"),
        ("ctrl+shift+x", ".csv", b""),
        ("ctrl+shift+x", ".xlsx", b"PK"),
    ):
        path = tmp_path / f"desk{suffix}"
        hands.ask("answer_with", path)
        hands.key(keys)
        hands.until(path.exists, suffix)
        assert path.read_bytes().startswith(begins)
    assert QImage(str(tmp_path / "desk.png")).width() > 800
    sheet = load_workbook(tmp_path / "desk.xlsx", read_only=True).active
    assert sheet is not None
    names, *rows = sheet.iter_rows(values_only=True)
    place = {name: names.index(name) for name in ("indicator", "p05", "p50", "p95")}
    found = [row for row in rows if row[place["indicator"]] == chart]
    for percentile, line in (("p05", 0), ("p50", 2), ("p95", 4)):
        read = [row[place[percentile]] for row in found]
        assert read == pytest.approx(bands[line][1:], rel=1e-6)
    # The click has held the cross-hair, which the next test would find where it is.
    hands.key("Escape")
    hands.rest()


@pytest.mark.long
def test_that_an_example_opens_as_a_copy_and_the_original_stays_as_shipped(
    alone: Hands,
) -> None:
    hands = alone
    shipped, mine = _answer(hands, "example", "berg_package")
    kept = _answer(hands, "kept")
    hands.key("ctrl+o")
    hands.click(hands.found("scenario_named", shipped))
    hands.press("browser.do.open")
    hands.until(lambda: hands.ask("name") == mine, "the copy, named")
    hands.until(lambda: hands.at_desk, "the desk alone")
    hands.rest()
    hands.drag(TARIFF, 28.0)
    hands.until(lambda: mine in _answer(hands, "kept"), "the copy kept")
    assert _answer(hands, "kept")[shipped] == kept[shipped]
    hands.press("desk.menu")
    hands.choose("desk.library_menu")
    hands.choose("action.examples")
    hands.until(lambda: "NoticeBar" in hands.open, "what was brought back")
    assert _answer(hands, "kept")[shipped] == kept[shipped]
