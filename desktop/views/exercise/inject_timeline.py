"""All injects at design time: a band for each round, as long as its minutes; drag to re-time."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_BODY
from desktop.document.exercise.document import ExerciseDocument
from desktop.document.exercise.edits import part_of, retimed
from desktop.domain.exercise.injects import Inject
from desktop.domain.exercise.rounds import Phase, Round
from desktop.ui.exercise_words import choice_words, part_name
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext

NAME = 150
"""Pixels at the left for the names of rounds."""
HEAD, LANE, GAP = 22, 24, 14
LEAST = 18
"""Pixels of an inject that takes no time."""
HELD = 96
"""Pixels at the right for injects that are only held ready."""
EDGE = 8
FIVE = 5


@dataclass(frozen=True, slots=True)
class _Bar:
    """Place one inject: the band, the lane in it, and pixels."""

    inject: Inject
    area: QRectF


class InjectTimeline(QWidget):
    """Show each inject where it is planned; `chosen` tells which one is the current one.

    Left and right re-time the current one by a minute, with Shift by five; up and down move it to
    another round, Page Up and Page Down go to another inject.
    """

    chosen = Signal(str)

    def __init__(self, document: ExerciseDocument, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._look = document, look
        self.current: str | None = None
        self._drag: tuple[str, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(look.text("exercises.timeline"))
        self.setAccessibleDescription(look.text("exercises.timeline.keys"))
        self.refresh()

    def refresh(self) -> None:
        """Show the document as it stands."""
        self.setMinimumHeight(round(self._height()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for every band."""
        return QSize(600, round(self._height()))

    def show_inject(self, name: str) -> None:
        """Make an inject the current one."""
        self.current = name
        self.update()

    # ------------------------------------------------------------ where things are

    def _rounds(self) -> tuple[Round, ...]:
        return self._document.exercise.rounds

    def _longest(self) -> float:
        ends = [
            one.at + one.minutes for one in self._document.exercise.injects if one.at is not None
        ]
        return max([1.0, *ends, *(one.minutes.total for one in self._rounds())])

    def _per_minute(self) -> float:
        return max(self.width() - NAME - HELD - 2 * EDGE, 50) / self._longest()

    def x_of(self, minute: float) -> float:
        """Return the pixel of a minute of a round."""
        return NAME + EDGE + minute * self._per_minute()

    def _lanes(self, one: Round) -> list[tuple[Inject, int]]:
        """Return the injects of a round, each with the lane in which it overlaps no other."""
        ends: list[float] = []
        placed: list[tuple[Inject, int]] = []
        own = [each for each in self._document.exercise.injects if each.round == one.id]
        for inject in sorted(own, key=lambda each: -1 if each.at is None else each.at):
            if inject.at is None:
                held = sum(each.at is None for each, _ in placed)
                placed.append((inject, held))
                continue
            begin = self.x_of(inject.at)
            end = begin + max(inject.minutes * self._per_minute(), LEAST) + 2
            lane = next((n for n, taken in enumerate(ends) if taken <= begin), len(ends))
            ends[lane : lane + 1] = [end]
            placed.append((inject, lane))
        return placed

    def _band_height(self, one: Round) -> float:
        lanes = max((lane for _, lane in self._lanes(one)), default=0) + 1
        return HEAD + lanes * LANE + GAP

    def _height(self) -> float:
        return sum(map(self._band_height, self._rounds())) + EDGE

    def bars(self) -> list[_Bar]:
        """Return the place of every inject."""
        found, top = [], 0.0
        for one in self._rounds():
            for inject, lane in self._lanes(one):
                y = top + HEAD + lane * LANE
                if inject.at is None:
                    x, width = float(self.width() - HELD), float(HELD - EDGE)
                else:
                    x = self.x_of(inject.at)
                    width = max(inject.minutes * self._per_minute(), LEAST)
                found.append(_Bar(inject, QRectF(x, y + 1, width, LANE - 4)))
            top += self._band_height(one)
        return found

    def _at(self, place: QPointF) -> _Bar | None:
        return next((bar for bar in reversed(self.bars()) if bar.area.contains(place)), None)

    def _round_at(self, y: float) -> Round | None:
        top = 0.0
        for one in self._rounds():
            top += self._band_height(one)
            if y < top:
                return one
        return self._rounds()[-1] if self._rounds() else None

    # ------------------------------------------------------------ pointer and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose an inject, and begin to drag it."""
        bar = self._at(event.position())
        if bar is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose(bar.inject.id)
            self._drag = (bar.inject.id, event.position().x() - bar.area.x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Re-time what is dragged: along its band, and into another one."""
        if self._drag is None:
            return
        name, grip = self._drag
        over = self._round_at(event.position().y())
        one = part_of(self._document.exercise, "injects", name)
        if over is None or one is None or (one.at is None and over.id == one.round):
            return
        minute = round((event.position().x() - grip - self.x_of(0)) / self._per_minute())
        most = max(round(over.minutes.total) - one.minutes, 0)
        self._retime(name, over.id, min(max(minute, 0), most))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag; it was one step."""
        del event
        self._drag = None
        self._document.leave()

    def _retime(self, name: str, round_id: str, at: int) -> None:
        self._document.apply(retimed(self._document.exercise, name, round_id, at), ("retime", name))

    def _choose(self, name: str) -> None:
        if name != self.current:
            self._document.leave()
        self.current = name
        self.update()
        self.chosen.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Re-time the current inject, or go to another one."""
        ordered = [bar.inject.id for bar in self.bars()]
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and ordered:
            step = 1 if key == Qt.Key.Key_PageDown else -1
            place = ordered.index(self.current) + step if self.current in ordered else 0
            self._choose(ordered[place % len(ordered)])
            return
        one = self.current and part_of(self._document.exercise, "injects", self.current)
        if not one or not self._move_with(key, event.modifiers(), one):
            super().keyPressEvent(event)

    def _move_with(self, key: int, held: Qt.KeyboardModifier, one: Inject) -> bool:
        by = FIVE if held & Qt.KeyboardModifier.ShiftModifier else 1
        rounds = [each.id for each in self._rounds()]
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = by if key == Qt.Key.Key_Right else -by
            self._retime(one.id, one.round, max((one.at or 0) + step, 0))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and one.round in rounds:
            place = rounds.index(one.round) + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= place < len(rounds):
                self._retime(one.id, rounds[place], one.at or 0)
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring; what was re-timed is one step."""
        super().focusOutEvent(event)
        self._document.leave()
        self.update()

    def event(self, event: QHelpEvent | object) -> bool:
        """Say which inject is under the pointer."""
        if isinstance(event, QHelpEvent):
            bar = self._at(QPointF(event.pos()))
            if bar is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tip(self._words(bar.inject)), self)
            return True
        return bool(super().event(event))  # type: ignore[arg-type]  # as Qt hands it over

    def _words(self, one: Inject) -> str:
        number = self._document.exercise.number(one.id)
        return "\n".join(
            (
                f"{number}  {part_name(one, self._look)}",
                choice_words(one.type, self._look),
                self._look.text("exercises.held_ready")
                if one.at is None
                else self._look.language.plural("exercises.at_minute", one.at),
            )
        )

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bands, their phases, and the injects on them."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0.0
        for one in self._rounds():
            height = self._band_height(one)
            self._paint_band(painter, one, top, height - GAP)
            top += height
        for bar in self.bars():
            self._paint_bar(painter, bar)

    def _paint_band(self, painter: QPainter, one: Round, top: float, height: float) -> None:
        tokens = self._look.tokens
        whole = QRectF(self.x_of(0), top + 2, one.minutes.total * self._per_minute(), height)
        painter.setPen(QPen(colour(tokens.line), 1))
        painter.setBrush(colour(tokens.surface))
        painter.drawRect(whole)
        name = metrics(SIZE_BODY, strong=True).elidedText(
            part_name(one, self._look), Qt.TextElideMode.ElideRight, NAME - EDGE
        )
        painter.setFont(font(SIZE_BODY, strong=True))
        painter.setPen(colour(tokens.ink))
        painter.drawText(QPointF(0, top + 17), name)
        painter.setFont(font(SIZE_AXIS))
        painter.setPen(colour(tokens.ink3))
        total = self._look.language.exactly(one.minutes.total)
        painter.drawText(QPointF(0, top + 34), self._look.text("exercises.minutes", n=total))
        begin = 0.0
        for phase in Phase:
            minutes = one.minutes.of(phase)
            if not minutes:
                continue
            x, width = self.x_of(begin), minutes * self._per_minute()
            painter.setPen(QPen(colour(tokens.line), 1))
            painter.drawLine(QPointF(x, top + 2), QPointF(x, top + 2 + height))
            words = self._look.text(f"exercise.phase.{phase}")
            if metrics(SIZE_AXIS).horizontalAdvance(words) <= width - 6:
                painter.setPen(colour(tokens.ink3))
                painter.drawText(QPointF(x + 4, top + 16), words)
            begin += minutes

    def _paint_bar(self, painter: QPainter, bar: _Bar) -> None:
        tokens, one = self._look.tokens, bar.inject
        chosen = one.id == self.current
        painter.setBrush(colour(tokens.primary if chosen else tokens.select))
        pen = QPen(colour(tokens.primary), 1)
        if one.at is None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(bar.area, 4, 4)
        if chosen and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.drawRoundedRect(bar.area.adjusted(-2, -2, 2, 2), 5, 5)
        painter.setFont(font(SIZE_AXIS, strong=chosen))
        painter.setPen(colour(tokens.onprimary if chosen else tokens.ink))
        number = str(self._document.exercise.number(one.id))
        words = f"{number}  {part_name(one, self._look)}"
        room = bar.area.width() - 8
        measure = metrics(SIZE_AXIS, strong=chosen)
        least = measure.horizontalAdvance(number) > room - 48
        shown = number if least else measure.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            bar.area.adjusted(2 if least else 5, 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            shown,
        )
