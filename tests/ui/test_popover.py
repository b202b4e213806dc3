"""Where a popover stands, and its corners."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.tokens import LIGHT
from desktop.ui import popover
from desktop.ui.popover import Popover
from tests.examples import examples

SCREENS = ((1024, 768), (1366, 768), (1440, 900))


@examples(200)
@given(
    st.sampled_from(SCREENS),
    st.integers(0, 720),
    st.sampled_from((44, 48, 110)),
    st.integers(40, 760),
)
def test_that_a_popover_is_on_the_screen_and_not_over_its_row(
    screen: tuple[int, int], top: int, height: int, wanted: int
) -> None:
    room = QRect(0, 0, *screen)
    row = QRect(0, top, 340, height).intersected(room)
    size = QSize(popover.WIDTH, wanted)
    place = QRect(popover._corner(size, row, 330, room), size)
    assert room.contains(place)
    assert not place.intersects(row)


def test_that_a_popover_has_no_corners_to_turn_black(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    card = Popover(LIGHT, owner)
    card.column.addWidget(QWidget(card, minimumHeight=80))
    card.open_beside(owner)
    assert not card.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    assert not card.mask().contains(QPoint(0, 0))
    assert not card.mask().contains(card.rect().bottomRight())
    assert card.mask().contains(card.rect().center())
    card.close()
