"""The window in which a state of any scenario is found and pinned."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from db import ScenarioQuery
from desktop.charts.plain_text import PlainLabel
from desktop.document.document import Document
from desktop.document.undo_history import UndoStep
from desktop.domain.lines import bare_key
from desktop.session.pin_board import PinBoard
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.ui.page import worded_button
from desktop.ui.side_window import SideWindow
from desktop.ui.ui_context import UiContext
from desktop.ui.version_words import day_words
from desktop.views.compare.pin_words import short_name

if TYPE_CHECKING:
    from db import Library, ScenarioSummary, VersionSummary

SIZE, SMALLEST = QSize(520, 560), QSize(400, 320)
MOST_LISTED, MOST_STEPS = 50, 50
_DO, _OF = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class StepWords:
    """Say what a step did, in the words of the history list."""

    of: Callable[[UndoStep], str]


class PinChooser(SideWindow):
    """Offer the desk, its earlier steps, its versions, and every scenario with its versions.

    What is typed narrows the list; Enter or a double click pins what is chosen and closes.
    """

    def __init__(
        self,
        document: Document,
        board: PinBoard,
        autosave: ScenarioAutosave | None,
        pin_now: Callable[[], object],
        step_words: StepWords,
        look: UiContext,
        parent: QWidget,
    ) -> None:
        super().__init__(SMALLEST, parent)
        self._document, self._board, self._autosave = document, board, autosave
        self._pin_now, self._step_words, self._look = pin_now, step_words, look
        self._others: tuple[ScenarioSummary, ...] = ()
        self._versions: dict[int, tuple[VersionSummary, ...]] = {}
        self._does: dict[int, Callable[[], object]] = {}
        self.search = QLineEdit(self)
        self.search.setProperty("role", "field")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.tree = QTreeWidget(self)
        self.tree.setProperty("role", "list")
        self.tree.setHeaderHidden(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.itemActivated.connect(lambda item, _: self._pin(item))
        self.tree.itemExpanded.connect(self._unfold)
        self.tree.itemSelectionChanged.connect(self._update_enabled)
        self._about = PlainLabel(self, wraps=True)
        self._about.setProperty("role", "second")
        self.pin_button = worded_button("", "main", look, self, "pin")
        self.pin_button.clicked.connect(self.pin_chosen)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.pin_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._about)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addLayout(below)
        self.set_look(look)
        self.stand(SIZE)
        self._read_versions(self._desk_id)
        self._find()
        self.search.setFocus()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.setWindowTitle(look.text("compare.choose_title"))
        self._about.setText(look.text("compare.choose_about"))
        self.search.setPlaceholderText(look.text("compare.search"))
        self.search.setAccessibleName(look.text("compare.search"))
        self.tree.setAccessibleName(look.text("compare.choose_title"))
        self.pin_button.setText(look.text("compare.do_pin"))
        self._list()

    # ------------------------------------------------------------ what there is

    @property
    def _desk_id(self) -> int | None:
        return None if self._autosave is None else self._autosave.id

    def _ask(self, work: "Callable[[Library], object]", done: Callable[..., object]) -> None:
        if self._autosave is not None:
            # The window may be gone by the time it is answered.
            answer = partial(_if_there, self, done)
            self._autosave.ask(work, answer)

    def _find(self) -> None:
        """List what fits what is typed; the library looks through all its scenarios."""
        typed = self.search.text()

        def work(store: "Library") -> "tuple[ScenarioSummary, ...]":
            return store.scenarios.listed(ScenarioQuery(text=typed, limit=MOST_LISTED))

        def take(found: "tuple[ScenarioSummary, ...]") -> None:
            if self.search.text() == typed:
                self._others = found
                self._list()

        self._list()
        self._ask(work, take)

    def _read_versions(self, scenario_id: int | None) -> None:
        if scenario_id is None or scenario_id in self._versions:
            return
        number = scenario_id

        def take(found: "tuple[VersionSummary, ...]") -> None:
            self._versions[number] = found
            self._list()

        self._ask(lambda store: store.versions.listed(number), take)

    def _unfold(self, item: QTreeWidgetItem) -> None:
        self._read_versions(item.data(0, _OF))

    # ------------------------------------------------------------ the list

    def _list(self) -> None:
        """Make the rows anew; what was chosen and unfolded stays so."""
        before, unfolded = self._path_of(self.tree.currentItem()), self._unfolded()
        words = bare_key(self.search.text()).split()
        self.tree.clear()
        self._does = {}
        name = short_name(self._document.scenario.name)
        desk = self._row(None, self._look.text("compare.now", name=name), self._pin_now)
        desk.setData(0, _OF, self._desk_id)
        self._add_versions(desk, self._desk_id, words)
        done = self._document.history.done
        for back in range(1, min(len(done), MOST_STEPS) + 1):
            told = self._step_words.of(done[-back])
            words_of = self._look.text("compare.before_step", step=told)
            if _fits(words_of, words):
                self._row(desk, words_of, partial(self._board.pin_step, back))
        desk.setExpanded(True)
        if words and desk.childCount() == 0 and not _fits(_told(desk), words):
            desk.setHidden(True)
        for one in self._others:
            if one.id == self._desk_id:
                continue
            row = self._row(None, one.name, partial(self._board.pin_saved, one.id))
            row.setData(0, _OF, one.id)
            policy = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
            row.setChildIndicatorPolicy(policy)
            self._add_versions(row, one.id, [])
            row.setExpanded(one.id in unfolded)
        self._choose(before, words)
        self._update_enabled()

    def _add_versions(
        self, row: QTreeWidgetItem, scenario_id: int | None, words: list[str]
    ) -> None:
        now = datetime.now(UTC)
        for version in self._versions.get(scenario_id or 0, ()):
            when = day_words(version.made_at, now, self._look)
            told = self._look.text("compare.version", when=when)
            if version.name:
                told = self._look.text("versions.named", name=version.name, when=when)
            if scenario_id is not None and _fits(told, words):
                pin = partial(
                    self._board.pin_version,
                    scenario_id,
                    version.id,
                    version.name,
                    version.made_at,
                )
                self._row(row, told, pin)

    def _row(
        self, parent: QTreeWidgetItem | None, words: str, do: Callable[[], object]
    ) -> QTreeWidgetItem:
        row = QTreeWidgetItem([" ".join(words.split())])
        row.setData(0, _DO, len(self._does))
        self._does[len(self._does)] = do
        if parent is None:
            self.tree.addTopLevelItem(row)
        else:
            parent.addChild(row)
        return row

    def _tops(self) -> list[QTreeWidgetItem]:
        found = [self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount())]
        return [one for one in found if one is not None]

    def _unfolded(self) -> set[int]:
        return {one.data(0, _OF) for one in self._tops() if one.isExpanded()}

    @staticmethod
    def _path_of(item: QTreeWidgetItem | None) -> tuple[str, ...]:
        path: tuple[str, ...] = ()
        while item is not None:
            path, item = (_told(item), *path), item.parent()
        return path

    def _choose(self, path: tuple[str, ...], words: list[str]) -> None:
        """Choose the row that was chosen, else the first that fits what is typed."""
        rows = [row for top in self._tops() if not top.isHidden() for row in _below(top)]
        same = next((row for row in rows if self._path_of(row) == path and path), None)
        fitting = next((row for row in rows if words and _fits(_told(row), words)), None)
        wanted = (fitting or same) if words else (same or next(iter(rows), None))
        if wanted is not None:
            self.tree.setCurrentItem(wanted)

    # ------------------------------------------------------------ what is done

    def _update_enabled(self) -> None:
        self.pin_button.setEnabled(self.tree.currentItem() is not None)

    def pin_chosen(self) -> None:
        """Pin what is chosen, and close."""
        item = self.tree.currentItem()
        if item is not None:
            self._pin(item)

    def _pin(self, item: QTreeWidgetItem) -> None:
        do = self._does[item.data(0, _DO)]
        self.close()
        do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows go through the list from the field, and Enter pin."""
        if watched is self.search and isinstance(event, QKeyEvent):
            key = event.key()
            if event.type() is QEvent.Type.KeyPress and key in (
                Qt.Key.Key_Down,
                Qt.Key.Key_Up,
                Qt.Key.Key_PageDown,
                Qt.Key.Key_PageUp,
            ):
                self.tree.setFocus()
                self.tree.keyPressEvent(event)
                return True
            if event.type() is QEvent.Type.KeyPress and key in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            ):
                self.pin_chosen()
                return True
        return False


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = [item.child(place) for place in range(item.childCount())]
    return [item, *(child for child in children if child is not None)]


def _fits(told: str, words: list[str]) -> bool:
    key = bare_key(told)
    return all(word in key for word in words)


def _if_there(window: PinChooser, done: Callable[..., object], found: object) -> None:
    if isValid(window):
        done(found)


def _told(row: QTreeWidgetItem) -> str:
    return str(row.data(0, Qt.ItemDataRole.DisplayRole))
