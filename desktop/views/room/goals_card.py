"""The scoreboard: every goal with how many of ten runs meet it, in words and in ten dots."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.charts.headline import when
from desktop.charts.paint import pen
from desktop.charts.room_headline import room_target
from desktop.domain.clock import Month
from desktop.domain.room import Goal
from desktop.language.language import Language
from desktop.views.room.room_look import RoomLook
from desktop.views.room.room_text import RoomText
from desktop.views.room.side_card import SideCard, beside, height_beside, heights, stack

_HEAD, _NAME = 30, 28
_DOT, _STEP, _GAP = 10, 28, 13
"""Radius of a dot, from one to the next, and between goals."""
_BETWEEN = 24
"""Between the titles of two languages."""
TEN = 10
_DEGREE = 16
"""Qt counts angles in sixteenths."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Hold the texts of one goal."""

    goal: Goal
    names: list[RoomText]
    score: RoomText
    targets: list[RoomText]


class GoalsCard(SideCard):
    """List the goals.

    Where there is no room for all it goes without dots, then without targets, then in the first
    language only, and at last with fewer goals.
    """

    levels = 5

    def __init__(self, look: RoomLook, parent: QWidget, goals: tuple[Goal, ...]) -> None:
        super().__init__(look, parent)
        self._goals = goals
        self._heads: list[RoomText] = []
        self._told: list[RoomText] = []
        self._rows: list[_Row] = []
        self._more: list[RoomText] = []
        self._dots: list[tuple[Goal, float]] = []
        """Goals with the height on which their dots stand."""
        self.show_goals(goals)

    def show_goals(self, goals: tuple[Goal, ...]) -> None:
        """Show other goals, or other scores."""
        self._goals = goals
        look = self.look
        small, tokens = look.sizes.label, look.tokens
        head, name = look.sizes.type(_HEAD), look.sizes.type(_NAME)
        self._begin()
        self._heads = []
        for place, language in enumerate(look.languages):
            size = head if place == 0 else small
            self._heads.append(self._write(self._title(language), language.code, size, strong=True))
        self._told = [
            self._write(language.text("room.goals_told"), language.code, small, tokens.ink2)
            for language in look.languages
        ]
        self._rows = []
        for goal in goals:
            score = self._write(_score(goal, look.first), look.first.code, small, strong=True)
            score.align(Qt.AlignmentFlag.AlignRight)
            names, targets = [], []
            for place, (code, text) in enumerate(look.wordings(goal.indicator.short)):
                size = name if place == 0 else small
                names.append(self._write(text, code, size, strong=place == 0))
            for language in look.languages:
                words = room_target(goal.target, goal.indicator, language)
                if goal.target.month is not None and self._month is None:
                    month = language.date(goal.target.month)
                    words = language.text("chart.target_by", value=words, month=month)
                targets.append(self._write(words, language.code, small, tokens.ink2))
            self._rows.append(_Row(goal, names, score, targets))
        self._more = [self._write("", each.code, small, tokens.ink2) for each in look.languages]
        self._end()
        self.update()

    @property
    def _month(self) -> Month | None:
        """Return the month of all goals, None where they have none or several."""
        months = {goal.target.month for goal in self._goals}
        return months.pop() if len(months) == 1 else None

    def _title(self, language: Language) -> str:
        if self._month is None:
            return language.text("room.goals")
        return language.text("room.goals_by", when=when(self._month, language))

    # Geometry

    def height_in(self, width: int, level: int) -> int:
        """Return the height wanted in a width; at the last level one goal is enough."""
        rows = self._rows[:1] if level == self.levels - 1 else self._rows
        room = width - 2 * self.padding
        found = 2 * round(0.7 * self.padding)
        found += height_beside(self._heads, room, self.look.sizes.px(_BETWEEN))
        if level < 2 and not self._told_beside(room):
            found += heights(self._told, room)
        found += sum(self._row_height(row, room, level) for row in rows)
        if len(rows) < len(self._rows):
            found += self._more[0].line * len(self._more)
        return found

    def _told_beside(self, room: int) -> bool:
        """Say whether there is room on the line of the title for what the figures are."""
        wanted = [text.natural_width() for text in (*self._heads[:1], *self._told[:1])]
        return len(self._told) == 1 and sum(wanted) + self.look.sizes.px(16) <= room

    def _place_heads(self, room: int, level: int) -> int:
        pad, top = self.padding, round(0.7 * self.padding)
        end = beside(self._heads, pad, top, room, self.look.sizes.px(_BETWEEN))
        for text in self._told:
            text.align(Qt.AlignmentFlag.AlignLeft)
        if self._told_beside(room):
            text, line = self._told[0], self._heads[0].line
            text.align(Qt.AlignmentFlag.AlignRight)
            width = text.natural_width()
            lower = round(0.75 * (line - text.line))
            text.setGeometry(pad + room - width, top + lower, width, text.line)
            text.show()
        elif level < 2:
            end = stack(self._told, pad, end, room)
        else:
            for text in self._told:
                text.hide()
        return end

    def _row_height(self, row: _Row, room: int, level: int) -> int:
        px = self.look.sizes.px
        room_for_name = self._beside(row, room)
        name = heights(self._names(row, level), room_for_name or room)
        score = row.score.height_in(room)
        found = px(_GAP) + (max(name, score) if room_for_name else name + score)
        if level < 2:
            found += heights(row.targets, room)
        if level < 1 and row.goal.met is not None:
            found += px(_STEP + 4)
        return found

    def _names(self, row: _Row, level: int) -> list[RoomText]:
        return row.names if level < 3 else row.names[:1]

    def _beside(self, row: _Row, room: int) -> int:
        """Return the width for names beside the score; 0 where the score goes below them."""
        left = room - row.score.natural_width() - self.look.sizes.px(16)
        return left if all(name.fits_in(left) for name in row.names) else 0

    def arrange(self, level: int) -> None:
        """Lay out as many goals as there is room for."""
        pad = self.padding
        room = self.width() - 2 * pad
        top = self._place_heads(room, level)
        left = len(self._rows)
        self._dots = []
        whole = self.height_in(self.width(), min(level, self.levels - 2)) <= self.height()
        more = self._more[0].line * len(self._more)
        for row in self._rows:
            height = self._row_height(row, room, level)
            last = left == 1
            if not whole and left < len(self._rows):
                fits = top + height + (0 if last else more) <= self.height() - pad
                if not fits:
                    break
            self._place(row, top, room, level)
            top += height
            left -= 1
        for row in self._rows[len(self._rows) - left :]:
            for text in (*row.names, row.score, *row.targets):
                text.hide()
        for text, language in zip(self._more, self.look.languages, strict=True):
            words = language.plural("room.goals_more", left) if left else ""
            text.say_plain(words, language.code)
        stack(self._more, pad, top, room)
        self.update()

    def _place(self, row: _Row, top: int, room: int, level: int) -> None:
        px, pad = self.look.sizes.px, self.padding
        top += px(_GAP)
        room_for_name = self._beside(row, room)
        height = row.score.height_in(room)
        names = self._names(row, level)
        for text in row.names[len(names) :]:
            text.hide()
        if room_for_name:
            row.score.setGeometry(
                pad + room - row.score.natural_width() - 1,
                top,
                row.score.natural_width() + 1,
                height,
            )
            top = max(stack(names, pad, top, room_for_name), top + height)
        else:
            top = stack(names, pad, top, room)
            row.score.setGeometry(pad, top, room, height)
            top += height
        row.score.show()
        if level < 2:
            top = stack(row.targets, pad, top, room)
        else:
            for text in row.targets:
                text.hide()
        if level < 1 and row.goal.met is not None:
            self._dots.append((row.goal, top + px(4) + px(_STEP) / 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dots."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, tokens = self.look.sizes.px, self.look.tokens
        radius, step = px(_DOT), px(_STEP)
        for goal, height in self._dots:
            full = dots(goal.met or 0.0)
            hardly = full == 0 and bool(goal.met)
            colour = QColor(tokens.family(goal.indicator.family))
            for place in range(TEN):
                at = QPointF(self.padding + radius + 1 + place * step, height)
                filled = place < full
                painter.setPen(pen(colour if filled else tokens.line2, px(3)))
                painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
                painter.drawEllipse(at, radius, radius)
                if hardly and place == 0:
                    # Some, but not one of ten: half a dot, and its outline.
                    painter.setPen(pen(colour, px(3)))
                    painter.setBrush(colour)
                    half = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
                    painter.drawChord(half, 90 * _DEGREE, 180 * _DEGREE)
        painter.end()


def dots(share: float) -> int:
    """Return how many of ten dots are filled, as it is told in words; all only where all are."""
    return TEN if share >= 1.0 else min(TEN - 1, round(TEN * share))


def _score(goal: Goal, language: Language) -> str:
    """Say how many of ten runs meet a goal, in whole words."""
    if goal.met is None:
        return language.text("room.goal_not_counted")
    tens = round(TEN * goal.met)
    if tens == 0 and goal.met > 0.0:
        return language.text("room.goal_hardly")
    if tens == TEN and goal.met < 1.0:
        return language.text("room.goal_nearly")
    return language.text("room.goal_met", runs=tens)
