import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.window.on_screens import standing
from desktop.views.window.placement import fits, inside, kept_place, restored, stand_as_designed


def room() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_that_a_first_window_keeps_its_size_where_there_is_room(window: QWidget) -> None:
    size = room().size() - QSize(40, 80)
    stand_as_designed(window, size)
    assert window.size() == size
    assert not window.isMaximized()


def test_that_a_first_window_larger_than_its_screen_is_maximized(window: QWidget) -> None:
    stand_as_designed(window, room().size() + QSize(200, 200))
    assert window.isMaximized()
    window.showNormal()
    assert room().contains(window.geometry())


def test_that_a_place_on_a_screen_that_is_gone_comes_back_onto_one(window: QWidget) -> None:
    far = QWidget()
    far.setGeometry(room().right() + 2000, 40, room().width() - 100, room().height() - 100)
    kept = kept_place(far)
    assert restored(window, kept)
    assert room().contains(window.geometry())


@pytest.mark.parametrize("nonsense", ["", "abc", "no base 64 ñ", "AAAA"])
def test_that_a_place_that_cannot_be_read_is_none(window: QWidget, nonsense: str) -> None:
    assert not restored(window, nonsense)
    assert not window.windowState() & Qt.WindowState.WindowMaximized


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ((100, 100, 800, 600), (100, 100, 800, 600)),
        ((3000, 200, 800, 600), (566, 168, 800, 600)),
        ((-500, -500, 800, 600), (0, 32, 800, 600)),
        ((0, 0, 3840, 2160), (0, 32, 1366, 736)),
    ],
)
def test_that_a_place_is_moved_then_cut_into_the_room(
    wanted: tuple[int, int, int, int], expected: tuple[int, int, int, int]
) -> None:
    assert inside(QRect(*wanted), QRect(0, 0, 1366, 768)) == QRect(*expected)


def test_that_a_window_needs_room_for_its_title_bar() -> None:
    assert fits(QSize(1440, 868), QSize(1440, 900))
    assert not fits(QSize(1440, 900), QSize(1440, 900))


@pytest.mark.parametrize(
    ("place", "rooms", "found"),
    [
        pytest.param((10, 40, 800, 600), [(0, 0, 1440, 900)], (10, 40, 800, 600), id="as-it-is"),
        pytest.param((1500, 40, 800, 600), [(0, 0, 1440, 900)], (640, 40, 800, 600), id="gone"),
        pytest.param((0, 32, 1440, 868), [(0, 0, 1024, 768)], (0, 32, 1024, 736), id="smaller"),
        pytest.param(
            (900, 40, 800, 600),
            [(0, 0, 1440, 900), (1440, 0, 1024, 768)],
            (900, 40, 800, 600),
            id="across-two",
        ),
        pytest.param((5, 5, 10, 10), [], (5, 5, 10, 10), id="no-screen-for-a-moment"),
    ],
)
def test_that_a_window_comes_back_from_a_screen_that_went(
    place: tuple[int, int, int, int],
    rooms: list[tuple[int, int, int, int]],
    found: tuple[int, int, int, int],
) -> None:
    assert standing(QRect(*place), [QRect(*room) for room in rooms]) == QRect(*found)
