"""The years along the bottom: votes, treaty dates, events, lever starts, and the cross-hair."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desktop.bridge.document_signals import DocumentSignals
from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.events import MoveEvent, RemoveEvent
from desktop.domain.clock import Month
from desktop.domain.policy import PlannedEvent
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext
from desktop.views.timeline.ballots import ballots
from desktop.views.timeline.event_menu import EventMenu
from desktop.views.timeline.event_words import event_name
from desktop.views.timeline.scale import Scale, Span
from desktop.views.timeline.tracks import AXIS_TOP, TRACK, Tracks, middle

HEIGHT = 108
FIRST_YEAR = 2007
RIGHT = 26
_EVENTS_TRACK = 2
_TURN = 120.0
"""What Qt counts for one notch of a wheel."""


class Timeline(QWidget):
    """Paint the tracks; pointing at a month puts the cross-hair there.

    A click holds the cross-hair, on the track of events it offers what can be done to them. An
    event is dragged to another month; a drag elsewhere shows the months it passed over, as the
    wheel shows fewer or more.
    """

    month_pointed = Signal(Month)
    """The month under the pointer; None where none is."""
    hold_asked = Signal(Month)
    """A month was clicked: hold the cross-hair there, or let go of it; None lets go."""
    span_changed = Signal(Span)
    """Other months are shown."""
    events_asked = Signal()
    """Somebody wants to see all events."""

    def __init__(
        self,
        document: Document,
        signals: DocumentSignals,
        look: UiContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._cross_hair: Month | None = None
        self._held = False
        self._headline = document.model.clock.horizon
        self._left = 340
        self._take_model()
        self._marked = self._policy_marks()
        self._span = self.whole
        self._pressed: QPoint | None = None
        self._pointer = 0.0
        self._dragging = False
        self._grabbed: PlannedEvent | None = None
        self.setProperty("role", "timeline")
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        signals.changed.connect(self._on_document_changed)
        self.set_look(look)

    def _take_model(self) -> None:
        model = self._document.model
        self._ballots = ballots(model.votes)
        self.whole = Span(Month(FIRST_YEAR, 1), model.clock.horizon)
        """All months there are."""

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.setAccessibleName(look.text("timeline.name"))
        self._describe()
        self.update()

    def set_left(self, left: int) -> None:
        """Begin the years this far from the left edge: where the charts begin."""
        self._left = left
        self.update()

    def set_cross_hair(self, month: Month | None, headline: Month, *, held: bool = False) -> None:
        """Mark a month on the axis; without one, mark the month of the headlines quietly."""
        self._cross_hair, self._headline, self._held = month, headline, held
        self._describe()
        self.update()

    # ------------------------------------------------------------ the months shown

    @property
    def span(self) -> Span:
        """Return the months shown."""
        return self._span

    def show_span(self, span: Span) -> None:
        """Show other months."""
        span = span.within(self.whole)
        if span != self._span:
            self._span = span
            self.update()
            self.span_changed.emit(span)

    def zoom(self, turns: float) -> None:
        """Show fewer months round the one that is read, or more where `turns` is below zero."""
        self.show_span(self._span.zoomed(self._read, turns, self.whole))

    @property
    def scale(self) -> Scale:
        """Return where the months lie."""
        return Scale(self._span, self._left, self.width() - RIGHT)

    def x_of(self, month: Month) -> float:
        """Return where the end of a month lies."""
        return self.scale.x(month)

    def month_at(self, x: float) -> Month:
        """Return the month whose end is nearest to a place, within the months shown."""
        return self.scale.month(x)

    @property
    def _read(self) -> Month:
        return self._cross_hair or self._headline

    # ------------------------------------------------------------ pointing

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at a month, drag an event to it, or draw the span that shall be shown."""
        self._pointer = x = event.position().x()
        if self._pressed is not None and not self._dragging:
            far = abs(x - self._pressed.x()) >= QApplication.startDragDistance()
            self._dragging = far
        if self._dragging:
            self.update()
        if self._held and not self._dragging:
            return
        inside = self._left - 4 <= x <= self.width() - RIGHT + 4
        if self._grabbed is not None and self._dragging:
            self.month_pointed.emit(self._landing(x))
        elif not self._held:
            self.month_pointed.emit(self.month_at(x) if inside else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an event, or begin a span."""
        place = event.position().toPoint()
        inside = self._left - 4 <= place.x() <= self.width() - RIGHT + 4
        if event.button() != Qt.MouseButton.LeftButton or not inside:
            super().mousePressEvent(event)
            return
        found = self.events_at(place)
        self._pressed, self._dragging = place, False
        self._grabbed = found[0] if found else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the event go where it is, show the span, or take it as a click."""
        pressed, dragged, grabbed = self._pressed, self._dragging, self._grabbed
        self._pressed, self._dragging, self._grabbed = None, False, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        x = event.position().x()
        if dragged and grabbed is not None:
            self._document.apply(MoveEvent(grabbed, self._landing(x)), self)
        elif dragged:
            first, last = sorted((self.month_at(pressed.x()), self.month_at(x)))
            self.show_span(Span(first, last))
        elif self._on_events(pressed.y()):
            self._offer(event.globalPosition().toPoint(), self.month_at(x), pressed)
        else:
            self.hold_asked.emit(self.month_at(x))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show all months again; what the first of the two clicks held is let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.hold_asked.emit(None)
            self.show_span(self.whole)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Show fewer or more months round the pointer; turned sideways, earlier or later ones."""
        turned = event.angleDelta()
        if abs(turned.x()) > abs(turned.y()):
            months = -round(turned.x() / _TURN * self._span.months / 12)
            self.show_span(self._span.moved(months, self.whole))
        else:
            about = self.month_at(event.position().x())
            self.show_span(self._span.zoomed(about, turned.y() / _TURN, self.whole))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done to the events of the month."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            if event.pos().x() >= self._left - 4:
                self._offer(event.globalPos(), self.month_at(event.pos().x()), event.pos())
        else:
            self.offer_events()

    def offer_events(self) -> None:
        """Offer what can be done to the events of the month that is read."""
        if not self.scale.shows(self._read):
            self.show_span(self.whole)
        place = QPoint(round(self.x_of(self._read)), round(middle(_EVENTS_TRACK)))
        self._offer(self.mapToGlobal(place), self._read, None)

    def _offer(self, corner: QPoint, month: Month, place: QPoint | None) -> None:
        found = self._events_of(month) if place is None else self.events_at(place)
        if found:
            month = found[0].month
        menu = EventMenu(self._document, month, found, self.events_asked.emit, self._look, self)
        menu.popup(corner)

    @staticmethod
    def _on_events(y: float) -> bool:
        return abs(y - middle(_EVENTS_TRACK)) <= TRACK / 2

    def events_at(self, place: QPoint) -> tuple[PlannedEvent, ...]:
        """Return the events whose marks lie under a place."""
        if not self._on_events(place.y()):
            return ()
        reach = self._tracks().event_radius + 1
        events = self._document.scenario.combined.events
        return tuple(e for e in events if abs(self.x_of(e.month) - place.x()) <= reach)

    def _events_of(self, month: Month) -> tuple[PlannedEvent, ...]:
        events = self._document.scenario.combined.events
        return tuple(planned for planned in events if planned.month == month)

    def _landing(self, x: float) -> Month:
        """Return the month nearest to a place in which an event can happen."""
        clock = self._document.model.clock
        return min(clock.horizon, max(clock.first_planned, self.month_at(x)))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        if not self._held:
            self.month_pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the cross-hair by months, with Shift by years; with Control, move the event there.

        Enter and Insert offer to place one, Delete takes one away; + and - show fewer and more
        months, 0 all. Escape lets the cross-hair go, then shows all months.
        """
        key, modifiers = event.key(), event.modifiers()
        months = 12 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            months = -months if key == Qt.Key.Key_Left else months
            if modifiers & Qt.KeyboardModifier.ControlModifier:
                self._move_event(months)
            else:
                self._walk_to(self._read.plus(months))
        elif key == Qt.Key.Key_Escape and (self._held or self._cross_hair is not None):
            self.hold_asked.emit(None)
            self.month_pointed.emit(None)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_0) and self._span != self.whole:
            self.show_span(self.whole)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoom(1 if key == Qt.Key.Key_Plus else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Insert):
            self.offer_events()
        elif key == Qt.Key.Key_Delete:
            for planned in self._events_of(self._read)[:1]:
                self._document.apply(RemoveEvent(planned), self)
        else:
            super().keyPressEvent(event)

    def _walk_to(self, month: Month) -> None:
        month = min(self.whole.last, max(self.whole.first, month))
        if month < self._span.first:
            self.show_span(self._span.moved(month.minus(self._span.first), self.whole))
        elif month > self._span.last:
            self.show_span(self._span.moved(month.minus(self._span.last), self.whole))
        self.month_pointed.emit(month)

    def _move_event(self, months: int) -> None:
        clock = self._document.model.clock
        for planned in self._events_of(self._read)[:1]:
            month = planned.month.plus(months)
            month = min(clock.horizon, max(clock.first_planned, month))
            self._document.apply(MoveEvent(planned, month), self)
            self._walk_to(month)

    # ------------------------------------------------------------ words

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.model:
            self._take_model()
            self.show_span(self._span)
        marked = self._policy_marks()
        if changes.scenario or changes.model or marked != self._marked:
            self._marked = marked
            self._describe()
            self.update()

    def _policy_marks(self) -> tuple[object, ...]:
        """Return what the policy puts on the tracks: how far a lever is moved does not show."""
        scenario, clock = self._document.scenario, self._document.model.clock
        policy = scenario.combined
        spans = tuple(
            (lever, tuple(move.start for move in setting.moves(clock)), setting.last)
            for lever, setting in policy.settings.items()
        )
        return policy.events, scenario.drawn, spans

    def _describe(self) -> None:
        at = self._read
        month = self._look.language.date(at)
        held = self._look.text("timeline.held", month=month)
        read = held if self._held else self._look.text("timeline.at", month=month)
        marks = [read, *self._marks(at, at)]
        if self._events_of(at):
            marks.append(self._look.text("timeline.remove_hint"))
        self.setAccessibleDescription(" ".join(marks))

    def _marks(self, first: Month, last: Month) -> list[str]:
        """Name what lies between two months: votes, calendar, events, lever starts."""
        language, model = self._look.language, self._document.model
        found: list[tuple[Month, str]] = []

        def note(month: Month, words: Callable[[], str]) -> None:
            # A drag asks with every step: only what lies there is put into words.
            if first <= month <= last:
                found.append((month, words()))

        for vote in model.votes:
            kind = "midterm" if vote.midterm else "vote"
            note(vote.month, partial(self._look.text, f"timeline.{kind}_{vote.country}"))
        for entry in model.calendar:
            note(entry.month, partial(language.wording, entry.name))
        policy = self._document.scenario.combined
        for planned in policy.events:
            note(planned.month, partial(event_name, planned, self._document, self._look))
        for lever, setting in policy.settings.items():
            for move in setting.moves(model.clock):
                note(move.start, partial(self._start_of, lever))
        return [
            self._look.text("timeline.mark", month=language.date(month), mark=words)
            for month, words in sorted(found)
        ]

    def _start_of(self, lever: str) -> str:
        name = self._look.language.wording(self._document.model.levers[lever].name)
        return self._look.text("timeline.start", lever=name)

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

    # ------------------------------------------------------------ painting

    def _tracks(self) -> Tracks:
        moving = None
        if self._grabbed is not None and self._dragging:
            moving = (self._grabbed, self._landing(self._pointer))
        return Tracks(self._document, self._look, self._ballots, self.scale, moving)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint panel, tracks, axis and marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._look.tokens
        painter.fillRect(self.rect(), colour(tokens.panel))
        painter.fillRect(QRectF(0, 0, self.width(), 1), colour(tokens.line))
        self._tracks().paint(painter, self._chip())
        self._paint_rubber(painter)
        self._paint_cross_hair(painter)
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 3, -2, -2), 6, 6)
        painter.end()

    def _paint_rubber(self, painter: QPainter) -> None:
        """Tint the months that a drag will show."""
        if self._dragging and self._grabbed is None and self._pressed is not None:
            ends = sorted((float(self._pressed.x()), self._pointer))
            left, right = max(self._left, ends[0]), min(self.width() - RIGHT, ends[1])
            tint = colour(self._look.tokens.primary, 0.16)
            painter.fillRect(QRectF(left, 1, max(0, right - left), AXIS_TOP), tint)

    def _paint_cross_hair(self, painter: QPainter) -> None:
        tokens = self._look.tokens
        month = self._read
        x = self.x_of(month)
        if not self.scale.shows(month):
            return
        if self._held:
            painter.fillRect(QRectF(round(x) - 1, 1, 3, AXIS_TOP), colour(tokens.primary))
        else:
            tint = tokens.hist if self._cross_hair is None else tokens.ink
            painter.fillRect(QRectF(round(x), 1, 1, AXIS_TOP), colour(tint))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.primary))
        chip = self._chip()
        painter.drawRoundedRect(chip, 3, 3)
        painter.setFont(font(SIZE_AXIS, strong=True))
        painter.setPen(colour(tokens.onprimary))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._chip_words())

    def _chip_words(self) -> str:
        words = self._look.language.date(self._read)
        return self._look.text("timeline.held_chip", month=words) if self._held else words

    def _chip(self) -> QRectF:
        """Return the place of the month that is read, on the axis."""
        width = metrics(SIZE_AXIS, strong=True).horizontalAdvance(self._chip_words()) + 14
        x = self.x_of(self._read)
        left = min(max(self._left - 4.0, x - width / 2), self.width() - width - 4)
        return QRectF(left, AXIS_TOP + 4, width, 17)
