"""The versions of the open scenario: keep one, compare any two, get one back."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.document.changes import Changes
from desktop.document.difference import Difference, differences
from desktop.document.document import Document
from desktop.domain.scenario import Scenario
from desktop.session.save_state import SaveState
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.ui.difference_table import DifferenceTable
from desktop.ui.difference_words import DifferenceWords, Row
from desktop.ui.inline_prompt import InlinePrompt
from desktop.ui.page import Page, Scrolled, card, worded_button
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.scenarios.version_list import NOW, VersionList

if TYPE_CHECKING:
    from db import Library, VersionSummary

LIST_WIDTH = 344


@dataclass(frozen=True, slots=True)
class _End:
    """Name one side of a comparison."""

    version: int | None
    """None is the desk as it stands."""
    words: str


class VersionPage(Page):
    """Show the versions that a keeper keeps of the scenario on the desk."""

    restored = Signal(str)
    """A version is on the desk now: what it is called."""

    def __init__(
        self,
        document: Document,
        keeper: ScenarioAutosave,
        look: UiContext,
        chosen: tuple[int, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Build it; `chosen` are the versions to compare, newest first."""
        super().__init__(look, look.text("versions.title"), document.scenario.name, parent)
        self._document = document
        self._keeper = keeper
        self._words = DifferenceWords(look, document.model)
        self._states: dict[int, Scenario] = {}
        self._wanted = chosen
        self._ends: tuple[_End, _End] | None = None
        self.found: tuple[Difference, ...] = ()
        self._build()
        keeper.versioned.connect(self.show_versions)
        keeper.state_changed.connect(self._update_enabled)
        keeper.opened.connect(self._other)
        self._stop = document.listen(self._on_document_changed)
        self.destroyed.connect(lambda _=None, stop=self._stop: stop())
        keeper.list_versions()
        self._update_enabled()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        look = self.look
        self.name = QLineEdit(self)
        self.name.setProperty("role", "field")
        self.name.setMaxLength(120)
        self.name.setPlaceholderText(look.text("versions.name_hint"))
        self.name.setAccessibleName(look.text("versions.name_hint"))
        self.name.returnPressed.connect(self.keep)
        self.keep_button = worded_button(look.text("versions.keep"), "main", look, self, "bookmark")
        self.keep_button.clicked.connect(self.keep)
        keeping = QHBoxLayout()
        keeping.setContentsMargins(12, 12, 12, 8)
        keeping.setSpacing(8)
        keeping.addWidget(self.name, 1)
        keeping.addWidget(self.keep_button)
        self.list = VersionList(look, self)
        self.list.chosen.connect(self._compare)
        hint = PlainLabel(look.text("versions.hint"), self, wraps=True)
        hint.setProperty("role", "quiet")
        hint.setContentsMargins(12, 4, 12, 10)
        left = card(self)
        left.setFixedWidth(LIST_WIDTH)
        down = QVBoxLayout(left)
        down.setContentsMargins(1, 1, 1, 1)
        down.setSpacing(0)
        down.addLayout(keeping)
        down.addWidget(self.list, 1)
        down.addWidget(hint)
        self._title = PlainLabel(self, wraps=True)
        self._title.setProperty("role", "title")
        self.views = Segments(2, look.tokens, self)
        self.views.set_words([look.text("versions.in_words"), look.text("versions.as_table")])
        self.views.chosen.connect(lambda _: self._show_found())
        self.copy_button = worded_button(
            look.text("versions.copy"), "plain", look, self, "clipboard-copy"
        )
        self.copy_button.clicked.connect(self.copy)
        self.rename_button = worded_button(
            look.text("versions.rename"), "plain", look, self, "pencil"
        )
        self.rename_button.clicked.connect(self._ask_name)
        self.restore_button = worded_button(
            look.text("versions.restore"), "plain", look, self, "undo-2"
        )
        self.restore_button.clicked.connect(self.restore)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.views)
        bar.addStretch(1)
        bar.addWidget(self.copy_button)
        bar.addWidget(self.rename_button)
        bar.addWidget(self.restore_button)
        self.ask = InlinePrompt(look, self)
        self._lines = QWidget(self)
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 8, 8)
        self._column.setSpacing(0)
        self._area = Scrolled(self._lines, self)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(look.text("versions.in_words"))
        self.table = DifferenceTable(look.text("versions.as_table"), look, self)
        right = card(self)
        inside = QVBoxLayout(right)
        inside.setContentsMargins(16, 12, 12, 12)
        inside.setSpacing(8)
        inside.addWidget(self._title)
        inside.addLayout(bar)
        inside.addWidget(self.ask)
        inside.addWidget(self._area, 1)
        inside.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left)
        row.addWidget(right, 1)
        self.body.addLayout(row, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the list."""
        super().showEvent(event)
        self.list.setFocus()

    # ------------------------------------------------------------ versions

    @property
    def chosen(self) -> tuple[int, ...]:
        """Return the chosen versions, newest first."""
        return tuple(one for one in self.list.chosen_ids() if one != NOW)

    def show_versions(self, versions: "tuple[VersionSummary, ...]") -> None:
        """Show versions, newest first."""
        wanted = self._wanted or self.list.chosen_ids()
        self._wanted = ()
        self.list.show_versions(versions, wanted)
        self._update_enabled()

    def _other(self, _: object) -> None:
        self._states.clear()
        self.say_about(self._document.scenario.name)
        self._keeper.list_versions()

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.gesture_ended and not changes.scenario:
            self._compare()

    def _update_enabled(self) -> None:
        writable = self._keeper.state is not SaveState.READ_ONLY
        one = len(self.chosen) == 1
        self.keep_button.setEnabled(writable)
        self.name.setEnabled(writable)
        self.rename_button.setEnabled(writable and one)
        self.restore_button.setEnabled(one)
        self.copy_button.setEnabled(bool(self.found))

    def keep(self) -> None:
        """Keep a version, under the name in the field if there is one."""
        if self.keep_button.isEnabled():
            self._wanted = (NOW,)
            self._keeper.keep_version(" ".join(self.name.text().split()))
            self.name.clear()

    def restore(self) -> None:
        """Put the chosen version on the desk, as a step that can be undone."""
        if len(self.chosen) == 1:
            self.restored.emit(self.list.words_of(self.chosen[0]))
            self._keeper.restore(self.chosen[0])

    def _ask_name(self) -> None:
        version = self.list.version(self.chosen[0])

        def answered(name: str) -> None:
            self.ask.done()
            self._keeper.ask(
                lambda store: store.versions.rename(version.id, name),
                lambda _: self._keeper.list_versions(),
            )

        self.ask.ask(
            self.look.text("versions.ask_name"),
            version.name,
            self.look.text("versions.do_rename"),
            answered,
        )

    # ------------------------------------------------------------ comparing

    def _compare(self) -> None:
        """Read what is not known yet of the two ends, then show what differs."""
        self._update_enabled()
        ids = self.list.chosen_ids()
        if not ids:
            self._ends = None
            self._put(())
            return
        newest = next(iter(self.list.version_ids), NOW)
        if len(ids) == 1:
            after, before = NOW, newest if ids[0] == NOW else ids[0]
        else:
            after, before = ids
        ends = tuple(
            _End(None if one == NOW else one, self.list.words_of(one)) for one in (before, after)
        )
        self._ends = (ends[0], ends[1])
        unknown = [
            end.version
            for end in ends
            if end.version is not None and end.version not in self._states
        ]
        if unknown:
            self._keeper.ask(lambda store: _read(store, unknown), self._take)
        else:
            self._notify()

    def _take(self, found: dict[int, Scenario]) -> None:
        self._states.update(found)
        ends = self._ends
        if ends and all(end.version is None or end.version in self._states for end in ends):
            self._notify()

    def _state(self, end: _End) -> Scenario:
        if end.version is None:
            return self._document.scenario
        return self._states[end.version]

    def _notify(self) -> None:
        assert self._ends is not None
        before, after = (self._state(end) for end in self._ends)
        # Which folder it lies in is nothing that a version holds for anybody.
        after = replace(after, folder=before.folder, tags=before.tags)
        self._put(differences(before, after, self._document.model))

    def _put(self, found: tuple[Difference, ...]) -> None:
        self.found = found
        self._show_found()
        self._update_enabled()

    @property
    def heads(self) -> Row:
        """Return the heads of the table."""
        what = self.look.text("versions.what")
        if self._ends is None:
            return Row(what, "", "")
        return Row(what, self._ends[0].words, self._ends[1].words)

    @property
    def sentences(self) -> list[str]:
        """Return what differs, in words."""
        return [self._words.sentence(one) for one in self.found]

    def _show_found(self) -> None:
        look, ends = self.look, self._ends
        if ends is None:
            self._title.setText(look.text("versions.choose"))
        else:
            before, after = (end.words for end in ends)
            self._title.setText(look.text("versions.between", before=before, after=after))
        in_words = self.views.choice == 0 or not self.found
        self._area.setVisible(in_words)
        self.table.setVisible(not in_words)
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if ends is not None:
            lines = self.sentences or [look.text("versions.same")]
            for line in lines if in_words else ():
                self._column.addWidget(self._line(line))
        self._column.addStretch(1)
        self._area.fit()
        self._fill_table()

    def _line(self, sentence: str) -> QLabel:
        label = PlainLabel(sentence, self._lines, wraps=True)
        label.setProperty("role", "line")
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return label

    def _fill_table(self) -> None:
        self.table.show_rows(self.heads, [self._words.row(one) for one in self.found])

    def copy(self) -> None:
        """Put the table on the clipboard, for documents and spreadsheets."""
        self.table.copy()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with the usual keys."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)


def _read(store: "Library", versions: list[int]) -> dict[int, Scenario]:
    return {version: store.versions.load(version) for version in versions}
