"""The desk: one window over one document."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QMainWindow,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.bridge.attribution import Attributor
from desktop.bridge.document_signals import DocumentSignals
from desktop.bridge.errors import ClosingUnsavedError, DeskNotSavedError, PreferencesNotSavedError
from desktop.charts.axes import FIRST_SHOWN
from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.style import palette, style_sheet
from desktop.charts.tokens import Theme
from desktop.document.changes import Changes
from desktop.document.commands import ResetAll, ResetAssumptions, ResetPolicy
from desktop.document.events import CLEAR_EVENTS, PlaceEvents
from desktop.document.random_futures import RandomFutures
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.session.live_curves import LiveCurves
from desktop.session.projector import Projector
from desktop.session.scenario_autosave import Opened, SaveState, ScenarioAutosave
from desktop.session.session import Session
from desktop.ui.actions import ActionId, Actions
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.focus import FocusBefore
from desktop.ui.inline_prompt import TopPrompt
from desktop.ui.popover import Popover
from desktop.ui.side_window import SideWindow
from desktop.ui.style_sheet import desk_sheet
from desktop.ui.ui_context import UiContext
from desktop.views.assumptions.panel import AssumptionPanel
from desktop.views.assumptions.survival import SurvivalWindow
from desktop.views.curves.chart_area import MARGIN, ChartArea
from desktop.views.curves.exporting import Way
from desktop.views.explain.inspector import RAIL, WIDE_WINDOW, WIDTH, Inspector
from desktop.views.explain.panel import ExplainPanel, Tab
from desktop.views.help.look_round import DeskPart, LookRound, Stop
from desktop.views.levers.lever_panel import LeverPanel
from desktop.views.packages.package_card import PackageCard
from desktop.views.scenarios.library_actions import LibraryActions
from desktop.views.scenarios.name_prompts import NamePrompts
from desktop.views.timeline.future_card import FutureCard
from desktop.views.timeline.scale import Span
from desktop.views.timeline.timeline import Timeline
from desktop.views.window.drop_hint import DropHint
from desktop.views.window.exports import Exports
from desktop.views.window.incoming import Incoming, indicator_under
from desktop.views.window.main_menu import MainMenu
from desktop.views.window.pages import Pages
from desktop.views.window.placement import kept_place, restored, stand_as_designed
from desktop.views.window.reading_order import Panel, ReadingOrder
from desktop.views.window.scenario_actions import ScenarioActions
from desktop.views.window.top_bar import TopBar

if TYPE_CHECKING:
    from desktop.views.evaluation.evaluation_page import EvaluationPage, Part

_log = logging.getLogger(__name__)

DESIGNED = (1440, 900)
SMALLEST = (960, 560)
LEVERS_WIDTH = 340
NAMES_WIDTH = 160
"""Room for the names of the timeline's tracks."""
IN_FORCE_AFTER = 12
"""Months after the vantage at which the levers show what is in force while no month is read."""


def _gesture_ended(changes: Changes) -> bool:
    return changes.gesture_ended


class MainWindow(QMainWindow):
    """Show levers, curves and timeline of one document, in one language and one theme.

    Until the session opens a library nothing is saved and the commands about scenarios are off.
    """

    look_changed = Signal(object)
    """The window took another language or theme: its UiContext."""

    def __init__(
        self,
        session: Session,
        look: UiContext,
    ) -> None:
        super().__init__()
        self._session = session
        document, signals, projector = session.document, session.signals, session.projector
        preferences = session.preferences
        self._document = document
        self._projector = projector
        self._preferences = preferences
        self._look = look
        self._keeper: ScenarioAutosave | None = None
        """Whose news is shown."""
        self._state = SaveState.OPENING
        self._curves: LiveCurves | None = None
        self._closed = False
        self.trust: EvaluationPage | None = None
        self._signals = signals
        self._tour: LookRound | None = None
        self.actions_ = Actions(self, look)
        self.top_bar = TopBar(document, self.actions_, look, self)
        self.ask = TopPrompt(look, self.top_bar.height(), self)
        self.levers = LeverPanel(document, look.language, look.tokens)
        self.desk = ChartArea(document, signals, projector, preferences, self.actions_, look, self)
        self._focus = FocusBefore(self.desk)
        self.explanation = ExplainPanel(document, look, self)
        self.futures = RandomFutures(document)
        self.timeline = Timeline(document, signals, look, self)
        self.packages = QToolButton(self.levers.head)
        self.packages.setDefaultAction(self.actions_[ActionId.PACKAGES])
        self.packages.setProperty("role", "icon")
        self.packages.setFixedSize(28, 28)
        self.packages.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.levers.head.add_beside_filter(self.packages)
        self._disclaimer = PlainLabel(self.timeline, wraps=True)
        self._disclaimer.setProperty("role", "quiet")
        self._span = PlainLabel(self.timeline)
        self._span.setProperty("role", "quiet")
        self._lay_out()
        files = SystemFiles(preferences)
        self.pages = Pages(session, self.desk, self._stack, look, files)
        self.library = LibraryActions(
            self, session, (self.desk.banner, self.desk.notice), look, files
        )
        self.incoming = Incoming(self.library, self.pages, self.desk.notice, self)
        self.scenarios = ScenarioActions(
            session,
            self.pages,
            self.library,
            self.actions_,
            look,
            NamePrompts(self.ask, document, look),
        )
        self.exports = Exports(document, self.desk, files, look, self)
        self.main_menu = MainMenu(self.top_bar.menu, self.actions_, self.library.fill_recent)
        self.attributor = Attributor(session.spare_runs, self)
        self.drop_hint = DropHint(self)
        self._connect(signals, projector)
        self._apply_look(look)
        self._set_widths()
        self._take_up()

    def _take_up(self) -> None:
        """Show what there is already, in a session that had its library or curves before."""
        if self._session.keeper is not None:
            self._on_library_opened()
        self._mark_own_data()
        self.levers.show_needs(self._session.needs.latest)
        if self._projector.latest is not None:
            self._draw(self._projector.latest)

    # ------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.levers)
        self._splitter.addWidget(self.desk)
        hairline = QFrame(self)
        hairline.setProperty("role", "hairline")
        hairline.setFixedHeight(1)
        middle = QWidget(self)
        self.inspector = Inspector(
            self.explanation, middle, self._is_tight, self._look, self._splitter
        )
        self.inspector.width_wanted.connect(self._make_room)
        self.inspector.set_column(self._preferences.explanation)
        self.inspector.column_chosen.connect(self._choose_column)
        self.desk.room_wanted.connect(self.inspector.put_away)
        self._splitter.addWidget(self.inspector)
        for place, stretch in enumerate((0, 1, 0)):
            self._splitter.setStretchFactor(place, stretch)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.ask)
        self.ask.opened.connect(self.top_bar.hide)
        self.ask.closed.connect(self.top_bar.show)
        column.addWidget(hairline)
        self._stack = QStackedWidget(middle)
        work = QWidget(self._stack)
        below = QVBoxLayout(work)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._splitter, 1)
        below.addWidget(self.timeline)
        self._stack.addWidget(work)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self.setAcceptDrops(True)
        self._beside = beside = QVBoxLayout(self.timeline)
        beside.setContentsMargins(14, 8, 0, 8)
        beside.setSpacing(6)
        beside.addWidget(self._disclaimer)
        beside.addWidget(self._span)
        self._whole = QPushButton(self.timeline)
        self._whole.setProperty("role", "link")
        self._whole.hide()
        beside.addWidget(self._whole, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addStretch(1)
        self.setMinimumSize(*SMALLEST)
        self.desk.installEventFilter(self)
        # The desk takes the first focus: it shows no ring, and Tab goes on from it.
        self.desk.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.desk.setFocus()
        self._order = ReadingOrder(self, self._panels_read)

    def _connect(self, signals: DocumentSignals, projector: Projector) -> None:
        document, actions = self._document, self.actions_
        actions[ActionId.UNDO].triggered.connect(lambda: document.undo(self))
        actions[ActionId.REDO].triggered.connect(lambda: document.redo(self))
        actions[ActionId.RESET].triggered.connect(self._reset_policy)
        actions[ActionId.RESET_ASSUMPTIONS].triggered.connect(
            lambda: document.apply(ResetAssumptions(), self)
        )
        actions[ActionId.RESET_ALL].triggered.connect(lambda: document.apply(ResetAll(), self))
        actions[ActionId.EVENTS].triggered.connect(self.pages.open_events)
        for act, way in (
            (ActionId.EXPORT_PICTURE, Way.PICTURE),
            (ActionId.EXPORT_TABLE, Way.TABLE),
            (ActionId.PRINT, Way.PRINT),
        ):
            actions[act].triggered.connect(lambda _=False, way=way: self.exports.do(way))
        actions[ActionId.TARGET].triggered.connect(self.desk.set_target)
        actions[ActionId.FAMILY].triggered.connect(self.desk.offer_families)
        actions[ActionId.ZOOM_IN].triggered.connect(lambda: self.timeline.zoom(1))
        actions[ActionId.ZOOM_OUT].triggered.connect(lambda: self.timeline.zoom(-1))
        self._whole.clicked.connect(actions[ActionId.WHOLE].trigger)
        actions[ActionId.WHOLE].triggered.connect(
            lambda: self.timeline.show_span(self.timeline.whole)
        )
        actions[ActionId.FUTURE].triggered.connect(self._show_futures)
        actions[ActionId.PACKAGES].triggered.connect(self._show_packages)
        actions[ActionId.OWN_DATA].triggered.connect(self._show_data)
        actions[ActionId.EXPLAIN].triggered.connect(self.inspector.toggle)
        actions[ActionId.EVIDENCE].triggered.connect(self._show_evidence)
        actions[ActionId.NOTES].triggered.connect(self._show_notes)
        actions[ActionId.TRUST].triggered.connect(self._turn_trust)
        actions[ActionId.LANGUAGE].triggered.connect(self._next_language)
        actions[ActionId.THEME].triggered.connect(self._other_theme)
        actions[ActionId.NEXT_PANEL].triggered.connect(lambda: self._order.turn(forward=True))
        actions[ActionId.PREVIOUS_PANEL].triggered.connect(lambda: self._order.turn(forward=False))
        actions[ActionId.HELP].triggered.connect(self.pages.turn_help)
        actions[ActionId.QUIT].triggered.connect(self.close)
        self.top_bar.language_chosen.connect(self.set_language)
        self.top_bar.assumptions.conflicts_asked.connect(self.show_assumptions)
        self.top_bar.assumptions.survey_asked.connect(self.show_survey)
        self.top_bar.scenario_menu.aboutToShow.connect(
            lambda: self.scenarios.fill(self.top_bar.scenario_menu)
        )
        self.pages.new_wanted.connect(self.scenarios.ask_new)
        self.pages.look_round_wanted.connect(self.look_round)
        session = self._session
        self.pages.library_wanted.connect(session.change_library)
        self.library.library_wanted.connect(session.change_library)
        self.library.new_library_wanted.connect(session.make_library)
        session.library_opened.connect(self._on_library_opened)
        session.vantage_moved.connect(self._tell_vantage)
        session.failed.connect(self.show_failure)
        self.library.backup_wanted.connect(self.pages.open_newest_backup)
        signals.changed.connect(self._on_document_changed)
        session.needs.found.connect(self.levers.show_needs)
        projector.projected.connect(self._draw)
        self.desk.cross_hair_moved.connect(self._follow_cross_hair)
        self.timeline.month_pointed.connect(self.desk.set_cross_hair)
        self.timeline.hold_asked.connect(self.desk.turn_hold)
        self.timeline.span_changed.connect(self._show_span)
        self.timeline.events_asked.connect(self.pages.open_events)
        self.desk.explain_asked.connect(self.explain)
        self.desk.data_asked.connect(self.pages.open_data)
        self._session.own_data.changed.connect(self._mark_own_data)
        self.pages.vantage_wanted.connect(self._show_vantage)
        self.levers.explain_asked.connect(self.explain)
        self.levers.evidence_asked.connect(self.show_evidence)
        self.explanation.address_opened.connect(self._open_browser)
        self.explanation.shown.connect(self.desk.grid.set_chosen)
        self.explanation.attribution_wanted.connect(self.attributor.ask)
        self.attributor.found.connect(self.explanation.show_attribution)
        self.desk.chart_pressed.connect(self._explain_pressed)
        self._follow_cross_hair(None)
        actions[ActionId.WHOLE].setEnabled(False)
        self._update_enabled()

    def _on_library_opened(self) -> None:
        if self._keeper is not None:
            for signal, heard in self._heard(self._keeper):
                signal.disconnect(heard)
            # What failed there is no failure of this one.
            self.desk.banner.clear()
        keeper = self._keeper = self._session.keeper
        assert keeper is not None
        for signal, heard in self._heard(keeper):
            signal.connect(heard)
        self.pages.forget()
        self.scenarios.let_be()
        self.show_state(keeper.state)

    def _heard(
        self, keeper: ScenarioAutosave
    ) -> tuple[tuple[SignalInstance, Callable[..., None]], ...]:
        return (
            (keeper.state_changed, self.show_state),
            (keeper.failed, self.library.tell),
            (keeper.recovered, self._tell_recovered),
            (keeper.copied, self.library.tell_copied),
            (keeper.opened, self._tell_opened),
            (keeper.deleted, self.pages.tell_deleted),
            (keeper.versioned, self.pages.tell_kept),
        )

    # ------------------------------------------------------------ where the focus goes

    def _panels_read(self) -> tuple[Panel, ...]:
        top = (self.ask, self.top_bar)
        page = self._stack.currentWidget()
        if page is not None and self._stack.currentIndex() != 0:
            return top, (page,)
        return top, (self.levers,), self.desk.parts_read, (self.inspector,), (self.timeline,)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's signature
        """Follow the order in which the window is read."""
        return self._order.step(forward=next)

    # ------------------------------------------------------------ look

    @property
    def look(self) -> UiContext:
        """Return what the window looks and speaks like now."""
        return self._look

    @property
    def keeper(self) -> ScenarioAutosave | None:
        """Return what saves this window's document."""
        return self._keeper

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
        if self._tour is not None:
            self._tour.end()
        tokens = look.tokens
        self.setPalette(palette(tokens))
        self.setStyleSheet(style_sheet(tokens) + desk_sheet(tokens))
        self.actions_.set_look(look)
        self.top_bar.set_look(look)
        self.levers.set_look(tokens)
        self.levers.set_language(look.language)
        self.desk.set_look(look)
        self.inspector.set_look(look)
        self.timeline.set_look(look)
        if self.trust is not None:
            self.trust.set_look(look)
        self.library.set_look(look)
        self.scenarios.set_look(look)
        self.main_menu.set_look(look)
        self.pages.set_look(look)
        self.exports.set_look(look)
        self._disclaimer.setText(look.text("desk.disclaimer"))
        self._word_span()
        self._word_title()
        self.look_changed.emit(look)

    def _next_language(self) -> None:
        place = LANGUAGES.index(self._look.language.code)
        self.set_language(LANGUAGES[(place + 1) % len(LANGUAGES)])

    def _other_theme(self) -> None:
        self.set_theme(Theme.DARK if self._look.theme is Theme.LIGHT else Theme.LIGHT)

    def _word_title(self) -> None:
        name, state = self._document.scenario.name, self.top_bar.state_words
        title = self._look.text("window.title", scenario=name, state=state)
        # Qt puts its own sign in the place of this one, unless it stands there twice.
        self.setWindowTitle(title.replace("[*]", "[*][*]"))

    # ------------------------------------------------------------ following

    def _take_model(self) -> None:
        """Go on over another model; the parts that hear the document have done so already."""
        self._curves = None
        self.explanation.take_model()
        self._follow_cross_hair(self.desk.cross_hair)

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.model:
            self._take_model()
        if changes.needs_projection:
            self.attributor.stop()
        # The words of the history wait for the end of a gesture; a drag is none of them yet.
        if changes.gesture_ended or changes.name or changes.scenario:
            self.top_bar.refresh()
            self._update_enabled()
        if changes.name or changes.scenario:
            self._word_title()

    def _draw(self, curves: LiveCurves) -> None:
        if self._curves is None:
            self.pages.take_model()
        self._curves = curves
        if curves.exact:
            self._show_in_force()
            self.explanation.show_curves(curves, self._document.scenario.drawn)
            if self.explanation.subject is None and self.desk.shown:
                self.explanation.explain(self.desk.shown[0])

    def _show_in_force(self) -> None:
        if self._curves is not None and self._curves.in_force:
            clock = self._document.model.clock
            month = self.desk.read_month or clock.vantage.plus(IN_FORCE_AFTER)
            step = clock.step(month)
            self.levers.set_in_force(
                {lever: float(path[step]) for lever, path in self._curves.in_force.items()}, month
            )

    def _show_span(self, span: Span) -> None:
        whole = self.timeline.whole
        self.actions_[ActionId.WHOLE].setEnabled(span != whole)
        self.desk.grid.set_span(None if span == whole else (span.first, span.last))
        self._whole.setVisible(span != whole)
        self._word_span()

    def _word_span(self) -> None:
        self._whole.setText(self._look.text("action.whole"))
        shown = self.timeline.span
        first, last = max(FIRST_SHOWN, shown.first).year, max(FIRST_SHOWN, shown.last).year
        self._span.setText(self._look.text("desk.charts_span", first=first, last=last))
        self._disclaimer.setToolTip(tip(self._span.text()))
        self._fit_notes()

    def _follow_cross_hair(self, month: Month | None) -> None:
        self.timeline.set_cross_hair(month, self.desk.headline_month, held=self.desk.held)
        told = self.desk.headline_month
        self.explanation.set_month(self.desk.read_month or told, told)
        self._show_in_force()

    def show_state(self, state: SaveState) -> None:
        """Show where the scenario stands: saved, being saved, at risk."""
        self._state = state
        self.top_bar.show_state(state)
        self._word_title()
        self._update_enabled()

    def _update_enabled(self) -> None:
        kept = self._keeper is not None and self._keeper.id is not None
        writable = kept and self._state is not SaveState.READ_ONLY
        for act in (
            ActionId.NEW,
            ActionId.DUPLICATE,
            ActionId.DELETE,
            ActionId.BRING_IN,
            ActionId.EXAMPLES,
        ):
            self.actions_[act].setEnabled(writable)
        for act in (
            ActionId.OWN_DATA,
            ActionId.VERSIONS,
            ActionId.PACK,
            ActionId.BACKUPS,
            ActionId.TRASH,
        ):
            self.actions_[act].setEnabled(kept)
        for act in (ActionId.OPEN_LIBRARY, ActionId.COPY_LIBRARY):
            self.actions_[act].setEnabled(self._keeper is not None)
        self.actions_[ActionId.RENAME].setEnabled(writable)
        self.actions_[ActionId.OPEN].setEnabled(kept)
        self.actions_[ActionId.SAVE].setEnabled(self._state is not SaveState.READ_ONLY)
        scenario = self._document.scenario
        settings = bool(scenario.combined.settings)
        usual = Scenario(scenario.name)
        departed = (scenario.assumptions, scenario.ensemble) != (usual.assumptions, usual.ensemble)
        self.actions_[ActionId.RESET].setEnabled(settings)
        self.actions_[ActionId.RESET_ASSUMPTIONS].setEnabled(departed)
        self.actions_[ActionId.RESET_ALL].setEnabled(
            settings or departed or bool(scenario.combined.events)
        )

    def _tell_recovered(self, failure: VecinosError) -> None:
        """Take away what was told of a save that failed, also what was refused because of it."""
        banner = self.desk.banner
        if isinstance(banner.error, DeskNotSavedError | ClosingUnsavedError):
            banner.clear()
        banner.withdraw(failure)

    def _tell_opened(self, opened: Opened) -> None:
        self.desk.grid.show_frozen(None)
        if opened.other_model:
            self._ask_frozen(opened)
        if opened.dropped:
            self.desk.notice.say(
                lambda look: look.language.plural(
                    "notice.dropped", opened.dropped, name=opened.name
                ),
                stays=True,
            )
        elif opened.other_model:
            now = self._document.model.version
            self.desk.notice.say(
                lambda look: look.text(
                    "notice.older_curves", scenario=opened.name, made=opened.made, now=now
                ),
                stays=True,
            )

    def _ask_frozen(self, opened: Opened) -> None:
        """Draw the curves as they were under the model the scenario was made with, if kept."""
        keeper, model = self._keeper, self._document.model
        number = None if keeper is None else keeper.id
        if keeper is None or number is None:
            return

        def done(found: tuple[BandSnapshot, ...]) -> None:
            older = [kept for kept in found if kept.model_digest != model.digest]
            made = [kept for kept in older if kept.model_version == opened.made]
            if keeper.id == number and older:
                self.desk.grid.show_frozen((made or older)[0])

        keeper.ask(lambda store: store.runs.bands(number), done)

    # ------------------------------------------------------------ commands

    def _reset_policy(self) -> None:
        """Put the levers back, and tell of the events that stay: they are no policy."""
        document = self._document
        document.apply(ResetPolicy(), self)

        def clear() -> None:
            document.apply(PlaceEvents((), CLEAR_EVENTS), self)

        events = len(document.scenario.combined.events)
        if events:
            self.desk.notice.say(
                lambda look: look.language.plural("notice.events_stay", events),
                clear,
                CLEAR_EVENTS,
            )

    def explain(self, subject: str) -> None:
        """Show the card of an indicator, a lever or an element of the model."""
        if self.explanation.tab is Tab.NOTES:
            self.explanation.show_tab(Tab.EXPLAIN)
        self.explanation.explain(subject)
        self.inspector.reveal()

    def _explain_pressed(self, indicator: str) -> None:
        """Let the explanation follow a press on any chart, where it is on show."""
        if self.inspector.open and self.explanation.subject != indicator:
            self.explanation.explain(indicator)

    def show_evidence(self, subject: str) -> None:
        """Show what an indicator, a lever, an element or a link of the model rests on."""
        self.explanation.show_tab(Tab.EVIDENCE)
        self.explain(subject)

    def _show_notes(self) -> None:
        self.explanation.show_tab(Tab.NOTES)
        self.inspector.reveal()
        self.explanation.notes.setFocus()

    def _open_browser(self, address: str) -> None:
        """Hand an address to the system's browser; only ever because somebody pressed for it."""
        if QDesktopServices.openUrl(QUrl(address)):
            return
        self.desk.notice.say(
            lambda look: look.text("notice.no_browser", address=address),
            lambda: QGuiApplication.clipboard().setText(address),
            "notice.copy_address",
            stays=True,
        )

    def _show_evidence(self) -> None:
        self.explanation.show_tab(Tab.EVIDENCE)
        self.inspector.reveal()
        self.explanation.tabs[Tab.EVIDENCE].setFocus()

    def show_trust(self, part: "Part | None" = None) -> "EvaluationPage":
        """Show how the model did before, over the whole window; the page shown last, or another."""
        if self.trust is None:
            # Nobody who does not ask pays for it when the program starts.
            from desktop.views.evaluation.evaluation_page import open_evaluation_page

            self.trust = open_evaluation_page(
                self._document.model, self._look, self._stack, self._session.own_data
            )
            self.trust.left.connect(self._leave_trust)
            self.trust.address_opened.connect(self._open_browser)
            self._stack.addWidget(self.trust)
        if part is not None:
            self.trust.show_part(part)
        self.desk.carry_bars(self.trust.bars)
        self._stack.setCurrentWidget(self.trust)
        self.trust.setFocus()
        return self.trust

    def _turn_trust(self) -> None:
        """Show how the model did before; a second time, the desk again."""
        if self.trust is None or self._stack.currentWidget() is not self.trust:
            self._focus.remember()
            self.show_trust()
        else:
            self._leave_trust()

    def _leave_trust(self) -> None:
        below = self.pages.page
        self.desk.carry_bars(self.desk.bars if below is None else below.bars)
        if below is None:
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentWidget(below)
        self._focus.bring_back()

    def show_assumptions(self) -> AssumptionPanel:
        """Open the window of the assumptions, beside the curves."""
        panel = AssumptionPanel(self._document, self._look, self)
        panel.survey_asked.connect(self.show_survey)
        self.look_changed.connect(panel.set_look)
        panel.show()
        return panel

    def show_survey(self) -> SurvivalWindow:
        """Open the window that says which conclusions survive, and begin to find out."""
        dialog = SurvivalWindow(self._document, self.desk.headline_month, self._look, self)
        self.look_changed.connect(dialog.set_look)
        dialog.show()
        return dialog

    def _tell_vantage(self, month: Month, before: Month | None) -> None:
        """Say that the projection starts elsewhere, and offer the way back."""
        self.desk.notice.say(
            lambda look: look.text("notice.vantage_moved", month=look.language.date(month)),
            lambda: self._session.own_data.choose_vantage(before),
        )

    def _mark_own_data(self) -> None:
        self.desk.grid.set_user_observations(self._session.own_data.series)

    def _show_vantage(self) -> None:
        """Show where the projection starts, and how it did against what was added."""
        from desktop.views.evaluation.evaluation_page import Part

        self.pages.close()
        self.show_trust(Part.OWN)

    def _show_data(self) -> None:
        self.pages.open_data()

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
        self.pages.close()
        if self._stack.currentIndex():
            self._leave_trust()
        if self._tour is not None:
            self._tour.end()
        self._focus.remember()
        explained = self.inspector.open
        self.inspector.reveal()
        stops = (
            Stop(DeskPart.LEVERS, lambda: self.levers, self._signals.changed, _gesture_ended),
            Stop(DeskPart.CHARTS, lambda: self.desk, self.desk.cross_hair_moved),
            Stop(DeskPart.EXPLAIN, lambda: self.explanation, self.explanation.shown),
            Stop(DeskPart.TIMELINE, lambda: self.timeline, self.timeline.month_pointed),
            Stop(DeskPart.ASSUMPTIONS, lambda: self.top_bar.assumptions),
            Stop(DeskPart.SCENARIO, lambda: self.top_bar),
        )
        tour = self._tour = LookRound(stops, self._look, self)
        tour.ended.connect(lambda: self._end_tour(explained=explained))
        return tour

    def _end_tour(self, *, explained: bool) -> None:
        self._tour = None
        if not explained:
            self.inspector.put_away()
        self._focus.bring_back()

    # ------------------------------------------------------------ files from elsewhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say what letting go of files here would do."""
        if self._keeper is not None and self.incoming.files(event.mimeData()):
            event.acceptProposedAction()
            self.drop_hint.say(self._look)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Say it no longer."""
        self.drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open libraries, bring in packs, read figures."""
        self.drop_hint.hide()
        event.acceptProposedAction()
        place = event.position().toPoint()
        self.incoming.take(self.incoming.files(event.mimeData()), indicator_under(self, place))

    # ------------------------------------------------------------ place on the screen

    def take_place(self) -> None:
        """Stand where it stood last, or as it was designed, wholly on a screen."""
        kept = self._preferences.geometry
        if kept is None or not restored(self, kept):
            stand_as_designed(self, QSize(*DESIGNED))

    def _set_widths(self) -> None:
        self.resize(*DESIGNED)
        width = self._preferences.lever_width or LEVERS_WIDTH
        beside = self.inspector.maximumWidth() if not self.inspector.open else WIDTH
        self._splitter.setSizes([width, max(1, self.width() - width - beside), beside])

    def _is_tight(self) -> bool:
        return not self.desk.keeps_charts(RAIL - WIDTH)

    def _choose_column(self, column: bool) -> None:
        self._preferences.explanation = column

    def _make_room(self, wanted: int) -> None:
        """Give the explanation its width; the charts give or take the difference."""
        levers, *rest = self._splitter.sizes()
        shared = sum(rest)
        if not self.isVisible():
            # Nothing has been laid out yet, and the sizes of now are nobody's choice.
            levers = self._preferences.lever_width or LEVERS_WIDTH
            shared = self.width() - levers
        self._splitter.setSizes([levers, max(1, shared - wanted), wanted])
        self.desk.set_spare(wanted - RAIL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the explanation's column into a rail where there is no room for it."""
        self.inspector.set_wide(event.size().width() >= WIDE_WINDOW)
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the years begin where the charts begin."""
        if watched is self.desk and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            left = self.desk.x() + MARGIN
            self._disclaimer.setFixedWidth(max(150, left - NAMES_WIDTH))
            self._fit_notes()
            self.timeline.set_left(left)
        return False

    def _fit_notes(self) -> None:
        """Leave the years of the charts to the tooltip where the disclaimer takes all the room."""
        around = self._beside.contentsMargins()
        room = self.timeline.height() - around.top() - around.bottom() - self._beside.spacing()
        taken = self._disclaimer.heightForWidth(self._disclaimer.width())
        if not self._whole.isHidden():
            room -= self._whole.sizeHint().height() + self._beside.spacing()
        self._span.setVisible(taken + self._span.sizeHint().height() <= room)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember place and choices; what cannot be remembered is no reason to stay open.

        What cannot be saved is, once.
        """
        self.explanation.notes.settle()
        if self._keeper is not None and not self._keeper.may_close():
            event.ignore()
            return
        if not self._closed:
            self._closed = True
            self._session.library_opened.disconnect(self._on_library_opened)
            self._session.vantage_moved.disconnect(self._tell_vantage)
            self._session.failed.disconnect(self.show_failure)
            self._preferences.geometry = kept_place(self)
            self._preferences.lever_width = self._splitter.sizes()[0]
            self._remember()
            self.levers.release()
            self.desk.release()
            self.attributor.stop()
            for beside in (*self.findChildren(SideWindow), *self.findChildren(Popover)):
                if beside.isVisible():
                    beside.close()
            if self.trust is not None:
                self.trust.close_pages()
        super().closeEvent(event)

    def show_failure(self, error: VecinosError) -> None:
        """Show a failure of whatever part on the banner, with what helps if anything does."""
        self.library.tell(error)
