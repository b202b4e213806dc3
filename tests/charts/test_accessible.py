import gc
import weakref

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.fan_chart import FanChart
from desktop.charts.tokens import LIGHT
from desktop.domain.clock import Month
from desktop.language.language import Language
from tests.charts.examples import CLOCK, HOMICIDE, VOTES, bands, contrast, history

pytestmark = pytest.mark.usefixtures("fonts")

POLICY = bands(24.5, 18.1, 5.5)


@pytest.fixture
def chart(qtbot: QtBot, english: Language) -> FanChart:
    made = FanChart(HOMICIDE, history(), CLOCK, VOTES, english, LIGHT)
    qtbot.addWidget(made)
    made.show_baseline(POLICY)
    made.show_policy(POLICY, moving=False)
    made.set_headline(contrast(HOMICIDE, POLICY, change=-17.2))
    return made


def heard(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def test_that_a_chart_is_one_chart_named_by_its_sentence(chart: FanChart) -> None:
    found = heard(chart)
    assert found.role() == QAccessible.Role.Chart
    assert found.childCount() == 0
    name = found.text(QAccessible.Text.Name)
    assert name.startswith("Homicide rate, per 100,000 people a year. 2030: ")
    assert "against status quo" in name
    assert name.endswith(".")


def test_that_the_sentence_follows_headline_cross_hair_and_language(
    chart: FanChart, spanish: Language
) -> None:
    chart.set_cross_hair(Month(2018, 12))
    assert "measured" in heard(chart).text(QAccessible.Text.Name)
    chart.set_cross_hair(None)
    chart.set_language(spanish)
    name = heard(chart).text(QAccessible.Text.Name)
    assert name.startswith("Tasa de homicidios, por 100 mil habitantes al año. 2030: ")
    assert "frente al statu quo" in name


def test_that_the_description_says_what_the_bands_hold(chart: FanChart) -> None:
    words = heard(chart).text(QAccessible.Text.Description)
    assert "no events" in words
    assert "assumptions" in words


def test_that_place_and_state_are_the_widgets(chart: FanChart, qtbot: QtBot) -> None:
    assert heard(chart).state().invisible
    chart.show()
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    found = heard(chart)
    assert found.rect() == QRect(chart.mapToGlobal(QPoint(0, 0)), chart.size())
    assert found.state().focusable
    assert found.state().focused
    assert not found.state().invisible


def test_that_the_window_lists_the_chart_but_not_the_view_inside_it(
    chart: FanChart, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(chart)
    holder = heard(window)
    roles = [holder.child(place).role() for place in range(holder.childCount())]
    assert roles == [QAccessible.Role.Chart]
    assert heard(chart).parent().object() is window
    chart.setParent(None)


def test_that_a_chart_read_aloud_can_still_go_away(english: Language, qapp: QApplication) -> None:
    gone = []
    for _ in range(20):
        chart = FanChart(HOMICIDE, history(), CLOCK, VOTES, english, LIGHT)
        heard(chart).text(QAccessible.Text.Name)
        gone.append(weakref.ref(chart))
        chart.deleteLater()
        del chart
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert not any(left() for left in gone)
