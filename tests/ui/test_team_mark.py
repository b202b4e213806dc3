"""The marks of teams are told apart without their colors, and are seen on either theme."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.charts.tokens import TOKENS
from desktop.domain.exercise.exercise import TeamColor
from desktop.ui.team_mark import SIZE, TEAM_COLORS, draw_team
from tests.charts.test_tokens import contrast


def test_that_eight_teams_have_eight_shapes(qtbot: QtBot) -> None:
    seen = set()
    for place in range(8):
        image = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        draw_team(painter, place, "#000000", QPointF(SIZE / 2, SIZE / 2))
        painter.end()
        seen.add(bytes(image.constBits()))
    assert len(seen) == 8


def test_that_every_team_color_is_seen_on_what_marks_stand_on() -> None:
    for theme, colors in TEAM_COLORS.items():
        tokens = TOKENS[theme]
        assert set(colors) == set(TeamColor)
        for tint in colors.values():
            for ground in (tokens.surface, tokens.panel, tokens.select):
                assert contrast(tint, ground) >= 4.5
