"""Check this place: screens, keys, sound, power and the rest, before a session."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.bridge.awake import KeepAwake
from desktop.bridge.drive import read_drive
from desktop.bridge.job import Job
from desktop.bridge.power import read_power, seconds_until_dark
from desktop.charts.plain_text import PlainLabel
from desktop.domain.errors import MissingResourceError, VecinosError
from desktop.language.language import LANGUAGES, Language, load_language
from desktop.session.library_tasks import library_file
from desktop.session.run_speed import RunSpeed, time_runs
from desktop.session.session import Session
from desktop.ui.actions import OPERATOR, REMOTE
from desktop.ui.page import Page, Scrolled, card, worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.place import findings
from desktop.views.place.check_row import CheckRow
from desktop.views.place.findings import CheckId, Finding, Verdict
from desktop.views.place.keys import KeyLight, KeyListener
from desktop.views.place.screen_picture import ScreenPicture
from desktop.views.place.screens import screen_name, screen_words

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins

T = TypeVar("T")

PATIENCE_MS = 15_000
"""After so long a check that has not answered is said to have not."""


@dataclass(slots=True)
class PlaceState:
    """Hold what somebody told or pressed here, for as long as the program runs."""

    heard: bool | None = None
    arrived: set[int] = field(default_factory=set)


class PlacePage(Page):
    """List what a session needs of this machine, each with a sign, a sentence and what helps.

    Nothing here waits for the system: what may be slow is asked on other threads. The keys that
    are tried do nothing else while the page is on show, unless a room is: then they are the room's.
    """

    def __init__(
        self,
        session: Session,
        look: UiContext,
        state: PlaceState,
        room_screen: Callable[[], str],
    ) -> None:
        """Check at once; `room_screen` names the screen where the room's window is, or would be."""
        super().__init__(look, look.text("place.title"), look.text("place.trying"))
        self._session, self._state, self._room_screen = session, state, room_screen
        self._held: bool | None = None
        self._dark: tuple[int | None] | None = None
        self.picture: ScreenPicture | None = None
        self.again = worded_button(look.text("place.again"), "main", look, self)
        self.again.clicked.connect(self.check)
        self.head.addWidget(self.again)
        inside = QWidget(self)
        inside.setProperty("role", "page")
        box = card(inside)
        lines = QVBoxLayout(box)
        lines.setContentsMargins(16, 4, 16, 8)
        lines.setSpacing(0)
        self.rows = {check: CheckRow(check, look, box) for check in CheckId}
        for row in self.rows.values():
            lines.addWidget(row)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(box)
        column.addStretch(1)
        self._scroll = Scrolled(inside, self)
        self.body.addWidget(self._scroll)
        self.lights = self._add_lights(CheckId.KEYS, OPERATOR)
        self.lights |= self._add_lights(CheckId.REMOTE, REMOTE)
        self.beep = self._button(CheckId.SOUND, look.text("place.beep"))
        self.yes = self._button(CheckId.SOUND, look.text("place.heard"))
        self.no = self._button(CheckId.SOUND, look.text("place.not_heard"))
        self.beep.clicked.connect(self._beep)
        self.yes.clicked.connect(lambda: self._answer(heard=True))
        self.no.clicked.connect(lambda: self._answer(heard=False))
        self.yes.hide()
        self.no.hide()
        self.pictures: list[QPushButton] = []
        self._screens = QWidget(box)
        self.rows[CheckId.SCREENS].below.addWidget(self._screens)
        self._keys = KeyListener(lambda: not session.room.open, self)
        session.room.opened.connect(self._show_keys)
        self._keys.arrived.connect(self._take_key)
        self._awake = KeepAwake(self)
        self._awake.told.connect(self._take_awake)
        self._speed: LatestWins[RunSpeed] = session.spare_runs.questions(
            self,
            lambda speed: self._found(CheckId.MODEL, findings.model(look, speed)),
            lambda error: self._failed(CheckId.MODEL, error),
        )
        # Once for all that was found in one go: breaking lines anew takes its time.
        self._refit = QTimer(self, singleShot=True, interval=0)
        self._refit.timeout.connect(self._scroll.fit)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        program = QGuiApplication.instance()
        assert isinstance(program, QGuiApplication)
        program.screenAdded.connect(self._follow_screen)
        program.screenRemoved.connect(self._show_screens)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._show_screens)
        self.check()

    # ------------------------------------------------------------ building

    def _button(self, check: CheckId, words: str) -> QPushButton:
        button = worded_button(words, "plain", self.look, self.rows[check])
        self.rows[check].beside.addWidget(button)
        return button

    def _add_lights(self, check: CheckId, keys: Iterable[Qt.Key]) -> dict[Qt.Key, KeyLight]:
        row, line = self.rows[check], QHBoxLayout()
        line.setSpacing(6)
        line.setContentsMargins(0, 2, 0, 0)
        row.below.addLayout(line)
        lights = {key: KeyLight(key, self.look, row) for key in keys}
        for key, light in lights.items():
            light.set_lit(key in self._state.arrived)
            line.addWidget(light)
        line.addStretch(1)
        return lights

    # ------------------------------------------------------------ checking

    def check(self) -> None:
        """Try everything anew but what only somebody in the room can tell."""
        look = self.look
        for check, row in self.rows.items():
            if check not in (CheckId.SOUND, CheckId.KEYS, CheckId.REMOTE):
                row.show_finding(Finding(Verdict.TRYING, look.text("place.trying")))
        self._held, self._dark = None, None
        self._patience.start()
        self._show_screens()
        self._show_keys()
        self._found(CheckId.SOUND, findings.sound(look, heard=self._state.heard))
        self._found(CheckId.CLOCK, findings.clock(look))
        self._ask(
            CheckId.LANGUAGES,
            lambda: findings.languages(look),
            lambda found: self._found(CheckId.LANGUAGES, found),
        )
        self._awake.end()
        self._awake.begin()
        self._ask(CheckId.IDLE, seconds_until_dark, self._take_idle)
        self._ask(
            CheckId.POWER,
            read_power,
            lambda found: self._found(CheckId.POWER, findings.power(look, found)),
        )
        self._check_library()
        self._speed.want(
            self._session.spare_runs.question(time_runs(self._session.document.scenario.request))
        )

    def _ask(self, check: CheckId, work: Callable[[], T], done: Callable[[T], object]) -> None:
        job = Job(lambda _: work(), "a check of this place")
        job.then(self, done, lambda error: self._failed(check, error)).start()

    def _check_library(self) -> None:
        look, library = self.look, self._session.library
        if library.lane is None:
            for check in (CheckId.LIBRARY, CheckId.DISK):
                self._found(check, Finding(Verdict.UNKNOWN, look.text("place.no_library")))
            return
        good = Finding(Verdict.GOOD, look.text("place.library"))
        library.lane.submit(lambda store: store.try_writing()).then(
            self,
            lambda _: self._found(CheckId.LIBRARY, good),
            lambda error: self._found(CheckId.LIBRARY, findings.unsaved(look, error)),
        )
        location = library.location
        server = Finding(Verdict.UNKNOWN, look.text("place.disk_server"))

        def look_there() -> Finding:
            file = library_file(location)
            return server if file is None else findings.disk(look, read_drive(file))

        self._ask(CheckId.DISK, look_there, lambda found: self._found(CheckId.DISK, found))

    def _found(self, check: CheckId, finding: Finding) -> None:
        self.rows[check].show_finding(finding)
        self._refit.start()
        found = [row.finding.verdict for row in self.rows.values()]
        if Verdict.TRYING in found:
            self.say_about(self.look.text("place.trying"))
            return
        self._patience.stop()
        wrong = sum(verdict in (Verdict.CARE, Verdict.BAD) for verdict in found)
        if wrong:
            self.say_about(self.look.language.plural("place.some_wrong", wrong))
        else:
            self.say_about(self.look.text("place.none_wrong"))

    def _failed(self, check: CheckId, error: VecinosError) -> None:
        self._found(check, Finding(Verdict.BAD, self.look.language.error(error)))

    def _give_up(self) -> None:
        sentence = self.look.language.plural("place.no_answer", PATIENCE_MS // 1000)
        remedy = self.look.text("place.no_answer.remedy")
        for check, row in self.rows.items():
            if row.finding.verdict is Verdict.TRYING:
                self._found(check, Finding(Verdict.UNKNOWN, sentence, remedy))

    # ------------------------------------------------------------ staying awake

    def _take_awake(self, held: bool) -> None:
        self._awake.end()
        self._held = held
        self._found(CheckId.AWAKE, findings.awake(self.look, held=held))
        self._word_idle()

    def _take_idle(self, seconds: int | None) -> None:
        self._dark = (seconds,)
        self._word_idle()

    def _word_idle(self) -> None:
        if self._dark is not None:
            self._found(CheckId.IDLE, findings.idle(self.look, *self._dark, held=self._held))

    # ------------------------------------------------------------ sound and keys

    def _beep(self) -> None:
        QApplication.beep()
        self.yes.show()
        self.no.show()
        asked = Finding(Verdict.YOURS, self.look.text("place.sound_asked"))
        self._found(CheckId.SOUND, asked)

    def _answer(self, *, heard: bool) -> None:
        self._state.heard = heard
        self.beep.setFocus()
        self.yes.hide()
        self.no.hide()
        self._found(CheckId.SOUND, findings.sound(self.look, heard=heard))

    def _take_key(self, key: int) -> None:
        self._state.arrived.add(key)
        if self.picture is not None:
            self.picture.close()
        self._show_keys()

    def _show_keys(self) -> None:
        text, arrived = self.look.text, self._state.arrived
        for key, light in self.lights.items():
            light.set_lit(key in arrived)
        if self._session.room.open:
            taken = Finding(
                Verdict.YOURS, text("place.keys_taken"), text("place.keys_taken.remedy")
            )
            self._found(CheckId.KEYS, taken)
        elif arrived.issuperset(OPERATOR):
            self._found(CheckId.KEYS, Finding(Verdict.GOOD, text("place.keys_there")))
        else:
            asked = Finding(Verdict.YOURS, text("place.keys"), text("place.keys.remedy"))
            self._found(CheckId.KEYS, asked)
        if arrived.intersection(REMOTE):
            self._found(CheckId.REMOTE, Finding(Verdict.GOOD, text("place.remote_there")))
        else:
            self._found(CheckId.REMOTE, Finding(Verdict.YOURS, text("place.remote")))

    def showEvent(self, event: QShowEvent) -> None:
        """Hear the keys while the page is on show."""
        super().showEvent(event)
        self._keys.listen(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the keys to those whose they are."""
        self._keys.listen(on=False)
        super().hideEvent(event)

    # ------------------------------------------------------------ screens

    def _follow_screen(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._show_screens)
        self._show_screens()

    def _show_screens(self) -> None:
        look, row = self.look, self.rows[CheckId.SCREENS]
        self._screens.setParent(None)
        self._screens.deleteLater()
        self._screens = QWidget(row)
        lines = QVBoxLayout(self._screens)
        lines.setContentsMargins(0, 2, 0, 0)
        lines.setSpacing(4)
        self.pictures = []
        screens = QGuiApplication.screens()
        for screen in screens:
            words = screen_words(screen, look.language)
            label = PlainLabel(words, self._screens, wraps=True)
            label.setProperty("role", "second")
            button = worded_button(look.text("place.show_picture"), "plain", look, self._screens)
            button.setAccessibleName(look.text("place.show_picture_on", screen=words))
            button.clicked.connect(partial(self._show_picture, screen.name()))
            self.pictures.append(button)
            line = QHBoxLayout()
            line.addWidget(label, 1)
            line.addWidget(button)
            lines.addLayout(line)
        row.below.addWidget(self._screens)
        self._screens.show()
        wanted = self._room_screen()
        room = next((one for one in screens if one.name() == wanted), None)
        if len(screens) == 1 or room is None:
            sentence = look.language.plural("place.screens", len(screens))
        else:
            name = screen_name(room, look.language)
            count = look.language.number(len(screens))
            sentence = look.text("place.screens_room", count=count, screen=name)
        self._found(
            CheckId.SCREENS, Finding(Verdict.YOURS, sentence, look.text("place.screens.remedy"))
        )

    def _show_picture(self, name: str, _checked: bool = False) -> None:
        # Not the screen itself: what a widget once told of is gone for Python when the widget is.
        screen = next((one for one in QGuiApplication.screens() if one.name() == name), None)
        if screen is None:
            self._show_screens()
            return
        self.picture = ScreenPicture(screen, _spoken(self.look), self.look.theme, self)
        self.picture.destroyed.connect(self._forget_picture)
        self.picture.showFullScreen()
        self.picture.activateWindow()

    def _forget_picture(self) -> None:
        self.picture = None


def _spoken(look: UiContext) -> tuple[Language, ...]:
    """Return the languages there are, the window's own first."""
    found = [look.language]
    for code in LANGUAGES:
        try:
            language = load_language(code, look.resources)
        except MissingResourceError:
            # The list says so.
            continue
        found += [language] if language.code != look.language.code else []
    return tuple(found)
