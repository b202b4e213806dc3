"""The mark of a team: a shape by its place at the table, in its color.

The shape alone tells teams apart; the color is there to find one again at a glance, and is none
of those that curves have.
"""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts.tokens import Theme
from desktop.domain.exercise.exercise import TeamColor
from desktop.ui.typography import colour
from desktop.ui.ui_context import UiContext

SIZE = 14
_RADIUS = 5.5

TEAM_COLORS: Mapping[Theme, Mapping[TeamColor, str]] = {
    Theme.LIGHT: {
        TeamColor.BLUE: "#3A5A8C",
        TeamColor.GREEN: "#3F6B4F",
        TeamColor.ORANGE: "#985817",
        TeamColor.PURPLE: "#6B4E87",
        TeamColor.TEAL: "#2A6A70",
        TeamColor.RED: "#8F3B3B",
        TeamColor.BROWN: "#6E5140",
        TeamColor.GRAY: "#5A6871",
    },
    Theme.DARK: {
        TeamColor.BLUE: "#9DB8E0",
        TeamColor.GREEN: "#94C2A1",
        TeamColor.ORANGE: "#E0A873",
        TeamColor.PURPLE: "#C3A9DC",
        TeamColor.TEAL: "#8CC7CC",
        TeamColor.RED: "#E3A09B",
        TeamColor.BROWN: "#CBB09C",
        TeamColor.GRAY: "#94A2AB",
    },
}


def _corners(count: int, turn: float, radii: Sequence[float] = (1.0,)) -> QPolygonF:
    """Return a polygon round the origin; its corners lie at these shares of the radius in turn."""
    angles = (turn + 2 * pi * at / count for at in range(count))
    reach = [radii[at % len(radii)] * _RADIUS for at in range(count)]
    return QPolygonF([QPointF(r * cos(a), r * sin(a)) for r, a in zip(reach, angles, strict=True)])


def _cross() -> QPolygonF:
    arm, reach = _RADIUS * 0.36, _RADIUS
    corner, points = [(arm, reach), (arm, arm), (reach, arm)], []
    for _ in range(4):
        points += corner
        corner = [(y, -x) for x, y in corner]
    return QPolygonF([QPointF(x, y) for x, y in points])


_SHAPES = (
    None,
    _corners(3, -pi / 2, (1.15,)),
    _corners(4, pi / 4, (1.2,)),
    _corners(4, 0.0, (1.1,)),
    _corners(3, pi / 2, (1.15,)),
    _cross(),
    _corners(6, 0.0, (1.05,)),
    _corners(10, -pi / 2, (1.15, 0.5)),
)
"""A circle, then polygons, in the order of teams at the table."""


def draw_team(painter: QPainter, place: int, tint: str, centre: QPointF) -> None:
    """Draw the mark of the team at a place round a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tint))
    painter.translate(centre)
    shape = _SHAPES[place % len(_SHAPES)]
    if shape is None:
        painter.drawEllipse(QRectF(-_RADIUS, -_RADIUS, 2 * _RADIUS, 2 * _RADIUS))
    else:
        painter.drawPolygon(shape)
    painter.restore()


class TeamMark(QWidget):
    """Show the mark of one team; its name always stands beside it."""

    def __init__(self, place: int, color: TeamColor, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._place, self._tint = place, TEAM_COLORS[look.theme][color]
        self.setFixedSize(QSize(SIZE, SIZE))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        draw_team(QPainter(self), self._place, self._tint, QPointF(SIZE / 2, SIZE / 2))
