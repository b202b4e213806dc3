"""The menu of one month on the timeline: place an event there, move or remove those it has."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.charts.plain_text import tip
from desktop.document.document import Document
from desktop.document.events import MoveEvent, PlaceEvent, RemoveEvent
from desktop.domain.clock import Month
from desktop.domain.lever import Family
from desktop.domain.policy import PlannedEvent
from desktop.ui.ui_context import UiContext
from desktop.views.timeline.event_words import event_name, event_words


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
        """Offer to place in `month`, and to remove or move each event of `found`."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._look = document, look
        for planned in found:
            self._offer(planned)
        if found:
            self.addSeparator()
        clock = document.model.clock
        self.place = QMenu(look.text("timeline.place", month=look.language.date(month)), self)
        """The thirty events by family."""
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
