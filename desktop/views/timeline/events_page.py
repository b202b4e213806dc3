"""The page of events: those the scenario assumes, and those that can be placed."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.events import MoveEvent, PlaceEvent, RemoveEvent, ResizeEvent
from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError, EventSizeError, VecinosError
from desktop.domain.indicator import Event
from desktop.domain.lever import Family
from desktop.domain.policy import LEAST_SIZE, MOST_SIZE, PlannedEvent
from desktop.language.months import read_month
from desktop.ui.lever_words import typed_number
from desktop.ui.page import Page, Scrolled, card, icon_button, worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.timeline.event_words import event_words, unsized_name

_ASSUMED_WIDTH = 400
_MONTH_WIDTH = 104
_SIZE_WIDTH = 52


class EventsPage(Page):
    """Place, move, resize and remove events by typing; the timeline does the same by hand."""

    def __init__(
        self, document: Document, month: Month, look: UiContext, parent: QWidget | None = None
    ) -> None:
        """Offer to place in `month`, or in another that is typed."""
        super().__init__(look, look.text("events.title"), look.text("events.about"), parent)
        self._document = document
        first, last = document.model.clock.first_planned, document.model.clock.horizon
        self.month = self._month_field(min(last, max(first, month)))
        self.month.setAccessibleName(look.text("events.month"))
        label = PlainLabel(look.text("events.month"), self)
        label.setProperty("role", "second")
        label.setBuddy(self.month)
        self.head.addWidget(label)
        self.head.addWidget(self.month)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self.fault.hide()
        self.body.addWidget(self.fault)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        self.months: dict[PlannedEvent, QLineEdit] = {}
        self.sizes: dict[PlannedEvent, QLineEdit] = {}
        self.removers: dict[PlannedEvent, QToolButton] = {}
        self.placers: dict[str, QPushButton] = {}
        self._assumed = QWidget(self)
        self._assumed_lines = QVBoxLayout(self._assumed)
        self._assumed_lines.setContentsMargins(16, 8, 16, 16)
        self._assumed_lines.setSpacing(4)
        scroll = Scrolled(self._assumed, self)
        scroll.setMinimumWidth(_ASSUMED_WIDTH)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        columns.addWidget(self._framed(scroll), 2)
        self._every = self._all_events()
        columns.addWidget(self._framed(self._every), 3)
        self.body.addLayout(columns, 1)
        self._scroll = scroll
        stop = document.listen(self._on_document_changed)
        self.destroyed.connect(stop)
        self._list()

    def _framed(self, inside: QWidget) -> QFrame:
        frame = card(self)
        around = QVBoxLayout(frame)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(inside)
        return frame

    def _month_field(self, month: Month) -> QLineEdit:
        return self._field(self.look.language.date(month), _MONTH_WIDTH)

    def _field(self, words: str, width: int) -> QLineEdit:
        field = QLineEdit(words, self)
        field.setProperty("role", "field")
        field.setFixedWidth(width)
        return field

    def _heading(self, words: str, parent: QWidget) -> QLabel:
        label = PlainLabel(words, parent)
        label.setProperty("role", "head")
        return label

    def _all_events(self) -> Scrolled:
        inside = QWidget(self)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(16, 8, 16, 16)
        lines.setSpacing(6)
        for family in Family:
            of_family = [e for e in self._document.model.events.values() if e.family is family]
            if of_family:
                lines.addSpacing(6)
                lines.addWidget(self._heading(self.look.text(f"levers.family.{family}"), inside))
            for event in of_family:
                lines.addLayout(self._event_line(event, inside))
        lines.addStretch(1)
        scroll = Scrolled(inside, self)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _event_line(self, event: Event, parent: QWidget) -> QHBoxLayout:
        language = self.look.language
        name = language.wording(event.name)
        title = PlainLabel(name, parent, wraps=True)
        about = PlainLabel(language.wording(event.sentence), parent, wraps=True)
        about.setProperty("role", "second")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(about)
        place = worded_button(self.look.text("events.place"), "plain", self.look, parent)
        place.setAccessibleName(self.look.text("events.place_one", event=name))
        place.clicked.connect(lambda: self._place(event.id))
        self.placers[event.id] = place
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addLayout(words, 1)
        line.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def point_at(self, event: str) -> None:
        """Go to the button that places an event."""
        self.placers[event].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._every.ensureWidgetVisible(self.placers[event], 0, 60)

    # ------------------------------------------------------------ what is assumed

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.events or changes.scenario:
            self._list()

    def _list(self) -> None:
        while (item := self._assumed_lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.months, self.sizes, self.removers = {}, {}, {}
        scenario = self._document.scenario
        events = sorted(scenario.combined.events, key=lambda one: (one.month, one.event))
        title = self.look.language.plural("events.assumed", len(events))
        self._assumed_lines.addWidget(self._heading(title, self._assumed))
        for planned in events:
            self._assumed_lines.addWidget(self._assumed_line(planned))
        self._assumed_lines.addStretch(1)
        self._scroll.fit()

    def _assumed_line(self, planned: PlannedEvent) -> QWidget:
        words = event_words(planned, self._document, self.look)
        line = QWidget(self._assumed)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        month = self._month_field(planned.month)
        month.setAccessibleName(self.look.text("events.month_of", mark=words))
        month.editingFinished.connect(lambda: self._move(planned, month))
        size = self._field(self.look.language.exactly(planned.size), _SIZE_WIDTH)
        size.setAccessibleName(self.look.text("events.size_of", mark=words))
        size.setToolTip(tip(self.look.text("events.size_about")))
        size.editingFinished.connect(lambda: self._resize(planned, size))
        name = PlainLabel(unsized_name(planned, self._document, self.look), line, wraps=True)
        remove = icon_button("x", self.look.text("timeline.remove", mark=words), self.look, line)
        remove.setIconSize(QSize(14, 14))
        remove.clicked.connect(lambda: self._do(RemoveEvent(planned)))
        row.addWidget(month)
        row.addWidget(PlainLabel(self.look.text("events.times"), line))
        row.addWidget(size)
        row.addWidget(name, 1)
        row.addWidget(remove)
        self.months[planned], self.sizes[planned] = month, size
        self.removers[planned] = remove
        return line

    # ------------------------------------------------------------ what is done

    def _typed(self, field: QLineEdit) -> Month | None:
        try:
            return read_month(field.text(), self.look.language.code)
        except BadMonthError as error:
            self._say(error)
            return None

    def _place(self, event: str) -> None:
        month = self._typed(self.month)
        if month is not None:
            self._do(PlaceEvent(PlannedEvent(event, month)))

    def _move(self, planned: PlannedEvent, field: QLineEdit) -> None:
        month = self._typed(field)
        if month is not None and planned in self.months:
            self._do(MoveEvent(planned, month))

    def _resize(self, planned: PlannedEvent, field: QLineEdit) -> None:
        text = field.text().strip()
        size = typed_number(text)
        if size is None:
            limits = {"least": LEAST_SIZE, "most": MOST_SIZE}
            self._say(EventSizeError(event=planned.event, size=text, **limits))
        elif planned in self.sizes:
            self._do(ResizeEvent(planned, size))

    def _do(self, command: PlaceEvent | MoveEvent | ResizeEvent | RemoveEvent) -> None:
        try:
            self._document.apply(command, self)
        except VecinosError as error:
            self._say(error)
        else:
            self.fault.hide()

    def _say(self, error: VecinosError) -> None:
        self.fault.setText(self.look.language.error(error))
        self.fault.show()
