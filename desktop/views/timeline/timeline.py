"""The years along the bottom: votes, treaty dates, events, lever starts, and the cross-hair."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from desktop.bridge.document_signals import DocumentSignals
from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.indicator import Country, Vote
from desktop.domain.policy import PlannedEvent
from desktop.views.desk.look import Look
from desktop.views.timeline.future_card import Futures, event_words
from desktop.views.widgets.type import colour, font, metrics

HEIGHT = 108
TRACK = 19
TOP = 7
FIRST_YEAR = 2007
RIGHT = 26
CROWDED = 24
"""More events than this get smaller marks."""
BOTH_WITHIN = 7
"""Votes of the two countries at most this many months apart share one mark."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """Hold one mark of the elections' track."""

    month: Month
    us: bool
    mx: bool
    midterm: bool


def ballots(votes: Iterable[Vote]) -> tuple[Ballot, ...]:
    """Return one mark a vote, or one for two votes of the same year."""
    whole = sorted((vote for vote in votes if not vote.midterm), key=lambda vote: vote.month)
    found: list[Ballot] = []
    for vote in whole:
        last = found[-1] if found else None
        us, mx = vote.country is Country.US, vote.country is Country.MX
        near = last is not None and vote.month.minus(last.month) <= BOTH_WITHIN
        if last is not None and near and (last.us, last.mx) != (us, mx):
            found[-1] = Ballot(last.month, us=True, mx=True, midterm=False)
        else:
            found.append(Ballot(vote.month, us, mx, midterm=False))
    dots = (
        Ballot(v.month, v.country is Country.US, v.country is Country.MX, midterm=True)
        for v in votes
        if v.midterm
    )
    return tuple(sorted((*found, *dots), key=lambda ballot: ballot.month))


class Timeline(QWidget):
    """Paint the tracks; pointing at a month puts the cross-hair there."""

    month_pointed = Signal(object)

    def __init__(
        self,
        document: Document,
        signals: DocumentSignals,
        futures: Futures,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._futures = futures
        self._ballots = ballots(document.model.votes)
        self._cross_hair: Month | None = None
        self._headline = document.model.clock.horizon
        self._left = 340
        self.setProperty("role", "timeline")
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        signals.changed.connect(self._hear)
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take another language or theme."""
        self._look = look
        self.setAccessibleName(look.text("timeline.name"))
        self._describe()
        self.update()

    def set_left(self, left: int) -> None:
        """Begin the years this far from the left edge: where the charts begin."""
        self._left = left
        self.update()

    def set_cross_hair(self, month: Month | None, headline: Month) -> None:
        """Mark a month on the axis; without one, mark the month of the headlines quietly."""
        self._cross_hair, self._headline = month, headline
        self._describe()
        self.update()

    # ------------------------------------------------------------ pointing

    def x_of(self, month: Month) -> float:
        """Return where the end of a month lies."""
        return self._left + (month.year_fraction - FIRST_YEAR) * self._per_year

    def month_at(self, x: float) -> Month:
        """Return the month whose end is nearest to a place, within the years shown."""
        ordinal = round((x - self._left) / self._per_year * 12) + FIRST_YEAR * 12 - 1
        first = Month(FIRST_YEAR, 1)
        return Month.from_ordinal(
            min(self._document.model.clock.horizon.ordinal, max(first.ordinal, ordinal))
        )

    @property
    def _per_year(self) -> float:
        years = self._document.model.clock.horizon.year_fraction - FIRST_YEAR
        return max(1.0, self.width() - RIGHT - self._left) / years

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at a month."""
        x = event.position().x()
        inside = self._left - 4 <= x <= self.width() - RIGHT + 4
        self.month_pointed.emit(self.month_at(x) if inside else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Offer to take away the events under the pointer."""
        found = self.events_at(event.position().toPoint())
        if not found or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for planned in found:
            words = event_words(planned, self._document, self._look)
            action = menu.addAction(self._look.text("timeline.remove", mark=words))
            action.triggered.connect(lambda _=False, planned=planned: self._futures.remove(planned))
        menu.popup(event.globalPosition().toPoint())

    def events_at(self, place: QPoint) -> tuple[PlannedEvent, ...]:
        """Return the events whose marks lie under a place."""
        if abs(place.y() - self._middle(2)) > TRACK / 2:
            return ()
        reach = self._event_radius + 1
        events = self._document.scenario.combined.events
        return tuple(e for e in events if abs(self.x_of(e.month) - place.x()) <= reach)

    @property
    def _event_radius(self) -> float:
        crowded = len(self._document.scenario.combined.events) > CROWDED
        return 3.2 if crowded else 5.0

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self.month_pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the cross-hair by months, with Shift by years; Escape takes it away.

        Delete takes away an event of the month that is read.
        """
        months = 12 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        clock = self._document.model.clock
        at = self._cross_hair or self._headline
        if event.key() == Qt.Key.Key_Left:
            self.month_pointed.emit(max(Month(FIRST_YEAR, 1), at.plus(-months)))
        elif event.key() == Qt.Key.Key_Right:
            self.month_pointed.emit(min(clock.horizon, at.plus(months)))
        elif event.key() == Qt.Key.Key_Escape:
            self.month_pointed.emit(None)
        elif event.key() == Qt.Key.Key_Delete:
            for planned in self._document.scenario.combined.events:
                if planned.month == at:
                    self._futures.remove(planned)
                    break
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ painting

    def _hear(self, changes: Changes) -> None:
        if changes.policy:
            self._describe()
            self.update()

    def _describe(self) -> None:
        at = self._cross_hair or self._headline
        month = self._look.language.date(at)
        marks = [self._look.text("timeline.at", month=month), *self._marks(at, at)]
        if any(planned.month == at for planned in self._document.scenario.combined.events):
            marks.append(self._look.text("timeline.remove_hint"))
        self.setAccessibleDescription(" ".join(marks))

    def _marks(self, first: Month, last: Month) -> list[str]:
        """Name what lies between two months: votes, calendar, events, lever starts."""
        language, model = self._look.language, self._document.model
        found: list[tuple[Month, str]] = []
        for vote in model.votes:
            kind = "midterm" if vote.midterm else "vote"
            found.append((vote.month, self._look.text(f"timeline.{kind}_{vote.country}")))
        found += [(entry.month, language.wording(entry.name)) for entry in model.calendar]
        policy = self._document.scenario.combined
        for planned in policy.events:
            found.append((planned.month, language.wording(model.events[planned.event].name)))
        for lever, setting in policy.settings.items():
            start = setting.start or model.clock.first
            name = language.wording(model.levers[lever].name)
            found.append((start, self._look.text("timeline.start", lever=name)))
        return [
            self._look.text("timeline.mark", month=language.date(month), mark=words)
            for month, words in sorted(found)
            if first <= month <= last
        ]

    def event(self, event: QEvent) -> bool:
        """Name the marks under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            x = event.pos().x()
            marks = self._marks(self.month_at(x - 5), self.month_at(x + 5))
            if marks and x >= self._left - 5:
                QToolTip.showText(event.globalPos(), tip("\n".join(marks)), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint panel, tracks, axis and marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._look.tokens
        painter.fillRect(self.rect(), colour(tokens.panel))
        painter.fillRect(QRectF(0, 0, self.width(), 1), colour(tokens.line))
        self._paint_frame(painter)
        self._paint_ballots(painter)
        self._paint_calendar(painter)
        self._paint_events(painter)
        self._paint_starts(painter)
        self._paint_axis(painter)
        self._paint_cross_hair(painter)
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 3, -2, -2), 6, 6)
        painter.end()

    @staticmethod
    def _middle(track: int) -> float:
        return TOP + TRACK * track + TRACK / 2

    def _text(
        self, painter: QPainter, x: float, track: int, text: str, ink: str, *, strong: bool = False
    ) -> None:
        painter.setFont(font(SIZE_AXIS, strong=strong))
        painter.setPen(colour(ink))
        painter.drawText(QPointF(x, self._middle(track) + 4.5), text)

    def _paint_frame(self, painter: QPainter) -> None:
        tokens = self._look.tokens
        right = self.width() - RIGHT
        vantage = self.x_of(self._document.model.clock.vantage)
        bottom = self._middle(4) - TRACK / 2 + 2
        painter.fillRect(QRectF(vantage, 1, right - vantage, bottom - 1), colour(tokens.proj))
        names = ("timeline.elections", "timeline.calendar", "timeline.events", "timeline.starts")
        for track, name in enumerate(names):
            words = self._look.text(name)
            width = metrics(SIZE_AXIS).horizontalAdvance(words)
            self._text(painter, self._left - 14 - width, track, words, tokens.ink2)
            painter.fillRect(
                QRectF(self._left, round(self._middle(track)), right - self._left, 1),
                colour(tokens.grid),
            )
        painter.fillRect(QRectF(round(vantage), 1, 1.5, bottom - 1), colour(tokens.ink))
        clock = self._document.model.clock
        words = self._look.text("timeline.vantage", month=self._look.language.date(clock.vantage))
        width = metrics(SIZE_AXIS, strong=True).horizontalAdvance(words)
        place = QRectF(vantage - width - 12, self._middle(2) - 8, width + 8, 16)
        painter.fillRect(place, colour(tokens.panel))
        self._text(painter, place.left() + 4, 2, words, tokens.ink, strong=True)

    def _paint_ballots(self, painter: QPainter) -> None:
        tokens = self._look.tokens
        y = self._middle(0)
        ink = colour(tokens.ink2)
        for ballot in self._ballots:
            x = self.x_of(ballot.month)
            if x < self._left:
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
        tokens = self._look.tokens
        y = self._middle(1)
        labels = self._calendar_labels()
        for place, _ in labels:
            past = place.left() < self.x_of(self._document.model.clock.vantage)
            painter.fillRect(place, colour(tokens.panel if past else tokens.proj))
        for entry in self._document.model.calendar:
            x = self.x_of(entry.month)
            if x < self._left:
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
        model = self._document.model
        strong = [entry for entry in model.calendar if entry.kind in ("treaty", "review")]
        reviews = [e for e in strong if e.kind == "review" and e.month > model.clock.vantage]
        named = sorted(reviews, key=lambda entry: entry.month)[:1]
        named += [entry for entry in strong if entry.kind == "treaty"]
        y = self._middle(1)
        marks = [(self.x_of(entry.month) - 6, self.x_of(entry.month) + 6) for entry in strong]
        vantage = self.x_of(model.clock.vantage)
        taken = [*marks, (vantage - 2, vantage + 4)]
        labels: list[tuple[QRectF, str]] = []
        for entry in named:
            words = self._look.language.wording(entry.name)
            width = metrics(SIZE_AXIS).horizontalAdvance(words) + 4
            x = self.x_of(entry.month)
            for start in (x + 6, x - 6 - width):
                end = start + width
                free = all(end <= left or start >= right for left, right in taken)
                if free and start >= self._left and end <= self.width() - RIGHT:
                    taken.append((start, end))
                    labels.append((QRectF(start, y - 8, width, 16), words))
                    break
        return labels

    def _paint_events(self, painter: QPainter) -> None:
        tokens = self._look.tokens
        y = self._middle(2)
        radius = self._event_radius
        painter.setPen(QPen(colour(tokens.ink), 1.4 if radius > 4 else 1.1))
        painter.setBrush(colour(tokens.surface))
        for planned in self._document.scenario.combined.events:
            x = self.x_of(planned.month)
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

    def _paint_starts(self, painter: QPainter) -> None:
        model = self._document.model
        settings = self._document.scenario.combined.settings
        if not settings:
            return
        high = TRACK - 5
        each = min(5.0, high / len(settings))
        top = self._middle(3) - each * len(settings) / 2
        ordered = sorted(
            settings.items(), key=lambda item: (item[1].start or model.clock.first, item[0])
        )
        for number, (lever, setting) in enumerate(ordered):
            start = self.x_of((setting.start or model.clock.first).plus(-1))
            end = self.x_of(setting.last or model.clock.horizon)
            bar = QRectF(start, top + each * number, end - start, max(1.0, each - 1))
            tint = model.levers[lever].family
            painter.fillRect(bar, colour(self._look.tokens.family(tint), 0.3))
            painter.fillRect(
                QRectF(start, bar.top(), 2.5, bar.height()),
                colour(self._look.tokens.family(tint)),
            )

    def _paint_axis(self, painter: QPainter) -> None:
        tokens = self._look.tokens
        y = self._middle(4) - TRACK / 2 + 2
        right = self.width() - RIGHT
        painter.fillRect(QRectF(self._left, y, right - self._left, 1), colour(tokens.line2))
        painter.setFont(font(SIZE_AXIS))
        measure = metrics(SIZE_AXIS)
        chip = self._chip()
        every = 4 if self._per_year * 4 >= 46 else 8
        for year in range(FIRST_YEAR + 1, self._document.model.clock.horizon.year + 1):
            # A year's label stands at its beginning, the end of the December before.
            x = self.x_of(Month(year - 1, 12))
            long = year % every == 0
            painter.fillRect(QRectF(round(x), y, 1, 5 if long else 3), colour(tokens.line2))
            if long and not chip.left() - 22 < x < chip.right() + 22:
                words = str(year)
                painter.setPen(colour(tokens.ink3))
                painter.drawText(QPointF(x - measure.horizontalAdvance(words) / 2, y + 17), words)

    def _paint_cross_hair(self, painter: QPainter) -> None:
        tokens = self._look.tokens
        month = self._cross_hair or self._headline
        x = self.x_of(month)
        y = self._middle(4) - TRACK / 2 + 2
        pointed = self._cross_hair is not None
        painter.fillRect(QRectF(round(x), 1, 1, y), colour(tokens.ink if pointed else tokens.hist))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.primary))
        chip = self._chip()
        painter.drawRoundedRect(chip, 3, 3)
        painter.setFont(font(SIZE_AXIS, strong=True))
        painter.setPen(colour(tokens.onprimary))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._look.language.date(month))

    def _chip(self) -> QRectF:
        """Return the place of the month that is read, on the axis."""
        month = self._cross_hair or self._headline
        words = self._look.language.date(month)
        width = metrics(SIZE_AXIS, strong=True).horizontalAdvance(words) + 14
        x, y = self.x_of(month), self._middle(4) - TRACK / 2 + 2
        left = min(max(self._left - 4.0, x - width / 2), self.width() - width - 4)
        return QRectF(left, y + 4, width, 17)
