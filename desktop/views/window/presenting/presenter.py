"""What the operator's commands do to the room."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QVBoxLayout, QWidget

from desktop.bridge.awake import KeepAwake
from desktop.bridge.errors import PreferencesNotSavedError
from desktop.charts.projected_chart import ProjectedChart
from desktop.charts.room_state import RoomState
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.session.room.errors import NothingToReplayError
from desktop.session.session import Session
from desktop.ui.actions import REMOTE, ActionId, Actions
from desktop.ui.focus import FocusBefore
from desktop.ui.inline_prompt import TopPrompt
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import ChartArea
from desktop.views.room.room_window import RoomWindow
from desktop.views.window.presenting.operator_keys import (
    LETTERS,
    PAGE_LETTERS,
    OperatorKeys,
    is_plain,
)
from desktop.views.window.presenting.predicting import Predicting
from desktop.views.window.presenting.presenter_bar import PICTURE, PresenterBar, RoomStand
from desktop.views.window.presenting.prompts import CountdownPrompt, NoticePrompt, ask_month
from desktop.views.window.presenting.room_charts import RoomCharts
from desktop.views.window.presenting.room_stage import RoomStage, displays
from desktop.views.window.presenting.room_wear import RoomWear
from desktop.views.window.presenting.screens import Display, Stage
from desktop.views.window.room_notices import RoomNotices

PICTURE_MS = 1000
"""Once a second is the small picture drawn anew while something moves: it costs a frame."""
LARGE = QSize(300, 170)
"""Room for the picture on the page of a play."""
REST_MS, ARRIVED_MS = 60, 1400
"""After a change, and after one that curves take their time for, the picture is drawn anew."""
IN_MENU = (
    ActionId.PRESENT,
    ActionId.BLANK,
    ActionId.FREEZE,
    ActionId.REPLAY,
    ActionId.NEXT,
    ActionId.BACK,
    ActionId.CLOCK,
    ActionId.MARK,
)
"""What the room's window offers by itself, neutral to read for everybody."""


class Presenter(QObject):
    """Carry out the operator's commands, and stand for the room on the desk.

    The first command that needs the room opens it, shown or only prepared; its bar closes it.
    """

    discreet = Signal(bool)
    """The room sees the desk's screen from now on, or no longer."""
    pictured = Signal(QPixmap)
    """There is another small picture of what the room sees."""
    told = Signal(str)
    """The room stands otherwise: how, in words."""

    def __init__(
        self,
        session: Session,
        desk: ChartArea,
        actions: Actions,
        ask: TopPrompt,
        look: UiContext,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._session, self._show = session, session.room
        self._preferences = session.preferences.room
        self._desk, self._actions, self._ask = desk, actions, ask
        self._look, self._main = look, window
        self._wear = RoomWear(self._preferences, look)
        self._charts = RoomCharts(self._show, session.pins, desk)
        self._room: RoomWindow | None = None
        self._stage: RoomStage | None = None
        self._awake = KeepAwake(self)
        self._awake.refused.connect(self._warn)
        self._warned = False
        self.instead: dict[ActionId, Callable[[], object]] = {}
        """What commands do while a play is open, in the place of what they usually do."""
        self.hears_letters: Callable[[], bool] = lambda: False
        """Says whether the letters are commands for the page that is on show."""
        self._bar_away = False
        self._notices = RoomNotices(session, desk)
        self.place = QWidget(window)
        """What stands over the desk: the bar, and what the operator is asked."""
        focus = FocusBefore(desk)
        self.bar = PresenterBar(actions, look, self.place)
        self.notice_prompt = NoticePrompt(self._show.set_notice, look, focus, self.place)
        self.countdown_prompt = CountdownPrompt(self._show.set_countdown, look, focus, self.place)
        self.predicting = Predicting(session, desk, actions, look, self._remember, self.place)
        column = self._column = QVBoxLayout(self.place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        asking = (self.notice_prompt, self.countdown_prompt, self.predicting.bar)
        for part in (self.bar, *asking):
            column.addWidget(part)
        self._picturing = QTimer(self, singleShot=True)
        self._picturing.timeout.connect(self._take_picture)
        self._keys = OperatorKeys(self._give, self._is_meant, self._act_in_room, self)
        self._connect()
        self.set_look(look)

    def _connect(self) -> None:
        for act, answer in (
            (ActionId.PRESENT, self._turn_present),
            (ActionId.PREPARE, self._turn_prepare),
            (ActionId.BLANK, self._turn_blank),
            (ActionId.FREEZE, self._turn_freeze),
            (ActionId.REPLAY, self._replay),
            (ActionId.PREDICT, self._predict),
            (ActionId.NEXT, self._go_on),
            (ActionId.BACK, self._go_back),
            (ActionId.STORY_END, self._show.story_end),
            (ActionId.MARK, lambda: self._notices.mark(self._look)),
            (ActionId.CLOCK, self._turn_clock),
            (ActionId.COUNTDOWN, self._ask_countdown),
            (ActionId.NOTICE, self._ask_notice),
            (ActionId.SEEN_UNTIL, self._ask_month),
            (ActionId.SENTENCE, self._turn_sentence),
            (ActionId.MIRRORED, self._turn_mirrored),
            (ActionId.LETTERS, self._turn_letters),
        ):
            self._actions[act].triggered.connect(
                lambda _=False, act=act, usual=answer: self._carry_out(act, usual)
            )
        bar = self.bar
        bar.closed.connect(self.end)
        bar.more_time.connect(self._add_time)
        bar.languages_chosen.connect(self._choose_languages)
        bar.theme_asked.connect(self._turn_theme)
        bar.charts_menu.aboutToShow.connect(self._list_charts)
        self._show.changed.connect(self._follow)
        self._desk.cross_hair_moved.connect(self._read_on)
        self._desk.requests.room_asked.connect(self.turn_chart)

    def release(self) -> None:
        """End it all: the window closes."""
        self.end()
        self._keys.stop()
        self._notices.release()
        self.predicting.release()
        self._show.changed.disconnect(self._follow)

    @property
    def room(self) -> RoomWindow | None:
        """Return the room's window, None while there is none to be shown."""
        return self._room

    @property
    def stage(self) -> Stage | None:
        """Return where the room's window is, None while it is nowhere."""
        return None if self._stage is None else self._stage.stage

    # ------------------------------------------------------------ keys

    def _give(self, act: ActionId) -> None:
        self._actions[act].trigger()

    def _is_meant(self) -> bool:
        """Say whether the window in front is this desk, its room, or what belongs to them."""
        front = QApplication.activeWindow()
        while front is not None and (over := front.parentWidget()) is not None:
            front = over.window()
        return front in (None, self._main, self._room)

    def _act_in_room(self, window: QWindow, event: QKeyEvent) -> ActionId | None:
        """Return what a key does that the room's window is given."""
        room, key = self._room, Qt.Key(event.key())
        if not is_plain(event):
            return None
        if self._preferences.letters and self.hears_letters():
            return PAGE_LETTERS.get(key)
        if room is None or room.windowHandle() is not window:
            return None
        if key == Qt.Key.Key_Escape:
            # A remote sends it as easily as F5: on a screen of its own the show goes on.
            return ActionId.PRESENT if self.stage is Stage.DESK else None
        if key in LETTERS and self._preferences.letters:
            return LETTERS[key]
        return REMOTE.get(key)

    def _carry_out(self, act: ActionId, usual: Callable[[], object]) -> None:
        self.instead.get(act, usual)()

    def act_of(self, event: QKeyEvent) -> ActionId | None:
        """Return what a key does that nothing in the desk needed, None where it does nothing."""
        key, focused = Qt.Key(event.key()), self._main.focusWidget()
        if not is_plain(event):
            return None
        if isinstance(focused, ProjectedChart) and key in LETTERS and self._preferences.letters:
            return LETTERS[key]
        return REMOTE.get(key) if self._show.open else None

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key is for that nothing in the desk needed; False where it is for nothing."""
        act = self.act_of(event)
        if act is None:
            return False
        if not event.isAutoRepeat():
            self._give(act)
        return True

    # ------------------------------------------------------------ shown or not

    def _prepare(self) -> None:
        """Open the room, shown nowhere yet, with its bar."""
        if self._show.open:
            return
        self._room = room = RoomWindow(self._wear.look, self._wear.languages)
        room.set_commands([self._actions[act] for act in IN_MENU])
        room.addActions([self._actions[act] for act in (ActionId.PREDICT, ActionId.NOTICE)])
        self._stage = stage = RoomStage(room, self._main, self._preferences, self._wear.hint)
        stage.changed.connect(self._follow_stage)
        room.resize(stage.size)
        self._show.set_open(open_=True)
        room.show_state(self._show.state)
        self.bar.setHidden(self._bar_away)
        self._follow_stage()

    def end(self) -> None:
        """Show the room nothing any more, and put the bar away."""
        room, stage = self._room, self._stage
        if room is None or stage is None:
            return
        self._picturing.stop()
        self.notice_prompt.let_be()
        self.countdown_prompt.let_be()
        self.predicting.bar.put_away()
        self.bar.hide()
        self._show.story_end()
        self._show.set_open(open_=False)
        self._awake.end()
        stage.close()
        room.deleteLater()
        self._stage = self._room = None
        self._desk.requests.in_room = ()
        self._tell()

    def add_bar(self, bar: QWidget) -> None:
        """Let a bar more stand over the desk."""
        self._column.insertWidget(0, bar)

    def set_bar_away(self, away: bool) -> None:
        """Keep the bar away while a page shows what it does, or let it stand there again."""
        self._bar_away = away
        self.bar.setHidden(away or not self._show.open)
        self._tell()

    def _turn_prepare(self) -> None:
        if self._show.open:
            self.end()
        else:
            self._prepare()

    def _turn_present(self) -> None:
        self._prepare()
        assert self._stage is not None
        _close_popups()
        if self._stage.stage in (Stage.SCREEN, Stage.DESK):
            self._stage.leave()
        else:
            self._stage.present()

    def _warn(self, error: VecinosError) -> None:
        """Say once that the display may go dark: it may each time."""
        if not self._warned:
            self._warned = True
            self._desk.banner.show_error(error)

    def _back_to_desk(self) -> None:
        """Have the desk in sight, on which something is about to be asked."""
        _close_popups()
        self._prepare()
        if self._stage is not None and self._stage.stage is Stage.DESK:
            self._stage.leave()
        self._main.activateWindow()

    def _follow_stage(self) -> None:
        stage = self.stage
        if stage in (Stage.SCREEN, Stage.DESK):
            self._awake.begin()
        elif stage is None:
            self._awake.end()
        self._tell()
        self._picturing.start(REST_MS)

    def list_screens(self, menu: QMenu) -> None:
        """List the screens there are in a menu, to show the room on another one."""
        menu.clear()
        for display in displays():
            _, _, width, height = display.place
            words = self._look.text("room.screen", name=display.name, width=width, height=height)
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(display.key == self._preferences.screen)
            action.triggered.connect(lambda _=False, one=display: self._choose_screen(one))

    def _choose_screen(self, display: Display) -> None:
        self._preferences.screen = display.key
        if self._stage is not None:
            self._stage.choose_anew()
        self._remember()

    # ------------------------------------------------------------ commands

    def _turn_blank(self) -> None:
        self._prepare()
        self._show.set_blank(not self._show.blank)

    def _turn_freeze(self) -> None:
        self._prepare()
        self._show.set_frozen(not self._show.frozen)

    def _replay(self) -> None:
        if not self._show.replay():
            self._desk.banner.show_error(NothingToReplayError())

    def _go_on(self) -> None:
        self._prepare()
        self._show.story_next()

    def _go_back(self) -> None:
        self._prepare()
        self._show.story_back()

    def _predict(self) -> None:
        self.predicting.act(over_desk=self.stage is Stage.DESK, back_to_desk=self._back_to_desk)

    def _turn_sentence(self) -> None:
        self._prepare()
        self._show.set_spoken(not self._show.spoken)

    def _turn_clock(self) -> None:
        face = self._show.countdown
        if face is None or face.remaining == 0:
            self._ask_countdown()
        else:
            self._show.turn_countdown()

    def _add_time(self, minutes: int) -> None:
        play = self._session.play
        add = play.countdown.add if play.open else self._show.add_time
        add(60.0 * minutes)

    def _ask_countdown(self) -> None:
        self._back_to_desk()
        self.notice_prompt.let_be()
        self.countdown_prompt.ask(running=self._show.countdown is not None)

    def _ask_notice(self) -> None:
        self._back_to_desk()
        self.countdown_prompt.let_be()
        self.notice_prompt.ask(self._wear.languages[0], self._show.notice)

    def _ask_month(self) -> None:
        self._back_to_desk()
        ask_month(self._ask, self._show, self._look)

    def _read_on(self, month: Month | None) -> None:
        """Let the room read the month on which somebody holds the cross-hair."""
        self._show.read(month if self._desk.held else None)

    # ------------------------------------------------------------ charts of the room

    def _list_charts(self) -> None:
        self._charts.fill(self.bar.charts_menu, self._look, self.turn_chart)

    def turn_chart(self, indicator: str) -> None:
        """Show a chart in the room, or show it there no longer."""
        self._prepare()
        self._charts.turn(indicator)

    # ------------------------------------------------------------ what the room looks like

    def _choose_languages(self, place: int) -> None:
        self._wear.choose_languages(place)
        self._dress()

    def _turn_theme(self) -> None:
        self._wear.turn_theme()
        self._dress()

    def _dress(self) -> None:
        """Give the room's window its languages and theme, and remember them."""
        if self._room is not None:
            self._room.set_look(self._wear.look, self._wear.languages)
            for failure in self._room.missing:
                self._desk.banner.show_error(failure)
        self._tell()
        self._picturing.start(REST_MS)
        self._remember()

    def _turn_mirrored(self) -> None:
        self._preferences.mirrored = not self._preferences.mirrored
        if self._stage is not None:
            self._stage.choose_anew()
        self.discreet.emit(self._preferences.mirrored)
        self._tell()
        self._remember()

    def _turn_letters(self) -> None:
        self._preferences.letters = not self._preferences.letters
        self._tell()
        self._remember()

    def _remember(self) -> None:
        try:
            self._session.preferences.save()
        except PreferencesNotSavedError as error:
            self._desk.banner.show_error(error)

    # ------------------------------------------------------------ following

    def set_look(self, look: UiContext) -> None:
        """Take the desk's other language or theme; the room keeps its own."""
        self._look = self._wear.desk = look
        self.bar.set_look(look)
        self.notice_prompt.set_look(look)
        self.countdown_prompt.set_look(look)
        self.predicting.set_look(look)
        if self._room is not None and not self._preferences.languages:
            self._dress()
        self._tell()

    def _follow(self, state: RoomState) -> None:
        if self._room is None:
            return
        self._room.show_state(state)
        self._desk.requests.in_room = self._show.charts
        self._tell()
        if not state.moving:
            self._picturing.start(REST_MS if state.motion is None else ARRIVED_MS)
        elif self._room.isVisible() and not self._picturing.isActive():
            self._picturing.start(PICTURE_MS)

    def _take_picture(self) -> None:
        if self._stage is None:
            return
        if QApplication.activePopupWidget() is not None and self.stage in (None, Stage.GONE):
            # To lay the window out closes menus and popovers, even where it is shown nowhere.
            self._picturing.start(PICTURE_MS)
        else:
            ratio = self.bar.devicePixelRatioF()
            picture = self._stage.picture((LARGE if self._bar_away else PICTURE) * ratio)
            picture.setDevicePixelRatio(ratio)
            self.pictured.emit(picture)
            if not self._bar_away:
                self.bar.show_picture(picture)

    def _tell(self) -> None:
        """Tell the bar and the menus how the room stands."""
        show, stage = self._show, self._stage
        where = self.stage
        self.predicting.bar.set_hidden(self._preferences.mirrored)
        stand = RoomStand(
            where,
            "" if stage is None else stage.screen,
            show.blank,
            show.frozen,
            held=show.held,
            story=show.state.scene.story,
            seen_until=show.seen_until,
            countdown=show.countdown,
            languages=self._wear.languages,
            theme=self._preferences.theme,
        )
        self.bar.show_stand(stand)
        for act, on in (
            (ActionId.PRESENT, where in (Stage.SCREEN, Stage.DESK)),
            (ActionId.PREPARE, show.open),
            (ActionId.BLANK, show.blank),
            (ActionId.FREEZE, show.frozen),
            (ActionId.SENTENCE, show.spoken),
            (ActionId.MIRRORED, self._preferences.mirrored),
            (ActionId.LETTERS, self._preferences.letters),
        ):
            self._actions[act].setChecked(on)
        self._actions[ActionId.STORY_END].setEnabled(show.state.scene.story is not None)
        self.told.emit(stand.words(self._look))


def _close_popups() -> None:
    """Close menus and popovers: they would take keys and clicks from what is about to be shown."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
