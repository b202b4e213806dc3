"""The page that checks this place, on a real desk off-screen."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.app.desk import Desk
from desktop.charts.tokens import Theme
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.actions import OPERATOR, ActionId
from desktop.ui.ui_context import UiContext
from desktop.views.place import place_page
from desktop.views.place.findings import CheckId, Verdict
from desktop.views.place.place_page import PlacePage
from desktop.views.place.screen_picture import ScreenPicture
from desktop.views.room.room_look import RoomSizes
from tests.views.desks import look, open_desk, sparing
from tests.views.legibility import faults
from tests.views.pseudo import pseudo_spanish


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(qtbot, preferences=sparing()) as desk:
        yield desk


def gone(widget: QWidget) -> bool:
    return not isValid(widget)


def opened(desk: Desk) -> PlacePage:
    desk.window.actions_[ActionId.CHECK_PLACE].trigger()
    page = desk.window.pages.page
    assert isinstance(page, PlacePage)
    return page


def answered(qtbot: QtBot, page: PlacePage) -> dict[CheckId, Verdict]:
    def found() -> dict[CheckId, Verdict]:
        return {check: row.finding.verdict for check, row in page.rows.items()}

    qtbot.waitUntil(lambda: Verdict.TRYING not in found().values(), timeout=20000)
    return found()


@pytest.mark.long
def test_that_each_check_answers_and_a_library_that_is_gone_is_told_when_tried_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    library = tmp_path / "taller.vecinos-library"
    with open_desk(qtbot, preferences=sparing(), library=library) as desk:
        page = opened(desk)
        found = answered(qtbot, page)
        assert found[CheckId.LIBRARY] is found[CheckId.LANGUAGES] is Verdict.GOOD
        assert found[CheckId.MODEL] in (Verdict.GOOD, Verdict.CARE)
        assert page.rows[CheckId.DISK].finding.sentence
        kept = library.read_bytes()
        library.unlink()
        page.again.click()
        assert answered(qtbot, page)[CheckId.LIBRARY] is Verdict.BAD
        assert str(library) in page.rows[CheckId.LIBRARY].finding.remedy
        library.write_bytes(kept)
        page.again.click()
        assert answered(qtbot, page)[CheckId.LIBRARY] is Verdict.GOOD


class Spy(QObject):
    """Note the keys that reach a widget."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.keys: list[int] = []
        watched.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.keys.append(event.key())
        return False


def test_that_keys_light_up_and_do_nothing_else_until_the_page_is_left(
    qtbot: QtBot, desk: Desk
) -> None:
    page = opened(desk)
    spy, tried = Spy(page), (*OPERATOR, Qt.Key.Key_PageDown)
    for key in tried:
        assert not page.lights[key].lit
        QTest.keyClick(page, key)
        assert page.lights[key].lit
    assert spy.keys == []
    found = page.rows
    assert found[CheckId.KEYS].finding.verdict is Verdict.GOOD
    assert found[CheckId.REMOTE].finding.verdict is Verdict.GOOD
    field = QLineEdit(desk.window)
    field.show()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_B)
    assert field.text() == "b"
    beneath = Spy(desk.window.desk)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert desk.window.pages.page is None
    QTest.keyClick(desk.window.desk, Qt.Key.Key_PageDown)
    assert beneath.keys == [Qt.Key.Key_PageDown]
    # What was pressed and heard is known for as long as the program runs.
    assert opened(desk).lights[Qt.Key.Key_F7].lit


def test_that_keys_stay_the_rooms_while_a_room_is_open(qtbot: QtBot, desk: Desk) -> None:
    page, room = opened(desk), desk.session.room
    desk.window.actions_[ActionId.PREPARE].trigger()
    assert room.open
    assert page.rows[CheckId.KEYS].finding.remedy == look().text("place.keys_taken.remedy")
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert room.frozen
    assert not page.lights[Qt.Key.Key_F9].lit
    desk.window.actions_[ActionId.PREPARE].trigger()
    assert page.rows[CheckId.KEYS].finding.sentence == look().text("place.keys")


@pytest.mark.long
def test_that_a_beep_is_asked_about_and_the_answer_is_kept(qtbot: QtBot, desk: Desk) -> None:
    page = opened(desk)
    assert page.no.isHidden()
    page.beep.click()
    page.no.click()
    assert page.no.isHidden()
    assert page.rows[CheckId.SOUND].finding.verdict is Verdict.CARE
    desk.window.set_language("es")
    page = opened(desk)
    assert page.rows[CheckId.SOUND].finding.sentence == "El tono no se oyó."


def test_that_a_test_picture_fills_its_screen_until_it_is_put_away(
    qtbot: QtBot, desk: Desk
) -> None:
    page = opened(desk)
    ways: tuple[Callable[[QWidget], None], ...] = (
        lambda picture: QTest.keyClick(picture, Qt.Key.Key_Escape),
        lambda picture: QTest.mouseClick(picture, Qt.MouseButton.LeftButton),
        # A key that the page itself hears first.
        lambda picture: QTest.keyClick(picture, Qt.Key.Key_F5),
        lambda _: page.left.emit(),
    )
    for way in ways:
        assert desk.window.pages.page is page
        page.pictures[0].click()
        picture = page.picture
        assert picture is not None
        assert picture.isFullScreen()
        assert picture.size() == picture.screen().size()
        way(picture)
        qtbot.waitUntil(partial(gone, picture))
    assert desk.window.pages.page is None


@pytest.mark.long
def test_that_a_test_picture_is_set_in_the_least_sizes_of_a_room_and_can_be_read(
    desk: Desk,
) -> None:
    page = opened(desk)
    english, longer = look("en").language, pseudo_spanish(RESOURCES)
    for width, height, spanish in (
        (640, 480, longer),
        (1024, 768, longer),
        (1920, 1080, longer),
        # A screen on its side has no room for words that nobody says.
        (600, 1024, look("es").language),
    ):
        picture = ScreenPicture(page.screen(), [spanish, english], Theme.DARK, page)
        picture.resize(width, height)
        picture.show()
        room = RoomSizes(height)
        assert picture.type == room.label
        # One more pixel is what rounding up the size that was designed may come to.
        assert 0 <= room.headline - picture.headline <= 1
        thinnest = min(room.chart.baseline_pen, room.chart.policy_pen, room.chart.rule)
        assert picture.line <= thinnest
        assert faults(picture) == []
        picture.close()


@pytest.mark.long
def test_that_a_check_without_an_answer_is_said_to_have_none(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    monkeypatch.setattr(place_page, "read_power", lambda: answers.wait(20) and None)
    page = opened(desk)
    others = [check for check in CheckId if check is not CheckId.POWER]
    qtbot.waitUntil(
        lambda: all(page.rows[one].finding.verdict is not Verdict.TRYING for one in others),
        timeout=20000,
    )
    assert page.rows[CheckId.POWER].finding.verdict is Verdict.TRYING
    page._give_up()
    assert page.rows[CheckId.POWER].finding.verdict is Verdict.UNKNOWN
    assert "15" in page.rows[CheckId.POWER].finding.sentence
    answers.set()
    # An answer that comes late is told all the same.
    qtbot.waitUntil(lambda: "15" not in page.rows[CheckId.POWER].finding.sentence)


@pytest.mark.long
def test_that_words_a_third_longer_are_read_on_the_smallest_window(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.window.resize(1024, 768)
    worn = UiContext(pseudo_spanish(RESOURCES), Theme.DARK, RESOURCES)
    desk.window.pages.set_look(worn)
    page = opened(desk)
    page.beep.click()
    answered(qtbot, page)
    assert faults(page) == []
