"""Curves that take no time to draw."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.charts.fonts import load_fonts
from desktop.domain.ensemble import CENTRAL, RunRequest
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.paper.curves import PaperCurves, run_curves
from tests.modelfiles.exercises.example import model
from tests.reports.exercise_paper.packs import Blank


@pytest.fixture(scope="package")
def blank_curves(qapp: QApplication) -> PaperCurves:
    load_fonts(RESOURCES)
    run = run_curves(compile_model(model()), RunRequest(STATUS_QUO, CENTRAL))
    return Blank(*(getattr(run, name) for name in PaperCurves.__slots__))
