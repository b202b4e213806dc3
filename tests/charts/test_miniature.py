from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.charts.miniature import HEIGHT, Miniature
from desktop.charts.tokens import DARK, LIGHT
from desktop.language.language import Language
from tests.charts.examples import CLOCK, COOPERATION, REMITTANCES, bands, history
from tests.charts.pixels import near, picture

pytestmark = pytest.mark.usefixtures("fonts")

MEDIAN = bands(63, 88.8, 14)[2]


@pytest.fixture
def make(qtbot: QtBot, english: Language) -> Callable[..., Miniature]:
    def made(**choices: object) -> Miniature:
        indicator = choices.get("indicator", REMITTANCES)
        series = history(24, 63, 2) if indicator is REMITTANCES else None
        small = Miniature(indicator, series, CLOCK, english, LIGHT)  # type: ignore[arg-type]  # test
        qtbot.addWidget(small)
        small.resize(int(str(choices.get("width", 120))), HEIGHT)
        return small

    return made


def test_that_history_and_median_are_drawn_with_the_last_value(
    make: Callable[..., Miniature],
) -> None:
    small = make()
    small.show_median(MEDIAN)
    shot = picture(small)
    assert shot.shape[:2] == (HEIGHT, 120)
    assert near(shot, LIGHT.trade, 40).sum() > 20
    assert near(shot, LIGHT.hist, 40).sum() > 15
    assert small.value_text() == "87.5"


def test_that_without_history_or_curve_only_the_name_stands(
    make: Callable[..., Miniature],
) -> None:
    small = make(indicator=COOPERATION)
    shot = picture(small)
    assert near(shot[:26], LIGHT.ink2, 60).sum() > 20
    assert near(shot[30:], LIGHT.surface, 0).all()
    assert small.value_text() == ""


def test_that_a_flat_curve_is_drawn(make: Callable[..., Miniature]) -> None:
    small = make(indicator=COOPERATION)
    small.show_median(np.full(157, 30.0))
    assert near(picture(small), LIGHT.diplomacy, 40).sum() > 20


def test_that_theme_and_language_switch_at_run_time(
    make: Callable[..., Miniature], spanish: Language
) -> None:
    small = make()
    small.show_median(MEDIAN)
    before = picture(small)
    small.set_language(spanish)
    assert (picture(small)[:26] != before[:26]).any()
    small.set_look(DARK)
    assert near(picture(small), DARK.surface, 2).mean() > 0.6


def test_that_the_value_is_never_clipped_however_narrow(make: Callable[..., Miniature]) -> None:
    small = make(width=100)
    small.show_median(MEDIAN * 100_000)
    shot = picture(small)
    assert near(shot[:, :4], LIGHT.surface, 0).all()
    assert near(shot[:, -6:], LIGHT.surface, 0).all()
