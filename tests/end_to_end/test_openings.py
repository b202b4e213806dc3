"""Everything that opens in the real window is put away by one act, and the desk goes on."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QMenu

from desktop import ui, views
from desktop.ui.entries import Entry, Prose
from tests.end_to_end.openings import ESCAPE, LEVER, OPENINGS, Opening
from tests.end_to_end.screen import Hands, desk_on_screen
from tests.end_to_end.screens import Setting, every_setting

FIRST_START = {"WelcomePage"}
"""What opens only then: tests/end_to_end/test_first_start.py."""
IN_PLAY = {"OfferBar", "ShownBar"}
"""Bars of the page of a play: tests/views/conduct."""
BASES = {"Page", "Popover", "SideWindow", "_Bar", "_Prompt"}
FIELDS = {"TextField", "TypedLine", "_Field", "ValueField", "NotesField", "_Editor"}
"""What is typed into, and left by going elsewhere."""
LEAVES = ("left", "closed", "ended", "hidden_")
"""The signals of what can be put away."""


@pytest.fixture(scope="module", params=every_setting())
def hands(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hands]:
    setting: Setting = request.param
    with desk_on_screen(tmp_path_factory.mktemp("desk"), setting) as found:
        yield found


@pytest.fixture
def at_home(hands: Hands, seen: None) -> Hands:
    hands.go_home()
    # Something to come back to that a person had chosen.
    value = hands.ask("value", LEVER)
    assert isinstance(value, float)
    hands.scroll_to(LEVER)
    hands.click(hands.where(LEVER, value))
    hands.rest()
    return hands


@pytest.fixture
def brief(request: pytest.FixtureRequest) -> bool:
    """Say whether twice in all is enough, and not twice each way."""
    return request.node.get_closest_marker("long") is None


def _put_away(hands: Hands, opening: Opening, way: str) -> None:
    if opening.ground is not None:
        opening.ground(hands)
    before, focus = hands.open, hands.ask("focus")
    opening.open(hands)
    count = before.count(opening.shown)
    hands.until(lambda: hands.open.count(opening.shown) > count, f"{opening.what} open")
    # The control that was pressed may have it, behind what opened in a window of its own.
    usual = {focus, hands.ask("kept_focus")}
    if opening.shown == "QMenu":
        usual.add(hands.ask("focus"))
    if not opening.escape:
        # A bar is pressed on the desk, which takes the focus with any press.
        usual.add("ChartArea ")
    if way == ESCAPE:
        hands.key(ESCAPE)
    elif way == "button":
        assert opening.button is not None
        hands.press(opening.button)
    else:
        hands.click(hands.ask("outside"))
    if opening.what.startswith(("main_menu.", "event_menu.")):
        # A menu within a menu: whoever leaves it by Escape is in the outer one.
        hands.go_home()
    hands.until(lambda: hands.open.count(opening.shown) == count, f"{opening.what} away")
    hands.until(lambda: hands.ask("focus") in usual, f"focus back on {usual}")


def _ways(opening: Opening) -> list[str]:
    ways = [ESCAPE] if opening.escape else []
    ways += ["button"] if opening.button else []
    return [*ways, *(["outside"] if opening.outside else [])]


@pytest.mark.parametrize(
    "opening",
    [
        # Of the small screen, too, every twelfth is quick: each takes a second of anybody's time.
        pytest.param(one, id=one.what, marks=() if place % 12 == 0 else (pytest.mark.long,))
        for place, one in enumerate(OPENINGS)
    ],
)
def test_that_what_opens_is_put_away_by_one_act_and_the_desk_goes_on(
    at_home: Hands, opening: Opening, *, brief: bool
) -> None:
    hands = at_home
    ways = _ways(opening)
    for way in ways if brief and len(ways) > 1 else ways * 2:
        _put_away(hands, opening, way)
    # Once more than needed: nothing is left of it that could take the program along.
    hands.go_home()
    hands.key(ESCAPE, ESCAPE)
    hands.rest()
    assert hands.open == []


def test_that_everything_that_opens_is_in_the_list() -> None:
    known = {opening.what for opening in OPENINGS} | FIRST_START | IN_PLAY
    assert _classes() - known == set()
    assert _menus() - known == set()
    assert known - _classes() - _menus() == set()


def _classes() -> set[str]:
    """Name each class of the window that says when it is put away, or is a menu or a dialog."""
    found = set()
    modules = [
        *pkgutil.walk_packages(views.__path__, "desktop.views."),
        *pkgutil.walk_packages(ui.__path__, "desktop.ui."),
    ]
    for module in modules:
        for name, made in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            leaves = any(isinstance(getattr(made, leaf, None), Signal) for leaf in LEAVES)
            bar = issubclass(made, QFrame) and name.endswith(("Bar", "Banner", "Prompt"))
            opens = leaves or bar or issubclass(made, (QDialog, QMenu))
            field = name in FIELDS or issubclass(made, (Entry, Prose))
            if opens and made.__module__ == module.name and name not in BASES and not field:
                found.add(name)
    return found


def _menus() -> set[str]:
    """Name each place where a menu is made that is no class of its own."""
    found = set()
    folders = (Path(views.__path__[0]), Path(ui.__path__[0]))
    for file in sorted(file for folder in folders for file in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                made, target = node.value.func, node.targets[0]
                if isinstance(made, ast.Name) and made.id == "QMenu":
                    name = target.attr if isinstance(target, ast.Attribute) else ast.unparse(target)
                    found.add(f"{file.stem}.{name}")
    return found
