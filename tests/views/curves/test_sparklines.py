"""The strip under the charts."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.charts.axes import FIRST_SHOWN, value_axis
from desktop.charts.fonts import load_fonts, metrics
from desktop.charts.measures import DESK
from desktop.domain.clock import Month
from desktop.modelfiles.resources import RESOURCES
from desktop.views.curves.sparklines import SparklineStrip, headline_month
from tests.views.desks import compiled, look

FIRST, HORIZON = Month(2024, 1), Month(2036, 12)


@pytest.mark.parametrize(
    ("cross_hair", "month"),
    [
        (None, Month(2030, 12)),
        (Month(2019, 1), Month(2030, 12)),
        (Month(2024, 1), Month(2024, 1)),
        (Month(2036, 12), Month(2036, 12)),
        (Month(2040, 1), Month(2036, 12)),
    ],
)
def test_that_headlines_follow_the_cross_hair_into_the_future_only(
    cross_hair: Month | None, month: Month
) -> None:
    assert headline_month(cross_hair, FIRST, HORIZON) == month


def _strip(qtbot: QtBot, width: int) -> SparklineStrip:
    load_fonts(RESOURCES)
    strip = SparklineStrip(compiled().model, look())
    qtbot.addWidget(strip)
    strip.resize(width, 54)
    strip.show_order(tuple(compiled().model.indicators))
    strip.show()
    return strip


def _visible(strip: SparklineStrip) -> list[str]:
    return [i for i in strip.order if strip.sparkline(i).isVisible()]


def test_that_a_narrow_strip_turns_pages_and_shows_every_indicator_once(qtbot: QtBot) -> None:
    strip = _strip(qtbot, 620)
    for code in ("en", "es"):
        worn = look(code)
        strip.set_look(worn)
        arrows = {b.objectName(): b for b in strip.findChildren(QToolButton)}
        assert len(arrows) == 2
        seen: list[str] = []
        while len(seen) < len(strip.order):
            assert len(_visible(strip)) in (4, len(strip.order) - len(seen))
            for one in _visible(strip):
                sparkline = strip.sparkline(one)
                name = worn.language.wording(sparkline.indicator.short)
                needed = metrics(DESK.axis).horizontalAdvance(name)
                assert needed <= sparkline.width() - 16, "the name is seen whole"
            seen += _visible(strip)
            arrows["page-right"].click()
        assert seen == list(strip.order)
        while arrows["page-left"].isEnabled():
            arrows["page-left"].click()


def test_that_a_wide_strip_has_no_arrows(qtbot: QtBot) -> None:
    strip = _strip(qtbot, 160 * len(compiled().model.indicators))
    assert _visible(strip) == list(strip.order)
    assert not any(b.isVisible() for b in strip.children() if b.objectName() == "page-right")  # type: ignore[attr-defined] # a tool button


def test_that_a_sparkline_speaks_its_value_in_the_language_of_the_window(qtbot: QtBot) -> None:
    strip = _strip(qtbot, 2400)
    steps = compiled().model.clock.steps + 1
    strip.show_bands("remittances", np.full((5, steps), 71.26), 84)
    sparkline = strip.sparkline("remittances")
    assert sparkline.value == "71.3"
    assert "Dec\u00a02030" in sparkline.accessibleName()
    strip.set_look(look("es"))
    assert "dic\u00a02030" in sparkline.accessibleName()


def test_that_a_press_asks_for_a_card(qtbot: QtBot) -> None:
    strip = _strip(qtbot, 2400)
    with qtbot.waitSignal(strip.picked, timeout=10_000) as caught:
        QTest.mouseClick(strip.sparkline("remittances"), Qt.MouseButton.LeftButton)
    assert caught.args == ["remittances"]
    with qtbot.waitSignal(strip.picked, timeout=10_000):
        QTest.keyClick(strip.sparkline("remittances"), Qt.Key.Key_Space)


def test_that_a_small_curve_has_the_scale_of_a_chart(qtbot: QtBot) -> None:
    strip = _strip(qtbot, 1100)
    model, steps = compiled().model, compiled().model.clock.steps + 1
    opinion = model.indicators["mx_fav_us"]
    calm = 60 + np.sin(np.arange(steps) / 6)
    bands = np.array([calm - 12, calm - 5, calm, calm + 5, calm + 12])
    strip.show_bands(opinion.id, bands, 84)
    axis = strip.sparkline(opinion.id).axis
    assert axis == value_axis(opinion, [_measured_values(opinion.id), bands])
    assert np.ptp(calm) < 0.1 * (axis.high - axis.low), "noise is no wild swing"


def _measured_values(indicator: str) -> NDArray[np.floating]:
    model = compiled().model
    name = model.indicators[indicator].series
    series = None if name is None else model.series[name]
    if series is None:
        return np.array([])
    known = zip(series.months, series.values, strict=True)
    return np.array([value for month, value in known if month >= FIRST_SHOWN])
