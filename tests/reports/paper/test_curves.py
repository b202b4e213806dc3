"""Curves on paper: gray is enough to read them, and the future is not in those of today."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import GREY
from desktop.domain.clock import Month
from desktop.domain.ensemble import CENTRAL, RunRequest
from desktop.domain.lever import Family, Setting
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import compile_model
from desktop.language.language import load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.paper.curves import PaperCurves, run_curves
from desktop.reports.paper.sheet import LARGE, NORMAL

ENGLISH = load_language("en", RESOURCES)
TOLD = Month(2030, 12)


@pytest.fixture(scope="module")
def curves(qapp: QApplication) -> PaperCurves:
    load_fonts(RESOURCES)
    compiled = compile_model(read_model())
    lever = compiled.model.levers["coop_framework"]
    policy = Policy().with_setting(lever.id, Setting(lever.high))
    return run_curves(compiled, RunRequest(policy, CENTRAL))


def test_that_a_chart_for_paper_is_gray_sharp_and_told_in_words(curves: PaperCurves) -> None:
    for sizes in (NORMAL, LARGE):
        made = curves.ahead("cooperation_depth", ENGLISH, sizes, TOLD)
        image = Image.open(io.BytesIO(made.png))
        assert image.mode == "L"
        assert image.width == 7 * 180
        darks = np.asarray(image) < 90
        assert darks.sum() > 5000
        assert "2030" in made.alt


def test_that_nothing_ahead_can_be_told_from_the_curves_of_today(curves: PaperCurves) -> None:
    raised = replace(
        curves.baseline_bands,
        values=np.concatenate(
            [curves.baseline_bands.values[:, :1], curves.baseline_bands.values[:, 1:] * 3], axis=1
        ),
    )
    other = replace(curves, baseline_bands=raised)
    for indicator in ("homicide_rate", "cooperation_depth"):
        made = curves.so_far(indicator, ENGLISH, NORMAL)
        assert made == other.so_far(indicator, ENGLISH, NORMAL)
        assert made.png != curves.ahead(indicator, ENGLISH, NORMAL, TOLD).png


def test_that_lines_on_paper_are_dark_enough_whatever_their_family() -> None:
    lightness = [QColor(GREY.family(family)).lightness() for family in Family]
    assert max(lightness) < 60
    assert QColor(GREY.base).lightness() < 110
