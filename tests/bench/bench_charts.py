"""How long nine charts take to show new bands; `python -m tests.bench.bench_charts`."""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from desktop.charts.fan_chart import FanChart
from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import LIGHT
from desktop.domain.clock import Month
from desktop.language.language import Language
from desktop.modelfiles.resources import RESOURCES
from tests.charts.catalogues import compiled_language
from tests.charts.examples import (
    APPREHENSIONS,
    CLOCK,
    COOPERATION,
    HOMICIDE,
    VOTES,
    bands,
    contrast,
    history,
)

WINDOW = (1600, 900)
BUDGET_MOVING_MS = 8.0
"""Median of update and repaint of nine charts while a lever moves."""


@dataclass(frozen=True, slots=True)
class Times:
    """Hold milliseconds for nine charts, update and repaint together.

    `cpu` is the median of what the GUI thread itself spent; it holds on a busy machine too.
    """

    frames: int
    p50: float
    p95: float
    longest: float
    cpu: float


def nine_charts(language: Language) -> tuple[QWidget, list[FanChart]]:
    """Return a window of nine filled charts, not yet shown."""
    window = QWidget()
    grid = QGridLayout(window)
    kinds = (
        (HOMICIDE, history(), 24.5),
        (APPREHENSIONS, history(350, 2060, 300), 2060.0),
        (COOPERATION, None, 30.0),
    )
    charts = []
    for place in range(9):
        indicator, series, start = kinds[place % 3]
        chart = FanChart(indicator, series, CLOCK, VOTES, language, LIGHT)
        chart.show_baseline(bands(start, start * 0.95, start * 0.3))
        chart.show_policy(bands(start, start * 0.8, start * 0.3), moving=False)
        chart.set_cross_hair(Month(2030, 12))
        grid.addWidget(chart, place // 3, place % 3)
        charts.append(chart)
    window.resize(*WINDOW)
    return window, charts


def measure(language: Language, *, moving: bool, frames: int = 200) -> Times:
    """Drive nine charts as a slider does: bands, labels and headline change in every frame."""
    window, charts = nine_charts(language)
    window.show()
    QApplication.processEvents()
    starts = [(24.5, 2060.0, 30.0)[place % 3] for place in range(9)]
    spent, worked = [], []
    for frame in range(frames):
        shift = 0.8 + 0.1 * np.sin(frame / 9)
        shown = [bands(start, start * shift, start * 0.3) for start in starts]
        said = [
            contrast(chart.indicator, values, change=-20 + 10 * shift)
            for chart, values in zip(charts, shown, strict=True)
        ]
        begun, began = time.perf_counter(), time.thread_time()
        for chart, values, words in zip(charts, shown, said, strict=True):
            chart.show_policy(values, moving=moving)
            chart.set_headline(words)
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        spent.append((time.perf_counter() - begun) * 1e3)
        worked.append((time.thread_time() - began) * 1e3)
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    median, high = np.percentile(spent[10:], [50, 95])
    return Times(frames, float(median), float(high), max(spent[10:]), float(np.median(worked)))


def main(write: Callable[[str], object] = sys.stdout.write) -> int:
    """Print both measurements; 1 when the budget is missed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QApplication.instance() or QApplication([])
    load_fonts(RESOURCES)
    with tempfile.TemporaryDirectory() as folder:
        language = compiled_language("en", Path(folder))
    moving = measure(language, moving=True)
    at_rest = measure(language, moving=False)
    write(json.dumps({"moving": asdict(moving), "at_rest": asdict(at_rest)}, indent=1) + "\n")
    return int(moving.p50 > BUDGET_MOVING_MS)


if __name__ == "__main__":
    sys.exit(main())
