"""Who has called before a curve is revealed; afterwards what was called, and what came."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.indicator import Change
from desktop.domain.prediction import DIRECTIONS, Call, Direction, Prediction
from desktop.domain.room import Question
from desktop.language.language import Language
from desktop.views.room.room_look import RoomLook
from desktop.views.room.room_text import RoomText
from desktop.views.room.side_card import SideCard, heights, stack

_HEAD, _NAME = 30, 28
_GAP, _BAR = 14, 14


class QuestionCard(SideCard):
    """Say who has called and who has not; never what."""

    def __init__(self, look: RoomLook, parent: QWidget, question: Question) -> None:
        super().__init__(look, parent)
        self.show_question(question)

    def show_question(self, question: Question) -> None:
        """Show who has called by now."""
        look = self.look
        small, tokens = look.sizes.label, look.tokens
        self._begin()
        for language in look.languages:
            code = language.code
            if question.called:
                told = language.text("room.have_called", teams=", ".join(question.called))
                self._write(told, code, small)
            if question.missing:
                told = language.text("room.still_to_call", teams=", ".join(question.missing))
                self._write(told, code, small, tokens.ink2)
            if question.hands:
                self._write(language.text("room.hands_counted"), code, small)
        self._end()

    def height_in(self, width: int, level: int) -> int:
        """Return the height wanted in a width."""
        del level
        return heights(self.texts, width - 2 * self.padding) + 2 * self.padding

    def arrange(self, level: int) -> None:
        """Lay the lines out below each other."""
        del level
        stack(self.texts, self.padding, self.padding, self.width() - 2 * self.padding)


@dataclass(frozen=True, slots=True)
class _Way:
    """Hold how many went one way."""

    direction: Direction
    count: int
    names: list[RoomText]
    number: RoomText


class CallsCard(SideCard):
    """List what came, and the calls of all teams; without room, how many called which way."""

    levels = 2

    def __init__(
        self, look: RoomLook, parent: QWidget, prediction: Prediction, change: Change | None
    ) -> None:
        super().__init__(look, parent)
        self._outcome: list[RoomText] = []
        self._calls: list[list[RoomText]] = []
        self._ways: list[_Way] = []
        self._bars: list[tuple[QRectF, float, bool]] = []
        self.show_prediction(prediction, change)

    def show_prediction(self, prediction: Prediction, change: Change | None) -> None:
        """Show what was called and what came; `change` says how amounts are told, if they are."""
        look = self.look
        sizes, tokens = look.sizes, look.tokens
        self._came, self._hands = prediction.came, bool(prediction.hands)
        self._begin()
        self._outcome = []
        if prediction.came is not None:
            for place, language in enumerate(look.languages):
                way = _way(prediction.came, language)
                came = _with_amount(way, prediction.came, prediction.outcome, change, language)
                text = language.text("room.outcome", change=came)
                size = sizes.type(_HEAD) if place == 0 else sizes.label
                self._outcome.append(self._write(text, language.code, size, strong=place == 0))
        self._calls = []
        for call in prediction.calls:
            name = self._write(call.team, look.first.code, sizes.type(_NAME), strong=True)
            words = [
                self._write(
                    _called(call, prediction.came, change, each),
                    each.code,
                    sizes.label,
                    tokens.ink2,
                )
                for each in look.languages
            ]
            self._calls.append([name, *words])
        counts = prediction.hands or [
            sum(call.direction == each for call in prediction.calls) for each in DIRECTIONS
        ]
        # Of nobody who called there is nothing to count.
        called = zip(DIRECTIONS, counts, strict=True) if any(counts) else ()
        self._ways = [self._count(*each) for each in called]
        self._end()
        self.update()

    def _count(self, direction: Direction, count: int) -> _Way:
        look, strong = self.look, direction is self._came
        names = [
            self._write(_way(direction, each), each.code, look.sizes.label, strong=strong)
            for each in look.languages
        ]
        number = self._write(
            look.first.number(count), look.first.code, look.sizes.label, strong=strong
        )
        number.align(Qt.AlignmentFlag.AlignRight)
        return _Way(direction, count, names, number)

    # Geometry

    def _lists(self, level: int) -> bool:
        """Say whether every call has its own lines."""
        return level == 0 and bool(self._calls)

    def _counts(self, level: int) -> bool:
        """Say whether it is counted how many went which way."""
        return self._hands or not self._lists(level)

    def height_in(self, width: int, level: int) -> int:
        """Return the height wanted in a width."""
        room, px = width - 2 * self.padding, self.look.sizes.px
        found = 2 * self.padding + heights(self._outcome, room)
        if self._lists(level):
            found += sum(px(_GAP) + heights(call, room) for call in self._calls)
        if self._counts(level):
            ways = sum(heights(way.names, room) for way in self._ways)
            found += ways + len(self._ways) * px(_GAP + _BAR)
        return found

    def arrange(self, level: int) -> None:
        """Lay the outcome out over the calls."""
        pad, px = self.padding, self.look.sizes.px
        room = self.width() - 2 * pad
        top = stack(self._outcome, pad, pad, room)
        for call in self._calls:
            if self._lists(level):
                top = stack(call, pad, top + px(_GAP), room)
            else:
                for text in call:
                    text.hide()
        self._bars = []
        most = max((way.count for way in self._ways), default=1)
        for way in self._ways:
            if not self._counts(level):
                for text in (*way.names, way.number):
                    text.hide()
                continue
            top += px(_GAP)
            width = way.number.natural_width() + 1
            way.number.setGeometry(pad + room - width, top, width, way.number.height_in(width))
            way.number.show()
            top = stack(way.names, pad, top, room - width - px(12))
            bar = QRectF(pad, top, room, px(_BAR))
            self._bars.append((bar, way.count / most, way.direction is self._came))
            top += px(_BAR)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars of those counted."""
        super().paintEvent(event)
        painter = QPainter(self)
        tokens = self.look.tokens
        for bar, share, came in self._bars:
            painter.fillRect(bar, QColor(tokens.sunken))
            full = QRectF(bar.left(), bar.top(), bar.width() * share, bar.height())
            painter.fillRect(full, QColor(tokens.primary if came else tokens.line2))
        painter.end()


def _way(direction: str, language: Language) -> str:
    match direction:
        case Direction.UP:
            return language.text("room.way_up")
        case Direction.DOWN:
            return language.text("room.way_down")
        case _:
            return language.text("room.way_same")


def _with_amount(
    way: str, direction: str, amount: float | None, change: Change | None, language: Language
) -> str:
    """Return a way and how far; about the same is not told more finely."""
    if amount is None or change is None or direction == Direction.SAME:
        return way
    number = language.exactly(round(abs(amount), 1))
    if change is Change.PERCENT:
        return language.text(
            "room.way_by", way=way, size=language.text("chart.percent", value=number)
        )
    one = abs(amount) == 1.0
    points = language.plural("chart.points", 1 if one else 2, value=number)
    return language.text("room.way_by", way=way, size=points)


def _called(call: Call, came: Direction | None, change: Change | None, language: Language) -> str:
    """Say what a team called, how surely, and whether it was right."""
    told = _with_amount(
        _way(call.direction, language), call.direction, call.amount, change, language
    )
    if call.confidence is not None:
        sure = language.text("chart.percent", value=language.number(call.confidence))
        told = language.text("room.call_sure", called=told, sure=sure)
    if came is not None and call.direction == came:
        return language.text("room.call_right", called=told)
    return told
