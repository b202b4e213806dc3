"""Controls of a report's forms, and the form that shows several of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.document.exercise.shape import FieldShape, Number, Text
from desktop.document.report.findings import day
from desktop.ui.box_outline import BoxOutline
from desktop.ui.entries import Entry, NumberEntry, OneEntry, SwitchEntry, TextEntry, Typed
from desktop.ui.form import ACROSS, FormField, row_of
from desktop.ui.ui_context import UiContext
from desktop.ui.worded_list import worded_list
from desktop.views.report.sections import STEPS, Field

MOST_FORMS = 10_000
NOTES = 168
"""Pixels of a list of notes, at most."""
_NARROW = {Field.RATING, Field.ELEMENT, Field.ISSUE, Field.DAY, Field.NUMBER, Field.SWITCH}
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

Choices = Callable[[Field], Mapping[str, str]]
"""Gives what can be chosen now, by what is kept, in words; the notes by their numbers as text."""


def as_typed(words: str) -> str:
    """Return what somebody typed without what no library holds, and without blank ends."""
    return _UNSEEN.sub("", words).strip()


class NotesEntry(Entry):
    """Take which of the notes count, by a box at each."""

    def __init__(self, label: str, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.list = worded_list(self)
        self._boxes = BoxOutline(look.tokens.ink3, self.list)
        self.list.setItemDelegate(self._boxes)
        self.list.setAccessibleName(label)
        self.list.setMaximumHeight(NOTES)
        self.list.itemChanged.connect(self._tell)
        self._none = PlainLabel(look.text("report_page.no_notes"), self, wraps=True)
        self._none.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addWidget(self._none)
        self.setFocusProxy(self.list)

    def offer(self, notes: Mapping[str, str]) -> None:
        """Offer these notes from now on."""
        self.list.setVisible(bool(notes))
        self._none.setVisible(not notes)
        numbers = [str(item.data(Qt.ItemDataRole.UserRole)) for item in self._items()]
        if numbers == list(notes):
            return
        with QSignalBlocker(self.list):
            self.list.clear()
            for number, words in notes.items():
                item = QListWidgetItem(words, self.list)
                item.setData(Qt.ItemDataRole.UserRole, int(number))
                item.setCheckState(Qt.CheckState.Unchecked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def value(self) -> frozenset[int]:
        """Return the numbers of the notes that count."""
        return frozenset(
            item.data(Qt.ItemDataRole.UserRole)
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        )

    def put(self, value: frozenset[int]) -> None:
        """Show which count."""
        with QSignalBlocker(self.list):
            for item in self._items():
                counts = item.data(Qt.ItemDataRole.UserRole) in value
                item.setCheckState(Qt.CheckState.Checked if counts else Qt.CheckState.Unchecked)

    def _tell(self) -> None:
        self.changed.emit()
        self.left.emit()


class CountsEntry(Entry):
    """Take how often each step of a scale was ticked."""

    def __init__(self, label: str, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps: list[NumberEntry] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for step in range(1, STEPS + 1):
            words = look.text(f"paper.feedback.scale.{step}")
            head = PlainLabel(words, self)
            head.setProperty("role", "quiet")
            name = look.text("exercises.nth", what=label, number=words)
            entry = NumberEntry(_whole(), name, self)
            entry.line.setMaximumWidth(64)
            entry.changed.connect(self.changed)
            entry.left.connect(self.left)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(head)
            column.addWidget(entry)
            row.addLayout(column)
            self.steps.append(entry)
        row.addStretch(1)
        self.setFocusProxy(self.steps[0])

    def value(self) -> tuple[int, ...]:
        """Return the counts, the worst answer first."""
        return tuple(one.value() for one in self.steps)

    def put(self, value: Sequence[int]) -> None:
        """Show counts."""
        for one, count in zip(self.steps, value, strict=True):
            one.put(count)


class FieldsForm(Entry):
    """Show fields under their names; `edited` tells which one was changed."""

    edited = Signal(str)

    def __init__(
        self, fields: Mapping[str, Field], look: UiContext, choices: Choices, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._choices, self._kinds = look, choices, fields
        self.entries: dict[str, Entry] = {}
        self._fields: dict[str, FormField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        beside: list[FormField] = []
        for name, kind in fields.items():
            field = self._made(name, kind)
            if kind in _NARROW:
                beside.append(field)
                if len(beside) < ACROSS:
                    continue
            column.addLayout(row_of(beside))
            beside = []
            if kind not in _NARROW:
                column.addLayout(field)
        column.addLayout(row_of(beside))

    def _made(self, name: str, kind: Field) -> FormField:
        label = self._look.text(f"report_page.field.{name}")
        entry = self._entry(kind, label)
        entry.changed.connect(lambda: self.edited.emit(name))
        entry.changed.connect(self.changed)
        entry.left.connect(self.left)
        field = FormField(label, entry, self)
        self.entries[name], self._fields[name] = entry, field
        return field

    def _entry(self, kind: Field, label: str) -> Entry:
        look = self._look
        match kind:
            case Field.PROSE | Field.LINE:
                shape = FieldShape("", Text(one_line=kind is Field.LINE), optional=False)
                return TextEntry(shape, label, look, self, as_typed)
            case Field.NOTES:
                return NotesEntry(label, look, self)
            case Field.RATING | Field.ELEMENT | Field.ISSUE:
                return OneEntry(self._choices(kind), label, self, None)
            case Field.DAY:
                typed = Typed(_day, str, label, self)
                typed.line.setPlaceholderText(look.text("report_page.day"))
                return typed
            case Field.NUMBER:
                return NumberEntry(_whole(), label, self)
            case Field.COUNTS:
                return CountsEntry(label, look, self)
            case Field.SWITCH:
                return SwitchEntry(label, self)

    def value(self) -> Mapping[str, Any]:
        """Return what every field holds."""
        return {name: entry.value() for name, entry in self.entries.items()}

    def put(self, value: Mapping[str, Any]) -> None:
        """Show what every field holds, and what can be chosen now."""
        for name, one in value.items():
            entry = self.entries.get(name)
            if isinstance(entry, NotesEntry | OneEntry):
                entry.offer(self._choices(self._kinds[name]))
            if entry is not None:
                entry.put(one)

    def mark(self, told: Sequence[tuple[str, str]]) -> None:
        """Show sentences at the fields that they are about."""
        for name, field in self._fields.items():
            field.warn(said for key, said in told if key == name)


def _whole() -> FieldShape:
    return FieldShape("", Number(0, MOST_FORMS, whole=True), optional=False)


def _day(words: str) -> str:
    if words and day(words) is None:
        raise ValueError(words)
    return words
