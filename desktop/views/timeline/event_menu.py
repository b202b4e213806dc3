"""The menu of one month on the timeline: place an event there; move, resize, remove others."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.charts.plain_text import tip
from desktop.document.document import Document
from desktop.document.events import MoveEvent, PlaceEvent, RemoveEvent, ResizeEvent
from desktop.domain.clock import Month
from desktop.domain.lever import Family
from desktop.domain.policy import PlannedEvent
from desktop.language.event_sizes import size_words
from desktop.ui.ui_context import UiContext
from desktop.views.timeline.event_words import event_name, event_words

SIZES = (0.5, 1.0, 1.5, 2.0, 3.0)
"""Those that are offered; any other is typed on the page of events."""


class EventMenu(QMenu):
    """Offer what can be done to the events of one month; gone when it is closed."""

    def __init__(
        self,
        document: Document,
        month: Month,
        found: tuple[PlannedEvent, ...],
        show_all: Callable[[], None],
        look: UiContext,
        parent: QWidget,
    ) -> None:
        """Offer to place in `month`, and to remove, move or resize each event of `found`."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._look, self._show_all = document, look, show_all
        self.sizes: dict[PlannedEvent, QMenu] = {}
        """The sizes that each event is offered."""
        for planned in found:
            self._offer(planned)
        if found:
            self.addSeparator()
        clock = document.model.clock
        self.place = QMenu(look.text("timeline.place", month=look.language.date(month)), self)
        """The events by family."""
        if clock.first_planned <= month <= clock.horizon:
            self.addMenu(self.place)
            self._list(month)
        else:
            first = look.language.date(clock.first_planned)
            self.addAction(look.text("timeline.place_from", month=first)).setEnabled(False)
        self.addAction(look.text("timeline.all_events")).triggered.connect(show_all)

    def _offer(self, planned: PlannedEvent) -> None:
        document, look, clock = self._document, self._look, self._document.model.clock
        words = event_words(planned, document, look)
        remove = self.addAction(look.text("timeline.remove", mark=words))
        remove.triggered.connect(lambda: document.apply(RemoveEvent(planned), self))
        name = event_name(planned, document, look)
        for months in (-12, -1, 1, 12):
            month = planned.month.plus(months)
            if clock.first_planned <= month <= clock.horizon:
                to = look.language.date(month)
                move = self.addAction(look.text("timeline.move", event=name, month=to))
                move.triggered.connect(
                    lambda _=False, month=month: document.apply(MoveEvent(planned, month), self)
                )
        self._offer_sizes(planned, name)

    def _offer_sizes(self, planned: PlannedEvent, name: str) -> None:
        document, look = self._document, self._look
        self.sizes[planned] = sizes = self.addMenu(look.text("timeline.resize", event=name))
        for size in SIZES:
            words = size_words(size, look.language)
            choice = sizes.addAction(words[:1].upper() + words[1:])
            choice.setCheckable(True)
            choice.setChecked(size == planned.size)
            choice.triggered.connect(
                lambda _=False, size=size: document.apply(ResizeEvent(planned, size), self)
            )
        sizes.addAction(look.text("timeline.other_size")).triggered.connect(self._show_all)

    def _list(self, month: Month) -> None:
        document, look = self._document, self._look
        for family in Family:
            of_family = [one for one in document.model.events.values() if one.family is family]
            if not of_family:
                continue
            inside = self.place.addMenu(look.text(f"levers.family.{family}"))
            for event in of_family:
                action = inside.addAction(look.language.wording(event.name))
                action.setToolTip(tip(look.language.wording(event.sentence)))
                action.triggered.connect(
                    lambda _=False, event=event: document.apply(
                        PlaceEvent(PlannedEvent(event.id, month)), self
                    )
                )
            inside.setToolTipsVisible(True)
