"""What is pinned, in one window: the bar that names it, the lines on the charts, its windows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from desktop.document.changes import Changes
from desktop.domain.pin import Pin
from desktop.session.run_summary import frozen
from desktop.session.session import Session
from desktop.ui.actions import ActionId
from desktop.ui.ui_context import UiContext
from desktop.views.compare.compare_window import CompareWindow
from desktop.views.compare.pin_bar import NamedPin, PinBar
from desktop.views.compare.pin_chooser import PinChooser, StepWords
from desktop.views.compare.pin_words import pin_words, remark, state_words
from desktop.views.window.top_bar import step_words

if TYPE_CHECKING:
    from desktop.views.window.main_window import MainWindow


class Comparing(QObject):
    """Carry out the commands about pins, and keep bar and charts in step with what is pinned."""

    def __init__(self, window: "MainWindow", session: Session) -> None:
        super().__init__(window)
        desk, actions, look = window.desk, window.actions_, window.look
        self._session, self._desk, self._look = session, desk, look
        self._window: CompareWindow | None = None
        self._told: frozenset[str] = frozenset()
        """What was said of pins already."""
        self.bar = PinBar(actions, look, desk)
        self.bar.off.connect(self.take_off)
        self.bar.compared.connect(self._compare_with)
        desk.take_bar(self.bar, lambda: self.bar.controls)
        actions[ActionId.PIN].triggered.connect(self.pin_now)
        actions[ActionId.PIN_OTHER].triggered.connect(self.choose)
        actions[ActionId.COMPARE].triggered.connect(self.compare)
        self._turning = actions[ActionId.DIFFERENCE]
        self._turning.triggered.connect(self.turn_difference)
        self.bar.difference_asked.connect(self._ask_difference)
        session.pins.changed.connect(self._follow)
        session.pinned.drawn.connect(self._follow)
        session.difference.changed.connect(self._follow_difference)
        session.difference.told.connect(desk.differing.draw)
        desk.filled.connect(session.difference.renew)
        desk.levels_wanted.connect(session.difference.leave)
        window.exports.against_words = self.against_words
        window.installEventFilter(self)
        session.signals.changed.connect(self._on_document_changed)
        window.look_changed.connect(self._set_look)
        window.presenter.discreet.connect(self.bar.set_discreet)
        desk.released.connect(self._release)
        self._follow()
        if session.difference.against is not None:
            self._follow_difference()
            session.difference.renew()

    def _release(self) -> None:
        """Follow no longer: the window closes."""
        self._session.difference.changed.disconnect(self._follow_difference)
        self._session.difference.told.disconnect(self._desk.differing.draw)
        self._session.pins.changed.disconnect(self._follow)
        self._session.pinned.drawn.disconnect(self._follow)

    def _set_look(self, look: UiContext) -> None:
        self._look = look
        self.bar.set_look(look)
        if self._window is not None and isValid(self._window):
            self._window.set_look(look)
        self._follow()

    # ------------------------------------------------------------ commands

    def pin_now(self) -> None:
        """Pin the scenario as it stands; the bar names it."""
        session, curves = self._session, self._session.projector.latest
        bands = None
        if (
            curves is not None
            and curves.exact
            and not curves.monthly
            and curves.revision == session.document.revision
        ):
            bands = frozen(curves.bands, session.model)
        session.pins.pin_now(bands)

    def take_off(self, letter: str) -> None:
        """Pin something no longer; it can be taken back."""
        board = self._session.pins
        pin, bands, pins = board.pin_of(letter), board.bands_of(letter), board.pins
        if pin is None:
            return
        board.take_off(letter)
        self._desk.notice.say(
            lambda look: look.text(
                "compare.taken_off", letter=letter, what=pin_words(pin, pins, look)
            ),
            lambda: board.put_back(pin, bands),
        )

    def choose(self) -> None:
        """Open the window in which anything can be found and pinned."""
        model, look = self._session.model, self._look
        words = StepWords(lambda step: step_words(step, model, look))
        chooser = PinChooser(
            self._session.document,
            self._session.pins,
            self._session.autosave,
            self.pin_now,
            words,
            look,
            self._desk.window(),
        )
        chooser.show()

    def compare(self) -> None:
        """Open the window that says what differs."""
        if self._window is None or not isValid(self._window):
            board = self._session.pins
            document, parent = self._session.document, self._desk.window()
            self._window = CompareWindow(document, lambda: board.pins, self._look, parent)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def turn_difference(self) -> None:
        """Show how the desk differs from what it was compared with last, or levels again."""
        self._session.difference.turn()
        self._mark_difference()

    def _ask_difference(self, against: str) -> None:
        if against:
            self._session.difference.show(against)
        else:
            self._session.difference.leave()
        self._name()

    def against_words(self, against: str) -> str:
        """Return what the desk is compared with: a pin, by its letter, or the status quo."""
        look, pins = self._look, self._session.pins.pins
        pin = self._session.pins.pin_of(against)
        if pin is None:
            return look.text("compare.from_status_quo")
        named = look.text("compare.pin", letter=against, what=pin_words(pin, pins, look))
        return look.text("compare.from_pin", pin=named)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take an Escape that nothing in the window was for: it goes back to levels."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._session.difference.against is not None
        ):
            self._session.difference.leave()
            return True
        return super().eventFilter(watched, event)

    def _compare_with(self, letter: str) -> None:
        self.compare()
        if self._window is not None:
            self._window.compare(letter)
        self._name()

    # ------------------------------------------------------------ following

    def _on_document_changed(self, changes: Changes) -> None:
        if self._session.pins.pins and (changes.assumptions or changes.scenario):
            self._name()

    def _follow_difference(self) -> None:
        self._desk.differing.turn(on=self._session.difference.against is not None)
        self._name()

    def _mark_difference(self) -> None:
        self._turning.setChecked(self._session.difference.against is not None)

    def _follow(self) -> None:
        self._name()
        self._desk.grid.show_pins(self._session.pinned.lines)

    def _name(self) -> None:
        session, look = self._session, self._look
        desk, pins = session.document.scenario, session.pins.pins
        named = [
            NamedPin(
                pin.letter,
                (state_words if pin.name == desk.name else pin_words)(pin, pins, look),
                self._remark(pin, look),
            )
            for pin in pins
        ]
        self.bar.show_pins(named, session.difference.against)
        self._mark_difference()
        self._say_once(tuple(one.remark for one in named if one.remark))
        if self._window is not None and isValid(self._window):
            self._window.refresh()

    def _remark(self, pin: Pin, look: UiContext) -> str:
        session = self._session
        return remark(
            pin,
            session.pinned.curves_of(pin.letter),
            session.document.scenario,
            session.model,
            look,
            orphan=pin.letter in session.pins.orphans,
        )

    def _say_once(self, remarks: tuple[str, ...]) -> None:
        """Say what must be known of pins as it comes up; it stays in their tooltips."""
        fresh = [one for one in remarks if one not in self._told]
        self._told = frozenset(remarks)
        if fresh:
            pins = self._session.pins.pins
            self._desk.notice.say(
                lambda look: " ".join(filter(None, (self._remark(pin, look) for pin in pins))),
                stays=True,
            )
