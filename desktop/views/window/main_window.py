"""The desk: one window over one document."""

import logging
from operator import attrgetter

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QToolButton, QVBoxLayout, QWidget

from desktop.bridge.document_signals import DocumentSignals
from desktop.bridge.errors import PreferencesNotSavedError
from desktop.charts.style import palette, style_sheet
from desktop.charts.tokens import Theme
from desktop.document.changes import Changes
from desktop.document.random_futures import RandomFutures
from desktop.domain.errors import VecinosError
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.session.projector import Projector
from desktop.session.save_state import SaveState
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.session.session import Session
from desktop.ui.actions import ActionId, Actions
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.focus import FocusBefore
from desktop.ui.inline_prompt import TopPrompt
from desktop.ui.popover import Popover
from desktop.ui.side_window import SideWindow
from desktop.ui.style_sheet import desk_sheet
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import MARGIN, ChartArea
from desktop.views.explain.inspector import WIDE_WINDOW
from desktop.views.explain.panel import ExplainPanel
from desktop.views.help.look_round import DeskPart, LookRound, Stop
from desktop.views.levers.lever_panel import LeverPanel
from desktop.views.packages.package_card import PackageCard
from desktop.views.scenarios.library_actions import LibraryActions
from desktop.views.scenarios.name_prompts import NamePrompts
from desktop.views.timeline.future_card import FutureCard
from desktop.views.timeline.scale import Span
from desktop.views.timeline.timeline import Timeline
from desktop.views.window.asking import Asking
from desktop.views.window.columns import DeskColumns
from desktop.views.window.comparing import Comparing
from desktop.views.window.desk_tour import DeskTour
from desktop.views.window.discretion import Discretion
from desktop.views.window.drop_hint import DropHint
from desktop.views.window.dropping import Dropping
from desktop.views.window.enabled import update_enabled
from desktop.views.window.evaluation_overlay import EvaluationOverlay
from desktop.views.window.explaining import Explaining
from desktop.views.window.exports import Exports
from desktop.views.window.finding import Finding
from desktop.views.window.following import CurvesFollower
from desktop.views.window.help_cards import HelpCards
from desktop.views.window.incoming import Incoming
from desktop.views.window.library_notices import LibraryNotices
from desktop.views.window.main_menu import MainMenu
from desktop.views.window.on_screens import OnScreens
from desktop.views.window.page_stack import PageStack
from desktop.views.window.pages import Pages
from desktop.views.window.placement import kept_place, restored, stand_as_designed
from desktop.views.window.playing import Playing
from desktop.views.window.presenting.presenter import Presenter
from desktop.views.window.reading_order import Panel, ReadingOrder
from desktop.views.window.resets import Resets
from desktop.views.window.scenario_actions import ScenarioActions
from desktop.views.window.side_windows import SideWindows
from desktop.views.window.timeline_notes import TimelineNotes
from desktop.views.window.top_bar import TopBar

_log = logging.getLogger(__name__)

DESIGNED = (1440, 900)
SMALLEST = (960, 560)


class MainWindow(QMainWindow):
    """Show levers, curves and timeline of one document, in one language and one theme.

    Until the session opens a library nothing is saved and the commands about scenarios are off.
    """

    look_changed = Signal(UiContext)
    """The window took another language or theme: its UiContext."""

    def __init__(self, session: Session, look: UiContext) -> None:
        super().__init__()
        self._session = session
        document, signals, projector = session.document, session.signals, session.projector
        preferences = session.preferences
        self._document = document
        self._projector = projector
        self._preferences = preferences
        self._look = look
        self._autosave: ScenarioAutosave | None = None
        """Whose news is shown."""
        self._closed = False
        self.actions_ = Actions(self, look)
        self.top_bar = TopBar(document, self.actions_, look, self)
        self.ask = TopPrompt(look, self.top_bar.height(), self)
        self.levers = LeverPanel(document, look.language, look.tokens, habits=preferences.habits)
        self.desk = ChartArea(document, signals, projector, preferences, self.actions_, look, self)
        self.presenter = Presenter(session, self.desk, self.actions_, self.ask, look, self)
        self.explanation = ExplainPanel(document, look, self)
        self.futures = RandomFutures(document)
        self.timeline = Timeline(document, signals, look, self)
        self.packages = QToolButton(self.levers.head)
        self.packages.setDefaultAction(self.actions_[ActionId.PACKAGES])
        self.packages.setProperty("role", "icon")
        self.packages.setFixedSize(28, 28)
        self.packages.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.levers.head.add_beside_filter(self.packages)
        self._notes = TimelineNotes(self.timeline, self.actions_[ActionId.WHOLE], look)
        self._lay_out()
        files = SystemFiles(preferences)
        self.pages = Pages(session, self.desk, self._stack, look, files)
        self.library = LibraryActions(
            self, session, (self.desk.banner, self.desk.notice), look, files
        )
        self.incoming = Incoming(self.library, self.pages, self.desk.notice, self)
        prompts = NamePrompts(self.ask, document, look)
        self.scenarios = ScenarioActions(
            session, self.pages, self.library, self.actions_, look, prompts
        )
        self.exports = Exports(session, self.desk, self.actions_, files, look, self)
        self.main_menu = MainMenu(
            self.top_bar.menu, self.actions_, self.library.fill_recent, self.presenter.list_screens
        )
        self.presenter.bar.rest.setMenu(self.main_menu.room)
        self.playing = Playing(
            session, self.desk, self.pages, self.presenter, self.actions_, self._stack, look
        )
        self.playing.room_menu = self.main_menu.room
        self.notices = LibraryNotices(session, self.desk, self.pages, self.library)
        self.explaining = Explaining(session, self.inspector, self.desk, self.actions_, self.pages)
        self._follower = CurvesFollower(
            session,
            self.desk,
            self.levers,
            self.timeline,
            self.explanation,
            self.explaining,
            self.pages,
        )
        self.evaluation = EvaluationOverlay(session, self.desk, self.pages, self._stack, look)
        self.tour = DeskTour(
            self._stops(signals),
            self.pages,
            self.evaluation,
            self.inspector,
            FocusBefore(self.desk),
            self,
        )
        self.beside = SideWindows(document, self.desk, look, self)
        self.finding = Finding(
            session,
            self.levers,
            self.desk,
            self.pages,
            self.evaluation,
            self._stack,
            self.beside,
            self.actions_,
            look,
            self,
        )
        self.cards = HelpCards(self, session)
        self.comparing = Comparing(self, session)
        self.asking = Asking(self, session)
        self._resets = Resets(document, self.actions_, self.desk.notice, self)
        self._on_screens = OnScreens(self)
        self.drop_hint = DropHint(self)
        Dropping(self, self.drop_hint, self.incoming, lambda: self._look, self._has_library)
        self._connect(signals, projector)
        self._discretion = Discretion(
            (self.desk.notice, self.desk.banner),
            self.top_bar,
            self.explanation,
            self._follower,
            self.main_menu,
            self.actions_,
        )
        self.presenter.discreet.connect(self._be_discreet)
        self._apply_look(look)
        self._be_discreet(self._preferences.room.mirrored)
        self.resize(*DESIGNED)
        self._columns.stand()
        if session.autosave is not None:
            self._on_library_opened()
        self._follower.take_up()

    # ------------------------------------------------------------ building

    def _lay_out(self) -> None:
        hairline = QFrame(self)
        hairline.setProperty("role", "hairline")
        hairline.setFixedHeight(1)
        middle = QWidget(self)
        self._columns = DeskColumns(
            self.levers, self.desk, self.explanation, self._preferences, self._look, middle
        )
        self.inspector = self._columns.inspector
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.ask)
        column.addWidget(self.presenter.place)
        self.ask.opened.connect(self.top_bar.hide)
        self.ask.closed.connect(self.top_bar.show)
        column.addWidget(hairline)
        self._stack = PageStack(self.desk, middle)
        work = QWidget(self._stack)
        below = QVBoxLayout(work)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._columns, 1)
        below.addWidget(self.timeline)
        self._stack.addWidget(work)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self.setMinimumSize(*SMALLEST)
        self.desk.installEventFilter(self)
        # The desk takes the first focus: it shows no ring, and Tab goes on from it.
        self.desk.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.desk.setFocus()
        self._order = ReadingOrder(self, self._panels_read)

    def _connect(self, signals: DocumentSignals, projector: Projector) -> None:
        document, actions = self._document, self.actions_
        self.levers.marks.changed.connect(self._remember)
        actions[ActionId.UNDO].triggered.connect(lambda: document.undo(self))
        actions[ActionId.REDO].triggered.connect(lambda: document.redo(self))
        actions[ActionId.EVENTS].triggered.connect(self.pages.open_events)
        actions[ActionId.TARGET].triggered.connect(self.desk.set_target)
        actions[ActionId.FAMILY].triggered.connect(self.desk.offer_families)
        actions[ActionId.ZOOM_IN].triggered.connect(lambda: self.timeline.zoom(1))
        actions[ActionId.ZOOM_OUT].triggered.connect(lambda: self.timeline.zoom(-1))
        actions[ActionId.WHOLE].triggered.connect(
            lambda: self.timeline.show_span(self.timeline.whole)
        )
        actions[ActionId.FUTURE].triggered.connect(self._show_futures)
        actions[ActionId.PACKAGES].triggered.connect(self._show_packages)
        actions[ActionId.OWN_DATA].triggered.connect(lambda _: self.pages.open_data())
        actions[ActionId.TRUST].triggered.connect(self.evaluation.turn)
        actions[ActionId.LANGUAGE].triggered.connect(self._next_language)
        actions[ActionId.THEME].triggered.connect(self._other_theme)
        actions[ActionId.NEXT_PANEL].triggered.connect(lambda: self._order.turn(forward=True))
        actions[ActionId.PREVIOUS_PANEL].triggered.connect(lambda: self._order.turn(forward=False))
        actions[ActionId.HELP].triggered.connect(self.pages.turn_help)
        actions[ActionId.EXERCISES].triggered.connect(self.pages.open_exercises)
        actions[ActionId.CHECK_PLACE].triggered.connect(self.pages.open_place)
        actions[ActionId.QUIT].triggered.connect(self.close)
        self.top_bar.language_chosen.connect(self.set_language)
        self.top_bar.assumptions.conflicts_asked.connect(self.beside.show_assumptions)
        self.beside.evidence_asked.connect(self.explaining.show_evidence)
        self.top_bar.assumptions.survey_asked.connect(self.beside.show_survey)
        self.top_bar.scenario_menu.aboutToShow.connect(
            lambda: self.scenarios.fill(self.top_bar.scenario_menu)
        )
        self.pages.new_wanted.connect(self.scenarios.ask_new)
        self.pages.look_round_wanted.connect(self.look_round)
        session = self._session
        self.pages.library_wanted.connect(session.change_library)
        self.library.library_wanted.connect(session.change_library)
        self.library.new_library_wanted.connect(session.make_library)
        self.library.exercises_taken.connect(self.pages.refresh_exercises)
        session.library_opened.connect(self._on_library_opened)
        session.failed.connect(self.show_failure)
        self.library.backup_wanted.connect(self.pages.open_newest_backup)
        signals.changed.connect(self._on_document_changed)
        self.timeline.span_changed.connect(self._show_span)
        self.timeline.events_asked.connect(self.pages.open_events)
        self.desk.requests.data_asked.connect(self.pages.open_data)
        self.evaluation.address_opened.connect(self.explaining.open_browser)
        self._update_enabled()

    def _on_library_opened(self) -> None:
        if self._autosave is not None:
            self._autosave.state_changed.disconnect(self.show_state)
        autosave = self._autosave = self._session.autosave
        assert autosave is not None
        autosave.state_changed.connect(self.show_state)
        self.notices.follow(autosave)
        self.pages.forget()
        self.scenarios.let_be()
        self.show_state(autosave.state)

    def _stops(self, signals: DocumentSignals) -> tuple[Stop, ...]:
        """Return what the look round leads to, in order."""
        return (
            Stop(
                DeskPart.LEVERS, lambda: self.levers, signals.changed, attrgetter("gesture_ended")
            ),
            Stop(DeskPart.CHARTS, lambda: self.desk, self.desk.cross_hair_moved),
            Stop(DeskPart.EXPLAIN, lambda: self.explanation, self.explanation.shown),
            Stop(DeskPart.TIMELINE, lambda: self.timeline, self.timeline.month_pointed),
            Stop(DeskPart.ASSUMPTIONS, lambda: self.top_bar.assumptions),
            Stop(DeskPart.SCENARIO, lambda: self.top_bar),
        )

    # ------------------------------------------------------------ where the focus goes

    def _panels_read(self) -> tuple[Panel, ...]:
        top = (self.ask, self.top_bar, self.presenter.place)
        if self._stack.page is not None:
            return top, (self._stack.page,)
        return top, (self.levers,), self.desk.parts_read, (self.inspector,), (self.timeline,)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's signature
        """Follow the order in which the window is read."""
        return self._order.step(forward=next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what no control needed: letters over a chart, a remote, Escape beside a page."""
        if not (self.presenter.take_key(event) or self._stack.take_key(event)):
            super().keyPressEvent(event)

    # ------------------------------------------------------------ look

    @property
    def look(self) -> UiContext:
        """Return what the window looks and speaks like now."""
        return self._look

    @property
    def autosave(self) -> ScenarioAutosave | None:
        """Return what saves this window's document."""
        return self._autosave

    def _has_library(self) -> bool:
        return self._autosave is not None

    def set_language(self, code: LanguageCode) -> None:
        """Speak another language from now on, and remember it."""
        language = load_language(code, self._look.resources)
        self._preferences.language = code
        self._apply_look(UiContext(language, self._look.theme, self._look.resources))
        self._remember()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme, and remember it."""
        self._preferences.theme = theme
        self._apply_look(UiContext(self._look.language, theme, self._look.resources))
        self._remember()

    def _remember(self) -> None:
        try:
            self._preferences.save()
        except PreferencesNotSavedError as error:
            _log.warning("the preferences were not saved", exc_info=error)
            self.show_failure(error)

    def _apply_look(self, look: UiContext) -> None:
        self._look = look
        self.tour.end()
        tokens = look.tokens
        self.setPalette(palette(tokens))
        self.setStyleSheet(style_sheet(tokens) + desk_sheet(tokens))
        # The program first: what is drawn before it lies in a window takes the program's colours.
        self.look_changed.emit(look)
        self.actions_.set_look(look)
        self.top_bar.set_look(look)
        self.levers.set_look(tokens)
        self.levers.set_language(look.language)
        self.desk.set_look(look)
        self.inspector.set_look(look)
        self.timeline.set_look(look)
        self.evaluation.set_look(look)
        self.library.set_look(look)
        self.scenarios.set_look(look)
        self.presenter.set_look(look)
        self.playing.set_look(look)
        self.main_menu.set_look(look)
        self.pages.set_look(look)
        self.exports.set_look(look)
        self.beside.set_look(look)
        self.finding.set_look(look)
        self._notes.set_look(look)
        self._word_title()

    def _be_discreet(self, discreet: bool) -> None:
        self._discretion.keep(discreet)
        self._word_title()

    def _next_language(self) -> None:
        place = LANGUAGES.index(self._look.language.code)
        self.set_language(LANGUAGES[(place + 1) % len(LANGUAGES)])

    def _other_theme(self) -> None:
        self.set_theme(Theme.DARK if self._look.theme is Theme.LIGHT else Theme.LIGHT)

    def _word_title(self) -> None:
        name, state = self._document.scenario.name, self.top_bar.state_words
        if self._preferences.room.mirrored:
            self.setWindowTitle(QApplication.applicationName())
            return
        title = self._look.text("window.title", scenario=name, state=state)
        # Qt puts its own sign in the place of this one, unless it stands there twice.
        self.setWindowTitle(title.replace("[*]", "[*][*]"))

    # ------------------------------------------------------------ following

    def _on_document_changed(self, changes: Changes) -> None:
        # The words of the history wait for the end of a gesture; a drag is none of them yet.
        if changes.gesture_ended or changes.name or changes.scenario:
            self.top_bar.refresh()
            self._update_enabled()
        if changes.name or changes.scenario:
            self._word_title()

    def _show_span(self, span: Span) -> None:
        whole = self.timeline.whole
        self.desk.grid.set_span(None if span == whole else (span.first, span.last))
        self._notes.show_span(span)

    def show_state(self, state: SaveState) -> None:
        """Show where the scenario stands: saved, being saved, at risk."""
        self.top_bar.show_state(state)
        self._word_title()
        self._update_enabled()

    def _update_enabled(self) -> None:
        update_enabled(self.actions_, self._document.scenario, self._autosave, self.top_bar.state)

    # ------------------------------------------------------------ commands

    def _show_packages(self) -> None:
        PackageCard(self._document, self._look, self).open_at(self.packages)

    def _show_futures(self) -> None:
        card = FutureCard(self._document, self.futures, self._look, self)
        card.open_beside(self.desk.toolbar.future)

    def welcome(self) -> None:
        """Greet with three doors, once."""
        if not self._preferences.greeted:
            self._preferences.greeted = True
            self._remember()
            self.pages.open_welcome()

    def look_round(self) -> LookRound:
        """Lead through the desk in six steps."""
        return self.tour.start(self._look)

    # ------------------------------------------------------------ place on the screen

    def take_place(self) -> None:
        """Stand where it stood last, or as it was designed, wholly on a screen."""
        kept = self._preferences.geometry
        if kept is None or not restored(self, kept):
            stand_as_designed(self, QSize(*DESIGNED))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the explanation's column into a rail where there is no room for it."""
        self.inspector.set_wide(event.size().width() >= WIDE_WINDOW)
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the years begin where the charts begin."""
        if watched is self.desk and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            left = self.desk.x() + MARGIN
            self._notes.begin_years_at(left)
            self.timeline.set_left(left)
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember place and choices; what cannot be remembered is no reason to stay open.

        What cannot be saved is, once.
        """
        self.explanation.notes.settle()
        if not self._session.may_close():
            event.ignore()
            return
        if not self._closed:
            self._closed = True
            self._session.library_opened.disconnect(self._on_library_opened)
            self.notices.release()
            self._session.failed.disconnect(self.show_failure)
            self._preferences.geometry = kept_place(self)
            self._columns.remember()
            self._remember()
            self._on_screens.release()
            self.playing.release()
            self.presenter.release()
            self.levers.release()
            self.desk.release()
            self._follower.release()
            for beside in (*self.findChildren(SideWindow), *self.findChildren(Popover)):
                if beside.isVisible():
                    beside.close()
            self.evaluation.release()
        super().closeEvent(event)

    def show_failure(self, error: VecinosError) -> None:
        """Show a failure of whatever part on the banner, with what helps if anything does."""
        self.library.tell(error)
