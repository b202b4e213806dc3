"""The ten-minute look round: six steps on the real desk, left at any time."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.ui.heights import height_for
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext

CARD_WIDTH = 340
GAP = 12
RING = 3


class DeskPart(StrEnum):
    """Name a part of the desk; `tour.<name>` says what it is and what to try."""

    LEVERS = "levers"
    CHARTS = "charts"
    EXPLAIN = "explain"
    TIMELINE = "timeline"
    ASSUMPTIONS = "assumptions"
    SCENARIO = "scenario"


@dataclass(frozen=True, slots=True)
class Stop:
    """Show one part of the desk; `done` is what somebody does there to go on."""

    part: DeskPart
    place: Callable[[], QWidget]
    done: SignalInstance | None = None
    counts: Callable[..., bool] = lambda *_: True
    """Whether what the signal told was it: a drag under way, say, is not yet."""


class _Ring(QWidget):
    """Outline a part of the window; the mouse goes through it."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._look.tokens.focus), RING))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 8, 8)


class LookRound(QObject):
    """Lead through the stops; Escape, or the button, ends it where it stands."""

    ended = Signal()

    def __init__(self, stops: tuple[Stop, ...], look: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._stops, self._look, self._window = stops, look, window
        self._place = -1
        self._heard: SignalInstance | None = None
        self._ring = _Ring(look, window)
        self.card = QFrame(window)
        self.card.setProperty("role", "card")
        self.card.setFixedWidth(CARD_WIDTH)
        self._count = PlainLabel(self.card)
        self._count.setProperty("role", "quiet")
        self._words = PlainLabel(self.card, wraps=True)
        self._words.setProperty("role", "body")
        self.leave = worded_button(look.text("tour.leave"), "plain", look, self.card)
        self.back = worded_button(look.text("tour.back"), "plain", look, self.card)
        self.next = worded_button("", "main", look, self.card)
        self.leave.clicked.connect(self.end)
        self.back.clicked.connect(lambda: self._go(self._place - 1))
        self.next.clicked.connect(self._go_on)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._count)
        column.addWidget(self._words)
        column.addLayout(foot)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.activated.connect(self.end)
        window.installEventFilter(self)
        self._go(0)

    @property
    def stop(self) -> Stop:
        """Return where it stands."""
        return self._stops[self._place]

    def _go_on(self) -> None:
        self._go(self._place + 1)

    def _go(self, place: int) -> None:
        self._let_go()
        if place >= len(self._stops):
            self.end()
            return
        self._place = max(0, place)
        look, stop, last = self._look, self.stop, self._place == len(self._stops) - 1
        self._count.setText(look.text("tour.count", n=self._place + 1, total=len(self._stops)))
        self._words.setText(look.text(f"tour.{stop.part}"))
        self.next.setText(look.text("tour.finish") if last else look.text("tour.next"))
        self.back.setEnabled(self._place > 0)
        if stop.done is not None:
            self._heard = stop.done
            stop.done.connect(self._do)
        self._put()
        self.next.setFocus()

    def _do(self, *told: object) -> None:
        if self.stop.counts(*told) and self._place < len(self._stops) - 1:
            self._let_go()
            # What was done goes on first: whoever hears of it later must find this stop.
            QTimer.singleShot(0, self, self._go_on)

    def _let_go(self) -> None:
        if self._heard is not None:
            self._heard.disconnect(self._do)
            self._heard = None

    def _put(self) -> None:
        """Outline the stop and lay the card where it covers the least of it."""
        window, part = self._window, self.stop.place()
        area = QRect(part.mapTo(window, QPoint(0, 0)), part.size()).intersected(window.rect())
        self._ring.setGeometry(area)
        self._ring.show()
        self._ring.raise_()
        card, layout = self.card, self.card.layout()
        if layout is not None:
            layout.activate()
            card.setFixedHeight(height_for(layout, CARD_WIDTH))
        places = (
            QPoint(area.right() + GAP, area.top() + GAP),
            QPoint(area.left() - GAP - CARD_WIDTH, area.top() + GAP),
            QPoint(area.left(), area.top() - GAP - card.height()),
            QPoint(area.left(), area.bottom() + GAP),
        )
        whole = window.rect()
        free = (at for at in places if whole.contains(QRect(at, card.size())))
        middle = area.center() - QPoint(CARD_WIDTH // 2, card.height() // 2)
        card.move(next(free, middle))
        card.show()
        card.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._put()
        return False

    def end(self) -> None:
        """Take everything of it away; a second time does nothing."""
        if self._escape.isEnabled():
            self._escape.setEnabled(False)
            self._let_go()
            self._window.removeEventFilter(self)
            for gone in (self._ring, self.card, self._escape):
                gone.deleteLater()
            self._ring.hide()
            self.card.hide()
            self.ended.emit()
            self.deleteLater()
