"""The curves as pictures for paper: readable without color, told in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from desktop.charts.fan_chart import FanChart
from desktop.charts.tokens import GREY
from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import bands
from desktop.engine.results.compare import contrast
from desktop.engine.results.projection import Bands, PairedDifference, Projection
from desktop.engine.run.project import project
from desktop.language.language import Language
from desktop.reports.paper.sheet import NORMAL, TEXT_WIDTH, Sizes
from desktop.reports.paper.tree import Picture

_NORMAL_WIDTH, _SHAPE = 560, 0.38
_BOARD_WIDTH, _BOARD_HEIGHT, _COLUMNS = 400, 176, 2
"""Of one chart on a board."""
_LEAST_WIDTH, _LEAST_HEIGHT = 320, 200
_DOTS_PER_INCH = 180
_GREYS = [0xFF000000 | 0x111111 * level for level in range(16)]
"""All that a chart for paper needs; with more, a file takes twice the room."""


@dataclass(frozen=True, slots=True)
class PaperCurves:
    """Hold what charts for paper are drawn from: a policy's run beside that of the status quo."""

    model: Model
    baseline: Projection
    policy: Projection
    baseline_bands: Bands
    policy_bands: Bands

    def so_far(self, indicator: str, language: Language, sizes: Sizes) -> Picture:
        """Return the chart of one indicator until the projection starts; needs an application.

        Nothing later can be told from it: its months to come are left free.
        """
        vantage = self.model.clock.vantage
        chart = grey_chart(self.model, indicator, language, sizes)
        chart.set_seen_until(vantage)
        chart.show_baseline(self.baseline_bands.of(indicator))
        if self.model.indicators[indicator].series is not None:
            chart.set_cross_hair(vantage.plus(-1))
        return grey_picture(chart)

    def ahead(self, indicator: str, language: Language, sizes: Sizes, told: Month) -> Picture:
        """Return the chart of one indicator with its projection; needs an application.

        Its headline speaks of the month `told`.
        """
        step = self.model.clock.step(told)
        found = contrast(self.policy, self.baseline, indicator, step)
        return grey_picture(self.chart(indicator, language, found, sizes))

    def chart(
        self, indicator: str, language: Language, found: PairedDifference, sizes: Sizes = NORMAL
    ) -> FanChart:
        """Return the chart of one indicator with its projection, and its headline of `found`."""
        chart = grey_chart(self.model, indicator, language, sizes)
        chart.show_baseline(self.baseline_bands.of(indicator))
        chart.show_policy(self.policy_bands.of(indicator), moving=False)
        chart.set_headline(found)
        return chart


def grey_chart(model: Model, indicator_id: str, language: Language, sizes: Sizes) -> FanChart:
    """Return the chart of an indicator for paper, with what was measured and nothing else."""
    indicator = model.indicators[indicator_id]
    series = model.series[indicator.series] if indicator.series else None
    chart = FanChart(indicator, series, model.clock, model.votes, language, GREY)
    # Large print has fewer pixels of the desk to the inch: its type grows with the text's.
    width = max(_LEAST_WIDTH, round(_NORMAL_WIDTH * NORMAL.body / sizes.body))
    chart.resize(width, max(_LEAST_HEIGHT, round(_SHAPE * width)))
    return chart


def run_curves(compiled: CompiledModel, asked: RunRequest) -> PaperCurves:
    """Run a request and the status quo of the same draws; raise RunFailedError."""
    draws = compiled.draws(asked.ensemble, asked.assumptions)
    baseline = project(compiled, STATUS_QUO, draws)
    policy = project(compiled, asked.policy, draws)
    return PaperCurves(compiled.model, baseline, policy, bands(baseline), bands(policy))


def grey_picture(chart: FanChart) -> Picture:
    """Return a chart as a picture for paper, told in a sentence, and let go of the chart."""
    return _picture([chart], 1)


def grey_board(charts: Sequence[FanChart]) -> Picture:
    """Return charts two abreast as one picture for paper, told in a sentence each.

    They are all of one size, and are let go of.
    """
    for chart in charts:
        chart.resize(_BOARD_WIDTH, _BOARD_HEIGHT)
    return _picture(charts, _COLUMNS)


def _picture(charts: Sequence[FanChart], columns: int) -> Picture:
    size = charts[0].size()
    rows = -(-len(charts) // columns)
    whole = QSize(size.width() * columns, size.height() * rows)
    scale = TEXT_WIDTH / 72 * _DOTS_PER_INCH / whole.width()
    image = QImage(whole * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for place, chart in enumerate(charts):
        # A widget that was never shown is not laid out.
        chart.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        chart.show()
        painter.save()
        row, column = divmod(place, columns)
        painter.translate(column * size.width(), row * size.height())
        chart.paint_picture(painter)
        painter.restore()
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    flags = Qt.ImageConversionFlag.ThresholdDither
    few = image.convertToFormat(QImage.Format.Format_Indexed8, _GREYS, flags)
    grey = few.convertToFormat(QImage.Format.Format_Grayscale8)
    QImageWriter(buffer, QByteArray(b"png")).write(grey)
    made = Picture(bytes(content.data()), " ".join(chart.spoken_name() for chart in charts))
    for chart in charts:
        chart.close()
        chart.deleteLater()
    return made
