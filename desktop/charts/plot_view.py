"""The plot of one fan chart: a fixed picture behind, a few curves over it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import QWidget

from desktop.charts.backdrop import Backdrop
from desktop.charts.curves import BandCurve, DashedCurve, PolicyCurve
from desktop.charts.fan import held
from desktop.charts.fan import median as median_of
from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.frame import Frame
from desktop.charts.labels import push_apart
from desktop.charts.measures import DESK, Measures
from desktop.charts.paint import (
    DASH_BASELINE,
    DASH_FROZEN,
    DASH_TARGET,
    DASH_USUAL,
    scale_of,
    takes_pictures,
    upright,
)
from desktop.charts.pins import DASHES, PinnedLine
from desktop.charts.tokens import Tokens

FloatArray = NDArray[np.floating]

_LEADER_FROM = 2.0
_HELD = 2.0


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Name a line at its end."""

    text: str
    value: float
    colour: str
    strong: bool
    gives_way: int = 0
    """Where there is no room for all, those with the most go first; those with 0 never do."""
    letter: str = ""
    """Of a pin; where there is no room for all, pins share one label with their letters."""


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """Hold a label with the height of its line's end and its own, in pixels."""

    label: EndLabel
    line: float
    centre: float


@dataclass(frozen=True, slots=True)
class CrossHair:
    """Read all lines in one month."""

    x: float
    baseline: float | None
    """Height in pixels of the hollow dot."""
    policy: float | None
    """Height in pixels of the filled dot."""
    tag: str
    """Month written on the time axis; empty for none."""
    held: bool = False
    """It stays where it is: drawn as a strong line."""


class PlotView(QWidget):
    """Paint one plot; the mouse goes through to the chart, which knows what it means.

    `years` are the points in time of all its curves, (TIME,), in years.
    """

    def __init__(self, parent: QWidget, years: FloatArray, measures: Measures = DESK) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._years, self._measures = years, measures
        self._seen_year: float | None = None
        self._bands = BandCurve(years, measures.casing_pen)
        self._targets = DashedCurve(years, measures.dash(DASH_TARGET), measures.target_pen)
        self._usual = DashedCurve(years, measures.dash(DASH_USUAL), measures.baseline_pen)
        self._baseline = DashedCurve(years, measures.dash(DASH_BASELINE), measures.baseline_pen)
        self._frozen = DashedCurve(years, measures.dash(DASH_FROZEN), measures.frozen_pen)
        self._policy = PolicyCurve(years, measures.policy_pen, measures.moving_pen)
        self._pins: tuple[DashedCurve, ...] = ()
        self._below = self._bands, self._targets, self._usual, self._baseline, self._frozen
        self._at_rest = True
        self._backdrop: Backdrop | None = None
        self._picture: QPixmap | None = None
        self._picture_scale = 0.0
        self._labels: tuple[PlacedLabel, ...] = ()
        self._cross_hair: CrossHair | None = None

    @property
    def frame(self) -> Frame:
        """Return where things lie in the plot; raise RuntimeError before the first backdrop."""
        if self._backdrop is None:
            raise RuntimeError("no backdrop yet")
        return self._backdrop.frame

    def set_backdrop(self, backdrop: Backdrop, colour: str) -> None:
        """Take what stays, and the family's colour; everything is painted anew."""
        self._backdrop = backdrop
        self._picture = None
        tokens = backdrop.tokens
        self._bands.set_opacities(colour, tokens.band90, tokens.band50)
        self._bands.set_colour(tokens.surface)
        values = [one.value for one in backdrop.target_lines.inside]
        lines = np.repeat(np.array(values)[:, None], len(self._years), axis=1)
        self._targets.set_lines(lines if values else None)
        self._targets.set_colour(tokens.ink)
        self._usual.set_colour(tokens.base)
        self._baseline.set_colour(tokens.base)
        self._frozen.set_colour(tokens.pin_a)
        self._policy.set_colour(colour)
        self._pins = tuple(self._pin(line, tokens) for line in backdrop.pins)
        self.update()

    def _pin(self, line: PinnedLine, tokens: Tokens) -> DashedCurve:
        measures = self._measures
        dash = measures.dash(DASHES[line.letter])
        curve = DashedCurve(self._years[: len(line.median)], dash, measures.pin_pen)
        curve.set_lines(line.median[None])
        curve.set_colour(tokens.pin(line.letter))
        return curve

    def set_seen_until(self, step: int | None) -> None:
        """End all lines at a step, and write their names there; None lets them run to the end.

        The lines are to be handed over anew, those of a step staying from it on what they are.
        """
        years = self._years if step is None else held(self._years, max(step, 0))
        self._seen_year = None if step is None else float(years[-1])
        for item in (self._bands, self._usual, self._baseline, self._frozen, self._policy):
            item.set_years(years)

    def set_baseline(self, median: FloatArray | None) -> None:
        """Take the baseline's median (TIME); None draws none."""
        self._baseline.set_lines(None if median is None else median[None])
        self.update()

    def set_usual(self, median: FloatArray | None) -> None:
        """Take the default baseline's median (TIME); None draws none."""
        self._usual.set_lines(None if median is None else median[None])
        self.update()

    def set_frozen(self, lines: FloatArray | None) -> None:
        """Take lines of an earlier model (LINE, TIME), or none."""
        self._frozen.set_lines(lines)
        self.update()

    def set_policy(self, bands: FloatArray | None, *, at_rest: bool) -> None:
        """Take the policy's percentiles (5, TIME); None draws none."""
        self._bands.set_bands(bands)
        self._policy.set_median(median_of(bands))
        self.set_at_rest(at_rest)

    def set_at_rest(self, at_rest: bool) -> None:
        """Draw with smooth edges and the strong line, or fast."""
        self._at_rest = at_rest
        self._bands.set_at_rest(at_rest)
        self._policy.set_at_rest(at_rest)
        self.update()

    def set_labels(self, labels: tuple[EndLabel, ...]) -> None:
        """Place the words at the line ends, pushed apart where they would overlap."""
        if self._backdrop is None:
            return
        frame, gap = self._backdrop.frame, self._measures.label_gap
        top, bottom = frame.plot.top(), frame.plot.bottom()
        kept = list(labels)
        if len(kept) * gap > bottom - top:
            kept = _letters_together(kept)
        while len(kept) * gap > bottom - top and any(label.gives_way for label in kept):
            kept.remove(max(kept, key=lambda label: label.gives_way))
        ordered = sorted(kept, key=lambda label: -label.value)
        lines = [min(bottom, max(top, frame.y(label.value))) for label in ordered]
        gaps = [float(gap)] * (len(lines) - 1)
        centres = push_apart(lines, gaps, top + 2, bottom - 4) if lines else []
        self._labels = tuple(
            PlacedLabel(label, line, centre)
            for label, line, centre in zip(ordered, lines, centres, strict=True)
        )
        self.update()

    @property
    def labels(self) -> tuple[PlacedLabel, ...]:
        """Return the labels as placed, from the top down."""
        return self._labels

    def set_cross_hair(self, cross_hair: CrossHair | None) -> None:
        """Draw the cross-hair here, or none."""
        self._cross_hair = cross_hair
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Forget the picture of the old size."""
        super().resizeEvent(event)
        self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plot as it stands."""
        if self._backdrop is not None:
            painter = QPainter(self)
            self._paint(painter, self._backdrop)
            painter.end()

    def _paint(self, painter: QPainter, backdrop: Backdrop) -> None:
        scale = scale_of(painter)
        self._paint_fixed(painter, backdrop, scale)
        frame = backdrop.frame
        painter.save()
        painter.setClipRect(frame.plot, Qt.ClipOperation.IntersectClip)
        painter.setTransform(_to_pixels(frame), combine=True)
        # Pins lie in the fixed picture; at rest they are painted over bands and casing as well.
        for curve in (*self._below, *(self._pins if self._at_rest else ()), self._policy):
            curve.paint(painter, scale)
        painter.restore()
        self._paint_over(painter, backdrop)

    def _paint_fixed(self, painter: QPainter, backdrop: Backdrop, scale: float) -> None:
        """Copy the fixed picture, made once for each size and scaling."""
        if not takes_pictures(painter):
            backdrop.paint(painter, QSizeF(self.size()))
            return
        if self._picture is None or scale != self._picture_scale:
            self._picture = self._painted(backdrop, scale)
            self._picture_scale = scale
        painter.drawPixmap(QPointF(), self._picture)

    def _painted(self, backdrop: Backdrop, scale: float) -> QPixmap:
        size = QSizeF(self.size())
        picture = QPixmap((size * scale).toSize())
        picture.setDevicePixelRatio(scale)
        painter = QPainter(picture)
        backdrop.paint(painter, size)
        painter.end()
        return picture

    def paint_picture(self, painter: QPainter, corner: QPointF) -> None:
        """Paint the plot as it stands into a picture, its upper left corner there."""
        if self._backdrop is None:
            return
        painter.save()
        painter.translate(corner)
        painter.setClipRect(QRectF(self.rect()), Qt.ClipOperation.IntersectClip)
        self._paint(painter, self._backdrop)
        painter.restore()

    def _paint_over(self, painter: QPainter, backdrop: Backdrop) -> None:
        """Paint the cross-hair and the words at the line ends."""
        backdrop.paint_start(painter)
        backdrop.paint_user_observations(painter)
        backdrop.target_lines.paint_marks(painter)
        if self._cross_hair is not None:
            self._draw_cross_hair(painter, self._cross_hair, backdrop)
        end = self._line_end(backdrop.frame)
        at = end + self._measures.label_at
        size = self._measures.axis
        drop = metrics(size).capHeight() / 2
        for placed in self._labels:
            painter.setFont(font(size, SEMIBOLD) if placed.label.strong else font(size))
            if self._seen_year is not None:
                # It stands inside the plot, and on nothing else that is there.
                width = metrics(size, SEMIBOLD).horizontalAdvance(placed.label.text)
                ground = QRectF(at - 2, placed.centre - size / 2, width + 4, size)
                painter.fillRect(ground & backdrop.frame.plot, QColor(backdrop.tokens.proj))
            painter.setPen(QPen(QColor(placed.label.colour), self._measures.leader_pen))
            painter.drawText(QPointF(at, placed.centre + drop), placed.label.text)
            if abs(placed.centre - placed.line) > _LEADER_FROM:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.drawLine(QPointF(end + 1, placed.line), QPointF(at - 2, placed.centre))

    def _line_end(self, frame: Frame) -> float:
        """Return the pixel beside which the lines are named."""
        if self._seen_year is None:
            return frame.plot.right()
        return max(frame.plot.left(), min(frame.plot.right(), frame.x(self._seen_year)))

    def _draw_cross_hair(self, painter: QPainter, hair: CrossHair, backdrop: Backdrop) -> None:
        tokens, plot = backdrop.tokens, backdrop.frame.plot
        size, dot = self._measures.axis, self._measures.dot
        if not plot.left() <= hair.x <= plot.right() + 1:
            # A month that other charts or the timeline show, and this one does not.
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if hair.held:
            line = QRectF(hair.x - _HELD / 2, plot.top(), _HELD, plot.height())
            painter.fillRect(line, QColor(tokens.primary))
        else:
            upright(painter, hair.x, plot.top(), plot.bottom(), tokens.ink2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if hair.baseline is not None and plot.top() <= hair.baseline <= plot.bottom():
            painter.setPen(QPen(QColor(tokens.base), self._measures.baseline_pen))
            painter.setBrush(QColor(tokens.surface))
            painter.drawEllipse(QPointF(hair.x, hair.baseline), dot, dot)
        if hair.policy is not None and plot.top() <= hair.policy <= plot.bottom():
            colour = tokens.family(backdrop.indicator.family)
            painter.setPen(QPen(QColor(tokens.surface), self._measures.baseline_pen))
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QPointF(hair.x, hair.policy), dot + 0.5, dot + 0.5)
        if hair.tag:
            painter.setFont(font(size, SEMIBOLD))
            width = metrics(size, SEMIBOLD).horizontalAdvance(hair.tag) + 12
            # It stays clear of the lowest value, which stands left of the axis.
            left = min(max(hair.x - width / 2, plot.left() - 4), self.width() - width)
            tag = QRectF(left, plot.bottom() + 1, width, self._measures.tag_height)
            for year in backdrop.year_areas():
                if year.intersects(tag):
                    painter.fillRect(year, QColor(tokens.surface))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.primary if hair.held else tokens.ink))
            painter.drawRoundedRect(tag, 3, 3)
            painter.setPen(QColor(tokens.onprimary if hair.held else tokens.surface))
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, hair.tag)


def _letters_together(labels: list[EndLabel]) -> list[EndLabel]:
    """Return the labels with one in the place of those of all pins, their letters as they lie."""
    pins = sorted((one for one in labels if one.letter), key=lambda one: -one.value)
    if len(pins) < 2:
        return labels
    middle = sum(one.value for one in pins) / len(pins)
    words = " ".join(one.letter for one in pins)
    together = EndLabel(words, middle, pins[0].colour, strong=False, letter=words)
    return [*(one for one in labels if not one.letter), together]


def _to_pixels(frame: Frame) -> QTransform:
    """Return what maps decimal years and values to pixels of the plot."""
    axis, plot = frame.axis, frame.plot
    across = plot.width() / (frame.last - frame.first)
    up = -plot.height() / (axis.high - axis.low)
    return QTransform(
        across, 0.0, 0.0, up, plot.left() - frame.first * across, plot.bottom() - axis.low * up
    )
