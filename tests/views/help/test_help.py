"""The help page, the greeting and the look round, on a real desk off-screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge.preferences import Preferences
from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import Theme
from desktop.document.commands import SetLever
from desktop.domain.lever import Setting
from desktop.domain.wording import LanguageCode
from desktop.reports.about import executor
from desktop.ui.actions import ActionId
from desktop.views.help.help_page import CHART_MARKS, LEVER_MARKS, HelpPage
from desktop.views.help.look_round import LookRound
from desktop.views.help.welcome import Door, WelcomePage
from desktop.views.levers.lever_picture import lever_picture
from desktop.views.scenarios.browser import ScenarioBrowser
from tests.views.desks import compiled, look, open_desk, sparing


@pytest.mark.parametrize(
    ("code", "theme"),
    [pytest.param("en", Theme.LIGHT, marks=pytest.mark.long), ("es", Theme.DARK)],
)
def test_that_every_numbered_mark_lies_in_its_picture_and_has_its_words(
    qtbot: QtBot, code: LanguageCode, theme: Theme
) -> None:
    with open_desk(qtbot, preferences=sparing()):
        page = HelpPage(compiled().model, look(code, theme), lever_picture)
        qtbot.addWidget(page)
        for picture, numbers in zip(page.pictures, (LEVER_MARKS, CHART_MARKS), strict=True):
            assert sorted(mark.number for mark in picture.marks) == list(numbers)
            for mark in picture.marks:
                assert picture.rect().contains(mark.at.toPoint()), mark
                assert mark.to is None or picture.rect().contains(mark.to.toPoint()), mark
                assert look(code).text(f"help.mark.{mark.number}") in picture.accessibleName()
            places = [(round(mark.at.x()), round(mark.at.y())) for mark in picture.marks]
            assert len(set(places)) == len(places)


@pytest.mark.parametrize("code", [pytest.param("en", marks=pytest.mark.long), "es"])
def test_that_the_help_says_which_version_this_is_and_what_runs_the_model(
    qtbot: QtBot, code: LanguageCode
) -> None:
    with open_desk(qtbot, preferences=sparing()):
        page = HelpPage(compiled().model, look(code), lever_picture)
        qtbot.addWidget(page)
        words = [label.text() for label in page.findChildren(PlainLabel)]
        assert {"Vecinos 0.1.0", executor(look(code).language)} <= set(words)


def test_that_escape_leaves_the_help_once_and_changes_nothing_twice(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        pages = desk.window.pages
        desk.window.actions_[ActionId.HELP].trigger()
        assert isinstance(pages.page, HelpPage)
        desk.window.set_language("es")
        assert isinstance(pages.page, HelpPage)
        assert pages.page.accessibleName() == "Ayuda"
        for _ in range(2):
            QTest.keyClick(pages.page or desk.window.desk, Qt.Key.Key_Escape)
            assert pages.page is None


def test_that_the_first_start_is_greeted_and_the_second_is_not(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "preferences.json"
    for greeted in (True, False):
        preferences = Preferences(file)
        preferences.chart_count = 2
        with open_desk(qtbot, preferences=preferences) as desk:
            desk.window.welcome()
            assert isinstance(desk.window.pages.page, WelcomePage) is greeted


@pytest.mark.long
@pytest.mark.parametrize("door", Door)
def test_that_each_door_leads_where_it_says(qtbot: QtBot, tmp_path: Path, door: Door) -> None:
    library = tmp_path / "a.vecinos-library"
    with open_desk(qtbot, preferences=sparing(), library=library) as desk:
        desk.window.welcome()
        page = desk.window.pages.page
        assert isinstance(page, WelcomePage)
        page.doors[door].click()
        tour = desk.window.findChild(LookRound)
        assert (tour is not None) is (door is Door.LOOK_ROUND)
        opened = isinstance(desk.window.pages.page, ScenarioBrowser)
        assert opened is (door is Door.EXAMPLE)
        if tour is not None:
            tour.end()
        desk.window.pages.close()


@pytest.mark.long
def test_that_the_look_round_goes_on_by_button_and_by_doing_and_ends_by_escape(
    qtbot: QtBot,
) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        tour = desk.window.look_round()
        assert tour.stop.part == "levers"
        lever = compiled().model.levers["legal_pathways"]
        desk.document.apply(SetLever(lever.id, Setting(lever.high)))
        qtbot.waitUntil(lambda: tour.stop.part == "charts")
        visited = []
        while tour.stop.part != "scenario":
            visited.append(tour.stop.part)
            assert desk.window.rect().contains(tour.card.geometry())
            tour.next.click()
        assert visited == ["charts", "explain", "timeline", "assumptions"]
        tour.back.click()
        assert tour.stop.part == "assumptions"
        with qtbot.waitSignal(tour.ended):
            QTest.keyClick(desk.window, Qt.Key.Key_Escape)
        assert not tour.card.isVisible()
        QTest.keyClick(desk.window, Qt.Key.Key_Escape)


@pytest.mark.long
def test_that_another_look_round_takes_the_place_of_the_one_before(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        first = desk.window.look_round()
        with qtbot.waitSignal(first.ended):
            second = desk.window.look_round()
        with qtbot.waitSignal(second.ended):
            desk.window.set_language("es")
