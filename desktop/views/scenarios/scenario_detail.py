"""What is known of the chosen scenario, and what can be done with it."""

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel
from desktop.domain.scenario import Scenario
from desktop.ui.page import Scrolled, worded_button
from desktop.ui.timestamps import instant_words
from desktop.ui.ui_context import UiContext
from desktop.views.scenarios.preview import PreviewView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db import ScenarioSummary

WIDTH = 312
NOTES_SHOWN = 600
"""Characters of the notes that are shown before somebody opens the scenario."""


class ScenarioAction(StrEnum):
    """Name what is done with chosen scenarios; its words are the message `browser.do.<name>`."""

    OPEN = "open"
    RENAME = "rename"
    DUPLICATE = "duplicate"
    MOVE = "move"
    TAG = "tag"
    PACK = "pack"
    DELETE = "delete"
    RESTORE = "restore"
    ERASE = "erase"


ICONS = {
    ScenarioAction.OPEN: "folder-open",
    ScenarioAction.RENAME: "pencil",
    ScenarioAction.DUPLICATE: "copy",
    ScenarioAction.MOVE: "folder-input",
    ScenarioAction.TAG: "tag",
    ScenarioAction.PACK: "package",
    ScenarioAction.DELETE: "trash-2",
    ScenarioAction.RESTORE: "undo-2",
    ScenarioAction.ERASE: "x",
}
OF_KEPT = (
    ScenarioAction.OPEN,
    ScenarioAction.RENAME,
    ScenarioAction.DUPLICATE,
    ScenarioAction.MOVE,
    ScenarioAction.TAG,
    ScenarioAction.PACK,
    ScenarioAction.DELETE,
)
OF_TRASHED = (ScenarioAction.RESTORE, ScenarioAction.ERASE)
OF_ONE = {ScenarioAction.OPEN, ScenarioAction.RENAME, ScenarioAction.DUPLICATE}
HARMLESS = {ScenarioAction.OPEN, ScenarioAction.PACK}
"""What a library that can only be read allows as well."""


class ScenarioDetail(QWidget):
    """Stand beside the list; `asked` carries the action of the button that was pressed."""

    asked = Signal(ScenarioAction)

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._writable = True
        self.setFixedWidth(WIDTH)
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = self._label("title")
        self._facts = self._label("second")
        self._notes = self._label("body")
        words = QWidget(self)
        inner = QVBoxLayout(words)
        inner.setContentsMargins(14, 12, 10, 8)
        inner.setSpacing(6)
        inner.addWidget(self._name)
        inner.addWidget(self._facts)
        self.curve = PreviewView(look, words)
        inner.addWidget(self.curve)
        inner.addSpacing(4)
        inner.addWidget(self._notes)
        inner.addStretch(1)
        self._area = area = Scrolled(words, self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: dict[ScenarioAction, QPushButton] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 8, 12, 12)
        self._grid.setSpacing(8)
        for action in (*OF_KEPT, *OF_TRASHED):
            role = "main" if action in (ScenarioAction.OPEN, ScenarioAction.RESTORE) else "plain"
            button = worded_button(
                look.text(f"browser.do.{action}"), role, look, self, ICONS[action]
            )
            button.clicked.connect(lambda _=False, action=action: self.asked.emit(action))
            self.buttons[action] = button
        self._lay_out()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(self._grid)
        self.show_chosen((), None, in_trash=False)

    def _label(self, role: str) -> QLabel:
        label = PlainLabel(self, wraps=True)
        label.setProperty("role", role)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return label

    def _lay_out(self) -> None:
        self._grid.addWidget(self.buttons[ScenarioAction.OPEN], 0, 0, 1, 2)
        places = (
            (ScenarioAction.RENAME, ScenarioAction.DUPLICATE),
            (ScenarioAction.MOVE, ScenarioAction.TAG),
            (ScenarioAction.PACK, ScenarioAction.DELETE),
        )
        for line, pair in enumerate(places, 1):
            for place, action in enumerate(pair):
                self._grid.addWidget(self.buttons[action], line, place)
        for line, action in enumerate(OF_TRASHED, 4):
            self._grid.addWidget(self.buttons[action], line, 0, 1, 2)

    def set_writable(self, *, writable: bool) -> None:
        """Say whether the library can be changed."""
        self._writable = writable

    def show_chosen(
        self,
        chosen: "Sequence[ScenarioSummary]",
        scenario: Scenario | None,
        *,
        in_trash: bool,
    ) -> None:
        """Show what is chosen; `scenario` adds the notes once they have been read."""
        look = self._look
        offered = OF_TRASHED if in_trash else OF_KEPT
        for action, button in self.buttons.items():
            button.setVisible(action in offered)
            possible = len(chosen) == 1 if action in OF_ONE else bool(chosen)
            button.setEnabled(possible and (self._writable or action in HARMLESS))
        notes = ""
        if not chosen:
            self._name.setText("")
            self._facts.setText(look.text("browser.choose"))
        elif len(chosen) > 1:
            self._name.setText(look.language.plural("browser.chosen", len(chosen)))
            self._facts.setText("")
        else:
            self._name.setText(chosen[0].name)
            self._facts.setText("\n".join(self._facts_of(chosen[0])))
            notes = "" if scenario is None else scenario.notes.strip()
        if len(notes) > NOTES_SHOWN:
            notes = notes[:NOTES_SHOWN].rstrip() + "…"
        self._notes.setText(notes)
        self._name.setVisible(bool(self._name.text()))
        self._facts.setVisible(bool(self._facts.text()))
        self._notes.setVisible(bool(notes))
        self._area.fit()

    def _facts_of(self, one: "ScenarioSummary") -> list[str]:
        look, plural = self._look, self._look.language.plural
        lines = [plural("scenarios.levers", one.levers)]
        if one.events:
            lines[0] += " · " + plural("browser.events", one.events)
        if one.folder:
            lines.append(look.text("browser.in_folder", folder=" › ".join(one.folder.split("/"))))
        if one.tags:
            lines.append(look.text("browser.with_tags", tags=", ".join(one.tags)))
        lines.append(look.text("browser.changed_at", when=instant_words(one.changed_at, look)))
        if one.deleted_at is not None:
            lines.append(look.text("browser.deleted_at", when=instant_words(one.deleted_at, look)))
        if one.model_version:
            lines.append(look.text("browser.made_under", version=one.model_version))
        return lines
