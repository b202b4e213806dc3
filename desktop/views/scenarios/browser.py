"""The scenario browser: find, sort and look at scenarios, and what is done to them."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db import Order
from desktop.charts.plain_text import tip
from desktop.document.document import Document
from desktop.domain.outcome import SUMMARY_YEARS
from desktop.domain.scenario import Scenario
from desktop.session.save_state import SaveState
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.ui.inline_prompt import InlinePrompt
from desktop.ui.page import EmptyState, Page, card, icon_button, worded_button
from desktop.ui.search_field import SearchField
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.scenarios.action_prompts import ActionPrompts
from desktop.views.scenarios.backup_list import BackupList
from desktop.views.scenarios.listing import (
    PAGE,
    BrowserQuery,
    LibrarySection,
    Listing,
    read_listing,
)
from desktop.views.scenarios.preview import KeptFan
from desktop.views.scenarios.row_actions import RowActions
from desktop.views.scenarios.scenario_detail import (
    HARMLESS,
    OF_KEPT,
    OF_ONE,
    OF_TRASHED,
    ScenarioAction,
    ScenarioDetail,
)
from desktop.views.scenarios.scenario_table import Column, ScenarioRows, ScenarioTable
from desktop.views.scenarios.section_tree import SectionTree
from desktop.views.scenarios.tag_chips import TagChips

if TYPE_CHECKING:
    from db import Library, ScenarioSummary

ORDERS = (Order.CHANGED, Order.NAME, Order.OUTCOME)
_COLUMN_ORDER = {
    Column.NAME: Order.NAME,
    Column.CURVE: Order.OUTCOME,
    Column.OUTCOME: Order.OUTCOME,
    Column.CHANGED: Order.CHANGED,
}
_LIST, _NOTHING, _BACKUPS = range(3)


class ScenarioBrowser(Page):
    """Show the library of a keeper. One question to the library is under way at a time.

    What is typed meanwhile is asked afterwards, and only the last of it.
    """

    query_changed = Signal(BrowserQuery)
    """What is shown is another: to be remembered."""
    new_wanted = Signal()
    backup_wanted = Signal(int)
    """A backup shall be restored into a copy: its number."""

    def __init__(
        self,
        document: Document,
        keeper: ScenarioAutosave,
        actions: RowActions,
        look: UiContext,
        query: BrowserQuery,
        start: Callable[[str], float | None],
        parent: QWidget | None = None,
    ) -> None:
        """Build it; `start` gives the value at the vantage where an indicator's curves begin."""
        super().__init__(look, look.text("browser.title"), "", parent)
        self._document = document
        self._keeper = keeper
        self._actions = actions
        self._start = start
        self._query = query
        self._asking = False
        self._again = False
        self._changed = True
        self._choose_next: tuple[int, ...] = ()
        self._notes: dict[int, Scenario] = {}
        self._listing: Listing | None = None
        self._later: Listing | None = None
        """What the list will show once nobody points at it."""
        self._build()
        keeper.listed.connect(self._refreshed)
        keeper.state_changed.connect(self._update_enabled)
        self._update_enabled()
        self.refresh()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        look = self.look
        self.new = worded_button(look.text("browser.new"), "main", look, self, "plus")
        self.new.clicked.connect(self.new_wanted)
        self.empty = worded_button(look.text("browser.empty_trash"), "plain", look, self, "trash-2")
        self.empty.clicked.connect(self._ask_empty)
        self.empty.hide()
        self.head.addWidget(self.empty)
        self.head.addWidget(self.new)
        self.sections = SectionTree(look, self)
        self.sections.picked.connect(self._go)
        self.search = SearchField(look.text("browser.search"), look, self)
        self.search.setText(self._query.text)
        self.search.textChanged.connect(lambda text: self._ask_for(text=text))
        self.search.setMinimumWidth(180)
        self.indicator = QComboBox(self)
        self.indicator.setAccessibleName(look.text("browser.indicator"))
        self.indicator.setToolTip(tip(look.text("browser.indicator")))
        for indicator in self._document.model.indicators.values():
            self.indicator.addItem(look.language.wording(indicator.short), indicator.id)
        self.indicator.setCurrentIndex(self.indicator.findData(self._query.indicator))
        self.indicator.currentIndexChanged.connect(
            lambda _: self._ask_for(indicator=self.indicator.currentData())
        )
        self.year = Segments(len(SUMMARY_YEARS), look.tokens, self)
        self.year.set_words([str(year) for year in SUMMARY_YEARS])
        for year, segment in zip(SUMMARY_YEARS, self.year.segments, strict=True):
            segment.setChecked(year == self._query.year)
            segment.setAccessibleName(look.text("browser.year", year=year))
            segment.setToolTip(tip(segment.accessibleName()))
        self.year.chosen.connect(lambda place: self._ask_for(year=SUMMARY_YEARS[place]))
        self.order = QComboBox(self)
        self.order.setAccessibleName(look.text("browser.order"))
        self.order.setToolTip(tip(look.text("browser.order")))
        for order in ORDERS:
            self.order.addItem(look.text(f"browser.order.{order}"), order)
        self.order.setCurrentIndex(ORDERS.index(self._query.order))
        self.order.currentIndexChanged.connect(
            lambda place: self._ask_for(order=ORDERS[place], reverse=False)
        )
        self.turn = icon_button("arrow-down", look.text("browser.turn"), look, self)
        self.turn.clicked.connect(lambda: self._ask_for(reverse=not self._query.reverse))
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.search, 1)
        self._ordering = QWidget(self)
        ordering = QHBoxLayout(self._ordering)
        ordering.setContentsMargins(0, 0, 4, 0)
        ordering.setSpacing(4)
        ordering.addWidget(self.indicator)
        ordering.addWidget(self.year)
        ordering.addSpacing(8)
        ordering.addWidget(self.order)
        ordering.addWidget(self.turn)
        self.head.insertWidget(self.head.indexOf(self.empty), self._ordering)
        self._filters = QWidget(self)
        self._filters.setLayout(bar)
        bar.setContentsMargins(0, 0, 0, 0)
        self.chips = TagChips(look, self)
        self.chips.picked.connect(lambda tags: self._ask_for(tags=tags))
        self.ask = InlinePrompt(look, self)
        self._keeper.failed.connect(self.ask.ask_again)
        self._prompts = ActionPrompts(self.ask, self._actions, look)
        self.rows = ScenarioRows(
            self._document.model, look, self._start(self._query.indicator), self
        )
        self.rows.more_wanted.connect(self._ask_more)
        self.table = ScenarioTable(self.rows, look, self)
        self.table.setAccessibleName(look.text("browser.title"))
        self.table.activated_.connect(self._activate)
        self.table.deleted_.connect(self._delete_key)
        self.table.let_go.connect(self._catch_up)
        self.table.chosen.connect(self._show_chosen)
        self.table.sort_wanted.connect(self._sort_by)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.nothing = EmptyState(look, self)
        self.nothing.acted.connect(self._act_on_nothing)
        self.backups = BackupList(look, self)
        self.backups.wanted.connect(self.backup_wanted)
        self.backups.made_wanted.connect(lambda: self._actions.back_up(self._refreshed))
        self._stack = QStackedWidget(self)
        frame = card(self)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._stack)
        for widget in (self.table, self.nothing, self.backups):
            self._stack.addWidget(widget)
        self.detail = ScenarioDetail(look, self)
        self.detail.asked.connect(self.do)
        centre = QVBoxLayout()
        centre.setSpacing(8)
        centre.addWidget(self._filters)
        centre.addWidget(self.chips)
        centre.addWidget(self.ask)
        centre.addWidget(frame, 1)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.sections)
        across.addLayout(centre, 1)
        across.addWidget(self.detail)
        self.body.addLayout(across, 1)
        QWidget.setTabOrder(self.chips, self.table)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where most people begin: with the list, from which typing searches."""
        super().showEvent(event)
        self.table.setFocus()

    # ------------------------------------------------------------ asking the library

    @property
    def query(self) -> BrowserQuery:
        """Return what is shown."""
        return self._query

    @property
    def busy(self) -> bool:
        """Say whether an answer of the library is still to come."""
        return self._asking

    def _ask_for(self, **changes: object) -> None:
        query = replace(self._query, **changes)  # type: ignore[arg-type]  # its fields
        if query != self._query:
            self._query = query
            self.query_changed.emit(query)
            self.refresh()

    def _go(self, section: LibrarySection, folder: str) -> None:
        self.ask.done()
        self._ask_for(section=section, folder=folder)

    def _refreshed(self, _: object) -> None:
        self._notes.clear()
        self._changed = True
        self.refresh()

    def refresh(self) -> None:
        """Ask for the list anew; what is on show stays until the answer has come."""
        if self._asking:
            self._again = True
            return
        self._asking = True
        query, limit = self._query, PAGE
        known = None if self._changed else self._listing
        self._changed = False
        if self._listing is not None and self._listing.query == query:
            # Whoever has scrolled far stays there.
            limit = max(PAGE, len(self.rows.rows))
        self._keeper.ask(lambda store: read_listing(store, query, 0, limit, known), self._answered)

    def _answered(self, found: Listing) -> None:
        self._asking = False
        if self._again:
            self._again = False
            self.refresh()
            if found.query != self._query:
                return
        self._show(found)

    def _ask_more(self, first: int) -> None:
        query = self._query
        self._keeper.ask(lambda store: read_listing(store, query, first), self._take_more)

    def _take_more(self, found: Listing) -> None:
        self.rows.take(found)

    def _steady(self, listing: Listing) -> Listing:
        """Keep the order that somebody points at; the new one comes when they point elsewhere."""
        self._later = None
        shown = [one.id for one in self.rows.rows]
        rows = {one.id: one for one in listing.rows}
        refreshed = self._listing is not None and listing.query == self._listing.query
        resorted = list(rows) != shown and rows.keys() == set(shown)
        if not (refreshed and resorted and self.table.viewport().underMouse()):
            return listing
        self._later = listing
        return replace(listing, rows=tuple(rows[one] for one in shown))

    def _catch_up(self) -> None:
        if self._later is not None:
            self._show(self._later)

    def _show(self, listing: Listing) -> None:
        look, listing = self.look, self._steady(listing)
        chosen = self._choose_next or tuple(one.id for one in self.table.chosen_rows())
        self._choose_next = ()
        self.rows.on_desk = self._keeper.id
        self.rows.start = self._start(listing.query.indicator)
        first = self._listing is None
        scrolled = self.table.verticalScrollBar().value()
        self.rows.take(listing)
        self.table.choose(chosen or (() if self._keeper.id is None else (self._keeper.id,)))
        if first:
            self.table.scrollTo(self.table.currentIndex())
        else:
            self.table.verticalScrollBar().setValue(scrolled)
        if not self.table.chosen_rows() and listing.rows:
            self.table.choose((listing.rows[0].id,))
        self._listing = listing
        self.sections.show_listing(listing)
        section = listing.query.section
        self.empty.setVisible(section is LibrarySection.TRASH and bool(listing.trashed))
        self.new.setVisible(section is not LibrarySection.TRASH)
        browsing = section is not LibrarySection.BACKUPS
        self._filters.setVisible(browsing)
        self._ordering.setVisible(browsing)
        self.chips.show_tags(listing.tags, listing.query.tags)
        self.chips.setVisible(browsing and bool(listing.tags))
        self.detail.setVisible(browsing)
        self.turn.setIcon(
            look.icon("arrow-up" if listing.query.reverse else "arrow-down", look.tokens.ink2)
        )
        if self.order.currentIndex() != ORDERS.index(listing.query.order):
            self.order.setCurrentIndex(ORDERS.index(listing.query.order))
        if section is LibrarySection.BACKUPS:
            self._stack.setCurrentIndex(_BACKUPS)
            self._keeper.ask(self._actions.backups, self.backups.show_backups)
            self.say_about("")
        else:
            self._stack.setCurrentIndex(_LIST if listing.rows else _NOTHING)
            self.say_about(look.language.plural("browser.count", listing.total))
            self._say_nothing(listing)
        self._show_chosen()

    def _say_nothing(self, listing: Listing) -> None:
        text, query = self.look.text, listing.query
        if query.narrowed and query.text.strip():
            sentence = text("browser.none_found", text=" ".join(query.text.split()))
            self.nothing.say(sentence, text("browser.clear"))
        elif query.narrowed:
            self.nothing.say(text("browser.none_tagged"), text("browser.clear"))
        elif query.section is LibrarySection.TRASH:
            self.nothing.say(text("browser.none_trashed"))
        elif query.section is LibrarySection.FOLDER:
            self.nothing.say(text("browser.none_in_folder"), text("browser.show_all"))
        else:
            self.nothing.say(text("browser.none"), text("browser.new"))

    def _act_on_nothing(self) -> None:
        if self._query.narrowed:
            self.search.clear()
            self._ask_for(text="", tags=())
        elif self._query.section is LibrarySection.FOLDER:
            self.sections.pick(LibrarySection.ALL)
        else:
            self.new_wanted.emit()

    def _sort_by(self, column: int) -> None:
        order = _COLUMN_ORDER[Column(column)]
        same = order is self._query.order
        self._ask_for(order=order, reverse=same and not self._query.reverse)

    # ------------------------------------------------------------ what is chosen

    def chosen(self) -> "list[ScenarioSummary]":
        """Return the chosen scenarios."""
        return self.table.chosen_rows()

    def _show_chosen(self) -> None:
        chosen, trash = self.chosen(), self._query.section is LibrarySection.TRASH
        only = chosen[0].id if len(chosen) == 1 else None
        notes = None if only is None else self._notes.get(only)
        kept = () if only is None else self.rows.outcomes_of(only)
        fan = KeptFan() if only is None else self.rows.fan_of(only)
        self.detail.curve.show_outcomes(self.rows.ground, kept, fan)
        self.detail.show_chosen(chosen, notes, in_trash=trash)
        if only is not None and notes is None and not trash:
            self._keeper.ask(lambda store: (only, _read(store, only)), self._take_notes)

    def _take_notes(self, found: tuple[int, Scenario | None]) -> None:
        number, scenario = found
        if scenario is not None:
            self._notes[number] = scenario
            chosen = self.chosen()
            if [one.id for one in chosen] == [number]:
                self.detail.show_chosen(
                    chosen, scenario, in_trash=self._query.section is LibrarySection.TRASH
                )

    def _update_enabled(self) -> None:
        writable = self._keeper.state is not SaveState.READ_ONLY
        for button in (self.new, self.empty, self.backups.make):
            button.setEnabled(writable)
        self.detail.set_writable(writable=writable)
        self._show_chosen()

    def _activate(self) -> None:
        if self.ask.just_gone:
            return
        self.do(
            ScenarioAction.RESTORE
            if self._query.section is LibrarySection.TRASH
            else ScenarioAction.OPEN
        )

    def _delete_key(self) -> None:
        self.do(
            ScenarioAction.ERASE
            if self._query.section is LibrarySection.TRASH
            else ScenarioAction.DELETE
        )

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self.table)
        self.fill_menu(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def fill_menu(self, menu: QMenu) -> None:
        """Offer what can be done with what is chosen."""
        in_trash = self._query.section is LibrarySection.TRASH
        for action in OF_TRASHED if in_trash else OF_KEPT:
            button = self.detail.buttons[action]
            entry = menu.addAction(button.icon(), button.text())
            entry.setEnabled(button.isEnabled())
            entry.triggered.connect(lambda _=False, action=action: self.do(action))

    # ------------------------------------------------------------ actions

    def do(self, action: ScenarioAction) -> None:
        """Do something with what is chosen, asking first where a word is needed."""
        chosen = self.chosen()
        allowed = self._keeper.state is not SaveState.READ_ONLY or action in HARMLESS
        if not chosen or not allowed or (action in OF_ONE and len(chosen) != 1):
            return
        match action:
            case ScenarioAction.OPEN:
                self._actions.open(chosen[0])
                self.left.emit()
            case ScenarioAction.RENAME:
                self._prompts.rename(chosen[0])
            case ScenarioAction.DUPLICATE:
                self._actions.duplicate(chosen[0], self._then_choose)
            case ScenarioAction.MOVE:
                self._prompts.move(chosen, self.sections.folders)
            case ScenarioAction.TAG:
                self._prompts.tag(chosen)
            case ScenarioAction.PACK:
                self._actions.pack(chosen)
            case ScenarioAction.DELETE:
                self._actions.delete(chosen)
            case ScenarioAction.RESTORE:
                self._actions.restore(chosen)
            case ScenarioAction.ERASE:
                self._prompts.erase(chosen)

    def _then_choose(self, scenario_id: int) -> None:
        self._choose_next = (scenario_id,)

    def _ask_empty(self) -> None:
        if self._listing is not None and self._listing.trashed:
            self._prompts.empty_trash(self._listing.trashed)

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search with what is typed; Escape empties the search before it leaves."""
        typed = event.text()
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.table.setFocus()
        elif typed.isprintable() and typed.strip() and not self.search.hasFocus():
            self.search.setFocus()
            self.search.insert(typed)
        else:
            super().keyPressEvent(event)


def _read(store: "Library", scenario_id: int) -> Scenario | None:
    """Return a scenario for its notes; one that cannot be read is told when it is opened."""
    from db import ScenarioDamagedError, ScenarioNotFoundError

    try:
        return store.scenarios.load(scenario_id)
    except (ScenarioDamagedError, ScenarioNotFoundError):
        return None
