"""The stages of a round in their order: those done, the present one, those to come."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_BODY
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext

HEIGHT = 30
_PAD, _DASH, _GAP, _TICK = 10, 14, 8, 18
_DOT = 4
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class _Step:
    """Place one stage."""

    words: str
    left: float
    width: float


class StageSteps(QWidget):
    """Name every stage where there is room, and only the present one among dots where not."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._names: tuple[str, ...] = ()
        self._current = -1
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_steps(self, names: tuple[str, ...], current: int) -> None:
        """Show stages by their names; `current` is the place of the present one, -1 for none."""
        if (names, current) == (self._names, self._current):
            return
        self._names, self._current = names, current
        self.setAccessibleName(self._told())
        self.updateGeometry()
        self.update()

    def _told(self) -> str:
        if not 0 <= self._current < len(self._names):
            return ""
        name, count = self._names[self._current], len(self._names)
        return self._look.text(
            "conduct.stage_of", stage=name, number=self._current + 1, count=count
        )

    def sizeHint(self) -> QSize:
        """Ask for all names."""
        return QSize(round(self._length(worded=True)) + 2, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Do with the present name."""
        return QSize(round(self._length(worded=False)) + 2, HEIGHT)

    def _length(self, *, worded: bool) -> float:
        steps = self._steps(worded=worded)
        return steps[-1].left + steps[-1].width if steps else 0.0

    def _steps(self, *, worded: bool) -> list[_Step]:
        found, left = [], 0.0
        for place, name in enumerate(self._names):
            shown = name
            if place == self._current:
                width = metrics(SIZE_BODY, strong=True).horizontalAdvance(name) + 2 * _PAD
            elif worded:
                tick = _TICK if place < self._current else 0
                width = metrics(SIZE_BODY).horizontalAdvance(name) + tick
            else:
                shown, width = "", 2.0 * _DOT
            found.append(_Step(shown, left, width))
            left += width + (2 * _GAP + _DASH if worded else _GAP)
        return found

    def event(self, event: QEvent) -> bool:
        """Name the stages to whoever points at the dots."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = "\n".join(self._names) if self._is_short else ""
            QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().event(event)

    @property
    def _is_short(self) -> bool:
        return self._length(worded=True) > self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the steps, and dashes between those that have names."""
        del event
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worded, middle = not self._is_short, HEIGHT / 2
        steps = self._steps(worded=worded)
        for place, step in enumerate(steps):
            area = QRectF(step.left, 0, step.width, HEIGHT)
            if place == self._current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(tokens.primary))
                painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 5, 5)
                painter.setPen(colour(tokens.onprimary))
                painter.setFont(font(SIZE_BODY, strong=True))
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, step.words)
            elif worded:
                done = place < self._current
                if done:
                    box = area.adjusted(0, 7, step.width - 16 - step.width, -7).toRect()
                    box.setWidth(16)
                    self._look.icon("check", tokens.ink2).paint(painter, box)
                painter.setPen(colour(tokens.ink if done else tokens.ink2))
                painter.setFont(font(SIZE_BODY))
                painter.drawText(area.adjusted(_TICK if done else 0, 0, 2, 0), _MIDDLE, step.words)
            else:
                painter.setPen(QPen(colour(tokens.ink2), 1.5))
                painter.setBrush(
                    colour(tokens.ink2) if place < self._current else Qt.BrushStyle.NoBrush
                )
                painter.drawEllipse(QPointF(area.center().x(), middle), _DOT - 1, _DOT - 1)
            if worded and place + 1 < len(steps):
                painter.setPen(QPen(colour(tokens.line2), 1))
                end = area.right() + _GAP
                painter.drawLine(QPointF(end, middle), QPointF(end + _DASH, middle))
        painter.end()
