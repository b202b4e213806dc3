"""A small chart of one answer: the model's band beside what was counted and what studies say."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.calibration.experiments import Answer
from desktop.charts.accessible import SpokenChart
from desktop.charts.axes import ticks
from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.paint import across, text_centred, text_left, text_right, tinted, upright
from desktop.charts.tokens import SIZE_AXIS, Tokens
from desktop.domain.lever import Grade
from desktop.language.language import Language
from desktop.views.evaluation.case_words import amount, answer_sentence

ROW = 22
AXIS = 20
TOP = 4
_GAP = 10.0
_BAR = 10.0
_OPACITY = 0.35
_DOT = 4.0
_CAP = 4.0
_MARGIN = 0.06
"""Share of the range left free on either side."""


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    value: str
    strong: bool


class AnswerChart(SpokenChart):
    """Draw three lines over one axis; zero is the run in which nothing was moved."""

    def __init__(
        self,
        answer: Answer,
        name: str,
        colour: str,
        language: Language,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.answer = answer
        self._name, self._colour = name, colour
        self._language, self._tokens = language, tokens
        measure = answer.measure
        values = [measure.low, measure.high, answer.low, answer.high, 0.0]
        if answer.recorded is not None:
            values.append(answer.recorded)
        low, high = min(values), max(values)
        spare = _MARGIN * max(high - low, 1.0)
        self.low, self.high = low - spare, high + spare
        self._ticks, self._decimals = ticks(self.low, self.high)
        self._lines = self._worded()
        self.setFixedHeight(TOP + ROW * len(self._lines) + AXIS)
        self.setMinimumWidth(300)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _worded(self) -> tuple[_Line, ...]:
        answer, language = self.answer, self._language

        def line(message: str, value: float, *, strong: bool = False) -> _Line:
            return _Line(
                language.text(message), amount(value, answer.measure.change, language), strong
            )

        found = [line("trust.row_model", answer.median, strong=True)]
        judged = "trust.row_judged" if answer.measure.grade is Grade.C else "trust.row_studies"
        found.append(line(judged, answer.measure.central))
        if answer.recorded is not None:
            found.append(line("trust.row_counted", answer.recorded))
        return tuple(found)

    def spoken_name(self) -> str:
        """Return the answer as one sentence."""
        return answer_sentence(self.answer, self._name, self._language)

    def spoken_description(self) -> str:
        """Return what is drawn how."""
        return self._language.text("trust.answer_about")

    def sizeHint(self) -> QSize:
        """Return what half a page gives."""
        return QSize(460, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew."""
        super().resizeEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    # Geometry

    @property
    def plot(self) -> QRectF:
        """Return where the lines lie, between their words and their values."""
        left = max(
            metrics(SIZE_AXIS, SEMIBOLD).horizontalAdvance(line.words) for line in self._lines
        )
        right = max(
            metrics(SIZE_AXIS, SEMIBOLD).horizontalAdvance(line.value) for line in self._lines
        )
        edge = _GAP + left + _GAP
        return QRectF(
            edge, TOP, max(1.0, self.width() - edge - right - 2 * _GAP), ROW * len(self._lines)
        )

    def place(self, value: float) -> float:
        """Return the pixel of a value."""
        plot = self.plot
        return plot.left() + (value - self.low) / (self.high - self.low) * plot.width()

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axis, lines and words."""
        painter, tokens = QPainter(self), self._tokens
        plot = self.plot
        painter.setFont(font(SIZE_AXIS))
        for tick in self._ticks:
            x = self.place(tick)
            upright(painter, x, plot.top(), plot.bottom(), tokens.grid)
            painter.setPen(QColor(tokens.ink3))
            words = self._language.number(tick, self._decimals, signed=True)
            text_centred(painter, x, plot.bottom() + AXIS / 2 + 1, words)
        across(painter, plot.left(), plot.right(), plot.bottom(), tokens.line2)
        upright(painter, self.place(0.0), plot.top(), plot.bottom() + 4, tokens.ink3)
        for place, line in enumerate(self._lines):
            middle = plot.top() + ROW * (place + 0.5)
            painter.setFont(font(SIZE_AXIS, SEMIBOLD) if line.strong else font(SIZE_AXIS))
            painter.setPen(QColor(tokens.ink if line.strong else tokens.ink2))
            text_left(painter, _GAP, middle, line.words)
            text_right(painter, self.width() - _GAP, middle, line.value)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            (self._draw_model, self._draw_record, self._draw_counted)[place](painter, middle)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _draw_model(self, painter: QPainter, middle: float) -> None:
        left, right = self.place(self.answer.low), self.place(self.answer.high)
        band = QRectF(left, middle - _BAR / 2, max(1.0, right - left), _BAR)
        painter.fillRect(band, tinted(self._colour, _OPACITY))
        painter.setPen(QPen(QColor(self._colour), 2.25))
        x = self.place(self.answer.median)
        painter.drawLine(QPointF(x, middle - _BAR / 2 - 1), QPointF(x, middle + _BAR / 2 + 1))

    def _draw_record(self, painter: QPainter, middle: float) -> None:
        measure, tokens = self.answer.measure, self._tokens
        left, right = self.place(measure.low), self.place(measure.high)
        painter.setPen(QPen(QColor(tokens.base), 1.25))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        for x in (left, right):
            painter.drawLine(QPointF(x, middle - _CAP), QPointF(x, middle + _CAP))
        painter.setBrush(QColor(tokens.base))
        painter.drawEllipse(QPointF(self.place(measure.central), middle), _DOT, _DOT)

    def _draw_counted(self, painter: QPainter, middle: float) -> None:
        recorded = self.answer.recorded
        assert recorded is not None
        painter.setPen(QPen(QColor(self._tokens.ink), 1.6))
        painter.setBrush(QColor(self._tokens.surface))
        painter.drawEllipse(QPointF(self.place(recorded), middle), _DOT, _DOT)
