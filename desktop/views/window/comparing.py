"""What is pinned, in one window: the bar that names it, the lines on the charts, its windows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.charts.pins import PinnedLine
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
        session.pins.changed.connect(self._follow)
        session.pinned.drawn.connect(self._follow)
        session.signals.changed.connect(self._on_document_changed)
        window.look_changed.connect(self._set_look)
        window.presenter.discreet.connect(self.bar.set_discreet)
        desk.released.connect(self._release)
        self._follow()

    def _release(self) -> None:
        """Follow no longer: the window closes."""
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

    def _compare_with(self, letter: str) -> None:
        self.compare()
        if self._window is not None:
            self._window.compare(letter)
        self._name()

    # ------------------------------------------------------------ following

    def _on_document_changed(self, changes: Changes) -> None:
        if self._session.pins.pins and (changes.assumptions or changes.scenario):
            self._name()

    def _follow(self) -> None:
        self._name()
        pinned, lines = self._session.pinned, dict[str, list[PinnedLine]]()
        for pin in self._session.pins.pins:
            for indicator, median in pinned.curves_of(pin.letter).medians.items():
                lines.setdefault(indicator, []).append(PinnedLine(pin.letter, median))
        self._desk.grid.show_pins({one: tuple(found) for one, found in lines.items()})

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
        self.bar.show_pins(named, None)
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
