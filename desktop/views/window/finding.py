"""Find anything of the desk from one field, and go there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.bridge.errors import PreferencesNotSavedError
from desktop.bridge.job import Job
from desktop.document.assuming import AdoptSet
from desktop.document.commands import SetLever
from desktop.domain.inquiry import Asked
from desktop.domain.lever import Family, Setting
from desktop.domain.wording import Wording
from desktop.language.name_search import Searchable
from desktop.session.exercise_list import shipped_names
from desktop.session.session import Session
from desktop.ui.actions import ActionId, Actions
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import ChartArea
from desktop.views.levers.lever_panel import LeverPanel
from desktop.views.palette.entries import Kind, PaletteEntry
from desktop.views.palette.palette import Palette
from desktop.views.timeline.events_page import EventsPage
from desktop.views.window.evaluation_overlay import EvaluationOverlay
from desktop.views.window.page_stack import PageStack
from desktop.views.window.pages import Pages
from desktop.views.window.palette_entries import DeskEntries, Ways
from desktop.views.window.side_windows import SideWindows

if TYPE_CHECKING:
    from db import ExerciseSummary, Library, ScenarioSummary

_MOST_FOUND = 60
"""Scenarios of the library that are ranked for what was typed, those changed last."""
_LONGEST = 120
"""Signs with which a library is searched; nothing in it is found by more."""


class Finding(QObject):
    """Open the palette, fill it with what there is, and do what is chosen.

    The library is asked on its own lane, the exercises that ship are read by a job: neither holds
    up a key.
    """

    question_wanted = Signal(Asked)
    """The page of questions shall be opened with this one."""

    def __init__(
        self,
        session: Session,
        levers: LeverPanel,
        desk: ChartArea,
        pages: Pages,
        evaluation: EvaluationOverlay,
        stack: PageStack,
        beside: SideWindows,
        actions: Actions,
        look: UiContext,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._levers, self._desk, self._pages = session, levers, desk, pages
        self._evaluation, self._stack, self._beside = evaluation, stack, beside
        self._actions, self._look, self._window = actions, look, window
        self._shipped: tuple[tuple[str, Wording], ...] | None = None
        self.palette: Palette | None = None
        actions[ActionId.FIND].triggered.connect(self.open)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        if self.palette is not None:
            self.palette.close()

    def open(self) -> None:
        """Open the palette over the window."""
        if self.palette is not None:
            return
        ways = Ways(
            self._show_lever,
            self._set_lever,
            self._show_chart,
            self._show_event,
            lambda parameter: self._beside.show_assumptions().show_value(parameter),
            self._assume,
            self._show_family,
            self._show_span,
            self.question_wanted.emit,
        )
        known = DeskEntries(self._session.document, self._actions, self._look, ways)
        entries = (*known.all(), *self._newest(), *self._shipped_exercises())
        recent = self._session.preferences.habits.found
        palette = Palette(self._look, entries, known.offer, recent, self._window)
        palette.closed.connect(self._forget)
        palette.chosen.connect(self._remember)
        palette.searched.connect(self._search_library)
        self.palette = palette
        self._read_exercises()
        palette.open_over(self._window)

    def _forget(self) -> None:
        self.palette = None

    def _remember(self, id_: str) -> None:
        preferences = self._session.preferences
        preferences.habits.remember_found(id_)
        try:
            preferences.save()
        except PreferencesNotSavedError as error:
            self._session.failed.emit(error)

    # ------------------------------------------------------------ what is found in files

    def _newest(self) -> Sequence[PaletteEntry]:
        autosave = self._session.autosave
        return [] if autosave is None else [self._scenario(one) for one in autosave.summaries]

    def _scenario(self, summary: "ScenarioSummary") -> PaletteEntry:
        return PaletteEntry(
            f"{Kind.SCENARIO}:{summary.id}",
            Kind.SCENARIO,
            summary.name,
            Searchable.of(summary.name, words=" ".join((summary.folder, *summary.tags))),
            lambda: self._open_scenario(summary.id),
            about=summary.folder,
            icon="file-text",
        )

    def _search_library(self, typed: str) -> None:
        lane, palette = self._session.library.lane, self.palette
        if lane is None or palette is None or not typed.strip() or len(typed) > _LONGEST:
            return

        def work(store: "Library") -> "tuple[ScenarioSummary, ...]":
            from db import ScenarioQuery

            return store.scenarios.listed(ScenarioQuery(typed, limit=_MOST_FOUND))

        def take(found: "tuple[ScenarioSummary, ...]") -> None:
            palette.take(typed, [self._scenario(one) for one in found])

        # Whatever hinders it is told by all else that needs the library.
        lane.submit(work).then(palette, take)

    def _read_exercises(self) -> None:
        palette, resources = self.palette, self._look.resources
        assert palette is not None
        if self._shipped is None:

            def take(names: tuple[tuple[str, Wording], ...]) -> None:
                self._shipped = names
                palette.know(self._shipped_exercises())

            Job(lambda _: shipped_names(resources), "reading names of exercises").then(
                palette, take
            ).start()
        lane = self._session.library.lane
        if lane is not None:

            def know(found: "tuple[ExerciseSummary, ...]") -> None:
                palette.know(
                    [self._exercise(one.id, one.name, one.name, one.name) for one in found]
                )

            lane.submit(lambda store: store.exercises.listed()).then(palette, know)

    def _shipped_exercises(self) -> list[PaletteEntry]:
        language = self._look.language
        return [
            self._exercise(None, id_, language.wording(name), name.en, name.es)
            for id_, name in self._shipped or ()
        ]

    def _exercise(self, id_: int | None, listed: str, name: str, *names: str) -> PaletteEntry:
        # Those that ship have one name in every library.
        remembered = f"{Kind.EXERCISE}:{listed}" if id_ is None else f"{Kind.EXERCISE}:{id_}"
        return PaletteEntry(
            remembered,
            Kind.EXERCISE,
            name,
            Searchable.of(name, *names),
            lambda: self._show_exercise(id_, listed),
            icon="list-checks",
        )

    # ------------------------------------------------------------ what is done

    def _show_desk(self) -> None:
        """Put away whatever lies over the desk."""
        while self._stack.page is not None:
            if self._evaluation.open:
                self._evaluation.leave()
            else:
                self._pages.close()

    def _show_lever(self, id_: str) -> None:
        self._show_desk()
        self._levers.show_lever(id_)

    def _set_lever(self, id_: str, setting: Setting | None) -> None:
        self._show_lever(id_)
        self._session.document.apply(SetLever(id_, setting), self)

    def _assume(self, set_: str) -> None:
        self._session.document.apply(AdoptSet(set_), self)

    def _show_family(self, family: Family) -> None:
        self._show_desk()
        self._desk.show_family(family)

    def _show_span(self, monthly: bool) -> None:
        self._show_desk()
        self._desk.toolbar.choose_span(monthly=monthly)

    def _show_chart(self, id_: str) -> None:
        self._show_desk()
        self._desk.show_chart(id_)

    def _show_event(self, id_: str) -> None:
        self._pages.open_events()
        if isinstance(self._pages.page, EventsPage):
            self._pages.page.point_at(id_)

    def _open_scenario(self, number: int) -> None:
        self._show_desk()
        autosave = self._session.autosave
        if autosave is not None and autosave.id != number:
            autosave.open(number)

    def _show_exercise(self, id_: int | None, name: str) -> None:
        self._pages.open_exercises()
        if self._pages.exercises is not None:
            self._pages.exercises.choose(id_, name)
