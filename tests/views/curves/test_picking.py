"""Charts picked by family, and the cross-hair held on them by a click."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.charts.fan_chart import FanChart
from desktop.domain.clock import Month
from desktop.domain.lever import Family
from desktop.views.curves.arrangement import COUNTS
from tests.views.desks import look, open_desk, settled, sparing

LEFT = Qt.MouseButton.LeftButton
HELD, OTHER = Month(2030, 6), Month(2033, 6)


def _curves(desk: Desk, family: Family) -> list[str]:
    indicators = desk.document.model.indicators.values()
    return [each.id for each in indicators if each.family is family]


def test_that_a_family_s_curves_and_no_others_stand_on_the_desk_in_one_step(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        area = desk.window.desk
        before = area.shown
        names = [action.text() for action in area.toolbar.family_menu.actions()]
        count = len(_curves(desk, Family.MIGRATION))
        assert names[list(Family).index(Family.MIGRATION)] == f"Migration ({count} curves)"
        # Of drugs there are three: the fourth place stays empty until charts are counted out.
        for family in (Family.MIGRATION, Family.SECURITY, Family.DRUGS):
            area.toolbar.family_menu.actions()[list(Family).index(family)].trigger()
            curves = _curves(desk, family)
            settled(qtbot, desk)
            assert sorted(area.shown) == sorted(curves) == sorted(area.grid.in_place)
            assert all(area.card(each).isVisible() for each in curves)
        assert len(desk.document.history.done) == 3
        area.toolbar.counts.segments[COUNTS.index(4)].click()
        assert len(area.shown) == 4 == len(area.grid.in_place)
        area.toolbar.counts.segments[COUNTS.index(len(before))].click()
        desk.document.undo()
        desk.document.undo()
        desk.document.undo()
        # Back where it was, in number as well, and forth again.
        assert area.shown == before
        area.show_family(Family.DRUGS)
        desk.document.undo()
        assert area.shown == before
        desk.document.redo()
        assert sorted(area.shown) == sorted(_curves(desk, Family.DRUGS))
        desk.document.undo()
        desk.window.set_language("es")
        name = look("es").text("levers.family.migration")
        assert area.toolbar.family_menu.actions()[3].text() == f"{name} ({count} curvas)"


def _is_held(desk: Desk) -> bool:
    return desk.window.desk.held


def _place(chart: FanChart, month: Month) -> QPoint:
    frame = chart.plot.frame
    at = QPointF(frame.x(month.year_fraction), frame.plot.center().y())
    return (at + QPointF(chart.plot.pos())).toPoint()


def test_that_a_click_on_a_chart_or_a_key_holds_the_cross_hair_of_all_until_another_lets_go(
    qtbot: QtBot,
) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        area = desk.window.desk
        one, other = (area.card(indicator).chart for indicator in area.shown)
        QTest.mouseMove(one, _place(one, HELD))
        QTest.mouseClick(one, LEFT, pos=_place(one, HELD))
        assert _is_held(desk)
        assert one.month == other.month == area.read_month == HELD
        QTest.mouseMove(other, _place(other, OTHER))
        assert one.month == other.month == HELD
        picture = one.grab().toImage()
        QTest.mouseMove(one, _place(one, OTHER))
        assert one.grab().toImage() == picture
        QTest.mouseClick(other, LEFT, pos=_place(other, OTHER))
        assert not _is_held(desk)
        assert one.month == other.month == OTHER
        QTest.mouseMove(one, _place(one, HELD))
        assert one.month == other.month == HELD

        one.setFocus()
        QTest.keyClick(one, Qt.Key.Key_Right)
        read = one.month
        QTest.keyClick(one, Qt.Key.Key_Return)
        assert _is_held(desk)
        QTest.mouseMove(other, _place(other, OTHER))
        assert one.month == other.month == read
        QTest.keyClick(one, Qt.Key.Key_Escape)
        assert not _is_held(desk)
        assert one.month is None
