"""The small picture of how a scenario came out is drawn as a chart of it would be."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.charts.axes import value_axis
from desktop.charts.tokens import DARK, LIGHT, Tokens
from desktop.domain.outcome import Outcome
from desktop.views.scenarios.preview import (
    PreviewGround,
    draw_preview,
    fan_of_bands,
    fan_of_outcomes,
)
from tests.views.desks import compiled

RATE = "homicide_rate"
OUTCOMES = (
    Outcome(RATE, 2030, 8.0, 14.0, 19.0, 25.0, 43.0),
    Outcome(RATE, 2036, 7.0, 13.0, 18.0, 26.0, 46.0),
)
FAN = fan_of_outcomes(OUTCOMES)
WIDTH, HEIGHT = 240, 120


def ground() -> PreviewGround:
    model = compiled().model
    return PreviewGround.of(model.indicators[RATE], model, 25.0, [FAN])


def parts(colour: QColor) -> NDArray[np.floating]:
    return np.array([colour.red(), colour.green(), colour.blue()], dtype=float)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_that_a_small_fan_has_both_bands_in_the_shades_of_a_chart(tokens: Tokens) -> None:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    draw_preview(painter, QRectF(0, 0, WIDTH, HEIGHT), ground(), FAN, tokens)
    painter.end()
    low, high = ground().values

    def shade(value: float) -> QColor:
        y = round(HEIGHT - (value - low) / (high - low) * HEIGHT)
        return image.pixelColor(WIDTH - 6, y)

    family = parts(QColor(tokens.family(ground().indicator.family)))
    outer = parts(QColor(tokens.surface)) * (1 - tokens.band90) + family * tokens.band90
    inner = outer * (1 - tokens.band50) + family * tokens.band50
    assert np.abs(parts(shade(36.0)) - outer).max() <= 3
    assert np.abs(parts(shade(22.0)) - inner).max() <= 3
    assert shade(high - 0.5) == QColor(tokens.surface)


def test_that_a_small_fan_bends_as_what_was_kept_of_every_year() -> None:
    clock = compiled().model.clock
    months = tuple(clock.month(step) for step in range(0, clock.steps + 1, 12))
    middle = [25.0 + (15.0 if month.year == 2027 else 0.0) for month in months]
    curve = tuple(tuple(value + apart for value in middle) for apart in (-10, -4, 0, 4, 10))
    fan = fan_of_bands(months, curve)
    shown = PreviewGround.of(compiled().model.indicators[RATE], compiled().model, 25.0, [fan])
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    draw_preview(painter, QRectF(0, 0, WIDTH, HEIGHT), shown, fan, LIGHT)
    painter.end()
    (first, last), (low, high) = shown.years, shown.values

    def at(year: float, value: float) -> QColor:
        x = round((year - first) / (last - first) * WIDTH)
        return image.pixelColor(x, round(HEIGHT - (value - low) / (high - low) * HEIGHT))

    assert at(2028.0, 46.0) != QColor(LIGHT.surface)
    assert at(2030.0, 46.0) == QColor(LIGHT.surface)


def test_that_its_scale_is_that_of_a_chart() -> None:
    found = ground()
    ends = [value for one in OUTCOMES for value in (one.p05, one.p95)]
    known = np.array([*(value for _, value in found.history), *ends, 25.0])
    axis = value_axis(found.indicator, [known])
    assert found.values == (axis.low, axis.high)
    assert axis.low == 0.0
