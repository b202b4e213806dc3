"""What stands on the desk under test and where, in words that hold in every language.

Buttons and menu entries are named by the message that words them, so that one script serves both
languages. Places are in the screen's own pixels. Nothing here acts on the desk.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QToolButton, QWidget

from desktop.app.desk import Desk
from desktop.domain.clock import Month
from desktop.domain.policy import PlannedEvent
from desktop.engine.results.projection import MEDIAN
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.inline_prompt import InlinePrompt
from desktop.ui.page import Page
from desktop.views.timeline.event_words import event_words
from desktop.views.timeline.tracks import middle
from desktop.views.window.main_window import MainWindow
from tests.views.room.heard import heard

EVENTS_Y = round(middle(2))
"""Where on the timeline the events lie."""
Place = list[int]
"""Left, top, width, height; of a point only the first two."""


def rect(place: QRect) -> Place:
    """Return left, top, width, height."""
    return [place.x(), place.y(), place.width(), place.height()]


def name_of(widget: QWidget | None) -> str | None:
    """Return what tells a widget from others: its object name, else its class and its words."""
    if widget is None:
        return None
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.objectName() or f"{type(widget).__name__} {words or widget.accessibleName()}"


class Answers:
    """Stand in the place of the system's file dialogs."""

    def __init__(self) -> None:
        self.path: Path | None = None

    def to_write(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Answer as told."""
        return self.path

    def to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Answer as told."""
        return self.path

    def to_open_all(self, parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
        """Answer as told."""
        return () if self.path is None else (self.path,)

    def to_fill(self, parent: QWidget, title: str) -> Path | None:
        """Answer as told."""
        return self.path


class Sight:
    """Answer questions about one window."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._files = Answers()
        for way in ("to_write", "to_open", "to_open_all", "to_fill"):
            patch.object(SystemFiles, way, getattr(self._files, way)).start()

    @property
    def answers(self) -> dict[str, Callable[..., object]]:
        """Return the questions by their word."""
        return {
            "open": self._open,
            "focus": lambda: name_of(QApplication.focusWidget()),
            "kept_focus": lambda: name_of(self._window.focusWidget()),
            "says": self._says,
            "button": self._button,
            "entry": self._entry,
            "part": self._part,
            "parts": lambda: {name: self._place(part) for name, part in self._parts().items()},
            "stands": self._stands,
            "room": self._room,
            "shoot": self._shoot,
            "shoot_room": self._shoot_room,
            "month": self._month,
            "scenario": self._scenario,
            "scenario_named": self._scenario_named,
            "outside": self._outside,
            "answer_with": self._answer_with,
        }

    @property
    def _window(self) -> MainWindow:
        return self._desk.window

    def pixels(self, point: QPoint) -> Place:
        """Return a place of the window system's, which may draw larger, in the screen's pixels."""
        scale = self._window.devicePixelRatio()
        return [round(point.x() * scale), round(point.y() * scale)]

    def _place(self, widget: QWidget) -> Place:
        """Return where the part of a widget that can be seen lies."""
        seen = widget.visibleRegion().boundingRect()
        size = QPoint(seen.width(), seen.height())
        return self.pixels(widget.mapToGlobal(seen.topLeft())) + self.pixels(size)

    # ------------------------------------------------------------ what is open

    def _open(self) -> list[str]:
        """Name all that can be put away: windows, popovers, menus, pages, prompts, bars."""
        window = self._window
        over = [each for each in QApplication.topLevelWidgets() if each is not window]
        # The trust page, the tour and the bars share no class with the other pages.
        names = {"EvaluationPage", "LookRound", "ExplainPanel", "NoticeBar", "FailureBanner"}
        names |= {"PresenterBar", "NoticePrompt", "CountdownPrompt", "CallsBar", "SheetProposal"}
        names |= {"PlayBar", "ImportSheets"}
        inside = [
            each
            for each in window.findChildren(QObject)
            if isinstance(each, Page | InlinePrompt) or type(each).__name__ in names
        ]
        return sorted(
            type(each).__name__
            for each in (*over, *inside)
            if not isinstance(each, QWidget) or each.isVisible()
        )

    def _stands(self) -> dict[str, object]:
        """Say where the window stands and what room its screen has."""
        window = self._window
        frame, room = window.frameGeometry(), window.screen().availableGeometry()
        return {
            "inside": room.contains(frame),
            "frame": rect(frame),
            "room": rect(room),
            "maximized": window.isMaximized(),
            "size": [window.width(), window.height()],
            "scale": window.devicePixelRatio(),
            "charts": len(window.desk.shown),
            "modal": QApplication.activeModalWidget() is not None,
        }

    def _room(self) -> dict[str, object]:
        """Say where the room's window is, and what the desk's bar says of it."""
        presenter = self._window.presenter
        room = presenter.room
        return {
            "shown": room is not None and room.isVisible(),
            "frame": None if room is None else rect(room.frameGeometry()),
            "stage": presenter.stage,
            "says": presenter.bar.state.text,
            "blank": self._desk.session.room.blank,
            **self._room_told(),
        }

    def _room_told(self) -> dict[str, object]:
        """Say what the room is told, and what anybody in it could hear read aloud."""
        show, room = self._desk.session.room, self._window.presenter.room
        state, asked = show.state, show.calls.asked
        lines = {one.indicator.id: one.fan.policy for one in state.curves}
        return {
            "heard": [] if room is None or not room.isVisible() else heard(room),
            "moves": room is not None and room.moves,
            "motion": None if state.motion is None else state.motion.number,
            "frozen": show.frozen,
            "held": show.held,
            "called": 0 if asked is None else len(asked.calls),
            "outcome": None if show.calls.result is None else show.calls.result.outcome,
            "ends": {
                one: None if line is None else float(line[MEDIAN, -1])
                for one, line in lines.items()
            },
        }

    def _shoot_room(self, path: str) -> bool:
        """Take what the room's window shows."""
        room = self._window.presenter.room
        return room is not None and room.grab().save(path, "PNG")

    # ------------------------------------------------------------ where things are

    def _worded(self, message: str, values: tuple[str, ...]) -> str:
        """Return the words of a message, or of an event.

        Of values, @2028-06 stands for the month and event:… for the event, in words.
        """
        language = self._window.look.language
        if message.startswith("event:"):
            return self._said(message)
        named = dict(value.split("=", 1) for value in values)
        return language.text(message, **{name: self._said(value) for name, value in named.items()})

    def _said(self, value: str) -> str:
        language = self._window.look.language
        if value.startswith("@"):
            return language.date(Month(*map(int, value[1:].split("-"))))
        if value.startswith("event:"):
            events = self._desk.document.model.events
            return language.wording(events[value.removeprefix("event:")].name)
        if value.startswith("mark:"):
            _, event, month = value.split(":")
            planned = PlannedEvent(event, Month.parse(month))
            return event_words(planned, self._desk.document, self._window.look)
        return value

    def _says(self, message: str, *values: str) -> bool:
        """Say whether the words of a message stand on a label that can be seen."""
        words = self._worded(message, values)
        labels = self._window.findChildren(QLabel)
        return any(label.text() == words and label.isVisible() for label in labels)

    def _button(self, message: str, *values: str) -> Place | None:
        """Return the middle of the button that a message words, of the one on top."""
        words = self._worded(message, values)
        found = [
            button
            for top in reversed(list(self._tops()))
            for button in top.findChildren(QAbstractButton)
            if words in (button.text(), button.accessibleName())
            and button.isVisible()
            and button.isEnabled()
            and not button.visibleRegion().isEmpty()
        ]
        return self._middle(found[0]) if found else None

    def _tops(self) -> Iterator[QWidget]:
        yield self._window
        for each in QApplication.topLevelWidgets():
            if each.isVisible() and each is not self._window:
                yield each

    def _middle(self, widget: QWidget) -> Place:
        left, top, width, height = self._place(widget)
        return [left + width // 2, top + height // 2]

    def _entry(self, message: str, *values: str) -> Place | None:
        """Return the middle of the menu entry that a message words, in a menu that is open."""
        words = self._worded(message, values)
        for menu in QApplication.topLevelWidgets():
            if isinstance(menu, QMenu) and menu.isVisible():
                for action in menu.actions():
                    if action.text() == words and action.isEnabled():
                        return self._entry_place(menu, action)
        return None

    def _entry_place(self, menu: QMenu, action: QAction) -> Place:
        return self.pixels(menu.mapToGlobal(menu.actionGeometry(action).center()))

    def _parts(self) -> dict[str, QWidget]:
        window = self._window
        bar, desk = window.top_bar, window.desk
        parts: dict[str, QWidget] = {
            "window": window,
            "levers": window.levers,
            "charts": desk,
            "strip": desk.strip,
            "timeline": window.timeline,
            "inspector": window.inspector,
            "rail": window.inspector.button,
            "scenario": bar.scenario,
            "assumptions": bar.assumptions,
            "trust": bar.trust,
            "language": bar.language,
            "families": desk.toolbar.families,
            "future": desk.toolbar.future,
            "reset": desk.toolbar.reset,
        }
        for number, indicator in enumerate(desk.shown, 1):
            parts[f"chart{number}"] = desk.card(indicator)
            dots = desk.card(indicator).findChild(QToolButton)
            assert dots is not None
            parts[f"dots{number}"] = dots
        for button in bar.findChildren(QAbstractButton):
            parts.setdefault(f"bar {button.accessibleName() or button.text()}", button)
        return {name: part for name, part in parts.items() if part.isVisible()}

    def _part(self, name: str) -> Place | None:
        """Return the middle of a part, or of what has this object name."""
        part = self._parts().get(name) or self._window.findChild(QWidget, name)
        return self._middle(part) if isinstance(part, QWidget) and part.isVisible() else None

    def _month(self, year: str, month: str) -> Place:
        """Return where events of a month lie on the timeline."""
        timeline = self._window.timeline
        place = QPoint(round(timeline.x_of(Month(int(year), int(month)))), EVENTS_Y)
        return self.pixels(timeline.mapToGlobal(place))

    def _row_of(self, name: str) -> int | None:
        browser = self._window.pages.browser
        if browser is None:
            return None
        model = browser.table.model()
        rows = range(model.rowCount())
        words = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows]
        return next((row for row in rows if name in words[row]), None)

    def _scenario(self, row: str) -> Place | None:
        """Return the place of a scenario in the list of the browser."""
        browser = self._window.pages.browser
        if browser is None or browser.table.model().rowCount() <= int(row):
            return None
        table = browser.table
        place = table.visualRect(table.model().index(int(row), 0)).center()
        return self.pixels(table.viewport().mapToGlobal(place))

    def _scenario_named(self, name: str) -> Place | None:
        row = self._row_of(name)
        return None if row is None else self._scenario(str(row))

    def _outside(self) -> Place:
        """Return a place where nothing opens and nothing takes the focus."""
        timeline, bar = self._window.timeline, self._window.top_bar
        place = timeline.mapToGlobal(QPoint(6, timeline.height() - 4))
        popup = QApplication.activePopupWidget()
        if popup is not None and popup.geometry().contains(place):
            place = bar.mapToGlobal(QPoint(bar.width() // 2, 4))
        return self.pixels(place)

    def _answer_with(self, path: str) -> bool:
        """Know what a person would answer to the system's next question for a file."""
        self._files.path = Path(path)
        return True

    def _shoot(self, path: str) -> bool:
        """Take the whole screen."""
        screen = QGuiApplication.primaryScreen()
        return screen.grabWindow(0).save(path, "PNG")
