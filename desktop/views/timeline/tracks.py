"""The tracks of the timeline, painted: votes, treaty dates, events, lever starts, years."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from desktop.charts.tokens import SIZE_AXIS
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.policy import PlannedEvent
from desktop.language.event_sizes import USUAL, size_mark
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext
from desktop.views.timeline.ballots import Ballot
from desktop.views.timeline.scale import Scale

TRACK = 19
TOP = 7
CROWDED = 24
"""More events than this get smaller marks."""
SMALL_MARK, LARGE_MARK = 3.2, 5.0
YEAR_ROOM = 46
"""Pixels that a year's number asks for."""


def middle(track: int) -> float:
    """Return the height of the middle of a track; the fifth is the axis."""
    return TOP + TRACK * track + TRACK / 2


AXIS_TOP = middle(4) - TRACK / 2 + 2


@dataclass(frozen=True, slots=True)
class Tracks:
    """Hold what the tracks show, and paint it."""

    document: Document
    look: UiContext
    ballots: tuple[Ballot, ...]
    scale: Scale
    moving: tuple[PlannedEvent, Month] | None = None
    """An event that is being dragged, and the month it is over."""

    def paint(self, painter: QPainter, chip: QRectF) -> None:
        """Paint everything but the cross-hair; years give way to its chip."""
        self._paint_frame(painter)
        self._paint_ballots(painter)
        self._paint_calendar(painter)
        self._paint_events(painter)
        self._paint_starts(painter)
        self._paint_axis(painter, chip)

    def _text(
        self, painter: QPainter, x: float, track: int, text: str, ink: str, *, strong: bool = False
    ) -> None:
        painter.setFont(font(SIZE_AXIS, strong=strong))
        painter.setPen(colour(ink))
        painter.drawText(QPointF(x, middle(track) + 4.5), text)

    def _paint_frame(self, painter: QPainter) -> None:
        tokens = self.look.tokens
        right = self.scale.right
        clock = self.document.model.clock
        vantage = self.scale.x(clock.vantage)
        bottom = AXIS_TOP
        start = max(vantage, self.scale.left)
        painter.fillRect(QRectF(start, 1, max(0.0, right - start), bottom - 1), colour(tokens.proj))
        names = ("timeline.elections", "timeline.calendar", "timeline.events", "timeline.starts")
        for track, name in enumerate(names):
            words = self.look.text(name)
            width = metrics(SIZE_AXIS).horizontalAdvance(words)
            self._text(painter, self.scale.left - 14 - width, track, words, tokens.ink2)
            painter.fillRect(
                QRectF(self.scale.left, round(middle(track)), right - self.scale.left, 1),
                colour(tokens.grid),
            )
        if not self.scale.shows(clock.vantage):
            return
        painter.fillRect(QRectF(round(vantage), 1, 1.5, bottom - 1), colour(tokens.ink))
        words = self.look.text("timeline.vantage", month=self.look.language.date(clock.vantage))
        width = metrics(SIZE_AXIS, strong=True).horizontalAdvance(words)
        place = QRectF(vantage - width - 12, middle(2) - 8, width + 8, 16)
        if place.left() >= self.scale.left:
            painter.fillRect(place, colour(tokens.panel))
            self._text(painter, place.left() + 4, 2, words, tokens.ink, strong=True)

    def _paint_ballots(self, painter: QPainter) -> None:
        tokens = self.look.tokens
        y = middle(0)
        ink = colour(tokens.ink2)
        for ballot in self.ballots:
            x = self.scale.x(ballot.month)
            if not self.scale.shows(ballot.month):
                continue
            if ballot.midterm:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(tokens.hist))
                painter.drawEllipse(QPointF(x, y + 0.5), 2.2, 2.2)
                continue
            painter.fillRect(QRectF(x - 9, y - 5, 18, 11), colour(tokens.panel))
            painter.setPen(QPen(ink, 1))
            for side, votes in ((0, ballot.us), (1, ballot.mx)):
                box = QRectF(round(x) - 7.5 + 8 * side, round(y) - 3.5, 7, 7)
                painter.setBrush(ink if votes else colour(tokens.panel))
                painter.drawRect(box)

    def _paint_calendar(self, painter: QPainter) -> None:
        tokens = self.look.tokens
        y = middle(1)
        labels = self._calendar_labels()
        for place, _ in labels:
            past = place.left() < self.scale.x(self.document.model.clock.vantage)
            painter.fillRect(place, colour(tokens.panel if past else tokens.proj))
        for entry in self.document.model.calendar:
            x = self.scale.x(entry.month)
            if not self.scale.shows(entry.month):
                continue
            if entry.kind == "review":
                painter.setPen(QPen(colour(tokens.ink2), 1.2))
                painter.setBrush(colour(tokens.panel))
                painter.drawPolygon(
                    QPolygonF(
                        [QPointF(x - 4.5, y + 4.5), QPointF(x + 4.5, y + 4.5), QPointF(x, y - 4.5)]
                    )
                )
            elif entry.kind == "treaty":
                painter.fillRect(QRectF(round(x) - 0.75, y - 6, 1.5, 13), colour(tokens.ink2))
            elif not any(place.left() < x < place.right() for place, _ in labels):
                painter.fillRect(QRectF(round(x), y - 2, 1, 6), colour(tokens.hist))
        for place, words in labels:
            self._text(painter, place.left() + 2, 1, words, tokens.ink2)

    def _calendar_labels(self) -> list[tuple[QRectF, str]]:
        """Return the names that fit beside their marks: treaties, and the first review to come."""
        model = self.document.model
        strong = [entry for entry in model.calendar if entry.kind in ("treaty", "review")]
        reviews = [e for e in strong if e.kind == "review" and e.month > model.clock.vantage]
        named = sorted(reviews, key=lambda entry: entry.month)[:1]
        named += [entry for entry in strong if entry.kind == "treaty"]
        y = middle(1)
        marks = [(self.scale.x(entry.month) - 6, self.scale.x(entry.month) + 6) for entry in strong]
        vantage = self.scale.x(model.clock.vantage)
        taken = [*marks, (vantage - 2, vantage + 4)]
        labels: list[tuple[QRectF, str]] = []
        for entry in named:
            words = self.look.language.wording(entry.name)
            width = metrics(SIZE_AXIS).horizontalAdvance(words) + 4
            x = self.scale.x(entry.month)
            for start in (x + 6, x - 6 - width):
                end = start + width
                free = all(end <= left or start >= right for left, right in taken)
                if free and start >= self.scale.left and end <= self.scale.right:
                    taken.append((start, end))
                    labels.append((QRectF(start, y - 8, width, 16), words))
                    break
        return labels

    def _paint_events(self, painter: QPainter) -> None:
        """Paint diamonds: filled where somebody placed the event, hollow where chance drew it."""
        tokens = self.look.tokens
        y = middle(2)
        radius = self.event_radius
        drawn = set(self.document.scenario.drawn)
        for planned in self.document.scenario.combined.events:
            month = planned.month
            if self.moving is not None and planned == self.moving[0]:
                month = self.moving[1]
            if not self.scale.shows(month):
                continue
            x = self.scale.x(month)
            painter.setPen(QPen(colour(tokens.ink), 1.4 if radius > SMALL_MARK else 1.1))
            hollow = planned in drawn
            painter.setBrush(colour(tokens.surface if hollow else tokens.ink))
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(x, y - radius),
                        QPointF(x + radius, y),
                        QPointF(x, y + radius),
                        QPointF(x - radius, y),
                    ]
                )
            )
        for place, words in self._size_labels():
            self._text(painter, place, 2, words, tokens.ink2)

    def _size_labels(self) -> list[tuple[float, str]]:
        """Return where the sizes that are not the usual stand, beside their marks; see the menu.

        One that would lie on another mark or size is left out.
        """
        language, events = self.look.language, self.document.scenario.combined.events
        reach = self.event_radius + 1
        marks = [self.scale.x(one.month) for one in events if self.scale.shows(one.month)]
        taken = [(x - reach, x + reach) for x in marks]
        labels = []
        for planned in events:
            held = self.moving is not None and planned == self.moving[0]
            if planned.size == USUAL or held or not self.scale.shows(planned.month):
                continue
            x, words = self.scale.x(planned.month), size_mark(planned.size, language)
            width = metrics(SIZE_AXIS).horizontalAdvance(words)
            for start in (x + reach + 1, x - reach - 1 - width):
                end = start + width
                free = all(end <= left or start >= right for left, right in taken)
                if free and start >= self.scale.left and end <= self.scale.right:
                    taken.append((start, end))
                    labels.append((start, words))
                    break
        return labels

    @property
    def event_radius(self) -> float:
        """Return half the size of an event's mark, in pixels."""
        crowded = len(self.document.scenario.combined.events) > CROWDED
        return SMALL_MARK if crowded else LARGE_MARK

    def _paint_starts(self, painter: QPainter) -> None:
        model = self.document.model
        settings = self.document.scenario.combined.settings
        if not settings:
            return
        high = TRACK - 5
        each = min(5.0, high / len(settings))
        top = middle(3) - each * len(settings) / 2
        ordered = sorted(
            settings.items(), key=lambda item: (item[1].moves(model.clock)[0].start, item[0])
        )
        for number, (lever, setting) in enumerate(ordered):
            begins = [self.scale.x(move.start.plus(-1)) for move in setting.moves(model.clock)]
            start = max(self.scale.left, begins[0])
            end = min(self.scale.right, self.scale.x(setting.last or model.clock.horizon))
            if end <= start:
                continue
            bar = QRectF(start, top + each * number, end - start, max(1.0, each - 1))
            tint = model.levers[lever].family
            painter.fillRect(bar, colour(self.look.tokens.family(tint), 0.3))
            for move in begins:
                if self.scale.left <= move < end:
                    painter.fillRect(
                        QRectF(move, bar.top(), 2.5, bar.height()),
                        colour(self.look.tokens.family(tint)),
                    )

    def _paint_axis(self, painter: QPainter, chip: QRectF) -> None:
        tokens = self.look.tokens
        y = AXIS_TOP
        right = self.scale.right
        width = right - self.scale.left
        painter.fillRect(QRectF(self.scale.left, y, width, 1), colour(tokens.line2))
        painter.setFont(font(SIZE_AXIS))
        measure = metrics(SIZE_AXIS)
        per_year = 12 * self.scale.per_month
        every = next((years for years in (1, 2, 4) if per_year * years >= YEAR_ROOM), 8)
        for year in range(self.scale.span.first.year, self.scale.span.last.year + 1):
            # A year's label stands at its beginning, the end of the December before.
            before = Month(year - 1, 12)
            if before < self.scale.span.first:
                continue
            x = self.scale.x(before)
            long = year % every == 0
            painter.fillRect(QRectF(round(x), y, 1, 5 if long else 3), colour(tokens.line2))
            if long and not chip.left() - 22 < x < chip.right() + 22:
                words = str(year)
                painter.setPen(colour(tokens.ink3))
                painter.drawText(QPointF(x - measure.horizontalAdvance(words) / 2, y + 17), words)
