"""The pages over the desk, one at a time: library, versions, data, events, help and others."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.bridge.job import Job
from desktop.bridge.printing import Printing
from desktop.engine.results.projection import MEDIAN
from desktop.session.library_tasks import library_file, restored_copy
from desktop.session.save_state import Deleted, SaveState
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.session.session import Session
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.focus import FocusBefore
from desktop.ui.page import Page, worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import ChartArea
from desktop.views.data.data_page import DataPage, DataPageState
from desktop.views.help.help_page import HelpPage
from desktop.views.help.welcome import Door, WelcomePage
from desktop.views.levers.lever_picture import lever_picture
from desktop.views.place.place_page import PlacePage, PlaceState
from desktop.views.scenarios.browser import ScenarioBrowser
from desktop.views.scenarios.listing import BrowserQuery, LibrarySection
from desktop.views.scenarios.name_popover import NamePopover
from desktop.views.scenarios.row_actions import RowActions
from desktop.views.scenarios.version_page import VersionPage
from desktop.views.timeline.events_page import EventsPage
from desktop.views.window.page_stack import PageStack
from desktop.views.window.presenting.room_stage import display_for_room

if TYPE_CHECKING:
    from db import VersionSummary
    from desktop.views.exercise.exercise_page import ExercisePage, ExerciseState


class Pages(QObject):
    """Open a page over the desk, or over the track record, and put it away again.

    A page is made when it is opened, and anew in another language or theme: what it showed
    is kept here.
    """

    new_wanted = Signal()
    look_round_wanted = Signal()
    vantage_wanted = Signal()
    """Somebody wants to see where the projection starts, and how it did."""
    play_wanted = Signal(str, str, bool)
    """An exercise shall be played: its text, its name, and whether for practice."""
    plays_wanted = Signal()
    library_wanted = Signal(str)
    """A library shall be opened: its path."""

    def __init__(
        self,
        session: Session,
        desk: ChartArea,
        stack: PageStack,
        look: UiContext,
        files: SystemFiles,
    ) -> None:
        super().__init__(stack)
        self._session = session
        self._own = session.own_data
        self._stand: DataPageState | None = None
        self._place_state = PlaceState()
        self._exercise_state: ExerciseState | None = None
        self._document = session.document
        self._desk = desk
        self._focus = FocusBefore(desk)
        self._stack = stack
        self._look = look
        self.files = files
        self._query: BrowserQuery | None = None
        self._keeping = False
        self.page: Page | None = None
        self._make: Callable[[], Page | None] = lambda: None
        """Makes the page that is open anew."""

    # ------------------------------------------------------------ where it works

    @property
    def _autosave(self) -> ScenarioAutosave | None:
        return self._session.autosave

    def forget(self) -> None:
        """Show the desk, and nothing again of what was shown of another library."""
        self.close()
        self._stand = None
        if self._exercise_state is not None:
            self._exercise_state = self._exercise_state.elsewhere()
        if self._query is not None:
            self._query = replace(
                self._query, section=LibrarySection.ALL, folder="", text="", tags=()
            )

    def take_model(self) -> None:
        """Show the page that is open over the model whose curves have just come."""
        if self.data is not None:
            self.data.take_model(self._document.model)
        elif self.page is not None and self.page.shows_desk:
            self._make_anew()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._make_anew()

    def _make_anew(self) -> None:
        """Make the page anew where it lies, be it below the track record."""
        old = self.page
        if old is None:
            return
        if isinstance(old, DataPage):
            self._stand = old.stand
        new = self._versions(old.chosen) if isinstance(old, VersionPage) else self._make()
        if new is not None:
            self._stack.exchange(old, self._take(new))
            old.deleteLater()
            self._focus_inside()

    @property
    def browser(self) -> ScenarioBrowser | None:
        """Return the browser while it is on show."""
        return self.page if isinstance(self.page, ScenarioBrowser) else None

    @property
    def versions(self) -> VersionPage | None:
        """Return the page of versions while it is on show."""
        return self.page if isinstance(self.page, VersionPage) else None

    @property
    def data(self) -> DataPage | None:
        """Return the page of one's own data while it is on show."""
        return self.page if isinstance(self.page, DataPage) else None

    # ------------------------------------------------------------ turning pages

    def open_browser(self, section: LibrarySection | None = None) -> None:
        """Show the library, at a section or where it was left."""
        if section is not None:
            self._query = replace(self._asked, section=section, folder="", text="", tags=())
        self._open(self._browser)

    def open_versions(self) -> None:
        """Show the versions of the scenario on the desk."""
        self._open(self._versions)

    def open_data(self, indicator: str | None = None) -> None:
        """Show what was added to measured series: those of an indicator, or as it was left."""
        if self.data is not None:
            self._stand = self.data.stand
        if indicator is not None:
            self._stand = DataPageState(self._own.series_of(indicator))
        self._open(self._data)

    def open_exercises(self) -> None:
        """Show the exercises, or the one that is being written."""
        self._open(self._exercises)

    def open_page(self, make: Callable[[], Page | None]) -> None:
        """Show a page that `make` makes, also in another language or theme."""
        self._open(make)

    def open_events(self) -> None:
        """Show the events that are assumed, and all that can be placed."""
        self._open(self._events)

    def open_place(self) -> None:
        """Check this place before a session."""
        self._open(self._place)

    def open_help(self) -> None:
        """Show what the marks mean, how a fan is read, and the keys."""
        self._open(self._help)

    def turn_help(self) -> None:
        """Show the help; a second time, what it was opened over."""
        if isinstance(self.page, HelpPage) and self._on_show:
            self.close()
        else:
            self.open_help()

    def open_welcome(self) -> None:
        """Greet with three doors."""
        self._open(self._welcome)

    def close(self) -> None:
        """Show what the page was opened over; a page that lies below another goes unseen."""
        if self.page is None:
            return
        seen = self._on_show
        self._put_away(self.page)
        self.page = None
        if seen:
            self._focus.bring_back(self._stack.page)

    @property
    def _on_show(self) -> bool:
        return self.page is not None and self._stack.page is self.page

    def _open(self, make: Callable[[], Page | None]) -> None:
        page = make()
        if page is None:
            return
        self._make = make
        if not self._on_show:
            self._focus.remember()
        old = self.page
        self._stack.put_on_top(self._take(page))
        if old is not None:
            self._put_away(old)
        self._focus_inside()

    def _take(self, page: Page) -> Page:
        page.left.connect(self.close)
        self.page = page
        return page

    def _put_away(self, page: Page) -> None:
        if isinstance(page, DataPage):
            self._stand = page.stand
        self._stack.put_away(page)
        page.deleteLater()

    def _focus_inside(self) -> None:
        if not self._on_show:
            return
        if isinstance(self.page, HelpPage | PlacePage):
            self.page.setFocus()
        elif isinstance(self.page, WelcomePage):
            self.page.doors[Door.LOOK_ROUND].setFocus()
        elif self.page is not None:
            self.page.take_focus()

    # ------------------------------------------------------------ making pages

    def _browser(self) -> ScenarioBrowser | None:
        autosave = self._autosave
        if autosave is None or autosave.id is None:
            return None
        self._query = self._asked
        page = ScenarioBrowser(
            self._document,
            autosave,
            self.actions_on(autosave),
            self._look,
            self._query,
            self._start,
        )
        page.query_changed.connect(self._remember)
        page.new_wanted.connect(self.new_wanted)
        page.backup_wanted.connect(self.open_backup)
        return page

    def _versions(self, chosen: tuple[int, ...] = ()) -> VersionPage | None:
        autosave = self._autosave
        if autosave is None or autosave.id is None:
            return None
        autosave.save()
        page = VersionPage(self._document, autosave, self._look, chosen)
        page.restored.connect(self._tell_restored)
        return page

    def _data(self) -> DataPage | None:
        autosave = self._autosave
        if autosave is None or autosave.id is None:
            return None
        if self._stand is None:
            self._stand = DataPageState(self._own.series_of(self._first_indicator()))
        page = DataPage(
            self._document.model,
            self._own,
            self._look,
            self.files,
            self._stand,
            lambda: self._desk.curves,
        )
        later = worded_button(
            self._look.text("data.start_later"), "plain", self._look, page, "target"
        )
        later.clicked.connect(self.vantage_wanted)
        page.head.addWidget(later)
        page.added.connect(self._tell_added)
        page.removed.connect(self._tell_removed)
        return page

    def _exercises(self) -> "ExercisePage":
        # A twentieth of a second to import, for a page that most sessions never open.
        from desktop.views.exercise.exercise_page import ExercisePage, ExerciseState

        self._exercise_state = self._exercise_state or ExerciseState()
        page = ExercisePage(self._session, self._look, self.files, self._exercise_state)
        page.told.connect(lambda sentence: self._desk.notice.say(lambda _: sentence))
        page.deleted.connect(self._tell_exercise_deleted)
        page.print_begun.connect(self._tell_when_printed)
        page.list.play_wanted.connect(self.play_wanted)
        page.list.plays_wanted.connect(self.plays_wanted)
        return page

    def _tell_when_printed(self, printing: Printing) -> None:
        """Say what came of a print, wherever the desk is by then."""
        say, folder = self._desk.notice.say, printing.folder
        printing.done.connect(
            lambda: say(lambda look: look.text("exercises.printed", folder=folder))
        )
        printing.failed.connect(lambda sentence: say(lambda _: sentence))
        printing.not_begun.connect(lambda error: say(lambda look: look.language.error(error)))

    def _tell_exercise_deleted(self, number: int, name: str) -> None:
        lane = self._session.library.lane

        def back() -> None:
            if lane is not None:
                lane.submit(lambda store: store.exercises.undelete(number)).then(
                    self, lambda _: self.refresh_exercises()
                )

        self._desk.notice.say(lambda look: look.text("notice.deleted", name=name), back)

    @property
    def exercises(self) -> "ExercisePage | None":
        """Return the page of exercises while it is open."""
        if self._exercise_state is None:
            return None
        from desktop.views.exercise.exercise_page import ExercisePage

        return self.page if isinstance(self.page, ExercisePage) else None

    def refresh_exercises(self) -> None:
        """Let the list of exercises, if it is open, read anew what the library holds."""
        if self.exercises is not None:
            self.exercises.list_all()

    def _events(self) -> EventsPage:
        return EventsPage(self._document, self._desk.headline_month, self._look)

    def _help(self) -> HelpPage:
        page = HelpPage(self._document.model, self._look, lever_picture)
        page.look_round.clicked.connect(self.look_round_wanted)
        return page

    def _place(self) -> PlacePage:
        return PlacePage(self._session, self._look, self._place_state, self._room_screen)

    def _room_screen(self) -> str:
        """Return the name of the screen that the room has, or would have."""
        return display_for_room(self._stack, self._session.preferences.room).name

    def _welcome(self) -> WelcomePage:
        page = WelcomePage(self._look)
        page.chosen.connect(self._enter)
        return page

    @property
    def _asked(self) -> BrowserQuery:
        return self._query or BrowserQuery(self._first_indicator())

    def _enter(self, door: Door) -> None:
        self.close()
        if door is Door.LOOK_ROUND:
            self.look_round_wanted.emit()
        elif door is Door.EXAMPLE:
            self.open_browser()

    def _tell_added(self, ids: tuple[int, ...]) -> None:
        self._desk.notice.say(
            lambda look: look.language.plural("notice.figures_added", len(ids)),
            lambda: self._own.remove(ids, self._desk.notice.hide),
        )

    def _tell_removed(self, ids: tuple[int, ...]) -> None:
        self._desk.notice.say(
            lambda look: look.language.plural("notice.figures_removed", len(ids)),
            lambda: self._own.put_back(ids),
        )

    def _remember(self, query: BrowserQuery) -> None:
        self._query = query

    def _first_indicator(self) -> str:
        shown = self._desk.shown
        return shown[0] if shown else next(iter(self._document.model.indicators))

    def _start(self, indicator: str) -> float | None:
        """Return where the curves of an indicator begin, once a run has told."""
        curves = self._desk.curves
        if curves is None or indicator not in curves.baseline_bands.indicators:
            return None
        return float(curves.baseline_bands.of(indicator)[MEDIAN][0])

    # ------------------------------------------------------------ what pages and menus do

    def actions_on(self, autosave: ScenarioAutosave) -> RowActions:
        """Return what can be done to scenarios of the library, in the window's language."""
        return RowActions(
            self._document,
            autosave,
            self._session.library.location,
            self._look,
            self.files,
            self._desk.notice.say,
            self._stack,
        )

    def tell_deleted(self, deleted: Deleted) -> None:
        """Say that a scenario was deleted; over a list it comes back into the list."""
        autosave, browser = self._autosave, self.browser
        if autosave is None:
            return

        def back() -> None:
            if browser is not None and browser is self.browser:
                autosave.ask(
                    lambda store: store.scenarios.undelete(deleted.id, renamed=True),
                    lambda _: autosave.list_all(),
                )
            else:
                autosave.undelete(deleted.id)

        self._desk.notice.say(lambda look: look.text("notice.deleted", name=deleted.name), back)

    def tell_examples(self, count: int) -> None:
        """Say how many examples were brought back."""
        self._desk.notice.say(
            lambda look: (
                look.language.plural("notice.examples_back", count)
                if count
                else look.text("notice.examples_there")
            )
        )

    def keep_version(self) -> None:
        """Keep a version at once; a name can be given afterwards."""
        autosave = self._autosave
        if autosave is not None and autosave.state is not SaveState.READ_ONLY:
            self._keeping = autosave.id is not None
            autosave.keep_version()

    def tell_kept(self, versions: "tuple[VersionSummary, ...]") -> None:
        """Say that a version was kept, if that was asked for here, and offer to name it."""
        if not self._keeping or not versions:
            return
        self._keeping = False
        kept = versions[0]
        offer = (lambda: self._ask_name(kept.id)) if self.page is None else None
        self._desk.notice.say(
            lambda look: look.text("notice.version_kept"), offer, "notice.name_version"
        )

    def _ask_name(self, version: int) -> None:
        autosave = self._autosave
        if autosave is None:
            return

        def give(name: str) -> None:
            autosave.ask(
                lambda store: store.versions.rename(version, name),
                lambda _: autosave.list_versions(),
            )
            self._desk.notice.say(lambda look: look.text("notice.version_named", name=name))

        asked = NamePopover(
            self._look, self._look.text("versions.ask_name"), give, self._stack.window()
        )
        asked.open_beside(self._desk.notice)

    def _tell_restored(self, version: str) -> None:
        self._desk.notice.say(
            lambda look: look.text("notice.version_restored", version=version),
            self._undo,
        )

    def _undo(self) -> None:
        self._document.undo(self)

    def open_backup(self, number: int) -> None:
        """Restore a backup of the library into a file of its own, and open that."""
        self._restore(self._session.library.location, number)

    def open_newest_backup(self, location: str) -> None:
        """Restore the newest backup of a library, open or not, and open that."""
        self._restore(location, 1)

    def _restore(self, location: str, number: int) -> None:
        library = library_file(location)
        if library is None:
            return

        def done(found: Path) -> None:
            self._desk.notice.say(lambda look: look.text("notice.backup_restored", path=found))
            self.library_wanted.emit(str(found))

        # The library may be damaged or gone: nothing of it is needed.
        job = Job(lambda _: restored_copy(library, number))
        job.then(self, done, self._desk.banner.show_error).start()
