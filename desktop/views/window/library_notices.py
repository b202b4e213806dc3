"""What the desk says of its scenario in the library: opened, saved again, begun elsewhere."""

from collections.abc import Callable

from PySide6.QtCore import QObject, SignalInstance

from desktop.bridge.errors import ClosingUnsavedError, DeskNotSavedError
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.session.save_state import Opened
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.session.session import Session
from desktop.views.curves.chart_area import ChartArea
from desktop.views.scenarios.library_actions import LibraryActions
from desktop.views.window.pages import Pages


class LibraryNotices(QObject):
    """Follow the autosave of the session, and tell on the bars over the charts."""

    def __init__(
        self, session: Session, desk: ChartArea, pages: Pages, library: LibraryActions
    ) -> None:
        super().__init__(desk)
        self._session, self._desk = session, desk
        self._pages, self._library = pages, library
        self._autosave: ScenarioAutosave | None = None
        session.vantage_moved.connect(self._tell_vantage)

    def release(self) -> None:
        """Tell nothing any more: the window closes."""
        self._session.vantage_moved.disconnect(self._tell_vantage)
        self._let_be()

    def follow(self, autosave: ScenarioAutosave) -> None:
        """Tell of another library from now on."""
        if self._autosave is not None:
            self._let_be()
            # What failed there is no failure of this one.
            self._desk.banner.clear()
        self._autosave = autosave
        for signal, heard in self._heard(autosave):
            signal.connect(heard)

    def _let_be(self) -> None:
        if self._autosave is not None:
            for signal, heard in self._heard(self._autosave):
                signal.disconnect(heard)
            self._autosave = None

    def _heard(
        self, autosave: ScenarioAutosave
    ) -> tuple[tuple[SignalInstance, Callable[..., None]], ...]:
        return (
            (autosave.failed, self._library.tell),
            (autosave.recovered, self._tell_recovered),
            (autosave.copied, self._library.tell_copied),
            (autosave.opened, self._tell_opened),
            (autosave.deleted, self._pages.tell_deleted),
            (autosave.versioned, self._pages.tell_kept),
        )

    def _tell_recovered(self, failure: VecinosError) -> None:
        """Take away what was told of a save that failed, also what was refused because of it."""
        banner = self._desk.banner
        if isinstance(banner.error, DeskNotSavedError | ClosingUnsavedError):
            banner.clear()
        banner.withdraw(failure)

    def _tell_opened(self, opened: Opened) -> None:
        self._desk.grid.show_frozen(None)
        if opened.other_model:
            self._ask_frozen(opened)
        if opened.dropped:
            self._desk.notice.say(
                lambda look: look.language.plural(
                    "notice.dropped", opened.dropped, name=opened.name
                ),
                stays=True,
            )
        elif opened.other_model:
            now = self._session.model.version
            self._desk.notice.say(
                lambda look: look.text(
                    "notice.older_curves", scenario=opened.name, made=opened.made, now=now
                ),
                stays=True,
            )

    def _ask_frozen(self, opened: Opened) -> None:
        """Draw the curves as they were under the model the scenario was made with, if kept."""
        autosave, model = self._autosave, self._session.model
        number = None if autosave is None else autosave.id
        if autosave is None or number is None:
            return

        def done(found: tuple[BandSnapshot, ...]) -> None:
            older = [kept for kept in found if kept.model_digest != model.digest]
            made = [kept for kept in older if kept.model_version == opened.made]
            if autosave.id == number and older:
                self._desk.grid.show_frozen((made or older)[0])

        autosave.ask(lambda store: store.runs.bands(number), done)

    def _tell_vantage(self, month: Month, before: Month | None) -> None:
        """Say that the projection starts elsewhere, and offer the way back."""
        self._desk.notice.say(
            lambda look: look.text("notice.vantage_moved", month=look.language.date(month)),
            lambda: self._session.own_data.choose_vantage(before),
        )
