"""Each of the twenty tasks is done at the real window, and takes the acts that the table says."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.screen import Hands, desk_on_screen
from tests.end_to_end.screens import LANGUAGES, QUICK, Setting
from tests.end_to_end.tasks.counting import CountedHands
from tests.end_to_end.tasks.table import TASKS
from tests.end_to_end.tasks.yesterday import (
    PACKAGE,
    SPENDING,
    TARGETING,
    TODAY,
    YESTERDAY,
    prepare,
)

YOUTH = "youth_prevention"
HOMICIDES = "homicide_rate"
PICTURES = os.environ.get("VECINOS_TASK_PICTURES")
"""A folder for a picture of the screen after every act, for whoever wants to watch."""

SETTINGS = {"en": Setting(1440, 900), "es": QUICK}
"""A usual screen, and the smallest with the longest words."""
SEARCHED = 300.0
"""Seconds that a search may take where everything else runs beside it."""

Acting = CountedHands


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def hands(language: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    folder = tmp_path_factory.mktemp("desk")
    prepare(folder / "library.vecinos")
    with desk_on_screen(folder, SETTINGS[language]) as found:
        found.until(lambda: found.ask("name") == "Border talks", "the scenario of yesterday")
        found.rest()
        yield found


@pytest.fixture
def acting(hands: Hands, language: str, seen: None, request: pytest.FixtureRequest) -> Acting:
    """Put the desk to where it was opened; none of it is counted."""
    hands.go_home()
    # Over a chart the pointer would have it tell of the month below.
    hands.do("mousemove", 1, 1)
    while hands.ask("steps"):
        hands.key("ctrl+z")
        hands.rest()
    if hands.ask("language") != language:
        hands.key("ctrl+l")
        hands.rest()
    for letter, *_ in list(_pins(hands)):
        hands.press("compare.off", f"letter={letter}")
    hands.until(lambda: not _pins(hands), "no pin")
    hands.go_home()
    hands.key("ctrl+0")
    number = request.node.callspec.params["number"]
    folder = None if PICTURES is None else Path(PICTURES) / language / f"{number:02d}"
    return CountedHands(hands, language, folder)


def _pins(hands: Hands) -> Any:
    return hands.ask("pins")


def _set_youth(acting: Acting, value: float = 90.0) -> None:
    """Set the lever, as it is before what a task does to it; not counted."""
    hands = acting.hands
    hands.key("ctrl+k")
    hands.until(lambda: "Palette" in hands.open, "the palette")
    hands.do("type", f"prevencion juvenil {value:g}")
    hands.key("Return")
    hands.until(lambda: _value(acting) == value, "the lever set")
    hands.rest()


def _setting(acting: Acting, lever: str = YOUTH) -> Any:
    return acting.ask("setting", lever)


def _value(acting: Acting) -> float | None:
    setting = _setting(acting)
    return None if setting is None else float(setting[0])


def _words(acting: Acting, number: int) -> list[str]:
    """Return what the table says is typed."""
    return [one.what for one in TASKS[number].acts_in(acting.language) if one.kind == "word"]


def _find_and_set(acting: Acting) -> None:
    acting.find(*_words(acting, 1))
    acting.hands.until(lambda: _value(acting) == 90.0, "the value")


def _start_and_ramp(acting: Acting) -> None:
    _set_youth(acting)
    acting.find(*_words(acting, 2))
    acting.hands.until(lambda: _setting(acting) == [90.0, "2026-03", 24], "start and ramp")


def _exact_value(acting: Acting) -> None:
    acting.hands.scroll_to(YOUTH)
    acting.click("the lever's value", acting.hands.found("value_of", YOUTH))
    acting.word(*_words(acting, 3))
    acting.hands.until(lambda: _value(acting) == 87.0, "the value")


def _put_back(acting: Acting) -> None:
    _set_youth(acting)
    acting.find(*_words(acting, 4))
    acting.hands.until(lambda: _setting(acting) is None, "the status quo")


def _only_migration(acting: Acting) -> None:
    acting.find(*_words(acting, 5))
    acting.hands.until(lambda: acting.ask("families") == ["migration"] * 4, "four charts")


def _raw_months(acting: Acting) -> None:
    assert acting.ask("monthly") is False
    acting.click("Single months", acting.hands.found("button", "curves.single_about"))
    acting.hands.until(lambda: acting.ask("monthly") is True, "single months")
    acting.hands.press("curves.twelve_about")
    acting.hands.until(lambda: acting.ask("monthly") is False, "twelve months again")


def _replay(acting: Acting) -> None:
    acting.hands.drag(SPENDING, 1.5)
    assert acting.ask("replay") is None
    acting.chord("F10")
    acting.hands.until(lambda: (acting.ask("replay") or 0.0) > 0.0, "the change once more")
    acting.hands.until(lambda: acting.ask("replay") is None, "its end")


def _wedges(acting: Acting) -> None:
    acting.click("the head of the chart", acting.ask("chart", 0, "head"))
    acting.chord("Ctrl+Shift+W")
    acting.hands.until(lambda: acting.ask("wedges") is not None, "the wedges")
    told = acting.ask("wedges")
    assert (told["of"], told["year"]) == (HOMICIDES, 2030)
    assert told["largest"] == SPENDING
    assert told["sum"] == pytest.approx(told["change"], abs=1e-9)
    assert told["change"] > 0
    assert "2030" in told["says"]
    acting.picture("wedges")


def _strongest_source(acting: Acting) -> None:
    acting.click("the head of the chart", acting.ask("chart", 0, "head"))
    acting.hands.until(lambda: acting.ask("strongest") is not None, "the strongest link")
    _, behind = acting.ask("strongest")
    acting.click("Source of the strongest link", acting.hands.found("button", "chain.source"))
    acting.hands.until(lambda: acting.ask("evidence") is not None, "its source")
    source = acting.ask("evidence")
    assert source["of"] == behind
    assert source["seen"], "the button lies outside what is seen"
    before = len(acting.ask("opened"))
    acting.click("Open in the browser", source["button"])
    acting.hands.until(lambda: len(acting.ask("opened")) > before, "the browser")
    assert acting.ask("opened")[before:] == [source["address"]]


def _pin(acting: Acting) -> None:
    before = acting.ask("pins")
    acting.chord("Ctrl+B")
    acting.hands.until(lambda: len(acting.ask("pins")) == len(before) + 1, "the pin")
    *_, (_, settings, _) = acting.ask("pins")
    assert settings == {SPENDING: TODAY, TARGETING: 20.0}
    acting.hands.until(lambda: acting.ask("pins")[-1][2], "its line on the chart")


def _package_off(acting: Acting) -> None:
    assert acting.ask("switched") == [[PACKAGE, True]]
    acting.chord("Ctrl+Shift+P")
    box = acting.hands.found("button", "packages.switch_one", f"name={PACKAGE}")
    acting.click("the package's box", box)
    acting.hands.until(lambda: acting.ask("switched") == [[PACKAGE, False]], "the package off")
    assert _setting(acting, TARGETING) is None


def _what_differs(acting: Acting) -> None:
    acting.chord("Ctrl+Shift+C")
    acting.click("Copy table", acting.hands.found("button", "versions.copy"))
    acting.hands.until(lambda: acting.ask("clipboard")["html"], "the table on the clipboard")
    lines = acting.ask("clipboard")["text"].splitlines()
    values = [line.split("\t")[1:] for line in lines[1:]]
    # The budget, the package's lever and the package itself, each before and after.
    assert len(values) == 3
    for before_after, (before, after) in zip(values, (("0.7", "0.4"), ("5", "20")), strict=False):
        assert before_after[0].startswith(before)
        assert before_after[1].startswith(after)


def _target(acting: Acting) -> None:
    acting.chord("Ctrl+Shift+T")
    acting.hands.until(lambda: "TargetCard" in acting.hands.open, "the target line asked for")
    acting.word(*_words(acting, 13))
    acting.hands.until(lambda: acting.ask("shown")["targets"] == [[15.0, "None"]], "the line")


def _what_it_takes(acting: Acting) -> None:
    question, value = _words(acting, 14)
    acting.find(question)
    acting.hands.until(lambda: "AskPage" in acting.hands.open, "the question")
    acting.word(value)
    acting.hands.until(lambda: acting.ask("answered") is not None, "the answer", SEARCHED)
    told = acting.ask("answered")
    assert (told["of"], told["value"]) == (HOMICIDES, float(value))
    assert told["reached"] == "found"
    assert told["moves"] >= 1
    assert told["then"] <= float(value)
    acting.picture("answer")


def _undo_three(acting: Acting) -> None:
    for value in (70.0, 80.0, 90.0, 100.0):
        _set_youth(acting, value)
    acting.click("History", acting.hands.found("button", "desk.history"))
    acting.click("the third step", acting.hands.found("in_menu", 3))
    acting.hands.until(lambda: acting.ask("steps") == 1, "three steps less")
    assert _value(acting) == 70.0


def _other_set(acting: Acting) -> None:
    assert acting.ask("assumed") == "neutral"
    acting.click("Assumptions", acting.hands.found("part", "assumptions"))
    acting.click("another set", acting.hands.found("in_menu", 2))
    acting.hands.until(lambda: acting.ask("assumed") != "neutral", "another set")


def _three_lines(acting: Acting) -> None:
    assert acting.ask("lines") == 2
    acting.find(*_words(acting, 17))
    acting.hands.until(lambda: acting.ask("lines") == 3, "three lines")
    assert acting.ask("assumed") == "studies"


def _named_version(acting: Acting) -> None:
    acting.chord("Ctrl+S")
    acting.click("Name it…", acting.hands.found("button", "notice.name_version"))
    acting.hands.until(lambda: "NamePopover" in acting.hands.open, "the name asked for")
    (name,) = _words(acting, 18)
    acting.word(name)

    def kept() -> bool:
        acting.ask("ask_versions")
        acting.hands.until(lambda: acting.ask("version_names") is not None, "the library's word")
        return name in acting.ask("version_names")

    acting.hands.until(kept, "the version by its name")


def _yesterday(acting: Acting) -> None:
    before = len(acting.ask("pins"))
    acting.chord("Ctrl+Shift+J")
    acting.hands.until(lambda: "PinChooser" in acting.hands.open, "what can be pinned")
    acting.word(*_words(acting, 19))
    acting.hands.until(lambda: len(acting.ask("pins")) == before + 1, "the pin")
    *_, (_, settings, _) = acting.ask("pins")
    assert settings[SPENDING] == YESTERDAY
    assert _setting(acting, SPENDING)[0] == TODAY
    acting.hands.until(lambda: acting.ask("pins")[-1][2], "its line on the chart")


def _other_language(acting: Acting) -> None:
    acting.chord("Ctrl+L")
    acting.hands.until(lambda: acting.ask("language") != acting.language, "the other language")


DOES: dict[int, Callable[[Acting], None]] = {
    1: _find_and_set,
    2: _start_and_ramp,
    3: _exact_value,
    4: _put_back,
    5: _only_migration,
    6: _raw_months,
    7: _replay,
    8: _wedges,
    9: _strongest_source,
    10: _pin,
    11: _package_off,
    12: _what_differs,
    13: _target,
    14: _what_it_takes,
    15: _undo_three,
    16: _other_set,
    17: _three_lines,
    18: _named_version,
    19: _yesterday,
    20: _other_language,
}


@pytest.mark.long
@pytest.mark.parametrize("number", sorted(TASKS))
def test_that_a_task_is_done_by_the_acts_of_the_table(acting: Acting, number: int) -> None:
    DOES[number](acting)
    assert tuple(acting.acts) == TASKS[number].acts_in(acting.language)
